"""What the search knows: the sections of pages and the entries of the glossary, as one script per language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from course.model import Course, Page, Term, Wording

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE = {"a", "abbr", "b", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup", "u", "wbr"}
_WORDLESS = {"button", "noscript", "option", "script", "style", "svg", "template", "textarea"}
_NOT_OF_THE_TEXT = {"back", "headerlink", "md-button", "source", "stale"}
_HEADING = re.compile("h[1-6]")
_BLANKS = re.compile(r"\s+")
_LEFT_BY_SOURCES = re.compile(r"[\s,;]+(?=[,;.:!?»)])|(?<=[«(])\s+")
_WORD = re.compile(r"\w+")
_SAME_BEGINNING = 4
_SOURCES = "sources"


@dataclass(frozen=True)
class Section:
    """A part of a page under one heading; the first has the id of the page's title. `terms` are those it links."""

    id: str
    title: str
    text: str
    terms: tuple[str, ...]


@dataclass
class _Part:
    id: str
    level: int
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    terms: dict[str, None] = field(default_factory=dict)


class _Reader(HTMLParser):
    """Cuts a page at its headings; what is no sentence of the page stays out."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = [_Part("", 1)]
        self._hidden = 0
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if self._hidden or tag in _WORDLESS or not _NOT_OF_THE_TEXT.isdisjoint(values.get("class", "").split()):
            self._hidden += tag not in _VOID
            return
        if _HEADING.fullmatch(tag) and "id" in values:
            self.parts.append(_Part(values["id"], int(tag[1])))
            self._in_title = True
        if "term" in values.get("class", "").split():
            self.parts[-1].terms[values.get("href", "").partition("#")[2]] = None
        self._part_words(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= tag not in _VOID
            return
        if _HEADING.fullmatch(tag):
            self._in_title = False
        self._part_words(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            part = self.parts[-1]
            (part.title if self._in_title else part.text).append(data)

    def _part_words(self, tag: str) -> None:
        if tag not in _INLINE:
            self.handle_data(" ")


def sections(html: str) -> Iterator[Section]:
    """The sections of a page's HTML in order, without marks of sources and the list of sources at its end."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for part in reader.parts:
        title, text = _plain(part.title), _plain(part.text)
        if (title or text) and not (part.id == _SOURCES and part.level > 1):
            yield Section(part.id, title, text, tuple(part.terms))


def _plain(words: list[str]) -> str:
    return _LEFT_BY_SOURCES.sub("", _BLANKS.sub(" ", "".join(words))).strip()


def script(course: Course, locale: str, pages: Mapping[str, str]) -> str:
    """The index of one language as a script that sets `hamkori.index`; `pages` is HTML by page name.

    It has the words that are too small to search for, the terms as [id, name, definition, names by
    language] and the pages as [address, title, sections], of which each is [id, title, text, places of its terms in the list of terms].
    """
    index = {
        "small": next(language.function_words for language in course.languages if language.id == locale),
        "terms": [_entry(term, locale) for term in course.terms.values()],
        "pages": [_page(course, course.trees[locale][name], html) for name, html in pages.items()],
    }
    return f"hamkori.index = {json.dumps(index, ensure_ascii=False, separators=(',', ':'))}\n"


def _entry(term: Term, locale: str) -> list[Any]:
    own = term.wordings[locale]
    name = f"{own.term} ({own.short})" if own.short else own.term
    return [term.id, name, own.definition, {key: _names(wording) for key, wording in term.wordings.items()}]


def _names(wording: Wording) -> list[str]:
    """What a language calls the term, with those words of its forms that are more than another ending."""
    names = [name for name in (wording.term, wording.short) if name]
    begun = {word[:_SAME_BEGINNING] for name in names for word in _words(name)}
    other = {word: None for form in wording.forms for word in _words(form) if word[:_SAME_BEGINNING] not in begun}
    return [*names, *other]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _page(course: Course, page: Page, html: str) -> list[Any]:
    first, *rest = sections(html)
    places = {key: place for place, key in enumerate(course.terms)}
    if page.items:  # whoever searches shall not meet the answers
        first, rest = Section(first.id, first.title, "", ()), []
    if page.name == "glossary.md":  # its sections are the terms
        rest = []
    return [
        f"{page.name.removesuffix('.md')}.html",
        first.title,
        [
            [section.id if place else "", section.title if place else "", section.text, _places(section, places)]
            for place, section in enumerate((first, *rest))
        ],
    ]


def _places(section: Section, places: Mapping[str, int]) -> list[int]:
    return [places[key] for key in section.terms if key in places]
