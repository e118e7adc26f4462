"""Numbers about the programme in texts: which numbers a statement takes from a source, and which ones phrases tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from itertools import chain, pairwise
from typing import NamedTuple

from course.mask import replaced
from course.model import Course, Language, Page, ProgrammeNumber
from course.parallel import figures, stated

# Where one thing said ends: at an empty line, before a list item, a row, a title or a block.
_BREAK = re.compile(r"\n[ \t]*(?=\n|[-*+>|#!?]|\d{1,3}[.)][ \t])")
# A sentence ends after its citations, which authors write behind the full stop too.
_SENTENCE = re.compile(r"[.!?…][»”\"')*_]*(?:\s*\x00[\w-]*\x00[.;,]?)*(?=\s+(?!\x00)\S)")
_MARK = "\x00"  # stands on both sides of a source that is cited
_CITED = re.compile(rf"{_MARK}([\w-]*){_MARK}")
_NOTHING: frozenset[str] = frozenset()
_ROW_NUMBER = re.compile(r"(^[ \t]*\|?|\|)([ \t]*)(\d{1,3})(?=[.)][ \t])")
_GAP = r"[^\w.,:;!?|]+"
_FIGURES = r"\d{1,3}(?:[ \u00a0\u2009\u202f,.]\d{3})+(?!\d)|\d+"
_NOT_DIGIT = re.compile(r"\D")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")
_OPEN = re.compile(r"\{n\}|\*")  # where a phrase leaves open what a text has
_BEGINNING = re.compile(r"(?<![\w*])\w+")  # behind a star a text may have more of the word


class Statement(NamedTuple):
    """A sentence, a list item's sentence or a row of a table, in small letters, and the sources that it cites.

    `line` is where it begins.
    """

    text: str
    line: int
    cited: frozenset[str]

    def line_of(self, offset: int) -> int:
        """The line in which an offset of the text stands."""
        return self.line + self.text.count("\n", 0, offset)


@dataclass(frozen=True)
class Phrase:
    """The words by which numbers are known in the texts of one language; the words of a text that has them have all
    `parts`, with one blank between each two."""

    parts: tuple[str, ...]
    written: str
    numbers: tuple[ProgrammeNumber, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the phrase is in a text; few of all phrases are ever looked for."""
        return re.compile(self.written)


class Phrases:
    """The phrases of one language, found by the words of a text: many are known, and hardly one is met."""

    def __init__(self, listed: Mapping[str, Phrase], numerals: Iterable[str]) -> None:
        self._listed = list(listed.values())
        self._numerals = tuple(map(_words, numerals))
        self._by_key: dict[str, list[int]] = {}
        for place, phrase in enumerate(listed):
            self._by_key.setdefault(_key(phrase), []).append(place)
        self._longest = max(map(len, self._by_key), default=0)
        self._seen: set[str] = set()
        self._begun: dict[str, list[int]] = {}

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self._listed)

    def near(self, texts: Sequence[str]) -> Iterator[list[Phrase]]:
        """For each of some texts in small letters the phrases that it can have."""
        spoken = [_WORD.findall(text) for text in texts]
        self._see(set(chain.from_iterable(spoken)) - self._seen)
        for words in spoken:
            places = {place for word in self._begun.keys() & words for place in self._begun[word]}
            said = " ".join(words) if places else ""
            yield [self._listed[place] for place in sorted(places) if self._fits(self._listed[place], said)]

    def _see(self, words: set[str]) -> None:
        """Learns which phrases there can be with whose key a word begins; most words begin with none."""
        for word in words:
            ends = range(min(len(word), self._longest) + 1)
            places = [place for end in ends for place in self._by_key.get(word[:end], ())]
            if places:
                self._begun[word] = places
        self._seen |= words

    def _fits(self, phrase: Phrase, said: str) -> bool:
        """Whether words have all parts of a phrase, and a number."""
        for part in phrase.parts:
            if part not in said:
                return False
        return _DIGIT.search(said) is not None or any(numeral in said for numeral in self._numerals)


