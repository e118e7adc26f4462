"""LT002 tajik-uses-its-letters: Tajik text has the letters of the Tajik alphabet only, Russian text of the Russian one.

Why: ц, щ, ы, ь are not Tajik, and letters of old fonts (љ њ ї ў) or letters made of two characters are not found by
search and break on the page. Words of another language stand in `<span lang="ru">…</span>`; proper names that keep
their letters are listed under `names` in docs/data/languages.yml.

Bad:
    docs/tg/about.md: |
      # Дар бораи дастур {#about}

      Љавонон ба милиция меоянд.

Says:
    docs/tg/about.md:3: LT002 'Љавонон' has 'Љ' from another alphabet - write 'Ҷавонон'; 'hooks/cli.py check
        --fix' does it
    docs/tg/about.md:3: LT002 'милиция' has 'ц' from another alphabet - respell it, mark a foreign word with
        <span lang="ru">…</span>, or list a name under 'names' in docs/data/languages.yml

Good:
    docs/tg/about.md: |
      # Дар бораи дастур {#about}

      Ҷавонон ба милитсия меоянд. Номи русӣ: <span lang="ru">«Милиция»</span>.
"""

from __future__ import annotations

from collections.abc import Iterator

from course.letters import Mistake, respelled
from course.model import Course, Problem
from course.rules.wrong_words import wrong_words

CODE = "LT002"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every word with letters that its language does not have."""
    for path, line, found in wrong_words(course, CODE):
        wrong = [mistake for mistake in found if mistake.code == CODE]
        yield Problem(path, line, CODE, f"'{wrong[0].word}' has {_said(wrong)}", _hint(course, path, found))


def _said(wrong: list[Mistake]) -> str:
    strange = dict.fromkeys(f"'{mistake.found}'" for mistake in wrong if not mistake.composed)
    apart = dict.fromkeys(f"'{mistake.replacement}'" for mistake in wrong if mistake.composed)
    parts = [f"{', '.join(strange)} from another alphabet"] if strange else []
    return " and ".join([*parts, f"{', '.join(apart)} made of two characters"] if apart else parts)


def _hint(course: Course, path: str, found: list[Mistake]) -> str:
    right = respelled(found)
    if right is not None:
        return f"write '{right}'; 'hooks/cli.py check --fix' does it"
    listed = "list a name under 'names' in docs/data/languages.yml"
    if path.startswith("docs/data/"):
        return f"respell it, or {listed}"
    letters = "".join(mistake.found for mistake in found if mistake.replacement is None).lower()
    owners = (language.id for language in course.languages if set(letters) <= set(language.alphabet))
    return f'respell it, mark a foreign word with <span lang="{next(owners, "…")}">…</span>, or {listed}'
