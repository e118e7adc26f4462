"""Puts faults into the real course, one at a time, and tells which of them the check finds at the right line.

Run it with `make faults`. Places are drawn with a fixed seed, so every run has the same faults. Exit code 1 when a
fault is missed or when the course as it stands has problems. Which line is right: see `material.right_lines`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench import measuring
from bench.catalogue import KINDS
from bench.material import Fault, Kind, Material, applied
from course import rules
from course.cache import opened
from course.load import load

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / ".cache" / "faults.json"
SEED = 2026
PLACES = 10
_OFTEN = 100  # faults between two words


@dataclass(frozen=True)
class Found:
    """What the check said about a fault: whether that was right, and else the problems of the expected code."""

    caught: bool
    said: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """A kind of fault with the number of places that the course has for it, and each fault with what was said."""

    kind: Kind
    places: int
    tried: tuple[tuple[Fault, Found], ...]

    @property
    def caught(self) -> int:
        """How many were found."""
        return sum(found.caught for _, found in self.tried)

    @property
    def missed(self) -> list[tuple[Fault, Found]]:
        """The others."""
        return [(fault, found) for fault, found in self.tried if not found.caught]


def copied(target: Path) -> Path:
    """A copy of all that the check reads."""
    ignored = shutil.ignore_patterns("css", "lib", "readme", "*.png")
    shutil.copytree(ROOT / "docs", target / "docs", ignore=ignored)
    return target


def drawn(kind: Kind, material: Material, count: int) -> tuple[int, list[Fault]]:
    """The number of places of a kind, and some of them, always the same."""
    places = list(kind.places(material))
    return len(places), Random(SEED).sample(places, min(count, len(places)))


class _Worker:
    root: Path


def _begin(clean: Path, folder: Path, without: Collection[str]) -> None:
    _Worker.root = folder / str(os.getpid())
    shutil.copytree(clean, _Worker.root)
    rules.RULES = tuple(rule for rule in rules.RULES if rule.CODE not in without)


def _try(task: tuple[str, Fault]) -> Found:
    code, fault = task
    root = _Worker.root
    paths = sorted({edit.path for edit in fault.edits} | set(fault.deleted))
    before = {path: (root / path).read_bytes() if (root / path).exists() else None for path in paths}
    try:
        for path in paths:
            text = applied([edit for edit in fault.edits if edit.path == path], (before[path] or b"").decode())
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text.encode(errors="surrogateescape"))
        for path in fault.deleted:
            (root / path).unlink()
        with opened(root) as cache:  # as the command does it: what has not changed is known
            problems = [problem for problem in rules.check(load(root, cache)) if problem.code == code]
    except Exception as error:  # a rule that fails has not found the fault
        return Found(False, (f"{type(error).__name__}: {error}",))
    finally:
        for path, data in before.items():
            (root / path).write_bytes(data) if data is not None else (root / path).unlink()
    if any(problem.path == fault.path and problem.line in fault.lines for problem in problems):
        return Found(True, ())
    return Found(False, tuple(map(str, problems[:5])))


def run(kinds: Iterable[Kind], count: int = PLACES, without: Collection[str] = ()) -> tuple[list[str], list[Result]]:
    """The problems of the course as it stands, and the faults of each kind; rules of `without` are switched off."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        clean = copied(folder / "clean")
        material = Material(clean)
        alarms = [str(problem) for problem in rules.check(material.course)]
        chosen = [(kind, *drawn(kind, material, count)) for kind in kinds]
        tasks = [(kind.code, fault) for kind, _, faults in chosen for fault in faults]
        with Pool(initializer=_begin, initargs=(clean, folder, without)) as pool:
            found = iter(list(_told(pool.imap(_try, tasks, chunksize=4), len(tasks))))
        return alarms, [
            Result(kind, places, tuple((fault, next(found)) for fault in faults)) for kind, places, faults in chosen
        ]


def _told(found: Iterable[Found], total: int) -> Iterator[Found]:
    """The same, with a word now and then: all of them take minutes."""
    for number, one in enumerate(found, start=1):
        if not number % _OFTEN:
            print(f"{number} of {total} faults tried", file=sys.stderr, flush=True)
        yield one


def table(results: Sequence[Result]) -> str:
    """The results in aligned columns, with a line for all of them."""
    head = ("Code", "Fault", "Places", "Injected", "Caught", "Missed")
    rows = [
        (one.kind.code, one.kind.name, *map(str, (one.places, len(one.tried), one.caught, len(one.missed))))
        for one in results
    ]
    sums = [sum(int(row[column]) for row in rows) for column in range(2, 6)]
    total = ("Total", f"{len(results)} kinds, {len({one.kind.code for one in results})} rules", *map(str, sums))
    lines = [head, *rows, total]
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def report(alarms: Sequence[str], results: Sequence[Result], seconds: float) -> dict[str, object]:
    """All of it for a machine."""
    return {
        "seed": SEED,
        "seconds": round(seconds, 1),
        "false-alarms": list(alarms),
        "injected": sum(len(one.tried) for one in results),
        "caught": sum(one.caught for one in results),
        "kinds": [
            {
                "code": one.kind.code,
                "fault": one.kind.name,
                "places": one.places,
                "injected": len(one.tried),
                "caught": one.caught,
                "missed": [
                    {"path": fault.path, "lines": sorted(fault.lines), "put": _put(fault), "said": list(found.said)}
                    for fault, found in one.missed
                ],
            }
            for one in results
        ],
    }


def _put(fault: Fault) -> list[str]:
    put = [f"{edit.path}[{edit.start}:{edit.end}] {ascii(edit.new)[:80]}" for edit in fault.edits]
    return [*put, *(f"deleted {path}" for path in fault.deleted)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the faults, tells the result, and returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("codes", metavar="CODE", nargs="*", help="only the faults of these rules")
    parser.add_argument("--places", type=int, default=PLACES, help="how many places of each kind")
    given = parser.parse_args(arguments)
    begun = time.monotonic()
    alarms, results = run([kind for kind in KINDS if not given.codes or kind.code in given.codes], given.places)
    seconds = time.monotonic() - begun
    measuring.kept(REPORT, "make faults", (), report(alarms, results, seconds))
    print(table(results))
    for one in results:
        for fault, found in one.missed:
            lines = ",".join(map(str, sorted(fault.lines)))
            print(f"\nmissed: {one.kind.code} {one.kind.name}: {fault.path}:{lines}")
            print("\n".join(("  put:  " + " + ".join(_put(fault)), *(f"  said: {said}" for said in found.said))))
    print(f"\nFalse alarms on the course as it stands: {len(alarms)}", *alarms, sep="\n")
    print(f"{seconds:.0f} seconds; written to {REPORT.relative_to(ROOT)}")
    return 1 if alarms or any(one.missed for one in results) else 0


if __name__ == "__main__":
    sys.exit(main())
