"""The shell door: `python hooks/cli.py check`, `site` and `rules`.

Exit codes: 0 all is well, 1 there are problems, 2 the command was not understood.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from course import manual, report
from course.expand import EDITIONS, published
from course.load import load
from course.model import Course
from course.rules import check
from editions import site

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Runs one command on the course in `root` and returns its exit code."""
    # Windows consoles may still write an old code page that has no Tajik letters.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    parser = argparse.ArgumentParser(prog="hooks/cli.py", description="Hamkori: check the course, build the site.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="report every problem of the course as path:line: CODE message - hint")
    builder = commands.add_parser("site", help="check, then build the site of one edition")
    builder.add_argument("--edition", choices=EDITIONS, default=EDITIONS[0])
    commands.add_parser("rules", help="write hooks/RULES.md from the rules")
    given = parser.parse_args(arguments)
    if given.command == "rules":
        (root / "hooks" / "RULES.md").write_text(manual.written(), encoding="utf-8", newline="\n")
        return 0
    if given.command == "check":
        return _check(load(root))
    return _site(root, given.edition)


def _check(course: Course) -> int:
    problems = check(course)
    print(report.lines(problems))
    return 1 if problems else 0


def _site(root: Path, edition: str) -> int:
    begun = time.monotonic()
    course = load(root)
    if _check(course):
        print("The site was not built; the last good one was not touched.")
        return 1
    made, said = site.build(root, edition)
    if made is None:
        print(said, file=sys.stderr)
        print("MkDocs found problems of its own (above); the last good site was not touched.", file=sys.stderr)
        return 1
    pages = sum(published(page, edition) for page in course.pages)
    languages = ", ".join(language.name for language in course.languages)
    print(f"Built the {edition} edition in {time.monotonic() - begun:.1f} seconds: {pages} pages in {languages}.")
    print(f"Open {made / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
