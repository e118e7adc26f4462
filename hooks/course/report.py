"""What the doors say about problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from course.model import Problem


def lines(problems: Sequence[Problem]) -> str:
    """The problems, one to a line, and their count by code."""
    return "\n".join([*map(str, problems), summary(problems)])


def summary(problems: Sequence[Problem]) -> str:
    """How many problems there are, by code."""
    if not problems:
        return "No problems found."
    counts = Counter(problem.code for problem in problems)
    shown = ", ".join(f"{code} {count}" for code, count in sorted(counts.items()))
    return f"{len(problems)} problem{'s' if len(problems) > 1 else ''}: {shown}"
