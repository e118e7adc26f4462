"""Measures how easy the handbook is to read, page by page and language by language, and holds it to its limits.

Run it with `make readability`. It counts the pages of the handbook as a reader sees them, without markup: references
are filled in with what they are called, marks of sources are no words, and a list from the data counts on the page that
places it. Counted are the words (what stands between blanks and has a letter or digit) and sentences of paragraphs,
list items and cells of tables; each item and each cell is at least one sentence, also without a full stop. Titles
(headings, captions, titles of blocks), drawings, code, and the card, the key and the sources around a page are not
counted. Words of trainer blocks and lesson plans have a column of their own; sentences and paragraphs are those of
learners and trainers together.

Exit code 1, with a line for each breach, when one of these does not hold: in each language 90 % of the sentences have
at most 20 words; no paragraph, item or cell has more than 110 words; the text of a written module (`index.md`) has
1,800 to 2,500 English words for learners; its length in a translation, as a share of the English, is within 25 % of
that language's median; no two modules share a passage for learners of more than 12 words. Lesson plans and trainer
blocks are one form with wordings of its own: what they share is told and no breach. That each paragraph is in the
language of its page is not measured here: the check does it (LT003).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from course.labels import module_of
from course.load import load
from course.model import Course, Page
from course.readability import Passage, passages, sentences, words

ROOT = Path(__file__).resolve().parent.parent.parent

LONG_SENTENCE = 20
SHARE = 0.9
LONG_PARAGRAPH = 110
LENGTH = (1800, 2500)
STRAY = 0.25
SAME = 12


@dataclass(frozen=True)
class Reading:
    """A page with its passages, titles left out; `module` is empty for the front page of the handbook."""

    page: Page
    module: str
    passages: tuple[Passage, ...]

    @property
    def is_text(self) -> bool:
        """Whether it is the text of a module, and not its quiz or lesson plan."""
        return bool(self.module) and self.page.name.endswith("/index.md")

    def words(self, trainer: bool = False) -> int:
        """How many words learners read, or those that only trainers read."""
        return sum(len(words(passage.text)) for passage in self.passages if passage.trainer == trainer)

    def sentences(self) -> list[tuple[int, int]]:
        """The words of every sentence, with the line at which its passage begins."""
        return [(len(words(one)), passage.line) for passage in self.passages for one in sentences(passage.text)]

    def paragraphs(self) -> list[tuple[int, int]]:
        """The words of every passage, with its line."""
        return [(len(words(passage.text)), passage.line) for passage in self.passages]


def readings(course: Course) -> tuple[Reading, ...]:
    """The written pages of the handbook in every language."""
    found = []
    for page in course.pages:
        if page.name.startswith("handbook/") and not page.planned:
            module = module_of(course, page)
            read = tuple(passage for passage in passages(course, page) if not passage.title)
            found.append(Reading(page, module.id if module else "", read))
    return tuple(found)


# Limits


def breaches(read: Sequence[Reading], source: str) -> list[str]:
    """The limits that do not hold, each at its line; `source` is the language that the others are measured by."""
    told = [*_sentences(read), *_paragraphs(read), *_lengths(read, source), *_ratios(read, source)]
    return told + [f"{place}: the paragraph stands in another module too: {there}" for place, there in shared(read)]


def _sentences(read: Sequence[Reading]) -> Iterator[str]:
    for locale in _locales(read):
        counts = [
            (count, one.page.path, line) for one in read if one.page.locale == locale for count, line in one.sentences()
        ]
        short = share([count for count, _, _ in counts])
        if short < SHARE:
            longest, path, line = max(counts)
            said = f"in {locale} only {short:.1%} of the sentences have at most {LONG_SENTENCE} words, not {SHARE:.0%}"
            yield f"{path}:{line}: {said}; this is the longest, of {longest}"


def _paragraphs(read: Sequence[Reading]) -> Iterator[str]:
    for one in read:
        for count, line in one.paragraphs():
            if count > LONG_PARAGRAPH:
                yield f"{one.page.path}:{line}: the paragraph has {count} words, at most {LONG_PARAGRAPH}"


def _lengths(read: Sequence[Reading], source: str) -> Iterator[str]:
    least, most = LENGTH
    for one in read:
        if one.is_text and one.page.locale == source and not least <= one.words() <= most:
            yield f"{one.page.path}:1: the text has {one.words():,} words for learners, not {least:,} to {most:,}"


def _ratios(read: Sequence[Reading], source: str) -> Iterator[str]:
    for locale in _locales(read):
        found = ratios(read, locale, source)
        middle = median(found.values()) if found else 1
        for path, ratio in found.items():
            if abs(ratio / middle - 1) > STRAY:
                said = f"the text is {ratio:.2f} times as long as in {source}"
                yield f"{path}:1: {said}, more than {STRAY:.0%} away from the median {middle:.2f} of {locale}"


def shared(read: Sequence[Reading], trainer: bool = False) -> Iterator[tuple[str, str]]:
    """The places of longer passages that another module has too, each with the first of these."""
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for one in (one for one in read if one.module):
        for passage in (passage for passage in one.passages if passage.trainer == trainer):
            said, place = normal(passage.text), f"{one.page.path}:{passage.line}"
            module, there = first.setdefault((one.page.locale, said), (one.module, place))
            if module != one.module and len(said.split()) > SAME:
                yield place, there


def _locales(read: Sequence[Reading]) -> list[str]:
    return list(dict.fromkeys(one.page.locale for one in read))


def share(counts: Sequence[int]) -> float:
    """The share of sentences that are not too long."""
    return sum(count <= LONG_SENTENCE for count in counts) / len(counts) if counts else 1.0


def ratios(read: Sequence[Reading], locale: str, source: str) -> dict[str, float]:
    """How long the texts of modules are in a language beside those in the source language, by path."""
    lengths = {one.module: one.words() for one in read if one.is_text and one.page.locale == source}
    texts = [one for one in read if one.is_text and one.page.locale == locale and lengths.get(one.module)]
    return {one.page.path: one.words() / lengths[one.module] for one in texts}


def normal(text: str) -> str:
    """A passage by its words alone, whatever their case and the signs between them."""
    return " ".join("".join(filter(str.isalnum, word)) for word in words(text.casefold()))


# What is told


def table(read: Sequence[Reading], source: str) -> Iterator[str]:
    """The figures of every page, line by line, and of every language."""
    yield _row("page", "lang", "words", "trainer", "sentences", f"to {LONG_SENTENCE}", "longest", "par.", "ratio")
    of_pages = {path: ratio for locale in _locales(read) for path, ratio in ratios(read, locale, source).items()}
    for one in sorted(read, key=lambda one: one.page.name):
        ratio = of_pages.get(one.page.path)
        yield _figures(one.page.name.removeprefix("handbook/"), [one], f"{ratio:.2f}" if ratio else "")
    for locale in _locales(read):
        found = ratios(read, locale, source).values()
        mine = [one for one in read if one.page.locale == locale]
        yield _figures("all pages", mine, f"{median(found):.2f}" if found else "")


def _figures(name: str, read: Sequence[Reading], ratio: str) -> str:
    counts = [count for one in read for count, _ in one.sentences()]
    longest = max((count for one in read for count, _ in one.paragraphs()), default=0)
    learner, trainer = sum(one.words() for one in read), sum(one.words(trainer=True) for one in read)
    figures = (f"{learner:,}", f"{trainer:,}", f"{len(counts):,}", f"{share(counts):.1%}", str(max(counts, default=0)))
    return _row(name, read[0].page.locale, *figures, str(longest), ratio)


def _row(name: str, locale: str, *figures: str) -> str:
    return f"{name:<28} {locale:<5}{''.join(f'{figure:>10}' for figure in figures)}".rstrip()


def main(root: Path = ROOT) -> int:
    """Measures, tells the result, and returns the exit code."""
    course = load(root)
    read = readings(course)
    print("\n".join(table(read, course.source_locale)))
    repeated = sum(1 for _ in shared(read, trainer=True))
    print(f"\nPassages for trainers that another module has too: {repeated}")
    found = breaches(read, course.source_locale)
    print("\nThe limits hold." if not found else "\nThe limits are broken:\n" + "\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
