"""FM004 form-ids-unique: in a form no two fields have the same id, nor two options, columns or rows of one field.

Why: What people fill in is known by these ids; with the same id one answer overwrites the other.

Bad:
    docs/data/tools/inclusion-checklist.yml: |
      fields:
        - {id: women, kind: number, label: {tg: Занон, ru: Женщины, en: Women}}
        - {id: women, kind: number, label: {tg: Занони ҷавон, ru: Молодые женщины, en: Young women}}

Says:
    docs/data/tools/inclusion-checklist.yml:3: FM004 the id 'women' is taken by the field on line 2 - give it an
        id of its own

Good:
    docs/data/tools/inclusion-checklist.yml: |
      fields:
        - {id: women, kind: number, label: {tg: Занон, ru: Женщины, en: Women}}
        - {id: young-women, kind: number, label: {tg: Занони ҷавон, ru: Молодые женщины, en: Young women}}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from course.model import Choice, Column, Course, Field, Problem

CODE = "FM004"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every id that is there before in the same list."""
    for form in course.forms.values():
        for fields in form.sheets:
            for line, message in _repeated("field", fields):
                yield Problem(form.path, line, CODE, message, "give it an id of its own")
        for field in chain.from_iterable(form.sheets):
            for what, parts in (("option", field.options), ("column", field.columns), ("row", field.rows)):
                for line, message in _repeated(what, parts):
                    yield Problem(form.path, line, CODE, f"{message} of '{field.id}'", "give it an id of its own")


def _repeated(what: str, parts: Iterable[Choice | Column | Field]) -> Iterator[tuple[int, str]]:
    first: dict[str, int] = {}
    for part in parts:
        if part.id in first:
            yield part.line, f"the id '{part.id}' is taken by the {what} on line {first[part.id]}"
        first.setdefault(part.id, part.line)
