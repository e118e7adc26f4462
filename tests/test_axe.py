"""axe finds nothing to say against any kind of page, in all languages, and in both colour schemes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe import OF_COLOURS, violations
from browsing import PREFIX, Site
from conftest import PLANNED
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect
from records import answer, attempt, keep, record

QUIZ = "handbook/partnerships/quiz.html"
MODULE = "handbook/partnerships/index.html"
EXPOSED = "handbook/gender/index.html"  # it has a quick exit
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}

Prepare = Callable[[Page], None]


def as_it_is(page: Page) -> None:
    """Nothing is done to the page."""


def look_for(page: Page, words: str) -> None:
    page.locator("[data-search-open]:visible, .md-search__input:visible").first.click()
    page.locator(".md-search__input").fill(words)
    page.locator(".md-search").evaluate(SETTLED)


def search_open(page: Page) -> None:
    look_for(page, {"tg": "ҷамоат", "ru": "милиция", "en": "police"}[page.locator("html").get_attribute("lang") or ""])
    page.locator(".md-search-result__link").first.wait_for()
    # The tabs lie under the shade of the open search, where a tap closes it: half covered they are no small targets.
    page.evaluate("document.querySelector('.md-tabs').inert = true")


def nothing_found(page: Page) -> None:
    look_for(page, "qqqqqqqqqq")


def term_open(page: Page) -> None:
    page.locator("article a.term[data-definition]").first.focus()
    page.locator("#term-card").wait_for()


def languages_open(page: Page) -> None:
    page.locator(".md-select button").focus()
    page.locator(".md-select").evaluate(SETTLED)


def drawer_open(page: Page) -> None:
    page.locator(".md-header__button[for=__drawer]").click()
    page.locator(".md-sidebar--primary").evaluate(SETTLED)


def one_answered(page: Page) -> None:
    question = page.locator("article form:has(input[type=radio])").first
    question.locator("input[type=radio]").first.check()
    question.get_by_role("button").first.click()


STUDIED = record(
    name="Ситора",
    read={"partnerships": {"who-sits": "2026-11-20T07:00:00.000Z"}},
    answers={"partnerships-02": [answer(False)], "partnerships-06": [answer(True)]},
    attempts={"partnerships": [attempt(6), attempt(9)], "test-partner": [attempt(9, of=20)]},
    last={"module": "partnerships", "page": "quiz", "at": "2026-11-20T09:00:00.000Z"},
)


def begun_test(page: Page) -> None:
    page.locator("[data-screen=final-test] .md-button--primary").click()
    page.locator(".quiz").first.wait_for()


def answers_missing(page: Page) -> None:
    begun_test(page)
    page.locator(".quiz input").first.check()
    page.locator("#test-end .md-button--primary").click()
    page.locator(".test-missing").wait_for()


def handed_in(page: Page) -> None:
    answers_missing(page)
    page.locator("#test-end .md-button:not(.md-button--primary)").click()
    page.locator("#test-end table").wait_for()


def papers_drawn(page: Page) -> None:
    page.locator(".paper").first.wait_for()


def example_open(page: Page) -> None:
    page.locator("[data-screen=sheets] button", has_text="намуна").or_(page.get_by_text("Открыть пример")).or_(
        page.get_by_text("Open the example")
    ).first.click()
    page.locator(".sheets-news .notice").wait_for()


def studied(page: Page) -> None:
    keep(page, STUDIED)
    page.wait_for_load_state("networkidle")


def files_given(page: Page) -> None:
    good = [json.dumps(STUDIED | {"learner": learner}).encode() for learner in ("K7Q2MD", "M4T9XA")]
    files: list[FilePayload] = [
        {"name": f"{number}.json", "mimeType": "application/json", "buffer": text}
        for number, text in enumerate([*good, b"broken"])
    ]
    page.locator("input[type=file]").set_input_files(files)
    page.locator("table").first.wait_for()


def file_checked(page: Page) -> None:
    page.locator("[data-screen=data-desk] .actions button").click()
    page.locator(".desk-title").wait_for()
    wrong: FilePayload = {"name": "wrong.csv", "mimeType": "text/csv", "buffer": b"district\nnowhere\n"}
    page.locator("[data-screen=data-desk] input[type=file]").first.set_input_files(wrong)
    page.locator(".desk-problems").wait_for()


SETTLED = "element => Promise.all(element.getAnimations({ subtree: true }).map(one => one.finished.catch(() => 0)))"


@dataclass(frozen=True)
class State:
    """A kind of page, and what a visitor has done to it."""

    address: str
    prepare: Prepare = as_it_is

    def __str__(self) -> str:
        return f"{self.address}{'' if self.prepare is as_it_is else f' ({self.prepare.__name__})'}"


LEARNER = [
    State("progress.html"),
    State("sheet.html"),
    State("index.html"),
    State("index.html", languages_open),
    State("index.html", studied),
    State("index.html", search_open),
    State("index.html", nothing_found),
    State("handbook/index.html"),
    State(MODULE),
    State(MODULE, term_open),
    State(MODULE, studied),
    State(EXPOSED),
    State("handbook/philosophy/index.html"),
    State(QUIZ),
    State(QUIZ, one_answered),
    State("toolkit/index.html"),
    State("toolkit/inclusion-checklist.html"),
    State("toolkit/station-assessment.html", example_open),
    State("toolkit/action-plan.html", example_open),
    State("toolkit/first-response.html"),
    State("toolkit/data-desk.html", file_checked),
    State("progress.html", studied),
    State("sheet.html", studied),
    State("glossary.html"),
    State("sources.html"),
    State("legal.html"),
    State("status.html"),
    State("about.html"),
    State("404.html"),
    State("tracks/index.html", studied),
    State("tracks/partner.html"),
    State("tracks/partner.html", studied),
    State("final-test.html", studied),
    State("final-test.html#partner"),
    State("final-test.html#partner", begun_test),
    State("final-test.html#partner", answers_missing),
    State("final-test.html#partner", handed_in),
]
ON_A_PHONE = [
    State("index.html"),
    State("index.html", drawer_open),
    State("index.html", search_open),
    State(MODULE),
    State(EXPOSED),
    State(QUIZ, one_answered),
    State("toolkit/index.html"),
    State("toolkit/inclusion-checklist.html"),
    State("progress.html", studied),
    State("sheet.html", studied),
    State("tracks/partner.html", studied),
    State("final-test.html#partner", handed_in),
]
TRAINER = [
    State(MODULE),
    State("handbook/partnerships/lesson.html"),
    State(QUIZ),
    State("class-results.html"),
    State("class-results.html", files_given),
    State("test-papers.html", papers_drawn),
]
PLANNING = [State(f"handbook/{PLANNED}/index.html"), State("handbook/index.html"), State("progress.html", studied)]
ONLY_ONE = ("404.html",)


TO_DARK = "() => document.querySelector('input[data-md-color-scheme=slate]').click()"


def told(browser: Browser, site: Site, locale: str, states: list[State], viewport: ViewportSize = DESK) -> list[str]:
    """What axe has against the states of a site's pages in light and dark colours, each told once, with the first state
    that shows it."""
    first: dict[str, str] = {}
    for state in states:
        if state.address in ONLY_ONE and locale != "tg":
            continue
        context = browser.new_context(reduced_motion="reduce", color_scheme="light", viewport=viewport)
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto(site.address + ("" if state.address in ONLY_ONE else PREFIX[locale]) + state.address)
        state.prepare(page)
        for violation in violations(page):
            first.setdefault(violation, f"{state}: {violation}")
        if locale == "tg":  # colours are the same in every language
            page.evaluate(TO_DARK)
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
            page.locator("body").evaluate(SETTLED)
            for violation in violations(page, OF_COLOURS):
                first.setdefault(f"dark {violation}", f"{state} in dark colours: {violation}")
        context.close()
    return list(first.values())


@pytest.fixture(scope="module")
def learners(learner_site: Path, serve: Callable[[Path], str]) -> Site:
    return Site(serve(learner_site))


@pytest.fixture(scope="module")
def planners(planned_site: Path, serve: Callable[[Path], str]) -> Site:
    return Site(serve(planned_site))


@pytest.fixture(scope="module")
def trainers(trainer_site: Path, serve: Callable[[Path], str]) -> Site:
    return Site(serve(trainer_site))


PART = {"ru": slice(0, None, 2), "en": slice(1, None, 2)}
"""What is made once for all languages is looked at in Tajik, and once more in one of the others."""


@pytest.mark.parametrize("locale", PREFIX)
def test_axe_finds_nothing_on_any_kind_of_page(browser: Browser, learners: Site, locale: str) -> None:
    assert "\n".join(told(browser, learners, locale, LEARNER[PART.get(locale, slice(None))])) == ""


def test_axe_finds_nothing_on_a_phone(browser: Browser, learners: Site) -> None:
    assert "\n".join(told(browser, learners, "tg", ON_A_PHONE, PHONE)) == ""


@pytest.mark.parametrize("locale", PREFIX)
def test_axe_finds_nothing_in_the_trainer_edition(browser: Browser, trainers: Site, locale: str) -> None:
    assert "\n".join(told(browser, trainers, locale, TRAINER)) == ""


@pytest.mark.parametrize("locale", PREFIX)
def test_axe_finds_nothing_where_a_module_is_still_to_be_written(browser: Browser, planners: Site, locale: str) -> None:
    assert "\n".join(told(browser, planners, locale, PLANNING)) == ""


FAULTS = {
    "image-alt": "put('img', {})",
    "color-contrast": "put('p', { color: '#aaa', background: '#fff' })",
    "label": "put('input', {})",
    "target-size": "for (const _ of 'ab') put('button', { display: 'block', width: '9px', height: '9px', padding: 0 })",
}
PUT = """() => {
  const put = (tag, style) => {
    const element = document.createElement(tag)
    Object.assign(element.style, style)
    if (tag !== "img" && tag !== "input") element.textContent = "fault"
    document.querySelector("article").append(element)
  }
  %s
}"""


@pytest.mark.parametrize("rule", FAULTS)
def test_axe_finds_a_fault_that_is_put_in(browser: Browser, learners: Site, rule: str) -> None:
    page = browser.new_page()
    page.goto(learners.address + "about.html")
    before = list(violations(page))
    page.evaluate(PUT % FAULTS[rule])
    found = [violation for violation in violations(page) if violation not in before]
    assert {violation.partition(":")[0] for violation in found} == {rule}
    page.close()


def test_axe_finds_a_fault_of_the_dark_colours(browser: Browser, learners: Site) -> None:
    def fade(page: Page) -> None:
        page.locator("h1").evaluate("title => { title.style.color = '#595959' }")  # dark on white, and on black

    found = told(browser, learners, "tg", [State("about.html", fade)])
    assert [one.partition(": #about")[0] for one in found] == ["about.html (fade) in dark colours: color-contrast"]
