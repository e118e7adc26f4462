"""FL002 yaml-parses: data files and front matter are plain YAML, each key once.

Why: Of a key written twice one half is silently lost; what does not parse cannot be checked at all.

Bad:
    docs/en/about.md: |
      ---
      review: draft
      review: approved
      ---
      # About {#about}

Says:
    docs/en/about.md:3: FL002 the key 'review' is repeated - keep one of the two entries

Good:
    docs/en/about.md: |
      ---
      review: draft
      ---
      # About {#about}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem
from course.rules.loaded import loaded

CODE = "FL002"


def check(course: Course) -> Iterator[Problem]:
    """The problems of this kind that were met while loading."""
    return loaded(course, CODE)
