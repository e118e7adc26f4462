"""Laying a translation beside its source, section by section, to compare what both must have."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from course.model import Course, Page

Mark = tuple[str, int]
"""Something comparable found in a page, and its line."""

_TOP = "top"

_NUMBER = re.compile(
    r"(?=\d)(?:(?<![\w.,])(?P<day>\d{1,2})\.(?:\d{1,2})\.(?P<year>\d{4})(?!\d)"
    r"|(?P<from>(?:1[5-9]|20)\d\d)[–-](?P<to>\d\d)(?!\d)"
    r"|(?<!\d)(?P<grouped>[1-9]\d{0,2}(?:[\u0020\u00a0\u2009\u202f,.]\d{3}){1,12})(?![\d]|[.,]\d)"
    r"|(?P<decimal>\d+[.,]\d+)(?![\d]|[.,]\d)"
    r"|(?P<plain>\d+))"
)
_LIST_MARKER = re.compile(r"^([ \t]*)\d{1,3}(?=[.)][ \t])", re.MULTILINE)
_NOT_DIGIT = re.compile(r"\D")


@dataclass(frozen=True)
class Difference:
    """What a section of a translation lacks and has too much of; `line` is where one mends it."""

    line: int
    section: str
    missing: tuple[str, ...]
    added: tuple[str, ...]

    def __str__(self) -> str:
        where = f"the section '{self.section}'" if self.section != _TOP else "the part above the first heading"
        missing, added = ", ".join(self.missing), ", ".join(self.added)
        if missing and added:
            return f"{where} has {added} where the source has {missing}"
        if missing:
            return f"{where} lacks {missing}"
        if added:
            return f"{where} has more than the source: {added}"
        return f"{where} has the same in another order"


def translated(course: Course) -> Iterator[tuple[Page, Page]]:
    """Every translated page beside its source page."""
    for page in course.translations():
        source = course.source_pages.get(page.name)
        if source:
            yield source, page


def differences(
    source: Page, page: Page, marks: Callable[[Page], Sequence[Mark]], *, ordered: bool = False
) -> Iterator[Difference]:
    """Where the marks of a translation are not those of its source.

    Both pages are cut at their headings and quiz items; sections are compared by id, as bags of marks or, when
    `ordered`, as sequences. Where a section has as many paragraphs in both, the paragraph is named, else the section.
    """
    theirs, ours = _sections(source, marks(source)), _sections(page, marks(page))
    for key, section in ours.items():
        if key not in theirs:
            continue
        wanted, found = theirs[key], section
        if _same(wanted.marks, found.marks, ordered):
            continue
        wanted, found = _narrowed(source, wanted, page, found, ordered)
        missing = Counter(mark for mark, _ in wanted.marks) - Counter(mark for mark, _ in found.marks)
        added = Counter(mark for mark, _ in found.marks) - Counter(mark for mark, _ in wanted.marks)
        line = next((line for mark, line in found.marks if mark in added), found.first)
        yield Difference(line, key, tuple(missing.elements()), tuple(added.elements()))


def numbers(page: Page) -> list[Mark]:
    """The numbers a page states, in one spelling: 45 000 and 45,000 are `45000`, 1,5 is `1.5`, 2010–12 is two years.

    Of a date written in figures the day and the year count, because the month may be a word elsewhere.
    """
    text = unescape(_LIST_MARKER.sub(lambda match: " " * len(match.group()), page.prose))
    found: list[Mark] = []
    line, at = 1, 0
    for spelled, start in figures(text):
        line, at = line + text.count("\n", at, start), start
        found += [(number, line) for number in spelled]
    return found


def stated(text: str) -> list[str]:
    """The numbers that a text of the data states, spelled as those of a page."""
    return [number for numbers, _ in figures(unescape(text)) for number in numbers]


def figures(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """The numbers written in figures in a text, spelled as those of a page, each with the offset where it begins.

    A range of years and a date are one match with two numbers.
    """
    return ((tuple(_spelled(match)), match.start()) for match in _NUMBER.finditer(text))


def _spelled(match: re.Match[str]) -> list[str]:
    if match["year"]:
        return [str(int(match["day"])), match["year"]]
    if match["from"]:
        until = match["from"][:2] + match["to"]
        return [match["from"], until if until > match["from"] else str(int(match["to"]))]
    if match["grouped"]:
        return [str(int(_NOT_DIGIT.sub("", match["grouped"])))]
    if match["decimal"]:
        return [match["decimal"].replace(",", ".")]
    return [str(int(match["plain"])) if len(match["plain"]) < 19 else match["plain"]]


@dataclass(frozen=True)
class _Section:
    first: int
    last: int
    marks: tuple[Mark, ...]


def _sections(page: Page, marks: Sequence[Mark]) -> dict[str, _Section]:
    starts = [(1, _TOP)]
    starts += [(heading.line, heading.id or heading.text) for heading in page.headings]
    starts += [(item.line, item.id) for item in page.items]
    starts.sort(key=lambda start: start[0])
    lines = [line for line, _ in starts]
    bags: list[list[Mark]] = [[] for _ in starts]
    for mark in marks:
        bags[bisect_right(lines, mark[1]) - 1].append(mark)
    ends = [*(line - 1 for line in lines[1:]), page.source.count("\n") + 1]
    return {
        key: _Section(first, last, tuple(bag))
        for (first, key), last, bag in zip(starts, ends, bags, strict=True)
        if last >= first
    }


def _same(theirs: Sequence[Mark], ours: Sequence[Mark], ordered: bool) -> bool:
    wanted, found = [mark for mark, _ in theirs], [mark for mark, _ in ours]
    return wanted == found if ordered else Counter(wanted) == Counter(found)


def _lacks(one: _Section, other: _Section) -> Counter[str]:
    return Counter(mark for mark, _ in one.marks) - Counter(mark for mark, _ in other.marks)


def _narrowed(source: Page, theirs: _Section, page: Page, ours: _Section, ordered: bool) -> tuple[_Section, _Section]:
    """The first pair of paragraphs that differ, when both sections have equally many."""
    wanted, found = _paragraphs(source, theirs), _paragraphs(page, ours)
    if len(wanted) == len(found):
        for one, other in zip(_parts(theirs, wanted), _parts(ours, found), strict=True):
            if not _same(one.marks, other.marks, ordered):
                moved = not ordered and (
                    not _lacks(one, other) <= _lacks(theirs, ours) or not _lacks(other, one) <= _lacks(ours, theirs)
                )
                return (theirs, ours) if moved else (one, other)
    return theirs, ours


def _paragraphs(page: Page, section: _Section) -> list[tuple[int, int]]:
    """The first and last lines of the paragraphs of a section."""
    lines = page.source.split("\n")[section.first - 1 : section.last]
    gaps = [number for number, line in enumerate(lines, start=section.first) if not line.strip()]
    bounds = [section.first - 1, *gaps, section.first + len(lines)]
    return [(before + 1, after - 1) for before, after in pairwise(bounds) if after > before + 1]


def _parts(section: _Section, paragraphs: list[tuple[int, int]]) -> Iterator[_Section]:
    marks: dict[int, list[Mark]] = {}
    for mark in section.marks:
        marks.setdefault(mark[1], []).append(mark)
    for first, last in paragraphs:
        found = tuple(mark for line in range(first, last + 1) for mark in marks.get(line, ()))
        yield _Section(first, last, found)
