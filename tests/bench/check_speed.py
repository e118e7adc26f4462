"""Measures how long the check of a large course takes, beside the build of its site, and how it grows.

Run it with `make bench-check`. The course is the real one with many more pages, of about 1,000 words each, written
from its words with a fixed seed. Times are seconds of the processor for whole processes, so that other work on the
machine does not count. Exit code 1 when the check takes more than half of the build, of which it is a part, or grows
faster than the number of pages.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from bench import measuring
from bench.courses import SEED, Writer, made
from course.load import load

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / ".cache" / "check-speed.json"
SIZES = (100, 300, 900)
BUILT = 300
SHARE = 0.5
GROWTH = 1.3
RUNS = 3


@dataclass(frozen=True)
class Took:
    """Seconds of one process: of the processor, and on the clock."""

    cpu: float
    clock: float


def timed(folder: Path, *command: str) -> Took:
    """Runs Python in a folder; stops everything when it fails."""
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed:\n{said[-4000:]}")
    return Took(used.ru_utime + used.ru_stime, time.monotonic() - begun)


def checked(folder: Path) -> Took:
    """The check, as the middle one of some runs."""
    runs = [timed(folder, "hooks/cli.py", "check") for _ in range(RUNS)]
    return Took(median(run.cpu for run in runs), median(run.clock for run in runs))


def measured(sizes: Sequence[int] = SIZES, built: int = BUILT) -> tuple[dict[int, Took], Took]:
    """How long the check takes by number of pages, 0 for the real course alone; and a build."""
    checks: dict[int, Took] = {}
    build = Took(0, 0)
    for size in (0, *sizes):
        with TemporaryDirectory() as name:
            folder = made(Path(name), size)
            checks[size] = checked(folder)
            if size == built:
                build = timed(folder, "-m", "mkdocs", "build", "--quiet")
    return checks, build


def _length() -> float:
    writer, random = Writer(load(ROOT)), Random(SEED)
    return sum(len(writer.page("page", random)["en"].split()) for _ in range(40)) / 40


def main() -> int:
    """Measures, tells the result, and returns the exit code."""
    checks, build = measured()
    locales = len(load(ROOT).languages)
    start = checks[0].cpu
    each = {size: (checks[size].cpu - start) / (size * locales) for size in SIZES}
    print(f"{'Pages':>12}  {'Check':>8}  {'on clock':>8}  {'ms a page':>9}")
    for size, took in checks.items():
        shown = f"{each[size] * 1000:9.2f}" if size else ""
        print(f"{f'{locales} × {size}' if size else 'real course':>12}  {took.cpu:7.2f}s  {took.clock:7.2f}s  {shown}")
    share = checks[BUILT].cpu / build.cpu
    growth = each[SIZES[-1]] / each[SIZES[0]]
    print(f"\nWords on an English page: {_length():.0f} on average")
    print(f"Build of {locales} × {BUILT} pages: {build.cpu:.1f}s ({build.clock:.1f}s on the clock)")
    print(f"Check / build: {share:.3f}, at most {SHARE}")
    print(f"A page in {SIZES[-1]} / a page in {SIZES[0]}: {growth:.2f}, at most {GROWTH}")
    result = {
        "checks": {size: [took.cpu, took.clock] for size, took in checks.items()},
        "build": [build.cpu, build.clock],
        "pages": locales * BUILT,
        "share": share,
        "growth": growth,
    }
    measuring.kept(REPORT, "make bench-check", (), result)
    return 1 if share > SHARE or growth > GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
