"""Kiwix files: what is in them, that links lead somewhere, that search finds, and that they are the same each time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import zims
from libzim.reader import Archive
from releases import release_of, site_of

from course.browser_data import setting
from course.interface import say
from course.model import Course
from editions import offline, policy, zim
from editions.artefact import Release

Load = Callable[..., Course]
SAID = {"tg": "Ҳуқуқи инсон дар ҷамоат ва кӯча", "ru": "Права человека и ёлка", "en": "Human rights and trust"}


def made_site(folder: Path, course: Course) -> Path:
    site = site_of(folder, course)
    (site / "assets" / "search").mkdir()
    for locale, text in SAID.items():
        index = {"small": [], "terms": [], "pages": [["index.html", f"Hamkori {locale}", [["", "", text, []]]]]}
        (site / "assets" / "search" / f"{locale}.js").write_text(setting("index", index), encoding="utf-8")
    return site


@pytest.fixture
def release(make_course: Load, tmp_path: Path) -> Release:
    course = make_course()
    return release_of(course, {"learner": made_site(tmp_path / "site", course)})


@pytest.mark.parametrize(
    ("locale", "home", "code", "queries"),
    [
        ("tg", "index.html", "tgk", ["ҳуқуқи инсон", "хукуки инсон", "чамоат", "жамоат", "куча"]),
        ("ru", "ru/index.html", "rus", ["право", "человека", "елка"]),
        ("en", "en/index.html", "eng", ["trust", "right"]),
    ],
)
def test_a_file_is_the_site_of_one_language_and_found_in(
    release: Release, tmp_path: Path, locale: str, home: str, code: str, queries: list[str]
) -> None:
    (made,) = zim.write(release, "learner", locale, tmp_path)
    assert made.name == f"{release.name('learner', locale)}.zim"
    assert list(zims.faults(made, queries)) == []
    assert {query: zims.hits(made, query) for query in queries} == {query: [home] for query in queries}
    assert zims.hits(made, "nowhere") == []
    held = zims.files(made)
    assert sorted(name for name in held if not name.startswith("M/")) == sorted(
        [home, "assets/a.css", "assets/js/lib/stem-en.js", "assets/mark.svg"]
        + [f"assets/{folder}/{locale}.js" for folder in ("search", "words")]
    )
    archive = Archive(made)
    assert archive.main_entry.get_item().path == home
    assert archive.get_entry_by_path(home).title == f"Hamkori {locale}"
    assert archive.get_entry_by_path(home).get_item().mimetype == "text/html"
    assert held["M/Language.txt"].decode() == code
    assert held["M/Date.txt"].decode() == "2026-11-27"
    assert say(release.course, locale, "notice").rstrip(".") in held["M/LongDescription.txt"].decode()


def test_a_server_may_send_its_own_search_box(release: Release, tmp_path: Path) -> None:
    page = release.sites["learner"] / "index.html"
    page.write_text(policy.guarded(f'<meta charset="utf-8">{page.read_text("utf-8")}'), encoding="utf-8")
    (made,) = zim.write(release, "learner", "tg", tmp_path)
    told = zims.files(made)["index.html"].decode()
    assert [rule for rule in policy.RULES if f"{rule} {policy.RULES[rule]}" not in told] == ["form-action"]
    assert "form-action 'self'; base-uri" in told


def test_the_same_release_is_the_same_bytes(release: Release, tmp_path: Path) -> None:
    made = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        made += zim.write(release, "learner", "tg", tmp_path / name)
    assert made[0].read_bytes() == made[1].read_bytes()
    assert Archive(made[1]).check()


def test_a_link_to_what_is_not_there_is_refused(release: Release, tmp_path: Path) -> None:
    page = release.sites["learner"] / "index.html"
    page.write_text(page.read_text("utf-8") + '<a href="lost.html">x</a>', encoding="utf-8")
    with pytest.raises(offline.OfflineError) as refused:
        zim.write(release, "learner", "tg", tmp_path)
    assert str(refused.value) == (
        f"{release.name('learner', 'tg')}.zim cannot be made:\nindex.html: leads to lost.html, which is not there"
    )


def test_words_are_spelled_as_on_a_keyboard_without_tajik_letters() -> None:
    assert zim.plainly("Ҷамоат, кӯча ва нақша: ҷамоат") == "чамоат жамоат куча накша"
