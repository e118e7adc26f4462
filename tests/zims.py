"""Kiwix files opened again with libzim: for tests and for `make verify`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from libzim.reader import Archive
from libzim.search import Query, Searcher

from editions import offline

WANTED = {"Name", "Title", "Creator", "Publisher", "Date", "Description", "Language", "Illustration_48x48@1"}
_MOST = 40


def files(path: Path) -> dict[str, bytes]:
    """What is in a Kiwix file: every entry by its address; its metadata by `M/` and their names."""
    archive = Archive(path)
    entries = (archive._get_entry_by_id(place) for place in range(archive.all_entry_count))
    held = {one.path: bytes(one.get_item().content) for one in entries if not one.is_redirect}
    told = {f"M/{name}.txt": bytes(archive.get_metadata(name)) for name in archive.metadata_keys if "_" not in name}
    return {name: data for name, data in held.items() if "." in name} | told


def hits(path: Path, query: str) -> list[str]:
    """The addresses of the pages that search finds, best first."""
    return list(Searcher(Archive(path)).search(Query().set_query(query)).getResults(0, _MOST))


def faults(path: Path, queries: Iterable[str]) -> Iterator[str]:
    """What is wrong with a Kiwix file, a sentence each: its sum, its description, its first page, links and search."""
    archive = Archive(path)
    if not archive.check():
        yield "its sum is not that of its bytes"
    yield from (f"it does not tell its {name}" for name in sorted(WANTED - set(archive.metadata_keys)))
    if not archive.has_main_entry or not archive.has_fulltext_index:
        yield "it has no first page or no index"
    yield from offline.dead(files(path))
    lost = [query for query in queries if re.fullmatch(r"\w{4,}", query) and not hits(path, query)]
    if len(lost) > len(list(queries)) / 2:  # it has whole words, without endings
        yield f"it finds nothing for most words: {', '.join(lost)}"
