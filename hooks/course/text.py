"""Reading Markdown for what the rules and the transformer need, with true offsets and line numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from sys import intern

from course.items import read_items
from course.mask import blank, comments, line_at, line_numbers, mask, mask_blocks, replaced
from course.model import Address, Block, Grid, Heading, Page, Reference, Table

SCHEMES = ("term", "not", "ref", "tool", "fig", "tab", "src", "data")

# Patterns that begin with a sign are looked for much faster than those that begin with a place.
_HEADING = re.compile(r"#(?P<more>#{0,5})(?!#)(?P<text>[^\n]*)")  # at the beginning of a line
_SETEXT = re.compile(r"^(?P<text>[^\s#>|!\-*+<:][^\n|]*)\n(?P<rule>=+|-+)[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"(?:^|(?<=[ \t]))\{:?(?P<attributes>[^{}\n]*)\}$")
_ID = re.compile(r"(?:^|\s)#(\S+)")
_REFERENCE = re.compile(
    r"\[(?<!\\\[)(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    rf"\([ ]*(?P<scheme>{'|'.join(SCHEMES)}):(?P<target>[^\s()]*)[ ]*\)"
)
_TABLE = re.compile(r"Table:(?P<text>[^{}\n]*)\{[ ]*#tab-(?P<id>[^\s{}]*)[ ]*\}")  # at the beginning of a line
_BLOCK = re.compile(
    r"^(?P<lead>[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*)(?P<mark>!!!|\?\?\?\+?)[ \t]*"
    r'(?P<kinds>[\w-]+(?: +[\w-]+)*)(?:[ \t]+"(?P<title>[^"\n]*)")?'
)
_BLOCK_MARK = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?) ?[\w-]+(?: +[\w-]+)*|^[ \t]*</?quiz>|^[ \t]*Table:", re.MULTILINE)
_ADDRESS = re.compile(r"(?=[(<h])(?:(?<=\])\([^()\n]*\)|<[a-z]+://[^<>\s]*>|https?://\S+)")
_ATTRIBUTE_LIST = re.compile(r"\{[^{}\n]*\}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_DASHES = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_LINK_ADDRESS = re.compile(r"\]\((?P<address>[^()\n]*)\)")
_TITLE = re.compile(r"""(?<![ \t])[ \t]+(?:"[^"]*"|'[^']*')[ \t]*$""")
_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\[\]\n^][^\[\]\n]*\]:[ \t]*(?P<address>\S+)", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")


def read_page(page: Page) -> Page:
    """The page with everything found in its text: headings, references, tables, quiz items, faults."""
    blanked = page.source[: page.body].translate({ord(c): " " for c in set(page.source[: page.body]) - {"\n"}})
    text = blanked + page.source[page.body :]
    starts, masked = line_numbers(text), mask(text)
    items, faults = read_items(text) if "quiz" in text else ((), ())
    references = tuple(_references(masked, text, starts))
    return replace(
        page,
        prose=_prose(masked),
        headings=tuple(sorted(_headings(masked, text, starts), key=lambda heading: heading.line)),
        references=references,
        addresses=tuple(_addresses(masked, starts, {ref.end for ref in references})),
        tables=tuple(_tables(masked, text, starts)),
        grids=tuple(_grids(masked, text)),
        blocks=tuple(_blocks(masked)),
        items=items,
        faults=faults,
    )


def read_links(text: str) -> tuple[list[Reference], list[Table]]:
    """Of everything that `read_page` finds in a text only the references and the tables."""
    starts, masked = line_numbers(text), mask(text)
    return list(_references(masked, text, starts)), list(_tables(masked, text, starts))


def _prose(masked: str) -> str:
    """The masked text without addresses, attributes, tags and the marks of tables and blocks."""
    masked = (
        _ADDRESS.sub(lambda match: blank(match.group()), masked)
        if "://" in masked
        else _LINK_ADDRESS.sub(lambda match: "]" + blank(match.group()[1:]), masked)
    )
    for pattern in (_ATTRIBUTE_LIST, _TAG, _BLOCK_MARK):
        masked = pattern.sub(lambda match: blank(match.group()), masked)
    return masked


def _grids(masked: str, text: str) -> Iterator[Grid]:
    """Tables of Python-Markdown: a head, a line of dashes, rows; cells are split at bars outside code."""
    lines, shown = masked.split("\n"), text.split("\n")
    number = 1
    while number < len(lines):
        if not ("|" in lines[number - 1] and _DASHES.match(lines[number].strip())):
            number += 1
            continue
        head, rows = number - 1, [_cells(lines[number - 1], shown[number - 1])]
        number += 1
        while number < len(lines) and "|" in lines[number]:
            rows.append(_cells(lines[number], shown[number]))
            number += 1
        yield Grid("\n".join(map("\0".join, rows)), head + 1)


