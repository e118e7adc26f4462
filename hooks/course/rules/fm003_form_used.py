"""FM003 form-used: a form belongs to a written tool, whose page places it once in every language.

Why: A form that no page places is never filled in; a page that places none, or the same one twice, leaves the
team with a sheet that is not the tool.

Bad:
    docs/data/tools/inclusion-checklist.yml: |
      fields:
        - id: members
          kind: number
          label: {tg: Шумораи аъзо, ru: Число членов группы, en: Number of members}

Says:
    docs/en/toolkit/inclusion-checklist.md:1: FM003 the page does not place its form
        docs/data/tools/inclusion-checklist.yml - put ![](data:form) on a line of its own where people fill it
        in
    docs/ru/toolkit/inclusion-checklist.md:1: FM003 the page does not place its form
        docs/data/tools/inclusion-checklist.yml - put ![](data:form) on a line of its own where people fill it
        in
    docs/tg/toolkit/inclusion-checklist.md:1: FM003 the page does not place its form
        docs/data/tools/inclusion-checklist.yml - put ![](data:form) on a line of its own where people fill it
        in

Good:
    docs/data/tools/inclusion-checklist.yml: |
      fields:
        - id: members
          kind: number
          label: {tg: Шумораи аъзо, ru: Число членов группы, en: Number of members}
    docs/en/toolkit/inclusion-checklist.md: |
      ## The sheet {#sheet}

      ![](data:form)
    docs/ru/toolkit/inclusion-checklist.md: |
      ## Лист {#sheet}

      ![](data:form)
    docs/tg/toolkit/inclusion-checklist.md: |
      ## Варақа {#sheet}

      ![](data:form)
"""

from __future__ import annotations

from collections.abc import Iterator

from course.forms import NAME
from course.labels import tool_of
from course.model import Course, Form, Page, Problem
from course.suggest import did_you_mean

CODE = "FM003"

_PLACE = f"![](data:{NAME})"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every form without a written tool, and at every page that places its form not exactly once."""
    for form in course.forms.values():
        yield from _owned(course, form)
    for page in course.pages:
        yield from _placed(course, page)


def _owned(course: Course, form: Form) -> Iterator[Problem]:
    tool = course.tools.get(form.tool)
    if tool is None:
        hint = did_you_mean(form.tool, course.tools, "name the file after a tool of docs/data/tools.yml")
        yield Problem(form.path, 1, CODE, f"the form belongs to no tool: '{form.tool}' is unknown", hint)
    elif not tool.written:
        hint = f"write its pages and set its status to 'written' in docs/data/tools.yml:{tool.line}"
        yield Problem(form.path, 1, CODE, f"the tool '{form.tool}' is not written yet", hint)


def _placed(course: Course, page: Page) -> Iterator[Problem]:
    places = [ref.line for ref in page.references if ref.scheme == "data" and ref.target == NAME]
    tool = tool_of(course, page)
    if tool is None or tool.id not in course.forms:
        where = f"write docs/data/tools/{tool.id}.yml" if tool else "place forms on the pages of tools only"
        for line in places:
            yield Problem(page.path, line, CODE, "there is no form to place here", f"{where}, or take the line out")
        return
    if not places:
        hint = f"put {_PLACE} on a line of its own where people fill it in"
        yield Problem(page.path, 1, CODE, f"the page does not place its form {course.forms[tool.id].path}", hint)
    for line in places[1:]:
        yield Problem(page.path, line, CODE, "the form is placed a second time", f"keep one {_PLACE}")
    lines = page.source.split("\n")
    for line in places[:1]:
        if lines[line - 1].strip() != _PLACE or lines[line - 1][:1].isspace():
            hint = f"put {_PLACE} on a line of its own, not indented"
            yield Problem(page.path, line, CODE, "the form shares its line", hint)
