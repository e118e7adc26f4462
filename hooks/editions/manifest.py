"""What is in a copy or a release, to prove that it is whole: `manifest.json` and `SHA256SUMS`.

A manifest is JSON (RFC 8259): what the copy is, how old, how far its text is reviewed, and every file with its size and
SHA-256 (FIPS 180-4). `SHA256SUMS` is the same for the command `sha256sum -c SHA256SUMS` (GNU coreutils).
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from course.interface import say
from editions.artefact import Artefact, Release

FORMAT = "hamkori-manifest"
VERSION = 1
NAME = "manifest.json"
SUMS = "SHA256SUMS"
SCRIPT = "copy/manifest.js"
UPDATE = "copy/update.js"
ALONE = (NAME, SCRIPT, UPDATE)
"""What no manifest of a copy lists: itself, itself as a script, and which update was unpacked over it."""

STAMP = "copy/is-"
"""So begin the names of the files that tell of which releases a copy has been one; they may stay."""

_HEAD = "window.copyManifest = "
_OF_SYSTEMS = ("Thumbs.db", "desktop.ini")
_LICENCE = "CC-BY-4.0"

Manifest = Mapping[str, Any]
Content = bytes | Path


class ManifestError(ValueError):
    """A file that should be a manifest and is none."""


def of_copy(
    release: Release, edition: str, locales: Iterable[str], name: str, files: Mapping[str, Content]
) -> Manifest:
    """The manifest of an offline copy called `name` with these files; `sha256` in hexadecimal, `bytes` the size."""
    return _head(release, name, "copy", edition, list(locales)) | {"files": _entries(files)}


def _head(release: Release, name: str, kind: str, edition: str, locales: list[str]) -> dict[str, Any]:
    """What a copy or a release says of itself."""
    return {
        "format": FORMAT,
        "format-version": VERSION,
        "name": name,
        "kind": kind,
        "edition": edition,
        "version": release.course.version,
        "commit": release.commit,
        "date": release.day,
        "languages": locales,
        "status": {locale: say(release.course, locale, "notice") for locale in locales},
        "review": {locale: asdict(release.progress[locale]) for locale in locales},
        "licence": _LICENCE,
    }


def _entries(files: Mapping[str, Content]) -> list[dict[str, Any]]:
    return [{"path": path, **_measured(files[path])} for path in sorted(files)]


def _measured(file: Content) -> dict[str, Any]:
    if isinstance(file, bytes):
        return {"bytes": len(file), "sha256": hashlib.sha256(file).hexdigest()}
    with file.open("rb") as opened:
        return {"bytes": file.stat().st_size, "sha256": hashlib.file_digest(opened, "sha256").hexdigest()}


def written(manifest: Manifest) -> bytes:
    """The manifest as a file."""
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def script(manifest: Manifest) -> bytes:
    """The manifest as a script: pages opened from a folder can read scripts and nothing else."""
    return _HEAD.encode() + written(manifest)


def sums(files: Mapping[str, Content]) -> bytes:
    """SHA256SUMS of files: a line of hash, two blanks and path for each, by path."""
    return "".join(f"{_measured(files[path])['sha256']}  {path}\n" for path in sorted(files)).encode()


def stamp(name: str, commit: str) -> str:
    """The path of the file by which the copy with this name is known as one of this commit."""
    return f"{STAMP}{name}-{commit[:12]}.js"


def write_release(release: Release, folder: Path, artefacts: Iterable[Artefact]) -> None:
    """Writes manifest.json, with what each artefact is, and SHA256SUMS of everything in the folder of a release."""
    known = {one.path: one for one in artefacts}
    entries = [
        entry
        | {"kind": known[entry["path"]].kind, "edition": known[entry["path"]].edition}
        | {"languages": [known[entry["path"]].locale] if known[entry["path"]].locale else list(release.locales)}
        for entry in _entries({path: folder / path for path in known})
    ]
    head = _head(release, release.name(""), "release", "", list(release.locales))
    (folder / NAME).write_bytes(written(head | {"files": entries}))
    (folder / SUMS).write_bytes(sums({path: folder / path for path in (*known, NAME)}))


def read(text: bytes, path: str) -> Manifest:
    """A manifest from its text. Raises ManifestError, with the path that it came from, for anything else."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise ManifestError(f"{path}: is no manifest, or a damaged one - take it from a whole copy") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT or not isinstance(found.get("files"), list):
        raise ManifestError(f"{path}: is no manifest of Hamkori - give a zip or manifest.json of a release")
    if found.get("format-version") != VERSION:
        raise ManifestError(f"{path}: is a manifest of another version than {VERSION} - use the tools of its release")
    return found


