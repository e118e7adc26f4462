"""XR002 anchor-exists: a reference to a section names a heading that is there, in the same language.

Why: The link would open the page at its top, and the reader would look for the passage in vain.

Bad:
    docs/en/about.md: |
      # About {#about}

      See [](ref:partnerships#who-sit).

Says:
    docs/en/about.md:3: XR002 no section 'who-sit' in 'partnerships' - write the id of a heading of
        docs/en/handbook/partnerships/index.md

Good:
    docs/en/about.md: |
      # About {#about}

      See [](ref:partnerships#who-decides).
"""

from __future__ import annotations

from collections.abc import Iterator

from course.forms import EXAMPLE
from course.labels import tool_of
from course.lists import anchors
from course.model import Course, Page, Problem
from course.suggest import did_you_mean

CODE = "XR002"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every `ref:` link and every outcome whose section is not on the page it names."""
    anchors_of: dict[str, set[str]] = {}
    for page in course.pages:
        for ref in page.references:
            page_id, mark, anchor = ref.target.partition("#")
            there = course.trees[page.locale].get(course.page_names.get(page_id, ""))
            if ref.scheme != "ref" or not mark or there is None:
                continue
            if there.path not in anchors_of:
                anchors_of[there.path] = set(_anchors(course, there))
            known = anchors_of[there.path]
            if anchor not in known:
                hint = did_you_mean(anchor, known, f"write the id of a heading of {there.path}")
                yield Problem(page.path, ref.line, CODE, f"no section '{anchor}' in '{page_id}'", hint)
    yield from _outcomes(course)


def _anchors(course: Course, page: Page) -> Iterator[str]:
    yield from (heading.id for heading in page.headings if heading.id)
    for ref in page.references:
        if ref.scheme == "data":
            yield from anchors(course, ref.target)
    tool = tool_of(course, page)
    if tool and tool.id in course.forms and course.forms[tool.id].example:
        yield EXAMPLE


def _outcomes(course: Course) -> Iterator[Problem]:
    for module in course.modules.values():
        for outcome in module.outcomes:
            for name, sections in (("index.md", outcome.taught), ("lesson.md", outcome.practised)):
                page = course.source_pages.get(f"handbook/{module.id}/{name}")
                known = {heading.id for heading in page.headings} if page else set()
                for section in sections:
                    if page and not page.planned and section not in known:
                        hint = did_you_mean(section, known, f"write the id of a heading of {page.path}")
                        message = f"outcome '{outcome.id}': no section '{section}' in {name}"
                        yield Problem("docs/data/modules.yml", outcome.line, CODE, message, hint)
