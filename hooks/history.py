"""The door to git: what the files of the course said before, and what they will say."""

from __future__ import annotations

import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path


def texts(root: Path, path: str) -> Iterator[str]:
    """The committed texts of a file, newest first; none without git, a repository or a commit of the file."""
    hashes = _git(root, "log", "--format=%H", "--", path) or b""
    for commit in hashes.decode("ascii").split():
        told = _git(root, "show", f"{commit}:./{path}")
        if told is not None:
            text = told.decode("utf-8-sig", errors="replace")
            yield text.replace("\r\n", "\n").replace("\r", "\n")


def staged(root: Path, folder: Path) -> bool:
    """Writes the course as git would commit it into a folder; False where there is no repository."""
    return _git(root, "checkout-index", "--all", "--force", f"--prefix={folder.resolve()}/") is not None


def days(root: Path) -> Mapping[str, str]:
    """The day (ISO 8601, UTC) on which each file below `docs` was last changed, by its path.

    It is the day of the last commit of the file, or today where it differs from that; without git every file is of
    today. Where SOURCE_DATE_EPOCH is set, every day is that one (reproducible-builds.org, its specification 1.1).
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    today = _day(epoch if epoch.isdigit() else time.time())
    if epoch.isdigit():
        return defaultdict(lambda: today)
    found = defaultdict(lambda: today)
    day = today
    # What git quotes in other output stands in that of -z as it is.
    for line in (_git(root, "log", "-z", "--format=%x01%ct", "--name-only", "--", "docs") or b"").decode().split("\0"):
        name = line.strip("\n")
        if name.startswith("\x01"):
            day = _day(name[1:])
        elif name:
            found.setdefault(name, day)
    for line in (_git(root, "status", "-z", "--porcelain", "--no-renames", "--", "docs") or b"").decode().split("\0"):
        found.pop(line[3:], None)
    return found


def commit(root: Path) -> tuple[str, int] | None:
    """The hash of the commit that the files of `root` are of, and its moment (Unix time), or that of SOURCE_DATE_EPOCH
    where it is set; None without git, a repository or a commit."""
    told = (_git(root, "log", "-1", "--format=%H %ct") or b"").decode("ascii").split()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (told[0], int(epoch if epoch.isdigit() else told[1])) if told else None


def changed(root: Path) -> list[str]:
    """The files of `root` that differ from its commit or are not in it, by path."""
    told = (_git(root, "status", "-z", "--porcelain", "--no-renames") or b"").decode().split("\0")
    return sorted(line[3:] for line in told if line)


def _day(seconds: float | str) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()


def _git(root: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return None if done.returncode else done.stdout
