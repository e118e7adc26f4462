"""What a course is made of: frozen records, built once by `load` and only read afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Words = Mapping[str, str]
"""One text in several languages, by locale."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend, at the line where an editor mends it; line numbers start at 1."""

    path: str
    line: int
    code: str
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} {self.message} - {self.hint}"


@dataclass(frozen=True)
class Language:
    """A language of the course; `alphabet` gives the order of its letters."""

    id: str
    name: str
    alphabet: str
    source: bool
    default: bool


@dataclass(frozen=True)
class Wording:
    """How one language says one glossary term."""

    term: str
    short: str
    forms: tuple[str, ...]
    avoid: tuple[str, ...]
    definition: str
    note: str


@dataclass(frozen=True)
class Term:
    """A glossary term with its wording by locale; `confidence` is H, M or L."""

    id: str
    confidence: str
    wordings: Mapping[str, Wording]
    line: int
    lines: Mapping[str, int]


@dataclass(frozen=True)
class Source:
    """A publication that pages cite; `verified` is V, V2 or U."""

    id: str
    short: str
    author: str
    title: str
    publisher: str
    year: str
    identifier: str
    url: str
    accessed: str
    verified: str
    note: Words
    line: int


@dataclass(frozen=True)
class Outcome:
    """A learning outcome with the sections that teach it and the lesson steps that practise it."""

    id: str
    text: Words
    taught: tuple[str, ...]
    practised: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Module:
    """A module of the handbook; `hours` are academic hours."""

    id: str
    number: str
    part: str
    hours: int
    written: bool
    audience: tuple[str, ...]
    title: Words
    outcomes: tuple[Outcome, ...]
    line: int


@dataclass(frozen=True)
class Tool:
    """A tool of the toolkit."""

    id: str
    number: str
    minutes: int
    written: bool
    users: tuple[str, ...]
    modules: tuple[str, ...]
    title: Words
    result: Words
    line: int


@dataclass(frozen=True)
class Figure:
    """A drawing without words (`drawing`, SVG text) and its words by locale; labels are lists of lines."""

    id: str
    title: Words
    alt: Words
    labels: Mapping[str, Mapping[str, tuple[str, ...]]]
    drawing: str
    line: int


@dataclass(frozen=True)
class Heading:
    """A heading; `id` is empty where the author gave none."""

    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True)
class Reference:
    """A link such as `[text](term:cppt)`; `start` and `end` are offsets in the page's source."""

    scheme: str
    target: str
    text: str
    placed: bool
    start: int
    end: int
    line: int


@dataclass(frozen=True)
class Table:
    """The caption line of a numbered table; `start` and `end` are offsets in the page's source."""

    id: str
    text: str
    start: int
    end: int
    line: int


@dataclass(frozen=True)
class Option:
    """An answer option of a quiz item."""

    text: str
    correct: bool
    feedback: str
    line: int


@dataclass(frozen=True)
class Item:
    """A quiz item; `id` and `outcome` are empty where the author gave none."""

    id: str
    outcome: str
    question: str
    options: tuple[Option, ...]
    explanation: str
    line: int


@dataclass(frozen=True)
class Fault:
    """Something in a page's text that cannot be read as what it tries to be."""

    line: int
    message: str
    hint: str


@dataclass(frozen=True)
class Page:
    """One Markdown file of one language.

    `name` is the path inside the language's tree (`handbook/partnerships/index.md`), the same in every
    language; `source` is the whole file, `body` the offset where its front matter ends. A `planned` page has
    no file: it stands for a module whose text is still to be written.
    """

    path: str
    locale: str
    name: str
    source: str
    body: int
    meta: Mapping[str, Any]
    headings: tuple[Heading, ...] = ()
    references: tuple[Reference, ...] = ()
    tables: tuple[Table, ...] = ()
    items: tuple[Item, ...] = ()
    faults: tuple[Fault, ...] = ()
    planned: bool = False

    @property
    def id(self) -> str:
        """The id by which `ref:` names this page: its name without extension and without `index`."""
        return self.name.removesuffix(".md").removesuffix("/index").removeprefix("handbook/")


@dataclass(frozen=True, eq=False)
class Course:
    """Everything that is true of the course, in the order of its data files.

    `reference` are the ids of the pages that are neither module nor tool, in the order of their menu.
    `drawings` are the names of the SVG files, `strays` the paths of Markdown files in no language's tree.
    `problems` are those met while loading; `complete` is False when a data file could not be read at all,
    so that nothing can be said about what depends on it.
    """

    languages: tuple[Language, ...]
    interface: Mapping[str, Mapping[str, Any]]
    interface_lines: Mapping[str, int]
    terms: Mapping[str, Term]
    sources: Mapping[str, Source]
    modules: Mapping[str, Module]
    tools: Mapping[str, Tool]
    figures: Mapping[str, Figure]
    pages: tuple[Page, ...]
    drawings: tuple[str, ...]
    strays: tuple[str, ...]
    reference: tuple[str, ...]
    academic_hour: int
    pass_mark: int
    complete: bool
    problems: tuple[Problem, ...] = field(default=())

    @cached_property
    def source_locale(self) -> str:
        """The locale that translations are made from."""
        return next((language.id for language in self.languages if language.source), "en")

    @cached_property
    def trees(self) -> Mapping[str, Mapping[str, Page]]:
        """Pages by locale and name."""
        return {
            language.id: {page.name: page for page in self.pages if page.locale == language.id}
            for language in self.languages
        }

    @cached_property
    def source_pages(self) -> Mapping[str, Page]:
        """Pages of the source tree by name."""
        return self.trees.get(self.source_locale, {})

    @cached_property
    def page_names(self) -> Mapping[str, str]:
        """Page names by the id that `ref:` uses."""
        return {page.id: page.name for page in self.source_pages.values()}

    def translations(self) -> Iterator[Page]:
        """Pages of every tree but the source."""
        return (page for page in self.pages if page.locale != self.source_locale)
