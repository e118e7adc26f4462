"""GL001 term-exists: a term link names an entry of the glossary.

Why: The reader would point at a word and get no definition, and the link would lead nowhere.

Bad:
    docs/en/about.md: |
      # About {#about}

      The [team](term:cpptt) meets every month.

Says:
    docs/en/about.md:3: GL001 unknown term 'cpptt' - did you mean 'cppt'?

Good:
    docs/en/about.md: |
      # About {#about}

      The [team](term:cppt) meets every month.
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem
from course.suggest import did_you_mean

CODE = "GL001"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every `term:` and `not:` link whose id is not in the glossary."""
    for page in course.pages:
        for ref in page.references:
            if ref.scheme in ("term", "not") and ref.target not in course.terms:
                hint = did_you_mean(ref.target, course.terms, "add the term to docs/data/glossary.yml")
                yield Problem(page.path, ref.line, CODE, f"unknown term '{ref.target}'", hint)
    for module in course.modules.values():
        for key in module.terms:
            if key not in course.terms:
                hint = did_you_mean(key, course.terms, "add the term to docs/data/glossary.yml")
                yield Problem(
                    "docs/data/modules.yml", module.line, CODE, f"unknown term '{key}' in '{module.id}'", hint
                )
