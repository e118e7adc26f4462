"""The HTML of a printed document: the texts of its draft as one page, ready for paper."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

import tinyhtml5
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown import Markdown

from course.expand import TRAINER
from course.items import read_items
from course.model import Item, Option
from editions.draft import BOOKS, GLOSSARY, GUIDE, HANDOUT, ROOM, TOOL, Chapter, Draft, Part
from editions.fields import make_fillable, share_width, show_choices, words_of

EXTENSIONS: dict[str, dict[str, object]] = {
    "admonition": {},
    "attr_list": {},
    "md_in_html": {},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "tables": {"use_align_attribute": True},
}
"""The Markdown of the site, without the table of contents: every heading of the course has an id of its own."""

SVG = "{http://www.w3.org/2000/svg}"
"""Before the names of the elements of drawings, as ElementTree writes a namespace."""

_QUIZ = re.compile(r"^[ \t]*<quiz>[ \t]*$.*?^[ \t]*</quiz>[ \t]*$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r"^# .*\{ ?#([\w-]+) ?\}$", re.MULTILINE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ON_SCREEN = ("no-print", "screen", "letters", "tool-screen", "tool-chart", "back", "badge")
_LINES = 5
_SHORT = 5  # rows of a table that is kept on one page


class Sheet(NamedTuple):
    """The HTML of a document, and what its anchors are, for those who hear where a link leads."""

    html: str
    labels: dict[str, str]


def typeset(draft: Draft, root: Path) -> Sheet:
    """A draft as HTML for WeasyPrint, with the templates in `root`."""
    setter = Setter(draft, (root / ROOM / "figure.css").read_text(encoding="utf-8"))
    chapters = [setter.chapter(chapter) for chapter in draft.chapters]
    terms = setter.terms()
    environment = Environment(
        loader=FileSystemLoader(root / ROOM), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["css"] = css
    cover = draft.chapters[0] if draft.kind not in BOOKS else None
    html = environment.get_template("document.html").render(
        draft=draft,
        words=draft.words,
        cover=cover,
        facts=[(name, setter.inline(cover.page, value)) for name, value in cover.facts] if cover else [],
        chapters=[html_of(chapter) for chapter in chapters],
        terms=html_of(terms) if terms is not None else "",
        contents=list(_contents([*chapters, *([terms] if terms is not None else [])])),
        date=".".join(reversed(draft.date.split("-"))),
        notes=draft.kind in (HANDOUT, GUIDE),
    )
    return Sheet(html, {**setter.labels, "notes": draft.words["print-notes"]})


def css(said: str) -> str:
    """What an interface string says, as the value of the CSS property `content` (CSS Generated Content, 2.4.2).

    `{page}` is the number of the page, of the page linked to where `linked` stands before it; `{pages}` their count.
    """
    counters = {
        "{page}": "counter(page)",
        "{pages}": "counter(pages)",
        "{linked}": "target-counter(attr(href url), page)",
    }
    parts = re.split(r"(\{\w+\})", said)
    return " ".join(counters.get(part) or _css_string(part) for part in parts if part)


def _css_string(text: str) -> str:
    """A string of CSS (Syntax Level 3, 4.3.5): a new line in it is written as its code."""
    return '"' + re.sub(r'["\\]', r"\\\g<0>", text).replace("\n", r"\a ") + '"'


def _contents(parts: Sequence[Element]) -> Iterator[tuple[int, str, str]]:
    """Level, anchor and words of the headings that the table of contents lists, those of two levels."""
    for part in parts:
        for heading in part.iter():
            if heading.tag in ("h2", "h3") and heading.get("id") and "untitled" not in heading.get("class", ""):
                yield int(heading.tag[1]), heading.get("id", ""), words_of(heading)


@dataclass
class Setter:
    """Sets the chapters of one document; remembers which terms and anchors it has met.

    Drawings get `figure_style`, CSS; where it is empty, the stylesheet of the document has it.
    """

    draft: Draft
    figure_style: str
    labels: dict[str, str] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    markdown: Markdown = field(
        default_factory=lambda: Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS)
    )

    def __post_init__(self) -> None:
        self.top = 2 if self.draft.kind in BOOKS else 1  # the level of the titles of chapters
        parts = [part for chapter in self.draft.chapters for part in chapter.parts]
        self.pages = {part.page for part in parts}
        self.tops = {part.page: top[1] for part in parts if (top := _TITLE.search(part.text))}
        self.noted = {note.id for note in self.draft.terms}
        self.chapter_page = ""
        self.numbers: dict[str, int] = {}

    @property
    def hint(self) -> str:
        """What is said above the items of a quiz."""
        return "" if self.draft.edition == TRAINER else self.draft.words["print-see-answers"]

    def chapter(self, chapter: Chapter) -> Element:
        """A chapter: its opening, its parts, its sources."""
        book = self.draft.kind in BOOKS
        self.chapter_page = chapter.page
        self.numbers = {key: number for number, (key, _) in enumerate(chapter.sources, start=1)}
        whole = Element("section", {"class": "chapter"})
        if book:
            whole.append(self.opening(chapter))
        for part in chapter.parts:
            whole.append(self.part(chapter, part, self.top))
        if chapter.sources:
            whole.append(self.sources(chapter, self.top + 1))
        return whole

    def opening(self, chapter: Chapter) -> Element:
        """The head of a chapter in a book: title, facts, outcomes."""
        head = Element("header", {"class": "opening"})
        self.heading(head, self.top, anchor(chapter.page), chapter.title)
        if chapter.facts:
            facts = SubElement(head, "ul", {"class": "facts"})
            for name, value in chapter.facts:
                fact = SubElement(facts, "li")
                SubElement(fact, "strong").text = f"{name}:"
                fact[0].tail = " "
                _append(fact, _parsed(self.inline(chapter.page, value)))
        if chapter.outcomes:
            SubElement(head, "p", {"class": "outcomes-title"}).text = self.draft.words["outcomes"]
            outcomes = SubElement(head, "ul", {"class": "outcomes"})
            for outcome in chapter.outcomes:
                SubElement(outcomes, "li").text = outcome
        return head

    def part(self, chapter: Chapter, part: Part, level: int) -> Element:
        """The text of a page; its headings lie below `level`, or below that of its own title."""
        text = _QUIZ.sub('\n<div data-item=""></div>\n', part.text)
        items, _ = read_items(part.text)
        body = _parsed(self.html(text))
        section = Element("section", {"class": f"part {posixpath.basename(part.page).removesuffix('.md')}"})
        if part.title:
            level += 1
            self.heading(section, level, anchor(part.page), part.title)
        elif part.page != chapter.page or self.draft.kind not in BOOKS:
            section.set("id", anchor(part.page))
            self.labels[anchor(part.page)] = self.draft.title
        if items and self.hint:
            SubElement(section, "p", {"class": "hint"}).text = self.hint
        _append(section, body)
        for number, (place, item) in enumerate(zip(section.findall(".//*[@data-item]"), items, strict=True), start=1):
            self.item(place, number, item, part, level + 1)
        self.prepare(section, part.page, level - 1)
        return section

    def item(self, box: Element, number: int, item: Item, part: Part, level: int) -> None:
        """A quiz item with boxes to mark, and for trainers with its key, reasons and outcome."""
        trainer = self.draft.edition == TRAINER
        del box.attrib["data-item"]
        box.set("class", "item")
        title = self.draft.words["question-number"].format(number=number)
        SubElement(
            box, f"h{level}", {"class": "untitled", "id": f"question-{number}", "data-level": "set"}
        ).text = title
        _append(box, _parsed(self.html(item.question)))
        options = SubElement(box, "ol", {"class": "options"})
        mark = "box" if sum(option.correct for option in item.options) > 1 else "box ring"
        for option in item.options:
            self.option(SubElement(options, "li"), option, mark, trainer)
        if trainer and item.explanation:
            _append(SubElement(box, "div", {"class": "explanation"}), _parsed(self.html(item.explanation)))
        if trainer and part.tested[number - 1]:
            tested = SubElement(box, "p", {"class": "tested"})
            SubElement(tested, "em").text = f"{self.draft.words['outcome']}:"
            tested[0].tail = f" {part.tested[number - 1]}"

    def option(self, entry: Element, option: Option, mark: str, trainer: bool) -> None:
        """One option with its box, and for trainers whether and why it is right."""
        SubElement(entry, "span", {"class": mark})
        if trainer and option.correct:
            entry.set("class", "correct")
            SubElement(entry, "strong").text = f"{self.draft.words['correct-answer']}: "
        self.append(entry, option.text)
        if trainer and option.feedback:
            self.append(SubElement(entry, "div", {"class": "feedback"}), option.feedback)

    def sources(self, chapter: Chapter, level: int) -> Element:
        """The sources of a chapter, numbered as its texts cite them, with addresses in print."""
        section = Element("section", {"class": "sources"})
        self.heading(section, level, anchor(chapter.page, "sources"), self.draft.words["sources"])
        entries = SubElement(section, "ol")
        for key, reference in chapter.sources:
            entry = SubElement(entries, "li", {"id": self.source(chapter.page, key)})
            self.append(entry, reference)
            self.labels[self.source(chapter.page, key)] = words_of(entry)
        self.prepare_links(section, chapter.page)
        return section

    def terms(self) -> Element | None:
        """The terms of the document with their definitions and the pages where they are first used."""
        if not self.draft.terms:
            return None
        section = Element("section", {"class": "terms"})
        self.heading(section, 2, "terms", self.draft.words["print-terms"])
        SubElement(section, "p", {"class": "hint"}).text = self.draft.words["print-terms-hint"]
        entries = SubElement(section, "ul")
        for note in self.draft.terms:
            entry = SubElement(entries, "li", {"id": f"term.{note.id}"})
            SubElement(entry, "strong").text = note.term
            entry[0].tail = f" — {note.definition} "
            SubElement(entry, "a", {"class": "page", "href": f"#use.{note.id}"})
            self.labels |= {f"term.{note.id}": f"{note.term} — {note.definition}", f"use.{note.id}": note.term}
        return section

    def heading(self, parent: Element, level: int, name: str, words: str) -> None:
        """A heading of the document's own."""
        SubElement(parent, f"h{level}", {"id": name, "data-level": "set"}).text = words
        self.labels[name] = words

    def append(self, parent: Element, text: str) -> None:
        """Puts Markdown at the end of an element; one paragraph comes without its paragraph."""
        _append(parent, _parsed(self.one_line(text)))

    def html(self, text: str) -> str:
        """The HTML of Markdown."""
        return str(self.markdown.reset().convert(text))

    def one_line(self, text: str) -> str:
        """The HTML of Markdown that is one paragraph, without its paragraph."""
        html = self.html(text)
        return html[3:-4] if html.startswith("<p>") and html.count("<p>") == 1 else html

    def inline(self, page: str, text: str) -> str:
        """The HTML of a line of Markdown that stands outside the text of its page."""
        line = _parsed(self.one_line(text))
        self.prepare_links(line, page)
        return html_of(line).removeprefix("<body>").removesuffix("</body>")

    def prepare(self, section: Element, page: str, shift: int) -> None:
        """Makes paper of what was written for the screen, in place."""
        _without(section, lambda one: one.tag in ("noscript", "script") or bool(_classes(one) & {*_ON_SCREEN}))
        _without(section, lambda one: one.tag == "h1" and one.get("data-level") != "set")
        for form in [one for one in section.iter("div") if "tool-form" in _classes(one)]:
            show_choices(form)
            share_width(form)
            if self.draft.kind == TOOL:
                make_fillable(form)
        for one in list(section.iter()):
            kind = _classes(one)
            if one.tag in _HEADINGS and not one.attrib.pop("data-level", ""):
                one.tag = f"h{min(6, int(one.tag[1]) + shift)}"
                self.name(one, page)
            elif one.get("id", "").startswith("question-") or (
                one.get("id") and one is not section and not one.tag.startswith((*_HEADINGS, SVG))
            ):
                self.name(one, page)
            if one.tag == f"{SVG}svg":
                self.drawing(one)
            elif one.tag == "table":
                _scoped(one)
            elif "think" in kind and self.draft.kind == HANDOUT:
                _lines(one, _LINES)
            _paper(one, fillable=self.draft.kind == TOOL)
        _captioned(section)
        self.prepare_links(section, page)
        if self.draft.kind == GLOSSARY:
            _grouped(section, "h4", "entry")

    def name(self, one: Element, page: str) -> None:
        """Gives an element an id that is its own in the whole document."""
        given = one.get("id", "")
        one.set("id", anchor(page, given))
        words = words_of(one) if one.tag in (*_HEADINGS, "p") else words_of(one.find(".//figcaption"))
        self.labels[anchor(page, given)] = words or given

    def drawing(self, svg: Element) -> None:
        """A drawing that says what it shows (PDF/UA-1, 7.3) and is legible in black and white."""
        title = Element(f"{SVG}title")
        title.text = svg.attrib.pop("aria-label", "")
        if self.figure_style:
            style = Element(f"{SVG}style")
            style.text = self.figure_style
            svg.insert(0, style)
        svg.insert(0, title)
        svg.attrib.pop("role", None)

    def prepare_links(self, section: Element, page: str) -> None:
        """Leads every link to its place in the document, or says in words where that is."""
        for link in list(section.iter("a")):
            self.link(link, page)

    def link(self, link: Element, page: str) -> None:
        """Sets one link; one that leads out of the document becomes its words and the full title in brackets."""
        href, kind = link.get("href", ""), _classes(link)
        for name in ("data-definition", "title", "target"):
            link.attrib.pop(name, None)
        if re.match(r"[a-z]+:", href):
            link.set("class", "address")
            return
        name, _, there = href.partition("#")
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page), name)) if name else page
        if "term" in kind and there in self.noted:
            self.term(link, there)
        elif "source" in kind:
            self.citation(link, there.removeprefix("src-"))
        elif name in self.pages:
            # A page's own title gives way to that of its chapter.
            link.set("href", f"#{anchor(name, '' if there == self.tops.get(name) else there)}")
            link.set("class", "see")
        else:
            link.tag = "span"
            link.attrib.clear()
            title = self.draft.titles.get(f"{name}#{there}", "")
            if title and not _said(title, words_of(link)):
                tail = link.tail or ""
                link.tail = f" ({title}){tail}"

    def term(self, link: Element, term: str) -> None:
        """A term, marked where a reader meets it first."""
        link.set("href", f"#term.{term}")
        if term not in self.met:
            self.met.add(term)
            link.set("class", "term first")
            link.set("id", f"use.{term}")

    def citation(self, link: Element, key: str) -> None:
        """The number of a source in the list at the end of the chapter."""
        link.set("href", f"#{self.source(self.chapter_page, key)}")
        if (link.text or "").isdigit():
            link.text = f"[{self.numbers[key]}]"

    @staticmethod
    def source(page: str, key: str) -> str:
        """The anchor of a source in the list of a chapter."""
        return anchor(page, f"src-{key}")


