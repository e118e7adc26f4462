"""What of a module has been read, in Chromium: by going through it, not by jumping over it."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import PREFIX, Open, Site
from conftest import PLANNED
from playwright.sync_api import Locator, Page, expect
from records import kept_text, words

from course.model import Course

TEXT = "handbook/partnerships/index.html"
MODULE = "partnerships"
SECTIONS = ["why-it-matters", "who-decides", "structures-compared", "who-sits", "charter", "meeting", "summary"]
SCREEN = {"width": 1280, "height": 900}


def card(page: Page) -> Locator:
    return page.locator("[data-screen=study]")


def read(page: Page) -> list[str]:
    return sorted(page.evaluate(f"hamkori.record.read().read['{MODULE}'] || {{}}"), key=SECTIONS.index)


def open_text(visit: Open, locale: str = "tg") -> Page:
    """The module with a clock of its own, so that nobody waits."""
    page = visit(PREFIX[locale] + TEXT, viewport=SCREEN)
    page.clock.install()
    page.reload()
    expect(card(page)).not_to_be_empty()
    return page


def stay(page: Page, milliseconds: int) -> None:
    page.wait_for_timeout(200)  # the browser tells what is in view
    page.clock.run_for(milliseconds)


def scroll_to(page: Page, selector: str, stop: int) -> None:
    """Goes through the page, a screen after the other, until the beginning of a place has come into view."""
    for _ in range(60):
        stay(page, stop)
        if page.locator(selector).evaluate("one => one.getBoundingClientRect().top < innerHeight"):
            return
        page.evaluate("scrollBy({ top: innerHeight * 0.7, behavior: 'instant' })")
    raise AssertionError(f"{selector} does not come")


def note(page: Page, *sections: str) -> None:
    for section in sections:
        page.evaluate(f"hamkori.record.readSection('{MODULE}', '{section}')")


def test_a_section_is_read_by_going_through_it(visit: Open, site: Site) -> None:
    page = open_text(visit)
    expect(card(page).locator("p").first).to_have_text("Хонда шуд: 0 бахш аз 7")
    scroll_to(page, "#who-sits", 1600)
    assert read(page) == SECTIONS[:3]
    expect(card(page).locator("p").first).to_have_text("Хонда шуд: 3 бахш аз 7")
    link = card(page).get_by_role("link")
    expect(link).to_have_text("Сари миз кӣ менишинад")
    assert link.evaluate("one => one.href") == f"{site.address}{TEXT}#who-sits"
    scroll_to(page, "#sources", 1600)
    stay(page, 1600)
    assert read(page) == SECTIONS
    expect(card(page).get_by_role("link")).to_have_count(0)
    page.reload()
    expect(card(page).locator("p").first).to_have_text("Хонда шуд: 7 бахш аз 7")


def test_a_section_is_not_read_by_rushing_past(visit: Open) -> None:
    page = open_text(visit)
    scroll_to(page, "#sources", 300)
    assert read(page) == []


def test_a_section_is_not_read_by_jumping_over_it(visit: Open) -> None:
    page = open_text(visit)
    for section in ("charter", "summary", "who-decides"):
        page.locator(f".md-sidebar--secondary a[href='#{section}']").click()
        stay(page, 1600)
    assert set(read(page)) <= {"summary"}  # which is short


def test_reading_goes_on_after_a_reload(visit: Open) -> None:
    page = open_text(visit)
    scroll_to(page, "#structures-compared", 1600)
    page.reload()
    scroll_to(page, "#who-sits", 1600)
    assert read(page) == SECTIONS[:3]


def test_read_sections_are_marked(visit: Open) -> None:
    page = visit(f"en/{TEXT}", viewport=SCREEN)
    note(page, "who-decides")
    heading = page.locator("#who-decides")
    link = page.locator(".md-sidebar--secondary .md-nav__link[href='#who-decides']")
    for place in (heading, link):
        assert "read" in (place.get_attribute("class") or "").split()
        expect(place.locator(".visually-hidden")).to_have_text("(read)")
    expect(page.locator("article h2.read")).to_have_count(1)
    hidden = [one.bounding_box() for one in page.locator(".read .visually-hidden").all()]
    assert all(box is None or (box["width"], box["height"]) == (1, 1) for box in hidden)
    note(page, "who-decides")
    expect(heading.locator(".visually-hidden")).to_have_count(1)


READ = {
    "tg": "Хонда шуд: 2 бахш аз 7",
    "ru": "Прочитано разделов: 2 из 7",
    "en": "Read 2 of 7 sections",
}
ON = {"tg": "Давом диҳед:", "ru": "Продолжить:", "en": "Go on:"}
STATES = {
    "tg": [
        "Тест: ҳоло сар нашудааст",
        "Тест: ҷавобҳо 2 аз 10",
        "Тест: ҳоло супорида нашудааст натиҷаи беҳтарин: 6 аз 10",
        "Тест: ҳоло супорида нашудааст натиҷаи беҳтарин: 6 аз 10 ҷавобҳо 1 аз 10",
        "Тест: супорида шуд натиҷаи беҳтарин: 8 аз 10",
    ],
    "ru": [
        "Тест: ещё не начат",
        "Тест: отвечено 2 из 10",
        "Тест: пока не сдан лучший результат: 6 из 10",
        "Тест: пока не сдан лучший результат: 6 из 10 отвечено 1 из 10",
        "Тест: сдан лучший результат: 8 из 10",
    ],
    "en": [
        "Quiz: not begun",
        "Quiz: 2 of 10 answered",
        "Quiz: not passed yet best result 6 of 10",
        "Quiz: not passed yet best result 6 of 10 1 of 10 answered",
        "Quiz: passed best result 8 of 10",
    ],
}
STEPS = [
    "r => 0",
    f"r => ['01', '02'].forEach(n => r.answerInQuiz('{MODULE}', '{MODULE}-' + n, [0], true))",
    f"r => r.finishQuiz('{MODULE}', 6, 10)",
    f"r => r.answerInQuiz('{MODULE}', '{MODULE}-01', [0], true)",
    f"r => r.finishQuiz('{MODULE}', 8, 10)",
]


@pytest.mark.parametrize("locale", PREFIX)
def test_the_card_says_how_far_the_reader_is(visit: Open, course: Course, locale: str) -> None:
    page = visit(PREFIX[locale] + TEXT)
    note(page, "who-decides", "why-it-matters")
    lines = card(page).locator("> p")
    expect(lines.first).to_have_text(READ[locale])
    titles = {one.id: one.text for one in course.trees[locale][f"handbook/{MODULE}/index.md"].headings}
    expect(lines.last).to_have_text(f"{ON[locale]} {titles['structures-compared']}")
    width = card(page).locator(".progress > span").evaluate("one => one.style.width")
    assert float(width.rstrip("%")) == pytest.approx(200 / 7, abs=0.01)
    for step, state in zip(STEPS, STATES[locale], strict=True):
        page.evaluate(f"({step})(hamkori.record)")
        expect(lines.nth(1)).to_have_text(state)


def test_another_tab_is_told(visit: Open) -> None:
    page = visit(f"en/{TEXT}")
    other = visit(f"en/{TEXT}", beside=page)
    note(page, "charter")
    expect(card(other).locator("p").first).to_have_text("Read 1 of 7 sections")
    expect(other.locator("#charter.read")).to_have_count(1)


def test_the_visit_is_noted(visit: Open) -> None:
    page = visit(TEXT)
    expect(card(page)).not_to_be_empty()
    last: Any = page.evaluate("hamkori.record.read().last")
    assert (last["module"], last["page"]) == (MODULE, "index")


def test_a_module_that_is_still_to_be_written_has_no_line(visit_planned: Open) -> None:
    page = visit_planned(f"handbook/{PLANNED}/index.html")
    expect(page.locator(".card")).to_have_count(1)
    expect(card(page)).to_have_count(0)


def test_nothing_is_kept_of_reading_a_page_with_a_quick_exit(visit: Open) -> None:
    page = visit("handbook/gender/index.html", viewport=SCREEN)
    page.clock.install()
    page.reload()
    expect(card(page)).to_contain_text(words("study-quiz-none"))
    for _ in range(6):
        stay(page, 1600)
        page.evaluate("scrollBy({ top: innerHeight * 0.7, behavior: 'instant' })")
    assert kept_text(page) is None
    page.evaluate("hamkori.record.readSection('gender', 'why-it-matters')")  # as another copy may have kept it
    expect(card(page).locator("p")).to_have_count(1)
    expect(page.locator(".read")).to_have_count(0)
