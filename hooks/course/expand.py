"""The one transformer: the text of a page in, ordinary Markdown out.

What comes out is Python-Markdown with attr_list, md_in_html, admonition and tables; it knows no MkDocs.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from string import ascii_uppercase
from xml.etree.ElementTree import ParseError

from course import figures, forms, labels, lists, screens
from course.interface import say, say_count
from course.items import without_reasons
from course.mask import replaced
from course.model import Course, Item, Module, Option, Page, Print, Reference, Table, Tool, Track
from course.text import read_links, read_page, without_blocks, without_comments
from course.translation import TOP, state

LEARNER, TRAINER = "learner", "trainer"
EDITIONS = (LEARNER, TRAINER)

_CARD = '<div class="pocket-card" markdown>\n'


def published(course: Course, page: Page, edition: str) -> bool:
    """Whether the edition holds this page: lesson plans and the pages of the menu `teaching` are for trainers."""
    return edition == TRAINER or not labels.for_trainers(course, page.name)


def expand(course: Course, page: Page, edition: str, prints: Sequence[Print] = ()) -> str:
    """The body of a page as ordinary Markdown for an edition (`learner` or `trainer`).

    References become links, placements become figures and lists, trainer blocks stay or go, comments go, and
    what the data know of the page (title, outcomes, sources, answer key) is written around its text, with those of
    `prints` that are of this page.
    """
    writer = _Writer(course, page)
    head, offered = _head(course, page, edition), lists.downloads(course, page, prints)
    parts = [head, offered if head else "", _signed(course, page, writer.rewrite(_shown(page, edition))).strip("\n")]
    if edition == TRAINER and page.items:
        parts.append(writer.rewrite(_answer_key(course, page)))
    parts.append(lists.page_sources(course, page.locale, writer.cited))
    text = "\n\n".join(part for part in parts if part)
    if not head:
        text = _below_title(text, offered)
    return _below_title(text, _stale(course, page, edition)) + "\n"


@dataclass(frozen=True)
class Body:
    """The text of a page without what the data write around it, as ordinary Markdown.

    `cited` are the ids of its sources in the order in which it cites them, `places` the pages and anchors it leads to.
    """

    text: str
    cited: tuple[str, ...]
    places: tuple[tuple[str, str], ...]


def body(course: Course, page: Page, edition: str, answered: bool = False) -> Body:
    """The body of a page for an edition, for those who write title, key and sources around it in their own way.

    What stands on paper cannot wait until a learner has answered: only trainers get the reasons of quiz items, and
    those who show them where a learner has `answered`.
    """
    writer = _Writer(course, page)
    shown = _shown(page, edition)
    if edition != TRAINER and not answered:
        shown = without_reasons(shown)
    text = _below_title(_signed(course, page, writer.rewrite(shown)).strip("\n"), _stale(course, page, edition))
    return Body(text, tuple(writer.cited), tuple(dict.fromkeys(writer.places)))


def _shown(page: Page, edition: str) -> str:
    """The part of a page's text that readers of an edition see."""
    text = page.source[page.body :]
    return without_comments(without_blocks(text, "trainer") if edition == LEARNER else text)


def _signed(course: Course, page: Page, text: str) -> str:
    """The text with the name of the tool on each of its cards: once a card is cut out, nothing else says it."""
    tool = labels.tool_of(course, page)
    if not tool:
        return text
    return text.replace(_CARD, f'{_CARD}<p class="card-tool">{escape(labels.tool(course, page.locale, tool.id))}</p>\n')


def _below_title(text: str, notice: str) -> str:
    if not notice:
        return text
    title, _, rest = text.partition("\n") if text.startswith("# ") else ("", "", text)
    return f"{title}\n\n{notice}\n\n{rest.lstrip()}".lstrip()


