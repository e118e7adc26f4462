"""XR007 reader-can-follow: text that learners read does not refer to a page that only trainers have.

Why: The learner edition holds no lesson plans, so the link would lead nowhere, and would tell cadets that something
is kept from them.

Bad:
    docs/en/about.md: |
      # About {#about}

      See [](ref:partnerships/lesson#steps).

Says:
    docs/en/about.md:3: XR007 learners have no page 'partnerships/lesson#steps' - put it into a !!! trainer
        block, or refer to the module

Good:
    docs/en/about.md: |
      # About {#about}

      !!! trainer "Steps"
          See [](ref:partnerships/lesson#steps).
"""

from __future__ import annotations

from collections.abc import Iterator

from course.labels import for_trainers
from course.model import Course, Problem

CODE = "XR007"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every reference to a page for trainers outside trainer blocks and such pages."""
    for page in course.pages:
        hidden = {line for block in page.blocks if block.kind == "trainer" for line in range(block.line, block.end + 1)}
        for ref in page.references:
            leads = course.page_names.get(ref.target.partition("#")[0], "") if ref.scheme == "ref" else ""
            if for_trainers(course, leads) and not for_trainers(course, page.name) and ref.line not in hidden:
                hint = "put it into a !!! trainer block, or refer to the module"
                yield Problem(page.path, ref.line, CODE, f"learners have no page '{ref.target}'", hint)
