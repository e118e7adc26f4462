"""The learner edition in Chromium, from a server and from a folder without network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from browsing import PREFIX, Open, Site
from conftest import ROOT
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.both_ways

HOME = "index.html"
MODULE = "handbook/partnerships/index.html"
QUIZ = "handbook/partnerships/quiz.html"
TOOL = "toolkit/inclusion-checklist.html"
GLOSSARY = "glossary.html"
LANGUAGES = yaml.safe_load((ROOT / "docs" / "data" / "languages.yml").read_text(encoding="utf-8"))
TERMS = yaml.safe_load((ROOT / "docs" / "data" / "glossary.yml").read_text(encoding="utf-8"))


def style(locator: Locator, name: str) -> str:
    return str(locator.evaluate("(element, name) => getComputedStyle(element)[name]", name))


@pytest.mark.parametrize("locale", PREFIX)
def test_home_opens_with_its_style(visit: Open, locale: str) -> None:
    page = visit(PREFIX[locale] + HOME)
    assert page.locator("html").get_attribute("lang") == locale
    expect(page.locator("h1")).to_be_visible()
    assert style(page.locator(".md-header"), "backgroundColor") == "rgb(255, 255, 255)"
    assert style(page.locator(".doors"), "display") == "grid"
    assert page.locator(".md-header .md-logo img").evaluate("image => image.naturalWidth") > 0


def test_a_learner_clicks_from_home_to_the_quiz(visit: Open, site: Site) -> None:
    page = visit(HOME)
    page.locator(".door").first.get_by_role("link").first.click()
    page.wait_for_url(f"{site.address}handbook/index.html")
    page.locator("article a[href='partnerships/index.html']").first.click()
    page.wait_for_url(site.address + MODULE)
    expect(page.locator("h1")).to_contain_text("Модули 4. Шарикӣ ва сохторҳо")
    page.locator("article .card").get_by_role("link", name="Гузаштан ба тест").click()
    page.wait_for_url(site.address + QUIZ)
    expect(page.locator(".quiz")).to_have_count(10)


def test_the_language_switch_stays_on_the_page(visit: Open, site: Site) -> None:
    page = visit(MODULE)
    for locale in ("ru", "en", "tg"):
        page.locator(".md-select").hover()
        page.get_by_role("link", name=LANGUAGES[locale]["name"], exact=True).click()
        page.wait_for_url(site.address + PREFIX[locale] + MODULE)
        assert page.locator("html").get_attribute("lang") == locale


def test_a_site_below_the_root_of_its_server_asks_for_nothing_above_it(
    browser: Browser, learner_site: Path, serve: Callable[[Path], str]
) -> None:
    at = Site(f"{serve(learner_site.parent)}{learner_site.name}/")
    with browser.new_context() as context:
        at.watch(context)
        page = context.new_page()
        page.goto(at.address + HOME)
        page.locator(".door").first.get_by_role("link").first.click()
        page.wait_for_url(f"{at.address}handbook/index.html")
        page.goto(at.address + TOOL)
        page.locator(".md-select").hover()
        page.get_by_role("link", name=LANGUAGES["en"]["name"], exact=True).click()
        page.wait_for_url(f"{at.address}en/{TOOL}")
        page.locator(".tool-form input[type=checkbox]").first.check()
        page.reload()
        expect(page.locator(".tool-form input[type=checkbox]").first).to_be_checked()
        page.locator(".md-search__input").click()
        page.keyboard.type("partnership team")
        page.locator(".md-search-result__link").first.click()
        page.wait_for_url(f"{at.address}en/**")
        expect(page.locator("h1")).to_be_visible()
    assert at.elsewhere == []
    assert at.complaints == []


# Glossary terms

TERM = "territorial-inspector"
DEFINITION = TERMS[TERM]["tg"]["definition"]


def term_and_card(page: Page) -> tuple[Locator, Locator]:
    return page.locator(f"article a.term[href$='#{TERM}']").first, page.locator("#term-card")


def assert_glossary_entry(page: Page, site: Site) -> None:
    page.wait_for_url(f"{site.address}{GLOSSARY}#{TERM}")
    entry = page.locator(f"#{TERM}")
    expect(entry).to_be_in_viewport()
    expect(entry).to_contain_text(TERMS[TERM]["tg"]["term"])


def test_a_term_explains_itself_when_pointed_at(visit: Open) -> None:
    page = visit(MODULE)
    term, card = term_and_card(page)
    expect(card).to_be_hidden()
    term.hover()
    expect(card.get_by_role("tooltip")).to_have_text(DEFINITION)
    card.hover()
    page.evaluate("() => new Promise(done => setTimeout(done, 400))")  # the card would close after 200
    expect(card).to_be_visible()
    page.locator("h1").hover()
    expect(card).to_be_hidden()


def test_the_card_of_a_term_leads_to_the_glossary(visit: Open, site: Site) -> None:
    page = visit(MODULE)
    term, card = term_and_card(page)
    term.hover()
    card.get_by_role("link", name="Кушодан дар луғатнома").click()
    assert_glossary_entry(page, site)


def test_a_term_explains_itself_to_the_keyboard(visit: Open) -> None:
    page = visit(MODULE)
    term, card = term_and_card(page)
    page.locator("article .md-button").first.focus()
    page.keyboard.press("Tab")
    expect(term).to_be_focused()
    expect(card).to_be_visible()
    expect(term).to_have_accessible_description(DEFINITION)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(term).to_have_accessible_description("")
    expect(term).to_be_focused()


def test_a_term_explains_itself_at_the_first_touch(visit: Open, site: Site) -> None:
    page = visit(MODULE, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    term, card = term_and_card(page)
    term.tap()
    expect(card).to_contain_text(DEFINITION)
    assert page.url == site.address + MODULE
    page.locator("h1").tap()
    expect(card).to_be_hidden()
    term.tap()
    expect(card).to_be_in_viewport(ratio=1)
    term.tap()
    assert_glossary_entry(page, site)


# Phones


@pytest.mark.parametrize("locale", PREFIX)
def test_nothing_is_wider_than_a_phone(visit: Open, site: Site, locale: str) -> None:
    page = visit(PREFIX[locale] + HOME, viewport={"width": 360, "height": 740})
    wide = {}
    for name in (HOME, MODULE, QUIZ, GLOSSARY, TOOL):
        page.goto(site.address + PREFIX[locale] + name)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide[name] = width
    assert wide == {}
