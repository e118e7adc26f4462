"""Blanking what is no prose: code and comments become blanks of equal length.

Everything found in masked text stands at the same offset, and so in the same line, in the text itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

_FENCE = re.compile(r"(`{3,}|~{3,})(.*)$")
_INLINE = re.compile(r"<!--|`+")
_CONTAINER = re.compile(r"(?:[-*+]|\d+[.)])\s|!!!|\?\?\?|\[\^|:\s|===|///")
_NOT_NEWLINE = re.compile(r"[^\n]")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")


def line_numbers(text: str) -> list[int]:
    """Offsets at which the lines of `text` start, for `line_at`."""
    return [0, *accumulate(len(line) + 1 for line in text.split("\n"))]


def line_at(starts: list[int], offset: int) -> int:
    """The number, from 1, of the line that holds `offset`."""
    return bisect_right(starts, offset)


def mask(text: str) -> str:
    """The text with code (fenced, indented, inline) and comments blanked, every offset kept."""
    masked = mask_blocks(text)
    return blanked(masked, ((start, end) for start, end, _ in _inline(masked)))


def mask_code(text: str) -> str:
    """The text with code blanked and comments kept, every offset kept."""
    masked = mask_blocks(text)
    return blanked(masked, ((start, end) for start, end, comment in _inline(masked) if not comment))


def comments(text: str) -> list[tuple[int, int]]:
    """Where HTML comments outside code begin and end; one that is never closed is ordinary text."""
    found = _inline(mask_blocks(text)) if "<!--" in text else ()
    return [(start, end) for start, end, comment in found if comment]


def replaced(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """The text with the spans, in order and apart, replaced."""
    pieces, at = [], 0
    for start, end, replacement in changes:
        pieces += [text[at:start], replacement]
        at = end
    return "".join([*pieces, text[at:]])


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the spans, in order and apart, blanked, every offset kept."""
    return replaced(text, ((start, end, blank(text[start:end])) for start, end in spans))


def blank(text: str) -> str:
    """Blanks in place of a text, its line ends kept."""
    return _NOT_NEWLINE.sub(" ", text) if "\n" in text else " " * len(text)


def mask_blocks(text: str) -> str:
    """The text with fenced and indented code blanked, every offset kept."""
    lines = text.split("\n")
    code = set(_fenced(lines))
    code |= set(_indented(lines, code))
    return "\n".join(" " * len(line) if number in code else line for number, line in enumerate(lines))


def _fenced(lines: list[str]) -> Iterator[int]:
    """Indexes of the lines of fenced blocks as Python-Markdown sees them: both fences alike, at the line's start.

    An unclosed fence is ordinary text.
    """
    fences = [(number, match[1], match[2]) for number, line in enumerate(lines) if (match := _FENCE.match(line))]
    closers: dict[str, list[int]] = {}
    for number, mark, info in fences:
        if not info.strip():
            closers.setdefault(mark, []).append(number)
    resume = 0
    for number, mark, info in fences:
        later = closers.get(mark, [])
        at = bisect_right(later, number)
        if number >= resume and at < len(later) and mark[0] not in info:
            resume = later[at] + 1
            yield from range(number, resume)


def _indented(lines: list[str], fenced: set[int]) -> Iterator[int]:
    """Indexes of the lines of indented code: four blanks after an empty line, outside lists and admonitions."""
    inside, after_blank, outermost = False, True, ""
    for number, line in enumerate(lines):
        blank = not line.strip()
        indented = line.startswith(("    ", "\t"))
        if not blank and not indented and number not in fenced:
            inside, outermost = False, line
        code = indented and not blank and after_blank and number not in fenced
        if code and outermost:
            inside, outermost = bool(_CONTAINER.match(outermost.lstrip())), ""
        code = code and not inside
        if code:
            yield number
        after_blank = blank or code


def _inline(text: str) -> Iterator[tuple[int, int, bool]]:
    """Code spans and comments, leftmost first, and whether it is a comment.

    A code span (CommonMark 0.31, section 6.1) never crosses an empty line.
    """
    if "`" not in text and "<!--" not in text:
        return
    marks = list(_INLINE.finditer(text))
    closing = _partners(text, marks)
    last_close = text.rfind("-->")
    at = 0
    for mark in marks:
        start = mark.start()
        if start < at:
            continue
        if mark.group() == "<!--":
            if start + 4 <= last_close:
                at = text.index("-->", start + 4) + 3
                yield start, at, True
        elif start in closing and not (start and text[start - 1] == "\\"):
            at = closing[start]
            yield start, at, False


def _partners(text: str, marks: list[re.Match[str]]) -> dict[int, int]:
    """For each run of backticks that has another of its length in the paragraph: where the next one ends."""
    ends = [match.start() for match in _PARAGRAPH_END.finditer(text)]
    following: dict[tuple[int, int], int] = {}
    closing: dict[int, int] = {}
    for mark in reversed(marks):
        if mark.group() == "<!--":
            continue
        key = (bisect_right(ends, mark.start()), len(mark.group()))
        if key in following:
            closing[mark.start()] = following[key]
        following[key] = mark.end()
    return closing
