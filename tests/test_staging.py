"""Making aside: whatever ends a command, what was there is whole, and the next one puts everything in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest
from conftest import ROOT

from editions import staging

# Puts new in the place of old and kills itself at a rename, before or after it was made.
KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from editions import staging
target, at, before = Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "before"
rename, seen = os.rename, 0

def dying(*given, **more):
    global seen
    seen += 1
    if seen == at and before:
        os.kill(os.getpid(), signal.SIGKILL)
    rename(*given, **more)
    if seen == at:
        os.kill(os.getpid(), signal.SIGKILL)

os.rename = dying
with staging.aside(target) as new:
    new.mkdir()
    (new / "page").write_text("new")
    staging.replace(target, new)
"""


def course(folder: Path) -> Path:
    for name in ("site", "site-trainer"):
        (folder / name).mkdir()
        (folder / name / "page").write_text(f"old {name}", encoding="utf-8")
    return folder


def said(folder: Path) -> dict[str, str]:
    return {
        path.parent.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("page"))
    }


def in_order(folder: Path) -> dict[str, str]:
    def wait() -> None:
        pytest.fail("nobody has the course")

    with staging.alone(folder, [folder / "site", folder / "site-trainer"], wait):
        return said(folder)


@pytest.mark.parametrize(
    ("at", "when", "place", "then"),
    [
        (1, "before", "old site-trainer", "old site-trainer"),
        (1, "after", "", "old site-trainer"),  # at this moment there is none, and the next command puts it back
        (2, "before", "", "old site-trainer"),
        (2, "after", "new", "new"),
    ],
)
def test_a_command_that_is_killed_while_it_replaces_a_folder(
    tmp_path: Path, at: int, when: str, place: str, then: str
) -> None:
    target = course(tmp_path) / "site-trainer"
    done = subprocess.run([sys.executable, "-c", KILLED, str(ROOT / "hooks"), str(target), str(at), when], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(list(tmp_path.glob(".site-trainer-*"))) == 1
    assert said(tmp_path).get("site-trainer", "") == place
    assert in_order(tmp_path) == {"site": "old site", "site-trainer": then}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".cache", "site", "site-trainer"]


def test_what_may_be_half_deleted_is_not_put_back(tmp_path: Path) -> None:
    left = course(tmp_path) / ".site-abcd_123"
    (left / "previous").mkdir(parents=True)
    (left / "previous" / "page").write_text("half", encoding="utf-8")
    (tmp_path / "site" / "page").unlink()
    (tmp_path / "site").rmdir()
    (tmp_path / ".site-notes").mkdir()  # of somebody else
    assert in_order(tmp_path) == {"site-trainer": "old site-trainer"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".cache", ".site-notes", "site-trainer"]


def test_a_place_that_is_a_link_stays_one(tmp_path: Path) -> None:
    disk, target = course(tmp_path) / "disk", tmp_path / "dist"
    disk.mkdir()
    target.symlink_to(disk / "out")
    with staging.aside(target) as new:
        assert new.parent.parent == disk
        new.mkdir()
        (new / "page").write_text("new", encoding="utf-8")
        staging.replace(target, new)
    assert target.is_symlink()
    assert (target / "page").read_text("utf-8") == "new"
    assert os.listdir(disk) == ["out"]


def test_what_was_there_is_back_when_the_new_one_cannot_come(tmp_path: Path) -> None:
    target = course(tmp_path) / "site"
    with staging.aside(target) as new, pytest.raises(FileNotFoundError):
        staging.replace(target, new)
    assert said(tmp_path) == {"site": "old site", "site-trainer": "old site-trainer"}


def test_what_a_killed_command_has_started_keeps_the_course_until_it_ends(tmp_path: Path) -> None:
    waited = Event()
    with staging.alone(tmp_path, [], waited.set):
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)

    def wait() -> None:
        waited.set()
        child.communicate(b"\n")

    with staging.alone(tmp_path, [], wait):
        assert waited.is_set()
        assert child.returncode == 0


def test_a_second_command_waits_until_the_first_has_ended(tmp_path: Path) -> None:
    told, steps = Event(), []

    def second() -> None:
        with staging.alone(tmp_path, [], told.set):
            steps.append("second")

    thread = Thread(target=second)
    with staging.alone(tmp_path, [], lambda: pytest.fail("nobody has the course")):
        thread.start()
        assert told.wait(10)
        steps.append("first")
    thread.join(10)
    assert steps == ["first", "second"]
