"""FL005 interface-fields-match: an interface string has the same {fields} in every language.

Why: A field that is missing or misspelt in one language leaves out a number there, or stops the build in the middle.

Bad:
    docs/data/interface.yml: |
      module-label: {tg: Модул, ru: "Модуль {number}", en: "Module {number}"}

Says:
    docs/data/interface.yml:1: FL005 'module-label' has other fields in 'tg' than in 'en' - the fields are:
        {number}

Good:
    docs/data/interface.yml: |
      module-label: {tg: "Модули {number}", ru: "Модуль {number}", en: "Module {number}"}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from course.model import Course, Problem

CODE = "FL005"
PATH = "docs/data/interface.yml"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every string with broken braces, or with other fields than the one of the source language."""
    for key, words in course.interface.items():
        line = course.interface_lines.get(key, 1)
        wanted = _fields(words.get(course.source_locale))
        for locale, said in words.items():
            fields = _fields(said)
            if fields is None:
                hint = "write a field as {name}, and a brace that is meant to be seen twice"
                yield Problem(PATH, line, CODE, f"'{key}' has a broken brace in '{locale}'", hint)
            elif wanted is not None and fields != wanted:
                shown = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "none"
                message = f"'{key}' has other fields in '{locale}' than in '{course.source_locale}'"
                yield Problem(PATH, line, CODE, message, f"the fields are: {shown}")


def _fields(said: Any) -> set[str] | None:
    """The fields of a string or of all its plural forms; None when a brace is broken."""
    forms = said.values() if isinstance(said, Mapping) else (said,)
    try:
        return {name for form in forms for _, name, _, _ in Formatter().parse(str(form or "")) if name is not None}
    except ValueError:
        return None
