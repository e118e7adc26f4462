"""TR005 references-match: a translation has the terms, sources and other references of its source.

Why: A definition, a source or a way onward that one language lacks is missing exactly for its readers.

Bad:
    docs/ru/about.md: |
      # О пособии {#about}

      Группа работает в [джамоате](term:jamoat) [](src:osce-gp08). См. [](ref:trust).

Says:
    docs/ru/about.md:3: TR005 references: the section 'about' lacks term:cppt - compare with docs/en/about.md

Good:
    docs/ru/about.md: |
      # О пособии {#about}

      [Группа](term:cppt) работает в [джамоате](term:jamoat) [](src:osce-gp08). См. [](ref:trust).
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Page, Problem
from course.parallel import Mark, differences, translated
from course.rules.kept import in_pairs

CODE = "TR005"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every section whose references are not those of the source."""
    yield from in_pairs(course, translated(course), _differing, CODE)


def _differing(pair: tuple[Page, Page]) -> list[Problem]:
    source, page = pair
    found = differences(source, page, _references)
    return [Problem(page.path, one.line, CODE, f"references: {one}", f"compare with {source.path}") for one in found]


def _references(page: Page) -> list[Mark]:
    return [(f"{ref.scheme}:{ref.target}", ref.line) for ref in page.references if ref.scheme != "data"]
