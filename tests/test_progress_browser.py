"""My progress in Chromium: what it shows, and the record to a file, from a file, away and back."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from browsing import PREFIX, Open, Site
from conftest import PLANNED
from playwright.sync_api import FilePayload, Locator, Page, expect
from records import answer, attempt, do, keep, kept, kept_text, record, set_clock, words

from course.browser_data import bare
from course.model import Course

PAGE = "progress.html"
NOW = "2026-11-22T12:00:00Z"
FIRST = "partnerships"


def at(visit: Open, locale: str = "tg", kept: dict[str, Any] | None = None) -> Page:
    """The page of a learner with this record, on 22 November 2026."""
    page = visit(PREFIX[locale] + PAGE, timezone_id="Asia/Dushanbe")
    set_clock(page, NOW)
    if kept:
        keep(page, kept)
    return page


def studied(**changes: Any) -> dict[str, Any]:
    """The record of a learner who has passed nothing yet and answered two questions wrong."""
    return (
        record(
            read={FIRST: {"who-sits": "2026-11-20T07:00:00.000Z"}},
            answers={
                "partnerships-02": [answer(False)],
                "partnerships-05": [answer(False), answer(True, "2026-11-22T08:00:00.000Z")],
                "partnerships-06": [answer(True)],
            },
            attempts={FIRST: [attempt(6)]},
            last={"module": FIRST, "page": "quiz", "at": "2026-11-20T09:00:00.000Z"},
        )
        | changes
    )


def row(page: Page, number: str, locale: str = "tg") -> Locator:
    return page.locator("table.modules tbody tr").filter(
        has_text=re.compile(rf"^{words('module-label', locale, number=number)}\.")
    )


def stats(page: Page) -> list[str]:
    return page.locator(".stat").all_inner_texts()


def notice(page: Page) -> Locator:
    return page.locator(".screen .notice > p")


def press(page: Page, key: str, locale: str = "tg") -> None:
    page.get_by_role("button", name=words(key, locale), exact=True).last.click()


def load(page: Page, file: str | Path | FilePayload) -> None:
    page.locator("input[type=file]").set_input_files(file)


def file_of(kept: Any, name: str = "record.json") -> FilePayload:
    text = kept if isinstance(kept, str) else json.dumps(kept)
    return {"name": name, "mimeType": "application/json", "buffer": text.encode()}


# What it shows


@pytest.mark.parametrize("locale", PREFIX)
def test_a_newcomer_is_told_what_will_be_here(visit: Open, site: Site, locale: str) -> None:
    page = at(visit, locale)
    expect(page.get_by_role("heading", name=words("progress-empty", locale))).to_be_visible()
    expect(page.locator(".panel p").first).to_have_text(words("progress-empty-what", locale))
    for key in ("keep-save", "progress-delete"):
        expect(page.get_by_role("button", name=words(key, locale))).to_be_hidden()
    expect(page.get_by_label(words("progress-name", locale))).to_be_hidden()
    assert kept_text(page) is None
    page.get_by_role("link", name=words("progress-handbook", locale)).click()
    page.wait_for_url(f"{site.address}{PREFIX[locale]}handbook/index.html")


@pytest.mark.parametrize("locale", PREFIX)
def test_progress_across_two_modules(visit_planned: Open, planned_course: Course, locale: str) -> None:
    page, course = at(visit_planned, locale, studied()), planned_course
    hours = sum(module.hours for module in course.modules.values())
    passed = words("progress-passed", locale, all=len(course.modules))
    due = words("progress-due", locale)
    assert stats(page) == [f"0\n{words('progress-hours', locale, all=hours)}", f"0\n{passed}", f"1\n{due}"]
    first = row(page, course.modules[FIRST].number, locale)
    expect(first).to_contain_text(words("progress-best", locale, right=6, of=10))
    expect(first.locator(".badge")).to_have_text(words("progress-begun", locale))
    second = row(page, course.modules[PLANNED].number, locale)
    expect(second.locator(".badge")).to_have_text(words("planned", locale))
    assert second.get_by_role("link").count() == 0

    do(page, f"finishQuiz('{FIRST}', 8, 10)")
    do(page, f"finishQuiz('{PLANNED}', 9, 10)")
    both = course.modules[FIRST].hours + course.modules[PLANNED].hours
    assert stats(page) == [f"{both}\n{words('progress-hours', locale, all=hours)}", f"2\n{passed}", f"1\n{due}"]
    others = [module for module in course.modules.values() if module.written and module.id != FIRST]
    for module in others:
        do(page, f"finishQuiz('{module.id}', 10, 10)")
    done = both + sum(module.hours for module in others)
    count = 2 + len(others)
    assert stats(page) == [f"{done}\n{words('progress-hours', locale, all=hours)}", f"{count}\n{passed}", f"1\n{due}"]
    expect(first.locator(".badge")).to_have_text(words("progress-done", locale))
    expect(first).to_contain_text(words("progress-best", locale, right=8, of=10))
    expect(second.locator(".badge")).to_have_text(words("progress-done", locale))
    expect(page.locator(".go-on p")).to_have_text(words("progress-all-passed", locale))


def test_what_is_next(visit: Open, site: Site) -> None:
    page = at(visit, kept=studied())
    sections = page.evaluate(
        f"hamkori.outline.modules.find(module => module.id === '{FIRST}').sections.map(section => section.id)"
    )
    step = page.locator(".go-on a")
    expect(step).to_have_text(words("progress-read-on"))
    expect(step).to_have_attribute("href", f"{site.address}handbook/{FIRST}/index.html")
    for section in sections:
        do(page, f"readSection('{FIRST}', '{section}')")
    expect(step).to_have_text(words("to-quiz"))
    do(page, f"answerInQuiz('{FIRST}', 'partnerships-01', [0], true)")
    expect(page.locator(".go-on .module-facts")).to_contain_text(words("progress-open", n=1, all=10))
    expect(step).to_have_text(words("progress-answer-on"))
    expect(step).to_have_attribute("href", f"{site.address}handbook/{FIRST}/quiz.html")


def test_a_module_of_another_copy_does_no_harm(visit: Open) -> None:
    page = at(
        visit,
        kept=studied(
            answers={"gone-01": [answer(False)]},
            attempts={"gone": [attempt(9)]},
            last={"module": "gone", "page": "index", "at": "2026-11-20T09:00:00.000Z"},
        ),
    )
    expect(page.locator(".go-on a")).to_have_text(words("progress-begin"))
    expect(page.get_by_text(words("progress-none"))).to_be_visible()
    assert [entry.split("\n")[0] for entry in stats(page)] == ["0", "0", "0"]


@pytest.mark.parametrize(
    ("locale", "review", "later"),
    [
        ("tg", "Такрори 1 савол", "Аз 23.11.2026: 1 савол"),
        ("ru", "Повторить 1 вопрос", "С 23.11.2026: 1 вопрос"),
        ("en", "Review 1 question", "From 23.11.2026: 1 question"),
    ],
)
def test_questions_come_back_on_their_day(visit: Open, site: Site, locale: str, review: str, later: str) -> None:
    page = at(visit, locale, studied())
    again = page.get_by_role("link", name=review, exact=True)
    expect(again).to_have_attribute("href", f"{site.address}{PREFIX[locale]}handbook/{FIRST}/quiz.html#review")
    expect(page.get_by_text(later, exact=True)).to_be_visible()
    set_clock(page, "2026-11-23T12:00:00Z")
    page.reload()
    expect(page.locator(".stat-value").last).to_have_text("2")
    expect(page.get_by_text(later, exact=True)).to_have_count(0)


def test_a_wrong_answer_shows_its_question_and_where_to_read(visit: Open, site: Site, course: Course) -> None:
    page = at(visit, "ru", studied())
    item = next(item for item in course.trees["ru"][f"handbook/{FIRST}/quiz.md"].items if item.id == "partnerships-02")
    taught = next(outcome.taught for outcome in course.modules[FIRST].outcomes if outcome.id == item.outcome)
    wrong = page.locator(".screen li").filter(has=page.locator(".read-again"))
    expect(wrong).to_have_count(1)  # the other one was right last time
    expect(wrong).to_contain_text(bare(course, "ru", item.question))
    addresses = [link.get_attribute("href") for link in wrong.get_by_role("link").all()]
    assert addresses == [f"{site.address}ru/handbook/{FIRST}/index.html#{section}" for section in taught]
    do(page, "answer('partnerships-02', [0], true)")
    expect(wrong).to_have_count(0)


def test_the_same_record_in_every_language(visit: Open, site: Site) -> None:
    page = at(visit, kept=studied(name="Нилуфар"))
    for locale in ("ru", "en", "tg"):
        page.goto(site.address + PREFIX[locale] + PAGE)
        expect(page.locator(".learner-code")).to_have_text("K7Q-2MD")
        expect(page.get_by_label(words("progress-name", locale))).to_have_value("Нилуфар")
        expect(page.locator(".stat-label").last).to_have_text(words("progress-due", locale))


def test_a_name_is_kept_as_it_is_typed_and_is_never_markup(visit: Open) -> None:
    page = at(visit, kept=studied())
    name = page.get_by_label(words("progress-name"))
    name.fill("<img src=x onerror=alert(1)> Алӣ ")
    assert kept(page)["name"] == "<img src=x onerror=alert(1)> Алӣ"
    expect(name).to_have_value("<img src=x onerror=alert(1)> Алӣ ")  # drawing anew leaves the field alone
    page.reload()
    expect(name).to_have_value("<img src=x onerror=alert(1)> Алӣ")
    assert page.locator("article img").count() == 0


def test_another_tab_is_seen_at_once(visit: Open) -> None:
    page = at(visit, kept=studied())
    other = visit(PAGE, beside=page)
    do(other, f"finishQuiz('{FIRST}', 10, 10)")
    expect(row(page, "4").locator(".badge")).to_have_text(words("progress-done"))


# To a file, from a file, away and back


@pytest.mark.parametrize("locale", PREFIX)
def test_export_wipe_import(visit: Open, tmp_path: Path, locale: str) -> None:
    page = at(visit, locale, studied(name="Нилуфар"))
    whole = kept(page)
    with page.expect_download() as download:
        press(page, "keep-save", locale)
    assert download.value.suggested_filename == "hamkori-K7Q2MD-2026-11-22.json"
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert json.loads(file.read_text(encoding="utf-8")) == whole

    press(page, "progress-delete", locale)
    expect(page.get_by_text(words("progress-delete-ask", locale), exact=True).first).to_be_visible()
    press(page, "progress-delete-yes", locale)
    expect(notice(page)).to_have_text(f"{words('progress-deleted', locale)} {words('progress-undo-until', locale)}")
    expect(page.get_by_role("heading", name=words("progress-empty", locale))).to_be_visible()
    assert kept_text(page) is None

    page.reload()
    load(page, file)
    expect(page.get_by_role("heading", name=words("progress-offer", locale, name=file.name))).to_be_visible()
    assert page.locator(".screen .panel table tr").all_inner_texts() == [
        f"{words('sheet-learner', locale)}\tK7Q-2MD",
        f"{words('sheet-person', locale)}\tНилуфар",
        f"{words('progress-offer-latest', locale)}\t22.11.2026",
        f"{words('progress-offer-passed', locale)}\t0",
        f"{words('progress-offer-answers', locale)}\t3",
    ]
    press(page, "progress-take", locale)
    expect(notice(page)).to_have_text(f"{words('progress-taken', locale)} {words('progress-undo-until', locale)}")
    assert kept(page) == whole


def test_two_records_are_joined_and_parted_again(visit: Open) -> None:
    page = at(visit, kept=studied())
    before = kept_text(page)
    other = record(learner="ABCDEF", started="2026-10-01T08:00:00.000Z", attempts={FIRST: [attempt(9)]})
    load(page, file_of(other))
    expect(notice(page)).to_have_text(words("progress-offer-other", theirs="ABC-DEF", mine="K7Q-2MD"))
    press(page, "progress-join")
    expect(notice(page)).to_have_text(f"{words('progress-joined')} {words('progress-undo-until')}")
    expect(page.locator(".learner-code")).to_have_text("ABC-DEF")
    expect(row(page, "4").locator(".badge")).to_have_text(words("progress-done"))
    assert kept(page)["answers"] == studied()["answers"]
    press(page, "progress-undo")
    expect(notice(page)).to_have_text(words("progress-undone"))
    expect(page.locator(".learner-code")).to_have_text("K7Q-2MD")
    assert kept_text(page) == before


def test_the_same_file_twice_changes_nothing(visit: Open) -> None:
    page = at(visit, kept=studied())
    for _ in range(2):
        load(page, file_of(studied()))
        expect(notice(page).filter(has_text="K7Q-2MD")).to_have_count(0)  # one's own code needs no warning
        press(page, "progress-join")
    assert kept(page) == studied()


def test_a_record_is_replaced_and_brought_back(visit: Open) -> None:
    page = at(visit, kept=studied())
    before = kept_text(page)
    other = record(learner="ABCDEF", name="Карим", attempts={FIRST: [attempt(9)]})
    load(page, file_of(other))
    press(page, "progress-replace")
    expect(notice(page)).to_have_text(f"{words('progress-replaced')} {words('progress-undo-until')}")
    expect(page.get_by_label(words("progress-name"))).to_have_value("Карим")
    assert kept(page) == other
    press(page, "progress-undo")
    assert kept_text(page) == before
    expect(page.get_by_label(words("progress-name"))).to_have_value("")


def test_what_was_deleted_is_brought_back(visit: Open) -> None:
    page = at(visit, kept=studied())
    before = kept_text(page)
    press(page, "progress-delete")
    press(page, "progress-delete-yes")
    assert kept_text(page) is None
    press(page, "progress-undo")
    assert kept_text(page) == before
    expect(page.locator(".learner-code")).to_have_text("K7Q-2MD")


def test_what_came_afterwards_cannot_be_undone_away(visit: Open) -> None:
    page = at(visit, kept=studied())
    load(page, file_of(record(learner="ABCDEF")))
    press(page, "progress-replace")
    expect(page.get_by_role("button", name=words("progress-undo"))).to_be_visible()
    other = visit(PAGE, beside=page)
    do(other, "answer('partnerships-01', [0], true)")
    expect(page.get_by_role("button", name=words("progress-undo"))).to_have_count(0)
    assert list(kept(page)["answers"]) == ["partnerships-01"]


@pytest.mark.parametrize("key", ["load", "delete"])
def test_nothing_happens_without_consent(visit: Open, key: str) -> None:
    page = at(visit, kept=studied())
    before = kept_text(page)
    if key == "load":
        load(page, file_of(record(learner="ABCDEF")))
    else:
        press(page, "progress-delete")
    assert kept_text(page) == before
    press(page, "progress-cancel")
    expect(notice(page)).to_have_text(words("progress-cancelled"))
    assert kept_text(page) == before


BAD_FILES = {
    "too-large": "x" * 1_000_001,
    "foreign": '{"results": []}',
    "newer": '{"format": "hamkori-record", "version": 2}',
    "damaged": json.dumps(record())[:-20],
}


@pytest.mark.parametrize("locale", PREFIX)
def test_a_bad_file_is_refused_with_its_reason(visit: Open, locale: str) -> None:
    page = at(visit, locale, studied())
    before = kept_text(page)
    name = "<img src=x onerror=alert(1)>.json"
    for problem, text in BAD_FILES.items():
        load(page, file_of(text, name))
        expect(notice(page)).to_have_text(words(f"progress-{problem}", locale, name=name))
    assert page.locator("article img").count() == 0
    assert kept_text(page) == before


def test_a_hostile_name_in_a_file_is_text(visit: Open) -> None:
    page = at(visit, kept=studied())
    load(page, file_of(record(learner="ABCDEF", name="<img src=x onerror=alert(1)>")))
    expect(page.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
    press(page, "progress-replace")
    expect(page.get_by_label(words("progress-name"))).to_have_value("<img src=x onerror=alert(1)>")
    assert page.locator("article img").count() == 0


def test_a_file_that_is_dropped_is_read(visit: Open) -> None:
    page = at(visit, kept=studied())
    transfer = page.evaluate_handle(
        "text => { const data = new DataTransfer(); data.items.add(new File([text], 'dropped.json')); return data }",
        json.dumps(record(learner="ABCDEF")),
    )
    page.dispatch_event(".drop", "drop", {"dataTransfer": transfer})
    expect(page.get_by_role("heading", name=words("progress-offer", name="dropped.json"))).to_be_visible()


def test_deleting_and_undoing_by_keyboard(visit: Open) -> None:
    page = at(visit, kept=studied())
    before = kept_text(page)
    page.get_by_role("button", name=words("progress-delete")).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # from the question to what can be answered
    expect(page.get_by_role("button", name=words("keep-save")).last).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=words("progress-delete-yes"), exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    assert kept_text(page) is None
    expect(page.locator(".announced")).to_have_text(words("progress-deleted"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=words("progress-undo"))).to_be_focused()
    page.keyboard.press("Enter")
    assert kept_text(page) == before
    expect(page.locator(".announced")).to_have_text(words("progress-undone"))


def test_nothing_is_wider_than_a_phone(visit: Open) -> None:
    page = visit(PAGE, viewport={"width": 360, "height": 740})
    keep(page, studied(name="Ж" * 80))
    load(page, file_of(record(learner="ABCDEF", name="Ж" * 80), "Ж" * 80 + ".json"))
    expect(page.get_by_role("button", name=words("progress-join"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