def anchor(page: str, there: str = "") -> str:
    """The anchor in a document of a page of the course, or of something on it."""
    name = page.removesuffix(".md").removesuffix("/index").replace("/", ".")
    return f"{name}..{there}" if there else name


def _said(title: str, words: str) -> bool:
    """Whether the words of a link name what it leads to already."""
    return words.casefold().rstrip(".") in (title.casefold(), title.casefold().partition(", ")[2]) or title in words


def _parsed(html: str) -> Element:
    body: Element = tinyhtml5.parse(StringIO(html), namespace_html_elements=False).find("body")
    return body


def html_of(element: Element) -> str:
    """The HTML of an element that was set, without what follows it."""
    for one in element.iter():
        one.tag = one.tag.removeprefix(SVG)  # a reader of HTML knows drawings by their names
        one.attrib.pop("data-level", None)
    tail, element.tail = element.tail, None
    text = tostring(element, encoding="unicode", method="html")
    element.tail = tail
    return text


def _append(parent: Element, body: Element) -> None:
    """Puts what is inside a parsed text at the end of an element."""
    _text(parent, body.text)
    parent.extend(list(body))


def _text(parent: Element, text: str | None) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _classes(element: Element) -> set[str]:
    return set(element.get("class", "").split())


def _without(whole: Element, unwanted: Callable[[Element], bool]) -> None:
    """Takes elements away, but not the text that follows them."""
    for parent in list(whole.iter()):
        for child in [child for child in parent if isinstance(child.tag, str) and unwanted(child)]:
            at = list(parent).index(child)
            tail = child.tail
            parent.remove(child)
            if tail and at:
                parent[at - 1].tail = (parent[at - 1].tail or "") + tail
            elif tail:
                parent.text = (parent.text or "") + tail


