"""QZ001 item-parses: a quiz item has a question, options, and tags on lines of their own.

Why: The quiz plugin would stop the build with a wrong line number, or print the item as plain text with its
answers in view.

Bad:
    docs/en/handbook/partnerships/quiz.md: |
      <quiz>
      <!-- id: partnerships-01; outcome: map-decisions -->
      Who chairs the meeting?
      - [x] The person the team chose
      > The team decides.

Says:
    docs/en/handbook/partnerships/quiz.md:1: QZ001 the quiz item is not closed - end it with </quiz> on its own
        line

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

CODE = "QZ001"


def check(course: Course) -> Iterator[Problem]:
    """Everything in a page that tries to be a quiz item and is not."""
    for page in course.pages:
        for fault in page.faults:
            yield Problem(page.path, fault.line, CODE, fault.message, fault.hint)
