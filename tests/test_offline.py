"""Offline copies: what is in them, that nothing leads out of them, and that Windows can unpack them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from releases import led_to, names, release_of, site_of, text_of

from course.interface import say
from course.model import Course
from editions import offline
from editions.artefact import Release

Load = Callable[..., Course]
SHARED = ["site/assets/a.css", "site/assets/js/lib/stem-en.js", "site/assets/mark.svg"]
OF_ALL = ["START.html", "SHA256SUMS", "copy/copy.css", "copy/manifest.js", "copy/update.js", "manifest.json"]


@pytest.fixture
def release(make_course: Load, tmp_path: Path) -> Release:
    course = make_course()
    return release_of(course, {"learner": site_of(tmp_path / "site", course)})


def test_a_copy_of_all_languages_is_the_site_with_its_start(release: Release, tmp_path: Path) -> None:
    (made,) = offline.write(release, "learner", "", tmp_path)
    assert made.name == f"{release.name('learner')}.zip"
    assert names(made) == sorted(
        [
            *OF_ALL,
            f"copy/is-{release.name('learner')}-aaaaaaaaaaaa.js",
            *(f"copy/how-{locale}.html" for locale in ("tg", "ru", "en")),
            *(f"site/{prefix}index.html" for prefix in ("", "ru/", "en/")),
            *(f"site/pdf/book-{locale}.pdf" for locale in ("tg", "ru", "en")),
            *(f"site/assets/words/{locale}.js" for locale in ("tg", "ru", "en")),
            *(f"site/pdf/guide-{locale}-trainer.pdf" for locale in ("tg", "ru", "en")),
            *SHARED,
        ]
    )
    start = text_of(made, "START.html")
    for locale, home in (("tg", "site/index.html"), ("ru", "site/ru/index.html"), ("en", "site/en/index.html")):
        assert f'<a class="open" href="{home}">{say(release.course, locale, "copy-open")}</a>' in start
        assert f'<a href="copy/how-{locale}.html">' in start
        assert say(release.course, locale, "notice") in start
        assert "site/pdf" in text_of(made, f"copy/how-{locale}.html")
    assert '<time datetime="2026-11-27">27.11.2026</time>' in start
    assert text_of(made, "site/index.html") == (release.sites["learner"] / "index.html").read_text("utf-8")


@pytest.mark.parametrize(("locale", "home"), [("tg", "site/index.html"), ("ru", "site/ru/index.html")])
def test_a_copy_of_one_language_knows_no_other(release: Release, tmp_path: Path, locale: str, home: str) -> None:
    (made,) = offline.write(release, "learner", locale, tmp_path)
    assert [name for name in names(made) if name.startswith("site/")] == sorted(
        [
            home,
            *SHARED,
            f"site/assets/words/{locale}.js",
            f"site/pdf/guide-{locale}-trainer.pdf",
            f"site/pdf/book-{locale}.pdf",
        ]
    )
    up = "../" if locale == "ru" else ""
    page = text_of(made, home)
    assert led_to(page) == [
        f"{up}assets/a.css",
        f"{up}pdf/book-{locale}.pdf",
        "https://example.org/",
        "#top",
        f"{up}assets/words/{locale}.js",
    ]
    assert '<button class="search-open">x</button>' in page
    start = text_of(made, "START.html")
    assert f'<html lang="{locale}">' in start
    assert start.count('<section class="card"') == 1
    assert '"languages": [\n  "' + locale in text_of(made, "manifest.json")


def test_a_light_copy_neither_has_nor_offers_pdfs(release: Release, tmp_path: Path) -> None:
    (made,) = offline.write_light(release, "learner", "", tmp_path)
    assert made.name == f"{release.name('learner')}-light.zip"
    assert [name for name in names(made) if "pdf" in name] == []
    for prefix in ("", "ru/", "en/"):
        page = text_of(made, f"site/{prefix}index.html")
        assert "PDF" not in page
        assert "hreflang" in page
    assert "site/pdf" not in text_of(made, "copy/how-tg.html")
    assert say(release.course, "tg", "copy-light") in text_of(made, "START.html")


def test_the_same_release_is_the_same_bytes(release: Release, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    again = release_of(release.course, {"learner": site_of(tmp_path / "again", release.course)})
    for locale in ("", "ru"):
        (first,) = offline.write(release, "learner", locale, one)
        (second,) = offline.write(again, "learner", locale, other)
        assert first.read_bytes() == second.read_bytes()


def test_a_link_to_what_is_not_in_the_copy_is_refused(release: Release, tmp_path: Path) -> None:
    page = release.sites["learner"] / "ru" / "index.html"
    page.write_text(f'{page.read_text("utf-8")}<a class="x"\n href=../index.html?x=1#a>x</a>', encoding="utf-8")
    with pytest.raises(offline.OfflineError) as refused:
        offline.write(release, "learner", "ru", tmp_path)
    assert str(refused.value) == (
        f"{release.name('learner', 'ru')} cannot be made:\n"
        "site/ru/index.html: leads to ../index.html?x=1#a, which is not there"
    )
    assert list(tmp_path.glob("*.zip")) == []
    assert offline.write(release, "learner", "", tmp_path)


def test_a_path_that_is_too_long_is_refused(release: Release, tmp_path: Path) -> None:
    site = release.sites["learner"]
    (site / f"{'a' * 110}.css").write_bytes(b"")  # with site/ it has 119 characters
    assert offline.write(release, "learner", "", tmp_path)
    (site / f"{'a' * 111}.css").write_bytes(b"")
    with pytest.raises(offline.OfflineError, match=r"\nsite/a{111}\.css: is longer than 119 characters$"):
        offline.write(release, "learner", "", tmp_path)


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_the_real_site_in_one_language_leads_nowhere_else(course: Course, learner_site: Path, locale: str) -> None:
    kind = offline.Kind("learner", (locale,), False, "copy")
    files = offline.part(learner_site, [language.id for language in course.languages], kind)
    read = {path: file.decode() for path, file in files.items() if isinstance(file, bytes)}
    pages = {path: page for path, page in read.items() if not path.startswith("assets/")}
    assert list(offline.dead(files)) == []
    assert len(pages) > 80
    assert [path for path, page in pages.items() if "hreflang" in page or "search-open" not in page] == []
    assert [path for path, page in pages.items() if f'<html lang="{locale}"' not in page] == []
    assert max(len(f"site/{path}") for path in files) <= offline.LONGEST
