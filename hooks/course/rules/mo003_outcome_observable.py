"""MO003 outcome-observable: an outcome says what the learner does, not what he or she knows, understands or feels.

Why: A trainer can see and score somebody drafting a charter; nobody can see somebody being aware of one.

Bad:
    docs/data/modules.yml: |
      academic-hour: 45
      pass-mark: 70
      reference: [glossary, sources, about]
      modules:
        - id: trust
          number: "3"
          part: core
          hours: 4
          status: planned
          audience: [cadet]
          terms: []
          sources: []
          title: {tg: Эътимод, ru: Доверие, en: Trust}
          outcomes:
            - id: rewrite-order
              taught: []
              practised: []
              text: {tg: фармонро мефаҳмад, ru: знать приказы, en: understand how to rewrite an order}

Says:
    docs/data/modules.yml:15: MO003 the outcome 'rewrite-order' says 'understand' in 'en', which nobody can see
        - say what the learner does: list, compare, draft, demonstrate
    docs/data/modules.yml:15: MO003 the outcome 'rewrite-order' says 'знать' in 'ru', which nobody can see - say
        what the learner does: list, compare, draft, demonstrate
    docs/data/modules.yml:15: MO003 the outcome 'rewrite-order' says 'мефаҳмад' in 'tg', which nobody can see -
        say what the learner does: list, compare, draft, demonstrate

Good:
    docs/data/modules.yml: |
      academic-hour: 45
      pass-mark: 70
      reference: [glossary, sources, about]
      modules:
        - id: trust
          number: "3"
          part: core
          hours: 4
          status: planned
          audience: [cadet]
          terms: []
          sources: []
          title: {tg: Эътимод, ru: Доверие, en: Trust}
          outcomes:
            - id: rewrite-order
              taught: []
              practised: []
              text: {tg: фармонро аз нав менависад, ru: переписать приказ, en: rewrite an order}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from course.model import Course, Problem

CODE = "MO003"

# English and Russian outcomes begin with their verb; in Tajik the verb ends a clause, so any word counts.
_VAGUE = {
    "en": re.compile(
        r"^(?:to )?(?:know|understand|be aware|appreciate|learn|realise|realize|be familiar)\b", re.IGNORECASE
    ),
    "ru": re.compile(
        r"^(?:знать|узнать|понимать|понять|осознавать|осознать|иметь представление|ознакомиться|усвоить)\b",
        re.IGNORECASE,
    ),
    "tg": re.compile(
        r"\b(?:медонад|донад|донистан|мефаҳмад|фаҳмад|фаҳмидан|огоҳ (?:аст|мешавад|шудан)|дарк мекунад)\b",
        re.IGNORECASE,
    ),
}


def check(course: Course) -> Iterator[Problem]:
    """A problem at every outcome that begins, or in Tajik ends a clause, with a verb that nobody can observe."""
    for module in course.modules.values():
        for outcome in module.outcomes:
            for locale, text in outcome.text.items():
                vague = _VAGUE[locale].search(text) if locale in _VAGUE else None
                if vague:
                    message = f"the outcome '{outcome.id}' says '{vague.group()}' in '{locale}', which nobody can see"
                    hint = "say what the learner does: list, compare, draft, demonstrate"
                    yield Problem("docs/data/modules.yml", outcome.line, CODE, message, hint)
