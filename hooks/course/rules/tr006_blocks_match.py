"""TR006 blocks-match: a translation has the blocks, tables and figures of its source, in the same order and shape.

Why: A warning box, a trainer note or a table row that was left out is content that one language does not get.

Bad:
    docs/en/about.md: |
      # About {#about}

      !!! warning "Not intelligence gathering"
          Members never report on neighbours.
    docs/ru/about.md: |
      # О пособии {#about}

      Участники никогда не доносят на соседей.

Says:
    docs/ru/about.md:3: TR006 blocks: the section 'about' lacks block 'warning' - compare with docs/en/about.md
    docs/tg/about.md:7: TR006 blocks: the section 'about' lacks block 'warning' - compare with docs/en/about.md

Good:
    docs/en/about.md: |
      # About {#about}

      !!! warning "Not intelligence gathering"
          Members never report on neighbours.
    docs/ru/about.md: |
      # О пособии {#about}

      !!! warning "Это не сбор сведений"
          Участники никогда не доносят на соседей.
    docs/tg/about.md: |
      # Дар бораи дастур {#about}

      !!! warning "Ин ҷамъоварии маълумот нест"
          Аъзо ҳеҷ гоҳ дар бораи ҳамсоя хабар намерасонанд.
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Page, Problem
from course.parallel import Mark, differences, translated
from course.rules.kept import in_pairs

CODE = "TR006"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every section whose blocks, tables and placed figures are not those of the source."""
    yield from in_pairs(course, translated(course), _differing, CODE)


def _differing(pair: tuple[Page, Page]) -> list[Problem]:
    source, page = pair
    found = differences(source, page, _shapes, ordered=True)
    return [Problem(page.path, one.line, CODE, f"blocks: {one}", f"compare with {source.path}") for one in found]


def _shapes(page: Page) -> list[Mark]:
    marks = [(f"block '{block.kind}'", block.line) for block in page.blocks]
    marks += [(f"table of {len(grid.rows)} rows, {max(map(len, grid.rows))} columns", grid.line) for grid in page.grids]
    marks += [(f"caption {{#tab-{table.id}}}", table.line) for table in page.tables]
    marks += [(f"placed ![]({ref.scheme}:{ref.target})", ref.line) for ref in page.references if ref.placed]
    return sorted(marks, key=lambda mark: mark[1])
