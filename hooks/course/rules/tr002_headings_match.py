"""TR002 headings-match: a translation has the headings of its source, with the same levels and ids, in order.

Why: Links, search, progress and the record of what changed know a section by its id; a section that one
language lacks is a part of the course that its readers never see.

Bad:
    docs/ru/about.md: |
      # О пособии {#about}

      ## Для кого {#for-whom}

Says:
    docs/ru/about.md:3: TR002 the heading {#for-whom} is not in the source - compare with docs/en/about.md

Good:
    docs/ru/about.md: |
      # О пособии {#about}
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from course.model import Course, Heading, Page, Problem

CODE = "TR002"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every heading that a translation lacks, adds, or has at another level or place."""
    for page in course.translations():
        source = course.source_pages.get(page.name)
        if source:
            yield from _compare(source, page)


def _compare(source: Page, page: Page) -> Iterator[Problem]:
    wanted = [heading.id for heading in source.headings]
    found = [heading.id for heading in page.headings]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if tag == "equal":
            for theirs, ours in zip(source.headings[i1:i2], page.headings[j1:j2], strict=True):
                if theirs.level != ours.level:
                    message = (
                        f"the heading {_shown(ours)} is of level {ours.level}, in the source of level {theirs.level}"
                    )
                    yield Problem(page.path, ours.line, CODE, message, f"begin it with {'#' * theirs.level}")
            continue
        for theirs in source.headings[i1:i2]:
            if not theirs.id or theirs.id not in found:
                message = f"the heading {_shown(theirs)} of the source is missing here"
                hint = f"translate it from {source.path}:{theirs.line}"
                yield Problem(page.path, _line(page, j1), CODE, message, hint)
        for ours in page.headings[j1:j2]:
            if ours.id in wanted:
                message, hint = (
                    f"the heading {_shown(ours)} stands elsewhere in the source",
                    "keep the order of the source",
                )
            else:
                message, hint = f"the heading {_shown(ours)} is not in the source", f"compare with {source.path}"
            yield Problem(page.path, ours.line, CODE, message, hint)


def _shown(heading: Heading) -> str:
    return f"{{#{heading.id}}}" if heading.id else f"'{heading.text}'"


def _line(page: Page, index: int) -> int:
    if index < len(page.headings):
        return page.headings[index].line
    return page.source.rstrip().count("\n") + 1
