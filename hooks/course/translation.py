"""What a translation was made from: the sections of a page, their hashes, and the record of them in front matter.

A hash stands in the record of every translated page. Whoever changes what goes into it makes every page stale.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import sha256
from html import unescape
from typing import Literal

from course.data import parse
from course.items import closing_lines
from course.mask import blank, blanked, comments, line_numbers, mask_code
from course.model import Course, Page

TOP = "top"
"""The section above the first heading."""

Change = Literal["kept", "removed", "added"]

_KEY = "source"
_HASHES = "section_hashes"
_WORDS_COMPARED = 2000
_REFERENCE = "\ue000"
_UNREAD = re.compile(
    r"(?<=\])\([^()\n]*\)|<[a-z]+://[^<>\s]*>|https?://\S+"  # addresses
    r"|\{[^{}\n]*\}"  # attributes
    r"|</?[A-Za-z][^<>]*>"  # tags
)
_LINE_START = re.compile(
    r"^[ \t]*(?:>[ \t]?)*[ \t]*(?:[-*] ?\[(?P<mark>[ xX]?)\]|[-+*][ \t]+)?", re.MULTILINE
)  # the marks of quotations, lists and quiz options
_GAP = re.compile(r"[\W_]+")
# Nearly all gaps of the source, and nothing is left of them. The first sign stands before the question what is ahead of
# it, because what a pattern begins with is found much quicker.
_BETWEEN = re.escape(" \n.,:;!?|*#()[]\"'“”‘’–-")
_BLANKS = re.compile(rf"[{_BETWEEN}](?<=[a-z][{_BETWEEN}])[{_BETWEEN}]*(?=[a-z])")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_SIGNS = frozenset(f"%‰{_REFERENCE}")
_MARKUP = frozenset("|`~^=")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_PLAIN_KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NOT_TEXT = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


@dataclass(frozen=True)
class State:
    """How a translation stands to its source: ids of sections, in the order of the source.

    `fresh` sections are as they were when the record was made, `stale` ones have changed since; `missing` ones
    have come to the source since, `gone` ones have left it. A page without a record is not `stamped`.
    """

    fresh: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    stamped: bool = True

    @property
    def changed(self) -> tuple[str, ...]:
        """Every section in which the source has moved on."""
        return (*self.stale, *self.missing, *self.gone)


def sections(page: Page) -> dict[str, str]:
    """The sections of a page as they are written, by heading id; what stands above the first is `top`.

    On a page without headings, such as a quiz, each quiz item is a section, by its id, and the rest is `top`.
    """
    return {
        key: "".join(page.source[start:end] for start, end in places).strip("\n")
        for key, places in _places(page).items()
        if key != TOP or any(page.source[start:end].strip() for start, end in places)
    }


def section_hashes(page: Page) -> Mapping[str, str]:
    """The hash of what every section says, by id; an empty `top` has none.

    Words, numbers, signs, quiz marks and the targets of references count. Case, white space, punctuation, ids,
    addresses, tags, comments and the layout of tables and lists do not.
    """
    kept: dict[str, Mapping[str, str]] = vars(page)  # as `cached_property` does: asked for by every translation
    if _HASHES not in kept:
        said = _said(page)
        kept[_HASHES] = {
            key: sha256(text.encode()).hexdigest()[:12] for key, text in said.items() if text or key != TOP
        }
    return kept[_HASHES]


def record(page: Page) -> dict[str, str] | None:
    """The hashes of the source sections that a translated page was made from; None when it was never stamped."""
    kept = page.meta.get(_KEY)
    return {str(key): str(value) for key, value in kept.items()} if isinstance(kept, Mapping) else None


def state(source_page: Page, translated_page: Page) -> State:
    """How a translated page stands to its source. A section whose id alone has changed is fresh."""
    made_from = record(translated_page)
    if made_from is None:
        return State(stamped=False)
    now = section_hashes(source_page)
    gone = {key: value for key, value in made_from.items() if key not in now}
    places: dict[str, list[str]] = {"fresh": [], "stale": [], "missing": []}
    for key, value in now.items():
        if key in made_from:
            places["fresh" if made_from[key] == value else "stale"].append(key)
            continue
        former = next((old for old, told in gone.items() if told == value), None)
        places["missing" if former is None else "fresh"].append(key)
        if former is not None:
            del gone[former]
    return State(tuple(places["fresh"]), tuple(places["stale"]), tuple(places["missing"]), tuple(gone))


def pairs(course: Course, locale: str) -> Iterator[tuple[Page, Page | None]]:
    """Every written source page with its translation; None where there is none."""
    tree = course.trees[locale]
    for name, source in course.source_pages.items():
        if not source.planned:
            page = tree.get(name)
            yield source, None if page is None or page.planned else page


def reviewed(page: Page) -> bool:
    """Whether a named specialist has approved the page."""
    return bool(page.meta.get("review") == "approved")


def word_diff(old: str, new: str) -> list[tuple[Change, str]]:
    """The runs of words that were kept, removed and added between two texts, in order."""
    before, after = old.split(), new.split()
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    middle, other = before[head : len(before) - tail], after[head : len(after) - tail]
    found: list[tuple[Change, list[str]]] = [("kept", before[:head])]
    if len(middle) > _WORDS_COMPARED or len(other) > _WORDS_COMPARED:
        found += [("removed", middle), ("added", other)]
    else:
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, middle, other, autojunk=False).get_opcodes():
            if tag == "equal":
                found.append(("kept", middle[i1:i2]))
            else:
                found += [("removed", middle[i1:i2]), ("added", other[j1:j2])]
    found.append(("kept", before[len(before) - tail :]))
    return [(change, " ".join(words)) for change, words in found if words]


def _shared(one: list[str], other: list[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def stamped(text: str, hashes: Mapping[str, str], shown: str = "") -> str:
    """The whole text of a page file with the record in its front matter and nothing else changed.

    Line ends and a byte order mark stay as they are. Raises ValueError, with what to do, where the front matter
    cannot take the record.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = _LINE.findall(text.removeprefix(mark))
    close = _front_matter_end(lines)
    newline = _line_end(lines[0]) if lines else "\n"
    if close is None:
        return mark + "".join(["---", newline, *_written(hashes, newline), "---", newline, *lines])
    front = lines[1:close]
    start, end = _entry(front)
    new = [*front[:start], *_written(hashes, newline), *front[end:]]
    _must_agree(front, new, hashes, shown)
    return mark + "".join([lines[0], *new, *lines[close:]])


