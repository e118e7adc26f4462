"""What things are called in the language of the page: pages, modules, tools, figures and tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from unicodedata import bidirectional

from course.interface import say
from course.model import Course, Heading, Module, Page, Reference, Tool, Track

_EMPTY_TERM = re.compile(r"\[\]\(term:([^\s()]*)\)")
_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.)*)\]\([^()]*\)")

Numbered = Mapping[str, tuple[str, str]]
"""Page name and number, by id."""


def plain(course: Course, locale: str, text: str) -> str:
    """The words of a heading without its links, for use as a label; empty term links say their term."""

    def term(match: re.Match[str]) -> str:
        found = course.terms.get(match[1])
        return found.wordings[locale].term if found else match[1]

    return _LINK.sub(r"\1", _EMPTY_TERM.sub(term, text)).strip()


def module_of(course: Course, page: Page) -> Module | None:
    """The module that a page belongs to."""
    match page.name.split("/"):
        case ["handbook", module_id, _]:
            return course.modules.get(module_id)
    return None


def text_and_quiz(course: Course, locale: str, module: Module) -> tuple[Page | None, Page | None]:
    """The page with the text of a module and the page with its quiz, where they are there."""
    tree = course.trees[locale]
    return tree.get(f"handbook/{module.id}/index.md"), tree.get(f"handbook/{module.id}/quiz.md")


def sections(page: Page | None) -> list[Heading]:
    """The headings of a page that begin a section: those of the second level."""
    return [heading for heading in page.headings if heading.level == 2] if page else []


def tool_of(course: Course, page: Page) -> Tool | None:
    """The tool or template that a page describes."""
    match page.name.split("/"):
        case ["toolkit", name]:
            return course.tools.get(name.removesuffix(".md"))
    return None


def track_of(course: Course, page: Page) -> Track | None:
    """The track that a page describes."""
    match page.name.split("/"):
        case ["tracks", name]:
            return course.tracks.get(name.removesuffix(".md"))
    return None


def quick_exit(course: Course, page: Page) -> bool:
    """Whether a page has a button that leaves it at once: its module or tool says so."""
    belongs = module_of(course, page) or tool_of(course, page)
    return belongs is not None and belongs.quick_exit


def way_home(course: Course, locale: str, name: str) -> str:
    """The way from the page of this name and language up to the folder of the site: `../../`."""
    default = next(language.default for language in course.languages if language.id == locale)
    return "../" * (name.count("/") + (0 if default else 1))


def for_trainers(course: Course, name: str) -> bool:
    """Whether only the trainer edition has the page of this name."""
    return name.endswith("/lesson.md") or name.removesuffix(".md") in course.menus["teaching"]


def page_title(course: Course, page: Page) -> str:
    """The title of a page in its language: from the data for modules, tools and tracks, else its first heading."""
    module, tool, track = module_of(course, page), tool_of(course, page), track_of(course, page)
    if module:
        title = module.title[page.locale]
        if page.name.endswith("/quiz.md"):
            return say(course, page.locale, "quiz-title", title=title)
        if page.name.endswith("/lesson.md"):
            return say(course, page.locale, "lesson-title", title=title)
        return say(course, page.locale, "module-title", number=module.number, title=title)
    if tool:
        return tool_title(course, page.locale, tool)
    if track:
        return track.title[page.locale]
    return next((plain(course, page.locale, heading.text) for heading in page.headings), page.id)


def page(course: Course, locale: str, name: str, anchor: str = "") -> str:
    """The name of a page or of one of its sections: `Module 4, Who sits at the table`."""
    there = course.trees[locale][name]
    module = module_of(course, there)
    title = page_title(course, there)
    named = (heading.text for heading in there.headings if anchor and heading.id == anchor)
    section = next((plain(course, locale, text) for text in named), "")
    if not module:
        return f"{title}, {section or anchor}" if anchor and section != title else title
    label = say(course, locale, "module-label", number=module.number)
    if name.endswith("/quiz.md"):
        section = section or say(course, locale, "quiz")
    if name.endswith("/lesson.md"):
        section = section or say(course, locale, "lesson-plan")
    return f"{label}, {section or module.title[locale]}"


def named(course: Course, locale: str, ref: Reference) -> tuple[str, str, str]:
    """Where a link to a figure, table, tool or page leads, as page name and anchor, and what it is called."""
    key = ref.target
    match ref.scheme:
        case "fig":
            return figure_page(course, key), f"fig-{key}", figure(course, locale, key)
        case "tab":
            return table_page(course, key), f"tab-{key}", table(course, locale, key)
        case "tool":
            return *tool_place(course, key), tool(course, locale, key)
    page_id, _, anchor = key.partition("#")
    name = course.page_names[page_id]
    return name, anchor, page(course, locale, name, anchor)


def tool(course: Course, locale: str, tool_id: str) -> str:
    """The name of a tool or template: `Tool 7, SARA worksheet`."""
    found = course.tools[tool_id]
    return f"{say(course, locale, f'{found.series}-label', number=found.number)}, {found.title[locale]}"


def tool_title(course: Course, locale: str, tool: Tool) -> str:
    """The title of the page of a tool or template: `Tool 7. SARA worksheet`."""
    return say(course, locale, f"{tool.series}-title", number=tool.number, title=tool.title[locale])


def tool_place(course: Course, tool_id: str) -> tuple[str, str]:
    """Page name and anchor of a tool: its own page, or its line in the catalogue while it is being written."""
    return (f"toolkit/{tool_id}.md", "") if course.tools[tool_id].written else ("toolkit/index.md", tool_id)


def figure(course: Course, locale: str, figure_id: str) -> str:
    """The label of a figure: `Figure 4.1`."""
    return say(course, locale, "figure-label", number=figure_numbers(course)[figure_id][1])


def figure_page(course: Course, figure_id: str) -> str:
    """The name of the page on which a figure is placed."""
    return figure_numbers(course)[figure_id][0]


def table(course: Course, locale: str, table_id: str) -> str:
    """The label of a table: `Table 4.1`."""
    return say(course, locale, "table-label", number=table_numbers(course)[table_id][1])


def table_page(course: Course, table_id: str) -> str:
    """The name of the page on which a table stands."""
    return table_numbers(course)[table_id][0]


@lru_cache(maxsize=1)
def figure_numbers(course: Course) -> Numbered:
    """Where figures are placed and how they are counted: in the source tree, so that every language agrees."""
    return _number(course, lambda page: (ref.target for ref in page.references if ref.scheme == "fig" and ref.placed))


@lru_cache(maxsize=1)
def table_numbers(course: Course) -> Numbered:
    """Where tables with a caption stand and how they are counted, as for figures."""
    return _number(course, lambda page: (table.id for table in page.tables))


def _number(course: Course, ids_of: Callable[[Page], Iterable[str]]) -> Numbered:
    """Counts within a module (`4.1`), a tool (`T1.1`) or a template (`D1.1`), and through all other pages (`1`)."""
    numbered: dict[str, tuple[str, str]] = {}
    counts: Counter[str] = Counter()
    for source in course.source_pages.values():
        module, tool = module_of(course, source), tool_of(course, source)
        series = f"{module.number}." if module else f"{tool.letter}{tool.number}." if tool else ""
        for key in ids_of(source):
            if key not in numbered:
                counts[series] += 1
                numbered[key] = (source.name, f"{series}{counts[series]}")
    return numbered


def direction(course: Course, locale: str) -> str:
    """Which way a language is written (HTML, 3.2.6.4, `dir`), as the letters of its alphabet are (Unicode UAX 9)."""
    alphabet = next(language.alphabet for language in course.languages if language.id == locale)
    return "rtl" if any(bidirectional(letter) in ("R", "AL") for letter in alphabet) else "ltr"
