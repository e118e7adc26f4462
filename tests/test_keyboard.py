"""All of the site by keyboard alone, with the focus always seen; without movement; with text at 200 %."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from browsing import PREFIX, QUIET, Open, Site, chromium
from conftest import PLANNED
from playwright.sync_api import Browser, Locator, Page, expect

HOME = "index.html"
MODULE = "handbook/partnerships/index.html"
QUIZ = "handbook/partnerships/quiz.html"
EXPOSED = "handbook/gender/index.html"  # it has a quick exit
PLANNED_PAGE = f"handbook/{PLANNED}/index.html"
NARROW = {"width": 390, "height": 844}
PAGES = (
    HOME,
    MODULE,
    QUIZ,
    EXPOSED,
    "toolkit/index.html",
    "toolkit/inclusion-checklist.html",
    "progress.html",
    "sheet.html",
)


def tab_to(page: Page, target: Locator, at_most: int = 60) -> None:
    """Presses Tab until the target has the focus."""
    for _ in range(at_most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(target).to_be_focused(timeout=1)


def test_the_skip_link_leads_past_the_menu(visit: Open, site: Site) -> None:
    page = visit(MODULE)
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url(site.address + MODULE + (skip.get_attribute("href") or ""))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_the_menu_opens_and_closes_on_a_narrow_screen(visit: Open) -> None:
    page = visit(HOME, viewport=NARROW)
    opener, menu = page.locator(".md-header__button[for=__drawer]"), page.locator(".md-sidebar--primary")
    expect(opener).to_have_role("button")
    expect(opener).to_have_accessible_name("Феҳристи саҳифаҳо")
    expect(menu.get_by_role("link").first).to_be_hidden()
    tab_to(page, opener)
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(menu.get_by_role("link").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(menu.get_by_role("link").first).to_be_hidden()
    page.keyboard.press("Space")
    expect(opener).to_have_attribute("aria-expanded", "true")
    tab_to(page, page.locator("article a").first)
    expect(opener).to_have_attribute("aria-expanded", "false")


def test_the_levels_of_the_menu_open_and_close(visit: Open) -> None:
    page = visit(MODULE, viewport=NARROW)
    tab_to(page, page.locator(".md-header__button[for=__drawer]"))
    page.keyboard.press("Enter")
    menu = page.locator(".md-sidebar--primary")
    expect(menu.locator(":focus")).to_have_count(0)
    up = menu.locator("button.md-nav__title[for^=__nav_]")
    deepest = up.last
    expect(deepest).to_be_in_viewport()
    tab_to(page, deepest)
    page.keyboard.press("Enter")
    focused = menu.locator("button:focus")
    expect(focused).to_have_count(1)
    expect(focused).to_be_in_viewport()
    expect(focused).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(deepest).to_be_focused()
    expect(deepest).to_have_attribute("aria-expanded", "true")


def test_a_part_of_the_menu_folds_on_a_wide_screen(visit: Open) -> None:
    page = visit(MODULE)
    part = page.locator(".md-sidebar--primary button[for=__nav_2_2].md-nav__link")
    inside = page.locator(".md-sidebar--primary a[href='../rights/index.html']")
    expect(part).to_have_attribute("aria-expanded", "true")
    expect(inside).to_be_visible()
    tab_to(page, part)
    page.keyboard.press("Enter")
    expect(part).to_have_attribute("aria-expanded", "false")
    expect(part).to_be_focused()
    expect(inside).to_be_hidden()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('[data-md-level=\"2\"]')")


def test_the_colours_are_switched(visit: Open) -> None:
    page = visit(HOME)
    scheme = page.locator("body")
    expect(scheme).to_have_attribute("data-md-color-scheme", "default")
    tab_to(page, page.locator("#__palette_0"))
    page.keyboard.press("ArrowDown")
    expect(scheme).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(scheme).to_have_attribute("data-md-color-scheme", "slate")


def test_a_word_is_searched_for(visit: Open) -> None:
    page = visit(HOME)
    box = page.locator(".md-search__input")
    tab_to(page, box)
    page.keyboard.type("ҷамоат")
    first = page.locator(".md-search-result__link").first
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__output")).to_be_hidden()


def test_the_page_is_left_upwards(visit: Open) -> None:
    page = visit(MODULE)
    page.evaluate("window.scrollTo(0, 3000)")
    page.evaluate("window.scrollTo(0, 2500)")
    top = page.locator(".md-top")
    expect(top).to_be_visible()
    top.focus()
    page.keyboard.press("Enter")
    page.evaluate(UNTIL_TOP)


UNTIL_TOP = """() => new Promise(done => {
  const look = () => scrollY === 0 ? done() : setTimeout(look, 50)
  look()
})"""

# Where the focus is

FOCUS = """() => {
  const element = document.activeElement
  if (element === document.body) return null
  const box = element.getBoundingClientRect()
  const name = `${element.tagName.toLowerCase()}.${element.className}`
  const label = element.matches(".md-option") ? element.nextElementSibling : element
  const shown = [element, label, ...element.querySelectorAll("div")].some(one => {
    const style = getComputedStyle(one)
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow.includes("inset")
  })
  const seen = (label === element ? box : label.getBoundingClientRect())
  const within = seen.width > 0 && seen.bottom > 0 && seen.top < innerHeight && seen.right > 0 && seen.left < innerWidth
  const style = getComputedStyle(element)
  if (!within || style.visibility !== "visible") return `${name}: is not on the screen`
  const x = Math.min(Math.max(seen.left + seen.width / 2, 1), innerWidth - 1)
  const y = Math.min(Math.max(seen.top + seen.height / 2, 1), innerHeight - 1)
  const above = document.elementFromPoint(x, y)
  const fixed = above && getComputedStyle(above).position === "fixed"
  const covered = fixed && !label.contains(above) && !above.contains(label)
  if (covered) return `${name}: is covered by ${above.className}`
  return shown || element.matches(".md-search__input") ? "" : `${name}: has no outline`
}"""


def walked(page: Page) -> tuple[int, list[str]]:
    """How many places Tab comes to on a page, and at which the focus is not seen."""
    unseen: dict[str, None] = {}
    steps = 0
    while steps < 400:
        page.keyboard.press("Tab")
        said = page.evaluate(FOCUS)
        if said is None:
            break
        steps += 1
        if said:
            unseen[said] = None
    return steps, list(unseen)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_focus_is_seen_on_a_page_that_is_still_to_be_written(visit_planned: Open, width: int) -> None:
    page = visit_planned(PLANNED_PAGE, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    steps, found = walked(page)
    assert steps > 10
    assert found == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_focus_is_seen_wherever_it_goes(visit: Open, site: Site, width: int) -> None:
    page = visit(HOME, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    unseen = {}
    for name in PAGES:
        page.goto(site.address + name)
        steps, found = walked(page)
        assert steps > 10
        if found:
            unseen[name] = found
    assert unseen == {}


# Movement

MOVES = """() => {
  const seconds = times => times.split(", ").map(time => parseFloat(time) * (time.endsWith("ms") ? 0.001 : 1))
  const moves = style => [
    ...seconds(style.transitionDuration), ...seconds(style.transitionDelay),
    ...(style.animationName === "none" ? [] : seconds(style.animationDuration)),
  ].some(time => time > 0.01)
  return Array.from(document.querySelectorAll("*"))
    .filter(element => [null, "::before", "::after"].some(part => moves(getComputedStyle(element, part))))
    .map(element => `${element.tagName.toLowerCase()}.${element.getAttribute("class")}`)
}"""


def test_nothing_moves_for_those_who_want_no_movement(visit: Open, site: Site) -> None:
    page = visit(HOME, reduced_motion="reduce")
    moving = {}
    for name in (HOME, MODULE, QUIZ, "toolkit/index.html"):
        page.goto(site.address + name)
        if found := sorted(set(page.evaluate(MOVES))):
            moving[name] = found
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert moving == {}


# Text at 200 %

LOST = """() => Array.from(document.querySelectorAll("button, .md-button, a.md-tabs__link, summary, label, legend, th"))
  .filter(element => element.offsetParent && getComputedStyle(element).visibility === "visible")
  .filter(element => !element.matches(".md-nav__link, .md-icon, .md-header__button, .md-search *"))
  .filter(element => {
    const style = getComputedStyle(element)
    const cut = style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1
    const short = style.overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1
    const box = element.getBoundingClientRect()
    const scrolls = element.closest(".md-typeset__scrollwrap, .table-wrap, .md-tabs")
    return cut || short || (!scrolls && box.right > document.documentElement.clientWidth + 1)
  })
  .map(element => `${element.tagName.toLowerCase()}: ${element.textContent.trim().slice(0, 40)}`)"""


@pytest.fixture(scope="module")
def large(browser: Browser) -> Iterator[Browser]:
    """A browser whose reader has set letters of twice the usual size."""
    large = browser.browser_type.launch(
        executable_path=chromium(), args=[*QUIET, "--blink-settings=defaultFontSize=32"]
    )
    yield large
    large.close()


def lost(page: Page, site: Site, locale: str, names: Sequence[str] = PAGES) -> dict[str, list[str]]:
    """What is cut off, or reaches over the edge, by page."""
    found = {}
    for name in names:
        page.goto(site.address + PREFIX[locale] + name)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[name] = [*page.evaluate(LOST), *([f"{wide} pixels too wide"] if wide > 0 else [])]
    return {name: gone for name, gone in found.items() if gone}


@pytest.mark.parametrize("locale", PREFIX)
def test_with_letters_of_twice_the_size_nothing_is_lost(large: Browser, site: Site, locale: str) -> None:
    page = large.new_page(viewport={"width": 1280, "height": 800})
    page.goto(site.address + HOME)
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 40
    assert lost(page, site, locale) == {}
    page.close()


@pytest.mark.parametrize("locale", PREFIX)
def test_at_a_zoom_of_200_percent_nothing_is_lost(visit: Open, site: Site, locale: str) -> None:
    page = visit(HOME, viewport={"width": 640, "height": 800})  # what is left of 1280
    assert lost(page, site, locale) == {}


@pytest.mark.parametrize("locale", PREFIX)
def test_of_a_page_that_is_still_to_be_written_nothing_is_lost(
    large: Browser, visit_planned: Open, site_with_planned: Site, locale: str
) -> None:
    page = large.new_page(viewport={"width": 1280, "height": 800})
    assert lost(page, site_with_planned, locale, [PLANNED_PAGE]) == {}
    page.close()
    page = visit_planned(HOME, viewport={"width": 640, "height": 800})
    assert lost(page, site_with_planned, locale, [PLANNED_PAGE]) == {}
