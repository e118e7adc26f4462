"""XR005 label-exists: a reference to a tool, figure, table or list names one that is there.

Why: "See Figure" without a figure leaves the reader searching, and the number cannot be filled in.

Bad:
    docs/en/about.md: |
      # About {#about}

      Use [](tool:sara-sheet).

Says:
    docs/en/about.md:3: XR005 unknown tool 'sara-sheet' - list it in docs/data/tools.yml

Good:
    docs/en/about.md: |
      # About {#about}

      Use [](tool:inclusion-checklist).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from course import forms, screens
from course.labels import figure_numbers, table_numbers
from course.lists import LISTS
from course.model import Course, Problem, Reference
from course.suggest import did_you_mean

CODE = "XR005"

_KINDS = {"tool": "tool", "fig": "figure", "tab": "table", "data": "list"}


def check(course: Course) -> Iterator[Problem]:
    """A problem for every label that is not listed, or that is referred to but placed nowhere."""
    for form in course.forms.values():
        for field in form.fields:
            if field.figure and field.figure not in course.figures:
                hint = did_you_mean(field.figure, course.figures, "list it in docs/data/figures.yml")
                yield Problem(form.path, field.line, CODE, f"unknown figure '{field.figure}'", hint)
    for page in course.pages:
        for ref in page.references:
            kind = _KINDS.get(ref.scheme)
            known = _known(course, ref)
            if ref.scheme == "fig" and not ref.placed and ref.target in course.figures and ref.target not in known:
                message = f"the figure '{ref.target}' stands on no page"
                yield Problem(page.path, ref.line, CODE, message, _otherwise(ref))
            elif kind and ref.target not in known:
                hint = did_you_mean(ref.target, known, _otherwise(ref))
                yield Problem(page.path, ref.line, CODE, f"unknown {kind} '{ref.target}'", hint)


def _known(course: Course, ref: Reference) -> Iterable[str]:
    match ref.scheme:
        case "tool":
            return course.tools
        case "fig":
            return course.figures if ref.placed else figure_numbers(course)
        case "tab":
            return table_numbers(course)
    return (*LISTS, *screens.SCREENS, forms.NAME)


def _otherwise(ref: Reference) -> str:
    if ref.scheme == "fig":
        return "list it in docs/data/figures.yml" if ref.placed else f"place it on a page with ![](fig:{ref.target})"
    if ref.scheme == "tab":
        return f"put 'Table: title {{#tab-{ref.target}}}' above the table"
    if ref.scheme == "tool":
        return "list it in docs/data/tools.yml"
    return f"choose one of {', '.join((*LISTS, *screens.SCREENS))}"
