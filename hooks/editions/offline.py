"""Offline copies: the site of an edition in a zip, with START.html at the top, opened from a folder without a network.

A copy of one language is the same site without what is of the others. That nothing in it leads to what is not there is
proved before a zip is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from course.browser_data import said
from course.interface import say
from editions import archive, manifest, policy, update
from editions.artefact import Release

ROOM = Path("overrides", "copy")
SITE = "site"
START = "START.html"
LONGEST = 119
"""Characters of a path: with the folder above it, Windows takes 260."""

_SWITCH = re.compile(
    r'<div class="md-header__option">\s*<div class="md-select">.*?</ul>\s*</div>\s*</div>\s*</div>', re.DOTALL
)
_HOMES = re.compile(r'<ul class="languages">.*?</ul>', re.DOTALL)
_DOWNLOADS = re.compile(r'<div class="downloads no-print">.*?</div>', re.DOTALL)
_LED_TO = re.compile(r"""<[a-z][^>]*?\s(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_PRINTS = "pdf/"
# Of a server, which serves it at any depth by addresses from its root.
_OF_SERVERS = ("404.html", "sitemap.xml", "sitemap.xml.gz")


class OfflineError(ValueError):
    """A copy that cannot be made; the message names each file and says why."""


@dataclass(frozen=True)
class Kind:
    """Which copy: of what edition and languages, with PDFs or without, and its name."""

    edition: str
    locales: tuple[str, ...]
    prints: bool
    name: str


def write(release: Release, edition: str, locale: str, folder: Path) -> list[Path]:
    """Writes the zip of an edition in one language, or in all where `locale` is empty; returns its path.

    Raises OfflineError for a link to what is not in the copy and for paths that are too long, ArchiveError for names
    that Windows cannot unpack and for what is larger than 4 GB.
    """
    locales = (locale,) if locale else release.locales
    return [_write(release, Kind(edition, locales, True, release.name(edition, locale)), folder)]


def write_light(release: Release, edition: str, locale: str, folder: Path) -> list[Path]:
    """Writes the same without the PDFs, for slow networks and small phones; see `write`."""
    locales = (locale,) if locale else release.locales
    return [_write(release, Kind(edition, locales, False, release.name(edition, locale, "light")), folder)]


def _write(release: Release, kind: Kind, folder: Path) -> Path:
    files = _files(release, kind)
    faults = [f"{path}: is longer than {LONGEST} characters" for path in sorted(files) if len(path) > LONGEST]
    faults += dead(files)
    if faults:
        raise OfflineError("\n".join((f"{kind.name} cannot be made:", *faults)))
    return archive.write(folder / f"{kind.name}.zip", files, release.seconds)


def _files(release: Release, kind: Kind) -> dict[str, bytes | Path]:
    """The files of a copy by their paths in it."""
    files = {f"{SITE}/{path}": file for path, file in part(release.sites[kind.edition], release.locales, kind).items()}
    files |= _pages(release, kind, files)
    files[manifest.stamp(kind.name, release.commit)] = b"/* This folder has been a copy of this release. */\n"
    files[manifest.SUMS] = manifest.sums(files)
    told = manifest.of_copy(release, kind.edition, kind.locales, kind.name, files)
    return files | {
        manifest.NAME: manifest.written(told),
        manifest.SCRIPT: manifest.script(told),
        manifest.UPDATE: update.NONE,
    }


def part(site: Path, locales: Iterable[str], kind: Kind) -> dict[str, bytes | Path]:
    """The files of a built site that a copy has, by their paths in the site; pages without what leads elsewhere.

    `locales` are all languages of the site, the first of which has its pages at the top.
    """
    first, *others = locales
    kept: dict[str, bytes | Path] = {}
    for file in sorted(file for file in site.rglob("*") if file.is_file()):
        path = file.relative_to(site).as_posix()
        if path in _OF_SERVERS or (path.startswith(_PRINTS) and not kind.prints):
            continue
        if _locale(path, first, others) not in (None, *kind.locales):
            continue
        whole = len(kind.locales) > len(others) and kind.prints
        kept[path] = file if whole or file.suffix != ".html" else _page(file.read_text("utf-8"), kind).encode()
    return kept


def _locale(path: str, first: str, others: list[str]) -> str | None:
    """The language of a file of the site; None for what is of all, as every script: the search reads all languages."""
    top, _, below = path.partition("/")
    if top in others:
        return top
    if top not in ("assets", "pdf"):
        return first
    # `words/ru.js`, `register/hamkori-register-ru.csv`, `m04-partnerships-ru-trainer.pdf`
    ends = re.split(r"[-/]", str(PurePosixPath(below).with_suffix("")))[-2:]
    named = [one for one in ends if one in (first, *others)]
    return named[-1] if named and not below.startswith("js/") else None


def _page(page: str, kind: Kind) -> str:
    """A page without the ways to other languages, where the copy has one, and to PDFs, where it has none."""
    if len(kind.locales) == 1:
        page = _HOMES.sub("", _SWITCH.sub("", page))
    return page if kind.prints else _DOWNLOADS.sub("", page)


def dead(files: Mapping[str, bytes | Path]) -> Iterator[str]:
    """The links of the pages among the files that lead to none of them, a line each."""
    for path in sorted(path for path in files if path.endswith(".html")):
        file = files[path]
        text = file.decode() if isinstance(file, bytes) else file.read_text("utf-8")
        for link in dict.fromkeys("".join(found) for found in _LED_TO.findall(text)):
            target = urlsplit(unescape(link))
            if target.scheme or target.netloc or not target.path:
                continue
            if normpath(str(PurePosixPath(path).parent / unquote(target.path))) not in files:
                yield f"{path}: leads to {unescape(link)}, which is not there"


def _pages(release: Release, kind: Kind, files: Mapping[str, bytes | Path]) -> dict[str, bytes | Path]:
    """START.html, the page on how to use the copy in each language, and their stylesheet."""
    room = release.root / ROOM
    course = release.course
    templates = Environment(
        loader=FileSystemLoader(room), undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    check = (room / "check.js").read_text("utf-8")
    words = {locale: {key: course.interface[key][locale] for key, _ in said(check)} for locale in kind.locales}
    shared: dict[str, Any] = {
        "kind": kind,
        "release": release,
        "course": course,
        "languages": [language for language in course.languages if language.id in kind.locales],
        "homes": {one: _at(release, one, "index.html") for one in kind.locales},
        "news": {one: path for one in kind.locales if (path := _at(release, one, "changes.html")) in files},
        "progress": release.progress,
        "prints": sum(path.startswith(f"{SITE}/{_PRINTS}") for path in files),
        "say_in": lambda locale, key, **fields: say(course, locale, key, **fields),
    }
    # In an element of a script, only `<` could end it.
    start = templates.get_template("start.html").render(
        **shared, check=check, words=json.dumps(words, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    )
    how = templates.get_template("how.html")
    return {
        START: policy.guarded(start).encode(),
        "copy/copy.css": (room / "copy.css").read_bytes(),
        **{
            f"copy/how-{one.id}.html": policy.guarded(how.render(**shared, language=one)).encode()
            for one in shared["languages"]
        },
    }


def _at(release: Release, locale: str, name: str) -> str:
    """The path in a copy of a page of a language: the first has its pages at the top."""
    return f"{SITE}/{'' if locale == release.locales[0] else locale + '/'}{name}"
