"""What a print must be for people and for readers aloud: checks of a PDF file, for tests and for `make pdf-check`.

`pdfua` covers 16 of the 106 machine-checkable rules of PDF/UA-1; the others here look at what it does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
from pypdf import PdfReader

from course.items import without_reasons
from course.model import Course
from course.text import without_blocks

_HEADING = re.compile(r"/H([1-6])")
_SECRET = 40  # letters: what is shorter may stand anywhere
_SHOWING = {"Tj", "TJ", "'", '"'}
_MARKS = f"BDC BMC EMC {' '.join(sorted(_SHOWING))}"  # all other commands draw and move
_CODES = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{4})>")
_SUBSET = re.compile(r"/[A-Z]{6}\+")
_POINTS = 72 / 25.4  # in a millimetre
_COLUMN = {False: (18, 186), True: (24, 192)}  # millimetres: from where to where left and right pages are printed


def faults(path: Path) -> list[str]:
    """Everything that is wrong with a PDF, a sentence each; none for one that is right."""
    found = [
        f"pdfua {finding.rule_id} {finding.severity.name}: {finding.message}"
        for finding in pdfua.validate(str(path)).findings
    ]
    with pikepdf.open(path) as pdf:
        elements = list(_elements(pdf.Root.StructTreeRoot)) if "/StructTreeRoot" in pdf.Root else []
        for check in (_document, _bookmarks, _links, _fields, _fonts, _content):
            found += check(pdf)
        for check in (_headings, _figures, _tables, _lists):
            found += check(elements)
    return found


def text(path: Path) -> str:
    """The words of a PDF as somebody gets them who copies them, on one line, words broken at a line's end joined."""
    pages = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    return " ".join(re.sub(r"[‐-]\n", "", pages).split())


def secrets(course: Course, locale: str, module: str = "") -> list[str]:
    """The sentences that only trainers read in a language: lesson plans, notes, and why an option is right or wrong.

    Those that a learner's page or a form says too are left out, and so are short ones and those with references, whose
    words are other words in a print.
    """
    found: dict[str, None] = {}
    of_forms = (said for form in course.forms.values() for _, _, said in form.texts())
    open_to_all = _plain(" ".join(said.get(locale, "") for said in of_forms))
    for page in course.trees[locale].values():
        if module and f"/{module}/" not in page.name:
            continue
        shown = without_reasons(without_blocks(page.source, "trainer"))
        lesson = page.name.endswith("/lesson.md")
        open_to_all += "" if lesson else f" {_plain(shown)}"
        kept = "" if lesson else shown
        found |= dict.fromkeys(line for line in page.source.split("\n") if line not in kept)
    told = (_plain(line) for line in found if "](" not in line)
    known = _bare(open_to_all)  # as a print is searched: letters alone
    return [line for line in dict.fromkeys(told) if len(line) > _SECRET and _bare(line) not in known]


def leaks(path: Path, secret: Iterable[str]) -> list[str]:
    """Which of the sentences a PDF has in its text or in what it says of itself."""
    with pikepdf.open(path) as pdf:
        about = " ".join(str(value) for value in pdf.docinfo.values()) + pdf.Root.Metadata.read_bytes().decode()
        links = " ".join(str(link.get("/Contents", "")) for page in pdf.pages for link in page.get("/Annots", []))
    told = _bare(f"{text(path)} {about} {links}")
    return [one for one in secret if _bare(one) in told]


def _plain(markdown: str) -> str:
    return " ".join(
        re.sub(r"!?\[([^\]]*)\]\([^)]*\)|[*_`#>|{}]|^\s*[-!]+ ", r"\1", markdown, flags=re.MULTILINE).split()
    )


def _bare(words: str) -> str:
    """Letters and digits alone: blanks and hyphens of a print are not those of its text."""
    return "".join(letter for letter in words if letter.isalnum())


