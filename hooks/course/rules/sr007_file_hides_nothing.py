"""SR007 file-hides-nothing: every file is text, PNG or JPEG, and a picture carries nothing beside what it shows.

Why: Cameras and programs write into a picture who took it, where, when and with which device. Nobody sees it on the
page, and everybody who has the file can read it. What no rule can read may hold names and numbers too.

Bad:
    docs/assets/members.docx: |
      Members of the team

Says:
    docs/assets/members.docx:1: SR007 no rule can read files like '.docx' - put its words on a page, or save it as PNG
        or JPEG

Good:
    docs/en/about.md: |
      # About {#about}

      The team has no list of members.
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem
from course.pictures import carried

CODE = "SR007"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every file of a kind that is not read, and for all that a picture carries and does not show."""
    read = {page.path for page in course.pages} | set(course.strays) | set(course.pictures)
    read.update(course.data_texts, course.other_texts, course.scripts)
    for path in course.files:
        if path not in read:
            kind = path.rpartition("/")[2].rpartition(".")
            message = f"no rule can read files like '.{kind[2]}'" if kind[1] else "no rule can read this file"
            yield Problem(path, 1, CODE, message, "put its words on a page, or save it as PNG or JPEG")
    for path, data in course.pictures.items():
        if found := ", ".join(carried(data)):
            message = f"the picture carries more than it shows: {found}"
            yield Problem(path, 1, CODE, message, "save it again as PNG or JPEG without data about it (metadata)")
