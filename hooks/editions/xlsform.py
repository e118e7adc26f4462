"""Surveys as XLSForm workbooks (xlsform.org), which KoboToolbox and ODK load: three sheets, every language a column.

A field or cell that the sheet on screen calls `field` or `table.row.column` is here the question `field` or
`table__row__column`, hyphens as underscores. The ticks of one row are one question, `table__row__ticks`; blank rows are
a group that repeats, with questions `table__column`. Charts and orders are left out, and so are results that no
expression here can say: numbers for the board (`publish`), the lowest answer (`least`), and what counts them, a whole
column of blank rows, or what is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from course.forms import workbook_of
from course.interface import say
from course.labels import tool_title
from course.model import Choice, Column, Course, Field, Form, Formula, Survey, Words

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_ALWAYS = datetime(2026, 1, 1)
"""The day written into every workbook, so that the same course gives the same bytes."""

_TYPES = {"text": "text", "long-text": "text", "number": "decimal", "date": "date"}
_WIDTH = 40


@dataclass(frozen=True)
class Row:
    """A row of the sheet `survey`: its columns of XLSForm; `label` and `hint` have a column for each language."""

    type: str
    name: str
    label: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    appearance: str = ""
    required: str = ""
    relevant: str = ""
    calculation: str = ""


@dataclass(frozen=True)
class _Cell:
    """What a formula reads of a question, as XPath of ODK: what it counts, when it counts, when it is filled in.

    What is worked out is not `entered`.
    """

    value: str
    counts: str
    filled: str
    entered: bool = True


def files(course: Course) -> dict[str, bytes]:
    """The workbook of every form that has a survey, by its path in the site."""
    return {workbook_of(form): workbook(course, form, form.survey) for form in course.forms.values() if form.survey}


def workbook(course: Course, form: Form, survey: Survey) -> bytes:
    """A survey as an XLSForm workbook (xlsform.org, "The XLSForm standard"), the same bytes for the same course."""
    from xlsxwriter import Workbook  # only here: most builds have the workbooks of an earlier one

    made = BytesIO()
    names = {one.id: f"{one.name} ({one.id})" for one in course.languages}
    default = next(one.id for one in course.languages if one.default)
    tool = course.tools[form.tool]
    settings = {
        "form_title": tool_title(course, default, tool),
        "form_id": f"hamkori_{_name(form.tool)}",
        "version": course.version,
        "default_language": names[default],
    }
    with Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": settings["form_title"], "created": _ALWAYS})
        _fill(book, "survey", [_survey_cells(row, names) for row in rows(course, survey)])
        _fill(book, "choices", [_choice_cells(*choice, names) for choice in choices(course, survey)])
        _fill(book, "settings", [settings])
    return made.getvalue()


def _fill(book: Workbook, name: str, entries: Sequence[Mapping[str, str]]) -> None:
    """Adds a sheet with a column for every key of its entries."""
    sheet = book.add_worksheet(name)
    heads = list(dict.fromkeys(key for entry in entries for key in entry))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads), _WIDTH)
    for number, line in enumerate([heads, *([entry.get(head, "") for head in heads] for entry in entries)]):
        for place, value in enumerate(line):
            sheet.write_string(number, place, value)


def _survey_cells(row: Row, names: Mapping[str, str]) -> dict[str, str]:
    more = {key: getattr(row, key) for key in ("appearance", "required", "relevant", "calculation")}
    said = _spoken("label", row.label, names) | _spoken("hint", row.hint, names)
    return {"type": row.type, "name": row.name} | said | more


def _choice_cells(kind: str, name: str, label: Words, names: Mapping[str, str]) -> dict[str, str]:
    return {"list_name": kind, "name": name} | _spoken("label", label, names)


def _spoken(what: str, words: Words, names: Mapping[str, str]) -> dict[str, str]:
    return {f"{what}::{name}": " ".join(words.get(locale, "").split()) for locale, name in names.items()}


def _name(*ids: str) -> str:
    """The name of a question or option: ids have no underscore of their own, so two never become the same."""
    return "__".join(one.replace("-", "_") for one in ids)


# The sheet of questions


def rows(course: Course, survey: Survey) -> Iterator[Row]:
    """The rows of the sheet `survey`: the notice on names, the consent, then the fields, a part as a group."""
    yield Row("note", "form__notice", course.interface["form-notice"])
    consent = survey.consent
    if consent:
        yield Row("select_one yes_no", "consent", consent.label, consent.help, required="yes")
        yield Row("note", "consent__refused", consent.refused, relevant="${consent} = 'no'")
        yield Row("begin_group", "consent__given", relevant="${consent} = 'yes'")
    yield from _Questions(course, survey.fields).rows()
    if consent:
        yield Row("end_group", "consent__given")


class _Questions:
    """Writes the fields of a survey as rows."""

    def __init__(self, course: Course, fields: Sequence[Field]) -> None:
        self.course = course
        self.fields = fields
        self.said = _calculations(fields)

    def rows(self) -> Iterator[Row]:
        """All of them in their order."""
        part = ""
        for one in self.fields:
            if one.kind != "part":
                yield from self.field(one)
                continue
            if part:
                yield Row("end_group", part)
            part = _name(one.id)
            yield from (Row("begin_group", part, one.label), *_note(one))
        if part:
            yield Row("end_group", part)

    def field(self, one: Field) -> Iterator[Row]:
        """The rows of one field."""
        if one.kind == "table" and one.rows:
            yield from (Row("begin_group", _name(one.id), one.label), *_note(one))
            for row in one.rows:
                yield from self.table_row(one, row)
            yield Row("end_group", _name(one.id))
        elif one.kind == "table":
            yield from _note(one)
            yield Row("begin_repeat", _name(one.id), one.label, appearance="field-list")
            yield from self.cells(one, f"{one.id}.*", _BLANK, _name(one.id))
            yield Row("end_repeat", _name(one.id))
        elif one.kind == "result":
            yield from self.result(one.id, _name(one.id), one, None)
        elif one.kind not in ("chart", "order"):
            yield _question(one, _name(one.id), _name(one.id))

    def table_row(self, table: Field, row: Choice) -> Iterator[Row]:
        """The questions of a row with a name, on one screen."""
        name = _name(table.id, row.id)
        yield Row("begin_group", name, row.label, appearance="field-list")
        yield from self.cells(table, f"{table.id}.{row.id}", row, name)
        yield Row("end_group", name)

    def cells(self, table: Field, key: str, row: Choice, name: str) -> Iterator[Row]:
        """The columns of one row: first its ticks, as one question, then the others."""
        if any(column.kind == "check" for column in table.columns):
            label = row.label or table.label
            yield Row(f"select_multiple {_name(table.id, 'ticks')}", f"{name}__ticks", label)
        for column in table.columns:
            own = f"{name}__{_name(column.id)}"
            if column.kind == "result":
                yield from self.result(f"{key}.{column.id}", own, column, row)
            elif column.kind != "check":
                yield _question(column, own, _name(table.id, column.id))

    def result(self, key: str, name: str, part: Field | Column, row: Choice | None) -> Iterator[Row]:
        """A result as it is counted on, as it is shown, and a note for each thing that it can mean."""
        if key not in self.said or part.formula is None:
            return
        yield Row("calculate", name, calculation=self.said[key])
        decimals = part.formula.decimals
        usual = 0 if part.formula.do == "share" else 1
        shown = f"round(${{{name}}}, {usual if decimals is None else decimals})"
        yield Row("calculate", f"{name}__shown", calculation=f"if(${{{name}}} = '', '', {shown})")
        for number, (condition, meaning) in enumerate(self.meanings(name, part.formula, row), start=1):
            relevant = " and ".join([f"${{{name}}} != ''", *condition])
            yield Row("note", f"{name}__note_{number}", self.told(name, part, meaning), relevant=relevant)

    def meanings(self, name: str, formula: Formula, row: Choice | None) -> Iterator[tuple[list[str], Words]]:
        """When a result means what, as the sheet says it: by its levels, or by the limits of its row."""
        number = f"number(${{{name}}})"
        least, most = row.limits if row else (None, None)
        if formula.levels:
            starts = [level.start for level in formula.levels]
            yield [f"{number} < {starts[0]:g}"], {}
            for level, end in zip(formula.levels, [*starts[1:], None], strict=True):
                until = [] if end is None else [f"{number} < {end:g}"]
                yield [f"{number} >= {level.start:g}", *until], level.label
            return
        within = []
        for key, limit, beyond, inside in (("low", least, "<", ">="), ("high", most, ">", "<=")):
            if limit is not None:
                said = partial(say, self.course, key=f"form-too-{key}", n=f"{limit:g}")
                yield [f"{number} {beyond} {limit:g}"], {one.id: said(one.id) for one in self.course.languages}
                within.append(f"{number} {inside} {limit:g}")
        yield within, self.course.interface["form-within"] if within else {}

    def told(self, name: str, part: Field | Column, meaning: Words) -> Words:
        """The words of a result: its label, the number, what it means."""
        number = f"${{{name}__shown}}"
        share = part.formula is not None and part.formula.do == "share"
        return {
            locale: f"{label}: {say(self.course, locale, 'form-percent', n=number) if share else number}"
            + (f" · {meaning[locale]}" if meaning else "")
            for locale, label in part.label.items()
        }


_BLANK = Choice("", {}, 0)


def _note(one: Field) -> list[Row]:
    """The help of what has no question of its own."""
    return [Row("note", f"{_name(one.id)}__help", one.help)] if one.help else []


def _question(part: Field | Column, name: str, options: str) -> Row:
    """A field or cell as one question; `options` names the list that it chooses from."""
    hint: Words = part.help if isinstance(part, Field) else {}
    match part.kind:
        case "choice" | "scale":
            return Row(f"select_one {options}", name, part.label, hint)
        case "choices":
            return Row(f"select_multiple {options}", name, part.label, hint)
        case "check":
            return Row("select_one yes_no", name, part.label, hint)
    appearance = "multiline" if part.kind == "long-text" else ""
    return Row(_TYPES[part.kind], name, part.label, hint, appearance)


# The sheet of choices


def choices(course: Course, survey: Survey) -> Iterator[tuple[str, str, Words]]:
    """The rows of the sheet `choices`: the name of the list, the value, its label."""
    if survey.consent or any(one.kind == "check" for one in survey.fields):
        for value in ("yes", "no"):
            yield "yes_no", value, course.interface[f"class-{value}"]
    for one in (one for one in survey.fields if one.kind != "order"):
        yield from _options(one, _name(one.id))
        ticks = [column for column in one.columns if column.kind == "check"]
        yield from ((_name(one.id, "ticks"), _name(column.id), column.label) for column in ticks)
        for column in one.columns:
            yield from _options(column, _name(one.id, column.id))


def _options(part: Field | Column, name: str) -> Iterator[tuple[str, str, Words]]:
    for option in part.options:
        yield name, _name(option.id), option.label
    if part.kind == "scale":
        low, high = part.scale
        ends = {low: part.low, high: part.high} if isinstance(part, Field) else {}
        for number in range(low, high + 1):
            yield name, str(number), _numbered(number, ends.get(number, {}), part.label)


def _numbered(number: int, end: Words, languages: Iterable[str]) -> Words:
    """A step of a scale, with what it means at its ends."""
    return {locale: f"{number} {end.get(locale, '')}".strip() for locale in languages}


# Results


def _calculations(fields: Sequence[Field]) -> dict[str, str]:
    """The XPath of every result that can be said, by its name on the sheet: `table.*.column` in a blank row.

    A result that counts one which cannot be said cannot be said either.
    """
    cells = dict(_cells(fields))
    results = dict(_results(fields))
    while True:
        said = {key: _calculation(formula, key, cells) for key, formula in results.items()}
        lost = [key for key, expression in said.items() if not expression]
        if not lost:
            return said
        for key in lost:
            del cells[key], results[key]


def _places(fields: Sequence[Field]) -> Iterator[tuple[str, str, str, Field | Column]]:
    """What can be filled in or worked out: its name on the sheet, that of its question, and of its row's ticks."""
    for one in fields:
        yield one.id, _name(one.id), "", one
        for row in one.rows or (Choice("*", {}, 0),) * bool(one.blank_rows):
            name = _name(one.id, row.id) if one.rows else _name(one.id)
            for column in one.columns:
                yield f"{one.id}.{row.id}.{column.id}", f"{name}__{_name(column.id)}", f"{name}__ticks", column


