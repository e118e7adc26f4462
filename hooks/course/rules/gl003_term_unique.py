"""GL003 term-unique: no two glossary entries share a term, an abbreviation or a form in one language.

Why: A word with two entries has two definitions, and nobody can tell which of them a page means.

Bad:
    docs/data/glossary.yml: |
      team:
        confidence: H
        tg: {term: даста, definition: Якҷоя кор мекунад.}
        ru: {term: команда, definition: Работает вместе.}
        en: {term: team, definition: Works together.}
      crew:
        confidence: H
        tg: {term: бригада, definition: Якҷоя кор мекунад.}
        ru: {term: бригада, definition: Работает вместе.}
        en: {term: crew, forms: [Team], definition: Works together.}

Says:
    docs/data/glossary.yml:10: GL003 'Team' is already a wording of 'team' - keep it in one of 'team' and 'crew'

Good:
    docs/data/glossary.yml: |
      team:
        confidence: H
        tg: {term: даста, definition: Якҷоя кор мекунад.}
        ru: {term: команда, definition: Работает вместе.}
        en: {term: team, definition: Works together.}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem

CODE = "GL003"
PATH = "docs/data/glossary.yml"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every wording that an earlier entry already has, whatever its letter case."""
    owners: dict[tuple[str, str], str] = {}
    for term in course.terms.values():
        for locale, wording in term.wordings.items():
            for word in filter(None, dict.fromkeys((wording.term, wording.short, *wording.forms))):
                owner = owners.setdefault((locale, word.casefold()), term.id)
                if owner != term.id:
                    hint = f"keep it in one of '{owner}' and '{term.id}'"
                    yield Problem(PATH, term.lines[locale], CODE, f"'{word}' is already a wording of '{owner}'", hint)
