"""What the search knows: the sections of pages and the entries of the glossary, as one script per language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
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
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Tags as Python-Markdown and pages write them, a sign > in quotes included; what has no words is one piece as a whole.
_ATTRIBUTES = r"""(?:[^"'>]++|"[^"]*"|'[^']*')*+"""
_TAG = re.compile(
    rf"""<!--.*?-->|<[!?][^>]*>
        |<(?:script|style)\b{_ATTRIBUTES}>.*?</(?:script|style)\s*>
        |<(?P<ends>/?)(?P<name>[a-z][^\s/>]*)(?P<attributes>{_ATTRIBUTES})>""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?""")
_LEFT_BY_SOURCES = re.compile(r"[ ,;][ ,;]*(?=[,;.:!?»)])")
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


class _Reader:
    """Cuts a page at its headings and at the entries of its catalogues; what is no sentence of the page stays out."""

    def __init__(self, facts: tuple[str, ...]) -> None:
        self.parts: list[_Part] = []
        self._facts = facts
        self._hidden = 0
        self._line = 0
        self._line_id = ""
        self._section = self._begin("", 1, "")

    def read(self, html: str) -> None:
        """Goes through text and tags by turns."""
        pieces = iter([*_TAG.split(html), "", "", ""])
        for words, ends, name, attributes in zip(*[pieces] * 4, strict=True):
            if words and not self._hidden:
                self._words.append(unescape(words))
            if name:
                tag = name.lower()
                if not ends:
                    self._start(tag, attributes)
                if ends or attributes.endswith("/"):
                    self._end(tag)

    def _start(self, tag: str, attributes: str) -> None:
        values = _values(attributes) if attributes and not self._hidden else {}
        classes = values.get("class", "").split()
        if self._hidden or tag in _WORDLESS or not _NOT_OF_THE_TEXT.isdisjoint(classes):
            self._hidden += tag not in _VOID
            return
        if tag in _HEADINGS and "id" in values:
            self._section = self._begin(values["id"], int(tag[1]), tag)
        elif "entry-title" in classes:
            self._begin(self._line_id, _DEEPEST, tag).has_page = tag == "a"
        elif tag == "li":
            self._line, self._line_id = len(self._part.text), values.get("id", "")
        if "term" in classes:
            self._part.terms[values.get("href", "").partition("#")[2]] = None
        if tag not in _INLINE:
            self._words.append(" ")

    def _end(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= tag not in _VOID
            return
        if tag == self._title_ends:
            self._go_on(self._part)
        if tag == "li":
            self._end_line()
        if tag not in _INLINE:
            self._words.append(" ")

    def _begin(self, key: str, level: int, title_ends: str) -> _Part:
        self.parts.append(_Part(key, level))
        return self._go_on(self.parts[-1], title_ends)

    def _end_line(self) -> None:
        if "".join(self._part.text[self._line :]).strip().startswith(self._facts):
            del self._part.text[self._line :]
        self._go_on(self._section, self._title_ends)

    def _go_on(self, part: _Part, title_ends: str = "") -> _Part:
        self._part, self._title_ends = part, title_ends
        self._words = part.title if title_ends else part.text
        return part


def _values(attributes: str) -> dict[str, str]:
    return {name.lower(): unescape(one or other or bare) for name, one, other, bare in _ATTRIBUTE.findall(attributes)}


def sections(html: str, facts: tuple[str, ...] = ()) -> Iterator[Section]:
    """The sections of a page's HTML in order, with the entries of a catalogue that have no page of their own.

    Marks of sources, the list of sources at the end and lines that begin with one of `facts` are left out.
    """
    reader = _Reader(facts)
    reader.read(html)
    for part in reader.parts:
        title, text = _plain(part.title), _plain(part.text)
        if (title or text) and not part.has_page and not (part.id == _SOURCES and part.level > 1):
            yield Section(part.id, title, text, tuple(part.terms))


def _plain(words: list[str]) -> str:
    text = _LEFT_BY_SOURCES.sub("", " ".join("".join(words).split()))
    return text.replace("« ", "«").replace("( ", "(").strip()


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
