"""Tracks in Chromium: how far the learner is, the final test of a track, and the test on paper."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from browsing import PREFIX, Open
from playwright.sync_api import Locator, Page, expect
from records import BLOCKED, attempt, do, keep, kept, record, words

from course.final_test import shares
from course.interface import say_count
from course.model import Course, Item, Module, Track

TEST = "final-test.html"
PAPERS = "test-papers.html"
TRACK = "partner"
PHONE = {"width": 360, "height": 740}

ASKED = """() => [...document.querySelectorAll(".quiz")].map(question => question.dataset.item)"""
VERSIONS = """([track, seed]) => {
  const { outline, draw } = hamkori
  const versions = draw.draw(outline, outline.tracks.find(one => one.id === track), seed)
  return versions.map(({ name, questions }) => [name, questions.map(({ module, item }) => [module.id, item.id])])
}"""


@pytest.fixture
def track(course: Course) -> Track:
    return course.tracks[TRACK]


def items_of(course: Course) -> dict[str, Item]:
    return {item.id: item for page in course.source_pages.values() for item in page.items}


def modules_of(course: Course, track: Track) -> list[Module]:
    return [course.modules[key] for key in track.modules]


def begin(visit: Open, locale: str = "tg", track: str = TRACK, **device: Any) -> Page:
    page = visit(f"{PREFIX[locale]}{TEST}#{track}", **device)
    page.get_by_role("button", name=words("test-begin", locale), exact=True).click()
    page.locator(".quiz").first.wait_for()
    return page


def hand_in(page: Page, locale: str = "tg") -> None:
    page.get_by_role("button", name=words("test-hand-in", locale), exact=True).click()


def answer_all(page: Page, items: dict[str, Item], wrong: int = 0) -> None:
    """Ticks the right options of all questions, of the first `wrong` ones a wrong one."""
    for place, name in enumerate(page.evaluate(ASKED)):
        options = items[name].options
        right = [at for at, option in enumerate(options) if option.correct]
        others = [at for at in range(len(options)) if at not in right][:1]
        for at in others if place < wrong else right:
            page.locator(f"#{name}-{at}").check()


def end(page: Page) -> Locator:
    return page.locator("#test-end")


# The page of a track, and the list of tracks


@pytest.mark.parametrize("locale", PREFIX)
def test_a_track_says_how_far_the_learner_is(visit: Open, course: Course, track: Track, locale: str) -> None:
    page = visit(f"{PREFIX[locale]}tracks/{TRACK}.html")
    first, second, *_ = modules_of(course, track)
    screen = page.locator("[data-screen=track]")
    nothing = {"n": 0, "all": len(track.modules), "hours": 0, "hoursAll": track.hours}
    expect(screen.locator("p").first).to_have_text(words("track-progress", locale, **nothing))
    title = words("module-title", locale, number=first.number, title=first.title[locale])
    expect(screen.locator("a").first).to_have_text(words("track-begin", locale, title=title))
    assert page.locator("[data-module]").evaluate_all("all => all.map(one => one.dataset.module)") == list(
        track.modules
    )

    keep(page, record(attempts={first.id: [attempt(8)], f"test-{TRACK}": [attempt(15, of=20)]}, read={second.id: {}}))
    passed = nothing | {"n": 1, "hours": first.hours}
    expect(screen.locator("p").first).to_have_text(words("track-progress", locale, **passed))
    expect(screen.locator(".badge.passed")).to_have_text(words("track-test-best", locale, right=15, of=20))
    title = words("module-title", locale, number=second.number, title=second.title[locale])
    expect(screen.locator("a").first).to_have_text(words("track-next", locale, title=title))
    expect(page.locator(f"[data-module={first.id}] .badge")).to_have_text(words("progress-done", locale))
    expect(page.locator(f"[data-module={second.id}] .badge")).to_have_text(words("progress-begun", locale))

    screen.get_by_text(words("track-test", locale)).click()
    expect(page.locator(".test-title")).to_have_text(words("test-title", locale, title=track.title[locale]))


def test_who_has_passed_all_modules_is_led_to_the_test(visit: Open, track: Track) -> None:
    page = visit(f"tracks/{TRACK}.html")
    keep(page, record(attempts={key: [attempt(10)] for key in track.modules}))
    expect(page.locator("[data-screen=track] .md-button--primary")).to_have_text(words("track-test"))
    expect(page.locator("[data-screen=track] a")).to_have_count(1)


def test_a_track_does_not_tell_that_a_module_with_a_quick_exit_was_read(visit: Open, course: Course) -> None:
    page = visit("tracks/refresher.html")
    keep(page, record(read={"gender": {}}, open={"gender": {"at": "2026-11-20T08:00:00.000Z", "answers": {}}}))
    first = course.modules[course.tracks["refresher"].modules[0]]
    title = words("module-title", number=first.number, title=first.title["tg"])
    expect(page.locator("[data-screen=track] a").first).to_have_text(words("track-begin", title=title))
    expect(page.locator("[data-module] .badge")).to_have_count(0)


def test_without_scripts_a_track_lists_its_modules(visit: Open, track: Track) -> None:
    page = visit(f"tracks/{TRACK}.html", java_script_enabled=False)
    expect(page.locator("[data-module]")).to_have_count(len(track.modules))


def test_the_list_tells_of_tracks_that_are_begun(visit: Open, course: Course, track: Track) -> None:
    page = visit("tracks/index.html")
    expect(page.locator("[data-track]")).to_have_count(len(course.tracks))
    expect(page.locator(".entry-progress")).to_have_count(0)

    first = course.modules[track.modules[0]]
    keep(page, record(attempts={first.id: [attempt(7)], f"test-{TRACK}": [attempt(6, of=20)]}))
    begun = [one for one in course.tracks.values() if first.id in one.modules]
    expect(page.locator(".entry-progress")).to_have_count(len(begun))
    told = page.locator(f"[data-track={TRACK}] .entry-progress")
    progress = words("track-progress", n=1, all=len(track.modules), hours=first.hours, hoursAll=track.hours)
    expect(told).to_have_text(f"{progress}{words('track-test-best', right=6, of=20)}")


# Drawing


def test_versions_share_no_question_and_fill_the_shares(visit: Open, course: Course) -> None:
    page = visit(TEST)
    expect(page.locator(".test-tracks li")).to_have_count(len(course.tracks))
    page.evaluate("hamkori.loadData('outline')")
    for track in course.tracks.values():
        wanted = shares(course, track)
        for seed in ("1", "2", "9999"):
            versions = dict(page.evaluate(VERSIONS, [track.id, seed]))
            assert list(versions) == ["A", "B"]
            drawn = [item for questions in versions.values() for _, item in questions]
            assert len(drawn) == len(set(drawn)) == 2 * track.test_items
            for questions in versions.values():
                keys = [key for key, _ in questions]
                assert {key: keys.count(key) for key in track.modules} == wanted


def test_no_outcome_gives_a_second_question_before_all_gave_one(visit: Open, course: Course) -> None:
    page = visit(TEST)
    expect(page.locator(".test-tracks li")).to_have_count(len(course.tracks))
    items = items_of(course)
    for seed in map(str, range(1, 31)):
        for _, questions in page.evaluate(VERSIONS, ["refresher", seed])[:1]:
            for key in course.tracks["refresher"].modules:
                outcomes = [items[item].outcome for module, item in questions if module == key]
                every = {item.outcome for item in course.source_pages[f"handbook/{key}/quiz.md"].items}
                assert len(set(outcomes)) == min(len(outcomes), len(every))


def test_the_same_seed_draws_the_same_and_another_one_another(visit: Open, course: Course) -> None:
    page = visit(TEST)
    expect(page.locator(".test-tracks li")).to_have_count(len(course.tracks))
    drawn = [str(page.evaluate(VERSIONS, ["cadet", seed])) for seed in ("7", "7", "8")]
    assert drawn[0] == drawn[1] != drawn[2]


def test_every_item_is_drawn_some_time(visit: Open, course: Course, track: Track) -> None:
    page = visit(TEST)
    expect(page.locator(".test-tracks li")).to_have_count(len(course.tracks))
    drawn = {item for seed in range(60) for _, item in page.evaluate(VERSIONS, [TRACK, str(seed)])[0][1]}
    bank = {item.id for key in track.modules for item in course.source_pages[f"handbook/{key}/quiz.md"].items}
    assert drawn == bank


# The final test on the screen


@pytest.mark.parametrize("locale", PREFIX)
def test_a_test_is_answered_and_handed_in(visit: Open, course: Course, track: Track, locale: str) -> None:
    page = begin(visit, locale)
    expect(page.locator(".quiz")).to_have_count(track.test_items)
    expect(page.locator(".quiz h2").last).to_have_text(words("question-number", locale, number=track.test_items))
    asked = page.evaluate(ASKED)
    answer_all(page, items_of(course), wrong=2)
    told = words("test-answered", locale, n=track.test_items, of=track.test_items)
    expect(page.locator(".quiz-status p")).to_have_text(told)
    expect(page.locator(".quiz-verdict:visible")).to_have_count(0)
    assert kept(page)["answers"] == {}

    hand_in(page, locale)
    right = track.test_items - 2
    score = words("quiz-score", locale, right=right, of=track.test_items)
    needed = -(-course.pass_mark * track.test_items // 100)
    mark = words("quiz-pass-mark", locale, needed=needed, of=track.test_items)
    expect(end(page).locator("p").first).to_have_text(f"{words('quiz-passed', locale)} {score} {mark}")
    expect(page.locator(".quiz-verdict:visible")).to_have_count(track.test_items)
    expect(page.locator(".quiz-verdict.right")).to_have_count(right)
    expect(page.locator(".quiz-feedback:visible").first).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "test-end"

    rows = end(page).locator("tbody tr")
    expect(rows).to_have_count(len(track.modules))
    sums = [int(text.split("/")[0]) for text in rows.locator("td").all_inner_texts()]
    assert sum(sums) == right
    of = [int(text.split("/")[1]) for text in rows.locator("td").all_inner_texts()]
    assert of == list(shares(course, track).values())

    after = kept(page)
    assert [(one["right"], one["of"]) for one in after["attempts"][f"test-{TRACK}"]] == [(right, track.test_items)]
    assert after["open"] == {}
    assert sorted(after["answers"]) == sorted(asked)
    assert [after["answers"][name][0]["right"] for name in asked] == [False] * 2 + [True] * right


def test_what_was_answered_is_there_after_a_reload_and_in_another_language(visit: Open) -> None:
    page = begin(visit)
    asked = page.evaluate(ASKED)
    page.locator(f"#{asked[0]}-1").check()
    page.reload()
    expect(page.locator(f"#{asked[0]}-1")).to_be_checked()
    assert page.evaluate(ASKED) == asked

    other = visit(f"ru/{TEST}#{TRACK}", beside=page)
    expect(other.locator(f"#{asked[0]}-1")).to_be_checked()
    assert other.evaluate(ASKED) == asked
    other.locator(f"#{asked[1]}-0").check()
    expect(page.locator(f"#{asked[1]}-0")).to_be_checked()
    done = words("test-answered", n=2, of=len(asked))
    expect(page.locator(".quiz-status p")).to_have_text(done)


def test_the_keyboard_stands_where_the_learner_goes_on(visit: Open, track: Track) -> None:
    page = visit(TEST)
    page.get_by_role("link", name=track.title["tg"]).last.press("Enter")
    expect(page.locator(".test-title")).to_be_focused()
    page.get_by_role("button", name=words("test-begin"), exact=True).press("Enter")
    expect(page.locator(".quiz input").first).to_be_focused()
    hand_in(page)
    page.get_by_role("button", name=words("test-hand-in-all-the-same")).press("Enter")
    expect(end(page)).to_be_focused()
    page.get_by_role("button", name=words("test-again")).press("Enter")
    expect(page.locator(".quiz input").first).to_be_focused()


def test_a_jump_to_a_place_on_the_page_leaves_the_test(visit: Open) -> None:
    page = begin(visit)
    asked = page.evaluate(ASKED)
    page.locator(f"#{asked[0]}-1").check()
    page.evaluate("location.hash = '#how-it-works'")
    page.locator(f"#{asked[1]}-1").check()
    assert page.evaluate(ASKED) == asked
    page.go_back()
    expect(page.locator(f"#{asked[0]}-1")).to_be_checked()

    hand_in(page)
    page.get_by_role("button", name=words("test-hand-in-all-the-same")).click()
    page.evaluate("location.hash = '#final-test'")
    expect(page.locator(".quiz-verdict:visible")).to_have_count(len(asked))


def test_another_address_brings_another_track_and_back_the_test_under_way(visit: Open, course: Course) -> None:
    page = begin(visit)
    asked = page.evaluate(ASKED)
    page.locator(f"#{asked[0]}-1").check()
    page.evaluate("location.hash = '#cadet'")
    expect(page.locator(".test-title")).to_have_text(words("test-title", title=course.tracks["cadet"].title["tg"]))
    expect(page.locator(".quiz")).to_have_count(0)
    page.go_back()
    expect(page.locator(f"#{asked[0]}-1")).to_be_checked()
    assert page.evaluate(ASKED) == asked
    page.evaluate("location.hash = ''")
    listed = page.locator(".test-tracks li", has_text=course.tracks[TRACK].title["tg"])
    expect(listed.locator(".badge.started")).to_have_text(words("test-begun", n=1, of=len(asked)))


def test_a_test_that_another_tab_hands_in_is_over(visit: Open) -> None:
    page = begin(visit)
    other = visit(f"{TEST}#{TRACK}", beside=page)
    hand_in(other)
    other.get_by_role("button", name=words("test-hand-in-all-the-same")).click()
    expect(page.get_by_role("button", name=words("test-begin"), exact=True)).to_be_visible()
    do(page, f"choose('test-{TRACK}', 'partnerships-01', [0])")
    assert kept(page)["open"] == {}
    assert len(kept(page)["attempts"][f"test-{TRACK}"]) == 1


def test_a_test_begun_later_in_a_file_takes_the_place_of_the_one_on_the_page(visit: Open) -> None:
    page = begin(visit)
    asked = page.evaluate(ASKED)
    later = page.evaluate("new Date(Date.now() + 60000).toISOString()")
    joined = record(open={f"test-{TRACK}": {"at": later, "answers": {}}})
    do(page, f"join({json.dumps(joined)})")
    [drawn, _] = page.evaluate(VERSIONS, [TRACK, f"{TRACK} {later}"])
    assert page.evaluate(ASKED) == [item for _, item in drawn[1]] != asked


def test_answers_that_the_course_no_longer_knows_count_for_nothing(visit: Open) -> None:
    page = begin(visit)
    asked = page.evaluate(ASKED)
    page.locator(f"#{asked[1]}-0").check()
    changed = kept(page)
    changed["open"][f"test-{TRACK}"]["answers"] |= {"gone-01": [0], asked[0]: [19]}
    keep(page, changed)
    expect(page.locator(f"#{asked[1]}-0")).to_be_checked()
    expect(page.locator(".quiz-status p")).to_have_text(words("test-answered", n=1, of=len(asked)))
    hand_in(page)
    page.get_by_role("button", name=words("test-hand-in-all-the-same")).click()
    assert sorted(kept(page)["answers"]) == sorted(asked)
    assert kept(page)["answers"][asked[0]][0]["chosen"] == []


@pytest.mark.parametrize("script", ["", "hamkori.bank = { ...hamkori.bank, partnerships: {} }"])
def test_questions_that_do_not_load_are_told(visit: Open, script: str) -> None:
    page = visit("about.html")
    bank = "**/assets/bank/partnerships/tg.js"
    page.route(bank, lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page.goto(page.url.replace("about.html", f"{TEST}#{TRACK}"))
    told = page.locator(".screen [role=alert]")
    expect(told).to_have_text(words("test-unreadable"))
    do(visit("sheet.html", beside=page), f"beginQuiz('test-{TRACK}')")
    page.wait_for_function("hamkori.record.isBegun()")
    expect(told).to_have_text(words("test-unreadable"))
    page.unroute(bank)
    page.reload()
    expect(page.locator(".quiz").first).to_be_visible()


def test_what_is_unticked_is_no_answer_any_more(visit: Open) -> None:
    page = visit(f"{TEST}#cadet")
    keep(page, record(open={"test-cadet": {"at": "2026-11-20T08:00:00.000Z", "answers": {}}}))
    box = page.locator(".quiz input[type=checkbox]").first
    box.check()
    assert len(kept(page)["open"]["test-cadet"]["answers"]) == 1
    box.uncheck()
    assert kept(page)["open"]["test-cadet"]["answers"] == {}
    page.reload()
    expect(box).not_to_be_checked()


def test_questions_without_an_answer_are_named_first(visit: Open) -> None:
    page = begin(visit)
    asked = page.evaluate(ASKED)
    page.locator(f"#{asked[1]}-0").check()
    hand_in(page)
    missing = len(asked) - 1
    expect(end(page).locator("p").first).to_have_text(words("test-missing", form="other", n=missing))
    expect(end(page).locator("li")).to_have_count(missing)
    assert page.evaluate("document.activeElement.id") == "test-end"
    assert kept(page)["attempts"] == {}

    page.get_by_role("link", name=words("question-number", number=3), exact=True).click()
    assert page.evaluate("document.activeElement.id") == f"{asked[2]}-0"
    expect(end(page).get_by_role("button", name=words("test-hand-in"), exact=True)).to_be_visible()

    hand_in(page)
    page.get_by_role("button", name=words("test-go-back")).click()
    assert page.evaluate("document.activeElement.id") == f"{asked[0]}-0"

    hand_in(page)
    page.locator(f"#{asked[2]}-0").check()
    expect(end(page).locator("li")).to_have_count(missing - 1)
    missing -= 1
    page.get_by_role("button", name=words("test-hand-in-all-the-same")).click()
    expect(end(page).locator(".badge.failed")).to_have_text(words("quiz-not-passed"))
    expect(page.get_by_text(words("test-unanswered"))).to_have_count(missing)
    answers = kept(page)["answers"]
    assert answers[asked[0]][0]["chosen"] == []
    assert answers[asked[0]][0]["right"] is False


def test_who_answers_the_last_question_meanwhile_is_asked_no_more(visit: Open, course: Course) -> None:
    page = begin(visit)
    hand_in(page)
    answer_all(page, items_of(course))
    expect(end(page).locator("li")).to_have_count(0)
    hand_in(page)
    expect(end(page).locator(".badge.passed")).to_be_visible()


def test_other_questions_are_given_only_when_the_learner_is_sure(visit: Open) -> None:
    page = begin(visit)
    asked = page.evaluate(ASKED)
    page.locator(f"#{asked[0]}-0").check()
    page.get_by_role("button", name=words("test-set-aside"), exact=True).click()
    expect(end(page).locator("p").first).to_have_text(words("test-set-aside-ask"))
    page.get_by_role("button", name=words("test-go-back")).click()
    expect(page.locator(f"#{asked[0]}-0")).to_be_checked()

    page.get_by_role("button", name=words("test-set-aside"), exact=True).click()
    page.get_by_role("button", name=words("test-set-aside-yes")).click()
    expect(page.locator(".quiz-status p")).to_have_text(words("test-answered", n=0, of=len(asked)))
    assert page.evaluate(ASKED) != asked


def test_a_second_test_has_other_questions_and_the_best_result_counts(visit: Open, course: Course) -> None:
    page = begin(visit)
    asked = page.evaluate(ASKED)
    answer_all(page, items_of(course))
    hand_in(page)
    page.get_by_role("button", name=words("test-again")).click()
    expect(page.locator(".quiz.answered")).to_have_count(0)
    assert page.evaluate(ASKED) != asked
    hand_in(page)
    page.get_by_role("button", name=words("test-hand-in-all-the-same")).click()
    expect(end(page).locator(".badge.failed")).to_be_visible()

    page.reload()
    best = words("quiz-best", right=len(asked), of=len(asked))
    expect(page.locator(".screen .panel")).to_contain_text(best)
    expect(page.locator(".screen .panel .badge.passed")).to_be_visible()


def test_wrong_answers_wait_on_the_page_of_progress(visit: Open, course: Course) -> None:
    page = begin(visit)
    answer_all(page, items_of(course), wrong=1)
    first = page.evaluate(ASKED)[0]
    hand_in(page)
    end(page).get_by_role("link", name=words("quiz-my-progress")).click()
    expect(page.get_by_text(words("progress-review", form="other", n=1))).to_be_visible()
    module = next(key for key in course.modules if first.startswith(f"{key}-"))
    expect(page.locator(f"a[href*='{module}/quiz.html#review']")).to_be_visible()


def test_a_learner_chooses_among_the_tracks(visit: Open, course: Course, track: Track) -> None:
    page = visit(TEST)
    keep(page, record(attempts={f"test-{TRACK}": [attempt(15, of=20)]}))
    listed = page.locator(".test-tracks li")
    expect(listed).to_have_count(len(course.tracks))
    counted = say_count(course, "tg", "questions", track.test_items)
    best = words("track-test-best", right=15, of=20)
    expect(listed.filter(has_text=track.title["tg"])).to_have_text(f"{track.title['tg']} · {counted} {best}")
    page.get_by_role("link", name=track.title["tg"]).last.click()
    expect(page.locator(".test-title")).to_have_text(words("test-title", title=track.title["tg"]))
    page.get_by_role("link", name=words("test-other-track")).click()
    expect(listed).to_have_count(len(course.tracks))


def test_an_unknown_track_in_the_address_offers_the_choice(visit: Open, course: Course) -> None:
    page = visit(f"{TEST}#patrol")
    expect(page.locator(".test-tracks li")).to_have_count(len(course.tracks))


def test_a_browser_that_keeps_nothing_still_gives_the_test(visit: Open, course: Course) -> None:
    page = visit("about.html")
    page.context.add_init_script(BLOCKED)
    page.goto(page.url.replace("about.html", f"{TEST}#{TRACK}"))
    page.get_by_role("button", name=words("test-begin"), exact=True).click()
    answer_all(page, items_of(course))
    expect(page.locator(".keep-notice, .notice.warning").first).to_be_visible()
    hand_in(page)
    expect(end(page).locator(".badge.passed")).to_be_visible()


def test_links_in_questions_lead_to_their_pages(visit: Open, course: Course) -> None:
    page = begin(visit, "en")
    answer_all(page, items_of(course))
    hand_in(page, "en")
    links = page.locator(".quiz a[href]").evaluate_all("all => [...new Set(all.map(one => one.href))]")
    assert links
    home = page.url.partition(TEST)[0]
    assert all(link.startswith((home, "https://", "http://")) for link in links)
    for link in [link for link in links if link.startswith(home)][:4]:
        page.goto(link)
        anchor = link.partition("#")[2]
        assert not anchor or page.locator(f"[id='{anchor}']").count() == 1


def test_the_test_fits_a_phone(visit: Open) -> None:
    page = begin(visit, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    hand_in(page)
    page.get_by_role("button", name=words("test-hand-in-all-the-same")).click()
    expect(end(page).locator("table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_without_scripts_the_test_says_that_it_needs_them(visit: Open) -> None:
    page = visit(TEST, java_script_enabled=False)
    assert page.locator("[data-screen=final-test]").inner_text() == words("needs-script")


# On paper


def shown(page: Page, number: int = 17, track: str = TRACK) -> list[Locator]:
    """The two versions and their keys, of a test with this number."""
    page.select_option("#paper-track", track)
    page.fill("#paper-number", str(number))
    expect(page.locator(".paper-version").first).to_have_text(re.compile(rf"\b{number}$"))
    return page.locator(".paper").all()


@pytest.mark.parametrize("locale", PREFIX)
def test_versions_and_keys_are_printed(visit_class: Open, course: Course, track: Track, locale: str) -> None:
    page = visit_class(PREFIX[locale] + PAPERS)
    papers = shown(page)
    titles = [
        words(key, locale, version=version, number=17) for key in ("paper-version", "paper-key") for version in "AB"
    ]
    assert [paper.locator(".paper-version").inner_text() for paper in papers] == titles
    items = items_of(course)
    versions = page.evaluate(VERSIONS, [TRACK, f"{TRACK} 17"])
    for paper, key, (_, questions) in zip(papers[:2], papers[2:], versions, strict=True):
        asked = paper.locator(".paper-questions > li")
        expect(asked).to_have_count(track.test_items)
        expect(paper.locator("a, input, .quiz-feedback")).to_have_count(0)
        for place, (module, item) in enumerate(questions):
            options = items[item].options
            expect(asked.nth(place).locator(".paper-options > li")).to_have_count(len(options))
            several = sum(option.correct for option in options) > 1
            expect(asked.nth(place).locator("em", has_text=words("paper-several", locale))).to_have_count(int(several))
            right = ", ".join(letter for letter, option in zip("ABCDEFGH", options, strict=False) if option.correct)
            title = words(
                "module-title", locale, number=course.modules[module].number, title=course.modules[module].title[locale]
            )
            cells = key.locator("tbody tr").nth(place).locator("th, td").all_inner_texts()
            assert cells == [str(place + 1), right, title]


def test_the_same_number_prints_the_same_paper(visit_class: Open) -> None:
    page = visit_class(PAPERS)

    def asked(number: int) -> list[str]:
        return [paper.locator(".paper-questions").inner_text() for paper in shown(page, number)[:2]]

    first = asked(17)
    assert set(first).isdisjoint(asked(18))
    assert asked(17) == first


@pytest.mark.parametrize("wrong", ["0", "10000", "", "-3", "1.5"])
def test_a_number_that_is_none_is_told(visit_class: Open, wrong: str) -> None:
    page = visit_class(PAPERS)
    shown(page)
    page.fill("#paper-number", wrong)
    expect(page.locator(".quiz-hint")).to_have_text(words("paper-number-wrong"))
    expect(page.locator(".paper")).to_have_count(0)
    page.get_by_role("button", name=words("paper-other-number")).click()
    expect(page.locator(".quiz-hint")).to_have_text("")
    expect(page.locator(".paper")).to_have_count(4)


def test_only_the_papers_are_printed_each_on_a_new_page(visit_class: Open) -> None:
    page = visit_class(PAPERS)
    papers = shown(page)
    page.emulate_media(media="print")
    for hidden in ("h1", "#paper-track", ".actions", ".md-content__inner > ul, article > ul", "article > p"):
        for found in page.locator(hidden).all():
            expect(found).to_be_hidden()
    assert [paper.evaluate("one => getComputedStyle(one).breakAfter") for paper in papers] == ["page"] * 3 + ["auto"]


def test_the_paper_fits_a_phone(visit_class: Open) -> None:
    page = visit_class(PAPERS, viewport=PHONE)
    shown(page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


# Elsewhere


def test_the_page_of_progress_lists_final_tests(visit: Open, track: Track) -> None:
    page = visit("progress.html")
    keep(page, record(attempts={f"test-{TRACK}": [attempt(13, of=20), attempt(16, of=20)]}))
    row = page.locator("table", has_text=words("final-test")).locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row.locator("th")).to_have_text(f"{track.title['tg']}{words('progress-best', right=16, of=20)}")
    expect(row.locator(".badge.passed")).to_have_text(words("quiz-passed"))
    row.get_by_role("link").click()
    expect(page.locator(".test-title")).to_have_text(words("test-title", title=track.title["tg"]))


def test_the_sheet_lists_final_tests(visit: Open, track: Track) -> None:
    page = visit("sheet.html")
    keep(page, record(attempts={"partnerships": [attempt(8)], f"test-{TRACK}": [attempt(16, of=20)]}))
    row = page.locator(".sheet tbody tr").filter(has_text=words("test-title", title=track.title["tg"]))
    expect(row.locator("td").first).to_have_text(re.compile("^16.*80"))


def test_class_results_show_final_tests_and_count_no_module_for_them(visit_class: Open, track: Track) -> None:
    page = visit_class("class-results.html")
    text = record(attempts={"partnerships": [attempt(8)], f"test-{TRACK}": [attempt(16, of=20)]})
    file = {"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(text).encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    expect(page.locator(".class-table tbody tr")).to_have_count(1)
    title = f"F{list_of_tracks(page).index(TRACK) + 1}. {words('test-title', title=track.title['tg'])}"
    expect(page.locator(".class-legend li").last).to_have_text(title)
    cells = page.locator(".class-table tbody td").all_inner_texts()
    assert any(text.startswith("16/20") for text in cells)
    assert cells[-3] == "1"  # modules passed


def list_of_tracks(page: Page) -> list[str]:
    found: list[str] = page.evaluate("hamkori.outline.tracks.map(track => track.id)")
    return found