def _results(fields: Sequence[Field]) -> Iterator[tuple[str, Formula]]:
    return ((key, part.formula) for key, _, _, part in _places(fields) if part.formula)


def _cells(fields: Sequence[Field]) -> Iterator[tuple[str, _Cell]]:
    for key, name, ticks, part in _places(fields):
        if part.kind not in ("part", "table", "chart", "order"):
            yield key, _cell(part, f"${{{name}}}", f"${{{ticks}}}" if ticks else "")


def _cell(part: Field | Column, question: str, ticks: str) -> _Cell:
    filled = f"{question} != ''"
    match part.kind:
        case "check":
            ticked = f"selected({ticks}, '{_name(part.id)}')" if ticks else f"{question} = 'yes'"
            return _Cell(f"if({ticked}, 1, 0)", "true()", ticked)
        case "choice" | "choices":
            several = part.kind == "choices"
            points = {_name(one.id): one.points if one.points is not None else int(several) for one in part.options}
            chosen = {key: f"selected({question}, '{key}')" for key in points}
            value = " + ".join(f"if({chosen[key]}, {number}, 0)" for key, number in points.items())
            pointed = [chosen[_name(one.id)] for one in part.options if one.points is not None]
            return _Cell(f"({value})", "true()" if several else _any(pointed), filled)
    return _Cell(f"coalesce({question}, 0)", filled, filled, entered=part.kind != "result")


