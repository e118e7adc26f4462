"""LT003 page-is-in-its-language: a page, and every longer paragraph of it, is written in the language of its tree.

Why: A paragraph left in the source language looks translated to every other rule, and the reader cannot read it.
Letters and the `function-words` of docs/data/languages.yml decide; quotations and `<span lang="…">` do not count.

Bad:
    docs/tg/about.md: |
      # Дар бораи дастур {#about}

      Сотрудники милиции и жители должны встречаться каждый месяц, чтобы вместе обсуждать общие проблемы.

Says:
    docs/tg/about.md:1: LT003 the page is in Русский, not in Тоҷикӣ - translate it, or put it into docs/ru

Good:
    docs/tg/about.md: |
      # Дар бораи дастур {#about}

      Кормандони милитсия ва сокинон бояд ҳар моҳ вохӯранд, то ки мушкилоти умумиро якҷоя муҳокима кунанд.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from course.letters import bag, page_spans
from course.model import Course, Language, Page, Problem
from course.rules.kept import in_pages, texts

CODE = "LT003"

ENOUGH = 12
"""Of fewer words nothing is said."""

SURE = 3
"""So many of them must be signs of the other language."""

_QUOTES = re.compile(r"«[^«»]*»|“[^“”]*”|„[^„“]*“|\"[^\"\n]*\"")
_BEGINNING = re.compile(r"\s*(?:[-*+>#|]|\d+[.)]\s|$)")


def check(course: Course) -> Iterator[Problem]:
    """One problem for a page in another language, or else one for every such paragraph, at its first line."""
    names = {language.id: language.name for language in course.languages}
    signs = _Signs(course.languages)
    work = partial(_in_page, names, signs)
    for _, found in in_pages(course, course.pages, work, CODE, texts(course, "languages")):
        yield from found


def _in_page(names: Mapping[str, str], signs: _Signs, page: Page) -> list[Problem]:
    text = _own(page)
    votes = _votes(text, signs)
    if max((votes[language] for language in votes if language != page.locale), default=0) < SURE:
        return []  # a paragraph has no more votes than its page
    other = _other(text, page.locale, signs)
    if other:
        line = next(line for line, part in _paragraphs(text) if part.strip())
        hint = f"translate it, or put it into docs/{other}"
        return [Problem(page.path, line, CODE, f"the page is in {names[other]}, not in {names[page.locale]}", hint)]
    return list(_in_paragraphs(page, text, names, signs))


def _in_paragraphs(page: Page, text: str, names: Mapping[str, str], signs: _Signs) -> Iterator[Problem]:
    for line, part in _paragraphs(text):
        other = _other(_QUOTES.sub(_blank, part), page.locale, signs)
        if other:
            hint = f'translate it, or mark foreign words with <span lang="{other}">…</span>'
            said = f"the paragraph is in {names[other]}, not in {names[page.locale]}"
            yield Problem(page.path, line, CODE, said, hint)


def _own(page: Page) -> str:
    """The prose without what is marked as another language."""
    pieces, end = [], 0
    for start, stop, _ in page_spans(page):
        if start >= end:
            pieces += [page.prose[end:start], re.sub(r"[^\n]", " ", page.prose[start:stop])]
            end = stop
    return "".join([*pieces, page.prose[end:]])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs with their first line; list items, quotations, headings and table rows are paragraphs too."""
    part: list[str] = []
    first = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if _BEGINNING.match(line):
            yield first, "\n".join(part)
            part, first = [], number
        elif not any(map(str.strip, part)):
            part, first = [], number
        part.append(line)
    yield first, "\n".join(part)


class _Signs(dict[str, tuple[str, ...]]):
    """The languages that a word is a sign of, worked out once for each word.

    Signs are the function words and letters that only one language has. Capitalised words say nothing by their
    letters: names and abbreviations travel between languages.
    """

    def __init__(self, languages: Sequence[Language]) -> None:
        super().__init__()
        owners: dict[str, set[str]] = {}
        for language in languages:
            for sign in (*language.alphabet, *(f"{word} " for word in language.function_words)):
                owners.setdefault(sign, set()).add(language.id)
        self._owner = {sign: next(iter(owner)) for sign, owner in owners.items() if len(owner) == 1}

    def __missing__(self, word: str) -> tuple[str, ...]:
        marks = {f"{word.lower()} ", *(word if word[0].islower() else "")}
        self[word] = tuple(sorted({self._owner[mark] for mark in marks & self._owner.keys()}))
        return self[word]


def _other(text: str, locale: str, signs: _Signs) -> str:
    """The other language that the text is surely in; empty when it is in its own or nobody can tell."""
    votes = _votes(text, signs)
    best = max(votes, key=lambda language: votes[language], default=locale)
    sure = votes[best] >= SURE and votes[best] > 2 * votes[locale] and len(bag(text)) >= ENOUGH
    return best if sure and best != locale else ""


def _votes(text: str, signs: _Signs) -> Counter[str]:
    """By language, how many words are a sign of it."""
    votes: Counter[str] = Counter()
    for languages, times in Counter(map(signs.__getitem__, bag(text))).items():
        for language in languages:
            votes[language] += times
    return votes
