"""The register of partnership teams and centres: its rows, totals of one source, the schematic map, the file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from io import StringIO

from course.interface import say, say_count
from course.model import Course, Partnership

PAGE = "programme/register.md"
"""The page that places the register: the way to the file is written for it."""

REGIONS = ("sughd", "dushanbe", "drs", "gbao", "khatlon")
_TILES = {"sughd": (115, 10), "dushanbe": (10, 150), "drs": (220, 150), "gbao": (430, 150), "khatlon": (115, 290)}
_WIDE, _HIGH, _MARK, _STEP = 200, 130, 16, 24
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Total:
    """What one source says of one kind in one status: sum, or why there is none (`said`)."""

    source: str
    when: str
    kind: str
    status: str
    said: str


def heads(course: Course, locale: str) -> list[str]:
    """The heads of the register's table."""
    names = ("place", "region", "kind", "count", "status", "when", "source", "remark")
    return [say(course, locale, f"register-{name}") for name in names]


def cells(course: Course, locale: str, row: Partnership) -> tuple[str, str, str, str, str, str]:
    """What the table says of a row, as far as its source: place, region, kind, count, status, period."""
    place, today = row.place[locale], row.today.get(locale, "")
    return (
        say(course, locale, "register-today", place=place, today=today) if today else place,
        say(course, locale, f"region-{row.region}"),
        say(course, locale, f"register-{row.kind}"),
        _count(course, locale, row),
        say(course, locale, f"register-{row.status}"),
        row.when[locale],
    )


def _count(course: Course, locale: str, row: Partnership) -> str:
    if row.count is None:
        return say(course, locale, "register-no-count")
    return str(row.count) if row.reading == "exact" else say(course, locale, f"register-{row.reading}", n=row.count)


def totals(course: Course, locale: str) -> Iterator[Total]:
    """The totals of the register, in its order.

    Only exact counts are added, and only those that one source gives of one kind in one status: other sources and
    other days count other things, and the same teams would be counted twice.
    """

    def together(row: Partnership) -> tuple[str, str, str]:
        return row.source, row.status, row.kind

    ordered = list(course.partnerships.values())
    groups = dict.fromkeys(map(together, ordered))
    for source, status, kind in groups:
        rows = [row for row in ordered if together(row) == (source, status, kind)]
        yield Total(
            source,
            ", ".join(dict.fromkeys(row.when[locale] for row in rows)),
            say(course, locale, f"register-{kind}"),
            say(course, locale, f"register-{status}"),
            _sum(course, locale, rows),
        )


def _sum(course: Course, locale: str, rows: list[Partnership]) -> str:
    counts = [row.count for row in rows if row.count is not None]
    if len(counts) < len(rows):
        return say(course, locale, "register-sum-none")
    for reading in ("disputed", "at-least"):
        if any(row.reading == reading for row in rows):
            return say(course, locale, f"register-sum-{reading}")
    return f"{sum(counts)}" + (f" ({' + '.join(map(str, counts))})" if len(counts) > 1 else "")


def regions(course: Course, locale: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """The regions with the names of their places, present names where these are others, and the sources."""
    for region in REGIONS:
        rows = [row for row in course.partnerships.values() if row.region == region]
        places = dict.fromkeys(row.today.get(locale) or row.place[locale] for row in rows)
        yield say(course, locale, f"region-{region}"), list(places), list(dict.fromkeys(row.source for row in rows))


def tiles(course: Course, locale: str) -> str:
    """The schematic map as SVG: a tile for each region, with a square for each place that the sources name.

    Tiles lie roughly as the regions do; they show neither borders nor places, and black and white is enough.
    """
    drawn, told = [], []
    for (x, y), (name, places, _) in zip(map(_TILES.__getitem__, REGIONS), regions(course, locale), strict=True):
        said = say_count(course, locale, "register-places-named", len(places))
        told.append(f"{name}: {said}")
        drawn.append(_tile(x, y, name, said, len(places)))
    label = say(course, locale, "register-map", regions="; ".join(told))
    return (
        '<figure class="figure"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 430" width="560" role="img"'
        f' aria-label="{escape(label)}">{"".join(drawn)}</svg></figure>'
    )


def _tile(x: int, y: int, name: str, said: str, marks: int) -> str:
    middle, first = x + _WIDE // 2, x + (_WIDE - marks * _STEP + _STEP - _MARK) // 2
    squares = (
        f'<rect class="fig-mark" x="{first + mark * _STEP}" y="{y + 94}" width="{_MARK}" height="{_MARK}"/>'
        for mark in range(marks)
    )
    return (
        f'<rect class="fig-box" x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="10"/>{"".join(squares)}'
        f'<text class="fig-text-strong" x="{middle}" y="{y + 42}" font-size="26" text-anchor="middle">'
        f"{escape(name)}</text>"
        f'<text class="fig-text" x="{middle}" y="{y + 76}" font-size="22" text-anchor="middle">{escape(said)}</text>'
    )


def file(locale: str) -> str:
    """Where the file of the register lies in the site."""
    return f"assets/register/hamkori-register-{locale}.csv"


def files(course: Course, locale: str) -> dict[str, str]:
    """The register as a table for spreadsheets in one language: its text by path in the site.

    CSV as in RFC 4180 with a byte order mark; between cells stands a semicolon where the comma is the decimal sign,
    as Excel expects there. A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    text = StringIO()
    writer = csv.writer(text, delimiter="," if locale == course.source_locale else ";", quoting=csv.QUOTE_ALL)
    writer.writerow(heads(course, locale))
    for row in course.partnerships.values():
        source = course.sources[row.source].short
        writer.writerow(map(_guarded, (*cells(course, locale, row), source, row.remark.get(locale, ""))))
    return {file(locale): f"\ufeff{text.getvalue()}"}


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
