"""XR003 heading-has-id: every heading has an explicit id in small ASCII letters, digits and hyphens.

Why: Without one, Cyrillic headings get ids like _1 and _2 that move when a heading is added, and links, progress
and translations lose the section.

Bad:
    docs/en/about.md: |
      # About {#about}

      ## Who it is for

Says:
    docs/en/about.md:3: XR003 the heading 'Who it is for' has no id - end it with an id such as {#who-decides},
        the same in every language

Good:
    docs/en/about.md: |
      # About {#about}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from course.model import Course, Problem

CODE = "XR003"

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def check(course: Course) -> Iterator[Problem]:
    """A problem at every heading without an id, or with one that is not kebab-case ASCII."""
    for page in course.pages:
        for heading in page.headings:
            if not heading.id:
                hint = "end it with an id such as {#who-decides}, the same in every language"
                yield Problem(page.path, heading.line, CODE, f"the heading '{heading.text}' has no id", hint)
            elif not _ID.fullmatch(heading.id):
                hint = "use small Latin letters, digits and single hyphens"
                yield Problem(page.path, heading.line, CODE, f"the id '{heading.id}' is not kebab-case ASCII", hint)
