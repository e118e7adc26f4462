"""FL003 data-fits-schema: every data file has the fields that its schema asks for.

Why: A misspelt field name is otherwise a fact that quietly does not appear on the site.

Bad:
    docs/data/sources.yml: |
      osce-gp08: {short: OSCE 2008, author: OSCE, titel: Good Practices, verified: V}

Says:
    docs/data/sources.yml:1: FL003 osce-gp08: the field 'title' is missing - add 'title: …'
    docs/data/sources.yml:1: FL003 osce-gp08: unknown field 'titel' - did you mean 'title'?

Good:
    docs/data/sources.yml: |
      osce-gp08: {short: OSCE 2008, author: OSCE, title: Good Practices, verified: V}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem
from course.rules.loaded import loaded

CODE = "FL003"


def check(course: Course) -> Iterator[Problem]:
    """The problems of this kind that were met while loading."""
    return loaded(course, CODE)
