"""The shell door: exit codes and what is printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

from cli import main
from course import manual

Make = Callable[..., Path]

ABOUT = "docs/en/about.md"
BAD = {ABOUT: (ROOT / "tests" / "course" / ABOUT).read_text(encoding="utf-8").replace("---", "---\nreview: draft", 1)}
TOLD = f"{ABOUT}:3: FL002 the key 'review' is repeated - keep one of the two entries\n1 problem: FL002 1\n"


def test_a_clean_course_is_said_to_be_clean(make_root: Make, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"], root=make_root()) == 0
    assert capsys.readouterr() == ("No problems found.\n", "")


def test_problems_are_printed_and_make_the_exit_code(make_root: Make, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"], root=make_root(BAD)) == 1
    assert capsys.readouterr() == (TOLD, "")


def test_a_course_that_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"], root=tmp_path) == 1
    printed = capsys.readouterr().out.splitlines()
    assert (len(printed), printed[-1]) == (8, "7 problems: FL001 7")


def test_letters_of_tajik_are_printed(make_root: Make, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_root({"docs/tg/about.md": "# Дар бораи ҷамоат\n"})
    assert main(["check"], root=root) == 1
    assert "ҷамоат" in capsys.readouterr().out


@pytest.mark.parametrize("edition", ["learner", "trainer"])
def test_a_course_with_problems_is_not_built(make_root: Make, capsys: pytest.CaptureFixture[str], edition: str) -> None:
    root = make_root(BAD)
    assert main(["site", "--edition", edition], root=root) == 1
    assert capsys.readouterr().out == f"{TOLD}The site was not built; the last good one was not touched.\n"
    assert sorted(path.name for path in root.iterdir()) == ["docs"]


def test_rules_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hooks").mkdir()
    assert main(["rules"], root=tmp_path) == 0
    assert (tmp_path / "hooks" / "RULES.md").read_bytes() == manual.written().encode()
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "hooks/cli.py: error: the following arguments are required: command"),
        (["chek"], "hooks/cli.py: error: argument command: invalid choice: 'chek'"),
        (["site", "docs"], "hooks/cli.py: error: unrecognized arguments: docs"),
        (["check", "--format", "xml"], "hooks/cli.py check: error: argument --format: invalid choice: 'xml'"),
        (["site", "--edition", "cadet"], "hooks/cli.py site: error: argument --edition: invalid choice: 'cadet'"),
    ],
)
def test_a_command_that_is_not_understood_is_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments, root=tmp_path)
    assert stopped.value.code == 2
    last = capsys.readouterr().err.splitlines()[-1]
    # Python adds the choices, in quotes or without, by version.
    assert last.partition(" (choose from")[0] == told


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["site", "--help"], ["rules", "--help"]])
def test_help_is_well(tmp_path: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments, root=tmp_path)
    assert stopped.value.code == 0
