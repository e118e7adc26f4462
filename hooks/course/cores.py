"""Doing several things at once: each in a process of its own where the system can fork, one after the other elsewhere.

A fork has everything that was loaded so far without loading it again. Systems that cannot fork, and machines with one
core, lose time and nothing else.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import Any

from course.cache import plain


def several() -> bool:
    """Whether work can be shared out: by forks, which only a process of one thread may make, on more than one core."""
    if plain():
        return False
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return hasattr(os, "fork") and sys.platform != "darwin" and cores > 1 and threading.active_count() == 1


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
