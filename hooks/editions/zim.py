"""Kiwix files: the learner site in one language with an index of its words (ZIM, openZIM wiki, "ZIM file format").

A file is the offline copy without its PDFs. Readers of Kiwix search in full text; the words of a page are those that
the search of the site knows, so answers of quizzes are not found, and Tajik typed in plain letters is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any

from libzim.writer import ContentProvider, Creator, Hint, IndexData, Item, StringProvider

from course.interface import say
from editions import offline
from editions.artefact import Release

_ICON = Path("overrides", "zim", "mark.png")  # docs/assets/mark.svg in the 48 pixels that readers want
_CODES = {"tg": "tgk", "ru": "rus", "en": "eng"}
"""Languages by ISO 639-3, as the metadata and the index have them."""

_PLAIN = ("гикухче", "гикухже")
_FOLDS = tuple(str.maketrans("ғӣқӯҳҷё", plain) for plain in _PLAIN)
"""Letters as they are typed on a keyboard without them; ҷ becomes ч or ж. So does `letters.js` of the site."""

_FORMS = (b"form-action 'none'", b"form-action 'self'")
"""The policy of a page in the site and here: a server of Kiwix files puts its own search box into every page."""

_WORD = re.compile(r"\w+")
_UNIQUE = b"\x0f\rXapian Glass"
"""An index begins so (Xapian, glass_version.cc): two bytes of its format follow, then 16 that are chosen by chance."""

_ID = slice(8, 24)
_SUM = 16
"""Bytes of the MD5 of all others, at the end of the file."""


class _Data(IndexData):  # type: ignore[misc]  # libzim has no types
    """What the index has of a page."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def has_indexdata(self) -> bool:
        return bool(self._title or self._text)

    def get_title(self) -> str:
        return self._title

    def get_content(self) -> str:
        return self._text

    def get_keywords(self) -> str:
        return ""

    def get_wordcount(self) -> int:
        return len(self._text.split())


class _File(Item):  # type: ignore[misc]
    """A file of the site; only a page that the search knows has a title and an index."""

    def __init__(self, path: str, kind: str, content: bytes, title: str, text: str) -> None:
        super().__init__()
        self._path, self._kind, self._content, self._title, self._text = path, kind, content, title, text

    def get_path(self) -> str:
        return self._path

    def get_title(self) -> str:
        return self._title

    def get_mimetype(self) -> str:
        return self._kind

    def get_contentprovider(self) -> ContentProvider:
        return StringProvider(self._content)

    def get_hints(self) -> dict[Hint, bool]:
        return {Hint.FRONT_ARTICLE: bool(self._title), Hint.COMPRESS: True}

    def get_indexdata(self) -> IndexData:
        return _Data(self._title, self._text)


def write(release: Release, edition: str, locale: str, folder: Path) -> list[Path]:
    """Writes `hamkori-<version>-learner-<locale>.zim` into a folder and returns its path.

    Raises OfflineError for a link to what is not in the file, ValueError for a site without its search.
    """
    kind = offline.Kind(edition, (locale,), False, release.name(edition, locale))
    files = offline.part(release.sites[edition], release.locales, kind)
    faults = list(offline.dead(files))
    if faults:
        raise offline.OfflineError("\n".join((f"{kind.name}.zim cannot be made:", *faults)))
    top = "" if locale == release.locales[0] else f"{locale}/"
    found = _known(files, locale, top)
    target = folder / f"{kind.name}.zim"
    # One worker: with more, the order of what they have finished is a matter of chance.
    creator = Creator(target).config_verbose(False).config_indexing(True, _CODES[locale]).config_nbworkers(1)
    creator.set_mainpath(f"{top}index.html")
    types = MimeTypes()  # those of Python alone, not of the system
    with creator:
        creator.add_illustration(48, (release.root / _ICON).read_bytes())
        for name, value in _metadata(release, edition, locale).items():
            creator.add_metadata(name, value)
        for path, file in files.items():
            content = file if isinstance(file, bytes) else file.read_bytes()
            mime = types.guess_type(path)[0] or "application/octet-stream"
            content = content.replace(*_FORMS) if mime == "text/html" else content
            creator.add_item(_File(path, mime, content, *found.get(path, ("", ""))))
    _settle(target, f"{kind.name} {release.commit}")
    return [target]


