"""MO006 block-whole: a block has a known kind, stands where it is read as a block, and has its text indented under it.

Why: A trainer block with a slip in it is printed for learners as ordinary text; a warning with one loses its box.

Bad:
    docs/en/about.md: |
      # About {#about}

      !!! trainers "Ask the class"
          Who was not there?

Says:
    docs/en/about.md:3: MO006 unknown kind of block 'trainers' - did you mean 'trainer'?

Good:
    docs/en/about.md: |
      # About {#about}

      !!! trainer "Ask the class"
          Who was not there?
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from course.model import Block, Course, Page, Problem
from course.rules.kept import in_pages
from course.suggest import did_you_mean

CODE = "MO006"

KINDS = ("case", "example", "think", "legal", "warning", "note", "trainer")

_MARK = re.compile(r"\s*(?:>\s*)*(?:!!!|\?\?\?)")
_INDENTED = re.compile(r"(?: {4}|\t)")


def check(course: Course) -> Iterator[Problem]:
    """A problem for every block of an unknown kind, without text or with text beside it, and for stray marks."""
    for _, found in in_pages(course, course.pages, lambda page: list(_page(page)), CODE):
        yield from found


def _page(page: Page) -> Iterator[Problem]:
    lines = page.source.split("\n")
    for block in page.blocks:
        yield from _block(page, block, lines)
    known = {block.line for block in page.blocks}
    for number, prose in enumerate(page.prose.split("\n"), start=1):
        line = lines[number - 1]
        hidden = not prose.strip() and not _INDENTED.match(line)
        if _MARK.match(line) and number not in known and not hidden and number > page.source.count("\n", 0, page.body):
            hint = 'begin the line with !!! kind "title", after an empty line and outside quotations'
            yield Problem(page.path, number, CODE, "this is not read as a block", hint)


def _block(page: Page, block: Block, lines: list[str]) -> Iterator[Problem]:
    if block.kind not in KINDS:
        hint = did_you_mean(block.kind, KINDS, f"choose one of {', '.join(KINDS)}")
        yield Problem(page.path, block.line, CODE, f"unknown kind of block '{block.kind}'", hint)
    if block.collapsed:
        hint = f"begin it with !!! {block.kind}"
        yield Problem(page.path, block.line, CODE, "a block that opens and closes is not printed", hint)
    if block.end == block.line:
        hint = "indent the text under it by four blanks"
        yield Problem(page.path, block.line, CODE, f"the block '{block.kind}' has no text", hint)
    elif block.end < len(lines) and lines[block.end].strip():
        hint = "indent it by four blanks, or put an empty line above it"
        yield Problem(page.path, block.end + 1, CODE, f"this line falls out of the block '{block.kind}'", hint)
