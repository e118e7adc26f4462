"""What was worked out before and is still true, in one file: never needed, and never believed when it is damaged.

An entry stands under the digest of everything that it was worked out from, so that whatever changes is simply not
found. The file is written aside and put in place when the work is done; it holds what this work has used, and so what
nothing asks for any more goes by itself.
"""

from __future__ import annotations

import os
import pickle
import platform
import struct
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import IO, Any, TypeVar

PLAIN = "HAMKORI_PLAIN"
"""The variable of the environment that switches off, when it is set, whatever is only done to save time."""

FOLDER = ".cache/build"
"""Where the files are, below the folder of the course."""

_HEAD = struct.Struct("<16s16sQ")  # the digest of what it was made from, that of the entry, the length of the entry
_ABANDONED = 24 * 60 * 60  # seconds after which a file of another run is nobody's

S = TypeVar("S")
T = TypeVar("T")


def plain() -> bool:
    """Whether everything is to be done one by one and nothing kept, to prove that the result is the same."""
    return bool(os.environ.get(PLAIN))


def digest(*parts: object) -> bytes:
    """16 bytes that stand for texts, bytes and other plain values, in this order."""
    found = blake2b(digest_size=16)
    for part in parts:
        text = part if isinstance(part, (str, bytes)) else repr(part)
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.digest()


def recipe(*paths: Path) -> bytes:
    """The digest of the code at work, with Python and the packages that are there, and of more files and folders."""
    return digest(_code(), *_contents(*paths))


@cache
def _code() -> bytes:
    """As it was when this process began: what is written into it later is not yet at work."""
    packages = sorted(name for folder in set(sys.path) for name in _listed(folder) if name.endswith("-info"))
    return digest(platform.python_version(), *packages, *_contents(Path(__file__).parent.parent))


def _contents(*paths: Path) -> Iterator[str | bytes]:
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                yield file.relative_to(path.parent).as_posix()
                yield file.read_bytes()


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")
    except OSError:
        return []


