"""The real course as material for faults: its texts, and where in them a fault is rightly told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from course.data import Data, Key, parse
from course.load import load
from course.mask import line_at, line_numbers
from course.model import Item, Page, Reference

_START = re.compile(r"(?P<heading>#{1,6})(?!#)[^\n]*|<quiz>\s*$")
_SCALAR = re.compile(r"(?P<indent>\s*(?:- )?)(?P<key>[\w-]+): (?P<value>[^\s>|\[{&*!].*)$")


@dataclass(frozen=True)
class Edit:
    """New text in place of a span of a file; a surrogate escape stands for a byte that is no UTF-8."""

    path: str
    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Fault:
    """Something wrong in the course, and the file and lines of which one is right for the problem."""

    path: str
    lines: frozenset[int]
    edits: tuple[Edit, ...] = ()
    deleted: tuple[str, ...] = ()


Places = Callable[["Material"], Iterator[Fault]]


@dataclass(frozen=True)
class Kind:
    """A kind of fault, the code of the rule that must tell it, and all places where the course can have it."""

    code: str
    name: str
    places: Places


def applied(edits: Iterable[Edit], text: str) -> str:
    """The text with the edits, which are apart."""
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def misspelt(word: str, known: Iterable[str]) -> str:
    """The word as a hurried author types it, so that it is none of the known ones."""
    middle = len(word) // 2
    spellings = (word[:-1], word[:middle] + word[middle : middle + 1] + word[middle:], f"{word}x")
    return next(spelling for spelling in spellings if spelling and spelling not in set(known))


def right_lines(text: str, number: int, *, whole: bool = False) -> frozenset[int]:
    """The one place that says which lines are right for something that was taken from line `number` of a page.

    `text` is the page afterwards. For a part of a paragraph: any line of the paragraph, and the heading or quiz item
    it stands under (line 1 above the first). For a `whole` heading or item: its neighbours, which are the heading or
    item before it, the section (level 1 or 2) before it, and the heading or item after it, or else the last line.
    For what the page as a whole must have (front matter, its form) the kinds say line 1 themselves; for data they
    take `Material.around`: the keys around what was taken, up to the entry that a rule knows by its id. Quiz items
    and entries of data files are one place, their first line. Everything else has exactly one right line.
    """
    lines = text.split("\n")
    starts = [at for at, line in enumerate(lines, start=1) if _START.match(line)]
    before = [at for at in starts if at < number + (not whole)]
    right = {before[-1] if before else 1}
    if whole:
        sections = [at for at in before if lines[at - 1].startswith(("# ", "## "))]
        right.add(sections[-1] if sections else 1)
        right.add(next((at for at in starts if at >= number), text.rstrip().count("\n") + 1))
    else:
        # What was the last line of its paragraph has left it above.
        first = last = number - (not "".join(lines[number - 1 : number]).strip())
        while first > 1 and lines[first - 2].strip():
            first -= 1
        while last < len(lines) and lines[last].strip():
            last += 1
        right |= {at for at in range(first, last + 1) if "".join(lines[at - 1 : at]).strip()}
    return frozenset(right)


class Material:
    """A clean course in `root`, to be read only."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.course = load(root)
        patterns = ("*.md", "*.yml", "*.svg", "*.js", "*.csv")
        found = (path for pattern in patterns for path in sorted((root / "docs").rglob(pattern)))
        self.texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in found}
        self._starts: dict[str, list[int]] = {}

    @cached_property
    def locales(self) -> list[str]:
        """The languages of the course."""
        return [language.id for language in self.course.languages]

    @cached_property
    def data(self) -> Mapping[str, Data]:
        """The data files by path."""
        parsed = {path: parse(text, path)[0] for path, text in self.texts.items() if path.endswith(".yml")}
        return {path: data for path, data in parsed.items() if data is not None}

    def starts(self, path: str) -> list[int]:
        """The offsets of the lines of a file."""
        if path not in self._starts:
            self._starts[path] = line_numbers(self.texts[path])
        return self._starts[path]

    def span(self, path: str, first: int, last: int = 0) -> tuple[int, int]:
        """Where the lines from `first` to `last` begin and end, without the last line end."""
        starts = self.starts(path)
        return starts[first - 1], starts[last or first] - 1

    def line(self, path: str, number: int) -> str:
        """The text of one line."""
        return self.texts[path][slice(*self.span(path, number))]

    def change(self, path: str, start: int, end: int, new: str) -> Fault:
        """A fault of which only its own line is right."""
        return Fault(path, frozenset({line_at(self.starts(path), start)}), (Edit(path, start, end, new),))

    def change_line(self, path: str, number: int, new: str, lines: Iterable[int] = ()) -> Fault:
        """A fault in place of a line."""
        return Fault(path, frozenset(lines) or frozenset({number}), (Edit(path, *self.span(path, number), new),))

    def put_in(self, path: str, number: int, new: str) -> Fault:
        """A fault at the end of a line."""
        end = self.span(path, number)[1]
        return self.change(path, end, end, new)

    def take(self, path: str, start: int, end: int, new: str = "") -> Fault:
        """Something taken from a paragraph."""
        edit = Edit(path, start, end, new)
        number = line_at(self.starts(path), start)
        return Fault(path, right_lines(applied([edit], self.texts[path]), number), (edit,))

    def take_lines(self, path: str, first: int, last: int = 0, *, whole: bool = False) -> Fault:
        """Lines taken from a page, with `whole` all of a heading or item."""
        start, end = self.span(path, first, last)
        edit = Edit(path, start, end + 1, "")
        return Fault(path, right_lines(applied([edit], self.texts[path]), first, whole=whole), (edit,))

    # pages

    def pages(self, *locales: str) -> list[Page]:
        """The pages that have a file."""
        chosen = locales or tuple(self.locales)
        return [page for page in self.course.pages if not page.planned and page.locale in chosen]

    def translations(self) -> list[Page]:
        """Those of them that are translations."""
        return [page for page in self.pages() if page.locale != self.course.source_locale]

    def references(self, *schemes: str) -> Iterator[tuple[Page, Reference]]:
        """The references of these kinds."""
        return ((page, ref) for page in self.pages() for ref in page.references if ref.scheme in schemes)

    def target(self, page: Page, ref: Reference, start: int, end: int, new: str) -> Fault:
        """The reference with a part of its target replaced."""
        at = page.source.rindex(":", ref.start, page.source.rindex(ref.target, ref.start, ref.end)) + 1
        return self.change(page.path, at + start, at + end, new)

    def prose_lines(self, page: Page) -> Iterator[int]:
        """The lines of paragraphs, list items and options: at least five words, and room for more at the end."""
        for number, line in enumerate(page.prose.split("\n"), start=1):
            shown = self.line(page.path, number).strip()
            if len(line.split()) >= 5 and not shown.startswith(("#", "|", "!!!", "Table:", "<")):
                yield number

    def paragraphs(self, page: Page) -> list[tuple[int, int]]:
        """The first and last lines of running text that is neither list, table nor block."""
        found, lines, first = [], page.source.split("\n"), 0
        for number, line in enumerate([*lines, ""], start=1):
            if line.strip():
                first = first or number
            elif first:
                head = page.prose.split("\n")[first - 1]
                if lines[first - 1][0].isalpha() and head.strip() and not lines[first - 1].startswith("Table:"):
                    found.append((first, number - 1))
                first = 0
        return found

    def items(self, *locales: str) -> Iterator[tuple[Page, Item]]:
        """The quiz items."""
        return ((page, item) for page in self.pages(*locales) for item in page.items)

    def item_end(self, page: Page, item: Item) -> int:
        """The line of `</quiz>`."""
        at = item.line
        while self.line(page.path, at).strip() != "</quiz>":
            at += 1
        return at

    def trainer_lines(self, page: Page) -> set[int]:
        """The lines that learners do not see."""
        return {line for block in page.blocks if block.kind == "trainer" for line in range(block.line, block.end + 1)}

    # data files

    def value(self, path: str, key: Key) -> Any:
        """What stands at a key."""
        value = self.data[path].value
        for part in key:
            value = value[part]
        return value

    def keys(self, path: str) -> list[tuple[Key, int]]:
        """Every key with its line."""
        return [(key, line) for key, line in self.data[path].lines.items() if key]

    def scalars(self, path: str) -> Iterator[tuple[Key, int, re.Match[str]]]:
        """Every key with a text or number on its own line, and the parts of the line."""
        taken = set(self.data[path].lines.values())
        for key, line in self.keys(path):
            match = _SCALAR.match(self.line(path, line))
            below = self.line(path, line + 1) if line < len(self.starts(path)) - 1 else ""
            if match and match["key"] == key[-1] and (not below.strip() or below.startswith("#") or line + 1 in taken):
                yield key, line, match

    def block(self, path: str, number: int) -> tuple[int, int]:
        """The lines of a key with everything under it."""
        depth = len(self.line(path, number)) - len(self.line(path, number).lstrip())
        last = number
        for at in range(number + 1, len(self.starts(path))):
            below = self.line(path, at)
            if below.strip() and len(below) - len(below.lstrip()) <= depth:
                break
            last = at if below.strip() else last
        return number, last

    def around(self, path: str, key: Key, depth: int) -> frozenset[int]:
        """The lines of the keys around `key`, down from the entry, whose own key has `depth` parts."""
        return frozenset(self.data[path].line(*key[:size]) for size in range(depth, len(key)))

    def take_key(self, path: str, key: Key, depth: int) -> Fault:
        """A key taken from an entry with everything under it."""
        start, end = self.span(path, *self.block(path, self.data[path].lines[key]))
        return Fault(path, self.around(path, key, depth), (Edit(path, start, end + 1, ""),))


def data_path(name: str) -> str:
    """The path of a data file."""
    return f"docs/data/{name}.yml"
