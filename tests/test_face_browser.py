"""The face of the site in Chromium: home, catalogues, the way on, paper, large letters, few colours."""

from __future__ import annotations

import pytest
import yaml
from browsing import PREFIX, Open, Site
from conftest import ROOT
from playwright.sync_api import Locator, Page, expect

from course.model import Course

HOME = "index.html"
MODULE = "handbook/partnerships/index.html"
TOOLKIT = "toolkit/index.html"
TOOL = "toolkit/inclusion-checklist.html"
SAID = yaml.safe_load((ROOT / "docs" / "data" / "interface.yml").read_text(encoding="utf-8"))
PHONE = {"viewport": {"width": 360, "height": 740}}


def catalogue(page: Page) -> Locator:
    """The tools that the catalogue shows; the templates have one of their own below it, which is not filtered."""
    return page.locator(".catalogue").first.locator("li:visible")


def shown(page: Page) -> list[str]:
    """The ids of the tools that the catalogue shows."""
    return [str(tool.get_attribute("id")) for tool in catalogue(page).all()]


# Home


@pytest.mark.parametrize("locale", PREFIX)
def test_home_says_in_the_other_languages_what_it_is(visit: Open, site: Site, locale: str) -> None:
    page = visit(PREFIX[locale] + HOME)
    others = [other for other in PREFIX if other != locale]
    lines = page.locator(".languages li")
    expect(lines).to_have_count(2)
    for other, line in zip(others, lines.all(), strict=True):
        assert line.get_attribute("lang") == other
        expect(line).to_contain_text(SAID["site-description"][other])
    lines.last.get_by_role("link").click()
    page.wait_for_url(site.address + PREFIX[others[-1]] + HOME)


def test_a_newcomer_is_not_told_to_go_on(visit: Open) -> None:
    page = visit(HOME)
    page.wait_for_load_state("load")
    expect(page.locator("[data-screen=home]")).to_be_empty()
    assert page.locator("script[src*='assets/outline/']").count() == 0


def test_home_leads_back_to_the_section_that_is_to_be_read(visit: Open, site: Site) -> None:
    page = visit("en/" + MODULE)
    page.evaluate("hamkori.record.visit('partnerships', 'index')")
    page.evaluate("hamkori.record.readSection('partnerships', 'why-it-matters')")
    page.goto(f"{site.address}en/{HOME}")
    panel = page.get_by_role("region", name="Go on where you stopped")
    expect(panel).to_contain_text("Module 4. Partnerships and structures: from mahalla to ministry")
    expect(panel).to_contain_text("Sections read: 1 of 7")
    panel.get_by_role("link", name="Read on").click()
    page.wait_for_url(f"{site.address}en/{MODULE}#who-decides")


@pytest.mark.parametrize(
    ("locale", "told", "lead"),
    [
        ("tg", "Тест: аз 10 савол ба 2 савол ҷавоб додед", "Тестро давом диҳед"),
        ("ru", "Тест: ответов 2 из 10", "Продолжить тест"),
        ("en", "Quiz: 2 of 10 answered", "Go on with the quiz"),
    ],
)
def test_home_leads_back_to_the_quiz_under_way(visit: Open, site: Site, locale: str, told: str, lead: str) -> None:
    page = visit(PREFIX[locale] + MODULE)
    page.evaluate("hamkori.record.visit('partnerships', 'quiz')")
    for item in ("partnerships-01", "partnerships-02"):
        page.evaluate("item => hamkori.record.answerInQuiz('partnerships', item, [0], true)", item)
    page.goto(site.address + PREFIX[locale] + HOME)
    expect(page.locator(".go-on")).to_contain_text(told)
    page.locator(".go-on").get_by_role("link", name=lead).click()
    page.wait_for_url(f"{site.address}{PREFIX[locale]}handbook/partnerships/quiz.html")


def test_home_tells_of_a_passed_quiz_and_of_questions_to_repeat(visit: Open, site: Site, course: Course) -> None:
    page = visit("en/" + MODULE)
    for module in course.modules.values():
        if module.written and module.id != "partnerships":
            page.evaluate(f"hamkori.record.finishQuiz('{module.id}', 10, 10)")
    page.evaluate("hamkori.record.visit('partnerships', 'quiz')")
    page.evaluate("hamkori.record.answerInQuiz('partnerships', 'partnerships-01', [0], false)")
    page.evaluate("hamkori.record.finishQuiz('partnerships', 9, 10)")
    page.goto(f"{site.address}en/{HOME}")
    expect(page.locator(".go-on")).to_contain_text("Quiz passed: 9 of 10 right")
    expect(page.locator(".go-on")).to_contain_text("1 question is ready to be asked again")
    page.locator(".go-on").get_by_role("link", name="My progress").click()
    page.wait_for_url(f"{site.address}en/progress.html")


# Toolkit


def test_all_tools_are_shown_at_first(visit: Open) -> None:
    page = visit("en/" + TOOLKIT)
    assert len(shown(page)) == 20
    expect(page.locator(".filters-count")).to_have_text("20 tools of 20 shown")
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()


