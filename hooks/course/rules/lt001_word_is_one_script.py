"""LT001 word-is-one-script: no word mixes Latin and Cyrillic letters.

Why: A Latin 'o' in a Cyrillic word looks right, but search, the glossary and screen readers do not know the word.

Bad:
    docs/ru/about.md: |
      # О пособии {#about}

      Сoтрудник идёт в школу.

Says:
    docs/ru/about.md:3: LT001 'Сoтрудник' mixes scripts: 'o' is Latin - write 'Сотрудник' in one script;
        'hooks/cli.py check --fix' does it

Good:
    docs/ru/about.md: |
      # О пособии {#about}

      Сотрудник скачивает PDF-файл по методу SARA.
"""

from __future__ import annotations

from collections.abc import Iterator

from course.letters import Mistake, respelled, script
from course.model import Course, Problem
from course.rules.wrong_words import wrong_words

CODE = "LT001"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every word with letters of both scripts; hyphens, digits and signs part words."""
    for path, line, found in wrong_words(course, CODE):
        mixed = [mistake for mistake in found if mistake.code == CODE]
        letters = list(dict.fromkeys(f"'{mistake.found}'" for mistake in mixed))
        said = f"{', '.join(letters)} {'is' if len(letters) == 1 else 'are'} {script(mixed[0].found[0])}"
        yield Problem(path, line, CODE, f"'{mixed[0].word}' mixes scripts: {said}", _hint(found))


def _hint(found: list[Mistake]) -> str:
    right = respelled(found)
    if right is None:
        return "type the word again in one keyboard layout, or put a hyphen between its parts"
    return f"write '{right}' in one script; 'hooks/cli.py check --fix' does it"
