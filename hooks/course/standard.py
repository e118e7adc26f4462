"""The data standard for statistics on safety, read from docs/data/statistics.yml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from course.data import Data, entries, read, strings, words
from course.model import Code, CodeList, Mistake, Problem, Quantity, Standard

PATH = "docs/data/statistics.yml"
_TEXTS = ("title", "rows", "synthetic", "more")


def read_standard(root: Path) -> tuple[Standard, list[Problem]]:
    """The standard of the course in `root`, read without the rest of the course, and the problems (FL codes)."""
    folder = root / "docs" / "data"
    data, problems = read(folder / "statistics.yml", folder / "schema" / "statistics.json", PATH)
    return standard_of(data or Data({}, {})), problems


def standard_of(data: Data) -> Standard:
    """The standard that the data hold; what is missing or of another kind is empty."""
    value: Mapping[str, Any] = data.value if isinstance(data.value, Mapping) else {}
    together, hidden = _part(value, "together"), _part(value, "suppression")
    return Standard(
        version=_text(value, "version"),
        name=_text(value, "name"),
        key=strings(value.get("key")),
        fields={one.id: one for one in _fields(data)},
        lists={one.id: one for one in _lists(data)},
        together=strings(together.get("fields")),
        together_code=_text(together, "code"),
        suppressed=(_whole(hidden, "from"), _whole(hidden, "to")),
        hidden_together=_whole(hidden, "together"),
        shown=_whole(value, "shown"),
        mistakes={one.id: one for one in _mistakes(data)},
        texts={key: words(value.get(key)) for key in _TEXTS} | {"suppression": words(hidden.get("note"))},
        lines={key: data.line(key) for key in value},
    )


def table(codes: CodeList, locales: Sequence[str]) -> tuple[list[str], list[list[str | int]]]:
    """A code list as a table: names of its columns, and its rows. The first column is the code."""
    some = next(iter(codes.codes.values()))
    header = ["code"]
    header += ["population"] if some.population else []
    header += ["iccs"] if some.iccs else []
    header += [f"label_{locale}" for locale in locales]
    header += [f"section_{locale}" for locale in locales] if some.iccs else []
    rows: list[list[str | int]] = []
    for code in codes.codes.values():
        row: list[str | int] = [code.id]
        row += [code.population] if code.population else []
        row += [code.iccs] if code.iccs else []
        row += [code.label.get(locale, "") for locale in locales]
        row += [code.section.get(locale, "") for locale in locales] if some.iccs else []
        rows.append(row)
    return header, rows


def _fields(data: Data) -> Iterator[Quantity]:
    for index, entry in entries(data, "fields"):
        yield Quantity(
            id=_text(entry, "id"),
            type=_text(entry, "type"),
            list=_text(entry, "list"),
            minimum=_bound(entry, "minimum"),
            maximum=_bound(entry, "maximum"),
            label=words(entry.get("label")),
            description=words(entry.get("description")),
            line=data.line("fields", index),
        )


def _lists(data: Data) -> Iterator[CodeList]:
    for index, entry in entries(data, "lists"):
        yield CodeList(
            id=_text(entry, "id"),
            label=words(entry.get("label")),
            follows=_text(entry, "follows"),
            codes={code.id: code for code in _codes(data, index, entry)},
            line=data.line("lists", index),
        )


def _codes(data: Data, index: str | int, entry: Mapping[str, Any]) -> Iterator[Code]:
    codes = entry.get("codes")
    for place, code in enumerate(codes if isinstance(codes, list) else ()):
        if isinstance(code, Mapping):
            yield Code(
                id=_text(code, "id"),
                label=words(code.get("label")),
                line=data.line("lists", index, "codes", place),
                population=_whole(code, "population") if "population" in code else None,
                iccs=_text(code, "iccs"),
                section=words(code.get("section")),
            )


def _mistakes(data: Data) -> Iterator[Mistake]:
    for index, entry in entries(data, "mistakes"):
        yield Mistake(
            id=_text(entry, "id"),
            message=words(entry.get("message")),
            hint=words(entry.get("hint")),
            near=words(entry.get("near")),
            line=data.line("mistakes", index),
        )


def _part(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = value.get(key)
    return part if isinstance(part, Mapping) else {}


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _whole(entry: Mapping[str, Any], key: str) -> int:
    value = entry.get(key)
    return value if isinstance(value, int) else 0


def _bound(entry: Mapping[str, Any], key: str) -> str | int:
    return _text(entry, key) or _whole(entry, key)
