"""The handbook, toolkit, glossary and sources of one language as a book for readers of EPUB (EPUB 3.3, W3C).

It is made of the same texts as the prints (`draft`): a file for each module, tool and page. Answers of quizzes and the
terms of a chapter are notes at its end, which readers show where they are asked for (EPUB 3 Structural Semantics
Vocabulary 1.1, `noteref`); forms are shown blank. Old readers get the contents as an NCX (OPF 2.0.1, 2.4.1).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from string import ascii_uppercase
from xml.etree.ElementTree import Element, SubElement, tostring

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from course.expand import TRAINER
from course.interface import say
from course.labels import direction
from course.model import Course, Item
from editions import archive
from editions.artefact import Release
from editions.draft import EBOOK, EBOOK_GUIDE, GLOSSARY_PAGE, SOURCES_PAGE, Chapter, Document, Draft, Part, draft
from editions.fields import words_of
from editions.typeset import SVG, Setter, anchor

ROOM = Path("overrides", "epub")
FOLDER = "EPUB"
"""The folder of a book in which everything but the container is."""

_MIMETYPE = b"application/epub+zip"
_COVER = "cover.png"
_STYLE = "book.css"
_SEMANTICS = {
    GLOSSARY_PAGE: ("glossary", "doc-glossary"),
    SOURCES_PAGE: ("bibliography", "doc-bibliography"),
}
_CHAPTER = ("chapter", "doc-chapter")
_XMLNS = "{http://www.w3.org/2000/xmlns/}xmlns"  # as the parser of HTML has it, which is no XML
_BETWEEN = " · "
"""What stands between the wordings of a term in the glossary."""

_WIDE = 4
"""Columns of a table that a phone shows row by row, each cell under the head of its column (`book.css`)."""


class EpubError(ValueError):
    """A book that cannot be made; the message names each fault."""


@dataclass
class Entry:
    """A line of the table of contents: where it leads, its words, and the lines below it."""

    address: str
    title: str
    below: list[Entry] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """How many levels there are, its own among them."""
        return 1 + max((entry.depth for entry in self.below), default=0)


@dataclass(frozen=True)
class File:
    """A chapter as a file of the book: its name, what it is, its title and its element; `drawn` with drawings in it."""

    name: str
    page: str
    title: str
    body: Element
    drawn: bool

    @property
    def id(self) -> str:
        """Its name in the package document."""
        return self.name.removesuffix(".xhtml")


def write(release: Release, edition: str, locale: str, folder: Path) -> list[Path]:
    """Writes `hamkori-<version>-<edition>-<locale>.epub` into a folder and returns its path.

    Raises EpubError for a link to what is not in the book.
    """
    target = folder / f"{release.name(edition, locale)}.epub"
    return [archive.write(target, files(release, edition, locale), release.seconds, stored=["mimetype"])]


def files(release: Release, edition: str, locale: str) -> dict[str, bytes]:
    """The files of a book by their paths in it. Raises EpubError as `write` does."""
    course, room = release.course, release.root / ROOM
    kind = EBOOK_GUIDE if edition == TRAINER else EBOOK
    whole = draft(course, Document(kind, locale), release.day)
    chapters = _chapters(course, whole)
    templates = Environment(
        loader=FileSystemLoader(room), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    shared = {
        "draft": whole,
        "words": whole.words,
        "direction": direction(course, locale),
        "title": f"{whole.words['site-name']}. {whole.title}",
        "identifier": f"urn:uuid:{identifier(edition, locale)}",
        "modified": datetime.fromtimestamp(release.seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "files": chapters,
        "entries": (entries := contents(chapters)),
        "depth": max(entry.depth for entry in entries),
        "semantics": {page: kind for page, (kind, _) in _SEMANTICS.items()},
        "say": partial(say, course, locale),
    }
    made = {name: templates.get_template(name).render(**shared) for name in ("package.opf", "toc.ncx")}
    made |= {name: templates.get_template(name).render(**shared) for name in ("cover.xhtml", "nav.xhtml")}
    page = templates.get_template("page.xhtml")
    made |= {one.name: page.render(**shared, file=one, body=xhtml(one.body)) for one in chapters}
    return {
        "mimetype": _MIMETYPE,
        "META-INF/container.xml": (room / "container.xml").read_bytes(),
        **{f"{FOLDER}/{name}": (room / name).read_bytes() for name in (_COVER, _STYLE)},
        **{f"{FOLDER}/{name}": text.encode() for name, text in made.items()},
    }


def identifier(edition: str, locale: str) -> uuid.UUID:
    """The identifier of the book of an edition and a language, the same in every release (RFC 9562, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"hamkori {edition} {locale}")


def contents(chapters: Iterable[File]) -> list[Entry]:
    """The table of contents: modules below the handbook, tools below the toolkit, sections below their chapter."""
    top: list[Entry] = []
    heads: dict[str, Entry] = {}
    for one in chapters:
        entry = Entry(one.name, one.title, list(_sections(one)))
        above, _, below = one.page.partition("/")
        head = heads.get(above) if below else None
        (top if head is None else head.below).append(entry)
        if below == "index.md":
            heads[above] = entry
    return top


