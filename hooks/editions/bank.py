"""The question bank as one table, all languages side by side, and a second table that says what its columns are.

Both are CSV (RFC 4180) in UTF-8 with a byte order mark, as Excel wants it. A row is one text of a question. No cell
is a formula: one that begins like a formula has an apostrophe before it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import chain
from pathlib import Path
from string import ascii_lowercase

from course.interface import say
from course.model import Course
from editions.artefact import Release
from editions.questions import Question, Text, imprint, quizzes

COLUMNS = ("id", "module", "outcome", "part", "correct")
"""The columns before those of the languages."""

_FORMULA = re.compile(r"[=+\-@\t\r\n]")


def write(release: Release, _edition: str, _locale: str, folder: Path) -> list[Path]:
    """Writes `hamkori-<version>-question-bank.csv` and `…-question-bank-columns.csv` and returns their paths."""
    tables = {"question-bank": rows(release.course), "question-bank-columns": columns(release.course)}
    paths = []
    for name, table in tables.items():
        target = folder / f"{release.name(name)}.csv"
        target.write_bytes(_csv(table).encode("utf-8-sig"))
        paths.append(target)
    return paths


def rows(course: Course) -> Iterator[Sequence[str]]:
    """A head, then for each question its text, its options with what is said of each, and its explanation."""
    locales = [language.id for language in course.languages]
    yield (*COLUMNS, *locales)
    banks = [chain.from_iterable(questions for _, questions in quizzes(course, locale)) for locale in locales]
    for question in zip(*banks, strict=True):
        first = question[0]
        for texts in zip(*map(_parts, question), strict=True):
            part, correct, _ = texts[0]
            yield (first.id, first.module.id, first.outcome, part, correct, *(text.words for _, _, text in texts))


def _parts(question: Question) -> Iterator[tuple[str, str, Text]]:
    """The texts of a question: which part, whether it is a right answer, and what it says."""
    yield "question", "", question.text
    for letter, answer in zip(ascii_lowercase, question.answers, strict=False):
        yield f"option-{letter}", "yes" if answer.correct else "no", answer.text
        yield f"feedback-{letter}", "", answer.feedback
    yield "explanation", "", question.explanation


def columns(course: Course) -> Iterator[Sequence[str]]:
    """What each column of the table is, in every language, and the imprint of the table."""
    locales = [language.id for language in course.languages]
    yield ("column", *locales)
    for name in COLUMNS:
        yield (name, *(say(course, locale, f"bank-{name}") for locale in locales))
    for language in course.languages:
        yield (language.id, *(say(course, locale, "bank-language", name=language.name) for locale in locales))
    for lines in zip(*(imprint(course, locale) for locale in locales), strict=True):
        yield ("", *lines)


def _csv(table: Iterator[Sequence[str]]) -> str:
    text = StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in table)
    return text.getvalue()
