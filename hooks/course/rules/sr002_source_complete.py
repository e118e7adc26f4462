"""SR002 source-complete: an entry of the list of sources says when and where, or why it cannot.

Why: A reader must be able to find the publication and to judge how old it is; an address without the day on
which it was read cannot be checked later.

Bad:
    docs/data/sources.yml: |
      osce-gp08: {short: OSCE 2008, author: OSCE, title: Good Practices, verified: V}

Says:
    docs/data/sources.yml:1: SR002 'osce-gp08' has no year - add 'year', or a 'note' that says why there is none

Good:
    docs/data/sources.yml: |
      osce-gp08: {short: OSCE 2008, author: OSCE, title: Good Practices, year: 2008, verified: V}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem

CODE = "SR002"
PATH = "docs/data/sources.yml"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every source without year or note, with an address but no day, or with a taken short name."""
    names: dict[str, str] = {}
    for source in course.sources.values():
        if not source.year and not source.note:
            hint = "add 'year', or a 'note' that says why there is none"
            yield Problem(PATH, source.line, CODE, f"'{source.id}' has no year", hint)
        if bool(source.url) != bool(source.accessed):
            hint = "give both: the address and the day on which it was read"
            yield Problem(PATH, source.line, CODE, f"'{source.id}' has only one of 'url' and 'accessed'", hint)
        owner = names.setdefault(source.short, source.id)
        if owner != source.id:
            message = f"the short name '{source.short}' belongs to '{owner}'"
            yield Problem(PATH, source.line, CODE, message, "give each source a short name of its own")
