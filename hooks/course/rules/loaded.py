"""Problems that were met while the files were read."""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem


def loaded(course: Course, code: str) -> Iterator[Problem]:
    """The problems with this code that `load` met."""
    return (problem for problem in course.problems if problem.code == code)