def _sections(one: File) -> Iterator[Entry]:
    for part in one.body.iterfind("section"):
        if "part" in part.get("class", "").split():
            for heading in part.iter("h2"):
                if heading.get("id"):
                    yield Entry(f"{one.name}#{heading.get('id')}", words_of(heading))


def xhtml(element: Element) -> str:
    """An element that was set as XHTML, drawings in their namespace."""
    for one in element.iter():
        if one.tag == f"{SVG}svg":
            one.attrib.pop(_XMLNS, "")
            one.set("xmlns", SVG[1:-1])
        one.tag = one.tag.removeprefix(SVG)
        one.attrib.pop("data-level", None)
        if "lang" in one.attrib:
            one.set("xml:lang", one.get("lang", ""))
    return tostring(element, encoding="unicode")


def _chapters(course: Course, whole: Draft) -> list[File]:
    """The chapters of a book, links between them set. Raises EpubError as `write` does."""
    setter = _Setter(whole, figure_style="", course=course)
    bodies = [(chapter, setter.chapter(chapter)) for chapter in whole.chapters]
    names = [f"{anchor(chapter.page).replace('.', '-')}.xhtml" for chapter, _ in bodies]
    places = {
        one.get("id", ""): name
        for name, (_, body) in zip(names, bodies, strict=True)
        for one in body.iter()
        if one.get("id")
    }
    faults = []
    for name, (_, body) in zip(names, bodies, strict=True):
        for link in body.iter("a"):
            href = link.get("href", "")
            if not href.startswith("#"):
                continue
            there = places.get(href[1:])
            if there is None:
                faults.append(f"{name}: leads to {href}, which is not there")
            elif there != name:
                link.set("href", there + href)
    if faults:
        raise EpubError("\n".join((f"the book in {whole.locale} cannot be made:", *faults)))
    return [
        File(name, chapter.page, chapter.title, body, body.find(f".//{SVG}svg") is not None)
        for name, (chapter, body) in zip(names, bodies, strict=True)
    ]


