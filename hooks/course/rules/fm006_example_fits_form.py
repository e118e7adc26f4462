"""FM006 example-fits-form: a filled-in example names inputs of its form, and options that they have.

Why: A value for a field that is gone is lost without a word, and the reader opens a sheet with holes.

Bad:
    docs/data/tools/inclusion-checklist.yml: |
      fields:
        - id: women
          kind: number
          label: {tg: Занон, ru: Женщины, en: Women}
      example:
        title: {tg: Намуна, ru: Намуна, en: Namuna}
        values:
          woman: 7

Says:
    docs/data/tools/inclusion-checklist.yml:5: FM006 the example fills in 'woman', which the form does not have - did
        you mean 'women'?

Good:
    docs/data/tools/inclusion-checklist.yml: |
      fields:
        - id: women
          kind: number
          label: {tg: Занон, ru: Женщины, en: Women}
      example:
        title: {tg: Намуна, ru: Намуна, en: Namuna}
        values:
          women: 7
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from course.model import Column, Course, Field, Form, Problem
from course.suggest import did_you_mean

CODE = "FM006"
MOST_ROWS = 40
"""Rows that a table with blank ones can have, since readers may add some."""

_UNFILLED = ("part", "chart", "table", "result", "order")


def check(course: Course) -> Iterator[Problem]:
    """A problem at the example for every name and every option that its form does not have."""
    for form in course.forms.values():
        if form.example is None:
            continue
        inputs = dict(_inputs(form))
        for name, value in form.example.values.items():
            if name not in inputs:
                message = f"the example fills in '{name}', which the form does not have"
                hint = did_you_mean(name, inputs, "name a field or table.row.column")
                yield Problem(form.path, form.example.line, CODE, message, hint)
            elif not _fits(inputs[name], value):
                message = f"the example gives '{name}' a value that it cannot have"
                yield Problem(form.path, form.example.line, CODE, message, _hint(inputs[name]))


def _inputs(form: Form) -> Iterator[tuple[str, Field | Column]]:
    for field in form.fields:
        if field.kind not in _UNFILLED:
            yield field.id, field
        if field.kind == "order":
            yield from ((f"{field.id}.{card.id}", field) for card in field.options)
        rows = [row.id for row in field.rows] or [str(number) for number in range(1, MOST_ROWS + 1)]
        for column in field.columns:
            if column.kind != "result":
                yield from ((f"{field.id}.{row}.{column.id}", column) for row in rows)


def _fits(part: Field | Column, value: Any) -> bool:
    options = [option.id for option in part.options]
    match part.kind:
        case "check":
            return value is True
        case "choice":
            return value in options
        case "choices":
            return isinstance(value, list) and all(one in options for one in value)
        case "scale":
            return value in range(part.scale[0], part.scale[1] + 1)
        case "order":
            return value in range(1, len(options) + 1)
        case "number":
            return isinstance(value, (int, float, str)) and not isinstance(value, bool)
        case "date":
            return isinstance(value, str)
    return isinstance(value, Mapping)


def _hint(part: Field | Column) -> str:
    if part.kind == "order":
        return f"write a number from 1 to {len(part.options)}"
    if part.options:
        return f"choose among {', '.join(option.id for option in part.options)}"
    wanted = {"check": "true", "scale": f"a number from {part.scale[0]} to {part.scale[1]}", "number": "a number"}
    wanted["date"] = "a date in quotes, as '17.10.2026'"
    return f"write {wanted.get(part.kind, 'a text in every language')}"