def _scoped(table: Element) -> None:
    """Heads that say whether they name a column or a row (HTML, 4.9.10); the empty corner is an ordinary cell."""
    for head in table.iter("th"):
        if words_of(head):
            head.set("scope", head.get("scope", "col"))
        else:
            head.tag = "td"
    if len(list(table.iter("tr"))) <= _SHORT:
        table.set("class", f"short {table.get('class', '')}".strip())
    for cell in [*table.iter("th"), *table.iter("td")]:
        if align := cell.attrib.pop("align", ""):
            cell.set("class", f"{cell.get('class', '')} {align}".strip())


def _captioned(section: Element) -> None:
    """Puts the caption above a table into it, so that they belong together for everybody."""
    for parent in list(section.iter()):
        for caption, table in pairwise(list(parent)):
            if "table-caption" in _classes(caption) and table.tag == "table":
                parent.remove(caption)
                caption.tag, caption.tail = "caption", None
                table.insert(0, caption)


def _grouped(section: Element, tag: str, kind: str) -> None:
    """Puts every heading of one kind and what follows it, up to the next heading, into a box of its own."""
    box: Element | None = None
    for child in list(section):
        if child.tag == tag:
            box = Element("div", {"class": kind})
            section.insert(list(section).index(child), box)
        elif child.tag in _HEADINGS:
            box = None
        if box is not None:
            section.remove(child)
            box.append(child)


