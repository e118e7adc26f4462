"""Keeps what the proofs have measured for the page of evidence: reports in .cache/ are copied to docs/data/evidence/.

Run it with `make evidence` after any of the proofs. Which there are, and which of their figures readers see, is in
docs/data/evidence.yml. It prints these figures in English as the page has them. Exit code 1 when a report that is there
lacks one of them: the figure would be shown as not measured.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from course import evidence, lists
from course.load import load
from course.model import Course

ROOT = Path(__file__).resolve().parent.parent.parent
REPORTS = ROOT / ".cache"
KEPT = Path("docs", "data", "evidence")


def keep(root: Path, reports: Path) -> list[str]:
    """Copies the reports that are there, and returns the ids of their proofs."""
    found = [key for key in load(root).proofs if (reports / f"{key}.json").is_file()]
    (root / KEPT).mkdir(exist_ok=True)
    for key in found:
        shutil.copyfile(reports / f"{key}.json", root / KEPT / f"{key}.json")
    return found


def lacking(course: Course) -> Iterator[str]:
    """The figures that a report should have and lacks."""
    for proof in course.proofs.values():
        for measure in proof.measures:
            if proof.report and not evidence.values(measure, proof.report):
                yield f"{proof.id}: the report has no figure '{'/'.join(measure.of)}'"


def main() -> int:
    """Keeps the reports, tells the figures, and returns the exit code."""
    copied = keep(ROOT, REPORTS)
    course = load(ROOT)
    print(lists.placed(course, course.source_locale, "evidence"))
    print(f"\nCopied: {', '.join(copied) or 'nothing'}.")
    missing = list(lacking(course))
    print("\n".join(missing) or "Every report has all figures.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
