"""SR003 source-used: every source is cited on a page or belongs to a module to be written.

Why: A list with publications that nobody cites looks learned and proves nothing.

Bad:
    docs/data/sources.yml: |
      osce-gp08: {short: OSCE 2008, author: OSCE, title: Good Practices, year: 2008, verified: V}
      cops: {short: COPS, author: COPS Office, title: Community Policing Defined, year: 2014, verified: V2}

Says:
    docs/data/sources.yml:2: SR003 no page cites 'cops' - cite it with [](src:cops), or take it from the list

Good:
    docs/data/sources.yml: |
      osce-gp08: {short: OSCE 2008, author: OSCE, title: Good Practices, year: 2008, verified: V}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.lists import cited
from course.model import Course, Problem

CODE = "SR003"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every source that no page of the source tree cites and no planned module is built on."""
    used = {source for page in course.source_pages.values() for source, _ in cited(course, page)}
    used |= {source for module in course.modules.values() if not module.written for source in module.sources}
    for source in course.sources.values():
        if source.id not in used:
            hint = f"cite it with [](src:{source.id}), or take it from the list"
            yield Problem("docs/data/sources.yml", source.line, CODE, f"no page cites '{source.id}'", hint)
