"""FL004 data-has-all-languages: every text of the data files is there in every language.

Why: Titles, outcomes, labels and interface strings are shown as they are; a missing one is a hole in a page.

Bad:
    docs/data/interface.yml: |
      site-name: {tg: Ҳамкорӣ, en: Hamkori}

Says:
    docs/data/interface.yml:1: FL004 'site-name' has no text in 'ru' - add a line 'ru: …'

Good:
    docs/data/interface.yml: |
      site-name: {tg: Ҳамкорӣ, ru: Хамкори, en: Hamkori}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem
from course.rules.data_texts import said

CODE = "FL004"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every text and language that is missing, at the entry it belongs to."""
    for path, line, what, texts in said(course):
        for language in course.languages:
            text = texts.get(language.id)
            if not text or (isinstance(text, str) and not text.strip()):
                hint = f"add a line '{language.id}: …'"
                yield Problem(path, line, CODE, f"{what} has no text in '{language.id}'", hint)
