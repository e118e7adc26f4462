"""FL006 script-says-what-is-there: a script says only interface strings that the data have.

Why: A script finds its words when a reader opens the page. A misspelt key would show there, not when the site is built.

Bad:
    docs/assets/js/quiz.js: |
      button.textContent = say("site-nam")

Says:
    docs/assets/js/quiz.js:1: FL006 unknown interface string 'site-nam' - did you mean 'site-name'?

Good:
    docs/assets/js/quiz.js: |
      button.textContent = say("site-name")
"""

from __future__ import annotations

from collections.abc import Iterator

from course.browser_data import said
from course.model import Course, Problem
from course.suggest import did_you_mean

CODE = "FL006"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every place of a script that says a string that interface.yml does not have."""
    for path, script in course.scripts.items():
        for key, line in said(script):
            if key not in course.interface:
                hint = did_you_mean(key, course.interface, "add it to docs/data/interface.yml")
                yield Problem(path, line, CODE, f"unknown interface string '{key}'", hint)
