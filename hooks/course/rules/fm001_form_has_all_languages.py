"""FM001 form-has-all-languages: every label, help and option of a form is there in every language.

Why: A form is filled in side by side by people of different languages; a line that one of them cannot read is
a question that nobody asks him or her.

Bad:
    docs/data/tools/inclusion-checklist.yml: |
      fields:
        - id: members
          kind: number
          label: {tg: Шумораи аъзо, en: Number of members}

Says:
    docs/data/tools/inclusion-checklist.yml:2: FM001 label of 'members' has no text in 'ru' - add a line 'ru: …'

Good:
    docs/data/tools/inclusion-checklist.yml: |
      fields:
        - id: members
          kind: number
          label: {tg: Шумораи аъзо, ru: Число членов группы, en: Number of members}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem

CODE = "FM001"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every text and language that is missing, at the field, option, column or row it belongs to."""
    for form in course.forms.values():
        for what, line, words in form.texts():
            for language in course.languages:
                if not words.get(language.id, "").strip():
                    hint = f"add a line '{language.id}: …'"
                    yield Problem(form.path, line, CODE, f"{what} has no text in '{language.id}'", hint)
