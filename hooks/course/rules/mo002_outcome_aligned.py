"""MO002 outcome-aligned: every outcome of a written module is taught, practised and tested.

Why: An outcome that no section teaches, no step practises or no quiz item tests is a promise to the cadet that
the course does not keep.

Bad:
    docs/data/modules.yml: |
      academic-hour: 45
      pass-mark: 70
      reference: [glossary, sources, about]
      modules:
        - id: partnerships
          number: "4"
          part: core
          hours: 4
          status: written
          audience: [cadet]
          terms: []
          sources: []
          title: {tg: Шарикӣ, ru: Партнёрство, en: Partnerships}
          outcomes:
            - id: draft-charter
              taught: [who-decides]
              practised: []
              text: {tg: менависад, ru: составить, en: draft a charter}

Says:
    docs/data/modules.yml:15: MO002 the outcome 'draft-charter' is practised by no step - name the ids of steps
        of lesson.md under 'practised'
    docs/data/modules.yml:15: MO002 the outcome 'draft-charter' is tested by no quiz item - write an item with
        'outcome: draft-charter' in quiz.md

Good:
    docs/data/modules.yml: |
      academic-hour: 45
      pass-mark: 70
      reference: [glossary, sources, about]
      modules:
        - id: partnerships
          number: "4"
          part: core
          hours: 4
          status: written
          audience: [cadet]
          terms: []
          sources: []
          title: {tg: Шарикӣ, ru: Партнёрство, en: Partnerships}
          outcomes:
            - id: map-decisions
              taught: [who-decides]
              practised: [step-map]
              text: {tg: нишон медиҳад, ru: показать, en: map who decides}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem

CODE = "MO002"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every outcome without a section, a step or a quiz item."""
    for module in course.modules.values():
        quiz = course.source_pages.get(f"handbook/{module.id}/quiz.md")
        tested = {item.outcome for item in quiz.items} if quiz else set()
        for outcome in module.outcomes if module.written else ():
            wants = (
                (
                    bool(outcome.taught),
                    "is taught by no section",
                    "name the ids of sections of index.md under 'taught'",
                ),
                (
                    bool(outcome.practised),
                    "is practised by no step",
                    "name the ids of steps of lesson.md under 'practised'",
                ),
                (
                    outcome.id in tested,
                    "is tested by no quiz item",
                    f"write an item with 'outcome: {outcome.id}' in quiz.md",
                ),
            )
            for there, message, hint in wants:
                if not there:
                    message = f"the outcome '{outcome.id}' {message}"
                    yield Problem("docs/data/modules.yml", outcome.line, CODE, message, hint)