class Cache:
    """A file of entries, which is put in its place by `close`; without a path, or switched off, nothing is kept.

    `made_by` is the digest of the code: what other code has worked out is not found.
    """

    def __init__(self, path: Path | None = None, made_by: bytes = b"") -> None:
        self._path = None if plain() else path
        self._made_by = made_by
        self._old: IO[bytes] | None = None
        self._new: IO[bytes] | None = None
        self._places: dict[bytes, tuple[int, int]] = {}
        self._used: set[bytes] = set()
        self._others: tuple[IO[bytes] | None, ...] = ()
        self.missed = 0
        """How often what was asked for was not there."""
        if self._path:
            with suppress(OSError):
                self._old = self._path.open("rb")
                self._places = dict(_entries(self._old))

    @property
    def size(self) -> int:
        """How many entries there are from before."""
        return len(self._places)

    def fork(self) -> None:
        """To be called in a process that works beside that which opened the cache: what it keeps goes to `join`."""
        # Its files stay open: to close them here would write what the other has still to write.
        self._others = self._old, self._new
        self._used, self._old, self._new = set(), None, BytesIO()
        with suppress(OSError):  # else what is asked for is not found
            self._old = self._path.open("rb") if self._path else None

    def forked(self) -> tuple[set[bytes], bytes]:
        """What such a process has used and what it keeps."""
        assert isinstance(self._new, BytesIO)
        return self._used, self._new.getvalue()

    def join(self, used: set[bytes], kept: bytes) -> None:
        """Takes over what such a process has used and what it keeps."""
        self._used |= used & self._places.keys()
        if self._path and kept:
            self._append(kept)

    def kept(self, work: Callable[[], T], *made_from: object) -> T:
        """What the work comes to, from before where it was done from the same."""
        key = self.key(*made_from)
        found = self.get(key)
        if found is None:
            found = (work(),)
            self.put(key, found)
        return found[0]  # type: ignore[no-any-return]

    def kept_each(self, work: Callable[[S], T], things: Mapping[bytes, S], *made_from: object) -> list[T]:
        """As `kept`, for each of many things by its digest: in one entry, since to look for many takes time."""
        key = self.key(*made_from)
        before: dict[bytes, T] = self.get(key) or {}
        found = {name: before[name] if name in before else work(thing) for name, thing in things.items()}
        if found.keys() != before.keys():
            self.put(key, found)
        return list(found.values())

    def key(self, *made_from: object) -> bytes:
        """Under what that which is made from this stands."""
        return digest(self._made_by, *made_from) if self._path else b""

    def get(self, key: bytes) -> Any:
        """The entry, or None where there is none or a damaged one."""
        if key not in self._places:
            self.missed += 1
            return None
        try:
            return pickle.loads(self._read(key))
        except Exception:  # whatever is wrong with it, the work can be done again
            del self._places[key]
            self._used.discard(key)
            return None

    def _read(self, key: bytes) -> bytes:
        start, length = self._places[key]
        entry = self._entry(start, length)
        head, data = entry[: _HEAD.size], entry[_HEAD.size :]
        if head != _HEAD.pack(key, digest(data), length):
            raise ValueError("the entry is damaged")
        self._used.add(key)
        return data

    def _entry(self, start: int, length: int) -> bytes:
        assert self._old
        self._old.seek(start)
        return self._old.read(_HEAD.size + length)

    def put(self, key: bytes, value: Any) -> None:
        """Keeps an entry, in place of one that stands there; where nothing can be written, nothing is kept."""
        if self._path:
            self.put_pickled(key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def put_pickled(self, key: bytes, pickled: bytes) -> None:
        """As `put`, an entry that is already pickled."""
        if self._path:
            self._places.pop(key, None)
            self._used.discard(key)
            self._write(key, pickled)

    def _write(self, key: bytes, data: bytes) -> None:
        self._append(_HEAD.pack(key, digest(data), len(data)) + data)

    def _append(self, entries: bytes) -> None:
        assert self._path
        try:
            if self._new is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                name = f"{self._path.name}.{os.getpid()}-{time.time_ns()}"
                self._new = self._path.with_name(name).open("xb")
            self._new.write(entries)
        except OSError:
            self.close(well=False)

    def close(self, well: bool = True) -> None:
        """Puts the file in its place, unless the work did not go well or the old one is as good."""
        if well and self._path and (self._new or len(self._used) < len(self._places)):
            for start, length in sorted(self._places[key] for key in self._used):
                with suppress(OSError, ValueError):  # where one cannot be written, both files are closed for the next
                    self._append(self._entry(start, length))
        path, self._path, self._places = self._path, None, {}
        with suppress(OSError):
            if self._old:
                self._old.close()
        if self._new:
            with suppress(OSError):
                self._new.close()
                if well and path:
                    os.replace(self._new.name, path)
            with suppress(OSError):
                os.unlink(self._new.name)
        if path:
            _tidy(path)


@contextmanager
def opened(root: Path) -> Iterator[Cache]:
    """The cache of what is read from the course in `root` and found out about it."""
    kept = Cache(root / FOLDER / "course.cache", recipe())
    well = False
    try:
        yield kept
        well = True
    finally:
        kept.close(well)


def _entries(file: IO[bytes]) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """The keys in a file with where their entries stand, up to its end or to where it breaks off."""
    start, size = 0, os.fstat(file.fileno()).st_size
    while len(head := file.read(_HEAD.size)) == _HEAD.size:
        key, _, length = _HEAD.unpack(head)
        if length > size:
            return
        yield key, (start, length)
        start = file.seek(start + _HEAD.size + length)


def _tidy(path: Path) -> None:
    """Takes away what runs that were killed have left beside a file."""
    for left in path.parent.glob(f"{path.name}.*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()
