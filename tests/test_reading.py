"""Reading the course in a process of its own: what comes, when, and to whom."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Make

from course import cores, reading
from course.cache import PLAIN
from course.load import load
from course.model import Course
from course.rules import check

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

_BAD = {"docs/ru/about.md": "# Обо всём {#about}\n\nПишите: a@b.example.\n"}


@pytest.fixture(autouse=True)
def _several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PLAIN, raising=False)
    monkeypatch.setattr(cores, "several", lambda: True)


def same(one: Course, other: Course) -> bool:
    """Whether two lean courses are of the same pages and data."""
    return [vars(page) for page in one.pages] == [vars(page) for page in other.pages] and one.made_of == other.made_of


def begun(root: Path, ahead: bool = False) -> reading.Reading:
    found = reading.begun(root, ahead)
    assert found
    return found


def test_the_course_and_its_problems_come_from_another_process(make_root: Make) -> None:
    root = make_root(_BAD)
    found = begun(root).found()
    assert found
    course, problems = found
    expected = load(root)
    assert same(course, expected.lean())
    assert problems == check(expected) != []
    assert course.data_digest == expected.data_digest


def test_a_course_that_is_read_here_is_the_same(make_root: Make) -> None:
    root = make_root(_BAD)
    course, problems = reading.checked(root)
    assert same(course.lean(), load(root).lean())
    assert problems == check(load(root))


def test_a_course_that_nobody_has_read_is_not_given_ahead(make_root: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_FEW", 0)
    found = begun(make_root(_BAD), ahead=True).found()
    assert found
    assert [problem.code for problem in found[1]] == ["SR005", "TR005"]


def test_where_little_is_new_the_course_is_given_ahead_of_its_problems(make_root: Make) -> None:
    root = make_root(_BAD)
    one = begun(root, ahead=True)
    assert one.ready.read(1) == b"a"
    problems = one.problems()
    assert problems
    assert [problem.code for problem in problems] == ["SR005", "TR005"]


def test_who_builds_ahead_knows_no_problems_yet(make_root: Make) -> None:
    found = begun(make_root(_BAD), ahead=True).found()
    assert found
    assert found[1] == []


def test_nothing_comes_from_a_process_that_came_to_no_end(make_root: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.getpid()

    def killed(self: Course) -> Course:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return self

    monkeypatch.setattr(Course, "bare", killed)
    root = make_root({})
    assert begun(root).found() is None
    assert begun(root).problems() is None


def test_where_nothing_can_be_done_beside_nothing_is_begun(make_root: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "several", lambda: False)
    assert reading.begun(make_root({})) is None


def test_nothing_is_inherited_without_the_variable() -> None:
    assert reading.inherited() is None


_TELLS = """
import sys
sys.path.insert(0, sys.argv[1])
from course import reading
course, problems = reading.inherited().found()
print(len(course.pages), *(problem.code for problem in problems), reading.inherited())
"""


def test_a_process_that_is_started_inherits_the_course(make_root: Make) -> None:
    root = make_root(_BAD)
    one = begun(root)
    told = subprocess.run(
        [sys.executable, "-c", _TELLS, str(ROOT / "hooks")],
        env=os.environ | one.handed(),
        close_fds=False,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert told.stdout == f"{len(load(root).pages)} SR005 TR005 None\n"
    problems = one.problems()
    assert problems
    assert [problem.code for problem in problems] == ["SR005", "TR005"]
