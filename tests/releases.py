"""A release of the small course with sites of a few pages, made in no time."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

from conftest import ROOT

from course.model import Course
from editions.artefact import Release

WHEN = 1795750622  # 27 November 2026, 03:37:02 UTC
PREFIX = {"tg": "", "ru": "ru/", "en": "en/"}


def site_of(folder: Path, course: Course, text: str = "text") -> Path:
    """A site as the build leaves it: pages of three languages with their switch, prints, scripts, what a server has."""
    locales = [language.id for language in course.languages]
    for locale in locales:
        up = "../" if PREFIX[locale] else ""
        switch = "\n".join(
            f'<li class="md-select__item">\n<a href="{up}{PREFIX[other]}index.html" hreflang="{other}">x</a>\n</li>'
            for other in locales
        )
        homes = "".join(f'<li><a href="{up}{PREFIX[other]}index.html">x</a></li>' for other in locales)
        _write(
            folder / PREFIX[locale] / "index.html",
            f"""<!doctype html>\n<html lang="{locale}">\n<meta charset="utf-8">
<link rel="stylesheet" href="{up}assets/a.css">
<div class="md-header__option">\n<div class="md-select">\n<button>x</button>\n<div class="md-select__inner">
<ul class="md-select__list">\n{switch}\n</ul>\n</div>\n</div>\n</div>
<button class="search-open">x</button>\n<ul class="languages">{homes}</ul>
<div class="downloads no-print">\n<p><a href="{up}pdf/book-{locale}.pdf">PDF</a></p>\n</div>
<p>{text} {locale} <a href="https://example.org/">elsewhere</a> <a href="#top">top</a></p>
<script src="{up}assets/words/{locale}.js"></script>\n</html>\n""",
        )
        _write(folder / "pdf" / f"book-{locale}.pdf", f"%PDF {locale}")
        _write(folder / "pdf" / f"guide-{locale}-trainer.pdf", f"%PDF {locale}")
        _write(folder / "assets" / "words" / f"{locale}.js", f"/* {locale} */")
    _write(folder / "assets" / "js" / "lib" / "stem-en.js", "")
    _write(folder / "assets" / "mark.svg", "<svg/>")
    _write(folder / "assets" / "a.css", "a {}")
    _write(folder / "404.html", '<a href="/index.html">home</a>')
    return folder


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def release_of(course: Course, sites: dict[str, Path], commit: str = "a" * 40) -> Release:
    return Release(replace(course, version="0.1"), ROOT, sites, commit, WHEN)


def just(course: Course) -> Release:
    """A release for what is made of the course alone, without its sites."""
    return Release(course, ROOT, {}, "a" * 40, WHEN)


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as opened:
        return opened.namelist()


def text_of(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as opened:
        return opened.read(name).decode()


def unpack(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as opened:
        opened.extractall(folder)
    return folder


def led_to(page: str) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]*)"', page)