def test_tools_are_chosen_by_user_phase_and_time(visit: Open) -> None:
    page = visit("ru/" + TOOLKIT)
    page.get_by_label("Этап работы").select_option(label="итоги и отчёт")
    assert shown(page) == ["monitoring-pack", "public-meeting", "complaints-pack"]
    expect(page.locator(".filters-count")).to_have_text("Показаны 3 инструмента из 20")
    expect(page.locator(".announced")).to_have_text("Показаны 3 инструмента из 20")
    page.get_by_label("Для кого").select_option(label="участники группы взаимодействия")
    assert shown(page) == ["monitoring-pack", "public-meeting", "complaints-pack"]
    page.get_by_label("Продолжительность").select_option(label="до 60 минут")
    assert shown(page) == ["complaints-pack"]
    page.get_by_label("Для кого").select_option(label="курсанты")
    expect(page.get_by_text(SAID["tools-none"]["ru"])).to_have_count(2)  # seen, and said
    page.get_by_role("button", name="Показать все").press("Enter")
    assert len(shown(page)) == 20
    expect(page.get_by_label("Для кого")).to_be_focused()


def test_a_choice_of_tools_is_an_address(visit: Open, site: Site) -> None:
    page = visit("en/" + TOOLKIT + "?user=trainer&time=long&phase=nothing")
    assert shown(page) == ["trainer-kit"]
    page.get_by_label("Duration").select_option(label="all")
    assert shown(page) == ["station-assessment", "trainer-kit"]
    page.wait_for_url(f"{site.address}en/{TOOLKIT}?user=trainer")
    page.go_back()
    expect(catalogue(page)).to_have_count(1)
    expect(page.get_by_label("Duration")).to_have_value("long")


def test_a_tool_that_the_address_names_is_never_hidden(visit: Open) -> None:
    page = visit("en/" + TOOLKIT + "?user=trainer#dialogue-cards")
    expect(page.locator("#dialogue-cards")).to_be_in_viewport()
    assert len(shown(page)) == 20


def test_without_scripts_all_tools_are_there(visit: Open) -> None:
    page = visit(TOOLKIT, java_script_enabled=False)
    assert len(shown(page)) == 20
    expect(page.locator(".filters")).to_have_count(0)


# The frame


def test_the_way_on_follows_the_course_and_names_pages_in_full(visit: Open, site: Site) -> None:
    page = visit("en/" + MODULE)
    names = [link.inner_text().split("\n") for link in page.locator(".ways a").all()]
    assert names == [
        ["Previous", "Quiz: Trust, legitimacy and procedural justice"],
        ["Next", "Quiz: Partnerships and structures: from mahalla to ministry"],
    ]
    page.locator(".way-on").click()
    page.wait_for_url(f"{site.address}en/handbook/partnerships/quiz.html")
    page.locator(".way-on").click()
    page.wait_for_url(f"{site.address}en/handbook/problem-solving/index.html")


def test_a_missing_page_is_told_in_every_language(visit: Open, site: Site) -> None:
    if site.address.startswith("file:"):
        pytest.skip("a server shows this page, and it has addresses from the root")
    page = visit("404.html")
    for locale, prefix in PREFIX.items():
        part = page.locator(f".panels [lang={locale}]")
        expect(part.get_by_role("heading")).to_have_text(SAID["not-found"][locale])
        assert part.get_by_role("link").evaluate("link => link.href") == site.address + prefix + HOME


@pytest.mark.parametrize("address", [HOME, "handbook/index.html", MODULE, TOOLKIT, TOOL])
def test_nothing_is_cut_off_when_letters_are_twice_as_large(visit: Open, address: str) -> None:
    page = visit(address, **PHONE)
    page.evaluate("document.documentElement.style.fontSize = '250%'")  # Material's own is 125 %
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_paper_has_the_notice_and_the_address_and_no_frame(visit: Open) -> None:
    page = visit("en/" + MODULE, color_scheme="dark")
    page.emulate_media(media="print")
    for part in (".md-header", ".md-tabs", ".md-footer", ".md-sidebar--primary", ".card .md-button"):
        expect(page.locator(part).first).to_be_hidden()
    colophon = page.locator(".colophon")
    expect(colophon).to_contain_text(SAID["notice"]["en"])
    expect(colophon).to_contain_text("en/handbook/partnerships/index.html")
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("h1").evaluate("title => getComputedStyle(title).color") == "rgb(18, 48, 59)"


def test_the_screen_has_no_colophon(visit: Open) -> None:
    expect(visit(MODULE).locator(".colophon")).to_be_hidden()


def test_a_choice_of_few_colours_keeps_the_border_of_what_is_active(visit: Open) -> None:
    page = visit(MODULE, forced_colors="active")
    active = page.locator(".md-tabs__item--active")
    assert active.evaluate("tab => getComputedStyle(tab).borderBottomStyle") == "solid"
    link = page.locator(".way").first
    link.focus()
    assert link.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
