"""GL002 term-has-all-languages: a glossary entry has its term and definition in every language.

Why: A term that one language lacks leaves the readers of that language with an empty tooltip.

Bad:
    docs/data/glossary.yml: |
      cppt:
        confidence: M
        tg: {term: гурӯҳ, definition: Гурӯҳи маҳаллӣ.}
        en: {term: team, definition: A local team.}

Says:
    docs/data/glossary.yml:1: GL002 'cppt' has no definition in 'ru' - write it under 'ru:'
    docs/data/glossary.yml:1: GL002 'cppt' has no term in 'ru' - write it under 'ru:'

Good:
    docs/data/glossary.yml: |
      cppt:
        confidence: M
        tg: {term: гурӯҳ, definition: Гурӯҳи маҳаллӣ.}
        ru: {term: группа, definition: Местная группа.}
        en: {term: team, definition: A local team.}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem

CODE = "GL002"
PATH = "docs/data/glossary.yml"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every term and language without a term or a definition."""
    for term in course.terms.values():
        for language in course.languages:
            wording = term.wordings.get(language.id)
            line = term.lines.get(language.id, term.line)
            for field, value in (("term", wording and wording.term), ("definition", wording and wording.definition)):
                if not value:
                    hint = f"write it under '{language.id}:'"
                    yield Problem(PATH, line, CODE, f"'{term.id}' has no {field} in '{language.id}'", hint)
