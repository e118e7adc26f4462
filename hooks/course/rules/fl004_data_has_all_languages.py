"""FL004 data-has-all-languages: every text of the data files is there in every language.

Why: Titles, outcomes, labels and interface strings are shown as they are; a missing one is a hole in a page.

Bad:
    docs/data/interface.yml: |
      site-name: {tg: Ҳамкорӣ, en: Hamkori}

Good:
    docs/data/interface.yml: |
      site-name: {tg: Ҳамкорӣ, ru: Хамкори, en: Hamkori}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from course.model import Course, Problem

CODE = "FL004"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every text and language that is missing, at the entry it belongs to."""
    for path, line, what, texts in _texts(course):
        for language in course.languages:
            text = texts.get(language.id)
            if not text or (isinstance(text, str) and not text.strip()):
                hint = f"add a line '{language.id}: …'"
                yield Problem(path, line, CODE, f"{what} has no text in '{language.id}'", hint)


def _texts(course: Course) -> Iterator[tuple[str, int, str, Mapping[str, Any]]]:
    for key, words in course.interface.items():
        yield "docs/data/interface.yml", course.interface_lines.get(key, 1), f"'{key}'", words
    for module in course.modules.values():
        yield "docs/data/modules.yml", module.line, f"title of '{module.id}'", module.title
        for outcome in module.outcomes:
            yield "docs/data/modules.yml", outcome.line, f"outcome '{outcome.id}'", outcome.text
    for tool in course.tools.values():
        yield "docs/data/tools.yml", tool.line, f"title of '{tool.id}'", tool.title
        yield "docs/data/tools.yml", tool.line, f"result of '{tool.id}'", tool.result
    for source in course.sources.values():
        if source.note:
            yield "docs/data/sources.yml", source.line, f"note of '{source.id}'", source.note
    for figure in course.figures.values():
        yield "docs/data/figures.yml", figure.line, f"title of '{figure.id}'", figure.title
        yield "docs/data/figures.yml", figure.line, f"alternative text of '{figure.id}'", figure.alt
        for key, label in figure.labels.items():
            yield "docs/data/figures.yml", figure.line, f"label '{key}' of '{figure.id}'", label