def _paper(one: Element, *, fillable: bool) -> None:
    """What is filled in on a screen becomes what is filled in with a pen or, where it is `fillable`, stays a field."""
    match one.tag:
        case "fieldset":
            one.tag = "div"
        case "legend":
            one.tag = "p"
            one.set("class", "label")
        case "label":
            one.tag = "span" if one.find("input") is None else "div"
            one.set("class", "label")
        case "input" | "select" | "output" | "textarea" if not fillable:
            _blank(one)
    if one.tag in ("div", "span", "p", "td", "th"):
        for name in [
            name for name in one.attrib if name not in ("class", "id", "lang", "style", "scope", "colspan", "rowspan")
        ]:
            del one.attrib[name]


def _blank(one: Element) -> None:
    """The place that is left for what is written by hand: a box to tick, lines, or the end of a line."""
    ticked = {"checkbox": "box", "radio": "box ring"}.get(one.get("type", ""), "blank")
    several = one.tag == "textarea" and one.get("rows") != "1"
    for child in list(one):
        one.remove(child)
    one.tag, one.text = ("div" if several else "span"), None
    one.attrib.pop("id", None)
    one.set("class", "lines" if several else ticked)
    if several:
        one.set("style", f"height: {_LINES - 1}em")


def _lines(box: Element, count: int) -> None:
    SubElement(box, "div", {"class": "lines", "style": f"height: {count}em"})
