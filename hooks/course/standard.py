"""The data standard for statistics on safety, read from docs/data/statistics.yml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from string import Formatter
from typing import Any

from course.cells import KINDS
from course.data import Data, entries, read, strings, words
from course.model import Code, CodeList, Mistake, Problem, Quantity, Standard
from course.suggest import did_you_mean

PATH = "docs/data/statistics.yml"
PAGE = "toolkit/data-desk.md"
"""The page that places the fields of the standard: the ways to the files are written for it."""
FOLDER = "assets/statistics"
"""Where the data package lies in the site."""
DISTRICTS = "districts"
"""The code list in place of which an office brings its own."""

_DIGITS = 20
_TEXTS = ("title", "rows", "synthetic")


def read_standard(root: Path) -> tuple[Standard, list[Problem]]:
    """The standard of the course in `root`, read without the rest of the course, and its problems (FL codes, ST002)."""
    folder = root / "docs" / "data"
    data, problems = read(folder / "statistics.yml", folder / "schema" / "statistics.json", PATH)
    data = data or Data({}, {})
    standard = standard_of(data)
    problems += repeated(data)
    return standard, problems or list(gaps(standard))


def standard_of(data: Data) -> Standard:
    """The standard that the data hold; what is missing or of another kind is empty."""
    value: Mapping[str, Any] = data.value if isinstance(data.value, Mapping) else {}
    together, hidden = _part(value, "together"), _part(value, "suppression")
    said = {key: (value, key) for key in _TEXTS} | {"suppression": (hidden, "note")}
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
        texts={key: words(part[name]) for key, (part, name) in said.items() if name in part},
        lines={key: data.line(key) for key in value},
    )


def gaps(standard: Standard) -> Iterator[Problem]:
    """ST002 for what does not hold together in the standard. Without gaps it can check files."""
    found = chain(_gaps_of_fields(standard), _gaps_of_together(standard), _gaps_of_mistakes(standard))
    return (Problem(PATH, line, "ST002", message, hint) for line, message, hint in found)


def _gaps_of_fields(standard: Standard) -> Iterator[tuple[int, str, str]]:
    for one in standard.fields.values():
        if one.type == "code" and one.list not in standard.lists:
            yield one.line, f"unknown list '{one.list}'", did_you_mean(one.list, standard.lists, "add the list")
        # Months and counts are in order when they are equally long.
        if str(one.minimum).zfill(_DIGITS) > str(one.maximum).zfill(_DIGITS):
            yield one.line, f"'{one.id}' begins after its end", "put the minimum below the maximum"
    fields = [one.id for one in standard.fields.values() if one.type != "count"]
    for name in standard.key:
        if name not in fields:
            message = f"'{name}' cannot be part of the key"
            yield standard.lines.get("key", 1), message, did_you_mean(name, fields, "name a field, but no count")


def _gaps_of_together(standard: Standard) -> Iterator[tuple[int, str, str]]:
    coded = {one.id: standard.lists[one.list].codes for one in standard.fields.values() if one.list in standard.lists}
    for name in standard.together:
        if standard.together_code not in coded.get(name, ()):
            message = f"'{name}' has no code '{standard.together_code}'"
            line = standard.lines.get("together", 1)
            yield line, message, "together takes two fields that both have the code"


def _gaps_of_mistakes(standard: Standard) -> Iterator[tuple[int, str, str]]:
    for mistake in standard.mistakes.values():
        known = KINDS.get(mistake.id, frozenset())
        for what, texts in (("message", mistake.message), ("hint", mistake.hint), ("near hint", mistake.near)):
            said = {locale: _braced(text) for locale, text in texts.items()}
            wanted = next(iter(said.values()), None)
            for locale, fields in said.items():
                if fields is None or fields != wanted or not fields <= known:
                    listed = ", ".join(f"{{{name}}}" for name in sorted(known)) or "none"
                    message = f"the {what} of '{mistake.id}' has a wrong field in '{locale}'"
                    yield mistake.line, message, f"the same in every language, of these: {listed}"


def _braced(text: str) -> set[str] | None:
    """The fields in braces; None where a brace is broken."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def repeated(data: Data) -> Iterator[Problem]:
    """FL003 for every id that a field, list or code shares with another of its kind."""
    yield from _repeated(data, list(entries(data, "fields")), "fields")
    yield from _repeated(data, list(entries(data, "lists")), "lists")
    for index, entry in entries(data, "lists"):
        yield from _repeated(data, _listed(entry.get("codes")), "lists", index, "codes")


def _repeated(
    data: Data, listed: Iterable[tuple[str | int, Mapping[str, Any]]], *place: str | int
) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for index, entry in listed:
        key, line = _text(entry, "id"), data.line(*place, index)
        first = lines.setdefault(key, line)
        if first != line:
            message, hint = f"the id '{key}' is taken in line {first}", "give the second entry an id of its own"
            yield Problem(PATH, line, "FL003", message, hint)


def _listed(value: Any) -> list[tuple[str | int, Mapping[str, Any]]]:
    """The mappings of a list, with their places in it."""
    listed = value if isinstance(value, list) else []
    return [(place, entry) for place, entry in enumerate(listed) if isinstance(entry, Mapping)]


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
    for place, code in _listed(entry.get("codes")):
        yield Code(
            id=_text(code, "id"),
            label=words(code.get("label")),
            line=data.line("lists", index, "codes", place),
            population=_whole(code, "population") if "population" in code else None,
            iccs=_text(code, "iccs"),
            section=words(code.get("section")),
        )


def _mistakes(data: Data) -> Iterator[Mistake]:
    for key, entry in entries(data, "mistakes"):
        yield Mistake(
            id=str(key),
            message=words(entry.get("message")),
            hint=words(entry.get("hint")),
            near=words(entry.get("near")),
            line=data.line("mistakes", key),
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
