"""What the search knows: the sections of pages and the entries of the glossary, as one script per language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from course.browser_data import setting
from course.interface import say
from course.labels import page_title
from course.lists import term_name
from course.model import Course, Page, Term, Wording

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE = {"a", "abbr", "b", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup", "u", "wbr"}
_WORDLESS = {"button", "noscript", "option", "script", "style", "svg", "template", "textarea"}
_NOT_OF_THE_TEXT = {
    "back",
    "badge",
    "downloads",
    "entry-facts",
    "entry-number",
    "headerlink",
    "md-button",
    "source",
    "stale",
}
_DEEPEST = 9
_HEADING = re.compile("h[1-6]")
_BLANKS = re.compile(r"\s+")
_LEFT_BY_SOURCES = re.compile(r"[\s,;]+(?=[,;.:!?»)])|(?<=[«(])\s+")
_WORD = re.compile(r"\w+")
_ENDS = "aeiouyаеёийоуыьэюяӣӯ"
_SHORT = 2
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
    has_page: bool = False


class _Reader(HTMLParser):
    """Cuts a page at its headings and at the entries of its catalogues; what is no sentence of the page stays out."""

    def __init__(self, facts: tuple[str, ...]) -> None:
        super().__init__()
        self.parts = [_Part("", 1)]
        self._part = self.parts[0]
        self._section = self.parts[0]
        self._facts = facts
        self._hidden = 0
        self._title_ends = ""
        self._line = 0
        self._line_id = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        classes = set(values.get("class", "").split())
        if self._hidden or tag in _WORDLESS or classes & _NOT_OF_THE_TEXT:
            self._hidden += tag not in _VOID
            return
        if _HEADING.fullmatch(tag) and "id" in values:
            self._section = self._begin(values["id"], int(tag[1]), tag)
        elif "entry-title" in classes:
            self._begin(self._line_id, _DEEPEST, tag)
            self._part.has_page = tag == "a"
        elif tag == "li":
            self._line, self._line_id = len(self._part.text), values.get("id", "")
        if "term" in classes:
            self._part.terms[values.get("href", "").partition("#")[2]] = None
        self._part_words(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= tag not in _VOID
            return
        if tag == self._title_ends:
            self._title_ends = ""
        if tag == "li":
            self._end_line()
        self._part_words(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            (self._part.title if self._title_ends else self._part.text).append(data)

    def _begin(self, key: str, level: int, title_ends: str) -> _Part:
        self._part = _Part(key, level)
        self.parts.append(self._part)
        self._title_ends = title_ends
        return self._part

    def _end_line(self) -> None:
        if "".join(self._part.text[self._line :]).strip().startswith(self._facts):
            del self._part.text[self._line :]
        self._part = self._section

    def _part_words(self, tag: str) -> None:
        if tag not in _INLINE:
            self.handle_data(" ")


def sections(html: str, facts: tuple[str, ...] = ()) -> Iterator[Section]:
    """The sections of a page's HTML in order, with the entries of a catalogue that have no page of their own.

    Marks of sources, the list of sources at the end and lines that begin with one of `facts` are left out.
    """
    reader = _Reader(facts)
    reader.feed(html)
    reader.close()
    for part in reader.parts:
        title, text = _plain(part.title), _plain(part.text)
        if (title or text) and not part.has_page and not (part.id == _SOURCES and part.level > 1):
            yield Section(part.id, title, text, tuple(part.terms))


def _plain(words: list[str]) -> str:
    return _LEFT_BY_SOURCES.sub("", _BLANKS.sub(" ", "".join(words))).strip()


def read(course: Course, page: Page, html: str) -> list[Section]:
    """The sections of a page of the course from its HTML, for `script`, without the facts in its card."""
    facts = tuple(f"{say(course, page.locale, name)}:" for name in ("duration", "audience"))
    return list(sections(html, facts))


def script(course: Course, locale: str, pages: Mapping[str, Sequence[Section]]) -> str:
    """The index of one language as a script that sets `hamkori.index`; `pages` are what `read` finds, by page name.

    It has the words that are too small to search for, the terms as [id, name, definition, names by language, other
    words by language] and the pages as [address, title, sections], of which each is [id, title, text, places of its
    terms in the list of terms]. The first section of a page has neither id nor title: it is the page.
    """
    small = next(language.function_words for language in course.languages if language.id == locale)
    terms = [_entry(term, locale) for term in course.terms.values()]
    found = [_page(course, course.trees[locale][name], there) for name, there in pages.items()]
    return setting("index", {"small": small, "terms": terms, "pages": found})


def _entry(term: Term, locale: str) -> list[Any]:
    own = term.wordings[locale]
    called = {key: [name for name in (wording.term, wording.short) if name] for key, wording in term.wordings.items()}
    return [
        term.id,
        term_name(term, locale),
        own.definition,
        called,
        {key: _more(wording) for key, wording in term.wordings.items()},
    ]


def _more(wording: Wording) -> str:
    """The words in the forms of a term that are more than another ending of its name."""
    stems = tuple(word.rstrip(_ENDS) or word for word in _words(f"{wording.term} {wording.short}"))
    found = dict.fromkeys(word for form in wording.forms for word in _words(form))
    return " ".join(word for word in found if not word.startswith(stems))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if len(word) > _SHORT]


def _page(course: Course, page: Page, there: Sequence[Section]) -> list[Any]:
    first, *rest = list(there) or [Section("", "", "", ())]
    places = {key: place for place, key in enumerate(course.terms)}
    if page.items:  # whoever searches shall not meet the answers
        first, rest = Section(first.id, first.title, "", ()), []
    if page.name == "glossary.md":  # its sections are the terms
        rest = []
    return [
        f"{page.name.removesuffix('.md')}.html",
        first.title or page_title(course, page),
        [
            [section.id if place else "", section.title if place else "", section.text, _places(section, places)]
            for place, section in enumerate((first, *rest))
        ],
    ]


def _places(section: Section, places: Mapping[str, int]) -> list[int]:
    return [places[key] for key in section.terms if key in places]
