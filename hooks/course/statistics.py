"""Checking CSV files of statistics against the standard, one line at a time and in bounded memory."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO, NamedTuple, TypeVar

from course.cells import Found, Header, lines_of, nearest_of, row_of, shown, start
from course.letters import latin
from course.model import Code, CodeList, Problem, Quantity, Standard, Words
from course.standard import table

T = TypeVar("T")

CODE = "ST001"
_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_DAY = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-[0-9]{2}\b.*|[0-9]{1,2}\.(?P<month2>[0-9]{2})\.(?P<year2>[0-9]{4})"
)
_NEGATIVE = re.compile(r"[-−–][0-9][0-9.,]*")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f,'’][0-9]{3})+")
_DECIMAL = re.compile(r"[0-9]+[.,][0-9]+")
_EMAIL = re.compile(r"\S@\w[\w-]*\.\w")
_PHONE = re.compile(r"\+?[0-9 \u00a0()–-]+")
_FORMULA = "=+-@"
_LISTED = 12  # codes of a list
_SEEN_MEMORY = 32_000  # KiB of keys that are kept in memory; the others lie in a file of SQLite's own


class Row(NamedTuple):
    """A row without a mistake: its line, and its values in the order of the standard, counts as numbers."""

    line: int
    values: tuple[str | int, ...]


class Keys:
    """The keys that were met, with their places; they are kept on disk when they are many.

    One of these goes through all files that belong together.
    """

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute(f"PRAGMA cache_size = -{_SEEN_MEMORY}")
        self._base.execute("CREATE TABLE met (key INTEGER PRIMARY KEY, file INTEGER, line INTEGER)")
        self._base.execute("BEGIN")
        self._files: list[str] = []

    def open(self, file: str) -> None:
        """From here on, keys are of this file."""
        self._files.append(file)

    def first(self, key: int, line: int) -> str | None:
        """The place of the same key before, as `file:line`, or None: then this is its place."""
        place = (key, len(self._files) - 1, line)
        if self._base.execute("INSERT OR IGNORE INTO met VALUES (?, ?, ?)", place).rowcount:
            return None
        file, line = self._base.execute("SELECT file, line FROM met WHERE key = ?", (key,)).fetchone()
        return f"{self._files[file]}:{line}"

    def close(self) -> None:
        """Gives the memory and the file back."""
        self._base.close()


@dataclass(frozen=True)
class Values:
    """What the standard lets stand in the fields, as tables to look up, made once for all files."""

    standard: Standard

    @cached_property
    def known(self) -> Mapping[str, Mapping[str, int]]:
        """By field, its codes or months with their place in order; counts have none."""
        return {
            one.id: {value: place for place, value in enumerate(self._listed(one))}
            for one in self.standard.fields.values()
            if one.type != "count"
        }

    def _listed(self, one: Quantity) -> Iterable[str]:
        if one.type == "code":
            return self.standard.lists[one.list].codes
        years = range(int(str(one.minimum)[:4]), int(str(one.maximum)[:4]) + 1)
        months = (f"{year:04}-{month:02}" for year in years for month in range(1, 13))
        return (month for month in months if str(one.minimum) <= month <= str(one.maximum))

    @cached_property
    def called(self) -> Mapping[str, Mapping[str, str]]:
        """By code list, the codes by their labels in small letters, in every language."""
        return {
            codes.id: {label.casefold(): code.id for code in codes.codes.values() for label in code.label.values()}
            for codes in self.standard.lists.values()
        }

    def is_count(self, value: str, one: Quantity) -> bool:
        """Whether a value is a whole number within the limits, written in the one way."""
        if not (value.isascii() and value.isdigit()) or (value[0] == "0" and value != "0") or len(value) > 18:
            return False
        return int(one.minimum) <= int(value) <= int(one.maximum)

    def fits(self, value: str, one: Quantity) -> bool:
        """Whether a value is what its field asks for."""
        return self.is_count(value, one) if one.type == "count" else value in self.known[one.id]


def read(values: Values, source: BinaryIO, keys: Keys) -> Iterator[Row | Found]:
    """The rows of a file and its mistakes, in their order; `keys` has to be at this file."""
    lines = lines_of(source)
    for item in start({one.id: one.label for one in values.standard.fields.values()}, lines):
        yield from (item,) if isinstance(item, Found) else _body(values, item, lines, keys)


def _body(
    values: Values, header: Header, lines: Iterable[tuple[int, str] | Found], keys: Keys
) -> Iterator[Row | Found]:
    look = _Look(values, header)
    number, rows = 1, 0
    for item in lines:
        told = item if isinstance(item, Found) else row_of(header, *item)
        rows += not (isinstance(told, Found) and told.kind == "blank-line")
        if isinstance(told, Found):
            yield told
            continue
        number = item[0]  # type: ignore[index]
        key = look.key(told)
        if key is None:
            yield from _wrong(values, header, number, told)
            continue
        before = keys.first(key, number)
        yield Found(number, "", "repeated-key", {"place": before}) if before else look.row(number, told)
    if not rows:
        yield Found(number, "", "no-rows")


class _Look:
    """One quick look at each row of a file: most have no mistake, and there may be millions."""

    def __init__(self, values: Values, header: Header) -> None:
        standard = values.standard
        self._whole = len(header.names) == len(header.places) == len(standard.fields)
        places = {name: header.places.get(name, 0) for name in standard.fields}
        self._keyed = [(places[name], values.known[name], len(values.known[name])) for name in standard.key]
        self._counts = [(places[one.id], one) for one in standard.fields.values() if one.type == "count"]
        self._order = [(place, standard.fields[name].type == "count") for name, place in places.items()]
        self._one, self._other = (places[name] for name in standard.together)
        self._code = standard.together_code
        self._is_count = values.is_count

    def key(self, cells: Sequence[str]) -> int | None:
        """The key of a row as one number, which no other key has; None where something is wrong."""
        if not self._whole:
            return None
        key = 0
        for place, known, size in self._keyed:
            at = known.get(cells[place])
            if at is None:
                return None
            key = key * size + at
        for place, one in self._counts:
            if not self._is_count(cells[place], one):
                return None
        if (cells[self._one] == self._code) is not (cells[self._other] == self._code):
            return None
        return key

    def row(self, number: int, cells: Sequence[str]) -> Row:
        """The row in the order of the standard."""
        return Row(number, tuple([int(cells[place]) if counted else cells[place] for place, counted in self._order]))


def _wrong(values: Values, header: Header, number: int, cells: Sequence[str]) -> Iterator[Found]:
    """What is wrong in a row, column by column as they stand."""
    standard = values.standard
    by_place = {place: standard.fields[name] for name, place in header.places.items()}
    for place, cell in enumerate(cells):
        one = by_place.get(place)
        if one is None:
            if _personal(cell):
                yield Found(number, header.name(place), "personal-data")
        elif not values.fits(cell, one):
            kind, said = _kind(values, one, cell)
            yield Found(number, one.id, kind, said)
    together = [(name, cells[header.places[name]]) for name in standard.together if name in header.places]
    alone = [value == standard.together_code for name, value in together if value in values.known[name]]
    if len(alone) == 2 and alone[0] is not alone[1]:
        yield Found(number, together[1][0], "no-person", {"code": standard.together_code})


_Kind = tuple[str, Mapping[str, str | int]]


def _kind(values: Values, one: Quantity, cell: str) -> _Kind:
    """The kind of mistake that a value is, with what its message says."""
    bare = cell.strip()
    if not bare:
        return "empty-cell", {}
    if bare != cell:
        return "blanks", {}
    if one.type == "count" and _NEGATIVE.fullmatch(cell):
        return "negative", {"value": shown(cell)}
    if one.type == "code":
        called = values.called[one.list].get(cell.casefold())
        if called:
            return "unknown-code", {"value": shown(cell), "near": called}
    if _personal(cell, counted=one.type == "count"):
        return "personal-data", {}
    if cell[0] in _FORMULA:
        return "formula", {"found": cell[0]}
    return {"code": _no_code, "month": _no_month, "count": _no_count}[one.type](values, one, cell)


def _no_code(values: Values, one: Quantity, cell: str) -> _Kind:
    known = values.known[one.id]
    if latin(cell) in known:
        return "look-alike", {"value": shown(cell), "near": latin(cell)}
    near = nearest_of(cell, tuple(known))
    if near:
        return "unknown-code", {"value": shown(cell), "near": near}
    more = ["…"] if len(known) > _LISTED else []
    return "unknown-code", {"value": shown(cell), "codes": ", ".join([*list(known)[:_LISTED], *more])}


def _no_month(values: Values, one: Quantity, cell: str) -> _Kind:
    day = _DAY.fullmatch(cell)
    if day:
        month = f"{day['year'] or day['year2']}-{day['month'] or day['month2']}"
        if month in values.known[one.id]:
            return "day", {"value": shown(cell), "near": month}
    if not _MONTH.fullmatch(cell):
        return "month-form", {"value": shown(cell)}
    if not "01" <= cell[-2:] <= "12":
        return "month-number", {"value": cell}
    return "month-range", {"value": cell, "first": one.minimum, "last": one.maximum}


def _no_count(_: Values, one: Quantity, cell: str) -> _Kind:
    if _THOUSANDS.fullmatch(cell):
        return "thousands", {"value": shown(cell), "near": re.sub("[^0-9]", "", cell)}
    if _DECIMAL.fullmatch(cell):
        return "decimal", {"value": shown(cell)}
    if re.fullmatch("[1-9][0-9]*", cell) and (len(cell) > 18 or int(cell) > int(one.maximum)):
        return "huge", {"value": shown(cell), "most": one.maximum}
    return "not-a-count", {"value": shown(cell)}


def _personal(cell: str, counted: bool = False) -> bool:
    """Whether a value looks like an e-mail address, a telephone number, or a name of two to four words."""
    if _EMAIL.search(cell):
        return True
    if _PHONE.fullmatch(cell) and sum(map(str.isdigit, cell)) >= 9:
        return cell[0] == "+" or not (counted and (cell.isdigit() or _THOUSANDS.fullmatch(cell)))
    words = cell.replace(".", " ").split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() and word.replace("-", "").isalpha() for word in words)


def codes(model: CodeList, locales: Sequence[str], source: BinaryIO, place: str) -> Iterator[Code | Found]:
    """The codes of a list that an office makes for itself, and the mistakes of its file, which `place` names.

    The file has the columns that the list is published with.
    """
    columns, _ = table(model, locales)
    lines = lines_of(source)
    for item in start({name: {} for name in columns}, lines):
        yield from (item,) if isinstance(item, Found) else _codes(columns, item, lines, place)


def _codes(
    columns: Sequence[str], header: Header, lines: Iterable[tuple[int, str] | Found], place: str
) -> Iterator[Code | Found]:
    met: dict[str, int] = {}
    rows = 0
    for item in lines:
        row = item if isinstance(item, Found) else row_of(header, *item)
        rows += 1
        if isinstance(row, Found):
            yield row
            continue
        number = item[0]  # type: ignore[index]
        cells = {name: row[header.places[name]] for name in columns if name in header.places}
        wrong = [Found(number, name, *kind) for name, cell in cells.items() if (kind := _no_part(name, cell))]
        yield from wrong
        if wrong or len(cells) < len(columns):
            continue
        first = met.setdefault(cells["code"], number)
        known = first != number
        yield Found(number, "", "repeated-key", {"place": f"{place}:{first}"}) if known else _code(cells, number)
    if not rows:
        yield Found(1, "", "no-rows")


def _no_part(name: str, cell: str) -> _Kind | None:
    """The kind of mistake that a value of a code list is."""
    if not cell.strip():
        return "empty-cell", {}
    if cell != cell.strip():
        return "blanks", {}
    if cell[0] in _FORMULA:
        return "formula", {"found": cell[0]}
    if name == "code" and not _CODE.fullmatch(cell):
        return "code-form", {"value": shown(cell)}
    if name == "population" and not re.fullmatch("[1-9][0-9]{0,8}", cell):
        return "not-a-count", {"value": shown(cell)}
    return None


def _code(cells: Mapping[str, str], line: int) -> Code:
    def words(what: str) -> Words:
        return {name.removeprefix(what): cell for name, cell in cells.items() if name.startswith(what)}

    population = int(cells["population"]) if "population" in cells else None
    return Code(cells["code"], words("label_"), line, population, cells.get("iccs", ""), words("section_"))


def said(standard: Standard, found: Found, locale: str) -> tuple[str, str]:
    """The message and the hint for a mistake, in one language; messages of a column do not name it."""
    mistake = standard.mistakes[found.kind]
    hint: Words = mistake.near if "near" in found.values and mistake.near else mistake.hint
    return mistake.message[locale].format(**found.values), hint[locale].format(**found.values)


def problem(standard: Standard, path: str, found: Found, locale: str) -> Problem:
    """A mistake as a problem of a file."""
    message, hint = said(standard, found, locale)
    return Problem(path, found.line, CODE, f"{found.column}: {message}" if found.column else message, hint)


def limited(standard: Standard, items: Iterable[T | Found]) -> Iterator[T | Found]:
    """What is right, the first mistakes of each kind as they come, and at the end how many more there are."""
    met: Counter[str] = Counter()
    since: dict[str, int] = {}
    for item in items:
        if isinstance(item, Found):
            met[item.kind] += 1
            if met[item.kind] > standard.shown:
                since.setdefault(item.kind, item.line)
                continue
        yield item
    for kind, line in since.items():
        yield Found(line, "", "more", {"count": met[kind] - standard.shown, "kind": kind})


def problems(standard: Standard, path: str, source: BinaryIO, locale: str) -> Iterator[Problem]:
    """The problems of one file by itself."""
    with closing(Keys()) as keys:
        keys.open(path)
        for item in limited(standard, read(Values(standard), source, keys)):
            if isinstance(item, Found):
                yield problem(standard, path, item, locale)
