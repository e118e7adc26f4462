"""The site of one edition: built aside and put in place only when it is whole."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from course import reading
from editions import staging

if TYPE_CHECKING:
    from course.model import Problem

FOLDERS = {"learner": "site", "trainer": "site-trainer"}
# How Python tells it, at the end of a traceback, or by itself where a language was built in a process of its own:
# "OSError: [Errno 28] No space left on device: '/course/.site-k3xw0a_q/new/index.html'".
_OS_ERROR = re.compile(
    r"^(?:\w+: )?\[Errno (?P<number>\d+)\][^\n]*?(?:: (?:'[^'\n]+' -> )?'(?P<path>[^'\n]+)')?$", re.MULTILINE
)


def build(root: Path, edition: str) -> tuple[Path | None, str, list[Problem] | None]:
    """The folder with the new site of an edition (`learner` or `trainer`), what MkDocs said, and problems.

    The course is checked, and the site is built strictly: a warning is a failure. When it fails the folder is None and
    the last good site in its place is untouched; problems of the course that this process does not know (None) are
    among what MkDocs says. Raises OSError for what cannot be read or written.
    """
    target = root / FOLDERS[edition]
    settings = {"EDITION": edition, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8:backslashreplace"}
    with staging.aside(target) as new:
        begun = reading.begun(root, ahead=True)
        made = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(new)],
            cwd=root,
            env=os.environ | settings | (begun.handed() if begun else {}),
            capture_output=True,
            encoding="utf-8",
            check=False,
            close_fds=False,  # it keeps the lock of this command (`staging.alone`) when that is killed
            preexec_fn=reading.give_way if begun else None,  # where one has begun this process has one thread
        )
        problems = _problems(root, begun) if begun else None
        if made.returncode and not problems:
            _raise_again(made.stderr)
        if made.returncode or problems:
            return None, made.stderr, problems
        staging.replace(target, new)
    return target, made.stderr, []


def _problems(root: Path, begun: reading.Reading) -> list[Problem]:
    """The problems of the course; where the process that looked for them came to no end they are looked for here."""
    problems = begun.problems()
    return reading.checked(root)[1] if problems is None else problems


def _raise_again(said: str) -> None:
    """Raises the OSError that ended MkDocs, of which it says nothing but the traceback."""
    found = _OS_ERROR.search(said)
    if found:
        number = int(found["number"])
        raise OSError(number, os.strerror(number), found["path"])
