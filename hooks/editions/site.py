"""The site of one edition: built aside and put in place only when it is whole."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from course.model import Course

FOLDERS = {"learner": "site", "trainer": "site-trainer"}


CHECKED = "HAMKORI_CHECKED"
"""The variable of the environment with the path of the pickle of a course that is loaded and checked already."""


def build(root: Path, edition: str, checked: Course | None = None) -> tuple[Path | None, str]:
    """The folder with the new site of an edition (`learner` or `trainer`), and what MkDocs said meanwhile.

    MkDocs loads and checks the course, unless it gets it `checked`. The site is built strictly: a warning is a failure.
    When it fails the folder is None and the last good site in its place is untouched.
    """
    staging = Path(tempfile.mkdtemp(prefix=".site-", dir=root))
    try:
        environment = os.environ | {"EDITION": edition, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}
        if checked:
            environment[CHECKED] = str(staging / "course")
            (staging / "course").write_bytes(pickle.dumps(checked, pickle.HIGHEST_PROTOCOL))
        made = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(staging / "site")],
            cwd=root,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if made.returncode:
            return None, made.stderr
        return replace(root / FOLDERS[edition], staging / "site", staging / "previous"), made.stderr
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def replace(target: Path, new: Path, previous: Path) -> Path:
    """Puts a finished folder in the place of another, which moves to `previous`; when that fails, the other is back."""
    if target.exists():
        target.rename(previous)
    try:
        return new.rename(target)
    except OSError:
        if previous.exists():
            previous.rename(target)
        raise
