"""Numbers about the programme: each is changed wherever it stands, and the rule tells it at that line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from course.model import Course, Language, Page, ProgrammeNumber
from course.programme import known, phrases, statements, taken, told
from course.rules import sr006_programme_number_is_data as rule
from course.text import read_page

LOCALES = ("tg", "ru", "en")
DOMAIN = {
    "officers-trained": 180,
    "courses": 13,
    "youth-ambassadors": 500,
    "plans-planned": 30,
    "plans-facilitated": 19,
    "plans-implemented": 21,
    "conference-security": 330,
    "conference-civil": 160,
    "reach": 45000,
    "team-participants": 200,
    "centres-2012": 11,
    "camps": 2,
    "camp-youth": 100,
    "camp-officers": 20,
    "communities-with-teams": 10,
    "communities-supported": 27,
    "border-teams": 5,
    "budget": 309304,
    "facebook-members": 6000,
    "network": 30,
    "months": 18,
    "discussion-papers": 5,
    "team-districts": 6,
    "centre-districts": 4,
    "centres-announced": 3,
    "new-districts": 6,
    "teams-new": 2,
    "teams-existing": 8,
    "centres-refurbished": 2,
    "workshop-countries": 5,
    "conferences": 2,
    "belfast-travellers": 10,
    "belfast-officers": 5,
    "belfast-residents": 5,
    "belfast-pillars": 3,
    "belfast-years": 20,
    "partners-highlights": 4,
    "components": 2,
    "cycle-parts": 3,
    "regions-trained": 5,
    "provinces": 4,
    "project-districts": 5,
    "teams-2018": 27,
    "centres-2018": 44,
    "teams-2019": 32,
    "centres-2019": 49,
    "centres-2017": 35,
    "districts-2019": 24,
    "centres-2021": 5,
    "councils-2019": 35,
}
OTHER = {"tg": "нӯҳ", "ru": "девять", "en": "nine"}


def language_of(course: Course, locale: str) -> Language:
    return next(language for language in course.languages if language.id == locale)


def spelled(value: int) -> str:
    """A number as any page may write it in figures."""
    figures = f"{value:,}".replace(",", "[ \u00a0\u202f,.]?")
    return rf"(?<![\w.,]){figures}(?![\w]|[.,]\d)"


def standing(course: Course, page: Page) -> Iterator[tuple[ProgrammeNumber, str, int]]:
    """Where a page states numbers of the data: the number, a pattern of how it is written, the line."""
    language = language_of(course, page.locale)
    listed = phrases(course, language)
    for statement in statements(page):
        for phrase in listed:
            for said, value, start in told(statement.text, phrase, language):
                pattern = rf"(?<!\w){said}(?!\w)" if said in language.numerals else spelled(value)
                found = (number for number in phrase.numbers if number.value == value)
                yield from ((number, pattern, statement.line_of(start)) for number in found)
        for number in course.programme.values():
            if number.source in statement.cited:
                lines = {line for figure, line in taken(statement) if figure == str(number.value)}
                yield from ((number, spelled(number.value), line) for line in lines)


def changed(page: Page, pattern: str, line: int) -> Page | None:
    """The page with another number in the place of one in a line; None where the line does not have it."""
    lines = page.source.split("\n")

    def other(match: re.Match[str]) -> str:
        if not match[0][0].isdigit():
            return OTHER[page.locale]
        return "97" if len(match[0]) < 3 else f"{int(match[0][0]) % 9 + 1}{match[0][1:]}"

    text = re.sub(pattern, other, lines[line - 1], flags=re.IGNORECASE)
    if text == lines[line - 1]:
        return None
    return read_page(replace(page, source="\n".join([*lines[: line - 1], text, *lines[line:]])))


def test_the_data_have_the_numbers_of_the_founding_documents(course: Course) -> None:
    assert {key: course.programme[key].value for key in DOMAIN} == DOMAIN


@pytest.mark.parametrize("locale", LOCALES)
def test_every_number_that_is_changed_where_it_stands_is_told_at_that_line(course: Course, locale: str) -> None:
    sources, language = known(course), language_of(course, locale)
    listed = phrases(course, language)
    met: set[str] = set()
    missed, unchanged = [], []
    for page in course.trees[locale].values():
        found = {(pattern, line): number.id for number, pattern, line in standing(course, page)}
        met |= {number.id for number, _, _ in standing(course, page)}
        for (pattern, line), key in found.items():
            other = changed(page, pattern, line)
            if other is None:
                unchanged.append((page.path, line, key))
            elif not any(problem.line == line for problem in rule.of_page(other, sources, language, listed)):
                missed.append((page.path, line, key))
    assert (missed, unchanged) == ([], [])
    assert DOMAIN.keys() - met == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_large_numbers_are_known_wherever_they_stand(course: Course, locale: str) -> None:
    values = {str(number.value) for number in course.programme.values() if number.value > 40 and number.value != 200}
    values -= {"49", "44", "100", "160", "500", "180"}  # Namuna has such numbers too
    lost = []
    for page in course.trees[locale].values():
        known_lines = {(str(number.value), line) for number, _, line in standing(course, page)}
        for statement in statements(page):
            # Namuna's jamoat has 6,000 adults
            found = [(figure, line) for figure, line in taken(statement) if figure in values - {"6000"}]
            lost += [(page.path, *one) for one in found if one not in known_lines]
    assert lost == []


def test_statements_are_sentences_with_their_citations_items_and_rows() -> None:
    text = (
        "# One {#one}\n\nTen came [](src:a). Two went.” [](src:b) Then\nthree. [](src:c), [](src:d)\n\n"
        "- Four [](src:e)\n- Five\n\n| Six. Seven | [](src:f) |\n|---|---|\n| x | y |\n"
    )
    page = read_page(Page("docs/en/about.md", "en", "about.md", text, 0, {}))
    said = [
        (" ".join(one.text.split()), one.line_of(len(one.text) - len(one.text.lstrip())), sorted(one.cited))
        for one in statements(page)
    ]
    assert [one for one in said if one[2] or "five" in one[0]] == [
        ("ten came .", 3, ["a"]),
        ("two went.”", 3, ["b"]),
        ("then three. ,", 3, ["c", "d"]),
        ("- four", 6, ["e"]),
        ("- five", 7, []),
        ("| six. seven | |", 9, ["f"]),
    ]