def _any(conditions: Sequence[str]) -> str:
    return f"({' or '.join(conditions)})" if conditions else "false()"


def _calculation(formula: Formula, key: str, cells: Mapping[str, _Cell]) -> str:
    """The XPath of a result, '' while nothing that it counts is filled in; nothing where it cannot be said."""
    found = [_operands(named, key, cells) for named in (*formula.of, *filter(None, (formula.base,)))]
    if formula.do in ("publish", "least") or not all(found):
        return ""
    below = " + ".join(one.value for one in found.pop()) if formula.base else ""
    counted = [one for group in found for one in group]
    added = " + ".join(one.value for one in counted)
    some, every = _any([one.counts for one in counted]), " and ".join(one.counts for one in counted)
    match formula.do:
        case "count":
            touched, total = _touched(key, cells), " + ".join(f"if({one.filled}, 1, 0)" for one in counted)
            return f"if({touched}, {total}, '')" if touched else total
        case "mean":
            number = " + ".join(f"if({one.counts}, 1, 0)" for one in counted)
            return f"if({some}, ({added}) div ({number}), '')"
        case "product":
            return f"if({every}, {' * '.join(one.value for one in counted)}, '')"
        case "difference":
            return f"if({every}, {counted[0].value} - {counted[1].value}, '')" if len(counted) == 2 else ""
        case "share" | "rate":
            per = formula.per if formula.do == "rate" else 100
            return f"if({some} and ({below}) != 0, {per} * ({added}) div ({below}), '')"
    return f"if({some}, {added}, '')"


def _operands(named: str, key: str, cells: Mapping[str, _Cell]) -> list[_Cell]:
    """What a formula names, as the sheet finds it: in its own row, by its whole name, or a column of named rows."""
    own = f"{key.rpartition('.')[0]}.{named}"
    if "." in key and own in cells:
        return [cells[own]]
    if named in cells:
        return [cells[named]]
    table, _, column = named.partition(".")
    several = {one: cell for one, cell in cells.items() if one.split(".")[::2] == [table, column]}
    return [] if f"{table}.*.{column}" in several else list(several.values())


def _touched(key: str, cells: Mapping[str, _Cell]) -> str:
    """When anything is filled in in the row of a result; nothing where it is in no row."""
    row, _, _ = key.rpartition(".")
    filled = [cell.filled for one, cell in cells.items() if cell.entered and row and one.startswith(f"{row}.")]
    return _any(filled) if filled else ""
