"""TR003 quizzes-match: a translation has the quiz items of its source, with the same ids, options and key.

Why: Cadets of every language take the same test; an option or a key that differs makes it another one.

Bad:
    docs/ru/handbook/partnerships/quiz.md: |
      <quiz>
      <!-- id: partnerships-01; outcome: map-decisions -->
      Кто ведёт встречу?
      - [ ] Тот, кого выбрала группа
      > Решает группа.
      - [x] Старший мужчина
      > Возраст не даёт этого права.
      </quiz>

Says:
    docs/ru/handbook/partnerships/quiz.md:1: TR003 the correct options of 'partnerships-01' are B, in the source
        A - compare with docs/en/handbook/partnerships/quiz.md:5

Good:
    docs/ru/handbook/partnerships/quiz.md: |
      <quiz>
      <!-- id: partnerships-01; outcome: map-decisions -->
      Кто ведёт встречу?
      - [x] Тот, кого выбрала группа
      > Решает группа.
      - [ ] Старший мужчина
      > Возраст не даёт этого права.
      </quiz>
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from course.model import Course, Item, Page, Problem

CODE = "TR003"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every item that a translation lacks, adds, moves, or that differs in options, key or outcome."""
    for page in course.translations():
        source = course.source_pages.get(page.name)
        if source:
            yield from _compare(source, page)


def _compare(source: Page, page: Page) -> Iterator[Problem]:
    theirs = {item.id: item for item in source.items if item.id}
    ours = {item.id: item for item in page.items if item.id}
    at = page.items[-1].line if page.items else 1
    for key in reversed(theirs):
        if key in ours:
            at = ours[key].line
            continue
        hint = f"translate it from {source.path}:{theirs[key].line}"
        yield Problem(page.path, at, CODE, f"the quiz item '{key}' of the source is missing here", hint)
    for key in ours.keys() - theirs.keys():
        hint = f"add it to {source.path} or remove it"
        yield Problem(page.path, ours[key].line, CODE, f"the quiz item '{key}' is not in the source", hint)
    shared = [key for key in theirs if key in ours]
    order = [key for key in ours if key in theirs]
    for wanted, found in zip(shared, order, strict=True):
        if wanted != found:
            message = f"the quiz item '{found}' stands where the source has '{wanted}'"
            yield Problem(page.path, ours[found].line, CODE, message, f"keep the order of {source.path}")
            break
    for key in shared:
        yield from _items(source, theirs[key], page, ours[key])


def _items(source: Page, theirs: Item, page: Page, ours: Item) -> Iterator[Problem]:
    hint = f"compare with {source.path}:{theirs.line}"
    if len(theirs.options) != len(ours.options):
        options = f"{len(ours.options)} option{'s' if len(ours.options) != 1 else ''}"
        message = f"'{ours.id}' has {options}, in the source {len(theirs.options)}"
        yield Problem(page.path, ours.line, CODE, message, hint)
    elif _key(theirs) != _key(ours):
        message = f"the correct options of '{ours.id}' are {_key(ours)}, in the source {_key(theirs)}"
        yield Problem(page.path, ours.line, CODE, message, hint)
    if theirs.outcome != ours.outcome:
        message = (
            f"the outcome of '{ours.id}' is '{ours.outcome or 'none'}', in the source '{theirs.outcome or 'none'}'"
        )
        yield Problem(page.path, ours.line, CODE, message, hint)


def _key(item: Item) -> str:
    letters = (letter for letter, option in zip(ascii_uppercase, item.options, strict=False) if option.correct)
    return " ".join(letters) or "none"
