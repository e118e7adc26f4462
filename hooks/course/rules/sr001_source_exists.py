"""SR001 source-exists: a citation names an entry of the list of sources.

Why: A number that leads to no publication is a claim that nobody can check.

Bad:
    docs/en/about.md: |
      # About {#about}

      Police and public share the work [](src:osce-gp80).

Says:
    docs/en/about.md:3: SR001 unknown source 'osce-gp80' - did you mean 'osce-gp08'?

Good:
    docs/en/about.md: |
      # About {#about}

      Police and public share the work [](src:osce-gp08).
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem
from course.suggest import did_you_mean

CODE = "SR001"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every `src:` link, module and entry of the programme whose source is not in the list."""
    for page in course.pages:
        for ref in page.references:
            if ref.scheme == "src" and ref.target not in course.sources:
                hint = did_you_mean(ref.target, course.sources, "add the source to docs/data/sources.yml")
                yield Problem(page.path, ref.line, CODE, f"unknown source '{ref.target}'", hint)
    for path, line, owner, key in _of_data(course):
        if key not in course.sources:
            hint = did_you_mean(key, course.sources, "add the source to docs/data/sources.yml")
            yield Problem(path, line, CODE, f"unknown source '{key}' in '{owner}'", hint)


def _of_data(course: Course) -> Iterator[tuple[str, int, str, str]]:
    for module in course.modules.values():
        for key in module.sources:
            yield "docs/data/modules.yml", module.line, module.id, key
    for milestone in course.milestones.values():
        if milestone.source:
            yield "docs/data/milestones.yml", milestone.line, milestone.id, milestone.source
    for number in course.programme.values():
        yield "docs/data/programme.yml", number.line, number.id, number.source
    for row in course.partnerships.values():
        yield "docs/data/partnerships.yml", row.line, row.id, row.source
