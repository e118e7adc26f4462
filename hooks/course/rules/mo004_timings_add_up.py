"""MO004 timings-add-up: the timing tables of a lesson run without gaps and fill the hours of the module.

Why: A trainer who follows the table must neither run out of time nor stand there with an empty half hour.

Bad:
    docs/en/handbook/partnerships/lesson.md: |
      ## Timing {#timing}

      | Min | Step |
      |---|---|
      | 0–60 | Draw the map |
      | 65–180 | Compare |

      ## Steps {#steps}

      ### Draw the map {#step-map}

Says:
    docs/en/handbook/partnerships/lesson.md:6: MO004 the step 65–180 does not begin at 60 - let every step begin
        where the one above ends

Good:
    docs/en/handbook/partnerships/lesson.md: |
      ## Timing {#timing}

      | Min | Step |
      |---|---|
      | 0–60 | Draw the map |
      | 60–180 | Compare |

      ## Steps {#steps}

      ### Draw the map {#step-map}
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from course.labels import module_of
from course.model import Course, Grid, Module, Page, Problem

CODE = "MO004"

_RANGE = re.compile(r"(\d{1,4})\s*[–-]\s*(\d{1,4})")


def check(course: Course) -> Iterator[Problem]:
    """A problem at every row that does not begin where the one above ends, and at a section with the wrong sum."""
    for page in course.pages:
        module = module_of(course, page)
        if module and page.name.endswith("/lesson.md"):
            yield from _lesson(course, page, module)


def _lesson(course: Course, page: Page, module: Module) -> Iterator[Problem]:
    heading = next((heading for heading in page.headings if heading.id == "timing"), None)
    if heading is None:
        return
    after = [other.line for other in page.headings if other.line > heading.line and other.level <= heading.level]
    total = 0
    for grid in page.grids:
        if heading.line < grid.line < min(after, default=grid.line + 1):
            total += yield from _table(page, grid)
    wanted = module.hours * course.academic_hour
    if total != wanted:
        message = f"the timing tables fill {total} minutes, the module has {wanted}"
        hint = (
            f"{module.hours} academic hours of {course.academic_hour} minutes: mend the tables or docs/data/modules.yml"
        )
        yield Problem(page.path, heading.line, CODE, message, hint)


def _table(page: Page, grid: Grid) -> Generator[Problem, None, int]:
    """Yields the problems of a table and returns the minute at which it ends."""
    at = 0
    for index, row in enumerate(grid.rows[1:], start=1):
        match = _RANGE.fullmatch(row[0])
        if match is None:
            said = f"'{row[0]}' is not a range of minutes" if row[0] else "the first cell is empty"
            yield Problem(page.path, grid.row_line(index), CODE, said, "write the minutes as 15–30")
            continue
        start, end = int(match[1]), int(match[2])
        if start != at:
            hint = "let every step begin where the one above ends" if index > 1 else "begin the table at minute 0"
            yield Problem(page.path, grid.row_line(index), CODE, f"the step {match[0]} does not begin at {at}", hint)
        elif end <= start:
            hint = "let it end later than it begins"
            yield Problem(page.path, grid.row_line(index), CODE, f"the step {match[0]} takes no time", hint)
        at = end
    return at
