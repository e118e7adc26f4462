"""One PDF from the HTML of a document: WeasyPrint, hyphenation in Tajik, and what PDF/UA-1 wants beyond it.

Importing this module needs Pango; see `pango`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pydyf
import pyphen
from fontTools.ttLib import TTFont
from weasyprint import HTML, Document
from weasyprint.text.fonts import FontConfiguration

from editions import widgets
from editions.draft import ROOM
from editions.typeset import Sheet

VARIANT = "pdf/ua-1"
_STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
_SIGNS = ("NotoSansMath-Regular", "NotoSansSymbols2-Regular")
_HYPHENATION = {"tg": "hyph_tg.dic"}


class PrintError(Exception):
    """A document that cannot be made; the message says why and what to do."""


def write(sheet: Sheet, target: Path, root: Path) -> int:
    """Writes the PDF (PDF/UA-1, ISO 14289-1) of a document and returns how many pages it has.

    Raises PrintError for a font or picture that is missing and for letters that no font has, OSError for a file that
    cannot be written.
    """
    room = root / ROOM
    for locale, name in _HYPHENATION.items():
        pyphen.LANGUAGES[locale] = room / name
        pyphen.LANGUAGES_LOWERCASE[locale] = locale
    _legible(sheet.html, room)
    with _Heard() as heard:
        page = HTML(string=sheet.html, base_url=f"{room.resolve().as_uri()}/")
        made = page.render(pdf_variant=VARIANT, pdf_forms=True, font_config=FontConfiguration())
        made.write_pdf(target, finisher=_Finisher(sheet.labels, room), pdf_variant=VARIANT)
    if heard.said:
        raise PrintError(f"{'; '.join(dict.fromkeys(heard.said))} - put it back or take it out of the page")
    return len(made.pages)


class _Heard(logging.Handler):
    """Takes what WeasyPrint complains of: for it a missing picture is a warning, for a reader a page without it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())

    def __enter__(self) -> _Heard:
        log = logging.getLogger("weasyprint")
        log.addHandler(self)
        self.propagated, log.propagate = log.propagate, False
        return self

    def __exit__(self, *_: object) -> None:
        log = logging.getLogger("weasyprint")
        log.removeHandler(self)
        log.propagate = self.propagated


def _legible(html: str, room: Path) -> None:
    """Raises PrintError where a font is missing or a character has no shape in the fonts of the prints."""
    missing = sorted(
        {character for character in html if character not in _characters(room) and character.isprintable()}
    )
    if missing:
        shown = ", ".join(f"{character} (U+{ord(character):04X})" for character in missing)
        raise PrintError(
            f"no font of the prints has {shown} - write it in another way, or add it to {ROOM.as_posix()}/fonts"
        )


@cache
def _characters(room: Path) -> frozenset[str]:
    """The characters that the prints can show: those of every style of their font, and a few signs."""
    styles = [_shapes(room / "fonts" / f"NotoSans-{style}.ttf") for style in _STYLES]
    return frozenset.intersection(*styles).union(*(_shapes(room / "fonts" / f"{name}.ttf") for name in _SIGNS))


def _shapes(file: Path) -> frozenset[str]:
    if not file.is_file():
        raise PrintError(f"the font {ROOM.as_posix()}/fonts/{file.name} is missing - put it back, for example from git")
    return frozenset(map(chr, TTFont(file).getBestCmap()))


class _Finisher:
    """What a tagged PDF of WeasyPrint 70 still lacks, put in before it is written."""

    def __init__(self, labels: Mapping[str, str], room: Path) -> None:
        self.labels, self.room = labels, room

    def __call__(self, document: Document, pdf: pydyf.PDF) -> None:
        objects = {one.number: one for one in pdf.objects}
        self.describe_links(objects)
        _scope_heads(document)
        _outside_structure(pdf, objects)
        widgets.finish(pdf, objects, self.room / "fonts" / "NotoSans-Regular.ttf")

    def describe_links(self, objects: Mapping[int, Any]) -> None:
        """Says where a link leads (ISO 14289-1, 7.18.5) in words, not by the name of an anchor."""
        for one in objects.values():
            if isinstance(one, pydyf.Dictionary) and one.get("Subtype") == "/Link" and "Dest" in one:
                one["Contents"] = pydyf.String(self.labels[one["Dest"].string])


def _scope_heads(document: Document) -> None:
    """Gives every head of a table its scope (ISO 14289-1, 7.5), beside the headers that WeasyPrint lists."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if box.element_tag == "th" and hasattr(box, "mark"):
                row = box.element.get("scope") == "row"
                box.mark["A"]["Scope"] = "/Row" if row else "/Column"


def _outside_structure(pdf: pydyf.PDF, objects: Mapping[int, Any]) -> None:
    """Marks running heads and page numbers as artifacts (ISO 32000-1, 14.8.2.2): WeasyPrint leaves them as content
    that no element of the structure holds."""
    parents = objects[_number(objects[_number(pdf.catalog["StructTreeRoot"])]["ParentTree"])]["Nums"]
    held = set(_held(objects, _number(pdf.catalog["StructTreeRoot"])))
    for at in range(0, len(parents), 2):
        page = (
            objects.get(_number(pdf.page_references[parents[at]])) if parents[at] < len(pdf.page_references) else None
        )
        if page is None:
            continue
        loose = {mark for mark, parent in enumerate(parents[at + 1]) if _number(parent) not in held}
        _as_artifacts(objects[_number(page["Contents"])].stream, loose)
        for mark in loose:
            parents[at + 1][mark] = "null"


def _held(objects: Mapping[int, Any], number: int) -> Iterator[int]:
    """The numbers of the structure elements below one, and its own."""
    waiting = [number]
    while waiting:
        number = waiting.pop()
        yield number
        waiting += [_number(kid) for kid in objects[number].get("K", ()) if isinstance(kid, bytes)]


def _as_artifacts(commands: list[Any], loose: set[int]) -> None:
    for at, command in enumerate(commands):
        if isinstance(command, pydyf.Dictionary) and command.get("MCID") in loose:
            commands[at - 1] = "/Artifact"
            commands[at] = pydyf.Dictionary({"Type": "/Pagination"})


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
