"""Templates made faster without another result: compiled once for all languages and builds, entries of menus once for
all pages that have the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, TemplateNotFound, meta
from jinja2.bccache import Bucket, BytecodeCache

from course.cache import Cache, plain

_CODES = "templates"


class Compiled(BytecodeCache):
    """Templates as they were compiled, here or in an earlier build; all are in one entry of a cache."""

    def __init__(self, kept: Cache) -> None:
        self._cache, self._key = kept, kept.key(_CODES)
        self._codes: dict[str, tuple[str, bytes]] = kept.get(self._key) or {}
        self._more = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """What there is of a template with this name and this text."""
        checksum, code = self._codes.get(bucket.key, ("", b""))
        if checksum == bucket.checksum:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Takes a template."""
        self._codes[bucket.key] = bucket.checksum, bucket.bytecode_to_string()
        self._more = True

    def compile(self, env: Environment, name: str) -> None:
        """Compiles a template and all that it names but what is not there, unless an earlier build has."""
        waiting, seen = [] if self._codes else [name], {name}
        while waiting and env.loader:
            one = waiting.pop()
            with suppress(TemplateNotFound):
                text, path, _ = env.loader.get_source(env, one)
                tree = env.parse(text, one, path)
                bucket = self.get_bucket(env, one, path, text)
                bucket.code = env.compile(tree, one, path)
                self.set_bucket(bucket)
                more = {other for other in meta.find_referenced_templates(tree) if other} - seen
                seen |= more
                waiting += more

    def close(self) -> None:
        """Keeps them for the next build, if there are more than before."""
        if self._more:
            self._cache.put(self._key, self._codes)
        self._cache.close()


class _Shown(FileSystemLoader):
    """Lists no templates of hidden folders. MkDocs asks for all to see what files the theme has, and leaves these out;
    they are ten thousand icons."""

    def list_templates(self) -> list[str]:
        """The names of the others."""
        names: set[str] = set()
        for folder in self.searchpath:
            for place, folders, files in os.walk(folder, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                names |= {Path(place, name).relative_to(folder).as_posix() for name in files}
        return sorted(names)


def environment(get_env: Callable[[], Environment]) -> Environment:
    """What `Theme.get_env` of MkDocs gives, where files of the theme are found sooner."""
    made = get_env()
    assert isinstance(made.loader, FileSystemLoader)
    made.loader = _Shown(made.loader.searchpath)
    return made


class Entries:
    """The entries of a menu and other parts of the pages of a `folder`: what does not lead to the reader's page, and is
    not of it, is the same on all of them."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._plain = plain()
        self._made: dict[object, str] = {}

    def once(self, name: str, caller: Callable[[], str]) -> str:
        """What a template writes between `call once(name)` and `endcall`, where no page of the folder has had it."""
        if self._plain or name not in self._made:
            self._made[name] = caller()
        return self._made[name]

    def made(self, write: Callable[..., str], item: Any, path: str, level: int, parent: Any) -> str:
        """What the macro `write` makes of an item, which stands at a `path` in the menu."""
        if item.active or self._plain:
            return write(item, path, level, parent)
        key = path, bool(parent and parent.active)
        if key not in self._made:
            self._made[key] = write(item, path, level, parent)
        return self._made[key]

    def below(self, write: Callable[..., str], section: Any, index: Any, path: str, level: int) -> str:
        """What `made` makes of all items of a section but its `index`, if it has one."""
        return "\n".join(
            self.made(write, item, f"{path}_{number}", level, section)
            for number, item in enumerate(section.children, start=1)
            if item is not index
        )
