"""What the doors say about problems."""

from __future__ import annotations

import json

import pytest

from course.model import Problem
from course.report import as_github, as_json, as_sarif, summary, text

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


def test_colours_are_for_terminals() -> None:
    bold, red, faint, plain = "\x1b[1m", "\x1b[31m", "\x1b[2m", "\x1b[0m"
    assert text([TERM], colours=True) == (
        f"{bold}docs/ru/about.md:42:{plain} {red}GL001{plain} unknown term 'cpptt' "
        f"{faint}- did you mean 'cppt'?{plain}\n"
        f"{bold}1 problem: GL001 1{plain}"
    )


def test_json_has_every_problem_and_the_count() -> None:
    assert json.loads(as_json([TERM])) == {
        "problems": [
            {
                "path": "docs/ru/about.md",
                "line": 42,
                "code": "GL001",
                "message": "unknown term 'cpptt'",
                "hint": "did you mean 'cppt'?",
            }
        ],
        "counts": {"GL001": 1},
    }


def test_json_of_a_clean_course() -> None:
    assert json.loads(as_json([])) == {"problems": [], "counts": {}}


def test_github_annotations_escape_what_would_end_them() -> None:
    problem = Problem("docs/en/a,b:c.md", 3, "FL002", "100% of\nit", "mend")
    assert as_github([problem]) == (
        "::error file=docs/en/a%2Cb%3Ac.md,line=3,title=FL002::100%25 of%0Ait - mend\n1 problem: FL002 1"
    )


def test_sarif_names_the_rules_that_were_broken() -> None:
    log = json.loads(as_sarif([TERM, PAGE]))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    run = log["runs"][0]
    assert [(rule["id"], rule["name"]) for rule in run["tool"]["driver"]["rules"]] == [
        ("GL001", "term-exists"),
        ("XR001", "page-exists"),
    ]
    assert run["results"][0] == {
        "ruleId": "GL001",
        "level": "error",
        "message": {"text": "unknown term 'cpptt' - did you mean 'cppt'?"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "docs/ru/about.md"},
                    "region": {"startLine": 42},
                }
            }
        ],
    }
