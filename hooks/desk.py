"""Checks files of statistics of any size, and makes an SQLite database of them: the command `statistics`."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from course.cells import Found
from course.model import Code, Standard
from course.standard import DISTRICTS
from course.statistics import Keys, Row, Values, codes, limited, problem, read
from course.tables import ddl, insert

_LOCALE = "en"  # commands speak English
_MEMORY = 32_000  # KiB of the database that are kept while it is written
_MAGIC = b"SQLite format 3\0"  # how a database file begins (SQLite file format, 1.3)


@dataclass
class _Tally:
    right: int = 0
    wrong: int = 0

    def __str__(self) -> str:
        rows = f"{self.right:,} row{'' if self.right == 1 else 's'}"
        if not self.wrong:
            return f"No problems found in {rows}."
        return f"{self.wrong:,} problem{'' if self.wrong == 1 else 's'}, {rows} without one."


def check(standard: Standard, paths: Sequence[str], locales: Sequence[str], database: str | None) -> int:
    """Prints what is wrong in the files, which belong together, and returns the exit code.

    With `database`, the path of an SQLite file, the rows are put into one; it takes that place only when every row of
    every file is right. An older database there is replaced, any other file is not.
    """
    if database and not _is_free(Path(database)):
        print(f"{database} is no SQLite database and was not touched: choose another name", file=sys.stderr)
        return 2
    tally = _Tally()
    with closing(Keys()) as keys:
        rows = _rows(standard, paths, keys, tally)
        try:
            if database:
                _store(standard, rows, locales, Path(database), tally)
            for _ in rows:
                pass
        except (OSError, sqlite3.OperationalError) as error:
            print(f"the work was stopped: {error}", file=sys.stderr)
            return 2
    print(tally)
    if database:
        print(f"{database} was not written: it takes files without problems." if tally.wrong else f"Wrote {database}")
    return 1 if tally.wrong else 0


def own_districts(standard: Standard, path: str, locales: Sequence[str]) -> Standard | None:
    """The standard with an office's own districts in place of the synthetic ones.

    None where the file has mistakes, which are printed.
    """
    districts = standard.lists[DISTRICTS]
    with Path(path).open("rb") as source:
        items = list(limited(standard, codes(districts, locales, source, path)))
    found = [item for item in items if isinstance(item, Found)]
    for one in found:
        print(problem(standard, path, one, _LOCALE))
    own = replace(districts, codes={item.id: item for item in items if isinstance(item, Code)})
    return None if found else replace(standard, lists={**standard.lists, districts.id: own})


def _is_free(path: Path) -> bool:
    """Whether nothing is lost when a database is put at a place."""
    if not path.exists():
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) in (_MAGIC, b"")


def _rows(standard: Standard, paths: Sequence[str], keys: Keys, tally: _Tally) -> Iterator[Row]:
    """The right rows of all files; what is wrong is printed when it is met."""
    values = Values(standard)
    for path in paths:
        keys.open(path)
        with Path(path).open("rb") as source:
            for item in limited(standard, read(values, source, keys)):
                if isinstance(item, Row):
                    tally.right += 1
                    yield item
                else:
                    tally.wrong += int(item.values["count"]) if item.kind == "more" else 1
                    print(problem(standard, path, item, _LOCALE))


def _store(standard: Standard, rows: Iterable[Row], locales: Sequence[str], path: Path, tally: _Tally) -> None:
    """Puts the rows into a database beside its place, and that into its place when all are right."""
    beside = path.with_name(f"{path.name}.part")
    beside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(beside)) as base:
            # Nobody sees the file before it is whole: it needs no journal.
            base.executescript("PRAGMA foreign_keys = ON; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            base.execute(f"PRAGMA cache_size = -{_MEMORY}")
            base.executescript(ddl(standard, locales, "sqlite"))
            base.executemany(insert(standard), (row.values for row in rows))
            base.commit()
        if not tally.wrong:
            with beside.open("rb+") as file:
                os.fsync(file.fileno())
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