def _elements(root: Any) -> Iterator[Any]:
    """The structure elements in reading order."""
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if "/S" in one:
            yield one
        waiting += [kid for kid in reversed(_kids(one)) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    if not str(pdf.Root.get("/Lang", "")):
        yield "the document names no language"
    if not str(pdf.docinfo.get("/Title", "")):
        yield "the document has no title"
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "readers are shown the name of the file, not the title"
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked", False):
        yield "the document is not marked as tagged"
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "the document does not say that it is PDF/UA-1"


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[str]:
    with pdf.open_outline() as outline:
        if len(outline.root) < 2:
            yield "the document has no bookmarks"


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    names = pdf.Root.get("/Names", {}).get("/Dests")
    places = set(pikepdf.NameTree(names)) if names is not None else set()
    for number, page in enumerate(pdf.pages, start=1):
        for link in _annotations(page, "/Link"):
            told, place = str(link.get("/Contents", "")), str(link.get("/Dest", ""))
            if not told.strip():
                yield f"a link on page {number} has no description"
            elif told == place:
                yield f"a link on page {number} is described by the name of an anchor: {told}"
            if place and place not in places:
                yield f"a link on page {number} leads nowhere: {place}"
            if "/StructParent" not in link:
                yield f"a link on page {number} is outside the structure"


def _annotations(page: pikepdf.Page, kind: str) -> list[Any]:
    return [one for one in page.get("/Annots", []) if one.Subtype == kind]


def _fields(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every field says what it is, to everybody; it is reached in order, takes Tajik letters, and does nothing else."""
    form = pdf.Root.get("/AcroForm")
    widgets = [(number, one) for number, page in enumerate(pdf.pages, 1) for one in _annotations(page, "/Widget")]
    if form is None:
        yield from (f"a field on page {number} is in no form" for number, _ in widgets)
        return
    names = Counter(str(field.get("/T", "")) for field in form.Fields)
    yield from (f"{count} fields are called '{name}'" for name, count in names.items() if count > 1 or not name)
    yield from (f"the name '{name}' has a dot" for name in names if "." in name)
    for field in form.Fields:
        if not str(field.get("/TU", "")).strip():
            yield f"the field {field.get('/T', '')} does not say what it is"
    yield from _widgets(pdf, form, widgets)
    yield from _typed(form)


def _widgets(pdf: pikepdf.Pdf, form: Any, widgets: list[tuple[int, Any]]) -> Iterator[str]:
    known = {one.objgen for field in form.Fields for one in field.get("/Kids", [field])}
    fonts = form.DR.Font
    for number, widget in widgets:
        name = str(widget.get("/T", widget.get("/Parent", {}).get("/T", "")))
        if widget.objgen not in known:
            yield f"the field {name} on page {number} is in no form"
        if not str(widget.get("/TU", "")).strip():
            yield f"the field {name} on page {number} does not say what it is"
        if "/StructParent" not in widget:
            yield f"the field {name} on page {number} is outside the structure"
        if {"/A", "/AA"} & set(widget.keys()):
            yield f"the field {name} on page {number} does something"
        if widget.get("/DA") is not None and str(widget.DA).split()[0] not in fonts:
            yield f"the field {name} on page {number} is written with a font that the form does not have"
        if pdf.pages[number - 1].get("/Tabs") != "/S":
            yield f"the fields of page {number} are not reached in the order of the structure"
        left, right = _COLUMN[number % 2 == 1]
        if float(widget.Rect[0]) < (left - 1) * _POINTS or float(widget.Rect[2]) > (right + 1) * _POINTS:
            yield f"the field {name} stands in the margin of page {number}"


def _typed(form: Any) -> Iterator[str]:
    for name, font in form.DR.Font.items():
        letters = {chr(int(code, 16)) for _, code in _CODES.findall(font.ToUnicode.read_bytes().decode("latin-1"))}
        if missing := set("ҒғӢӣҚқӮӯҲҳҶҷЁёЩщabc019") - letters:
            yield f"in the font {name[1:]} of the fields nobody can type {' '.join(sorted(missing))}"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    seen = set()
    for page in pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            name = str(font.get("/BaseFont", ""))
            if name in seen:
                continue
            seen.add(name)
            described = font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font.FontDescriptor
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.keys()):
                yield f"the font {name} is not embedded"
            if not _SUBSET.match(name):
                yield f"the font {name} is embedded whole"
            if "/ToUnicode" not in font:
                yield f"the font {name} does not say which letters its shapes are"
    if not seen:
        yield "the document has no fonts"


def _content(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every piece of text is either held by an element of the structure or an artifact."""
    held = _held(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        marks: list[Any] = []
        shown, loose, artifacts = 0, 0, 0
        for operands, operator in pikepdf.parse_content_stream(page, _MARKS):
            match str(operator):
                case "BDC":
                    marks.append(operands[1].get("/MCID", str(operands[0])))
                case "BMC":
                    marks.append(str(operands[0]))
                case "EMC":
                    marks.pop()
                case name if name in _SHOWING:
                    shown += 1
                    artifacts += "/Artifact" in marks
                    loose += "/Artifact" not in marks and not any((number, mark) in held for mark in marks)
        if loose:
            yield f"page {number} has {loose} pieces of text outside the structure that are no artifacts"
        if number > 2 and shown and not artifacts and _has_imprint(pdf, number):
            yield f"the running head and the number of page {number} are no artifacts"


def _has_imprint(pdf: pikepdf.Pdf, number: int) -> bool:
    """Whether a page says at its foot what it is of; one of cards to cut out does not."""
    return str(pdf.docinfo["/Author"]) in PdfReader(pdf.filename).pages[number - 1].extract_text()


def _held(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Page number and mark of all content that elements of the structure hold."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    return {
        (numbers[element.Pg.objgen], int(kid))
        for element in _elements(pdf.Root.StructTreeRoot)
        for kid in _kids(element)
        if isinstance(kid, int) and "/Pg" in element
    }


def _headings(elements: list[Any]) -> Iterator[str]:
    levels = [int(match[1]) for one in elements if (match := _HEADING.fullmatch(str(one.S)))]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "the document does not begin with its only heading of level 1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def _figures(elements: list[Any]) -> Iterator[str]:
    for one in elements:
        if one.S == "/Figure" and len(str(one.get("/Alt", "")).strip()) < 3:
            yield "a figure has no alternative text"


def _tables(elements: list[Any]) -> Iterator[str]:
    for one in elements:
        if one.S == "/TH" and str(one.get("/A", {}).get("/Scope", "")) not in ("/Column", "/Row"):
            yield "a head of a table does not say whether it names a column or a row"


def _lists(elements: list[Any]) -> Iterator[str]:
    for one in elements:
        kinds = {str(kid.S) for kid in _kids(one) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid}
        if one.S == "/L" and kinds - {"/LI", "/L", "/Caption"}:
            yield f"a list holds {', '.join(sorted(kinds - {'/LI', '/L', '/Caption'}))} beside its entries"
