r"""FL001 file-readable: a file can be read as UTF-8 text.

Why: A page saved in another encoding shows wrong letters or none, and Tajik letters are lost first.

Bad:
    docs/en/about.md: "# About {#about}\n\nNothing\0here.\n"

Says:
    docs/en/about.md:3: FL001 the file holds a NUL character - save it again as plain text

Good:
    docs/en/about.md: "# About {#about}\n\nNothing here.\n"
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem
from course.rules.loaded import loaded

CODE = "FL001"


def check(course: Course) -> Iterator[Problem]:
    """The problems of this kind that were met while loading."""
    return loaded(course, CODE)
