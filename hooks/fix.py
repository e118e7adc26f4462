"""The writing behind `cli.py check --fix`: repairs go into the files, each at once and whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from course import mend
from course.load import load


def fix(root: Path) -> Iterator[tuple[str, bool]]:
    """Mends what has exactly one right answer: what is told of each change, and whether it was made.

    A file that cannot be written stays as it is.
    """
    # Line ends first: afterwards offsets in a file are those of the loaded page.
    for step in (mend.files, mend.letters):
        for file in list(step(root, load(root))):
            try:
                write(root / file.path, file.data)
            except OSError as error:
                yield f"{file.path}: could not be written, nothing changed: {error.strerror}", False
            else:
                yield from ((change, True) for change in file.changes)


def write(path: Path, data: bytes) -> None:
    """Replaces a file at once: nobody ever reads half of it, and it keeps its permissions."""
    whole = path.resolve()
    part = whole.with_name(f".{whole.name}.tmp")  # always this name: what a killed run has left is written over
    try:
        part.write_bytes(data)
        shutil.copymode(whole, part)
        part.replace(whole)
    finally:
        part.unlink(missing_ok=True)
