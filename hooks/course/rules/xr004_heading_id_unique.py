"""XR004 heading-id-unique: an id stands on one heading of its page only.

Why: A link opens the first of two sections with the same id; the second cannot be reached.

Bad:
    docs/en/about.md: |
      # About {#about}

      ## About us {#about}

Says:
    docs/en/about.md:3: XR004 the id 'about' is taken in line 1 - choose another id

Good:
    docs/en/about.md: |
      # About {#about}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem

CODE = "XR004"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every heading or table whose id an earlier one of the page has."""
    for page in course.pages:
        lines: dict[str, int] = {}
        marked = [(heading.id, heading.line) for heading in page.headings if heading.id]
        marked += [(f"tab-{table.id}", table.line) for table in page.tables]
        for key, line in sorted(marked, key=lambda mark: mark[1]):
            first = lines.setdefault(key, line)
            if first != line:
                yield Problem(page.path, line, CODE, f"the id '{key}' is taken in line {first}", "choose another id")
