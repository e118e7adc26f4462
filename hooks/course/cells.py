"""Reading CSV files (RFC 4180) one line at a time and in bounded memory, and what can be wrong in them.

Files are UTF-8, with or without a byte order mark, with commas and a header line. No value has a line end inside it, so
each line is read on its own: a quotation mark that is not closed spoils its line alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import BinaryIO

from course.letters import latin
from course.model import Words
from course.suggest import nearest

LONGEST = 4000
"""The most bytes of a line."""

KINDS: Mapping[str, frozenset[str]] = {
    kind: frozenset(values.split())
    for kind, values in {
        "empty-file": "",
        "utf-16": "",
        "workbook": "",
        "not-utf-8": "",
        "nul": "",
        "long-line": "most",
        "delimiter": "found",
        "no-rows": "",
        "missing-column": "",
        "unknown-column": "near",
        "repeated-column": "",
        "blank-line": "",
        "few-cells": "count wanted",
        "many-cells": "count wanted",
        "quotes": "",
        "empty-cell": "",
        "blanks": "",
        "formula": "found",
        "personal-data": "",
        "look-alike": "value near",
        "unknown-code": "value codes near",
        "code-form": "value",
        "day": "value near",
        "month-number": "value",
        "month-range": "value first last",
        "month-form": "value",
        "negative": "value",
        "thousands": "value near",
        "decimal": "value",
        "huge": "value most",
        "not-a-count": "value",
        "no-person": "code",
        "repeated-key": "place",
        "more": "count kind",
    }.items()
}
"""The kinds of mistakes, each with the fields that its message and hint may have."""

_WHOLE_FILE = {
    "utf-16": (b"\xff\xfe", b"\xfe\xff"),
    "workbook": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),  # .xlsx is a ZIP file, .xls a compound one
}
"""How files begin that hold no line of text at all."""
_DELIMITERS = {";": ";", "\t": "TAB", "|": "|"}
_SHOWN = 40  # characters of a value


@dataclass(frozen=True)
class Found:
    """A mistake at a line, from 1; `column` is its name or, where it has none, its number; else it is empty."""

    line: int
    column: str
    kind: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Header:
    """The columns of a file: names as they stand, and of each field that is there the place of its column."""

    names: tuple[str, ...]
    places: Mapping[str, int]

    def name(self, place: int) -> str:
        """What a column is called: by its name or, where it has none, by its number."""
        return self.names[place] or str(place + 1)


def start(known: Mapping[str, Words], lines: Iterable[tuple[int, str] | Found]) -> Iterator[Found | Header]:
    """The mistakes of a file down to its header, and that, if what is below can be read.

    `known` are the columns that have to be there, with their labels.
    """
    for item in lines:
        if isinstance(item, Found):
            yield item
            if item.kind in _WHOLE_FILE:
                return
        elif not item[1].strip():
            yield Found(item[0], "", "blank-line")
        else:
            yield from _header(known, *item)
            return
    yield Found(1, "", "empty-file")


def lines_of(source: BinaryIO) -> Iterator[tuple[int, str] | Found]:
    """The lines with their numbers, without line ends; what is no line of text is told."""
    number = 0
    while line := source.readline(LONGEST + 1):
        number += 1
        if number == 1:
            for kind, marks in _WHOLE_FILE.items():
                if line.startswith(marks):
                    yield Found(1, "", kind)
                    return
            line = line.removeprefix(b"\xef\xbb\xbf")
            if not line:
                return
        if len(line) > LONGEST and not line.endswith(b"\n"):
            while len(line) > LONGEST and not line.endswith(b"\n"):
                line = source.readline(LONGEST + 1)
            yield Found(number, "", "long-line", {"most": LONGEST})
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            yield Found(number, "", "not-utf-8")
            continue
        if "\0" in text:
            yield Found(number, "", "nul")
            continue
        yield number, text.rstrip("\r\n")


def cells_of(text: str) -> list[str] | None:
    """The cells of a line; None where its quotation marks are broken."""
    if '"' not in text:
        return text.split(",")
    try:
        return next(csv.reader([text], strict=True))
    except csv.Error:
        return None


def row_of(header: Header, number: int, text: str) -> list[str] | Found:
    """The cells of a line, as many as the header has, or why there are none."""
    cells = cells_of(text)
    if cells is None:
        return Found(number, "", "quotes")
    if not any(cells) or not text.strip(", \t\u00a0"):
        return Found(number, "", "blank-line")
    wanted = len(header.names)
    if len(cells) != wanted:
        kind = "few-cells" if len(cells) < wanted else "many-cells"
        return Found(number, "", kind, {"count": len(cells), "wanted": wanted})
    return cells


def _header(known: Mapping[str, Words], number: int, text: str) -> Iterator[Found | Header]:
    cells = cells_of(text)
    parted = next((name for mark, name in _DELIMITERS.items() if mark in text), "")
    if cells is None:
        yield Found(number, "", "quotes")
        return
    if len(cells) == 1 and parted:
        yield Found(number, "", "delimiter", {"found": parted})
        return
    called = {label.casefold(): name for name, labels in known.items() for label in labels.values()}
    header = Header(tuple(map(shown, cells)), {cell: cells.index(cell) for cell in known if cell in cells})
    for place, cell in enumerate(cells):
        if cell not in known:
            near = called.get(cell.strip().casefold()) or nearest_of(latin(cell.strip()), tuple(known))
            yield Found(number, header.name(place), "unknown-column", {"near": near} if near else {})
        elif place != header.places[cell]:
            yield Found(number, header.name(place), "repeated-column")
    yield from (Found(number, name, "missing-column") for name in known if name not in header.places)
    if header.places:
        yield header


@lru_cache(1024)
def nearest_of(word: str, known: tuple[str, ...]) -> str:
    """The nearest of the known words, or nothing: a broken file asks the same many times."""
    return nearest(word, known) if len(word) <= _SHOWN else ""


def shown(value: str) -> str:
    """A value as messages show it: one line, at most 40 characters, nothing that a terminal obeys."""
    bare = "".join(letter if letter.isprintable() else "�" for letter in value[:_SHOWN])
    return bare if len(value) <= _SHOWN else f"{bare}…"
