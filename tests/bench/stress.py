"""Proves that commands leave the last good output whole, whatever happens: they are killed, and have bad surroundings.

Run it with `make stress` (Linux; SEED=7 for the moments of an earlier run, KILLS=5 for fewer of them). It works on a
small course of three languages in a folder of its own, and on two versions of its text. After each fault it looks at
every byte: what was there is as it was, or the whole new one; the next run needs no help, leaves nothing behind and
makes what an undisturbed run makes. What fails has to say so in one clear message. Exit code 1 when anything else
happens. As root it also mounts file systems, in a space of its own that nobody else sees.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import kills, measuring, surroundings
from bench.kills import COMMANDS, Case
from bench.workshop import workshop

REPORT = Path(__file__).resolve().parent.parent.parent / ".cache" / "stress.json"
KILLS = 20
_PRIVATE = "HAMKORI_STRESS_PRIVATE"


def cases(folder: Path, seed: int, times: int) -> Iterator[Case]:
    """Everything that is done to the commands, in order."""
    shop = workshop(folder / "course")
    shop.run("pdf")
    known = {}
    for command in COMMANDS:
        known[command] = kills.undisturbed(shop, command)
        yield from kills.at_random(shop, command, known[command], times, seed)
        yield from kills.at_steps(shop, command, known[command], folder / "dying")
        shop.at("one")
        shop.run(*COMMANDS[command])
    yield from surroundings.tries(surroundings.Room(shop, known, folder))


def verdict(done: Sequence[Case], seed: int) -> str:
    """The last line."""
    failed = sum(bool(case.faults) for case in done)
    killed = sum(case.group in ("random moment", "exact step") for case in done)
    return (
        f"{'FAILED' if failed else 'passed'}: {len(done) - failed} of {len(done)} faults did no harm"
        f" ({killed} kills, {len(done) - killed} surroundings), seed {seed}"
    )


def table(done: Sequence[Case]) -> Iterator[str]:
    """A line for each group and command, and one for each fault found."""
    for (group, command), found in groupby(done, lambda case: (case.group, case.command)):
        listed = list(found)
        well = sum(not case.faults for case in listed)
        yield f"{group:<15} {command:<9} {well:>3} of {len(listed):>3}"
        for case in listed:
            yield from (f"    {case.what}: {fault}" for fault in case.faults)


def main() -> int:
    """Runs everything, prints the table and writes the report; returns 1 when a fault did harm."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as users have it
    seed = int(os.environ.get("SEED") or random.randrange(1_000_000))
    times = int(os.environ.get("KILLS") or KILLS)
    print(f"SEED={seed}, {times} kills of each command at random moments", flush=True)
    done = []
    with TemporaryDirectory(prefix="hamkori-stress-") as folder:
        for case in cases(Path(folder), seed, times):
            done.append(case)
            told = f"{case.command}, {case.group}, {case.what}{': ' if case.note else ''}{case.note}"
            print(f"{'FAILED ' if case.faults else 'well   '}{told}", *case.faults, sep="\n    ", flush=True)
    print("", *table(done), verdict(done, seed), sep="\n")
    packages = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "mkdocs-quiz", "weasyprint", "libzim")
    failed = sum(bool(case.faults) for case in done)
    figures = {"seed": seed, "kills": times, "cases": done, "failed": failed, "verdict": verdict(done, seed)}
    measuring.kept(REPORT, f"make stress SEED={seed} KILLS={times}", packages, figures)
    return 1 if failed else 0


def _privately() -> None:
    """Starts this program anew where nobody else sees what it mounts, and where it goes with it (unshare(1))."""
    alone = ("unshare", "--mount", "--propagation", "private")
    try:
        may = subprocess.run([*alone, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        may = False
    if may and _PRIVATE not in os.environ:
        os.environ[_PRIVATE] = "1"
        os.execvp(alone[0], [*alone, sys.executable, "-m", "bench.stress"])


if __name__ == "__main__":
    _privately()
    sys.exit(main())
