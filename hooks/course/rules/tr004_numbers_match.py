"""TR004 numbers-match: a translation states the numbers of its source, section by section, milestone by milestone.

Why: A threshold, a date or a count that differs between languages makes two handbooks out of one, and nobody
notices until the two are read side by side.

Bad:
    docs/en/about.md: |
      # About {#about}

      The campaigns reached an estimated 45,000 people.
    docs/ru/about.md: |
      # О пособии {#about}

      Кампании охватили примерно 54 000 человек.

Says:
    docs/ru/about.md:3: TR004 numbers: the section 'about' has 54000 where the source has 45000 - compare with
        docs/en/about.md; write figures as figures and words as words
    docs/tg/about.md:7: TR004 numbers: the section 'about' lacks 45000 - compare with docs/en/about.md; write
        figures as figures and words as words

Good:
    docs/en/about.md: |
      # About {#about}

      The campaigns reached an estimated 45,000 people.
    docs/ru/about.md: |
      # О пособии {#about}

      Кампании охватили примерно 45 000 человек.
    docs/tg/about.md: |
      # Дар бораи дастур {#about}

      Маъракаҳо тақрибан 45&nbsp;000 нафарро фаро гирифтанд.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from course.model import Course, Page, Problem, Words
from course.parallel import Mark, differences, numbers, stated, translated
from course.rules.kept import in_data, in_pairs

CODE = "TR004"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every section and entry of the programme whose numbers differ from those of the source."""
    yield from in_pairs(course, translated(course), _Pairs().differing, CODE)
    yield from in_data(course, partial(_in_data, course), CODE)


class _Pairs:
    """Pages of two languages, of which the numbers of a source are asked for by each translation."""

    def __init__(self) -> None:
        self._told: dict[str, list[Mark]] = {}

    def differing(self, pair: tuple[Page, Page]) -> list[Problem]:
        """The problems of a translation, which stands beside its source."""
        source, page = pair
        hint = f"compare with {source.path}; write figures as figures and words as words"
        found = differences(source, page, self._numbers)
        return [Problem(page.path, one.line, CODE, f"numbers: {one}", hint) for one in found]

    def _numbers(self, page: Page) -> list[Mark]:
        if page.path not in self._told:
            self._told[page.path] = numbers(page)
        return self._told[page.path]


def _in_data(course: Course) -> Iterator[Problem]:
    for path, line, key, texts in _of_data(course):
        yield from _entry(course, path, line, key, texts)


def _of_data(course: Course) -> Iterator[tuple[str, int, str, tuple[Words, ...]]]:
    for milestone in course.milestones.values():
        yield "docs/data/milestones.yml", milestone.line, milestone.id, (milestone.when, milestone.text)
    for change in course.changes.values():
        yield "docs/data/changes.yml", change.line, change.id, (change.text,)
    for proof in course.proofs.values():
        texts = (proof.title, proof.text, *(measure.label for measure in proof.measures))
        yield "docs/data/evidence.yml", proof.line, proof.id, texts
    for number in course.programme.values():
        texts = (number.unit, number.period, number.place, number.silent)
        yield "docs/data/programme.yml", number.line, number.id, texts
    for row in course.partnerships.values():
        texts = (row.place, row.today, row.when, row.remark)
        yield "docs/data/partnerships.yml", row.line, row.id, texts


def _entry(course: Course, path: str, line: int, key: str, texts: tuple[Words, ...]) -> Iterator[Problem]:
    told = {
        locale: Counter(stated(" | ".join(words.get(locale, "") for words in texts)))
        for locale in dict.fromkeys(locale for words in texts for locale in words)
    }
    for locale, said in told.items():
        if said != told.get(course.source_locale, Counter()):
            message = f"numbers: '{key}' has others in '{locale}' than in '{course.source_locale}'"
            yield Problem(path, line, CODE, message, "write the same figures in every language")
