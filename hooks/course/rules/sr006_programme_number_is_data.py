"""SR006 programme-number-is-data: a number about the programme is one of the data and equals it.

Why: Numbers about the programme change on the way from report to report. They are kept once, with period, source and
what they do not say; a text may repeat them and never has others. It is told in two ways that a number is about the
programme: the sentence or row that states it cites a source of the programme, or it has the words of an entry.

Bad:
    docs/data/sources.yml: |
      osce-gp08: {short: OSCE 2008, author: OSCE, title: Good Practices, year: 2008, verified: V, programme: true}
    docs/data/programme.yml: |
      programme:
        - id: officers
          value: 180
          group: training
          source: osce-gp08
          unit: {tg: корманди милитсия, ru: сотрудников милиции, en: officers trained}
          period: {tg: бе сана, ru: без даты, en: undated}
          place: {tg: Тоҷикистон, ru: Таджикистан, en: Tajikistan}
          silent: {tg: чанд зан, ru: сколько женщин, en: how many women}
          phrases: {tg: ["{n} корманд*"], ru: ["{n} сотрудник*"], en: ["{n} officers"]}
    docs/en/about.md: |
      # About {#about}

      In all 190 officers took part. The report counts 17 courses [](src:osce-gp08).

Says:
    docs/en/about.md:3: SR006 '190' stands where the data have 180 ('officers') - write 180, or mend
        docs/data/programme.yml if its source says so
    docs/en/about.md:3: SR006 17 is no number that the data have from 'osce-gp08' - write the number of the source, or
        add it to docs/data/programme.yml

Good:
    docs/en/about.md: |
      # About {#about}

      In all 180 officers took part [](src:osce-gp08).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby
from operator import attrgetter

from course.model import Course, Language, Page, Problem, ProgrammeNumber
from course.parallel import stated
from course.programme import Phrase, Phrases, known, phrases, statements, taken, told
from course.rules.data_texts import data_texts
from course.rules.kept import in_data, in_pages, texts

CODE = "SR006"

_Numbers = Mapping[str, frozenset[str]]


def check(course: Course) -> Iterator[Problem]:
    """A problem at every number that a source of the programme does not have, or that is not the one of its phrase."""
    sources = known(course)
    shared = texts(course, "programme", "languages"), sorted((one, sorted(told)) for one, told in sources.items())
    for language in course.languages:
        listed = phrases(course, language)
        work = partial(_all_of_page, sources, language, listed)
        for _, found in in_pages(course, course.trees[language.id].values(), work, CODE, language.id, *shared):
            yield from found
        yield from in_data(course, partial(_in_data, course, language, listed), CODE, language.id)
    for milestone in course.milestones.values():
        stated_there = {number for text in milestone.text.values() for number in stated(text)}
        for number in sorted(stated_there - sources.get(milestone.source, stated_there)):
            yield _unknown("docs/data/milestones.yml", milestone.line, number, [milestone.source])


def _in_data(course: Course, language: Language, listed: Phrases) -> list[Problem]:
    found: list[Problem] = []
    # File by file, because the words of all data at once take much memory.
    for path, there in groupby(data_texts(course), key=attrgetter("path")):
        spoken = [text for text in there if text.locale == language.id]
        said = [text.text.casefold() for text in spoken]
        for text, one, here in zip(spoken, said, listed.near(said), strict=True):
            wrong = _phrases(one, language, here)
            found += [Problem(path, text.line, CODE, message, hint) for _, message, hint in wrong]
    return found


def _all_of_page(sources: _Numbers, language: Language, listed: Phrases, page: Page) -> list[Problem]:
    return list(of_page(page, sources, language, listed))


def of_page(page: Page, sources: _Numbers, language: Language, listed: Phrases) -> Iterator[Problem]:
    """The problems of one page: `sources` are the numbers of each source, `listed` the phrases of its language."""
    found = list(statements(page))
    for statement, here in zip(found, listed.near([statement.text for statement in found]), strict=True):
        for start, message, hint in _phrases(statement.text, language, here):
            yield Problem(page.path, statement.line_of(start), CODE, message, hint)
        cited = sorted(statement.cited & sources.keys())
        for number, line in taken(statement) if cited else ():
            if not any(number in sources[source] for source in cited):
                yield _unknown(page.path, line, number, cited)


def _unknown(path: str, line: int, number: str, cited: list[str]) -> Problem:
    names = ", ".join(f"'{source}'" for source in cited)
    hint = "write the number of the source, or add it to docs/data/programme.yml"
    return Problem(path, line, CODE, f"{number} is no number that the data have from {names}", hint)


def _phrases(text: str, language: Language, listed: list[Phrase]) -> Iterator[tuple[int, str, str]]:
    """Wrong numbers in a text in small letters: offset, message, hint. One phrase that the number fits is enough."""
    met: dict[tuple[int, str, int], dict[str, ProgrammeNumber]] = {}
    for phrase in listed:
        for said, value, start in told(text, phrase, language):
            met.setdefault((start, said, value), {}).update((number.id, number) for number in phrase.numbers)
    for (start, said, value), numbers in met.items():
        if all(number.value != value for number in numbers.values()):
            right = " or ".join(dict.fromkeys(str(number.value) for number in numbers.values()))
            names = ", ".join(f"'{key}'" for key in numbers)
            hint = f"write {right}, or mend docs/data/programme.yml if its source says so"
            yield start, f"'{said}' stands where the data have {right} ({names})", hint
