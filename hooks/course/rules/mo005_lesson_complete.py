"""MO005 lesson-complete: a lesson plan has every mandatory field, in order.

Why: A trainer opens the plan in a hurry and looks for the stop rule where it always stands.

Bad:
    docs/en/handbook/partnerships/lesson.md: |
      ---
      review: draft
      version: 1
      date: 2026-11-21
      legal-check: none
      ---

      ## Aim {#aim}

Says:
    docs/en/handbook/partnerships/lesson.md:8: MO005 the lesson plan has no section 'adaptation' - add '## …
        {#adaptation}'
    docs/en/handbook/partnerships/lesson.md:8: MO005 the lesson plan has no section 'assessment' - add '## …
        {#assessment}'
    docs/en/handbook/partnerships/lesson.md:8: MO005 the lesson plan has no section 'audience' - add '## …
        {#audience}'
    docs/en/handbook/partnerships/lesson.md:8: MO005 the lesson plan has no section 'debrief' - add '## …
        {#debrief}'
    docs/en/handbook/partnerships/lesson.md:8: MO005 the lesson plan has no section 'follow-up' - add '## …
        {#follow-up}'
    docs/en/handbook/partnerships/lesson.md:8: MO005 the lesson plan has no section 'materials' - add '## …
        {#materials}'
    docs/en/handbook/partnerships/lesson.md:8: MO005 the lesson plan has no section 'outcomes' - add '## …
        {#outcomes}'
    docs/en/handbook/partnerships/lesson.md:8: MO005 the lesson plan has no section 'reflection' - add '## …
        {#reflection}'
    docs/en/handbook/partnerships/lesson.md:8: MO005 the lesson plan has no section 'risks' - add '## …
        {#risks}'
    docs/en/handbook/partnerships/lesson.md:8: MO005 the lesson plan has no section 'sources-used' - add '## …
        {#sources-used}'
    docs/en/handbook/partnerships/lesson.md:8: MO005 the lesson plan has no section 'steps' - add '## …
        {#steps}'
    docs/en/handbook/partnerships/lesson.md:8: MO005 the lesson plan has no section 'terms' - add '## …
        {#terms}'
    docs/en/handbook/partnerships/lesson.md:8: MO005 the lesson plan has no section 'timing' - add '## …
        {#timing}'

Good:
    docs/en/about.md: |
      # About {#about}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Page, Problem

CODE = "MO005"

META = ("version", "date", "legal-check")
SECTIONS = (
    "aim",
    "audience",
    "outcomes",
    "terms",
    "materials",
    "timing",
    "steps",
    "debrief",
    "assessment",
    "adaptation",
    "risks",
    "follow-up",
    "sources-used",
    "reflection",
)


def check(course: Course) -> Iterator[Problem]:
    """A problem for every field of front matter or section that a lesson of the source tree lacks or misplaces."""
    for page in course.source_pages.values():
        if page.name.startswith("handbook/") and page.name.endswith("/lesson.md"):
            yield from _lesson(page)


def _lesson(page: Page) -> Iterator[Problem]:
    for key in META:
        if not page.meta.get(key):
            yield Problem(page.path, 1, CODE, f"the lesson plan has no '{key}'", f"add '{key}: …' to the front matter")
    there = {heading.id: heading.line for heading in page.headings if heading.level == 2}
    at, in_order = 0, True
    for section in SECTIONS:
        if section not in there:
            hint = f"add '## … {{#{section}}}'"
            yield Problem(page.path, max(at, 1), CODE, f"the lesson plan has no section '{section}'", hint)
        elif there[section] > at:
            at = there[section]
        elif in_order:
            in_order = False
            hint = f"the order is {', '.join(SECTIONS)}"
            yield Problem(page.path, there[section], CODE, f"the section '{section}' stands too early", hint)
