"""Mending what has exactly one right answer, everything else of a file kept byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from course.letters import FOREIGN, MIXED, Mistake, mended, mistakes, page_mistakes, script
from course.mask import line_at, line_numbers
from course.model import Course, Language

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_LANGUAGES = "docs/data/languages.yml"
"""Alphabets, names and function words are about letters, not written with them."""

_MARK = b"\xef\xbb\xbf"
_LINE_END = re.compile(rb"(?<!\r)\r+\n")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)


@dataclass(frozen=True)
class Mended:
    """A file as it should be: its path inside the root, its bytes, and a line for every change."""

    path: str
    data: bytes
    changes: tuple[str, ...]


def files(root: Path, course: Course) -> Iterator[Mended]:
    """The files of the course that begin with a byte order mark or have line ends of Windows, without them."""
    for path, data in _read(root, course):
        bare = data
        while bare.startswith(_MARK):
            bare = bare[len(_MARK) :]
        marked = [f"{path}:1: FL001 the byte order mark was removed"] if bare != data else []
        whole, count = _LINE_END.subn(b"\n", bare)
        ended = [f"{path}:1: FL001 {count} line ends of Windows became plain"] if count else []
        if marked or ended:
            yield Mended(path, whole, (*marked, *ended))


def letters(root: Path, course: Course) -> Iterator[Mended]:
    """The files of the course that have wrong letters with one right answer, mended."""
    languages = {language.id: language for language in course.languages}
    pages = {page.path: page for page in course.pages}
    for path, data in _read(root, course):
        text = data.decode("utf-8")
        if path == _LANGUAGES:
            continue
        if path not in pages:
            found = list(_data_mistakes(text, languages))
        elif pages[path].source == text.replace("\r", "\n"):
            found = page_mistakes(pages[path], languages)
        else:
            continue
        found = [mistake for mistake in found if mistake.replacement is not None]
        if found:
            starts = line_numbers(text.replace("\r", "\n"))
            changes = tuple(_told(path, line_at(starts, mistake.start), mistake) for mistake in found)
            yield Mended(path, mended(text, found).encode("utf-8"), changes)


def _told(path: str, line: int, mistake: Mistake) -> str:
    if mistake.composed:
        change = f"two characters became one '{mistake.replacement}'"
    elif mistake.code == MIXED:
        was, is_now = script(mistake.found[0]), script((mistake.replacement or "")[:1])
        change = f"{was} '{mistake.found}' became {is_now} '{mistake.replacement}'"
    else:
        change = f"'{mistake.found}' became '{mistake.replacement}'"
    return f"{path}:{line}: {mistake.code} {change} in '{mistake.word}'"


def _read(root: Path, course: Course) -> Iterator[tuple[str, bytes]]:
    """The pages and data files that are UTF-8 text; of the others FL001 tells."""
    pages = [page.path for page in course.pages if not page.planned]
    for path in [*course.data_texts, *pages]:
        try:
            data = (root / path).read_bytes()
            data.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if b"\0" not in data:
            yield path, data


def _data_mistakes(text: str, languages: dict[str, Language]) -> Iterator[Mistake]:
    """The mistakes in the texts of a YAML file, in order; none while it is not YAML (FL002 tells)."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return
    for start, end, locale, avoided in _scalars(node, languages, "", False) if node else ():
        # Blanks keep the offsets: of `"\nИмя"` the letters are `Имя`, and no word reaches into the text around.
        written = _ESCAPE.sub(lambda match: " " * len(match.group()), text[start:end])
        for mistake in mistakes(written, locale, languages):
            if not (avoided and mistake.code == FOREIGN):
                yield mistake.moved(start)


def _scalars(
    node: yaml.Node, languages: dict[str, Language], locale: str, avoided: bool
) -> Iterator[tuple[int, int, str, bool]]:
    """The strings under a node: offsets, the locale whose key is nearest above, whether they are to be avoided."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value)
            yield from _scalars(value, languages, name if name in languages else locale, avoided or name == "avoid")
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _scalars(value, languages, locale, avoided)
    elif node.tag == "tag:yaml.org,2002:str":
        yield node.start_mark.index, node.end_mark.index, locale, avoided
