"""Finding the wordings of the glossary in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WORD = re.compile(r"\w+(?:[-’'ʼ]\w+)*")
_GAP = re.compile(r"(?:[ \t\u00a0*_\[\]]|\n(?![ \t]*\n))+")


@dataclass(frozen=True)
class Found:
    """A wording in a text: its offset, its own spelling, and the id of the term it belongs to."""

    start: int
    text: str
    term: str


class Wordings:
    """Wordings by their words, whatever the letter case; the longest one that fits is found."""

    def __init__(self, wordings: Iterable[tuple[str, str]]) -> None:
        self._by_words: dict[tuple[str, ...], str] = {}
        for wording, term in wordings:
            words = tuple(_WORD.findall(wording.casefold()))
            if words:
                self._by_words.setdefault(words, term)
        # Wordings without a term only keep others from being found.
        self._wanted = [words for words, term in self._by_words.items() if term]
        self._lengths: dict[str, list[int]] = {}
        for words in self._by_words:
            lengths = self._lengths.setdefault(words[0], [])
            if len(words) not in lengths:
                lengths.append(len(words))
                lengths.sort(reverse=True)

    def found(self, text: str) -> Iterator[Found]:
        """The wordings in a text, in order and apart; only white space and link brackets may stand between words."""
        there = set(_WORD.findall(text.casefold()))
        if not any(map(there.issuperset, self._wanted)):
            return
        matches = list(_WORD.finditer(text))
        words = [match.group().casefold() for match in matches]
        index = 0
        while index < len(words):
            length = self._fits(text, matches, words, index)
            if length:
                start, end = matches[index].start(), matches[index + length - 1].end()
                spelled = _GAP.sub(" ", text[start:end])
                yield Found(start, spelled, self._by_words[tuple(words[index : index + length])])
            index += length or 1

    def _fits(self, text: str, matches: list[re.Match[str]], words: list[str], index: int) -> int:
        for length in self._lengths.get(words[index], ()):
            known = index + length <= len(words) and tuple(words[index : index + length]) in self._by_words
            if known and all(
                _GAP.fullmatch(text, matches[at].end(), matches[at + 1].start())
                for at in range(index, index + length - 1)
            ):
                return length
        return 0
