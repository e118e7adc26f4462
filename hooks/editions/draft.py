"""What a printed document says: its texts taken from the course, in order, before they are set in type.

A draft holds everything that setting it needs, so equal drafts make equal documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from course import labels, lists
from course.expand import LEARNER, TRAINER, Body, body
from course.interface import say
from course.model import Course, Module, Page, Tool

ROOM = Path("overrides", "print")
"""Where templates, stylesheets and fonts of the prints are, from the root of the repository."""

HANDOUT, GUIDE, TOOL, HANDBOOK, TOOLKIT, GLOSSARY = "handout", "guide", "tool", "handbook", "toolkit", "glossary"
PACKAGE = "package"
"""A module for a learning system: not printed, but made of the same texts, and with the reasons of quiz items."""
EBOOK, EBOOK_GUIDE = "ebook", "ebook-guide"
"""Handbook, toolkit, glossary and sources as one book for readers of EPUB, and the same for trainers: not printed."""
BOOKS = (HANDBOOK, TOOLKIT, GLOSSARY, EBOOK, EBOOK_GUIDE)
"""Documents of the whole course; the others are of one module or, with a form that is filled in, of one tool."""

GLOSSARY_PAGE, SOURCES_PAGE = "glossary.md", "sources.md"
_ABBREVIATIONS_PAGE, _LEGAL_PAGE, _HANDBOOK_PAGE, _TOOLKIT_PAGE = (
    "abbreviations.md",
    "legal.md",
    "handbook/index.md",
    "toolkit/index.md",
)
_WORDS = (
    "site-name",
    "site-description",
    "notice",
    "outcomes",
    "sources",
    "correct-answer",
    "outcome",
    "question-number",
    "edition-learner",
    "edition-trainer",
    "print-contents",
    "print-terms",
    "print-terms-hint",
    "print-notes",
    "print-page",
    "print-see-page",
    "print-page-of",
    "print-version",
    "print-language",
    "print-edition",
    "print-date",
    "print-licence",
    "print-trainers-only",
    "print-see-answers",
)


@dataclass(frozen=True)
class Document:
    """Something to print in one language: a book of the whole course, the handout or guide of a module, or a tool."""

    kind: str
    locale: str
    owner: Module | Tool | None = None

    @property
    def edition(self) -> str:
        """The edition whose readers it is for."""
        return TRAINER if self.kind in (GUIDE, EBOOK_GUIDE) else LEARNER

    @property
    def path(self) -> str:
        """Its file in the folder of prints: `learner/m04-partnerships-tg.pdf`."""
        if self.owner is None:
            return f"{self.edition}/{self.kind}-{self.locale}.pdf"
        number = self.owner.number.zfill(2)
        letter = self.owner.letter.lower() if isinstance(self.owner, Tool) else "m"
        series = f"{letter}{number}" if number.isdigit() else number.lower()
        guide = "-trainer" if self.kind == GUIDE else ""
        return f"{self.edition}/{series}-{self.owner.id}-{self.locale}{guide}.pdf"

    @property
    def page(self) -> str:
        """The page of the site that offers it."""
        if self.owner:
            return _owner_page(self.owner)
        return {HANDBOOK: _HANDBOOK_PAGE, TOOLKIT: _TOOLKIT_PAGE}.get(self.kind, GLOSSARY_PAGE)


@dataclass(frozen=True)
class Part:
    """The text of one page; `tested` are the outcomes of its quiz items, for trainers, else empty."""

    page: str
    title: str
    text: str
    tested: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """A module, a tool or a page; `facts` are names and values in Markdown, `sources` ids and full references."""

    page: str
    title: str
    facts: tuple[tuple[str, str], ...]
    outcomes: tuple[str, ...]
    parts: tuple[Part, ...]
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Note:
    """A term that is explained at the end."""

    id: str
    term: str
    definition: str


@dataclass(frozen=True)
class Draft:
    """A whole document; `titles` name what it refers to and does not hold, by page and anchor (`trust.md#x`)."""

    path: str
    kind: str
    locale: str
    language: str
    edition: str
    name: str
    title: str
    version: str
    date: str
    review: str
    chapters: tuple[Chapter, ...]
    terms: tuple[Note, ...]
    titles: Mapping[str, str]
    words: Mapping[str, str]


def documents(course: Course) -> Iterator[Document]:
    """Everything that can be printed of the course as it is, small things first."""
    for language in course.languages:
        written = [module for module in course.modules.values() if module.written]
        for module in written:
            yield Document(HANDOUT, language.id, module)
            yield Document(GUIDE, language.id, module)
        tools = [tool for tool in course.tools.values() if tool.written]
        for tool in tools:
            yield Document(TOOL, language.id, tool)
        yield Document(GLOSSARY, language.id)
        if tools:
            yield Document(TOOLKIT, language.id)
        if written:
            yield Document(HANDBOOK, language.id)


def pages(course: Course, document: Document) -> tuple[Page, ...]:
    """The pages of the course that a document is made of."""
    return tuple(page for _, of_chapter in _plan(course, document) for page in of_chapter)


def draft(course: Course, document: Document, date: str) -> Draft:
    """The draft of a document; `date` (ISO 8601) is the day of its text."""
    locale, owner = document.locale, document.owner
    plan = _plan(course, document)
    bodies = {
        page.name: _body(course, locale, page.name, document.edition, document.kind in (PACKAGE, EBOOK))
        for _, of_chapter in plan
        for page in of_chapter
    }
    approved = all(page.meta.get("review") == "approved" for _, of_chapter in plan for page in of_chapter)
    draft_of = "source" if locale == course.source_locale else "translation"
    linked = dict.fromkeys(place for found in bodies.values() for place in found.places)
    return Draft(
        path=document.path,
        kind=document.kind,
        locale=locale,
        language=next(language.name for language in course.languages if language.id == locale),
        edition=document.edition,
        name=say(course, locale, f"print-{document.kind}"),
        title=_title_of(course, locale, owner) if owner else say(course, locale, f"print-{document.kind}"),
        version=course.version,
        date=date,
        review=say(course, locale, "review-approved" if approved else f"review-draft-{draft_of}"),
        chapters=tuple(_chapter(course, document, owner, of_chapter, bodies) for owner, of_chapter in plan),
        terms=_terms(course, document, linked),
        titles={f"{name}#{anchor}": _title(course, locale, name, anchor) for name, anchor in linked},
        words={key: str(course.interface[key][locale]) for key in _WORDS},
    )


@lru_cache(maxsize=1024)
def _body(course: Course, locale: str, name: str, edition: str, answered: bool) -> Body:
    """The body of a page, made once for the documents that share it."""
    return body(course, course.trees[locale][name], edition, answered)


Owner = Module | Tool | None
"""What a chapter is about; None for a page that stands for itself."""


def _plan(course: Course, document: Document) -> list[tuple[Owner, list[Page]]]:
    tree = course.trees[document.locale]
    if isinstance(document.owner, Tool):
        return [(document.owner, [tree[_owner_page(document.owner)]])]
    modules = [document.owner] if document.owner else [one for one in course.modules.values() if one.written]
    names = {GUIDE: ("lesson", "index", "quiz"), EBOOK_GUIDE: ("index", "quiz", "lesson")}
    of_modules: list[tuple[Owner, list[Page]]] = [
        (module, [tree[f"handbook/{module.id}/{name}.md"] for name in names.get(document.kind, ("index", "quiz"))])
        for module in modules
    ]
    handbook = [*_alone(tree, _HANDBOOK_PAGE), *of_modules, *_alone(tree, _LEGAL_PAGE)]
    toolkit: list[tuple[Owner, list[Page]]] = [
        *_alone(tree, _TOOLKIT_PAGE, *(f"{key}.md" for key in course.menus["toolkit"])),
        *((tool, [tree[f"toolkit/{tool.id}.md"]]) for tool in course.tools.values() if tool.written),
    ]
    match document.kind:
        case "handbook":
            return handbook
        case "toolkit":
            return toolkit
        case "glossary":
            return _alone(tree, GLOSSARY_PAGE)
        case "ebook" | "ebook-guide":
            return [*handbook, *toolkit, *_alone(tree, _ABBREVIATIONS_PAGE, GLOSSARY_PAGE, SOURCES_PAGE)]
    return of_modules


def _alone(tree: Mapping[str, Page], *names: str) -> list[tuple[Owner, list[Page]]]:
    """The pages of a tree that are chapters of their own, as far as they are there."""
    return [(None, [tree[name]]) for name in names if name in tree]


def _chapter(
    course: Course, document: Document, owner: Owner, of_chapter: list[Page], bodies: Mapping[str, Body]
) -> Chapter:
    locale = document.locale
    facts: tuple[tuple[str, str], ...] = ()
    if isinstance(owner, Module):
        facts = lists.module_facts(course, locale, owner)
    elif owner:
        facts = lists.tool_facts(course, locale, owner)
    cited = dict.fromkeys(key for page in of_chapter for key in bodies[page.name].cited)
    return Chapter(
        page=of_chapter[0].name if owner is None else _owner_page(owner),
        title=labels.page_title(course, course.trees[locale][_owner_page(owner) if owner else of_chapter[0].name]),
        facts=facts,
        outcomes=tuple(one.text[locale] for one in owner.outcomes) if isinstance(owner, Module) else (),
        parts=tuple(_part(course, document, owner, page, bodies[page.name]) for page in of_chapter),
        sources=tuple((key, lists.cite(course, locale, course.sources[key])) for key in cited),
    )


def _owner_page(owner: Module | Tool) -> str:
    return f"handbook/{owner.id}/index.md" if isinstance(owner, Module) else f"toolkit/{owner.id}.md"


def _part(course: Course, document: Document, owner: Owner, page: Page, found: Body) -> Part:
    guide = document.kind == GUIDE
    title = ""
    tested: tuple[str, ...] = ()
    if page.name.endswith("/quiz.md"):
        title = say(course, page.locale, "print-key" if guide else "quiz")
    elif page.name.endswith("/lesson.md"):
        title = say(course, page.locale, "lesson-plan")
    elif guide:
        title = say(course, page.locale, "print-text")
    if document.edition == TRAINER and isinstance(owner, Module):
        outcomes = {outcome.id: outcome.text[page.locale] for outcome in owner.outcomes}
        tested = tuple(outcomes.get(item.outcome, "") for item in page.items)
    return Part(page.name, title, found.text, tested)


def _title_of(course: Course, locale: str, owner: Module | Tool) -> str:
    return labels.page_title(course, course.trees[locale][_owner_page(owner)])


def _terms(course: Course, document: Document, linked: Mapping[tuple[str, str], None]) -> tuple[Note, ...]:
    """The terms that a document links, in the order of its alphabet; a glossary explains its own."""
    if document.kind == GLOSSARY:
        return ()
    used = [course.terms[anchor] for name, anchor in linked if name == GLOSSARY_PAGE and anchor in course.terms]
    return tuple(
        Note(term.id, lists.term_name(term, document.locale), term.wordings[document.locale].definition)
        for term in lists.alphabetical(course, document.locale, used)
    )


def _title(course: Course, locale: str, name: str, anchor: str) -> str:
    """What is referred to, in full, for readers who do not have it before them."""
    tool_id = anchor if name == _TOOLKIT_PAGE else name.removeprefix("toolkit/").removesuffix(".md")
    if tool_id in course.tools and name.startswith("toolkit/"):
        return labels.tool(course, locale, tool_id)
    if anchor.startswith(("fig-", "tab-")):
        return labels.page(course, locale, name)
    return labels.page(course, locale, name, anchor)
