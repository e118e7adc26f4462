"""Reading Markdown for what the rules and the transformer need, with true offsets and line numbers.

The one trick is `mask`: code and comments become blanks of equal length, so that everything found in the
masked text stands at the same offset in the text itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from course.model import Fault, Heading, Item, Option, Page, Reference, Table

SCHEMES = ("term", "ref", "tool", "fig", "tab", "src", "data")

_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})(.*)$")
_CONTAINER = re.compile(r"(?:[-*+]|\d+[.)])\s|!!!|\?\?\?|\[\^|:\s|===|///")
_NOT_NEWLINE = re.compile(r"[^\n]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(r"^(?P<indent>[ \t]*)(?P<marks>#{1,6})(?!#)[ \t]*(?P<text>[^\n]*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_SETEXT = re.compile(r"^(?P<text>[^\s#>|!\-*+<:][^\n|]*)\n(?P<rule>=+|-+)[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ ]*(?P<attributes>[^{}\n]*)\}$")
_ID = re.compile(r"(?:^|\s)#(\S+)")
_REFERENCE = re.compile(
    r"(?<!\\)(?P<placed>!?)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    rf"\([ ]*(?P<scheme>{'|'.join(SCHEMES)}):(?P<target>[^\s()]*)[ ]*\)"
)
_TABLE = re.compile(r"^Table:[ \t]*(?P<text>[^\n]*?)[ \t]*\{[ ]*#tab-(?P<id>[^\s{}]*)[ ]*\}[ \t]*$", re.MULTILINE)
_QUIZ_OPEN = re.compile(r"^[ \t]*<quiz>[ \t]*$")
_QUIZ_CLOSE = re.compile(r"^[ \t]*</quiz>[ \t]*$")
_QUIZ_TAG = re.compile(r"</?quiz\b[^>\n]*>?")
_ITEM_MARK = re.compile(r"<!--\s*id:\s*(?P<id>[^\s;]*)\s*(?:;\s*outcome:\s*(?P<outcome>[^\s;]*)\s*)?-->")
_OPTION = re.compile(r"^[-*] ?\[(?P<mark>[^\]]?)\]\s*(?P<text>.*)$")
_FEEDBACK = re.compile(r"^\s*>\s?(?P<text>.*)$")
_BLOCK = re.compile(r"^(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?) ?(?P<kinds>[\w-]+(?: +[\w-]+)*)")


def line_numbers(text: str) -> list[int]:
    """Offsets at which the lines of `text` start, for `line_at`."""
    return [0, *accumulate(len(line) + 1 for line in text.split("\n"))]


def line_at(starts: list[int], offset: int) -> int:
    """The number, from 1, of the line that holds `offset`."""
    return bisect_right(starts, offset)


def mask(text: str) -> str:
    """The text with code (fenced, indented, inline) and comments blanked, every offset kept."""
    return _mask_inline(_COMMENT.sub(_blank, _mask_blocks(text)))


def mask_code(text: str) -> str:
    """The text with code blanked and comments kept, every offset kept."""
    return _mask_inline(_mask_blocks(text))


def _blank(match: re.Match[str]) -> str:
    return _NOT_NEWLINE.sub(" ", match.group())


def _mask_blocks(text: str) -> str:
    lines = text.split("\n")
    code = set(_fenced(lines))
    code |= set(_indented(lines, code))
    return "\n".join(" " * len(line) if number in code else line for number, line in enumerate(lines))


def _fenced(lines: list[str]) -> Iterator[int]:
    """Indexes of the lines of fenced blocks (CommonMark 0.31, section 4.5); an unclosed fence is ordinary text."""
    fences = [(number, match) for number, line in enumerate(lines) if (match := _FENCE.match(line.rstrip()))]
    closers: dict[str, list[tuple[int, int]]] = {"`": [], "~": []}
    for number, match in fences:
        if not match.group(2).strip():
            closers[match.group(1)[0]].append((number, len(match.group(1))))
    resume = 0
    hopeless: dict[str, int] = {"`": 1 << 30, "~": 1 << 30}
    for number, match in fences:
        mark, size = match.group(1)[0], len(match.group(1))
        if number < resume or size >= hopeless[mark] or (mark == "`" and "`" in match.group(2)):
            continue
        later = closers[mark][bisect_right(closers[mark], (number, 1 << 30)) :]
        close = next((at for at, length in later if length >= size), None)
        if close is None:
            hopeless[mark] = size
            continue
        resume = close + 1
        yield from range(number, resume)


def _indented(lines: list[str], fenced: set[int]) -> Iterator[int]:
    """Indexes of the lines of indented code: four blanks after an empty line, outside lists and admonitions."""
    inside, after_blank = False, True
    for number, line in enumerate(lines):
        blank = not line.strip()
        indented = line.startswith(("    ", "\t"))
        if not blank and not indented and number not in fenced:
            inside = bool(_CONTAINER.match(line.lstrip()))
        code = indented and not blank and not inside and after_blank and number not in fenced
        if code:
            yield number
        after_blank = blank or code


def _mask_inline(text: str) -> str:
    """Blanks code spans (CommonMark 0.31, section 6.1); a span never crosses an empty line."""
    if "`" not in text:
        return text
    ends = [match.start() for match in _PARAGRAPH_END.finditer(text)]
    runs = [(match.start(), match.end()) for match in re.finditer(r"`+", text)]
    following: dict[tuple[int, int], int] = {}
    partner = [-1] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        start, end = runs[index]
        key = (bisect_right(ends, start), end - start)
        partner[index] = following.get(key, -1)
        following[key] = index
    pieces, at, index = [], 0, 0
    while index < len(runs):
        start, end = runs[index]
        if partner[index] < 0 or (start and text[start - 1] == "\\"):
            index += 1
            continue
        close = runs[partner[index]][1]
        pieces += [text[at:start], _NOT_NEWLINE.sub(" ", text[start:close])]
        at, index = close, partner[index] + 1
    return "".join([*pieces, text[at:]])


def read_page(page: Page) -> Page:
    """The page with everything found in its text: headings, references, tables, quiz items, faults."""
    blanked = page.source[: page.body].translate({ord(c): " " for c in set(page.source[: page.body]) - {"\n"}})
    text = blanked + page.source[page.body :]
    starts, masked = line_numbers(text), mask(text)
    items, faults = _read_items(mask_code(text))
    return replace(
        page,
        headings=tuple(sorted(_headings(masked, starts), key=lambda heading: heading.line)),
        references=tuple(_references(masked, starts)),
        tables=tuple(
            Table(match["id"], match["text"], match.start(), match.end(), line_at(starts, match.start()))
            for match in _TABLE.finditer(masked)
        ),
        items=tuple(items),
        faults=tuple(faults),
    )


def _headings(masked: str, starts: list[int]) -> Iterator[Heading]:
    for match in _HEADING.finditer(masked):
        if match["text"]:
            yield _heading(len(match["marks"]), match["text"], line_at(starts, match.start("text")))
    for match in _SETEXT.finditer(masked):
        yield _heading(1 if match["rule"][0] == "=" else 2, match["text"], line_at(starts, match.start()))


def _heading(level: int, text: str, line: int) -> Heading:
    attributes = _ATTRIBUTES.search(text)
    if attributes is None:
        return Heading(level, text, "", line)
    given = _ID.search(attributes["attributes"])
    return Heading(level, text[: attributes.start()], given[1] if given else "", line)


def _references(masked: str, starts: list[int]) -> Iterator[Reference]:
    for match in _REFERENCE.finditer(masked):
        yield Reference(
            scheme=match["scheme"],
            target=match["target"],
            text=match["text"].strip(),
            placed=bool(match["placed"]),
            start=match.start(),
            end=match.end(),
            line=line_at(starts, match.start()),
        )


def _read_items(text: str) -> tuple[list[Item], list[Fault]]:
    """Quiz items of mkdocs-quiz syntax, and what keeps a block from being one."""
    items, faults = [], []
    opened: int | None = None
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if not _QUIZ_TAG.search(line):
            continue
        if _QUIZ_OPEN.match(line):
            if opened is not None:
                faults.append(Fault(opened, "the quiz item is not closed", "end it with </quiz> on its own line"))
            opened = number
        elif _QUIZ_CLOSE.match(line):
            if opened is None:
                faults.append(Fault(number, "</quiz> closes nothing", "begin the item with <quiz> on its own line"))
            else:
                item, wrong = _read_item(lines[opened : number - 1], opened)
                items.append(item)
                faults += wrong
            opened = None
        else:
            faults.append(Fault(number, "a quiz tag shares its line", "put <quiz> and </quiz> on lines of their own"))
    if opened is not None:
        faults.append(Fault(opened, "the quiz item is not closed", "end it with </quiz> on its own line"))
    return items, faults


def _read_item(lines: list[str], opened: int) -> tuple[Item, list[Fault]]:
    faults: list[Fault] = []
    options: list[Option] = []
    question: list[str] = []
    explanation: list[str] = []
    mark = _ITEM_MARK.search("\n".join(lines))
    gap = False
    for number, line in enumerate(lines, start=opened + 1):
        option, feedback = _OPTION.match(line.strip()), _FEEDBACK.match(line)
        if option and not explanation:
            if option["mark"] not in ("x", "X", " ", ""):
                hint = "write - [x] for a correct option and - [ ] for a wrong one"
                faults.append(Fault(number, f"option mark '[{option['mark']}]' is unknown", hint))
            options.append(Option(option["text"], option["mark"] in ("x", "X"), "", number))
        elif feedback and options and not explanation:
            if gap:
                hint = "put the line with > directly under its option"
                faults.append(Fault(number, "feedback is cut off from its option by an empty line", hint))
            last = options[-1]
            options[-1] = replace(last, feedback=f"{last.feedback}\n{feedback['text']}".strip())
        elif line.strip() and not _ITEM_MARK.match(line.strip()):
            (explanation if options else question).append(line)
        gap = not line.strip()
    if not question:
        faults.append(Fault(opened, "the quiz item has no question", "write the question above the options"))
    if not options:
        faults.append(Fault(opened, "the quiz item has no options", "add lines that begin with - [ ] or - [x]"))
    return (
        Item(
            id=mark["id"] if mark else "",
            outcome=(mark["outcome"] or "") if mark else "",
            question="\n".join(question).strip(),
            options=tuple(options),
            explanation="\n".join(explanation).strip(),
            line=opened,
        ),
        faults,
    )


def without_blocks(text: str, kind: str) -> str:
    """The text without the admonitions of one kind (`!!! trainer "…"` and what is indented under it).

    An admonition in a fenced example is code and stays.
    """
    kept: list[str] = []
    depth: int | None = None
    for line, masked in zip(text.split("\n"), mask_code(text).split("\n"), strict=True):
        indent = _indent(line)
        if depth is not None and (not line.strip() or indent >= depth + 4):
            continue
        depth = None
        block = _BLOCK.match(masked)
        if block and kind in block["kinds"].lower().split():
            depth = indent
            continue
        kept.append(line)
    return "\n".join(kept)


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))


def without_comments(text: str) -> str:
    """The text without HTML comments, which are notes between editors; those in code stay."""
    spans = [match.span() for match in _COMMENT.finditer(mask_code(text))]
    pieces, at = [], 0
    for start, end in spans:
        pieces.append(text[at:start])
        at = end
    return "".join([*pieces, text[at:]])
