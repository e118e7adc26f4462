"""The writing behind `cli.py check --fix`: repairs go into the files, each at once and whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

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
                _write(root / file.path, file.data)
            except OSError as error:
                yield f"{file.path}: could not be written, nothing changed: {error.strerror}", False
            else:
                yield from ((change, True) for change in file.changes)


def _write(path: Path, data: bytes) -> None:
    """Replaces a file at once: nobody ever reads half of it, and it keeps its permissions."""
    whole = path.resolve()
    with NamedTemporaryFile(dir=whole.parent, prefix=".", suffix=".tmp", delete=False) as file:
        file.write(data)
    try:
        shutil.copymode(whole, file.name)
        os.replace(file.name, whole)
    except OSError:
        os.unlink(file.name)
        raise
