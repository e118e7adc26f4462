"""What is new, in Chromium: what a reader's copy does not have is marked, and another language keeps its date."""

from __future__ import annotations

from browsing import PREFIX, Open
from playwright.sync_api import expect
from records import words

from course.model import Course


def test_what_a_copy_does_not_have_is_marked(visit: Open, course: Course) -> None:
    days = [change.date for change in course.changes.values()]
    page = visit(f"{PREFIX['en']}changes.html?since=2026-01-01")
    marks = page.locator(".changes .badge")
    told = words("changes-count", "en", "other", n=len(days))
    expect(page.locator(".changes-told")).to_have_text(told)
    assert marks.all_inner_texts() == [words("changes-new", "en")] * len(days)

    page.locator(".md-select").hover()
    page.get_by_role("link", name="Тоҷикӣ", exact=True).click()
    since = page.get_by_label(words("changes-since"))
    expect(since).to_have_value("2026-01-01")
    expect(marks).to_have_count(len(days))
    since.fill(max(days))
    expect(page.locator(".announced")).to_have_text(words("changes-none"))
    expect(marks).to_have_count(0)
    assert page.url.endswith(f"changes.html?since={max(days)}")
    since.fill("")
    expect(page.locator(".changes-told")).to_have_text("")
    assert page.url.endswith("changes.html")
