"""START.html in Chromium, from a folder without a network: it says what is missing, and names every file at fault."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Site
from playwright.sync_api import Browser, Page, expect
from releases import release_of, site_of, unpack

from course.interface import say
from course.model import Course
from editions import manifest, offline, update

PAGE = "site/ru/index.html"


def check(page: Page, folder: Path, locale: str = "en") -> str:
    """What START.html says of a folder that its reader has chosen, in a language."""
    page.locator(f"#copy-{locale} [data-choose]").set_input_files(folder)
    expect(page.locator(f"#copy-{locale} [data-result] > .good, #copy-{locale} [data-result] > .bad")).to_be_visible()
    return page.locator(f"#copy-{locale} [data-result]").inner_text()


def state(page: Page, folder: Path, locale: str = "en") -> str:
    page.goto((folder / "START.html").as_uri())
    place = page.locator(f".card[lang={locale}] [data-state]")
    expect(place.locator(".good, .bad").first).to_be_visible()
    return place.inner_text()


@pytest.fixture
def copies(make_course: Callable[..., Course], tmp_path: Path) -> tuple[Path, Path]:
    """The zips of two releases with other texts."""
    course = make_course()
    made = []
    for commit, text in (("a" * 40, "old"), ("b" * 40, "new")):
        site = site_of(tmp_path / text / "site", course, text)
        (site / "assets" / f"{text}.js").write_bytes(b"")
        (site / "en" / "changes.html").write_bytes(b"")
        made += offline.write(release_of(course, {"learner": site}, commit), "learner", "", tmp_path / text)
    return made[0], made[1]


def test_start_says_what_is_wrong_with_its_copy(
    browser: Browser, copies: tuple[Path, Path], tmp_path: Path, course: Course
) -> None:
    old, new = copies
    copy = unpack(old, tmp_path / "a copy")
    (was,) = manifest.copies(old)
    count = len(was["files"])
    at = Site(f"{tmp_path.as_uri()}/")
    with browser.new_context() as context:
        at.watch(context)
        page = context.new_page()

        # A whole copy says so by itself, and of each file when its folder is chosen.
        assert state(page, copy) == f"All files are there: {count}."
        assert page.locator("[data-news]").get_attribute("href") == "site/en/changes.html"
        assert check(page, copy) == f"This copy is whole. Files checked: {count}."
        assert page.locator("#copy-tg [data-result]").inner_text() == say(course, "tg", "copy-whole", n=count)
        assert page.locator("#copy-en [data-age]").inner_text().startswith("(days since then: ")
        assert check(page, tmp_path).startswith("This copy is whole.")  # the folder above it
        assert check(page, copy / "copy") == say(course, "en", "copy-no-copy")

        # An update over it is whole as well, and names what is left over.
        pack = update.write(was, new, tmp_path, 1795750622)
        assert pack
        updated = unpack(pack, Path(shutil.copytree(copy, tmp_path / "updated")))
        told = "This copy was updated from version 0.1 of 27.11.2026. Check whether it is whole."
        left = ["Left over from an earlier version, or not of this copy. May be deleted:", "site/assets/old.js"]
        assert state(page, updated).split("\n\n")[1:] == [told, *left]
        assert page.locator("[data-news]").evaluate("link => link.search") == "?since=2026-11-27"
        assert check(page, copy) == say(course, "en", "copy-other")
        assert check(page, updated).split("\n\n") == [
            f"This copy is whole. Files checked: {count}.",
            *left,
        ]
        assert at.complaints == []
        (updated / "site/assets/old.js").unlink()
        assert state(page, updated).split("\n\n")[1:] == [told]

        # A copy that was cut short, changed and robbed names each file.
        cut, flipped, own = copy / "site/assets/a.css", copy / "site/index.html", copy / "manifest.json"
        cut.write_bytes(cut.read_bytes()[:-1])
        flipped.write_bytes(flipped.read_bytes()[:-2] + b"? ")
        own.write_bytes(own.read_bytes().replace(b"proposed", b"approved").replace(b"Proposed", b"Approved"))
        (copy / PAGE).unlink()
        assert state(page, copy).split("\n\n") == [
            "This copy is not whole. Files missing: 1. Unpack the whole copy anew.",
            PAGE,
        ]
        found = check(page, copy).split("\n\n")
        assert [found[0], *found[1].split("\n")] == [
            "This copy is damaged. Files at fault: 4.",
            "manifest.json: was changed",
            "site/assets/a.css: has 3 bytes in place of 4",
            "site/index.html: was changed",
            "site/ru/index.html: is missing",
        ]

        # An update over a copy that it does not belong on says so.
        (copy / f"copy/is-{was['name']}-aaaaaaaaaaaa.js").unlink()
        wrong = state(page, unpack(pack, copy)).split("\n")[0]
        assert wrong == say(course, "en", "copy-foreign", version="0.1", date="27.11.2026")
    assert at.elsewhere == []
