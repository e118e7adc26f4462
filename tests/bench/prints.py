"""Checks every PDF in `pdf/`: the structure of each, its letters, and that no learner gets what is for trainers.

Run it with `make pdf-check`, after `make pdf`. It prints a line for every print and every fault; exit code 1 when there
is a fault or no print. PDF/UA-1 has 106 machine-checkable rules, of which `pdfua` covers 16; more is not claimed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pdf_check
from pypdf import PdfReader

from bench import measuring
from course.load import load
from course.model import Course

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "pdf"
REPORT = ROOT / ".cache" / "pdf-check.json"
TAJIK = "ғӣқӯҳҷ"


def main() -> int:
    """Checks all prints and returns the exit code."""
    course = load(ROOT)
    secret = {language.id: pdf_check.secrets(course, language.id) for language in course.languages}
    paths = sorted(FOLDER.glob("*/*.pdf"))
    found, pages = 0, 0
    for path in paths:
        told = faults(path, course, secret)
        found += len(told)
        pages += len(PdfReader(path).pages)
        print(f"{path.relative_to(ROOT).as_posix()}: {len(told) or 'no'} faults")
        for fault in told:
            print(f"  {fault}")
    trained = sum(len(one) for one in secret.values())
    print(
        f"{len(paths)} PDFs of {pages} pages, {found} faults; "
        f"{trained} sentences for trainers looked for in those of learners."
    )
    measuring.kept(
        REPORT,
        "make pdf-check",
        ("weasyprint", "pdfua"),
        {"prints": len(paths), "pages": pages, "faults": found, "sentences": trained},
    )
    return 0 if paths and not found else 1


def faults(path: Path, course: Course, secret: dict[str, list[str]]) -> list[str]:
    """Everything that is wrong with one print."""
    locale = next(language.id for language in course.languages if f"-{language.id}" in path.stem[-11:])
    found = pdf_check.faults(path)
    words = pdf_check.text(path)
    if "\ufffd" in words:
        found.append("a shape has no letter")
    if locale == "tg" and not set(TAJIK) <= set(words.casefold()):
        found.append(f"the letters {', '.join(sorted(set(TAJIK) - set(words.casefold())))} are not in its text")
    if path.parent.name == "learner":
        found += [f"a learner reads what is for trainers: {one}" for one in pdf_check.leaks(path, secret[locale])]
    return found


if __name__ == "__main__":
    sys.exit(main())
