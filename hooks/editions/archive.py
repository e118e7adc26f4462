"""The one way in which a zip is written: the same files are the same bytes, and every system can unpack them.

Names stand in order, every file has one time and the same permissions, and names are UTF-8 (PKWARE APPNOTE 6.3.10,
4.4.4, bit 11, and appendix D). Bytes also depend on zlib: the same release of Python on the same system has the same.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

LEVEL = 9
_PERMISSIONS = 0o100644
_FIRST_DAY = 315532800  # 1 January 1980: a zip knows no earlier day
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


class ArchiveError(ValueError):
    """Files that cannot be put into a zip; the message names each and says why."""


def write(target: Path, files: Mapping[str, bytes | Path], seconds: int, stored: Iterable[str] = ()) -> Path:
    """Writes a zip of files by their names, given as bytes or as the path of a file, and returns its path.

    `seconds` (Unix time) is the time of every file, which a zip keeps to two seconds. The `stored` names come first, in
    their order and without compression, as EPUB wants its `mimetype` (EPUB 3.3, 4.2.3); all others follow by name.
    Raises ArchiveError for names that Windows cannot unpack and for what is larger than 4 GB, OSError for a file that
    cannot be read or written.
    """
    faults = list(unsafe(files))
    if faults:
        raise ArchiveError("\n".join(faults))
    first = list(stored)
    time = datetime.fromtimestamp(max(seconds, _FIRST_DAY), UTC).timetuple()[:6]
    try:
        # The copy on a stick with FAT32 has no room for files of 4 GB: without Zip64 there are none.
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=False, compresslevel=LEVEL) as archive:
            for name in (*first, *sorted(files.keys() - set(first))):
                entry = zipfile.ZipInfo(name, time)
                entry.create_system = 3  # Unix, on whichever system it is written: the permissions are of Unix
                entry.external_attr = _PERMISSIONS << 16
                entry.compress_type = zipfile.ZIP_STORED if name in first else zipfile.ZIP_DEFLATED
                archive.writestr(entry, _content(files[name]))
    except zipfile.LargeZipFile as error:
        raise ArchiveError(f"{target.name}: more than 4 GB or 65,535 files - make smaller archives") from error
    return target


def _content(file: bytes | Path) -> bytes:
    return file.read_bytes() if isinstance(file, Path) else file


def unsafe(names: Iterable[str]) -> Iterator[str]:
    """What is wrong with names in a zip, one message each: what Windows cannot name, what leads out of the folder, and
    names that differ in the case of letters alone, of which one would replace the other (Microsoft, "Naming Files")."""
    spelled: dict[str, str] = {}
    for name in sorted(names):
        fault = _fault(name)
        if fault:
            yield f"{name}: {fault} - give the file another name"
            continue
        for path in (*_above(name), name):
            other = spelled.setdefault(path.lower(), path)
            if other != path:
                yield f"{name}: differs from {other} in the case of letters alone - give one of them another name"
                break


def _above(name: str) -> Iterator[str]:
    """The folders in which a file lies, from the top."""
    parts = name.split("/")
    return ("/".join(parts[:at]) for at in range(1, len(parts)))


def _fault(name: str) -> str:
    for part in name.split("/"):
        if part in ("", ".", ".."):
            return "is no path inside a folder"
        forbidden = _FORBIDDEN.search(part)
        if forbidden:
            return f"Windows allows no {forbidden[0]!a} in a name"
        if _RESERVED.fullmatch(part):
            return f"Windows keeps the name '{part}' for a device"
        if part.endswith((".", " ")):
            return "Windows drops a dot or a blank at the end of a name"
    return ""
