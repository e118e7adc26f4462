"""Letters: which of them a language has, which only look like them, and what a wrong one was meant to be.

All text here is plain text; offsets are counted in it. A replacement is given only where there is exactly one
right answer: the rules report the rest, and an editor decides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from unicodedata import normalize

from course.mask import mask
from course.model import Language, Page

MIXED, FOREIGN = "LT001", "LT002"

_LATIN_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_CYRILLIC_LETTERS = "\u0400-\u0481\u048a-\u052f"
_LETTER = f"[{_LATIN_LETTERS}{_CYRILLIC_LETTERS}]"
_MARKS = "[\u0300-\u036f]"
_LATIN = re.compile(f"[{_LATIN_LETTERS}]")
_CYRILLIC = re.compile(f"[{_CYRILLIC_LETTERS}]")
_WORD = re.compile(f"{_LETTER}(?:{_LETTER}|{_MARKS})*")
# More marks on one letter are no spelling, and the time to compose them grows with their square.
_CLUSTER = re.compile(f"{_LETTER}{_MARKS}{{0,30}}")
_ROMAN = re.compile("[IX]+")

# Letters that no eye can tell apart, letter under letter.
_TO_CYRILLIC = dict(zip("aceopxyëABCEHKMOPTXYË", "асеорхуёАВСЕНКМОРТХУЁ", strict=True))
_TO_LATIN = {cyrillic: latin for latin, cyrillic in _TO_CYRILLIC.items()} | dict(zip("іІјЈѕЅһ", "iIjJsSh", strict=True))
_AS_LATIN = str.maketrans(_TO_LATIN)
# Their doubles are in no alphabet of the course, but people type them for и, ӣ or й: they settle nothing.
_UNSETTLED = set("iIjJ")
# Like a letter of the other script in italics or on the same key: only many of them settle a word.
_VAGUE = set("bhkmnrtuвгикмнпть")
_MANY = 3
# What fonts made before Unicode, and keyboards of neighbours, give for the Tajik letters.
_LEGACY = dict(zip("ўһљњїќѓЎҺЉЊЇЌЃ", "ӯҳҷҳӣқғӮҲҶҲӢҚҒ", strict=True))

_SPAN = re.compile(r"<(?P<close>/?)span\b(?P<attributes>[^<>]*)>|\n[ \t]*\n", re.IGNORECASE)
_LANG = re.compile(r"""(?<![\w:-])lang\s*=\s*["']?(?P<lang>[A-Za-z]+)""")


@dataclass(frozen=True)
class Mistake:
    """A letter (with its marks) that should not stand in `word`, which begins at `at`.

    `code` is the rule it breaks; `replacement` is None where an editor must decide.
    """

    code: str
    start: int
    found: str
    replacement: str | None
    word: str
    at: int

    @property
    def end(self) -> int:
        """The offset behind the letter."""
        return self.start + len(self.found)

    @property
    def composed(self) -> bool:
        """Whether the letter is right, but made of two characters."""
        return self.replacement is not None and normalize("NFC", self.found) == self.replacement

    def moved(self, offset: int) -> Mistake:
        """The same mistake in a text that has `offset` characters more before it."""
        return replace(self, start=self.start + offset, at=self.at + offset)


def latin(text: str) -> str:
    """The text with every Cyrillic letter that looks like a Latin one as that."""
    return text.translate(_AS_LATIN)


def words(text: str) -> Iterator[tuple[int, str]]:
    """The words, which are runs of letters, and where they begin: digits, hyphens and signs part them."""
    return ((match.start(), match.group()) for match in _WORD.finditer(text))


def bag(text: str) -> list[str]:
    """The `words` without their places, which takes less time."""
    return _WORD.findall(text)


@cache
def script(letter: str) -> str:
    """`Latin` or `Cyrillic`; empty for anything else."""
    return "Latin" if _LATIN.match(letter) else "Cyrillic" if _CYRILLIC.match(letter) else ""


def spans(markup: str) -> list[tuple[int, int, str]]:
    """Where `<span lang="…">` elements have their content, and its language, outer ones first.

    One that is not closed in its paragraph is ordinary text.
    """
    found = []
    opened: list[tuple[int, str]] = []
    for match in _SPAN.finditer(markup):
        if match["attributes"] is None:
            opened.clear()
        elif not match["close"]:
            lang = _LANG.search(match["attributes"])
            opened.append((match.end(), lang["lang"].lower() if lang else ""))
        elif opened:
            start, name = opened.pop()
            if name:
                found.append((start, match.start(), name))
    return sorted(found, key=lambda span: (span[0], -span[1]))


def mistakes(
    text: str, locale: str, languages: Mapping[str, Language], marked: Iterable[tuple[int, int, str]] | None = None
) -> list[Mistake]:
    """Every wrong letter of a text in `locale`, in order.

    `marked` are the `spans` in another language; None looks for them in the text itself. Of a language that the
    course does not have (`locale` may be empty) only the mixing of scripts is a mistake.
    """
    marked = spans(text) if marked is None else list(marked)
    spoken = _spoken(locale, marked)
    starts = [offset for offset, _ in spoken]
    named: dict[str, set[int]] = {}
    found: list[Mistake] = []
    own = None if marked else languages.get(locale)
    for at, word in _strange(text, own) if own else words(text):
        language = languages.get(spoken[bisect_right(starts, at) - 1][1])
        if language and language.id not in named:
            named[language.id] = _named(text, language)
        found += _in_word(word, at, language, named[language.id] if language else set())
    return found


def _strange(text: str, language: Language) -> Iterator[tuple[int, str]]:
    """The words with something that the alphabet does not have: few, so the others are never looked at."""
    parts, strange = _parts(), _outside(language.alphabet)
    match = strange.search(text)
    while match:
        start = match.start()
        while start and text[start - 1] in parts:
            start -= 1
        word = _WORD.search(text, start)
        if word is None:
            return
        yield word.start(), word.group()
        match = strange.search(text, max(word.end(), match.end()))


