"""SR005 no-personal-data: no page, data file, drawing or script, and no name of a file, holds a telephone number, an
e-mail address or a listed name.

Why: The founding documents name people and their numbers. Printing them again can harm somebody, and a number of
a person is never a helpline.

Bad:
    docs/en/about.md: |
      # About {#about}

      Write to officer@example.org.

Says:
    docs/en/about.md:3: SR005 'officer@example.org' is an e-mail address - leave it out

Good:
    docs/en/about.md: |
      # About {#about}

      Write to the office that gave you this copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from html import unescape
from itertools import pairwise

from course.cache import digest
from course.mask import line_at, line_numbers
from course.model import Course, Problem

CODE = "SR005"

# Names are kept as hashes, so that the list itself names nobody: the first 16 hex digits of the SHA-256 of
# "first last" in small letters.
NAMES = frozenset(
    bytes.fromhex(name)
    for name in (
        "91cb93d7f67a7ab5",
        "0e745c0324d73b5a",
        "ecc472c3db305655",
        "9cb5f143434b746e",
        "0c10c12b78f87f3b",
        "b5c92ac6fd7cde1f",
        "87f59935e5721ab1",
        "d7d49ff58ea53dd3",
    )
)

_PHONE = re.compile(
    r"(?=[(+\d])(?<![\w.,+-])(?:\(?(?:\+|00)?992(?:[ \u00a0\u202f.()–-]{0,2}\d){9}|\(?\+?992\)?[ -]?\d{6,9}"
    r"|\+\d{1,3}[ \u00a0-]?\(\d{2,5}\)(?:[ \u00a0-]?\d){5,9}|\+\d(?:[ -]?\d){8,13}"
    r"|(?:\(\d{2,4}\)|\d{2,3})[ \u00a0\u202f-]\d{3}(?:[ \u00a0\u202f-]\d{2}){2}(?![ \u00a0\u202f.,-]\d))(?!\w)"
)
_EIGHT_DIGITS = re.compile(r"[0-9](?:[ \u00a0\u202f().–-]{0,4}[0-9]){7}")  # no telephone number has fewer
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?\[at\]\s?|\s?\(at\)\s?)[\w-]{1,63}(?:\.[\w-]{1,63})+")
_AT = ("@", "[at]", "(at)")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))")  # as JSON, YAML and scripts may write a letter
_JOINED = re.compile(r"[-_.+/]+")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def check(course: Course) -> Iterator[Problem]:
    """A problem at every telephone number, e-mail address and listed name, also in comments, code and attributes."""
    pages = {page.path: page.source for page in course.pages if not page.planned}
    others = dict(course.data_texts) | dict(course.other_texts) | dict(course.scripts)
    things = {course.digests[path]: (path, text) for path, text in pages.items() if path not in others}
    things |= {digest(*file): file for file in others.items()}
    for found in course.cache.kept_each(_in_text, things, CODE):
        yield from found
    for path in course.files:
        yield from _in_name(path)


def _in_text(file: tuple[str, str]) -> list[Problem]:
    """What stands twice in a line is told twice, what is the same in another reading of the text once."""
    path, text = file
    told: list[Problem] = []
    for shown in _shown(text):
        known = set(told)
        told += [problem for problem in _problems(path, shown) if problem not in known]
    return told


def _in_name(path: str) -> Iterator[Problem]:
    """A problem for each thing found in the name of a file or folder, where signs stand for blanks and capitals."""
    readings = (path, path.title(), _JOINED.sub(" ", path).title())
    found = {_bare(message): message for text in reversed(readings) for _, message, _ in _found(text)}
    for message in found.values():
        yield Problem(path, 1, CODE, f"{message}, in the name of the file", "give the file another name")


def _bare(message: str) -> str:
    return "".join(filter(str.isalnum, message.casefold()))


def _problems(path: str, text: str) -> Iterator[Problem]:
    found = list(_found(text))
    starts = line_numbers(text) if found else []
    for start, message, hint in found:
        yield Problem(path, line_at(starts, start), CODE, message, hint)


def _shown(text: str) -> Iterator[str]:
    """A text as it is written, and, where these differ, as it is read: without escapes, references and tags."""
    yield text
    if "\\u" in text or "\\x" in text:
        yield _differing(text, _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text))
    if "&" in text:
        yield _differing(text, unescape(text))
    if "<" in text:
        yield _differing(text, unescape(_TAG.sub(lambda tag: " " + "\n" * tag.group().count("\n"), text)))


def _differing(text: str, read: str) -> str:
    """Of another reading the lines that are not written so, with two lines of words on either side of each."""
    written, lines = text.split("\n"), read.split("\n")
    if len(written) != len(lines):
        return read
    kept = [""] * len(lines)
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        left = 0
        for at in order:
            if lines[at] != written[at]:
                left, kept[at] = 2, lines[at]
            elif left:
                left, kept[at] = left - bool(_WORD.search(lines[at])), lines[at]
    return "\n".join(kept)


def _found(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _PHONE.finditer(text) if _EIGHT_DIGITS.search(text) else ():
        hint = "leave a blank for a local number, to be filled in by hand"
        yield match.start(), f"'{match.group()}' looks like a telephone number", hint
    for match in _EMAIL.finditer(text) if any(mark in text for mark in _AT) else ():
        yield match.start(), f"'{match.group()}' is an e-mail address", "leave it out"
    for start, name in _names(text):
        yield start, f"'{name}' is on the list of names", "name the role in place of the person"


def _names(text: str) -> Iterator[tuple[int, str]]:
    """Listed names, in either order of their two words; a pair without a capital letter is no name."""
    words = ["", *_WORD.findall(text), ""]
    capitals = [at for at, word in enumerate(words) if word and not word.islower()]
    pairs = {(words[at], words[at + 1]) for first in capitals for at in (first - 1, first)}
    listed = {pair for pair in pairs if all(pair) and _is_name(*pair)}
    for one, other in pairwise(_WORD.finditer(text)) if listed else ():
        if (one.group(), other.group()) in listed:
            yield one.start(), f"{one.group()} {other.group()}"


@lru_cache(maxsize=1 << 12)  # few pairs come again, and all of them would take much memory
def _is_name(one: str, other: str) -> bool:
    return (one[0].isupper() or other[0].isupper()) and (_listed(one, other) or _listed(other, one))


def _listed(first: str, last: str) -> bool:
    return sha256(f"{first} {last}".lower().encode()).digest()[:8] in NAMES
