"""XR001 page-exists: a reference names a page of the course.

Why: A link to a page that is not there is a dead end, and offline there is no way round it.

Bad:
    docs/en/about.md: |
      # About {#about}

      See [](ref:partnership).

Says:
    docs/en/about.md:3: XR001 unknown page 'partnership' - did you mean 'partnerships'?

Good:
    docs/en/about.md: |
      # About {#about}

      See [](ref:partnerships).
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem
from course.suggest import did_you_mean

CODE = "XR001"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every `ref:` link whose page is not in the source tree."""
    for page in course.pages:
        for ref in page.references:
            page_id = ref.target.partition("#")[0]
            if ref.scheme == "ref" and page_id not in course.page_names:
                hint = f"write the page too: ref:{page.id}{ref.target}" if ref.target.startswith("#") else ""
                hint = hint or did_you_mean(page_id, course.page_names, "write the id of a module or page")
                yield Problem(page.path, ref.line, CODE, f"unknown page '{page_id}'", hint)