def page_spans(page: Page) -> list[tuple[int, int, str]]:
    """The `spans` of a page; those in code and comments are none."""
    if "<span" not in page.source.lower():
        return []
    return spans(mask("\n" * page.body + page.source[page.body :]))


def page_mistakes(page: Page, languages: Mapping[str, Language]) -> list[Mistake]:
    """Every wrong letter in what a reader of the page reads."""
    return mistakes(page.prose, page.locale, languages, page_spans(page))


def mended(text: str, found: Iterable[Mistake]) -> str:
    """The text with everything replaced that has a replacement."""
    pieces, end = [], 0
    for mistake in found:
        if mistake.replacement is not None:
            pieces += [text[end : mistake.start], mistake.replacement]
            end = mistake.end
    return "".join([*pieces, text[end:]])


def respelled(found: Iterable[Mistake]) -> str | None:
    """The word that these mistakes, all of one word, leave when mended; None when one of them cannot be."""
    listed = list(found)
    if any(mistake.replacement is None for mistake in listed):
        return None
    at, word = listed[0].at, listed[0].word
    pieces, end = [], 0
    for mistake in listed:
        pieces += [word[end : mistake.start - at], mistake.replacement or ""]
        end = mistake.end - at
    return "".join([*pieces, word[end:]])


def _spoken(locale: str, marked: Iterable[tuple[int, int, str]]) -> list[tuple[int, str]]:
    """The offsets at which the language changes, and to which; spans are nested, never crossed."""
    changes = [(0, locale)]
    inside: list[tuple[int, str]] = []
    for start, end, name in [*marked, (1 << 60, 1 << 60, locale)]:
        while inside and inside[-1][0] <= start:
            closed = inside.pop()[0]
            changes.append((closed, inside[-1][1] if inside else locale))
        inside.append((end, name))
        changes.append((start, name))
    return changes


def _named(text: str, language: Language) -> set[int]:
    """The offsets of the letters of listed names; what a word adds to the name is not part of it."""
    pattern = _pattern(language.names)
    return {at for match in pattern.finditer(text) for at in range(*match.span())} if pattern else set()


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(f"(?<!{_LETTER})(?:{listed})") if listed else None


@cache
def _parts() -> frozenset[str]:
    """All that words are made of: letters and marks."""
    return frozenset(re.findall(f"{_LETTER}|{_MARKS}", "".join(map(chr, range(0x1F00)))))


@cache
def _outside(alphabet: str) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(_parts() - _letters(alphabet)))}]")


@cache
def _letters(alphabet: str) -> frozenset[str]:
    return frozenset(alphabet + alphabet.upper())


def _in_word(word: str, at: int, language: Language | None, named: set[int]) -> Iterator[Mistake]:
    if language and _letters(language.alphabet).issuperset(word):
        return
    home = script(language.alphabet[:1]) if language else ""
    scripts = {script(letter) for letter in set(word)} - {""}
    if len(scripts) == 1:
        if language and home == "Cyrillic" and scripts == {home}:
            yield from _foreign(word, at, language, named, str)
        return
    if _reads(word, "Cyrillic", home):
        if language and home == "Cyrillic":
            yield from _foreign(word, at, language, named, lambda letter: _TO_CYRILLIC.get(letter, letter))
        else:
            yield from _mixed(word, at, _TO_CYRILLIC, "Latin")
    elif _reads(word, "Latin", home):
        yield from _mixed(word, at, _TO_LATIN, "Cyrillic")
    else:
        latin = len(_LATIN.findall(word))
        yield from _mixed(word, at, {}, "Latin" if latin <= len(_CYRILLIC.findall(word)) else "Cyrillic")


def _reads(word: str, target: str, home: str) -> bool:
    """Whether the word can only be one of the script `target` in which letters of the other script slipped in."""
    into, back = (_TO_CYRILLIC, _TO_LATIN) if target == "Cyrillic" else (_TO_LATIN, _TO_CYRILLIC)
    own = [letter for letter in word if script(letter) == target]
    other = [letter for letter in word if script(letter) not in (target, "")]
    if any(letter not in into for letter in other):
        return False
    if target == "Latin" and "I" in own and _ROMAN.fullmatch("".join(into.get(letter, letter) for letter in word)):
        return True
    settled = [letter for letter in own if letter not in back and letter not in _UNSETTLED]
    return len(settled) >= _MANY or any(target == home or letter not in _VAGUE for letter in settled)


def _mixed(word: str, at: int, into: Mapping[str, str], wrong: str) -> Iterator[Mistake]:
    for offset, letter in enumerate(word):
        if script(letter) == wrong:
            yield Mistake(MIXED, at + offset, letter, into.get(letter), word, at)


def _foreign(
    word: str, at: int, language: Language, named: set[int], turned: Callable[[str], str]
) -> Iterator[Mistake]:
    """Letters that the alphabet does not have, or that are made of two characters, when look-alikes are `turned`."""
    for cluster in _CLUSTER.finditer(word):
        found, start = cluster.group(), at + cluster.start()
        meant = turned(found[0]) + found[1:]
        meant = normalize("NFC", meant) if len(meant) > 1 else meant
        if meant[0].lower() not in language.alphabet:
            letter = _LEGACY.get(meant[0], "")
            meant = letter + meant[1:] if letter and letter.lower() in language.alphabet else ""
        if meant == found or (start in named and turned(found[0]) == found[0]):
            continue
        code = FOREIGN if script(found[0]) == "Cyrillic" else MIXED
        yield Mistake(code, start, found, meant or None, word, at)
