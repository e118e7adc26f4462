"""FM005 formula-counts-what-is-there: results and charts of a form are made from its own fields, rows and columns.

Why: A result that counts a field that is gone stays empty on every sheet, and nobody sees why.

Bad:
    docs/data/tools/inclusion-checklist.yml: |
      fields:
        - id: women
          kind: number
          label: {tg: Занон, ru: Женщины, en: Women}
        - id: share
          kind: result
          label: {tg: Ҳисса, ru: Доля, en: Share}
          formula: {do: share, of: [woman], base: members}

Says:
    docs/data/tools/inclusion-checklist.yml:5: FM005 'share' counts 'members', which the form does not have - name a
        field, table.column or table.row.column
    docs/data/tools/inclusion-checklist.yml:5: FM005 'share' counts 'woman', which the form does not have - did you
        mean 'women'?

Good:
    docs/data/tools/inclusion-checklist.yml: |
      fields:
        - id: women
          kind: number
          label: {tg: Занон, ru: Женщины, en: Women}
        - id: members
          kind: number
          label: {tg: Аъзо, ru: Члены, en: Members}
        - id: share
          kind: result
          label: {tg: Ҳисса, ru: Доля, en: Share}
          formula: {do: share, of: [women], base: members}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Chart, Course, Field, Form, Formula, Problem
from course.suggest import did_you_mean

CODE = "FM005"

_HINT = "name a field, table.column or table.row.column"
_UNCOUNTED = ("part", "chart", "table", "order")


def check(course: Course) -> Iterator[Problem]:
    """A problem at every result and chart made from what the form does not have."""
    for form in course.forms.values():
        for fields in form.sheets:
            yield from _counted(form, fields)


def _counted(form: Form, fields: tuple[Field, ...]) -> Iterator[Problem]:
    known = set(_cells(fields))
    for field in fields:
        if field.formula:
            yield from _formula(form, known, field.id, field.line, field.formula)
        for column in field.columns:
            if column.formula:
                own = {other.id for other in field.columns} - {column.id}
                yield from _formula(form, known | own, f"{field.id}.{column.id}", column.line, column.formula)
        if field.chart:
            yield from _chart(form, fields, field, field.chart)


def _cells(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        if field.kind not in _UNCOUNTED:
            yield field.id
        rows = [row.id for row in field.rows] or [str(number) for number in range(1, field.blank_rows + 1)]
        for column in field.columns:
            yield f"{field.id}.{column.id}"
            yield from (f"{field.id}.{row}.{column.id}" for row in rows)


def _formula(form: Form, known: set[str], name: str, line: int, formula: Formula) -> Iterator[Problem]:
    for operand in filter(None, (*formula.of, formula.base, *formula.among)):
        if operand not in known:
            message = f"'{name}' counts '{operand}', which the form does not have"
            yield Problem(form.path, line, CODE, message, did_you_mean(operand, known, _HINT))


def _chart(form: Form, fields: tuple[Field, ...], field: Field, chart: Chart) -> Iterator[Problem]:
    tables = {other.id: [column.id for column in other.columns] for other in fields if other.kind == "table"}
    if chart.of not in tables:
        message = f"'{field.id}' draws the table '{chart.of}', which the form does not have"
        hint = did_you_mean(chart.of, tables, "name a table of the form")
        yield Problem(form.path, field.line, CODE, message, hint)
        return
    for column in chart.columns:
        if column not in tables[chart.of]:
            message = f"'{field.id}' draws the column '{column}', which '{chart.of}' does not have"
            yield Problem(form.path, field.line, CODE, message, did_you_mean(column, tables[chart.of], "name a column"))