def _stale(course: Course, page: Page, edition: str) -> str:
    """What a reader is told of a translation whose source has moved on: in which sections, as far as he sees them."""
    source = course.source_pages.get(page.name)
    if source is None or source is page or source.planned or page.planned:
        return ""
    found = state(source, page)
    if not found.changed:
        return ""
    named = _names(course, page, source, edition) | _names(course, page, page, edition, linked=True)
    names = [named[key] for key in found.changed if key in named]
    if not names:
        return ""
    total = len(found.fresh) + len(found.changed)
    told = say_count(course, page.locale, "stale-sections", len(names), total=total, sections=", ".join(names))
    return f'!!! stale "{say(course, page.locale, "stale-title")}"\n    {told}'


def _names(course: Course, page: Page, named: Page, edition: str, linked: bool = False) -> dict[str, str]:
    """What the sections of a page (`named`) are called on a translated page, by id, linked where they stand on it."""
    shown = read_page(Page(named.path, named.locale, named.name, _shown(named, edition), 0, {}))
    headings = {heading.id: labels.plain(course, page.locale, heading.text) for heading in shown.headings if heading.id}
    return {
        TOP: say(course, page.locale, "stale-top"),
        **{
            item.id: say(course, page.locale, "question-number", number=number)
            for number, item in enumerate(named.items, start=1)
        },
        **{key: f"[{text}](#{key})" if linked else text for key, text in headings.items()},
    }


@dataclass
class _Writer:
    """Writes references as links; remembers which sources the page cites and where it leads, in order."""

    course: Course
    page: Page
    cited: list[str] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)

    def rewrite(self, text: str) -> str:
        references, tables = read_links(text)
        changes = [(table.start, table.end, self.caption(text, table)) for table in tables]
        captions = [(start, end) for start, end, _ in changes]
        for ref in references:
            nearest = bisect_left(captions, (ref.end, 0)) - 1
            if nearest < 0 or captions[nearest][1] <= ref.start:
                changes.append((ref.start, ref.end, self.written(ref)))
        return replaced(text, sorted(changes))

    def written(self, ref: Reference) -> str:
        """The reference as Markdown; one that leads nowhere stays visible in a preview."""
        try:
            return self.reference(ref)
        except (KeyError, ParseError, RecursionError):
            return f"<mark>{escape(ref.text or ref.target)}</mark>"

    def reference(self, ref: Reference) -> str:
        course, locale = self.course, self.page.locale
        match ref.scheme:
            case "term":
                return self.term(ref)
            case "not":
                return f'<span class="avoided">{ref.text}</span>'
            case "src":
                return self.citation(ref)
            case "data":
                return self.data(ref.target)
            case "fig" if ref.placed:
                return figures.placed(course, locale, ref.target)
        name, anchor, text = labels.named(course, locale, ref)
        return f"[{ref.text or text}]({self.address(name, anchor)})"

    def data(self, name: str) -> str:
        course, locale = self.course, self.page.locale
        if name == forms.NAME:
            return forms.placed(course, locale, labels.tool_of(course, self.page))
        if name in screens.SCREENS:
            return screens.placed(course, locale, name)
        return self.rewrite(lists.placed(course, locale, name))

    def citation(self, ref: Reference) -> str:
        if self.course.sources[ref.target].id not in self.cited:
            self.cited.append(ref.target)
        number = self.cited.index(ref.target) + 1
        return f"[{ref.text or number}](#src-{ref.target}){{ .source }}"

    def caption(self, text: str, table: Table) -> str:
        if table.id not in labels.table_numbers(self.course):
            return text[table.start : table.end]
        label = labels.table(self.course, self.page.locale, table.id)
        indent = text[text.rfind("\n", 0, table.start) + 1 : table.start]
        return f"**{label}.** {self.rewrite(table.text)}\n{indent}{{: #tab-{table.id} .table-caption }}"

    def term(self, ref: Reference) -> str:
        wording = self.course.terms[ref.target].wordings[self.page.locale]
        href = self.address("glossary.md", ref.target)
        return f'[{ref.text or wording.term}]({href}){{ .term data-definition="{wording.definition}" }}'

    def address(self, name: str, anchor: str) -> str:
        """The relative address of a page of the same language."""
        self.places.append((name, anchor))
        if name == self.page.name:
            return f"#{anchor}" if anchor else posixpath.basename(name)
        address = _way(name, posixpath.dirname(self.page.name))
        return f"{address}#{anchor}" if anchor else address