def _front_matter_end(lines: list[str]) -> int | None:
    if not lines or lines[0].rstrip(" \t\r\n") != "---":
        return None
    return next((at for at, line in enumerate(lines) if at and line.rstrip(" \t\r\n") == "---"), None)


def _line_end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :] or "\n"


def _entry(front: list[str]) -> tuple[int, int]:
    """Where the record stands in the lines of the front matter; its end when there is none."""
    start = next((at for at, line in enumerate(front) if re.match(rf"{_KEY}[ \t]*:(?:\s|$)", line)), len(front))
    end = min(start + 1, len(front))
    while end < len(front) and re.match(r"[ \t]+[^\s#]", front[end]):
        end += 1
    return start, end


def _written(hashes: Mapping[str, str], newline: str) -> list[str]:
    if not hashes:
        return [f"{_KEY}: {{}}{newline}"]
    return [f"{_KEY}:{newline}", *(f'  {_key(key)}: "{value}"{newline}' for key, value in hashes.items())]


def _key(key: str) -> str:
    plain = _PLAIN_KEY.fullmatch(key) and key not in _NOT_TEXT
    return key if plain else json.dumps(key, ensure_ascii=False)


def _must_agree(old: list[str], new: list[str], hashes: Mapping[str, str], shown: str) -> None:
    before, wrong = _value(old, shown)
    after, also = _value(new, shown)
    if wrong or also or {**before, _KEY: dict(hashes)} != after:
        raise ValueError("the front matter cannot take the record - write it as 'key: value', one a line")


