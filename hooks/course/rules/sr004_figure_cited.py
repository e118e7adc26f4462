"""SR004 figure-cited: a section of a module that states a year or a large number cites a source.

Why: Figures about the programme travel from report to report and change on the way; a reader must see who said it.
Invented cases, examples and trainer notes need no source.

Bad:
    docs/en/handbook/partnerships/index.md: |
      ## Who decides {#who-decides}

      The campaigns reached 45,000 people in 2019.

      ![](fig:structures)

Says:
    docs/en/handbook/partnerships/index.md:3: SR004 the figure 45000 has no source in its section - cite where
        the figure comes from: [](src:…)

Good:
    docs/en/handbook/partnerships/index.md: |
      ## Who decides {#who-decides}

      The campaigns reached 45,000 people in 2019 [](src:osce-gp08).

      ![](fig:structures)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from course.labels import module_of
from course.lists import cited
from course.model import Course, Page, Problem
from course.parallel import numbers

CODE = "SR004"

LARGE = 100
_OWN_WORDS = ("case", "example", "think", "trainer")


def check(course: Course) -> Iterator[Problem]:
    """A problem at the first year or number of 100 and more in a section of a module that cites nothing."""
    for page in course.pages:
        if module_of(course, page) and page.name.endswith("/index.md"):
            yield from _page(course, page)


def _page(course: Course, page: Page) -> Iterator[Problem]:
    own = {line for block in page.blocks if block.kind in _OWN_WORDS for line in range(block.line, block.end + 1)}
    starts = [1, *(heading.line for heading in page.headings)]
    proven = {bisect_right(starts, line) for _, line in cited(course, page) if line not in own}
    told: set[int] = set()
    for number, line in numbers(page):
        section = bisect_right(starts, line)
        if line in own or section in proven or section in told or float(number) < LARGE:
            continue
        told.add(section)
        hint = "cite where the figure comes from: [](src:…)"
        yield Problem(page.path, line, CODE, f"the figure {number} has no source in its section", hint)
