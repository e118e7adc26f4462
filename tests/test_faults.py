"""The proof by faults itself: its kinds cover every rule, and a rule that is switched off shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from bench import faults
from bench.catalogue import KINDS
from bench.material import Fault, Material, right_lines

from course.rules import RULES

TERM = [kind for kind in KINDS if kind.name == "a term misspelt in a link"]


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return Material(faults.copied(tmp_path_factory.mktemp("faults")))


def test_every_rule_has_a_kind_of_fault() -> None:
    assert sorted({kind.code for kind in KINDS}) == sorted(rule.CODE for rule in RULES)


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len({(kind.code, kind.name) for kind in KINDS}) == len(KINDS) >= 50


def test_every_kind_has_a_place_in_the_course(material: Material) -> None:
    assert [kind.name for kind in KINDS if not any(kind.places(material))] == []


def test_the_same_faults_are_drawn_every_time(material: Material) -> None:
    drawn = [faults.drawn(TERM[0], material, 3) for _ in "12"]
    assert drawn[0] == drawn[1]


def test_faults_are_caught() -> None:
    alarms, results = faults.run(TERM, 1)
    assert (alarms, [(len(one.tried), one.caught) for one in results]) == ([], [(1, 1)])


def test_without_its_rule_a_fault_is_missed() -> None:
    alarms, results = faults.run(TERM, 1, without=("GL001",))
    assert (alarms, [(len(one.tried), one.caught) for one in results]) == ([], [(1, 0)])
    assert faults.table(results).split("\n")[1].split()[-4:] == [str(results[0].places), "1", "0", "1"]


def test_a_problem_at_another_line_does_not_count() -> None:
    def elsewhere(material: Material) -> Iterator[Fault]:
        return (replace(fault, lines=frozenset({1})) for fault in TERM[0].places(material))

    _, results = faults.run([replace(TERM[0], places=elsewhere)], 1)
    [(fault, found)] = results[0].tried
    assert (found.caught, len(found.said)) == (False, 1)
    assert found.said[0].startswith(f"{fault.path}:")


def test_what_was_taken_is_told_in_its_paragraph_or_section() -> None:
    text = "# One {#one}\n\nA first.\nA second.\n\n## Two {#two}\n\nLast.\n"
    assert right_lines(text, 4) == {1, 3, 4}
    assert right_lines(text, 7) == {6}


def test_a_heading_that_was_taken_is_told_at_its_neighbours() -> None:
    text = "# One {#one}\n\n## Two {#two}\n\n### Three {#three}\n\nText.\n\n## Five {#five}\n"
    assert right_lines(text, 7, whole=True) == {3, 5, 9}
    assert right_lines(text, 10, whole=True) == {9}
