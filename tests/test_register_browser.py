"""The register of teams and centres in Chromium: filters, order, what is said, and the page without scripts."""

from __future__ import annotations

import re

from browsing import PREFIX, Open
from playwright.sync_api import Page, expect
from records import words

from course import register
from course.model import Course

REGISTER = f"{PREFIX['ru']}programme/register.html"
PHONE = {"width": 360, "height": 740}
SHOWN = """() => [...document.querySelectorAll(".register tbody tr")]
  .filter(row => !row.hidden).map(row => row.cells[0].textContent)"""


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"#filter-{name}").select_option(value)


def test_rows_are_chosen_sorted_and_announced_by_keyboard(visit: Open, course: Course) -> None:
    page = visit(REGISTER)
    rows = list(course.partnerships.values())
    cells = [register.cells(course, "ru", row) for row in rows]
    assert page.evaluate(SHOWN) == [place for place, *_ in cells]
    choose(page, "region", "ГБАО")
    choose(page, "kind", "центр")
    expected = [place for place, region, kind, *_ in cells if (region, kind) == ("ГБАО", "центр")]
    assert page.evaluate(SHOWN) == expected == ["Хорог"]
    expect(page.locator(".announced")).to_have_text(f"1 строка из {len(rows)}")
    assert "region=" in page.url
    choose(page, "kind", "")
    choose(page, "status", "сообщали")
    expect(page.locator(".announced")).to_have_text(words("register-none", "ru"))
    page.get_by_role("button", name=words("register-all", "ru")).click()
    assert len(page.evaluate(SHOWN)) == len(rows)
    expect(page.locator("#filter-region")).to_be_focused()
    page.go_back()
    assert page.locator("#filter-region").input_value() == "ГБАО"
    choose(page, "status", "")
    choose(page, "region", "")

    head = page.get_by_role("columnheader", name=words("register-count", "ru"))
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(page.locator(".announced")).to_have_text("Обратный порядок: Число.")
    counts = page.evaluate(
        "() => [...document.querySelectorAll('.register tbody tr')].map(row => row.cells[3].textContent)"
    )
    assert counts[:4] == ["49", "44", "35", "32"]
    assert page.locator(".register [aria-sort]").count() == 1


def test_a_phone_shows_cards_that_stay_a_table(visit: Open) -> None:
    page = visit(REGISTER, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    expect(page.get_by_role("table", name=words("register-table", "ru"))).to_be_visible()
    label = page.evaluate("getComputedStyle(document.querySelector('.register td:nth-child(2)'), '::before').content")
    assert label == f'"{words("register-region", "ru")}"'


def test_without_scripts_the_whole_table_and_its_file_are_there(visit: Open, course: Course) -> None:
    page = visit(REGISTER, java_script_enabled=False)
    assert page.locator(".register tbody tr").count() == len(course.partnerships)
    assert page.locator(".filters").count() == 0
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(words("register-csv", "ru"))).click()
    assert download.value.path().read_text(encoding="utf-8") == next(
        iter(register.files(course, "ru").values())
    ).replace("\r\n", "\n")