@dataclass
class _Setter(Setter):
    """Sets the chapters of a book for a screen; remembers the answers and terms of the chapter that it sets."""

    course: Course = field(kw_only=True)
    asked: list[tuple[int, Item, Part]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.top = 1
        # Their texts name a button of the site, by which a reader leaves at once.
        self.exits = {f"handbook/{one.id}/index.md" for one in self.course.modules.values() if one.quick_exit}

    def say(self, key: str) -> str:
        return say(self.course, self.draft.locale, key)

    @property
    def hint(self) -> str:
        """What is said above the items of a quiz."""
        return self.say("ebook-quiz-hint")

    def chapter(self, chapter: Chapter) -> Element:
        """A chapter with its answers and its terms as notes at its end."""
        self.asked.clear()
        self.met.clear()
        whole = super().chapter(chapter)
        if chapter.page in self.exits:
            hint = Element("p", {"class": "notice"})
            hint.text = say(self.course, self.draft.locale, "ebook-exit", leave=self.say("exit-leave"))
            whole.insert(1, hint)
        kind, role = _SEMANTICS.get(chapter.page, _CHAPTER)
        whole.attrib |= {"epub:type": kind, "role": role, "aria-labelledby": anchor(chapter.page)}
        answers = [self.answer(*one) for one in self.asked]
        for name, title, notes in (
            ("answers", self.say("ebook-answers"), answers),
            ("terms", self.draft.words["print-terms"], list(self.notes())),
        ):
            if notes:
                section = SubElement(whole, "section", {"class": name, "epub:type": "endnotes", "role": "doc-endnotes"})
                self.heading(section, 2, anchor(chapter.page, name), title)
                SubElement(section, "ol" if name == "answers" else "ul").extend(notes)
        return whole

    def notes(self) -> Iterator[Element]:
        """The terms that the chapter uses, each with its meaning, a way into the glossary and one back."""
        for note in self.draft.terms:
            if note.id in self.met:
                entry = Element("li", {"id": anchor(self.chapter_page, f"term.{note.id}"), "epub:type": "endnote"})
                name = SubElement(SubElement(entry, "p"), "a")
                name.attrib |= {
                    "href": f"#{anchor(GLOSSARY_PAGE, note.id)}",
                    "epub:type": "glossref",
                    "role": "doc-glossref",
                }
                name.text, name.tail = note.term, f" — {note.definition} "
                self.back(entry[0], anchor(self.chapter_page, f"use.{note.id}"))
                yield entry

    def back(self, parent: Element, there: str) -> None:
        """The way from a note back to the text."""
        link = SubElement(parent, "a", {"class": "back-to", "href": f"#{there}", "role": "doc-backlink"})
        link.text = self.say("ebook-back")

    def term(self, link: Element, term: str) -> None:
        """A term, which leads to its note where a reader of the chapter meets it first, and then to the glossary."""
        first = term not in self.met and self.chapter_page != GLOSSARY_PAGE
        if first:
            self.met.add(term)
            link.set("id", anchor(self.chapter_page, f"use.{term}"))
        link.attrib |= {
            "class": "term first" if first else "term",
            "href": f"#{anchor(self.chapter_page, f'term.{term}') if first else anchor(GLOSSARY_PAGE, term)}",
            "epub:type": "noteref" if first else "glossref",
            "role": "doc-noteref" if first else "doc-glossref",
        }

    def citation(self, link: Element, key: str) -> None:
        """The number of a source in the list at the end of the chapter."""
        super().citation(link, key)
        link.attrib |= {"epub:type": "biblioref", "role": "doc-biblioref"}

    def item(self, box: Element, number: int, item: Item, part: Part, level: int) -> None:
        """A quiz item, and its answer for the end of the chapter."""
        del box.attrib["data-item"]
        box.set("class", "item")
        name = f"question-{number}"
        title = self.draft.words["question-number"].format(number=number)
        SubElement(box, f"h{level}", {"id": name, "data-level": "set"}).text = title
        self.append(SubElement(box, "div"), item.question)
        options = SubElement(box, "ol", {"class": "options"})
        for option in item.options:
            self.append(SubElement(options, "li"), option.text)
        link = SubElement(SubElement(box, "p"), "a", {"href": f"#answer-{number}"})
        link.attrib |= {"epub:type": "noteref", "role": "doc-noteref"}
        link.text = f"{self.say('ebook-answer')} {number}"
        self.asked.append((number, item, part))

    def answer(self, number: int, item: Item, part: Part) -> Element:
        """The answer of a quiz item: its letters, what is said of every option, and the outcome for trainers."""
        note = Element("li", {"id": anchor(part.page, f"answer-{number}"), "epub:type": "endnote"})
        right = [letter for letter, option in zip(ascii_uppercase, item.options, strict=False) if option.correct]
        SubElement(SubElement(note, "p"), "strong").text = f"{self.draft.words['correct-answer']}: {', '.join(right)}"
        if any(option.feedback for option in item.options):
            options = SubElement(note, "ol", {"class": "options"})
            for option in item.options:
                self.append(SubElement(options, "li"), option.feedback)
        if item.explanation:
            self.append(SubElement(note, "div"), item.explanation)
        tested = part.tested[number - 1] if part.tested else ""
        if tested:
            SubElement(note, "p").text = f"{self.draft.words['outcome']}: {tested}"
        self.prepare_links(note, part.page)
        self.back(SubElement(note, "p"), anchor(part.page, f"question-{number}"))
        return note

    def prepare(self, section: Element, page: str, shift: int) -> None:
        """Makes a book of what was written for the site, in place; says of forms where they are filled in."""
        super().prepare(section, page, shift)
        if page == GLOSSARY_PAGE:
            names = {f"{one.name}:": one.id for one in self.course.languages if one.id != self.draft.locale}
            for paragraph in section.iter("p"):
                _in_languages(paragraph, names)
        for one in list(section.iter()):
            if not one.tag.startswith(SVG):
                one.attrib.pop("style", "")  # a height or width in millimetres of paper
            if one.tag == "table":
                _for_phones(one)
            elif "tool-form" in one.get("class", "").split():
                hint = Element("p", {"class": "hint"})
                hint.text = self.say("ebook-form")
                one.insert(0, hint)

    def drawing(self, svg: Element) -> None:
        """A drawing with its words as the name that is read out."""
        super().drawing(svg)
        svg.attrib |= {"role": "img", "aria-label": words_of(svg.find(f"{SVG}title"))}


def _for_phones(table: Element) -> None:
    """Makes a table of paper one for all screens, in place: of many blank rows one is enough to be read, and cells of a
    wide table say the head of their column."""
    for columns in table.findall("colgroup"):  # how paper is shared among columns: a screen does it by itself
        table.remove(columns)
    for body in table.findall("tbody[@class='numbered']"):
        del body[1:]
    heads = [words_of(cell) for cell in table.iterfind("thead/tr/*")]
    rows = table.findall("tbody/tr")
    if len(heads) >= _WIDE and all(len(row) == len(heads) for row in rows):
        table.set("class", f"wide {table.get('class', '')}".strip())
        for row in rows:
            for cell, head in zip(row, heads, strict=True):
                if head and cell.tag == "td":
                    cell.set("data-label", head if head.endswith(("?", ":")) else f"{head}:")


def _in_languages(paragraph: Element, names: Mapping[str, str]) -> None:
    """Marks what a paragraph of the glossary says in other languages, in place: `Русский: милиция · English: police`.

    `names` are the languages by their names as they stand before their words.
    """
    said = (paragraph.text or "").split(_BETWEEN)
    marks = [next((locale for name, locale in names.items() if piece.startswith(name)), "") for piece in said]
    if not any(marks):
        return
    paragraph.text = ""
    for number, (piece, locale) in enumerate(zip(said, marks, strict=True)):
        span = SubElement(paragraph, "span", {"lang": locale} if locale else {})
        span.text = piece
        span.tail = _BETWEEN if number < len(said) - 1 else ""
