"""The words of a page as its reader meets them: passages, sentences and words, without markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape

from course import labels, lists
from course.mask import replaced
from course.model import Block, Course, Heading, Page, Reference, Table
from course.text import read_page

_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_QUOTED = re.compile(r"\s*>\s?")
_BAR = re.compile(r"(?<!\\)\|")
_MARKUP = re.compile(r"[*\[\]\\]|(?<!\w)_+|_+(?!\w)")
_BLANK_BEFORE = re.compile(r"\s+(?=[.,;:?!…)»”])")
_PAUSE = re.compile(r"[.?!…]+[»”“\"')]*\s+")
_LAST_WORD = re.compile(r"(?P<number>\d\s*)?(?P<word>\w+)\.$")
_BEFORE_NUMBERS = frozenset({"art", "fig", "no", "p", "pp", "п", "пп", "рис", "с", "саҳ", "ст", "стр"})
_BEFORE_NAMES = frozenset({"cf", "dr", "e", "g", "mr", "mrs", "ms", "prof", "vs", "г", "е", "им", "см", "т", "ул", "ш"})

_TITLE, _ROW, _CELL, _PART, _QUOTE, _TEXT, _GAP = "title", "row", "cell", "item", "quote", "text", "gap"
_Marked = tuple[int, str, str]
"""A line of a page, or a cell in it: its number, what it is, its text."""


@dataclass(frozen=True)
class Passage:
    """What is read in one go: a paragraph, a list item, a cell of a table, or a `title`; `line` is its first line.

    A title is a heading, the title of a block or the caption of a table. `trainer` ones are seen by trainers only.
    """

    line: int
    text: str
    title: bool
    trainer: bool


def passages(course: Course, page: Page) -> tuple[Passage, ...]:
    """The passages of a page in order, with those of the lists that it places at the line of the placement.

    References without words of their own have those that the page fills in, citations none. Drawings with their
    captions, code, comments and what the data write around the page are left out.
    """
    hidden = {line for block in page.blocks if block.kind == "trainer" for line in range(block.line, block.end + 1)}
    whole = labels.for_trainers(course, page.name)
    fills = [(ref.start, ref.end, _filled(course, page, ref)) for ref in page.references if not ref.text]
    found = list(_joined(_marked(page, replaced(page.prose, fills).split("\n"))))
    for ref in page.references:
        if ref.scheme == "data" and ref.target in lists.LISTS:
            found += (replace(passage, line=ref.line) for passage in _listed(course, page, ref.target))
    read = (replace(passage, trainer=whole or passage.line in hidden) for passage in found)
    return tuple(sorted(read, key=lambda passage: passage.line))


def _listed(course: Course, page: Page, name: str) -> tuple[Passage, ...]:
    text = lists.placed(course, page.locale, name)
    return passages(course, read_page(Page(page.path, page.locale, page.name, text, 0, {})))


def _filled(course: Course, page: Page, ref: Reference) -> str:
    if ref.scheme == "term":
        return course.terms[ref.target].wordings[page.locale].term
    if ref.placed or ref.scheme in ("src", "data"):
        return ""
    return labels.named(course, page.locale, ref)[2]


def _marked(page: Page, lines: Iterable[str]) -> Iterator[_Marked]:
    """The lines of a page with what each of them begins or goes on with."""
    layout = _layout(page)
    for number, line in enumerate(lines, start=1):
        kind = layout.get(number, "")
        if kind == _ROW:
            yield from ((number, _CELL, cell) for cell in _BAR.split(line))
        elif kind:
            yield number, kind, line.strip(' \t#"')
        elif match := _ITEM.match(line):
            yield number, _PART, line[match.end() :]
        elif match := _QUOTED.match(line):
            yield number, _QUOTE, line[match.end() :]
        else:
            yield number, _TEXT if line.strip() else _GAP, line


def _layout(page: Page) -> dict[int, str]:
    """What the lines are that are neither text nor lists."""
    layout = {grid.line + 1: _GAP for grid in page.grids}
    layout |= {grid.row_line(index): _ROW for grid in page.grids for index in range(len(grid.rows))}
    marks: tuple[Heading | Table | Block, ...] = (*page.headings, *page.tables, *page.blocks)
    return layout | {mark.line: _TITLE for mark in marks}


def _joined(marked: Iterable[_Marked]) -> Iterator[Passage]:
    """Passages from lines: text goes on with the paragraph, item or quotation that is open."""
    found: list[tuple[int, str, list[str]]] = []
    open_kind = _GAP
    for number, kind, text in marked:
        if (kind == _TEXT and open_kind in (_TEXT, _PART, _QUOTE)) or kind == open_kind == _QUOTE:
            found[-1][2].append(text)
            continue
        open_kind = kind
        if kind != _GAP:
            found.append((number, kind, [text]))
    for number, kind, texts in found:
        text = plain(" ".join(texts))
        if words(text):
            yield Passage(number, text, kind == _TITLE, False)


def plain(text: str) -> str:
    """A text without emphasis, brackets of links and double blanks."""
    return _BLANK_BEFORE.sub("", " ".join(unescape(_MARKUP.sub("", text)).split()))


def words(text: str) -> list[str]:
    """What stands between blanks and has a letter or digit."""
    return [word for word in text.split() if any(map(str.isalnum, word))]


def sentences(text: str) -> list[str]:
    """A plain text cut where a sentence ends: after its mark and closing quotes, unless a small letter follows.

    An initial, or an abbreviation that stands before a name or a number (г. Хорог, ст. 5, No. 7), ends none.
    """
    found, begin = [], 0
    for pause in _PAUSE.finditer(text):
        if _ends(text[begin : pause.end()].rstrip(), text[pause.end() :]):
            found.append(text[begin : pause.end()].rstrip())
            begin = pause.end()
    return [sentence for sentence in (*found, text[begin:].rstrip()) if words(sentence)]


def _ends(sentence: str, rest: str) -> bool:
    follows, last = next(filter(str.isalnum, rest), ""), _LAST_WORD.search(sentence)
    if follows.islower() or last is None:
        return not follows.islower()
    word = last["word"]
    if len(word) == 1 and word.isupper():
        return False
    if word == "г" and last["number"]:
        return True
    return word.lower() not in (_BEFORE_NAMES | _BEFORE_NUMBERS if follows.isdigit() else _BEFORE_NAMES)