def _value(lines: list[str], shown: str) -> tuple[dict[str, object], bool]:
    text = "".join(lines).replace("\r\n", "\n").replace("\r", "\n")
    data, problems = parse(text, shown)
    value = data.value if data else None
    return (value if isinstance(value, dict) else {}), bool(problems)


def _places(page: Page) -> dict[str, list[tuple[int, int]]]:
    """Where the sections stand: offsets in the source."""
    starts = line_numbers(page.source)
    places: dict[str, list[tuple[int, int]]] = {TOP: []}
    headings = [(starts[heading.line - 1], heading.id) for heading in page.headings if heading.id]
    at, key = page.body, TOP
    if headings or not page.items:
        for start, heading_id in headings:
            places.setdefault(key, []).append((at, start))
            at, key = start, heading_id
    else:
        closing = closing_lines(blank(page.source[: page.body]) + page.source[page.body :])
        for item in page.items:
            if item.id:
                close = closing[bisect_right(closing, item.line)]
                start, end = starts[item.line - 1], [*starts, len(page.source) + 1][close] - 1
                places[TOP].append((at, start))
                places.setdefault(item.id, []).append((start, end))
                at = end
    places.setdefault(key, []).append((at, len(page.source)))
    return places


def _said(page: Page) -> dict[str, str]:
    shown = _shown(page)
    references = [(ref.end, f"{'!' if ref.placed else ''}{ref.scheme}:{ref.target}") for ref in page.references]
    ends = [end for end, _ in references]
    found: dict[str, str] = {}
    for key, places in _places(page).items():
        pieces, targets = [], []
        for start, end in places:
            for reference_end, target in references[bisect_left(ends, start + 1) : bisect_left(ends, end + 1)]:
                pieces += [_plain(shown[start:reference_end]), _REFERENCE]
                targets.append(target)
                start = reference_end
            pieces += [_plain(shown[start:end]), "\n"]
        texts = _normal("".join(pieces)).split(_REFERENCE)
        found[key] = "".join(
            f"{text}\n{target}\n" if target else text for text, target in zip(texts, [*targets, ""], strict=True)
        )
    return found


def _shown(page: Page) -> str:
    """The body without comments, addresses, attributes and tags, but with code; every offset kept."""
    text = blank(page.source[: page.body]) + page.source[page.body :]
    shown = blanked(text, (match.span() for match in _UNREAD.finditer(mask_code(text))))
    return blanked(shown, comments(text))


def _plain(text: str) -> str:
    return unescape(text).replace(_REFERENCE, " ")


def _normal(text: str) -> str:
    """What the text says, without how it is written."""
    marked = _LINE_START.sub(_mark, text)
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", _safe(marked)).casefold())
    return _GAP.sub(_between, _BLANKS.sub("", folded))


def _safe(text: str) -> str:
    """The text with every 30 marks in a row parted (UAX #15, 13): composing takes the square of their number."""
    marks = "".join(sign for sign in set(text) if unicodedata.combining(sign))
    return re.sub(f"[{marks}]{{30}}", "\\g<0>\u034f", text) if marks else text


def _mark(match: re.Match[str]) -> str:
    mark = match["mark"]
    return "" if mark is None else "☑" if mark in ("x", "X") else "☐"


def _between(match: re.Match[str]) -> str:
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return _kept(match.group(), _kind(before), _kind(after))


def _kind(letter: str) -> str:
    """What of a letter beside a gap counts: that it is a digit, or that there is none."""
    return "0" if letter.isdigit() else letter and "a"


@lru_cache(maxsize=4096)
def _kept(gap: str, before: str, after: str) -> str:
    """What is left of anything between words: signs, a minus, and what keeps two numbers apart."""
    kept = "".join(sign for sign in gap if sign in _SIGNS or _counts(sign))
    if after == "0" and gap[-1] == "-" and (gap[-2:-1] or before or " ") in " \t\n(":
        kept += "−"
    if kept or not (before == after == "0"):
        return kept
    return " " if any(sign.isspace() or sign == "|" for sign in gap) else gap.translate(_DASHES)


def _counts(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "MS" and sign not in _MARKUP
