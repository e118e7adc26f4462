"""The quiz in Chromium: answers, attempts, review, other tabs and languages, paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
import yaml
from browsing import PREFIX, Open, Site
from conftest import ROOT
from playwright.sync_api import Locator, Page, expect

from course.model import Course, Item

QUIZ = "handbook/partnerships/quiz.html"
MODULE = "partnerships"
EXPOSED = "handbook/gender/quiz.html"  # of a module with a quick exit
SAID = yaml.safe_load((ROOT / "docs" / "data" / "interface.yml").read_text(encoding="utf-8"))
SINGLE, SEVERAL = 2, 4  # numbers of questions with one and with two correct answers


@pytest.fixture(scope="session")
def items(course: Course) -> tuple[Item, ...]:
    return course.trees["tg"][f"handbook/{MODULE}/quiz.md"].items


def question(page: Page, number: int) -> Locator:
    return page.locator(f"#{MODULE}-{number:02d}")


def option(page: Page, number: int, place: int) -> Locator:
    return question(page, number).locator(f".quiz-option:has(input[value='{place}'])")


def places(item: Item, correct: bool) -> list[int]:
    return [place for place, one in enumerate(item.options) if one.correct == correct]


def choose(page: Page, number: int, chosen: list[int]) -> None:
    for place in chosen:
        option(page, number, place).locator("input").check()


def check(page: Page, number: int) -> None:
    question(page, number).get_by_role("button").click()


def answer(page: Page, items: tuple[Item, ...], number: int, right: bool = True) -> None:
    item = items[number - 1]
    choose(page, number, places(item, True) if right else places(item, False)[:1])
    check(page, number)


def answer_all(
    page: Page, items: tuple[Item, ...], wrong: Sequence[int] = (), asked: Sequence[int] = range(1, 11)
) -> None:
    """Answers the questions in one go, by the clicks of a very fast hand."""
    chosen = {items[number - 1].id: places(items[number - 1], True) for number in asked}
    chosen |= {items[number - 1].id: places(items[number - 1], False)[:1] for number in wrong}
    page.evaluate(
        """chosen => {
          for (const [item, places] of Object.entries(chosen)) {
            const box = document.getElementById(item)
            for (const place of places) box.querySelector(`input[value="${place}"]`).click()
            box.querySelector("button").click()
          }
        }""",
        chosen,
    )


def record(page: Page) -> Any:
    return page.evaluate("hamkori.record.read()")


def status(page: Page) -> Locator:
    return page.locator(".quiz-status")


def result(page: Page) -> Locator:
    return page.locator("#quiz-result")


def orders(page: Page) -> list[list[str]]:
    """The places of the options of every question as they stand on the page."""
    return page.evaluate(
        "[...document.querySelectorAll('.quiz')].map(box => [...box.querySelectorAll('input')].map(one => one.value))"
    )


def latin(text: str) -> list[str]:
    return re.findall("[A-Za-z]+", re.sub(r"\bSARA", "", text))


# One question

RIGHT = {"tg": "Дуруст!", "ru": "Верно!", "en": "Right!"}
WRONG = {"tg": "Дуруст нест.", "ru": "Неверно.", "en": "Not right."}
YOURS_RIGHT = {"tg": "ҷавоби Шумо, дуруст", "ru": "ваш ответ, верно", "en": "your answer, correct"}
YOURS_WRONG = {"tg": "ҷавоби Шумо, нодуруст", "ru": "ваш ответ, неверно", "en": "your answer, not correct"}
CORRECT = {"tg": "ҷавоби дуруст", "ru": "верный ответ", "en": "the correct answer"}


@pytest.mark.parametrize("locale", PREFIX)
def test_a_right_answer(visit: Open, items: tuple[Item, ...], locale: str) -> None:
    page = visit(PREFIX[locale] + QUIZ)
    box = question(page, SINGLE)
    expect(box.locator(".quiz-verdict")).to_be_hidden()
    expect(box.locator(".quiz-explanation")).to_be_hidden()
    answer(page, items, SINGLE)
    [place] = places(items[SINGLE - 1], True)
    expect(box.locator(".quiz-verdict")).to_have_text(RIGHT[locale])
    expect(box.locator(".quiz-explanation")).to_be_visible()
    expect(option(page, SINGLE, place).locator(".badge")).to_have_text(YOURS_RIGHT[locale])
    expect(box.locator(".badge")).to_have_count(1)
    expect(box.locator(".quiz-feedback:visible")).to_have_count(1)
    expect(option(page, SINGLE, place).locator(".quiz-feedback")).to_be_visible()
    expect(box.get_by_role("button")).to_be_hidden()
    assert locale != "tg" or latin(box.inner_text()) == []


@pytest.mark.parametrize("locale", PREFIX)
def test_a_wrong_answer_shows_the_right_one(visit: Open, items: tuple[Item, ...], locale: str) -> None:
    page = visit(PREFIX[locale] + QUIZ)
    box, item = question(page, SINGLE), items[SINGLE - 1]
    answer(page, items, SINGLE, right=False)
    wrong, [correct] = places(item, False)[0], places(item, True)
    expect(box.locator(".quiz-verdict")).to_have_text(WRONG[locale])
    expect(box.locator(".quiz-explanation")).to_be_visible()
    expect(option(page, SINGLE, wrong).locator(".badge")).to_have_text(YOURS_WRONG[locale])
    expect(option(page, SINGLE, wrong).locator(".quiz-feedback")).to_be_visible()
    expect(option(page, SINGLE, correct).locator(".badge")).to_have_text(CORRECT[locale])
    expect(option(page, SINGLE, correct).locator(".quiz-feedback")).to_be_hidden()
    for locked in box.locator("input").all():
        expect(locked).to_be_disabled()
    assert locale != "tg" or latin(box.inner_text()) == []


PARTLY = {
    "tg": "Танҳо қисман дуруст, барои ҳамин ҳоло ҳисоб намешавад. 1 ҷавоби дуруст қайд нашудааст."
    " 1 ҷавоби қайдкардаи Шумо нодуруст аст.",
    "ru": "Верно лишь отчасти, поэтому пока не засчитано. Не отмечен 1 верный ответ. 1 отмеченный вами ответ неверен.",
    "en": "Only partly right, so it does not count yet. You missed 1 correct answer. 1 of your answers is not correct.",
}
MISSED = {"tg": "дуруст, вале қайд нашудааст", "ru": "верно, но не отмечено", "en": "correct, but not chosen"}


@pytest.mark.parametrize("locale", PREFIX)
def test_of_several_answers_it_is_said_what_is_missing(visit: Open, items: tuple[Item, ...], locale: str) -> None:
    page = visit(PREFIX[locale] + QUIZ)
    box, item = question(page, SEVERAL), items[SEVERAL - 1]
    (hit, missed), (extra, *_) = places(item, True), places(item, False)
    choose(page, SEVERAL, [hit, extra])
    check(page, SEVERAL)
    expect(box.locator(".quiz-verdict")).to_have_text(PARTLY[locale])
    expect(option(page, SEVERAL, hit).locator(".badge")).to_have_text(YOURS_RIGHT[locale])
    expect(option(page, SEVERAL, extra).locator(".badge")).to_have_text(YOURS_WRONG[locale])
    expect(option(page, SEVERAL, missed).locator(".badge")).to_have_text(MISSED[locale])
    expect(box.locator(".quiz-feedback:visible")).to_have_count(2)
    [given] = record(page)["answers"][item.id]
    assert (given["chosen"], given["right"]) == (sorted([hit, extra]), False)


def test_all_of_several_answers_and_none(visit: Open, items: tuple[Item, ...]) -> None:
    page = visit(f"en/{QUIZ}")
    answer(page, items, SEVERAL)
    expect(question(page, SEVERAL).locator(".quiz-verdict")).to_have_text("Right!")
    other = next(at for at, item in enumerate(items, 1) if at > SEVERAL and len(places(item, True)) > 1)
    choose(page, other, places(items[other - 1], False))
    check(page, other)
    expect(question(page, other).locator(".quiz-verdict")).to_have_text(
        "Not right. You missed 2 correct answers. 2 of your answers are not correct."
    )


@pytest.mark.parametrize("locale", PREFIX)
def test_without_a_choice_one_is_asked_for(visit: Open, locale: str) -> None:
    page = visit(PREFIX[locale] + QUIZ)
    for number, key in ((SINGLE, "quiz-choose-one"), (SEVERAL, "quiz-choose-some")):
        check(page, number)
        hint = question(page, number).get_by_role("status")
        expect(hint).to_have_text(SAID[key][locale])
        choose(page, number, [0])
        expect(hint).to_be_hidden()
    assert record(page)["answers"] == {}


def test_a_question_is_answered_by_keyboard(visit: Open) -> None:
    page = visit(QUIZ)
    box = question(page, SINGLE)
    options, verdict = box.get_by_role("radio"), box.locator(".quiz-verdict")
    expect(box.get_by_role("group").first).to_have_accessible_name(re.compile("^Нашрияи маҳаллӣ"))
    expect(box.get_by_role("button")).to_have_text("Санҷидани ҷавоб")
    options.first.focus()
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_be_checked()
    expect(verdict).to_be_hidden()
    page.keyboard.press("Enter")
    expect(verdict).to_be_focused()
    expect(verdict).to_be_in_viewport()
    expect(verdict).to_have_accessible_name(re.compile(r"^Дуруст(!| нест\.)$"))
    said = box.locator(".quiz-feedback:visible").text_content()
    expect(verdict).to_have_accessible_description(said or "nothing")


def test_boxes_are_ticked_by_keyboard(visit: Open) -> None:
    page = visit(QUIZ)
    box = question(page, SEVERAL)
    box.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(box.locator("input:checked")).to_have_count(2)
    page.keyboard.press("Enter")
    expect(box.locator(".quiz-verdict")).to_be_focused()


def test_a_link_leads_to_a_question(visit: Open) -> None:
    page = visit(f"{QUIZ}#{MODULE}-07")
    heading = question(page, 7).get_by_role("heading")
    expect(heading).to_have_text("Саволи 7")
    expect(heading).to_be_in_viewport()
    covered = page.evaluate("document.querySelector('.quiz-status').getBoundingClientRect().bottom")
    assert (heading.bounding_box() or {"y": 0})["y"] >= covered


# The order of options


def test_options_are_shuffled_and_stay_so_after_a_reload(visit: Open, items: tuple[Item, ...]) -> None:
    page = visit(QUIZ)
    shuffled = orders(page)
    assert [sorted(order) for order in shuffled] == [[str(at) for at, _ in enumerate(item.options)] for item in items]
    assert shuffled != [sorted(order) for order in shuffled]
    page.reload()
    assert orders(page) == shuffled
    answer(page, items, 1)
    page.reload()
    assert orders(page) == shuffled


def test_every_attempt_has_another_order(visit: Open, items: tuple[Item, ...]) -> None:
    page = visit(QUIZ)
    first = orders(page)
    answer_all(page, items)
    page.reload()
    assert orders(page) == first
    result(page).get_by_role("button").click()
    second = orders(page)
    assert second != first
    page.reload()
    assert orders(page) == second


def test_trainers_see_the_order_of_the_key(visit_class: Open) -> None:
    page = visit_class(QUIZ)
    assert all(order == sorted(order) for order in orders(page))


# A whole quiz

PASSED = {
    "tg": [
        "Натиҷаи Шумо",
        "супорида шуд Ҷавобҳои дуруст: 8 аз 10.",
        "Барои супоридан 7 ҷавоби дуруст аз 10 лозим аст.",
    ],
    "ru": ["Ваш результат", "сдан Верных ответов: 8 из 10.", "Чтобы сдать тест, нужно верных ответов: 7 из 10."],
    "en": ["Your result", "passed Correct answers: 8 of 10.", "To pass you need 7 of 10."],
}
FAILED = {
    "tg": "ҳоло супорида нашудааст Ҷавобҳои дуруст: 6 аз 10.",
    "ru": "пока не сдан Верных ответов: 6 из 10.",
    "en": "not passed yet Correct answers: 6 of 10.",
}


@pytest.mark.parametrize("locale", PREFIX)
def test_a_quiz_is_passed(visit: Open, items: tuple[Item, ...], locale: str) -> None:
    page = visit(PREFIX[locale] + QUIZ)
    for number in range(1, 11):
        answer(page, items, number, right=number not in (1, 8))
    expect(result(page).locator("> h2, > p")).to_have_text(PASSED[locale])
    expect(status(page)).to_contain_text(SAID["quiz-progress"][locale].format(answered=10, total=10, right=8))
    kept = record(page)
    [attempt] = kept["attempts"][MODULE]
    assert (attempt["right"], attempt["of"], kept["open"]) == (8, 10, {})
    assert locale != "tg" or latin(result(page).inner_text()) == []


@pytest.mark.parametrize("locale", PREFIX)
def test_a_quiz_is_not_passed(visit: Open, items: tuple[Item, ...], locale: str) -> None:
    page = visit(PREFIX[locale] + QUIZ)
    answer_all(page, items, wrong=(2, 3, 5, 9))
    expect(result(page).locator("> p").first).to_have_text(FAILED[locale])
    expect(result(page).get_by_role("button", name=SAID["quiz-try-again"][locale])).to_have_class(re.compile("primary"))


def test_the_result_leads_on(visit: Open, site: Site, items: tuple[Item, ...], course: Course) -> None:
    page = visit(f"ru/{QUIZ}")
    answer_all(page, items, wrong=(1, 3, 8))
    again = result(page).get_by_role("listitem").get_by_role("link")
    headings = {one.id: one.text for one in course.trees["ru"][f"handbook/{MODULE}/index.md"].headings}
    expect(again).to_have_text([headings["who-decides"], headings["charter"]])
    there = f"{site.address}ru/handbook/{MODULE}/index.html"
    assert [link.evaluate("one => one.href") for link in again.all()] == [f"{there}#who-decides", f"{there}#charter"]
    numbers = list(course.modules)
    following = course.modules[numbers[numbers.index(MODULE) + 1]]
    words = f"Дальше: Модуль {following.number}. {following.title['ru']}"
    link = result(page).get_by_role("link", name=words)
    assert link.evaluate("one => one.href") == f"{site.address}ru/handbook/{following.id}/index.html"
    status(page).get_by_role("link", name="Посмотреть результат").click()
    expect(result(page).get_by_role("heading").first).to_be_in_viewport()
    result(page).get_by_role("link", name="Мои успехи").click()
    page.wait_for_url(f"{site.address}ru/progress.html")


def test_the_result_does_not_need_the_outline(visit: Open, items: tuple[Item, ...]) -> None:
    page = visit(f"en/{QUIZ}")
    page.evaluate("() => { hamkori.load = () => Promise.reject(new Error('gone')) }")
    answer_all(page, items, wrong=(1,))
    expect(result(page).locator("> p").first).to_have_text("passed Correct answers: 9 of 10.")
    expect(result(page).get_by_role("link")).to_have_text(["My progress"])


def test_every_attempt_counts_and_the_best_is_named(visit: Open, items: tuple[Item, ...]) -> None:
    page = visit(f"en/{QUIZ}")
    answer_all(page, items, wrong=(1,))
    expect(result(page)).not_to_contain_text("best")
    result(page).get_by_role("button", name="Try again").click()
    expect(result(page)).to_be_hidden()
    expect(page.locator(".quiz.answered")).to_have_count(0)
    expect(question(page, 1).locator("input").first).to_be_focused()
    expect(status(page)).to_have_text("0 of 10 answered, 0 rightYour best result: 9 of 10.")
    answer_all(page, items, wrong=(1, 2, 3, 4))
    expect(result(page).locator("> p").nth(1)).to_have_text("To pass you need 7 of 10. Your best result: 9 of 10.")
    assert [attempt["right"] for attempt in record(page)["attempts"][MODULE]] == [9, 6]


def test_the_result_stays_until_a_new_attempt(visit: Open, items: tuple[Item, ...]) -> None:
    page = visit(f"en/{QUIZ}")
    answer_all(page, items, wrong=(2,))
    page.reload()
    expect(result(page).locator("> p").first).to_have_text("passed Correct answers: 9 of 10.")
    expect(question(page, 2).locator(".quiz-verdict")).to_have_text("Not right.")
    expect(result(page).get_by_role("listitem")).to_have_text(["Four bodies that people mix up"])
    result(page).get_by_role("button").click()
    page.reload()
    expect(result(page)).to_be_hidden()
    expect(page.locator(".quiz.answered")).to_have_count(0)


# Leaving and coming back


def test_answers_are_there_after_leaving_in_the_middle(visit: Open, site: Site, items: tuple[Item, ...]) -> None:
    page = visit(QUIZ)
    answer(page, items, 1)
    answer(page, items, SEVERAL, right=False)
    page.goto(f"{site.address}index.html")
    page.goto(site.address + QUIZ)
    expect(status(page)).to_have_text("Ҷавобҳо: 2 аз 10, дуруст: 1")
    expect(page.locator(".quiz.answered")).to_have_count(2)
    expect(question(page, 1).locator(".quiz-verdict")).to_have_text("Дуруст!")
    expect(question(page, SEVERAL).locator("input:checked")).to_have_count(1)


def test_another_language_has_the_same_answers(visit: Open, site: Site, items: tuple[Item, ...]) -> None:
    page = visit(QUIZ)
    answer(page, items, 1)
    answer(page, items, 2, right=False)
    shown = orders(page)
    page.goto(f"{site.address}en/{QUIZ}")
    expect(status(page)).to_have_text("2 of 10 answered, 1 right")
    expect(question(page, 2).locator(".quiz-verdict")).to_have_text("Not right.")
    assert orders(page) == shown


def under_way(page: Page, answers: dict[str, list[int]]) -> None:
    """A quiz that was begun when the course was another, put into the record."""
    page.evaluate(
        """([module, answers]) => {
          const begun = { ...hamkori.record.read(), open: { [module]: { at: new Date().toISOString(), answers } } }
          hamkori.record.replace(begun)
        }""",
        [MODULE, answers],
    )
    page.reload()


def test_an_item_that_was_added_is_still_to_be_answered(visit: Open, items: tuple[Item, ...]) -> None:
    page = visit(f"en/{QUIZ}")
    under_way(page, {item.id: places(item, True) for item in items[:9]})
    expect(status(page)).to_have_text("9 of 10 answered, 9 right")
    expect(result(page)).to_be_hidden()
    answer(page, items, 10)
    expect(result(page).locator("> p").first).to_have_text("passed Correct answers: 10 of 10.")


def test_an_item_that_has_gone_is_not_waited_for(visit: Open, items: tuple[Item, ...]) -> None:
    page = visit(f"en/{QUIZ}")
    under_way(page, {f"{MODULE}-99": [0], **{item.id: places(item, True) for item in items[:9]}})
    expect(status(page)).to_have_text("9 of 10 answered, 9 right")
    under_way(page, {f"{MODULE}-99": [0], **{item.id: places(item, True) for item in items}})
    [attempt] = record(page)["attempts"][MODULE]
    assert (attempt["right"], attempt["of"]) == (10, 10)


def test_an_answer_that_no_longer_fits_is_asked_for_again(visit: Open, items: tuple[Item, ...]) -> None:
    page = visit(f"en/{QUIZ}")
    under_way(page, {items[0].id: [7], items[1].id: [0, 1], items[2].id: [], items[3].id: [0, 2]})
    expect(status(page)).to_have_text("1 of 10 answered, 1 right")
    answer(page, items, 1)
    expect(status(page)).to_have_text("2 of 10 answered, 2 right")


def test_an_attempt_at_other_items_is_only_named(visit: Open, items: tuple[Item, ...]) -> None:
    page = visit(f"en/{QUIZ}")
    page.evaluate(f"() => hamkori.record.finishQuiz('{MODULE}', 6, 8)")
    page.reload()
    expect(status(page)).to_have_text("0 of 10 answered, 0 rightYour best result: 6 of 8.")
    answer(page, items, 1)
    expect(status(page)).to_have_text("1 of 10 answered, 1 rightYour best result: 6 of 8.")


# Two tabs


def test_two_tabs_keep_the_answers_of_both(visit: Open, items: tuple[Item, ...]) -> None:
    page = visit(f"en/{QUIZ}")
    other = visit(f"en/{QUIZ}", beside=page)
    choose(page, 10, [0])  # chosen, not yet checked
    for number in (1, 2, 3):
        answer_all(page, items, asked=[number])
        answer_all(other, items, asked=[number + 3])
    for tab in (page, other):
        expect(status(tab)).to_have_text("6 of 10 answered, 6 right")
        expect(tab.locator(".quiz.answered")).to_have_count(6)
    expect(option(page, 10, 0).locator("input")).to_be_checked()
    assert len(record(page)["open"][MODULE]["answers"]) == 6


def test_a_quiz_finished_in_two_tabs_counts_once(visit: Open, items: tuple[Item, ...]) -> None:
    page = visit(f"en/{QUIZ}")
    other = visit(f"en/{QUIZ}", beside=page)
    answer_all(page, items, asked=range(1, 10))
    expect(status(other)).to_have_text("9 of 10 answered, 9 right")
    answer_all(other, items, asked=[10])
    for tab in (page, other):
        expect(result(tab).locator("> p").first).to_have_text("passed Correct answers: 10 of 10.")
    assert len(record(page)["attempts"][MODULE]) == 1


# Review


def test_a_review_asks_only_what_was_answered_wrong(visit: Open, site: Site, items: tuple[Item, ...]) -> None:
    page = visit(f"en/{QUIZ}")
    answer_all(page, items, wrong=(2, 5))
    page.goto(f"{site.address}en/{QUIZ}#review")
    page.reload()
    expect(page.locator(".quiz:visible")).to_have_count(2)
    expect(status(page)).to_have_text("2 questions to repeat0 of 2 answered, 0 right")
    answer(page, items, 2)
    answer(page, items, 5, right=False)
    expect(result(page).locator("> p")).to_have_text(
        "The repetition is done. Correct answers: 1 of 2. Questions that you got wrong come back."
    )
    kept = record(page)
    assert [one["right"] for one in kept["answers"][items[1].id]] == [False, True]
    assert [one["right"] for one in kept["answers"][items[4].id]] == [False, False]
    assert (len(kept["attempts"][MODULE]), kept["open"]) == (1, {})
    page.reload()
    expect(page.locator(".quiz:visible")).to_have_count(1)
    expect(status(page)).to_have_text("1 question to repeat0 of 1 answered, 0 right")
    answer(page, items, 5)
    result(page).get_by_role("link", name="The whole quiz").click()
    page.wait_for_url(f"{site.address}en/{QUIZ}")
    expect(page.locator(".quiz:visible")).to_have_count(10)


def test_a_review_leaves_the_quiz_under_way_alone(visit: Open, items: tuple[Item, ...]) -> None:
    page = visit(f"en/{QUIZ}")
    answer(page, items, 1, right=False)
    answer(page, items, 2)
    page.evaluate("location.hash = 'review'")
    expect(status(page)).to_have_text("1 question to repeat0 of 1 answered, 0 right")
    answer(page, items, 1)
    assert len(record(page)["open"][MODULE]["answers"]) == 2
    page.evaluate("location.hash = ''")
    expect(status(page)).to_have_text("2 of 10 answered, 1 right")
    expect(question(page, 1).locator(".quiz-verdict")).to_have_text("Not right.")


NOTHING = {
    "tg": ["Дар ин модул ҳоло саволе барои такрор нест.", "Пешрафти ман"],
    "ru": ["В этом модуле сейчас нечего повторять.", "Мои успехи"],
    "en": ["There is nothing to repeat in this module now.", "My progress"],
}


@pytest.mark.parametrize("locale", PREFIX)
def test_a_review_of_nothing_leads_back(visit: Open, site: Site, locale: str) -> None:
    page = visit(f"{PREFIX[locale]}{QUIZ}#review")
    expect(page.locator(".quiz:visible")).to_have_count(0)
    expect(result(page).locator("> p")).to_have_text(NOTHING[locale][0])
    result(page).get_by_role("link", name=NOTHING[locale][1]).click()
    page.wait_for_url(f"{site.address}{PREFIX[locale]}progress.html")


# What is noted, and where nothing is


def test_the_visit_is_noted(visit: Open) -> None:
    last = record(visit(QUIZ))["last"]
    assert (last["module"], last["page"]) == (MODULE, "quiz")


def test_where_there_is_a_quick_exit_no_visit_is_noted(visit: Open) -> None:
    page = visit(EXPOSED)
    expect(page.locator(".quiz-status")).not_to_be_empty()
    assert not page.evaluate("hamkori.record.isBegun()")
    shown = orders(page)
    page.locator(".quiz input").first.check()
    page.locator(".quiz button[type=submit]").first.click()
    expect(page.locator(".quiz button[type=submit]").first).to_be_hidden()
    page.reload()
    assert orders(page) == shown
    assert record(page)["answers"]
    assert record(page)["last"] is None


def test_without_scripts_the_questions_are_read(visit: Open) -> None:
    page = visit(QUIZ, java_script_enabled=False)
    expect(page.locator("[data-screen=quiz] p")).to_have_text("Барои ин қисм дар браузер JavaScript лозим аст.")
    expect(page.locator(".quiz:visible")).to_have_count(10)
    expect(page.locator(".quiz-option:visible")).to_have_count(40)
    expect(page.locator(".quiz-feedback:visible, .quiz-explanation:visible")).to_have_count(0)


# Paper

NOT_ON_PAPER = (
    ".quiz-status, .quiz-verdict, .quiz-feedback, .quiz-explanation, .quiz .badge, .quiz button, #quiz-result"
)


def test_paper_has_questions_and_no_answers(visit: Open, items: tuple[Item, ...]) -> None:
    page = visit(QUIZ)
    answer_all(page, items, wrong=(1,))
    page.evaluate("location.hash = 'review'")
    page.emulate_media(media="print")
    expect(page.locator(".quiz:visible")).to_have_count(10)
    expect(page.locator(".quiz-option:visible")).to_have_count(40)
    assert [one.get_attribute("class") for one in page.locator(NOT_ON_PAPER).all() if one.is_visible()] == []
    drawn = page.locator(".quiz input").evaluate_all("all => all.map(one => getComputedStyle(one).appearance)")
    assert set(drawn) == {"none"}


def test_the_paper_of_a_trainer_has_the_key_on_a_page_of_its_own(visit_class: Open) -> None:
    page = visit_class(QUIZ)
    page.emulate_media(media="print")
    expect(page.locator(".quiz ~ .trainer:visible")).to_have_count(0)
    assert page.locator("#answer-key").evaluate("one => getComputedStyle(one).breakBefore") == "page"
