"""A module as a package for learning systems (SCORM 1.2, ADL, October 2001): its text and its quiz as one page.

The package is one SCO. The page finds the API of the learning system, reports the result and keeps the place and the
answers there (`overrides/scorm/system.js`, Run-Time Environment 1.2); without an API it works and says that nothing is
reported. It is made of the same texts as the prints (`draft`), with the reasons of quiz items.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from course.browser_data import said, setting
from course.interface import say
from course.items import read_items
from course.labels import direction, text_and_quiz
from course.model import Course, Item, Module
from editions import archive
from editions.artefact import Release
from editions.draft import PACKAGE, Chapter, Document, Draft, draft
from editions.policy import guarded
from editions.typeset import Setter, anchor, html_of

CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
MD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"

_LINK = re.compile(r"</?a\b[^>]*>")
_ROOT = Path(__file__).resolve().parents[2]
_ROOM = _ROOT / "overrides" / "scorm"
_OF_THE_SITE = ("hamkori", "question", "page")
_SCRIPTS = ("hamkori", "words", "question", "system", "package")
"""The scripts of a package in the order in which they run; `words` is made for each language."""

_EXIT = "page"
"""The script by which a reader leaves at once, for modules with a quick exit."""

_EMPTY = "assets/blank.html"
"""The empty page to which that leads."""

SUSPENDED = 4096
"""So many characters a learning system keeps for a package (Run-Time Environment 1.2, 3.4.4, CMIString4096)."""


@dataclass(frozen=True)
class _Asked:
    """A quiz item as its parts in HTML; `options` are text, whether it is right, and what is said of it."""

    id: str
    question: str
    several: bool
    options: tuple[tuple[str, bool, str], ...]
    explanation: str


def write(release: Release, _edition: str, locale: str, folder: Path) -> list[Path]:
    """Writes a zip for each module with a quiz into a folder, `scorm/hamkori-<version>-m04-partnerships-tg.zip`.

    Returns the paths. Raises ValueError for a quiz whose answers a learning system has no room for.
    """
    course = release.course
    (folder / "scorm").mkdir(exist_ok=True)
    made = []
    for module in course.modules.values():
        if has_package(course, locale, module):
            name = PurePosixPath(Document(PACKAGE, locale, module).path).stem
            target = folder / "scorm" / f"{release.name(name)}.zip"
            made.append(archive.write(target, files(course, locale, module), release.seconds))
    return made


def has_package(course: Course, locale: str, module: Module) -> bool:
    """Whether a module has what a package is made of: a text and a quiz."""
    text, quiz = text_and_quiz(course, locale, module)
    return module.written and text is not None and quiz is not None and bool(quiz.items)


def files(course: Course, locale: str, module: Module) -> dict[str, bytes]:
    """The package of a module in one language: its files by name. Raises ValueError as `write` does."""
    whole = draft(course, Document(PACKAGE, locale, module), "")
    scripts = {name: _script(name) for name in _named(module) if name != "words"}
    scripts["words"] = setting("words", _words(course, locale, scripts.values()))
    made = {
        "index.html": page(course, whole, module),
        "assets/package.css": (_ROOM / "package.css").read_text(encoding="utf-8"),
        **{f"assets/js/{name}.js": scripts[name] for name in _named(module)},
    }
    if module.quick_exit:
        made[_EMPTY] = (_ROOT / "docs" / _EMPTY).read_text(encoding="utf-8")
    schemas = {path.name: path.read_bytes() for path in sorted((_ROOM / "schema").glob("*.xsd"))}
    manifest = _manifest(course, whole, module, list(made))
    return {"imsmanifest.xml": manifest, **schemas, **{name: text.encode() for name, text in made.items()}}


def _named(module: Module) -> tuple[str, ...]:
    return (*_SCRIPTS, _EXIT) if module.quick_exit else _SCRIPTS


def page(course: Course, whole: Draft, module: Module) -> str:
    """The page of a package as HTML: text, quiz, sources, terms. Raises ValueError as `write` does."""
    chapter = whole.chapters[0]
    text, quiz = chapter.parts
    items, _ = read_items(quiz.text)
    ids = [one.id for one in course.trees[whole.locale][quiz.page].items]
    _fits(chapter, dict(zip(ids, items, strict=True)))
    setter = Setter(whole, figure_style="")
    body = setter.chapter(Chapter(chapter.page, chapter.title, (), (), (text,), chapter.sources))
    sources = body.find("section[@class='sources']")
    if sources is not None:
        body.remove(sources)
    for drawing in body.iter("{http://www.w3.org/2000/svg}svg"):
        drawing.set("role", "img")
    _scrolled(body)
    asked = [_asked(setter, quiz.page, key, item) for key, item in zip(ids, items, strict=True)]
    environment = Environment(
        loader=FileSystemLoader(_ROOM), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    html = environment.get_template("page.html").render(
        draft=whole,
        words=whole.words,
        direction=direction(course, whole.locale),
        facts=[(name, setter.inline(chapter.page, value)) for name, value in chapter.facts],
        outcomes=chapter.outcomes,
        contents=[(one.get("id"), "".join(one.itertext())) for one in body.iter("h2") if one.get("id")],
        text=html_of(body),
        quiz=anchor(quiz.page),
        quiz_title=quiz.title,
        intro=setter.inline(quiz.page, quiz.text.partition("<quiz>")[0].strip()),
        asked=asked,
        pass_mark=course.pass_mark,
        say=partial(say, course, whole.locale),
        exit=_EMPTY if module.quick_exit else "",
        sources=html_of(sources) if sources is not None else "",
        terms=_terms(setter),
        scripts=_named(module),
    )
    return guarded(html)


def _asked(setter: Setter, page: str, key: str, item: Item) -> _Asked:
    return _Asked(
        key,
        setter.inline(page, item.question),
        sum(option.correct for option in item.options) > 1,
        tuple(
            # A link in an answer would be followed where the answer should be chosen.
            (_LINK.sub("", setter.inline(page, one.text)), one.correct, setter.inline(page, one.feedback))
            for one in item.options
        ),
        setter.inline(page, item.explanation),
    )


def _scrolled(body: Element) -> None:
    """Puts every table into a box that scrolls, also by keyboard, where the table is wider than the window."""
    for parent in list(body.iter()):
        for place, table in enumerate(list(parent)):
            if table.tag == "table":
                box = Element("div", {"class": "wide", "tabindex": "0"})
                caption = table.find("caption[@id]")
                if caption is not None:
                    box.attrib |= {"role": "region", "aria-labelledby": caption.get("id", "")}
                parent[place] = box
                box.append(table)
                box.tail, table.tail = table.tail, None


def _terms(setter: Setter) -> str:
    """The terms at the end, without the places where they are used: a page has no numbers of pages."""
    terms = setter.terms()
    if terms is None:
        return ""
    for entry in terms.iter("li"):
        for link in entry.findall("a[@class='page']"):
            entry.remove(link)
    return html_of(terms)


def _fits(chapter: Chapter, items: dict[str, Item]) -> None:
    """Raises ValueError where all answers together would be too long for a learning system (`package.js` writes so)."""
    answers = {key: list(range(len(item.options))) for key, item in items.items()}
    most = {"answers": answers, "best": {"right": len(items), "of": len(items)}}
    size = len(json.dumps(most, separators=(",", ":")))
    if size > SUSPENDED:
        raise ValueError(f"{chapter.page}: {size} characters of answers, a learning system keeps {SUSPENDED}")


def _script(name: str) -> str:
    folder = _ROOT / "docs" / "assets" / "js" if name in _OF_THE_SITE else _ROOM
    return (folder / f"{name}.js").read_text(encoding="utf-8")


def _words(course: Course, locale: str, scripts: Iterable[str]) -> dict[str, Any]:
    keys = sorted({key for script in scripts for key, _ in said(script)})
    return {key: course.interface[key][locale] for key in keys}


def _manifest(course: Course, whole: Draft, module: Module, names: list[str]) -> bytes:
    """The manifest (Content Aggregation Model 1.2, 2.3): one organization, one item, the page and its pass mark."""
    key = f"{module.id}-{whole.locale}"
    root = Element(
        "manifest",
        {
            "xmlns": CP,
            "xmlns:adlcp": ADL,
            "xmlns:imsmd": MD,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": f"{CP} imscp_rootv1p1p2.xsd {MD} imsmd_rootv1p2p1.xsd {ADL} adlcp_rootv1p2.xsd",
            "identifier": f"hamkori-{key}",
            "version": course.version or "0",
        },
    )
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "ADL SCORM"
    SubElement(metadata, "schemaversion").text = "1.2"
    _lom(metadata, whole)
    organizations = SubElement(root, "organizations", {"default": "course"})
    organization = SubElement(organizations, "organization", {"identifier": "course"})
    SubElement(organization, "title").text = whole.title
    item = SubElement(organization, "item", {"identifier": "module", "identifierref": "page", "isvisible": "true"})
    SubElement(item, "title").text = whole.title
    SubElement(item, "adlcp:masteryscore").text = str(course.pass_mark)
    resource = SubElement(
        SubElement(root, "resources"),
        "resource",
        {"identifier": "page", "type": "webcontent", "adlcp:scormtype": "sco", "href": "index.html"},
    )
    for name in names:
        SubElement(resource, "file", {"href": name})
    indent(root, "")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'.encode()


def _lom(metadata: Element, whole: Draft) -> None:
    """Title, language, what it is not, its state of review and its licence (IMS Learning Resource Meta-data 1.2.1)."""
    words = whole.words
    lom = SubElement(metadata, "imsmd:lom")
    general = SubElement(lom, "imsmd:general")
    _langstring(SubElement(general, "imsmd:title"), whole, whole.title)
    SubElement(general, "imsmd:language").text = whole.locale
    _langstring(SubElement(general, "imsmd:description"), whole, f"{words['notice']} {whole.review}")
    rights = SubElement(lom, "imsmd:rights")
    _langstring(SubElement(rights, "imsmd:description"), whole, words["print-licence"])


def _langstring(parent: Element, whole: Draft, text: str) -> None:
    SubElement(parent, "imsmd:langstring", {"xml:lang": whole.locale}).text = text