def _cells(masked: str, shown: str) -> tuple[str, ...]:
    bars = [-1, *(match.start() for match in _BAR.finditer(masked)), len(masked)]
    cells = [shown[start + 1 : end].strip() for start, end in pairwise(bars)]
    inside = masked.strip()
    return tuple(cells[1 if inside.startswith("|") else 0 : -1 if inside.endswith("|") else None])


def _blocks(masked: str) -> Iterator[Block]:
    found: list[tuple[re.Match[str], int, int]] = []
    ends: dict[int, int] = {}
    opened: list[int] = []
    last = 0
    there = "!!!" in masked or "???" in masked
    for number, line in enumerate(masked.split("\n") if there else (), start=1):
        if not line.strip():
            continue
        depth = _indent(line)
        while opened and depth < found[opened[-1]][2] + 4:
            ends[opened.pop()] = last
        last = number
        if match := _BLOCK.match(line):
            opened.append(len(found))
            found.append((match, number, depth))
    for index, (match, number, depth) in enumerate(found):
        kinds, folds = match["kinds"].lower().split(), match["mark"] != "!!!"
        yield Block(kinds[0], match["title"] or "", number, ends.get(index, last), depth, folds)


def _headings(masked: str, text: str, starts: list[int]) -> Iterator[Heading]:
    for match in _HEADING.finditer(masked):
        if not _begins_line(masked, match.start()):
            continue
        words = text[match.start("text") : match.end("text")].strip().rstrip("#").rstrip()
        if words:
            yield _heading(len(match["more"]) + 1, words, line_at(starts, match.start("text")))
    for match in _SETEXT.finditer(masked) if _RULE.search(masked) else ():
        words = text[match.start("text") : match.end("text")]
        yield _heading(1 if match["rule"][0] == "=" else 2, words, line_at(starts, match.start()))


def _begins_line(text: str, offset: int) -> bool:
    while offset and text[offset - 1] in " \t":
        offset -= 1
    return not offset or text[offset - 1] == "\n"


def _heading(level: int, words: str, line: int) -> Heading:
    attributes = _ATTRIBUTES.search(words)
    if attributes is None:
        return Heading(level, words, "", line)
    given = _ID.search(attributes["attributes"])
    return Heading(level, words[: attributes.start()].rstrip(), given[1] if given else "", line)


def _references(masked: str, text: str, starts: list[int]) -> Iterator[Reference]:
    for match in _REFERENCE.finditer(masked):
        placed = masked.endswith("!", 0, match.start()) and not masked.endswith("\\!", 0, match.start())
        start = match.start() - placed
        yield Reference(
            scheme=intern(match["scheme"]),  # each stands in a page many times
            target=intern(match["target"]),
            text=text[match.start("text") : match.end("text")].strip(),
            placed=placed,
            start=start,
            end=match.end(),
            line=line_at(starts, start),
        )


def _addresses(masked: str, starts: list[int], ends: set[int]) -> Iterator[Address]:
    """What links lead to that end at no reference: inline links and the definitions of `[text][label]`."""
    for match in _LINK_ADDRESS.finditer(masked):
        if match.end() not in ends:
            yield Address(_TITLE.sub("", match["address"]).strip(), line_at(starts, match.start()))
    for match in _DEFINITION.finditer(masked) if "]:" in masked else ():
        yield Address(match["address"], line_at(starts, match.start()))


def _tables(masked: str, text: str, starts: list[int]) -> Iterator[Table]:
    for match in _TABLE.finditer(masked):
        if _begins_line(masked, match.start()):
            words = text[match.start("text") : match.end("text")].strip()
            yield Table(match["id"], words, match.start(), match.end(), line_at(starts, match.start()))


def without_blocks(text: str, kind: str) -> str:
    """The text without the admonitions of one kind (`!!! trainer "…"` and what is indented under it).

    An admonition in a fenced or indented example is code and stays.
    """
    if kind not in text.lower():
        return text
    kept: list[str] = []
    depth: int | None = None
    gap = False
    for line, masked in zip(text.split("\n"), mask_blocks(text).split("\n"), strict=True):
        if depth is not None and (not line.strip() or _indent(line) >= depth + 4):
            gap = not line.strip()
            continue
        if depth is not None and gap and kept and kept[-1].strip():
            kept.append("")
        depth = None
        block = _BLOCK.match(masked)
        if block and kind in block["kinds"].lower().split():
            depth, gap = _indent(line), False
            continue
        kept.append(line)
    return "\n".join(kept)


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))


def without_comments(text: str) -> str:
    """The text without HTML comments, which are notes between editors; those in code stay."""
    return replaced(text, ((start, end, "") for start, end in comments(text))) if "<!--" in text else text
