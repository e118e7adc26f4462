"""FM007 board-hides-small-counts: what goes on the board gives away no count that is hidden there.

Why: A count under five can point to a person. It is no use to hide it where it stands if the board has it in
another column, in a chart, or in a sum from which everybody can compute it.

Bad:
    docs/data/tools/inclusion-checklist.yml: |
      fields:
        - id: thefts
          kind: table
          label: {tg: Дуздӣ, ru: Кражи, en: Thefts}
          blank-rows: 4
          columns:
            - {id: inside, kind: number, board: true, label: {tg: Дар шуъба, ru: Для отдела, en: Inside}}
            - id: shown
              kind: result
              board: true
              label: {tg: Дар тахта, ru: На доске, en: Board}
              formula: {do: publish, of: [inside]}

Says:
    docs/data/tools/inclusion-checklist.yml:7: FM007 'thefts.inside' goes on the board, where 'thefts.shown' hides its
        small counts - take board: true away, or hide small counts with publish

Good:
    docs/data/tools/inclusion-checklist.yml: |
      fields:
        - id: thefts
          kind: table
          label: {tg: Дуздӣ, ru: Кражи, en: Thefts}
          blank-rows: 4
          columns:
            - {id: inside, kind: number, label: {tg: Дар шуъба, ru: Для отдела, en: Inside}}
            - id: shown
              kind: result
              board: true
              label: {tg: Дар тахта, ru: На доске, en: Board}
              formula: {do: publish, of: [inside]}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from course.model import Column, Course, Field, Form, Formula, Problem

CODE = "FM007"


def check(course: Course) -> Iterator[Problem]:
    """A problem at everything for the board that tells a hidden count, or the sum that does."""
    for form in course.forms.values():
        parts = dict(_parts(form))
        inside = _inside(parts)
        for name, part in parts.items():
            if part.board and name in inside:
                message = f"'{name}' goes on the board, where '{inside[name]}' hides its small counts"
                hint = "take board: true away, or hide small counts with publish"
                yield Problem(form.path, part.line, CODE, message, hint)
            if part.board and _publishes(part):
                yield from _given_away(form, parts, name, part)


def _parts(form: Form) -> Iterator[tuple[str, Field | Column]]:
    """Fields by their id, columns as `table.column`."""
    for field in form.fields:
        yield field.id, field
        yield from ((f"{field.id}.{column.id}", column) for column in field.columns)


def _inside(parts: Mapping[str, Field | Column]) -> dict[str, str]:
    """What may not be shown as it is: what is published, and what is counted or drawn from that; who hides it."""
    inside: dict[str, str] = {}
    for name, part in parts.items():
        if _publishes(part):
            inside |= {one: name for one in _counted(name, part.formula) if one not in inside}
    while True:
        more = {
            name: inside[one]
            for name, part in parts.items()
            for one in (*_drawn(part), *(() if _publishes(part) else _counted(name, part.formula)))
            if name not in inside and one in inside
        }
        if not more:
            return inside
        inside |= more


def _given_away(form: Form, parts: Mapping[str, Field | Column], name: str, part: Field | Column) -> Iterator[Problem]:
    """Where a sum for the board lets compute what another publication hides: a gap alone in it."""
    sums = [one for one in _counted(name, part.formula) if (total := parts.get(one)) and _adds(total)]
    added = {one for total in sums for one in _counted(total, parts[total].formula)}
    for other, cell in parts.items():
        if _publishes(cell) and cell.board and not _among(cell) and added.intersection(_counted(other, cell.formula)):
            message = f"the sum in '{name}' gives away a number that '{other}' hides alone"
            named = ", ".join(sorted(added))
            yield Problem(form.path, cell.line, CODE, message, f"write among: [{named}] in the formula of '{other}'")


def _publishes(part: Field | Column) -> bool:
    return part.formula is not None and part.formula.do == "publish"


def _adds(part: Field | Column) -> bool:
    return part.formula is not None and part.formula.do == "sum"


def _among(part: Field | Column) -> bool:
    return part.formula is not None and bool(part.formula.among)


def _drawn(part: Field | Column) -> tuple[str, ...]:
    chart = part.chart if isinstance(part, Field) else None
    return tuple(f"{chart.of}.{column}" for column in chart.columns) if chart else ()


def _counted(name: str, formula: Formula | None) -> tuple[str, ...]:
    """What a formula counts, as `field` or `table.column`: a column that it names alone is of its own table."""
    if formula is None:
        return ()
    table, _, own = name.partition(".")
    return tuple(
        f"{table}.{one}" if own and "." not in one else ".".join(one.split(".")[:: 2 if one.count(".") == 2 else 1])
        for one in filter(None, (*formula.of, formula.base))
    )
