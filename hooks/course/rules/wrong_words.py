"""The words of a course that have a wrong letter, with the place where one mends each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from course.letters import Mistake, mistakes, page_mistakes
from course.mask import line_at, line_numbers
from course.model import Course
from course.rules.data_texts import data_texts

Wrong = tuple[str, int, list[Mistake]]
"""A path, a line, and the mistakes of one word there."""


def wrong_words(course: Course, code: str) -> Iterator[Wrong]:
    """Every word with mistakes of one code; a word to avoid may have letters of another language."""
    languages = {language.id: language for language in course.languages}
    for page in course.pages:
        work = partial(page_mistakes, page, languages)
        found = list(_by_word(course.cache.kept(work, "letters", course.languages, page.path, page.source), code))
        starts = line_numbers(page.source) if found else []
        for at, group in found:
            yield page.path, line_at(starts, at), group
    for said in data_texts(course):
        for _, group in _by_word(mistakes(said.text, said.locale, languages), code):
            if not (said.avoided and code == "LT002"):
                yield said.path, said.line, group


def _by_word(found: list[Mistake], code: str) -> Iterator[tuple[int, list[Mistake]]]:
    for at, group in groupby(found, key=lambda mistake: mistake.at):
        listed = list(group)
        if any(mistake.code == code for mistake in listed):
            yield at, listed
