"""QZ004 outcome-known: a quiz item names the outcome of its module that it tests.

Why: Without it nobody can tell what a wrong answer means, or which section to read again.

Bad:
    docs/en/handbook/partnerships/quiz.md: |
      <quiz>
      <!-- id: partnerships-01; outcome: map-decision -->
      Who chairs the meeting?
      - [x] The person the team chose
      > The team decides.
      - [ ] The oldest man
      > Age gives no right to the chair.
      </quiz>

Says:
    docs/en/handbook/partnerships/quiz.md:1: QZ004 unknown outcome 'map-decision' - did you mean
        'map-decisions'?

Good:
    docs/en/handbook/partnerships/quiz.md: |
      <quiz>
      <!-- id: partnerships-01; outcome: map-decisions -->
      Who chairs the meeting?
      - [x] The person the team chose
      > The team decides.
      - [ ] The oldest man
      > Age gives no right to the chair.
      </quiz>
"""

from __future__ import annotations

from collections.abc import Iterator

from course.labels import module_of
from course.model import Course, Problem
from course.suggest import did_you_mean

CODE = "QZ004"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every item of a module whose outcome is missing or not one of the module's."""
    for page in course.pages:
        module = module_of(course, page)
        known = [outcome.id for outcome in module.outcomes] if module else []
        for item in page.items if module else ():
            if not item.outcome:
                hint = f"write <!-- id: {item.id or '…'}; outcome: … --> with a semicolon and one of {', '.join(known)}"
                yield Problem(page.path, item.line, CODE, "the quiz item names no outcome", hint)
            elif item.outcome not in known:
                hint = did_you_mean(item.outcome, known, f"choose one of {', '.join(known)}")
                yield Problem(page.path, item.line, CODE, f"unknown outcome '{item.outcome}'", hint)