def copies(path: Path) -> Iterator[Manifest]:
    """The manifests of the offline copies in a path: a zip, the manifest.json of a copy, or a folder of such zips.

    Raises ManifestError for what holds none, OSError for what cannot be read.
    """
    if path.is_dir():
        found = [one for zip_ in sorted(path.glob("*.zip")) for one in _of_zip(zip_)]
    else:
        found = list(_of_zip(path)) if zipfile.is_zipfile(path) else [read(path.read_bytes(), str(path))]
    found = [one for one in found if one["kind"] == "copy"]
    if not found:
        raise ManifestError(f"{path}: holds no offline copy - give a zip, its manifest.json or a folder of zips")
    yield from found


def _of_zip(path: Path) -> Iterator[Manifest]:
    with zipfile.ZipFile(path) as opened:
        if NAME in opened.namelist():
            yield read(opened.read(NAME), f"{path}/{NAME}")


def faults(path: Path) -> Iterator[str]:
    """What is wrong with a release, a zip or an unpacked copy, a line for each file; nothing when it is whole.

    Of a release its zips are looked into as well. What lies in an unpacked copy beside it is no fault: see `left_over`.
    Raises ManifestError where there is nothing to compare with, OSError for a path that cannot be read.
    """
    if path.is_dir():
        held = _in_folder(path)
        manifest = read(held[NAME]() if NAME in held else b"", str(path / NAME))
        found = list(_compared(manifest, held))
        yield from found
        if manifest["kind"] == "release":
            yield from _in_release(path, manifest, held)
    else:
        yield from _in_zip(path)


def left_over(path: Path) -> Iterator[str]:
    """What an unpacked copy has beside its files, such as those of the release before it; may be deleted."""
    held = _in_folder(path)
    manifest = read(held[NAME](), str(path / NAME))
    known = {entry["path"] for entry in manifest["files"]}
    for name in sorted(held.keys() - known - set(ALONE)):
        last = name.rpartition("/")[2]
        if not (name.startswith(STAMP) or last.startswith(".") or last in _OF_SYSTEMS):
            yield name


Read = Callable[[], bytes]


def _in_folder(path: Path) -> dict[str, Read]:
    return {one.relative_to(path).as_posix(): one.read_bytes for one in sorted(path.rglob("*")) if one.is_file()}


def _in_release(path: Path, manifest: Manifest, held: Mapping[str, Read]) -> Iterator[str]:
    known = {entry["path"] for entry in manifest["files"]}
    yield from (f"{name}: is not of this release" for name in sorted(held.keys() - known - {NAME, SUMS}))
    wanted = sums({name: path / name for name in (*known, NAME) if name in held})
    if SUMS not in held:
        yield f"{SUMS}: is missing"
    elif held[SUMS]() != wanted:
        yield f"{SUMS}: does not say what the files are"
    for entry in manifest["files"]:
        if entry["kind"].startswith("offline") and entry["path"] in held:
            yield from (f"{entry['path']}: {fault}" for fault in _in_zip(path / entry["path"]))


def _in_zip(path: Path) -> Iterator[str]:
    try:
        with zipfile.ZipFile(path) as opened:
            held = {name: _reader(opened, name) for name in opened.namelist()}
            manifest = read(held[NAME]() if NAME in held else b"", f"{path.name}/{NAME}")
            yield from _compared(manifest, held)
            if manifest["kind"] == "copy":
                known = {entry["path"] for entry in manifest["files"]}
                yield from (f"{name}: is not of this copy" for name in sorted(held.keys() - known - set(ALONE)))
    except (zipfile.BadZipFile, zlib.error) as error:
        yield f"{path.name}: is no whole zip ({error}) - copy it once more"


def _reader(opened: zipfile.ZipFile, name: str) -> Read:
    return lambda: opened.read(name)


def _compared(manifest: Manifest, held: Mapping[str, Read]) -> Iterator[str]:
    """What of the files that a manifest lists is not there as it says."""
    for entry in manifest["files"]:
        path = entry["path"]
        if path not in held:
            yield f"{path}: is missing"
            continue
        try:
            found = held[path]()
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
            yield f"{path}: cannot be read"
            continue
        if len(found) != entry["bytes"]:
            yield f"{path}: has {len(found)} bytes in place of {entry['bytes']}"
        elif hashlib.sha256(found).hexdigest() != entry["sha256"]:
            yield f"{path}: was changed"
    if manifest["kind"] == "copy" and (SCRIPT not in held or held[SCRIPT]() != script(manifest)):
        yield f"{SCRIPT}: is not what {NAME} says"
