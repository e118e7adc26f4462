"""Behind the shell: making and proving a release, with what a person sees meanwhile."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import history
import printing
from course import report
from course.expand import EDITIONS
from course.model import Course
from editions import manifest, offline, release, site
from editions.artefact import Release

_SHOWN = 10
# What cannot be made is a ValueError of its maker; an earlier release may be damaged.
_FAILURES = (ValueError, release.ReleaseError, zipfile.BadZipFile)


def released(root: Path, course: Course, before: Sequence[Path]) -> int:
    """Makes prints, both sites and everything that travels into `dist`, with update packs from the releases `before`.

    Says what it does on the standard streams and returns the exit code: 1 when something could not be made, and then
    the last good release is whole; 130 after Ctrl-C. Raises OSError for what cannot be read or written.
    """
    commit = history.commit(root)
    if commit is None:
        print("a release is of a commit: make it in a clone of the repository, with git installed", file=sys.stderr)
        return 1
    changed = history.changed(root)
    if changed:
        shown = "\n".join(changed[:_SHOWN] + ["…"] * (len(changed) > _SHOWN))
        print(
            f"{shown}\nis not as the commit has it - commit it, so that the release can be made again", file=sys.stderr
        )
        return 1
    code = printing.printed(root, course, None, None, None)
    if code:
        return _untouched(code)
    sites = {}
    for edition in EDITIONS:
        print(f"Building the {edition} edition.", flush=True)
        made, said, problems = site.build(root, edition)
        if made is None:
            print(report.text(problems) if problems else said, file=sys.stderr)
            return _untouched(1)
        sites[edition] = made
    return _made(Release(course, root, sites, *commit), root / release.FOLDER, before)


def _made(whole: Release, target: Path, before: Sequence[Path]) -> int:
    print("Making what travels.", flush=True)
    try:
        release.make(whole, target, before)
    except _FAILURES as error:
        print(error, file=sys.stderr)
        return _untouched(1)
    print("\n".join(release.sizes(target)))
    print(f"Released {whole.course.version} of {whole.day}, commit {whole.commit[:12]}, in {target}")
    return 0


def _untouched(code: int) -> int:
    print("Nothing was released; the last good release was not touched.", file=sys.stderr)
    return code


def verified(path: Path) -> int:
    """Compares a release, a zip or an unpacked copy with its manifest; returns 1 when a file is not what it was, 2 when
    there is nothing to compare."""
    try:
        faults = list(manifest.faults(path))
        left = list(manifest.left_over(path)) if path.is_dir() and _is_copy(path) else []
    except (manifest.ManifestError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    for fault in faults:
        print(fault, file=sys.stderr)
    for name in left:
        print(f"{name}: is left over, or not of this copy; it may be deleted")
    print(f"{path}: {len(faults)} files at fault." if faults else f"{path}: whole.")
    return 1 if faults else 0


def _is_copy(path: Path) -> bool:
    return (path / offline.START).is_file()
