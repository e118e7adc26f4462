"""Update packs: a small zip with what has changed between two releases of an offline copy.

It is unpacked over the old copy. It brings the START.html and the manifest of the new copy, by which the old copy with
the pack over it is checked as the new one would be, and says which release it belongs on: START.html tells when the
folder is none of that.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from editions import archive
from editions.manifest import NAME, SCRIPT, UPDATE, Manifest, copies, stamp

NONE = b"window.copyUpdate = null\n"
"""The script of a copy over which no update was unpacked."""


def write(old: Manifest, new: Path, folder: Path, seconds: int) -> Path | None:
    """Writes the pack from the copy with the manifest `old` to the zip `new` into a folder, and returns its path; None
    where they are no two releases of one copy (edition, languages, with or without PDFs) or nothing has changed."""
    fresh = next(copies(new))
    if kind_of(old) != kind_of(fresh) or old["commit"] == fresh["commit"]:
        return None
    had = {entry["path"]: entry["sha256"] for entry in old["files"]}
    now = {entry["path"]: entry["sha256"] for entry in fresh["files"]}
    changed = {path for path, hash_ in now.items() if had.get(path) != hash_} | {"START.html", NAME, SCRIPT}
    with zipfile.ZipFile(new) as opened:
        files = {path: opened.read(path) for path in changed}
    was = stamp(old["name"], old["commit"])
    gone = sorted(had.keys() - now.keys() - {was})
    told = {"from": was, "version": old["version"], "date": old["date"], "gone": gone}
    files[UPDATE] = f"window.copyUpdate = {json.dumps(told, indent=1)}\n".encode()
    name = f"{fresh['name']}-from-{old['version']}-{old['commit'][:7]}.zip"
    target = folder / "updates" / name
    target.parent.mkdir(exist_ok=True)
    return archive.write(target, files, seconds)


def kind_of(manifest: Manifest) -> str:
    """Of which copy releases are, whatever their version: `hamkori-learner-tg`."""
    name, version = str(manifest["name"]), str(manifest["version"])
    return name.replace(f"-{version}-", "-", 1)
