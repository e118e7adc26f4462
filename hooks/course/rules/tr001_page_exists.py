"""TR001 page-exists: every page is there in every language, and none without its source.

Why: The language switch stays on the page; a page that one language lacks sends its readers elsewhere.

Bad:
    docs/en/history.md: |
      # History {#history}

Says:
    docs/ru/history.md:1: TR001 the page is missing in 'ru' - translate docs/en/history.md
    docs/tg/history.md:1: TR001 the page is missing in 'tg' - translate docs/en/history.md

Good:
    docs/en/history.md: |
      # History {#history}
    docs/ru/history.md: |
      # История {#history}
    docs/tg/history.md: |
      # Таърих {#history}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem

CODE = "TR001"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every page that a translation lacks, and at every translation without a source page."""
    source = course.source_pages
    for locale, tree in course.trees.items():
        if locale == course.source_locale:
            continue
        for name in source.keys() - tree.keys():
            hint = f"translate {source[name].path}"
            yield Problem(f"docs/{locale}/{name}", 1, CODE, f"the page is missing in '{locale}'", hint)
        for name in tree.keys() - source.keys():
            hint = f"write docs/{course.source_locale}/{name} or delete this page"
            yield Problem(tree[name].path, 1, CODE, f"the page has no source in '{course.source_locale}'", hint)
