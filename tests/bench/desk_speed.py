"""Measures the command `statistics` on a large file: rows a second of the processor, and the most memory at once.

Run it with `make bench-statistics` (Linux). Rows are drawn with a fixed seed, with different keys and in no order. Exit
code 1 when a run needs more memory than it may: memory must not grow with the file.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench import measuring
from course.model import Standard
from course.standard import read_standard
from course.statistics import Values

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / ".cache" / "bench-statistics.json"
ROWS = (100_000, 1_000_000)
MOST = 128  # MiB
# The kernel's own count of the process (proc(5), VmHWM); that of its parent (getrusage(2)) would take the parent in.
_TOLD = """
import sys
sys.path.insert(0, "hooks")
import cli
cli.main(sys.argv[1:])
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""
SEED = 2099


def written(standard: Standard, path: Path, rows: int, broken: bool = False) -> None:
    """A file of so many rows; in a broken one, each has a code that nobody knows."""
    known = Values(standard).known
    months = [month for month in known["month"] if month >= "2050"]
    together = standard.together_code
    pairs = [pair for pair in product(known["sex"], known["age"]) if (pair[0] == together) is (pair[1] == together)]
    parts = [list(known["district"]), months, list(known["offence"]), pairs, list(known["status"])]
    total = 1
    for part in parts:
        total *= len(part)
    random = Random(SEED)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(standard.fields) + "\n")
        for number in random.sample(range(total), rows):
            picked = []
            for part in parts:
                number, at = divmod(number, len(part))
                picked.append(part[at])
            district, month, offence, (sex, age), status = picked
            offence = f"{offence}x" if broken else offence
            file.write(f"{district},{month},{offence},{sex},{age},{status},{random.randrange(200)}\n")


def timed(arguments: Sequence[str]) -> tuple[float, float]:
    """Seconds of the processor and the most MiB of one run of the command."""
    before = os.times().children_user + os.times().children_system
    command = [sys.executable, "-c", _TOLD, "statistics", *arguments]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    seconds = os.times().children_user + os.times().children_system - before
    return seconds, int(said.split()[-1]) / 1024


def main() -> int:
    """Measures, tells the result, and returns the exit code."""
    standard, problems = read_standard(ROOT)
    if problems:
        raise SystemExit("\n".join(map(str, problems)))
    peak = 0.0
    speeds: dict[str, float] = {}
    print(f"{'Rows':>10}  {'What':<22}  {'Seconds':>7}  {'Rows a second':>13}  {'Peak MiB':>8}")
    for rows in ROWS:
        with TemporaryDirectory() as name:
            right, broken = Path(name, "right.csv"), Path(name, "broken.csv")
            written(standard, right, rows)
            written(standard, broken, rows, broken=True)
            for what, arguments in (
                ("checked", [str(right)]),
                ("checked, all broken", [str(broken)]),
                ("checked and into SQLite", [str(right), "--sqlite", str(Path(name, "out.db"))]),
            ):
                seconds, memory = timed(arguments)
                peak, speeds[what] = max(peak, memory), rows / seconds
                print(f"{rows:>10,}  {what:<22}  {seconds:7.1f}  {rows / seconds:13,.0f}  {memory:8.1f}", flush=True)
    print(f"\nMost memory: {peak:.0f} MiB, at most {MOST}")
    figures = {"rows": ROWS[-1], "rows a second": speeds, "memory": peak}
    measuring.kept(REPORT, "make bench-statistics", (), figures)
    return 1 if peak > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
