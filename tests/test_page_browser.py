"""The frame of the pages: leaving at once, the language menu, and what the policy refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browsing import PREFIX, Open, Site
from conftest import ROOT
from playwright.sync_api import Browser, Page, expect
from records import do, kept

from course.model import Course

pytestmark = pytest.mark.both_ways

EXPOSED = "handbook/gender/index.html"
EXPOSED_QUIZ = "handbook/gender/quiz.html"
HANDBOOK = "handbook/index.html"
MODULE = "handbook/partnerships/index.html"
BLANK = "assets/blank.html"
LEAVE = {"tg": "Аз ин саҳифа баромадан", "ru": "Уйти с этой страницы", "en": "Leave this page"}
PHONE = {"width": 360, "height": 640}


# Leaving at once


def test_what_is_written_about_violence_in_families_can_be_left_at_once(course: Course) -> None:
    about = [module.id for module in course.modules.values() if "domestic-violence" in module.terms]
    assert about == ["gender"]
    assert [module.id for module in course.modules.values() if module.quick_exit] == about
    assert [tool.id for tool in course.tools.values() if tool.quick_exit] == ["first-response"]


@pytest.mark.parametrize("address", [EXPOSED, EXPOSED_QUIZ])
@pytest.mark.parametrize("locale", PREFIX)
def test_the_button_is_seen_on_a_phone_without_scrolling(visit: Open, site: Site, locale: str, address: str) -> None:
    page = visit(PREFIX[locale] + address, viewport=PHONE)
    link = page.get_by_role("link", name=LEAVE[locale], exact=True)
    box = link.bounding_box()
    assert box
    assert box["y"] > PHONE["height"] / 2
    assert box["y"] + box["height"] <= PHONE["height"]
    assert box["height"] >= 44
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert link.bounding_box() == box
    expect(page.locator(".exit-hint")).to_contain_text("Shift")
    page.goto(site.address + PREFIX[locale] + MODULE)
    expect(page.locator(".exit-link, .exit-hint")).to_have_count(0)


@pytest.mark.parametrize("address", [EXPOSED, EXPOSED_QUIZ])
def test_the_button_covers_nothing_at_the_end_of_the_page(visit: Open, address: str) -> None:
    page = visit(address, viewport=PHONE)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    last, top = page.evaluate(
        "[document.querySelector('.md-copyright').getBoundingClientRect().bottom,"
        " document.querySelector('.exit-link').getBoundingClientRect().top]"
    )
    assert last <= top


def test_the_button_comes_right_after_the_skip_link(visit: Open) -> None:
    page = visit(EXPOSED)
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".exit-link")).to_be_focused()


def press(page: Page) -> None:
    page.locator(".exit-link").click()


def press_by_keyboard(page: Page) -> None:
    page.locator(".exit-link").focus()
    page.keyboard.press("Enter")


def shift_three_times(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [press, press_by_keyboard, shift_three_times])
def test_leaving_opens_an_empty_page_and_back_does_not_return(
    visit: Open, site: Site, leave: Callable[[Page], None]
) -> None:
    page = visit(HANDBOOK)
    page.goto(site.address + EXPOSED)
    leave(page)
    page.wait_for_url(site.address + BLANK)
    assert page.title() == "…"
    assert page.locator("body").inner_text() == ""
    page.go_back()
    page.wait_for_url(site.address + HANDBOOK)


@pytest.mark.parametrize("address", [EXPOSED, EXPOSED_QUIZ])
def test_leaving_takes_the_page_out_of_the_record(visit: Open, address: str) -> None:
    page = visit(address)
    page.evaluate("hamkori.record.visit('gender', 'index')")  # as it may stand in a record of another copy
    press(page)
    page.wait_for_url(f"**/{BLANK}")
    assert kept(page)["last"] is None


def test_a_visit_alone_begins_no_record(visit: Open, site: Site) -> None:
    page = visit(EXPOSED)
    expect(page.locator("[data-screen=study]")).not_to_be_empty()
    page.goto(site.address + EXPOSED_QUIZ)
    expect(page.locator("[data-screen=quiz]")).not_to_be_empty()
    assert kept(page) is None


@pytest.mark.parametrize("locale", PREFIX)
def test_who_opens_the_site_next_is_not_led_to_what_can_be_left_at_once(
    visit: Open, site: Site, course: Course, locale: str
) -> None:
    gender = course.modules["gender"]
    page = visit(PREFIX[locale] + MODULE)
    expect(page.locator("[data-screen=study]")).not_to_be_empty()
    for address in (EXPOSED, EXPOSED_QUIZ):
        page.goto(site.address + PREFIX[locale] + address)
        expect(page.locator("[data-screen=study], [data-screen=quiz]")).not_to_be_empty()
    page.locator("#gender-01 input").first.check()
    page.locator("#gender-01 button[type=submit]").click()
    expect(page.locator("#gender-01 button[type=submit]")).to_be_hidden()
    do(page, f"readSection('gender', '{gender.outcomes[0].taught[0]}')")
    assert kept(page)["last"]["module"] == "partnerships"
    page.goto(site.address + PREFIX[locale] + "index.html")
    expect(page.locator(".go-on")).to_contain_text(course.modules["partnerships"].title[locale])
    expect(page.locator(".go-on")).not_to_contain_text(gender.title[locale])


def test_a_record_that_fails_keeps_nobody_here(visit: Open, site: Site) -> None:
    page = visit(EXPOSED)
    page.evaluate("hamkori.record = { forgetVisit: () => { throw new Error('no storage') } }")
    press(page)
    page.wait_for_url(site.address + BLANK)


def test_shift_is_told_how_often_it_must_still_be_pressed(visit: Open) -> None:
    page = visit("en/" + EXPOSED)
    for said in ("To leave, press Shift 2 more times.", "To leave, press Shift 1 more time."):
        page.keyboard.press("Shift")
        expect(page.get_by_role("status").filter(has_text="Shift")).to_have_text(said)


@pytest.mark.parametrize("between", ["a", "Tab", "click"])
def test_typing_capitals_is_not_leaving(visit: Open, site: Site, between: str) -> None:
    page = visit(EXPOSED)
    for _ in range(4):
        page.keyboard.press("Shift")
        if between == "click":
            page.locator("h1").click()
        else:
            page.keyboard.press(between)
    page.keyboard.press("Shift+A")
    page.keyboard.press("Shift+A")
    page.keyboard.press("Shift+A")
    page.evaluate("() => new Promise(done => setTimeout(done, 300))")
    assert page.url == site.address + EXPOSED


@pytest.mark.parametrize("other", ["Alt", "Control"])
def test_changing_the_language_of_the_keyboard_is_not_leaving(visit: Open, site: Site, other: str) -> None:
    page = visit(EXPOSED)
    for first, second in ((other, "Shift"), ("Shift", other)):
        for _ in range(4):
            page.keyboard.down(first)
            page.keyboard.down(second)
            page.keyboard.up(second)
            page.keyboard.up(first)
    page.evaluate("() => new Promise(done => setTimeout(done, 300))")
    assert page.url == site.address + EXPOSED


def test_without_scripts_the_button_is_a_link(visit: Open, site: Site) -> None:
    page = visit(EXPOSED, java_script_enabled=False)
    press(page)
    page.wait_for_url(site.address + BLANK)


def test_the_button_is_not_printed(visit: Open) -> None:
    page = visit(EXPOSED)
    page.emulate_media(media="print")
    expect(page.locator(".exit-link")).to_be_hidden()
    expect(page.locator(".exit-hint")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("name", ["index", "quiz", "lesson"])
def test_trainers_can_leave_too(visit_class: Open, name: str) -> None:
    page = visit_class(f"ru/handbook/gender/{name}.html")
    press(page)
    page.wait_for_url(f"**/{BLANK}")


def test_the_empty_page_does_not_tell_where_it_is_from() -> None:
    page = (ROOT / "docs" / BLANK).read_text(encoding="utf-8")
    assert [word for word in ("amkori", "амкор", "mark.svg", 'href="/', ".css", ".js") if word in page] == []


# The language menu


@pytest.mark.parametrize("kind", ["click", "keyboard", "new tab"])
def test_the_language_switch_keeps_page_and_anchor(visit: Open, site: Site, kind: str) -> None:
    page = visit(MODULE + "?h=a")
    page.evaluate("location.hash = '#who-sits'")
    link = page.locator(".md-select").get_by_role("link", name="Русский", exact=True)
    there = f"{site.address}ru/{MODULE}?h=a#who-sits"
    if kind == "keyboard":
        page.locator(".md-select button").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        page.keyboard.press("Enter")
    else:
        page.locator(".md-select").hover()
        if kind == "new tab":
            with page.context.expect_page() as opened:
                link.click(button="middle")
            page = opened.value
        else:
            link.click()
    page.wait_for_url(there)
    assert page.locator("html").get_attribute("lang") == "ru"
    expect(page.locator("#who-sits")).to_be_in_viewport()


def test_escape_shuts_the_language_menu(visit: Open) -> None:
    page = visit(MODULE)
    button, link = page.locator(".md-select button"), page.locator(".md-select a").first
    button.focus()
    expect(page.locator(".md-select__inner")).to_have_css("opacity", "1")
    expect(link).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(".md-select__inner")).to_have_css("opacity", "0")
    expect(button).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".md-select__inner")).to_have_css("opacity", "1")
    expect(link).to_be_focused()


# What the policy refuses

ATTEMPTS = {
    "script": "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)",
    "handler": "const i = document.createElement('p'); i.setAttribute('onclick', 'window.ran = 1'); i.click()",
    "eval": "setTimeout(() => { try { eval('window.ran = 1') } catch { } })",
    "image": "document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/pixel.png' }))",
    "fetch": "fetch('http://127.0.0.1:9/').catch(() => {})",
    "fetch of its own": "fetch(location.href).catch(() => {})",
    "form": "const form = document.createElement('form'); form.action = 'http://127.0.0.1:9/';"
    " document.body.append(form); form.submit()",
    "base": "document.head.append(Object.assign(document.createElement('base'), { href: 'http://127.0.0.1:9/' }))",
    "frame": "document.body.append(Object.assign(document.createElement('iframe'), { src: 'http://127.0.0.1:9/' }))",
    "style": "const s = document.createElement('style'); s.textContent = 'p {}'; document.head.append(s)",
    "socket": "try { new WebSocket('ws://127.0.0.1:9/') } catch { }",
}
REFUSED = """() => new Promise(done => {
  addEventListener("securitypolicyviolation", event => done(event.effectiveDirective), { once: true })
  setTimeout(done, 3000, "allowed")
  %s
})"""


@pytest.mark.parametrize("name", ["index.html", MODULE, "404.html"])
def test_the_policy_refuses_what_is_not_of_the_site(browser: Browser, site: Site, name: str) -> None:
    if name == "404.html" and site.address.startswith("file:"):
        pytest.skip("this page is for servers")
    context = browser.new_context()
    left: list[str] = []
    context.on("requestfailed", lambda request: request.failure == "csp" or left.append(request.url))
    context.on("requestfinished", lambda request: request.url.startswith(site.address) or left.append(request.url))
    page = context.new_page()
    page.goto(site.address + name)
    refused = {attempt: page.evaluate(REFUSED % script) for attempt, script in ATTEMPTS.items()}
    assert refused == {
        "script": "script-src-elem",
        "handler": "script-src-attr",
        "eval": "script-src",
        "image": "img-src",
        "fetch": "connect-src",
        "fetch of its own": "connect-src",
        "form": "form-action",
        "base": "base-uri",
        "frame": "frame-src",
        "style": "style-src-elem",
        "socket": "connect-src",
    }
    assert page.evaluate("window.ran") is None
    assert left == []
    context.close()


# Where the browser keeps nothing

NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("not allowed", "SecurityError") } })
}"""


def test_without_storage_the_colours_change_all_the_same(visit: Open) -> None:
    page = visit(HANDBOOK)
    page.add_init_script(NO_STORAGE)
    page.reload()
    page.locator("label[for=__palette_1]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
