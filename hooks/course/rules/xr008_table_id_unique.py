"""XR008 table-id-unique: the id of a numbered table stands on one page of the course only.

Why: A table is referred to from any page by its id alone; with the same id on two pages both get one number, and the
reference leads to the wrong one.

Bad:
    docs/en/about.md: |
      # About {#about}

      Table: Who decides {#tab-deciders}

      | Level | Who |
      |---|---|
      | Street | Residents |
    docs/en/sources.md: |
      # Sources {#sources}

      Table: Who pays {#tab-deciders}

      | Level | Who |
      |---|---|
      | Street | Residents |

Says:
    docs/en/sources.md:3: XR008 the table id 'deciders' is taken by docs/en/about.md:3 - choose another id

Good:
    docs/en/about.md: |
      # About {#about}

      Table: Who decides {#tab-deciders}

      | Level | Who |
      |---|---|
      | Street | Residents |
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem

CODE = "XR008"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every table of the source tree whose id a table of another page has."""
    first: dict[str, tuple[str, int]] = {}
    for page in course.source_pages.values():
        for table in page.tables:
            path, line = first.setdefault(table.id, (page.path, table.line))
            if path != page.path:
                message = f"the table id '{table.id}' is taken by {path}:{line}"
                yield Problem(page.path, table.line, CODE, message, "choose another id")