@cache
def _way(name: str, folder: str) -> str:
    """The relative address of a page from a folder: pages of one folder lead to the same ones again and again."""
    return posixpath.relpath(name, folder or ".")


def _head(course: Course, page: Page, edition: str) -> str:
    module, tool = labels.module_of(course, page), labels.tool_of(course, page)
    track = labels.track_of(course, page)
    title = f"# {labels.page_title(course, page)} {{ #{page.id.replace('/', '-')} }}"
    if module and page.name.endswith("/index.md"):
        return f"{title}\n\n{_module_card(course, page.locale, module, edition)}"
    if module:
        return f"{title}\n\n[{say(course, page.locale, 'to-module')}](index.md){{ .back }}"
    if tool:
        return f"{title}\n\n{_tool_card(course, page.locale, tool)}"
    if track:
        return f"{title}\n\n{_track_card(course, page.locale, track)}"
    return ""


def _module_card(course: Course, locale: str, module: Module, edition: str) -> str:
    links = []
    if module.written:
        links.append(f"[{say(course, locale, 'to-quiz')}](quiz.md){{ .md-button .md-button--primary }}")
    if module.written and edition == TRAINER:
        links.append(f"[{say(course, locale, 'to-lesson')}](lesson.md){{ .md-button }}")
    return lists.boxed(
        "card",
        lists.facts(*lists.module_facts(course, locale, module)),
        f"{say(course, locale, 'outcomes')}\n{{: .card-title }}",
        "\n".join(f"1. {lists.outcome(outcome, locale)}" for outcome in module.outcomes),
        screens.study(course, locale, module) if module.written else "",
        " ".join(links),
    )


def _tool_card(course: Course, locale: str, tool: Tool) -> str:
    way = f"[{say(course, locale, 'to-sheet')}](#{forms.PLACE}){{ .md-button .md-button--primary }}"
    placed = tool.id in course.forms
    return lists.boxed("card", lists.facts(*lists.tool_facts(course, locale, tool)), way if placed else "")


def _track_card(course: Course, locale: str, track: Track) -> str:
    card = lists.boxed(
        "card",
        lists.facts(*lists.track_facts(course, locale, track)),
        track.purpose[locale],
        screens.track(track),
    )
    title = f"## {say(course, locale, 'track-modules')} {{ #modules }}"
    return "\n\n".join((card, title, lists.track_modules(course, locale, track)))


def _answer_key(course: Course, page: Page) -> str:
    locale, module = page.locale, labels.module_of(course, page)
    outcomes = {outcome.id: outcome.text[locale] for outcome in module.outcomes} if module else {}
    key = [f"## {say(course, locale, 'answer-key')} {{ #answer-key }}"]
    for number, item in enumerate(page.items, start=1):
        key.append(_answer(course, locale, number, item, outcomes.get(item.outcome, "")))
    return "\n\n".join(key)


def _answer(course: Course, locale: str, number: int, item: Item, outcome: str) -> str:
    title = f"### {say(course, locale, 'question-number', number=number)} {{ #key-{number} }}"
    correct = f"**{say(course, locale, 'correct-answer')}:** "
    options = "\n".join(
        f"- {letter}. {correct if option.correct else ''}{_with_feedback(option)}"
        for letter, option in zip(ascii_uppercase, item.options, strict=False)
    )
    tested = f"*{say(course, locale, 'outcome')}:* {outcome}" if outcome else ""
    return "\n\n".join(part for part in (title, item.question, options, item.explanation, tested) if part)


def _with_feedback(option: Option) -> str:
    return " — ".join(part for part in (option.text, " ".join(option.feedback.split())) if part)
