"""Golden cases of the rules: tests/rules/<CODE>.yml, whole messages; and what the docstrings promise."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from conftest import ROOT

from course import manual
from course.load import load
from course.rules import RULES, check

CASES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "tests" / "rules").glob("*.yml")
}
ALL = [pytest.param(code, case, id=f"{code}-{case['name']}") for code in sorted(CASES) for case in CASES[code]]


def found(root: Path, code: str) -> list[str]:
    return [str(problem) for problem in check(load(root)) if problem.code == code]


@pytest.mark.parametrize(("code", "case"), ALL)
def test_golden(code: str, case: dict[str, Any], make_root: Any) -> None:
    assert found(make_root(case["files"]), code) == case["problems"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
def test_bad_and_good_of_the_docstring(rule: ModuleType, make_root: Any, tmp_path: Path) -> None:
    told = manual.read(rule)
    assert told.code == rule.CODE
    assert found(make_root(told.bad), rule.CODE) == list(told.says)
    (tmp_path / "course").rename(tmp_path / "bad")
    assert found(make_root(told.good), rule.CODE) == []


def test_every_rule_has_a_bad_and_a_good_case() -> None:
    assert sorted(CASES) == sorted(rule.CODE for rule in RULES)
    for code, cases in CASES.items():
        assert any(case["problems"] for case in cases), f"{code} has no bad case"
        assert any(not case["problems"] for case in cases), f"{code} has no good case"


def test_files_of_rules_are_named_after_code_and_name() -> None:
    for rule in RULES:
        told = manual.read(rule)
        code, _, words = rule.__name__.rpartition(".")[2].partition("_")
        assert code == told.code.lower()
        assert set(words.split("_")) <= set(told.name.split("-"))


def test_every_file_of_a_rule_is_listed() -> None:
    files = {path.stem for path in (ROOT / "hooks" / "course" / "rules").glob("??[0-9]*.py")}
    assert {rule.__name__.rpartition(".")[2] for rule in RULES} == files


def test_rules_md_is_what_the_rules_say() -> None:
    assert (ROOT / "hooks" / "RULES.md").read_text(encoding="utf-8") == manual.written()


def test_the_small_course_is_clean(make_root: Any) -> None:
    assert [str(problem) for problem in check(load(make_root()))] == []
