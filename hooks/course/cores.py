"""Doing several things at once: each in a process of its own where the system can fork, one after the other elsewhere.

A fork has everything that was loaded so far without loading it again. Systems that cannot fork, and machines with one
core, lose time and nothing else.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import Any, TypeVar

from course.cache import plain

S = TypeVar("S")
T = TypeVar("T")

_PARTS = 60  # of what is shared out
_BEHIND = 3  # with that much a process gets half of the time of another


def several() -> bool:
    """Whether work can be shared out: by forks, which only a process of one thread may make, on more than one core."""
    if plain():
        return False
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return hasattr(os, "fork") and sys.platform != "darwin" and cores > 1 and threading.active_count() == 1


def give_way(times: int = 1) -> None:
    """Lets other processes go first from now on, and so do those that this one starts; they have more to do."""
    os.nice(_BEHIND * times)


_file = TemporaryFile


class Work:
    """Something that a fork does from now on; what it prints meanwhile is kept for `said`."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._printed, self._made = _file(), _file()
        sys.stdout.flush()
        sys.stderr.flush()
        self._process = os.fork()
        if self._process == 0:
            self._do(work)

    def _do(self, work: Callable[[], Any]) -> None:
        """The fork: it never returns to what its parent goes on with."""
        code = 1
        try:
            os.dup2(self._printed.fileno(), 1)
            os.dup2(self._printed.fileno(), 2)
            pickle.dump(work(), self._made)
            self._made.flush()
            code = 0
        except BaseException as error:  # whatever it is, the parent has to hear of it
            os.write(self._printed.fileno(), f"{error}\n".encode())
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def done(self) -> tuple[bool, Any, str]:
        """Waits: whether it went well, what came out, and what was printed."""
        code = os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
        with self._printed as printed, self._made as made:
            printed.seek(0)
            made.seek(0)
            said = printed.read().decode("utf-8", errors="replace")
            return code == 0, pickle.load(made) if code == 0 else None, said


class Numbers:
    """The numbers below a limit (at most 256), each of which is taken by one process: this one or a fork of it.

    Whoever takes the next one when it has done the last is at work as long as the others.
    """

    def __init__(self, limit: int) -> None:
        self._waiting, told = os.pipe()
        os.write(told, bytes(range(limit)))
        os.close(told)

    def taken(self) -> Iterator[int]:
        """Those that this process takes, once."""
        try:
            while number := os.read(self._waiting, 1):
                yield number[0]
        finally:
            os.close(self._waiting)


def each(work: Callable[[S], T], things: Sequence[S], few: int) -> list[T]:
    """What the work comes to for each of some things, in order; where they are not `few`, two processes do it."""
    if len(things) <= few or not several():
        return [work(thing) for thing in things]
    size = len(things) // _PARTS + 1
    parts = [things[start : start + size] for start in range(0, len(things), size)]
    numbers = Numbers(len(parts))

    def some() -> dict[int, list[T]]:
        return {number: [work(thing) for thing in parts[number]] for number in numbers.taken()}

    beside = Work(some)
    try:
        found = some()
    finally:
        well, more, _ = beside.done()
    found |= more if well else {}
    return [one for number, part in enumerate(parts) for one in found.get(number) or map(work, part)]
