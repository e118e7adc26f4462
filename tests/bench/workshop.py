"""A small course of two versions in a folder of its own, and the commands of Hamkori as programs that can be killed."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT, copy_course

PLACES = ("site", "site-trainer", "pdf", "dist")
VERSIONS = ("one", "two")
SECONDS = 1795750622  # the time of both versions: 27 November 2026
# What the second version says in place of the first, on a page that is in prints and books too.
_PAGE = Path("docs", "en", "handbook", "partnerships", "index.md")
_SAID = ("share the work", "share the task")
_ROOMS = ("hooks", "overrides")
_FILES = ("mkdocs.yml", "requirements.txt", "LICENSE", "LICENSE-CONTENT", "README.md", ".gitignore")
_KNOWN = {".git", ".gitignore", ".cache"}
_LONGEST = 600  # seconds: a command that takes longer hangs

Files = Mapping[str, str]
"""The SHA-256 of every file by its path."""
Look = Mapping[str, Files | None]
"""What is in each of the places; None where there is no such folder."""


@dataclass(frozen=True)
class Done:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Workshop:
    """A clone of the small course with everything that its commands need; `python` runs them."""

    def __init__(self, root: Path, python: str = sys.executable) -> None:
        self.root = root
        self.python = python
        self.settings: dict[str, str] = {"SOURCE_DATE_EPOCH": str(SECONDS)}

    def at(self, version: str) -> None:
        """Puts the sources of a version in their place, as git does."""
        self._git("checkout", "--quiet", "--force", version)

    def start(
        self,
        *arguments: str,
        before: Iterable[str] = (),
        cwd: Path | None = None,
        limit: Callable[[], object] | None = None,
        **settings: str | None,
    ) -> subprocess.Popen[str]:
        """Starts a command with a group of processes of its own. A setting of None is none; `before` are words before
        the command, `limit` is called in the new process."""
        environment = {**os.environ, **self.settings, **settings}
        return subprocess.Popen(
            [*before, self.python, str(self.root / "hooks" / "cli.py"), *arguments],
            cwd=cwd or self.root,
            env={name: value for name, value in environment.items() if value is not None},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="backslashreplace",
            start_new_session=True,
            preexec_fn=limit,
        )

    def run(self, *arguments: str, **more: object) -> Done:
        """Runs a command to its end."""
        return ended(self.start(*arguments, **more))  # type: ignore[arg-type]

    def look(self, places: Iterable[str] = PLACES) -> Look:
        """What is in places now."""
        return {place: files(self.root / place) for place in places}

    def strays(self) -> list[str]:
        """What lies where nothing should."""
        found = [path for folder in (self.root, self.root / "pdf") for path in folder.glob(".*")]
        names = [path.relative_to(self.root).as_posix() for path in found if path.name not in _KNOWN]
        told = self._git("status", "--porcelain") if (self.root / ".git").exists() else ""
        return sorted({*names, *(line[3:] for line in told.splitlines())})

    def copy(self, root: Path) -> Workshop:
        """Another workshop as this one is now."""
        shutil.copytree(self.root, root, symlinks=True)
        made = Workshop(root, self.python)
        made.settings = dict(self.settings)
        return made

    def _git(self, *arguments: str) -> str:
        return _git(self.root, *arguments)


def workshop(root: Path) -> Workshop:
    """A new workshop, at its first version, with nothing made."""
    copy_course(root)
    for room in _ROOMS:
        shutil.copytree(ROOT / room, root / room, ignore=shutil.ignore_patterns("__pycache__"))
    drawn = shutil.ignore_patterns("figures")
    shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets", ignore=drawn, dirs_exist_ok=True)
    for name in _FILES:
        shutil.copy(ROOT / name, root)
    _git(root, "init", "--quiet")
    for version in VERSIONS:
        if version != VERSIONS[0]:
            text = (root / _PAGE).read_text(encoding="utf-8")
            assert _SAID[0] in text
            (root / _PAGE).write_text(text.replace(*_SAID), encoding="utf-8", newline="\n")
        _git(root, "add", "--all")
        _git(root, "commit", "--quiet", "--message", version)
        _git(root, "tag", version)
    made = Workshop(root)
    made.at(VERSIONS[0])
    return made


def _git(root: Path, *arguments: str) -> str:
    settings = ("user.name=Stress", "user.email=stress@example.org", "commit.gpgsign=false", "core.autocrlf=false")
    options = [part for setting in (*settings, "advice.detachedHead=false") for part in ("-c", setting)]
    when = f"{SECONDS} +0000"
    done = subprocess.run(
        ["git", *options, *arguments],
        cwd=root,
        env={**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"git {' '.join(arguments)} failed in {root}: {done.stderr}")
    return done.stdout


def files(folder: Path) -> Files | None:
    """Every file of a folder, also hidden ones."""
    if not folder.exists():
        return None
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def ended(process: subprocess.Popen[str]) -> Done:
    """Waits for a command; one that hangs is killed, and its code is -9."""
    try:
        out, err = process.communicate(timeout=_LONGEST)
    except subprocess.TimeoutExpired:
        kill(process)
        out, err = process.communicate()
    return Done(process.returncode, out, err)


def kill(process: subprocess.Popen[str], alone: bool = False) -> None:
    """Kills a command with everything that it has started, or alone, and waits until nothing of it runs any more."""
    if alone:
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        while _running(process.pid):
            time.sleep(0.01)
    process.wait()


def _running(group: int) -> bool:
    """Whether a process of a group does anything yet; one that has ended and that nobody waits for does not."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, in_group = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:  # it has just ended
            continue
        if int(in_group) == group and state not in "ZX":
            return True
    return False
