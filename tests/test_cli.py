"""The shell door: exit codes and what is printed."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

from cli import DIALECTS, FORMATS, main
from course import manual, report, tables
from course.expand import EDITIONS
from course.load import DATA_FILES
from editions import site

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
    assert [line.partition(":")[0] for line in printed[:-1]] == sorted(f"docs/data/{name}.yml" for name in DATA_FILES)
    assert printed[-1] == f"{len(DATA_FILES)} problems: FL001 {len(DATA_FILES)}"


def test_letters_of_tajik_are_printed(make_root: Make, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_root({"docs/tg/about.md": "# Дар бораи ҷамоат\n"})
    assert main(["check"], root=root) == 1
    assert "ҷамоат" in capsys.readouterr().out


def test_what_can_be_chosen_is_what_there_is() -> None:
    """The door has these words of its own, so that it need not load what knows them."""
    assert tuple(report.FORMATS) == FORMATS
    assert tables.DIALECTS == DIALECTS
    assert tuple(site.FOLDERS) == EDITIONS


def test_a_missing_package_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "commands", raising=False)
    monkeypatch.setitem(sys.modules, "yaml", None)
    monkeypatch.delitem(sys.modules, "desk", raising=False)
    monkeypatch.delitem(sys.modules, "course.data", raising=False)
    monkeypatch.delitem(sys.modules, "course.standard", raising=False)
    assert main(["check"], root=tmp_path) == 1
    told = "This Python has no package 'yaml' - use the one in .venv, as README.md says.\n"
    assert capsys.readouterr() == ("", told)


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (["docs/en/about.md"], TOLD),
        (["docs/en"], TOLD),
        (["docs"], TOLD),
        (["."], TOLD),
        (["docs/ru", "docs/data/glossary.yml"], "No problems found.\n"),
        (["docs/en/glossary.md"], "No problems found.\n"),
    ],
)
def test_only_the_paths_asked_for_are_told(
    make_root: Make, capsys: pytest.CaptureFixture[str], paths: list[str], told: str
) -> None:
    assert main(["check", *paths], root=make_root(BAD)) == int(told == TOLD)
    assert capsys.readouterr() == (told, "")


def test_an_absolute_path_is_asked_for_too(make_root: Make, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_root(BAD)
    assert main(["check", str(root / ABOUT)], root=root) == 1
    assert capsys.readouterr() == (TOLD, "")


def test_a_path_that_is_not_there_is_2(make_root: Make, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "docs/en/abuot.md"], root=make_root()) == 2
    assert capsys.readouterr() == ("", "no such file or folder in the course: docs/en/abuot.md\n")


def test_problems_are_printed_for_programs(make_root: Make, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_root(BAD)
    assert main(["check", "--format", "json"], root=root) == 1
    assert json.loads(capsys.readouterr().out)["counts"] == {"FL002": 1}
    assert main(["check", "--format", "github"], root=root) == 1
    assert capsys.readouterr().out.startswith(f"::error file={ABOUT},line=3,title=FL002::")
    assert main(["check", "--format", "sarif"], root=root) == 1
    assert json.loads(capsys.readouterr().out)["runs"][0]["results"][0]["ruleId"] == "FL002"


def test_colours_need_a_terminal(
    make_root: Make, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_root(BAD)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    main(["check"], root=root)
    assert capsys.readouterr().out.startswith(f"\x1b[1m{ABOUT}:3:")
    monkeypatch.setenv("NO_COLOR", "1")
    main(["check"], root=root)
    assert capsys.readouterr().out == TOLD


def test_a_rule_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "gl001"], root=tmp_path) == 0
    page = capsys.readouterr().out
    assert page.rstrip("\n") in manual.written()
    assert page.startswith('### <a id="gl001"></a>GL001 term-exists\n')


def test_an_unknown_code_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "GL01"], root=tmp_path) == 2
    assert capsys.readouterr() == ("", "unknown code 'GL01' - did you mean 'GL001'?\n")


def test_what_is_staged_is_checked_and_not_the_files_as_they_are(
    make_root: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_root()
    for arguments in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", "-C", str(root), *arguments], check=True)
    (root / ABOUT).write_text(BAD[ABOUT], encoding="utf-8")
    assert main(["check", "--staged"], root=root) == 0
    subprocess.run(["git", "-C", str(root), "add", "--all"], check=True)
    (root / ABOUT).unlink()
    capsys.readouterr()
    assert main(["check", "--staged"], root=root) == 1
    assert capsys.readouterr() == (TOLD, "")


def test_without_a_repository_nothing_is_staged(make_root: Make, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--staged"], root=make_root()) == 2
    assert capsys.readouterr() == ("", "nothing can be staged here: this is no git repository\n")


@pytest.mark.parametrize("edition", ["learner", "trainer"])
def test_a_course_with_problems_is_not_built(make_root: Make, capsys: pytest.CaptureFixture[str], edition: str) -> None:
    root = make_root(BAD)
    assert main(["site", "--edition", edition], root=root) == 1
    assert capsys.readouterr().out == f"{TOLD}The site was not built; the last good one was not touched.\n"
    assert sorted(path.name for path in root.iterdir()) == [".cache", "docs"]


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


@pytest.mark.parametrize(
    "arguments", [["--help"], ["check", "--help"], ["site", "--help"], ["statistics", "--help"], ["rules", "--help"]]
)
def test_help_is_well(tmp_path: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments, root=tmp_path)
    assert stopped.value.code == 0


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "{root}: No space left on device - make room on the disk"),
        (
            PermissionError(errno.EACCES, "Permission denied", "docs/x.md"),
            "docs/x.md: Permission denied - allow this user to read and write there, or work in a copy",
        ),
        (OSError(errno.EIO, "Input/output error", "a", None, "b"), "b: Input/output error - mend that"),
    ],
)
def test_what_the_system_refuses_is_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: OSError, told: str
) -> None:
    def refused(*_: object) -> None:
        raise error

    monkeypatch.setattr("commands.load", refused)
    assert main(["check"], root=tmp_path) == 1
    assert capsys.readouterr().err == (
        f"{told.format(root=tmp_path)}, then run the command again\nWhat was made before is whole.\n"
    )


def test_ctrl_c_is_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("commands.load", stopped)
    assert main(["check"], root=tmp_path) == 130
    assert capsys.readouterr().err == "Stopped. What was made before is whole.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
def test_what_cannot_be_printed_is_told_once() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "hooks/cli.py", "check", "--explain", "GL001"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == (
        f"{ROOT}: No space left on device - make room on the disk, then run the command again\n"
        "What was made before is whole.\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limits")
@pytest.mark.parametrize(("limit", "compiled"), [("unlimited", True), ("64", False)])
def test_what_python_compiles_is_kept_only_where_it_can_be_written_whole(
    tmp_path: Path, limit: str, compiled: bool
) -> None:
    shutil.copytree(ROOT / "hooks", tmp_path / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = 'ulimit -f "$0" && exec "$@"'
    subprocess.run(
        ["sh", "-c", command, limit, sys.executable, "hooks/cli.py", "check", "--explain", "GL001"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    assert bool(list(tmp_path.rglob("*.pyc"))) == compiled


def test_mkdocs_says_of_a_full_disk_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = """INFO    -  Cleaning site directory
Traceback (most recent call last):
  File "mkdocs/utils/__init__.py", line 1, in write_file
    f.write(content)
OSError: [Errno 28] No space left on device: '/course/.site-k3xw0a_q/new/index.html'
"""
    monkeypatch.setattr(site.reading, "begun", lambda *_, **__: None)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1, "", said))
    with pytest.raises(OSError, match="No space left on device") as full:
        site.build(tmp_path, "learner")
    assert (full.value.errno, full.value.filename) == (errno.ENOSPC, "/course/.site-k3xw0a_q/new/index.html")
    said = said.rpartition("OSError")[0] + "ValueError: a fault\n"
    assert site.build(tmp_path, "learner") == (None, said, None)
