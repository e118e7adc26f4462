"""What only trainers read, to be looked for in everything that learners get: for tests and for `make verify`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path

from course import lists
from course.load import load
from course.model import Course


def secrets(root: Path, read: Course | None = None, locale: str = "") -> list[str]:
    """The longer pieces of lesson plans and trainer notes that nothing for learners says too, in one language or all.

    The course in `root` is read, unless it is given.
    """
    learners, trainers = [], []
    for path in sorted((root / "docs" / locale).rglob("*.md")):
        for line, is_trainers in trainer_lines(path):
            (trainers if is_trainers else learners).append(line)
    facts = [path.read_text(encoding="utf-8") for path in sorted((root / "docs" / "data").rglob("*.yml"))]
    course = read or load(root)
    cards = [
        value
        for language in course.languages
        for module in course.modules.values()
        for _, value in lists.module_facts(course, language.id, module)
    ]
    unlinked = [re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", line) for line in learners]  # as the search knows it
    known = "\n".join(learners + unlinked + facts + cards)
    said = {phrase: phrase.strip(" .,:;") for line in trainers for phrase in phrases(line)}
    open_to_all = among(said.values(), known)
    return [phrase for phrase, bare in said.items() if bare not in open_to_all]


def among(sought: Iterable[str], text: str) -> set[str]:
    """Which of many phrases a long text has; only those are looked for whose pairs of whole words all stand in it."""
    pairs = set(pairwise(text.split()))
    return {one for one in sought if all(pair in pairs for pair in pairwise(one.split()[1:-1])) and one in text}


def trainer_lines(path: Path) -> Iterator[tuple[str, bool]]:
    """The lines of a page, and whether each is for trainers alone."""
    inside = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            inside = line.startswith("!!! trainer") or (inside and line.startswith("    "))
        yield line, inside or path.name == "lesson.md"


def phrases(line: str) -> list[str]:
    """The longer pieces of a line that look the same as Markdown and on the page."""
    text = re.sub(r"^\s*(?:[-+*>]|\d+\.)\s+", "", line)
    return [piece.strip() for piece in re.split(r"[\[\]()*_`{}|<>#\"!]|:(?=\s)", text) if len(piece.strip()) > 25]


def words(texts: Iterable[bytes]) -> str:
    """What pages, scripts and data say, without the escapes of HTML and JSON; a line of many pages is said once."""
    said = "\n".join(dict.fromkeys(line for text in texts for line in text.decode("utf-8").split("\n")))
    return unescape(re.sub(r"\\u([0-9a-f]{4})", lambda escape: chr(int(escape[1], 16)), said))
