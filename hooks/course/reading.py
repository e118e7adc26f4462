"""Reading and checking the course in a process of its own, for another that builds the site.

It can begin before MkDocs is loaded, and what it leaves behind in its memory no process that builds a language shares.
What it comes to waits in a file without a name, which a process that is started meanwhile may inherit. Who builds aside
can have the course before it is checked, where most of it has not changed: to check it takes little then.
"""

from __future__ import annotations

import gc
import os
import pickle
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple

from course import cores
from course.cache import opened

if TYPE_CHECKING:
    from course.model import Course, Problem

_HANDED = "HAMKORI_READING"
"""The variable of the environment by which a process knows what it has inherited."""

_AHEAD, _WHOLE = b"a", b"w"
_WAITING = 3  # times that whoever needs the course gives way
_FEW = 50  # pages and data files that are new, up to which the course is given ahead


class Reading(NamedTuple):
    """The course that is being read: its `file`, and the end of a pipe that tells when it is there.

    Only the process that has begun it has the `work`, which ends with the problems.
    """

    file: IO[bytes]
    ready: IO[bytes]
    work: cores.Work | None = None

    def found(self) -> tuple[Course, list[Problem]] | None:
        """Waits for the course and its problems; None when the other process came to no end.

        There are no problems yet where the course is given ahead of them.
        """
        found = None
        ready = self.ready.read(1)
        if ready:
            self.file.seek(0)
            found = _taken(self.file), [] if ready == _AHEAD else pickle.load(self.file)
        self.problems()
        return found

    def problems(self) -> list[Problem] | None:
        """Waits for the problems alone, and lets go of all; None when the other process came to no end."""
        well, problems, _ = self.work.done() if self.work else (False, None, "")
        self.file.close()
        self.ready.close()
        return problems if well else None

    def handed(self) -> dict[str, str]:
        """The variable for a process that is to be started and that inherits the file and the pipe."""
        for one in (self.file, self.ready):
            os.set_inheritable(one.fileno(), True)
        return {_HANDED: f"{self.file.fileno()} {self.ready.fileno()}"}


def begun(root: Path, ahead: bool = False) -> Reading | None:
    """The course in `root`, which is read from now on; None where it cannot be done beside other work.

    `ahead` allows that it is given before it is checked.
    """
    if not cores.several():
        return None
    file = TemporaryFile()  # noqa: SIM115 - `problems` closes it
    ready, told = os.pipe()
    work = cores.Work(partial(_read, root, file, told, ahead))
    os.close(told)
    return Reading(file, open(ready, "rb", buffering=0), work)


def inherited() -> Reading | None:
    """What the process that has started this one has begun to read, once."""
    handed = os.environ.pop(_HANDED, "")
    if not handed:
        return None
    file, ready = map(int, handed.split())
    return Reading(open(file, "rb"), open(ready, "rb", buffering=0))


def give_way() -> None:
    """Lets those who read go first: whoever needs the course has nothing to do until it is there but to load."""
    cores.give_way(_WAITING)


def _read(root: Path, file: IO[bytes], told: int, ahead: bool) -> list[Problem]:
    from course.load import load  # it takes time, and so do the rules: whoever has begun goes on meanwhile

    gc.disable()  # what is read stays, and so there is no garbage to look for
    with opened(root) as cache:
        course = load(root, cache)
        ahead = ahead and cache.missed <= _FEW
        if ahead:
            _put(course, file)
            os.write(told, _AHEAD)
            cores.give_way(_WAITING + 1)
        from course.rules import check

        problems = check(course) if ahead else check(course, partial(_put, course, file))
    if not ahead:
        pickle.dump(problems, file)
        file.flush()
        os.write(told, _WHOLE)
    return problems


def _put(course: Course, file: IO[bytes]) -> None:
    """Writes the lean course page by page, since all pages at once take twice the memory."""
    pickle.dump((vars(course.bare()), len(course.pages)), file, pickle.HIGHEST_PROTOCOL)
    for page in course.lean_pages():
        pickle.dump(page, file, pickle.HIGHEST_PROTOCOL)
    file.flush()


def _taken(file: IO[bytes]) -> Course:
    from course.model import Course

    values, count = pickle.load(file)
    course = Course.__new__(Course)
    vars(course).update(values, pages=tuple(pickle.load(file) for _ in range(count)))
    return course


def checked(root: Path) -> tuple[Course, list[Problem]]:
    """The course in `root` and its problems, read in this process."""
    from course.load import load
    from course.rules import check

    with opened(root) as cache:
        course = load(root, cache)
        return course, check(course)
