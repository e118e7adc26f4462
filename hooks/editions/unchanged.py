"""A language of a site in which nothing has changed: its files come from the last good site, each as it was listed.

A file that both sites have is never written: what is built over it would be built into the last site, too.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from course.cache import digest


def listed(site: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The digests of some files of a site, by name."""
    return {name: digest((site / name).read_bytes()) for name in names}


def restored(files: Mapping[str, bytes], last: Path, site: Path) -> bool:
    """Gives a site the listed files of the last one; False, and nothing is given, when one is not as it was listed.

    Both sites then have the same file, where the disk can do that. Raises OSError for what cannot be written.
    """
    try:
        if any(digest((last / name).read_bytes()) != wanted for name, wanted in files.items()):
            return False
    except OSError:
        return False
    for name in files:
        _give(last / name, site / name)
    return True


def _give(there: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(there, path)
    except OSError:
        shutil.copyfile(there, path)
