"""What the doors say about problems."""

from __future__ import annotations

import pytest

from course.model import Problem
from course.report import summary, text

TERM = Problem("docs/ru/about.md", 42, "GL001", "unknown term 'cpptt'", "did you mean 'cppt'?")
PAGE = Problem("docs/en/about.md", 7, "XR001", "unknown page 'trus'", "did you mean 'trust'?")


def test_a_problem_is_one_line() -> None:
    assert str(TERM) == "docs/ru/about.md:42: GL001 unknown term 'cpptt' - did you mean 'cppt'?"


def test_problems_stand_in_the_order_of_files_and_lines() -> None:
    late = Problem("docs/en/about.md", 10, "FL001", "a", "b")
    assert sorted([TERM, late, PAGE]) == [PAGE, late, TERM]


@pytest.mark.parametrize(
    ("problems", "said"),
    [
        ([], "No problems found."),
        ([TERM], "1 problem: GL001 1"),
        ([PAGE, TERM, TERM], "3 problems: GL001 2, XR001 1"),
    ],
)
def test_problems_are_counted_by_code(problems: list[Problem], said: str) -> None:
    assert summary(problems) == said


def test_every_problem_is_said_before_the_count() -> None:
    assert text([PAGE, TERM]) == (
        "docs/en/about.md:7: XR001 unknown page 'trus' - did you mean 'trust'?\n"
        "docs/ru/about.md:42: GL001 unknown term 'cpptt' - did you mean 'cppt'?\n"
        "2 problems: GL001 1, XR001 1"
    )


def test_without_problems_there_is_one_line() -> None:
    assert text([]) == "No problems found."
