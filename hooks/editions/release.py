"""Everything that travels: which artefacts there are, all made aside and put in place in one move."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from course.expand import EDITIONS
from editions import bank, epub, gift, manifest, moodle, offline, prints, qti, scorm, staging, update, zim
from editions.artefact import Artefact, Release

FOLDER = "dist"
_NAME = re.compile(r"[a-z0-9][a-z0-9./-]{0,79}")
_LARGEST = 4 * 10**9  # less than a stick with FAT32 takes


class ReleaseError(Exception):
    """A release that cannot be made; the message says why and what to do."""


Write = Callable[[Release, str, str, Path], Iterable[Path]]
"""Writes the artefacts of one edition and language (empty: of all languages in one) into a folder: their paths."""


@dataclass(frozen=True)
class Maker:
    """What makes a kind of artefact: for which editions, for each language or for all `together` or both."""

    kind: str
    write: Write
    editions: tuple[str, ...] = EDITIONS
    each: bool = True
    together: bool = False


MAKERS: tuple[Maker, ...] = (
    Maker("offline", offline.write, together=True),
    Maker("offline-light", offline.write_light, editions=EDITIONS[:1], each=False, together=True),
    Maker("print", prints.write),
    Maker("epub", epub.write),
    Maker("zim", zim.write, editions=EDITIONS[:1]),
    Maker("scorm", scorm.write, editions=EDITIONS[:1]),
    Maker("moodle", moodle.write, editions=EDITIONS[:1]),
    Maker("gift", gift.write, editions=EDITIONS[:1]),
    Maker("qti", qti.write, editions=EDITIONS[:1]),
    Maker("question-bank", bank.write, editions=EDITIONS[:1], each=False, together=True),
)
"""All of them, in the order in which they are made. A new format is a line here."""


def make(
    release: Release, target: Path, before: Iterable[Path] = (), makers: Iterable[Maker] = MAKERS
) -> list[Artefact]:
    """Makes every artefact, the manifest and SHA256SUMS of a release into the folder `target`, and tells what is there.

    `before` are zips, manifests or folders of earlier releases, from which update packs lead to this one. The folder
    that was there stays whole until the new one is, and when anything fails. Raises ReleaseError, ArchiveError and
    ManifestError with what is to be done, OSError for what cannot be written.
    """
    with staging.aside(target) as folder:
        folder.mkdir()
        made = [artefact for maker in makers for artefact in _made(maker, release, folder)]
        made += _updates(release, folder, made, before)
        _prove(folder, made)
        manifest.write_release(release, folder, made)
        staging.replace(target, folder)
    return made


def _made(maker: Maker, release: Release, folder: Path) -> Iterator[Artefact]:
    locales = (*([""] if maker.together else []), *(release.locales if maker.each else ()))
    for edition in maker.editions:
        for locale in locales:
            for path in maker.write(release, edition, locale, folder):
                yield Artefact(path.relative_to(folder).as_posix(), maker.kind, edition, locale)


def _updates(release: Release, folder: Path, made: list[Artefact], before: Iterable[Path]) -> Iterator[Artefact]:
    """The update packs to the offline copies of this release from those of earlier ones."""
    earlier = [one for path in before for one in manifest.copies(path)]
    for artefact in [one for one in made if one.kind.startswith("offline")]:
        for old in earlier:
            path = update.write(old, folder / artefact.path, folder, release.seconds)
            if path:
                yield Artefact(path.relative_to(folder).as_posix(), "update", artefact.edition, artefact.locale)


def _prove(folder: Path, made: list[Artefact]) -> None:
    """Raises ReleaseError where what lies in the folder is not what was to be made, or cannot travel."""
    told = [artefact.path for artefact in made]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    faults = [f"{path}: was made twice" for path in sorted(set(told)) if told.count(path) > 1]
    faults += [f"{path}: was told of and is not there" for path in sorted(set(told) - there)]
    faults += [f"{path}: is there and nobody told of it" for path in sorted(there - set(told))]
    faults += [
        f"{path}: use small letters, digits, dots and hyphens, at most 80" for path in told if not _NAME.fullmatch(path)
    ]
    faults += [
        f"{path}: is larger than 4 GB, which many sticks cannot take - make smaller files"
        for path in sorted(there)
        if (folder / path).stat().st_size > _LARGEST
    ]
    if faults:
        raise ReleaseError("\n".join(faults))


def sizes(folder: Path) -> Iterator[str]:
    """The files of a release with their sizes in MB (1,000,000 bytes), a line each, and their sum."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    total = 0
    for path in files:
        total += (size := path.stat().st_size)
        yield f"{size / 1e6:9.2f} MB  {path.relative_to(folder).as_posix()}"
    yield f"{total / 1e6:9.2f} MB  in {len(files)} files"