def _metadata(release: Release, edition: str, locale: str) -> dict[str, str]:
    """What a reader's library shows (openZIM wiki, "Metadata"); Description has at most 80 characters."""
    told = {key: say(release.course, locale, key) for key in ("site-name", "site-description", "notice")}
    short, whole = told["notice"], (told["site-description"], told["notice"], _review(release, locale))
    return {
        "Name": f"hamkori_{locale}_{edition}",
        "Title": told["site-name"],
        "Description": short if len(short) <= 80 else short[:79] + "…",
        "LongDescription": ". ".join(part.rstrip(".") for part in whole) + ".",
        "Creator": told["site-name"],
        "Publisher": told["site-name"],
        "Date": release.day,
        "Language": _CODES[locale],
        "License": "CC BY 4.0",
        "Flavour": edition,
        "Scraper": f"hamkori {release.course.version}",
    }


def _review(release: Release, locale: str) -> str:
    course = release.course
    if all(page.meta.get("review") == "approved" for page in course.trees[locale].values()):
        return say(course, locale, "review-approved")
    draft_of = "source" if locale == course.source_locale else "translation"
    return say(course, locale, f"review-draft-{draft_of}")


def _known(files: Mapping[str, bytes | Path], locale: str, top: str) -> dict[str, tuple[str, str]]:
    """The title and the words of every page that the search of the site knows, by its path."""
    script = files.get(f"assets/search/{locale}.js")
    if script is None:
        raise ValueError(f"assets/search/{locale}.js: is not in the site - build it again")
    text = script.decode() if isinstance(script, bytes) else script.read_text("utf-8")
    index = json.loads(text.partition("=")[2])
    terms = " ".join(_of_term(term, locale) for term in index["terms"])
    found = {}
    for address, title, sections in index["pages"]:
        said = " ".join(f"{heading} {words}" for _, heading, words, _ in sections)
        if address == "glossary.html":  # its sections are the terms
            said = f"{said} {terms}"
        found[f"{top}{address}"] = (title, f"{said} {plainly(f'{title} {said}')}")
    return found


def _of_term(term: list[Any], locale: str) -> str:
    _, name, definition, called, more = term
    return " ".join((name, definition, *called[locale], more[locale]))


def plainly(text: str) -> str:
    """The words of a text that are spelled otherwise on a keyboard without Tajik letters, so spelled, each once."""
    words = dict.fromkeys(word for word in _WORD.findall(text.lower()))
    spelled = dict.fromkeys(word.translate(fold) for word in words for fold in _FOLDS)
    return " ".join(word for word in spelled if word not in words)


def _settle(path: Path, seed: str) -> None:
    """Puts what is made of `seed` where libzim and Xapian write 16 bytes by chance, and the right MD5 at the end.

    Without that, two files of one commit would differ in these bytes (header, offset 8; both indexes) and in no other.
    """
    content = bytearray(path.read_bytes())
    chance = hashlib.md5(seed.encode(), usedforsecurity=False).digest()
    content[_ID] = chance
    for at in _places(content):
        content[at : at + len(chance)] = chance
    content[-_SUM:] = hashlib.md5(content[:-_SUM], usedforsecurity=False).digest()
    path.write_bytes(content)


def _places(content: bytearray) -> Iterator[int]:
    """Where the indexes have their own ids."""
    at = content.find(_UNIQUE)
    while at >= 0:
        yield at + len(_UNIQUE) + 2
        at = content.find(_UNIQUE, at + 1)
