"""QZ002 item-has-correct-answer: a quiz item has at least one correct option and one wrong option.

Why: An item without a correct option cannot be passed; one without a wrong option tests nothing.

Bad:
    docs/en/handbook/partnerships/quiz.md: |
      <quiz>
      <!-- id: partnerships-01; outcome: map-decisions -->
      Who chairs the meeting?
      - [ ] The person the team chose
      > The team decides.
      - [ ] The oldest man
      > Age gives no right to the chair.
      </quiz>

Says:
    docs/en/handbook/partnerships/quiz.md:1: QZ002 no option is correct - mark it with - [x]

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

from course.model import Course, Problem

CODE = "QZ002"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every item whose options are all wrong or all correct."""
    for page in course.pages:
        for item in page.items:
            correct = [option.correct for option in item.options]
            if correct and not any(correct):
                yield Problem(page.path, item.line, CODE, "no option is correct", "mark it with - [x]")
            elif correct and all(correct):
                yield Problem(page.path, item.line, CODE, "no option is wrong", "add one with - [ ]")
