"""The final test of a track: how many questions each of its modules gives.

A test is drawn in the reader's browser (`docs/assets/js/draw.js`), because everybody gets another one.
"""

from __future__ import annotations

from course.labels import text_and_quiz
from course.model import Course, Module, Track

VERSIONS = 2
"""So many versions with different questions can be drawn at once: A and B."""


def most(course: Course, module: Module) -> int:
    """The questions that a module can give to each version, so that versions share none."""
    _, quiz = text_and_quiz(course, course.source_locale, module)
    return len(quiz.items) // VERSIONS if quiz else 0


def shares(course: Course, track: Track) -> dict[str, int]:
    """The questions of a test by module: one of each, the others by hours, no more than a module can give.

    Seats are given out by the method of Sainte-Laguë, with the hours as votes. What no module can give is left out;
    modules without items get none.
    """
    modules = course.modules_of(track)
    hours = {module.id: track.hours_of(module) for module in modules}
    room = {module.id: most(course, module) for module in modules}
    given = {key: min(1, room[key]) for key in hours}
    for _ in range(track.test_items - sum(given.values())):
        open_ones = [key for key in hours if given[key] < room[key]]
        if not open_ones:
            break
        given[max(open_ones, key=lambda key: hours[key] / (2 * given[key] + 1))] += 1
    return given
