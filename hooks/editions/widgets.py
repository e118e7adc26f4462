"""The fields of a PDF as every viewer knows them: WeasyPrint 70 leaves gaps in their tree, and a font in which nobody
can type a Cyrillic letter."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import pydyf
from fontTools import agl
from fontTools.ttLib import TTFont

TYPED = (
    string.printable[:95]
    + "ЁАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяё"
    + "ҒғӢӣҚқӮӯҲҳҶҷ"
    + "«»„“”‘’–—…№°§±×÷−\u00a0"
)
"""What can be typed into a field: its place is its code, from 32 on. A simple font has 256 codes."""

_FIRST = 32
_MULTILINE = 1 << 12
_SIZE = 9.5
_NAME = "Wingdings"
"""PDFium, with which Chrome and Edge show PDFs, writes Cyrillic letters with a font of the computer, which may not have
those of Tajik, unless the font of the field has the name of a font of signs (`CPDF_BAFontMap`)."""


def finish(pdf: pydyf.PDF, objects: Mapping[int, Any], font: Path) -> None:
    """Mends the interactive form of a document (ISO 32000-1, 12.7), where it has one.

    Fields are written with a simple font (9.6.3), whose encoding tells viewers which code a typed letter has; the
    buttons of a question are one field; nothing asks the viewer to draw fields anew, so that all look alike.
    """
    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    widgets = [one for one in objects.values() if isinstance(one, pydyf.Dictionary) and one.get("Subtype") == "/Widget"]
    buttons = {one.reference: one for one in widgets if "Parent" in one}
    form["Fields"] = pydyf.Array(one for one in form["Fields"] if one not in buttons)
    for question in {one["Parent"] for one in buttons.values()}:
        _as_question(objects[int(question.split()[0])], buttons)
    for one in widgets:
        if one["FT"] != "/Btn":
            # In a field with several lines letters grow smaller where there are many.
            one["DA"] = _appearance(0 if one.get("Ff") == _MULTILINE else _SIZE)
    form["DA"] = _appearance(_SIZE)
    form["DR"] = pydyf.Dictionary({"Font": pydyf.Dictionary({_NAME: _font(pdf, objects, font)})})
    del form["NeedAppearances"]


def _as_question(question: pydyf.Dictionary, buttons: Mapping[bytes, pydyf.Dictionary]) -> None:
    """Says what all buttons of a question ask; each of them says its own answer after it."""
    own = [buttons[kid] for kid in question["Kids"]]
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*(one["TU"].string for one in own), strict=False))
    question["TU"] = pydyf.String("".join(letters[0] for letters in alike).rpartition(": ")[0])
    for one in own:
        del one["T"]


def _appearance(size: float) -> pydyf.String:
    return pydyf.String(f"/{_NAME} {size:g} Tf 0 g")


def _font(pdf: pydyf.PDF, objects: Mapping[int, Any], file: Path) -> bytes:
    """The font of the fields: TrueType (9.6.3), not symbolic, with the codes of `TYPED` (9.6.6.2).

    WeasyPrint has put the whole font into a document with fields already.
    """
    shapes, widths, metrics = _measured(file)
    program = next(one for one in objects.values() if isinstance(one, pydyf.Stream) and one.stream == [shapes])
    descriptor = pydyf.Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{_NAME}",
            "Flags": 1 << 5,  # Nonsymbolic
            "FontFile2": program.reference,
            "ItalicAngle": 0,
            "StemV": 80,
            **metrics,
        }
    )
    pdf.add_object(descriptor)
    to_unicode = pydyf.Stream([_to_unicode()], compress=True)
    pdf.add_object(to_unicode)
    font = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/TrueType",
            "BaseFont": f"/{_NAME}",
            "FirstChar": _FIRST,
            "LastChar": _FIRST + len(TYPED) - 1,
            "Widths": pydyf.Array(widths),
            "FontDescriptor": descriptor.reference,
            "Encoding": pydyf.Dictionary(
                {
                    "Type": "/Encoding",
                    "BaseEncoding": "/WinAnsiEncoding",
                    "Differences": pydyf.Array([_FIRST, *(f"/{_glyph_name(letter)}" for letter in TYPED)]),
                }
            ),
            "ToUnicode": to_unicode.reference,
        }
    )
    pdf.add_object(font)
    return bytes(font.reference)


def _glyph_name(letter: str) -> str:
    """The name of a letter in the Adobe Glyph List, by which viewers know what it is."""
    return str(agl.UV2AGL.get(ord(letter), f"uni{ord(letter):04X}"))


@cache
def _measured(file: Path) -> tuple[bytes, list[int], Mapping[str, Any]]:
    """The font program, the widths of `TYPED` and what a descriptor says, in thousandths of the letters' size."""
    font = TTFont(file)
    scale = 1000 / font["head"].unitsPerEm
    glyphs = font.getBestCmap()
    widths = [round(font["hmtx"][glyphs[ord(letter)]][0] * scale) for letter in TYPED]
    head, heights, os2 = font["head"], font["hhea"], font["OS/2"]
    metrics = {
        "FontBBox": pydyf.Array(round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
        "Ascent": round(heights.ascent * scale),
        "Descent": round(heights.descent * scale),
        "CapHeight": round(os2.sCapHeight * scale),
    }
    return file.read_bytes(), widths, metrics


def _to_unicode() -> bytes:
    """The map from codes to letters (9.10.3), in pieces of at most 100 (Adobe Technical Note 5411, 1.4.1)."""
    lines = [f"<{code:02X}> <{ord(letter):04X}>" for code, letter in enumerate(TYPED, start=_FIRST)]
    pieces = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    maps = "\n".join(f"{len(piece)} beginbfchar\n" + "\n".join(piece) + "\nendbfchar" for piece in pieces)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CMapName /Hamkori-Field def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{maps}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()
