"""QZ005 option-has-feedback: every option of a quiz item has feedback that says why.

Why: The feedback is where a cadet learns; "wrong" without a reason teaches guessing.

Bad:
    docs/en/handbook/partnerships/quiz.md: |
      <quiz>
      <!-- id: partnerships-01; outcome: map-decisions -->
      Who chairs the meeting?
      - [x] The person the team chose
      > The team decides.
      - [ ] The oldest man
      </quiz>

Says:
    docs/en/handbook/partnerships/quiz.md:6: QZ005 the option 'The oldest man' has no feedback - write a line
        with > directly under it

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

CODE = "QZ005"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every option without feedback."""
    for page in course.pages:
        for item in page.items:
            for option in item.options:
                if not option.feedback:
                    hint = "write a line with > directly under it"
                    yield Problem(page.path, option.line, CODE, f"the option '{option.text}' has no feedback", hint)
