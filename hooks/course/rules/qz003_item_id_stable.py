"""QZ003 item-id-stable: a quiz item has an id of its own that begins with its module's id.

Why: Progress, exports and translations know an item by its id for ever; its place and words may change.

Bad:
    docs/en/handbook/partnerships/quiz.md: |
      <quiz>
      Who chairs the meeting?
      - [x] The person the team chose
      > The team decides.
      - [ ] The oldest man
      > Age gives no right to the chair.
      </quiz>

Says:
    docs/en/handbook/partnerships/quiz.md:1: QZ003 the quiz item has no id - write <!-- id: partnerships-01;
        outcome: … --> under <quiz>

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

import re
from collections.abc import Iterator

from course.model import Course, Page, Problem

CODE = "QZ003"

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check(course: Course) -> Iterator[Problem]:
    """A problem at every item whose id is missing, malformed or already taken in its language."""
    owners: dict[tuple[str, str], str] = {}
    for page in course.pages:
        module = _module(page)
        for item in page.items:
            example = f"write <!-- id: {module}-01; outcome: … --> under <quiz>"
            if not item.id:
                yield Problem(page.path, item.line, CODE, "the quiz item has no id", example)
            elif not _ID.fullmatch(item.id) or not item.id.startswith(f"{module}-"):
                message = f"the id '{item.id}' is not '{module}-' followed by small letters, digits, hyphens"
                yield Problem(page.path, item.line, CODE, message, example)
            else:
                place = f"{page.path}:{item.line}"
                owner = owners.setdefault((page.locale, item.id), place)
                if owner != place:
                    message = f"the id '{item.id}' is taken at {owner}"
                    yield Problem(page.path, item.line, CODE, message, "give the newer item the next free number")


def _module(page: Page) -> str:
    parts = page.name.split("/")
    return parts[1] if len(parts) == 3 else parts[-1].removesuffix(".md")
