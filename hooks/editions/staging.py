"""Making aside: one command at a time writes into a course, and what was there stays until the new is whole.

What is made anew is made in a folder of its own beside its place, `.site-k3xw0a_q` for `site`. When it is whole, what
was there moves into that folder and the new one into the place. A command that is killed between these two steps
leaves the place empty, and both versions in the folder: the next command puts back what was there.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = Path(".cache", "lock")
_NEW, _PREVIOUS = "new", "previous"
_RANDOM = "?" * 8  # what mkdtemp puts behind the name
_PAUSE = 0.2  # seconds between two looks whether another command has ended


@contextmanager
def alone(root: Path, targets: Iterable[Path], wait: Callable[[], None]) -> Iterator[None]:
    """Keeps the course in `root` for one command, and first mends what one that was killed has left of `targets`.

    While another command has the course, this one waits for it, after it has called `wait` once. The system ends the
    lock of a process that is killed; one that it has started with `close_fds=False` has the lock as well, and goes on
    to write (not on Windows). Raises OSError where the lock cannot be made.
    """
    lock = root / LOCK
    lock.parent.mkdir(exist_ok=True)
    with lock.open("ab") as file:
        if not _taken(file):
            wait()
            while not _taken(file):
                time.sleep(_PAUSE)
        os.set_inheritable(file.fileno(), True)
        for target in targets:
            _mend(target.resolve())
        yield


def _taken(file: BinaryIO) -> bool:
    """Whether this process has the lock now; it loses it when the file is closed."""
    try:
        if sys.platform == "win32":
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _mend(target: Path) -> None:
    for left in target.parent.glob(f".{target.name}-{_RANDOM}"):
        previous = left / _PREVIOUS
        # Where the new one has gone into its place, the previous one may be half deleted.
        if (left / _NEW).exists() and previous.exists() and not target.exists():
            previous.rename(target)
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """Where to make the folder that is to stand at `target`: on the same disk, not there yet, and gone afterwards."""
    whole = target.resolve()
    left = Path(mkdtemp(prefix=f".{whole.name}-", dir=whole.parent))
    try:
        yield left / _NEW
    finally:
        shutil.rmtree(left, ignore_errors=True)


def replace(target: Path, new: Path) -> None:
    """Puts a folder that was made `aside` in its place; when that fails, what was there is back."""
    whole, previous = target.resolve(), new.with_name(_PREVIOUS)
    if hasattr(os, "sync"):
        os.sync()  # the system may keep pages in memory for half a minute: a power cut would take both
    if whole.exists():
        whole.rename(previous)
    try:
        new.rename(whole)
    except OSError:
        if previous.exists():
            previous.rename(whole)
        raise