def statements(page: Page) -> Iterator[Statement]:
    """What a page says, statement by statement; code, comments and addresses are left out."""
    marks = [(ref.start, ref.end, f"\x00{ref.target}\x00") for ref in page.references if ref.scheme == "src"]
    text = unescape(replaced(page.prose, marks))
    line = 1
    for start, end in pairwise([0, *(match.start() + 1 for match in _BREAK.finditer(text)), len(text)]):
        part = text[start:end]
        ends = [] if part.lstrip().startswith("|") else [match.end() for match in _SENTENCE.finditer(part)]
        for first, last in pairwise([0, *ends, len(part)]):
            said = part[first:last]
            if _MARK in said:
                yield Statement(_CITED.sub(" ", said).casefold(), line, frozenset(_CITED.findall(said)))
            elif said.strip():
                yield Statement(said.casefold(), line, _NOTHING)
            line += said.count("\n")


def taken(statement: Statement) -> Iterator[tuple[str, int]]:
    """The numbers in figures of a statement, each with its line; those that only count list items and rows are not."""
    text = _ROW_NUMBER.sub(lambda match: match[1] + match[2] + " " * len(match[3]), statement.text)
    for spelled, start in figures(text):
        for number in spelled:
            yield number, statement.line_of(start)


def known(course: Course) -> Mapping[str, frozenset[str]]:
    """The numbers that each source of the programme states, as far as the data tell: values, counts, dates."""
    found: dict[str, set[str]] = {source.id: set() for source in course.sources.values() if source.programme}

    def add(source: str, *numbers: str) -> None:
        if source in found:
            found[source].update(numbers)

    for source in course.sources.values():
        said = (source.short, source.title, source.year, *source.note.values())
        add(source.id, *(number for text in said for number in stated(text)))
    for number in course.programme.values():
        said = (*number.unit.values(), *number.period.values())
        add(number.source, str(number.value), *(one for text in said for one in stated(text)))
    for row in course.partnerships.values():
        add(row.source, *(str(row.count or ""), *(one for text in row.when.values() for one in stated(text))))
    for milestone in course.milestones.values():
        add(milestone.source, *(one for text in milestone.when.values() for one in stated(text)))
    return {source: frozenset(numbers) for source, numbers in found.items()}


def phrases(course: Course, language: Language) -> Phrases:
    """The phrases of the data in one language; numbers that share one are told by it together."""
    numbers: dict[str, list[ProgrammeNumber]] = {}
    for number in course.programme.values():
        for phrase in number.phrases.get(language.id, ()):
            if phrase.count("{n}") == 1:
                numbers.setdefault(" ".join(phrase.casefold().split()), []).append(number)
    words = "|".join(sorted(map(re.escape, language.numerals), key=len, reverse=True))
    counted = rf"(?P<n>{_FIGURES}{f'|(?:{words})' if words else ''})"
    listed = {phrase: Phrase(_parts(phrase), _pattern(phrase, counted), tuple(of)) for phrase, of in numbers.items()}
    return Phrases(listed, language.numerals)


def _parts(phrase: str) -> tuple[str, ...]:
    """The words of a phrase that follow one another, the longest of them first."""
    return tuple(sorted(map(_words, _OPEN.split(phrase)), key=len, reverse=True))


def _words(text: str) -> str:
    """The words of a text with one blank between each two."""
    return " ".join(_WORD.findall(text))


def _key(phrase: str) -> str:
    """The longest run of letters with which a word of every text begins that has the phrase."""
    return max(_BEGINNING.findall(phrase.replace("{n}", "*")), key=len, default="")


def _pattern(phrase: str, counted: str) -> str:
    pieces = []
    for word in phrase.split():
        parts = (re.escape(part).replace(r"\*", r"\w*") for part in word.split("{n}"))
        pieces.append(rf"{counted}(?:-\w+)?".join(parts))
    return rf"(?<![\w.,]){_GAP.join(pieces)}(?!\w)"


def told(text: str, phrase: Phrase, language: Language) -> Iterator[tuple[str, int, int]]:
    """Where a text in small letters has a phrase: the number as it is written, its value, the offset."""
    for match in phrase.pattern.finditer(text):
        said = match["n"]
        value = language.numerals.get(said)
        yield said, int(_NOT_DIGIT.sub("", said)) if value is None else value, match.start("n")
