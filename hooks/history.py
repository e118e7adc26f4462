"""The door to git: what the files of the course said before, and what they will say."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
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


def _git(root: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return None if done.returncode else done.stdout
