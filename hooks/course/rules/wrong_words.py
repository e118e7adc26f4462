"""The words of a course that have a wrong letter, with the place where one mends each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby

from course.letters import Mistake, mistakes, page_mistakes
from course.mask import line_at, line_numbers
from course.model import Course, Language, Page
from course.rules.data_texts import data_texts
from course.rules.kept import in_data, in_pages, texts

Wrong = tuple[str, int, list[Mistake]]
"""A path, a line, and the mistakes of one word there."""

_WORDS = "wrong_words"


def wrong_words(course: Course, code: str) -> Iterator[Wrong]:
    """Every word with mistakes of one code; a word to avoid may have letters of another language."""
    for path, line, avoided, group in _all(course):
        if any(mistake.code == code for mistake in group) and not (avoided and code == "LT002"):
            yield path, line, group


def _all(course: Course) -> list[tuple[str, int, bool, list[Mistake]]]:
    """Every word with mistakes, as in `Wrong`, and whether it is one to avoid."""
    kept = vars(course)  # as `cached_property` does: two rules ask for them, and they go when the course goes
    if _WORDS not in kept:
        kept[_WORDS] = _found(course)
    found: list[tuple[str, int, bool, list[Mistake]]] = kept[_WORDS]
    return found


def _found(course: Course) -> list[tuple[str, int, bool, list[Mistake]]]:
    languages = {language.id: language for language in course.languages}
    found = in_pages(course, course.pages, partial(_in_page, languages), "letters", texts(course, "languages"))
    listed = [(page.path, line, False, group) for page, words in found for line, group in words]
    return listed + in_data(course, partial(_in_data, course, languages), "letters")


def _in_page(languages: Mapping[str, Language], page: Page) -> list[tuple[int, list[Mistake]]]:
    found = page_mistakes(page, languages)
    starts = line_numbers(page.source) if found else []
    return [(line_at(starts, at), group) for at, group in _by_word(found)]


def _in_data(course: Course, languages: Mapping[str, Language]) -> Iterator[tuple[str, int, bool, list[Mistake]]]:
    for said in data_texts(course):
        for _, group in _by_word(mistakes(said.text, said.locale, languages)):
            yield said.path, said.line, said.avoided, group


def _by_word(found: list[Mistake]) -> Iterator[tuple[int, list[Mistake]]]:
    return ((at, list(group)) for at, group in groupby(found, key=lambda mistake: mistake.at))
