"""The shell door: `python hooks/cli.py check`, `site`, `stamp`, `status` and `rules`.

Exit codes: 0 all is well, 1 there are problems, 2 the command was not understood.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

import history
from course import manual, mend, progress, report
from course.expand import EDITIONS, published
from course.load import load, page_of
from course.model import Course, Page
from course.rules import check
from editions import site
from stamp import stamp

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Runs one command on the course in `root` and returns its exit code."""
    # Windows consoles may still write an old code page that has no Tajik letters.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    parser = argparse.ArgumentParser(prog="hooks/cli.py", description="Hamkori: check the course, build the site.")
    commands = parser.add_subparsers(dest="command", required=True)
    checker = commands.add_parser("check", help="report every problem of the course as path:line: CODE message - hint")
    checker.add_argument("--fix", action="store_true", help="first mend what has exactly one right answer")
    builder = commands.add_parser("site", help="check, then build the site of one edition")
    builder.add_argument("--edition", choices=EDITIONS, default=EDITIONS[0])
    stamper = commands.add_parser("stamp", help="record in translated pages which source sections they were made from")
    which = stamper.add_mutually_exclusive_group()
    which.add_argument("paths", metavar="PATH", nargs="*", default=[], help="translated pages; default: never stamped")
    which.add_argument("--all", action="store_true", help="every translated page")
    teller = commands.add_parser("status", help="tell what is to be translated: pages and sections, with what changed")
    teller.add_argument("--lang", help="only this language")
    teller.add_argument("--strict", action="store_true", help="exit 1 when a page is missing or a section is stale")
    commands.add_parser("rules", help="write hooks/RULES.md from the rules")
    given = parser.parse_args(arguments)
    if given.command == "rules":
        (root / "hooks" / "RULES.md").write_text(manual.written(), encoding="utf-8", newline="\n")
        return 0
    if given.command == "check":
        if given.fix:
            _fix(root)
        return _check(load(root))
    if given.command == "stamp":
        return _stamp(root, given.paths, given.all)
    if given.command == "status":
        return _status(root, given.lang, given.strict)
    return _site(root, given.edition)


def _fix(root: Path) -> None:
    # Line ends first: afterwards offsets in a file are those of the loaded page.
    for step in (mend.files, mend.letters):
        for file in list(step(root, load(root))):
            try:
                _write(root / file.path, file.data)
            except OSError as error:
                print(f"{file.path}: could not be written, nothing changed: {error.strerror}", file=sys.stderr)
            else:
                print("\n".join(file.changes))


def _write(path: Path, data: bytes) -> None:
    """Replaces a file at once: nobody ever reads half of it, and it keeps its permissions."""
    whole = path.resolve()
    with NamedTemporaryFile(dir=whole.parent, prefix=".", suffix=".tmp", delete=False) as file:
        file.write(data)
    try:
        shutil.copymode(whole, file.name)
        os.replace(file.name, whole)
    except OSError:
        os.unlink(file.name)
        raise


def _check(course: Course) -> int:
    problems = check(course)
    print(report.lines(problems))
    return 1 if problems else 0


def _stamp(root: Path, paths: Sequence[str], every: bool) -> int:
    course = load(root)
    if not course.complete:
        return _check(course)
    lines, well = stamp(root, course, paths, every)
    print("\n".join(lines))
    return 0 if well else 1


def _status(root: Path, locale: str | None, strict: bool) -> int:
    course = load(root)
    if not course.complete:
        return _check(course)
    locales = [language.id for language in course.languages if language.id != course.source_locale]
    if locale and locale not in locales:
        print(f"'{locale}' is no language of translations: choose one of {', '.join(locales)}", file=sys.stderr)
        return 2

    def earlier(page: Page) -> Iterator[Page]:
        return (page_of(text, page.path, page.locale, page.name)[0] for text in history.texts(root, page.path))

    chosen = [locale] if locale else locales
    for one in chosen:
        print("\n".join(progress.told(course, one, earlier)))
    return 1 if strict and any(progress.progress(course, one).behind for one in chosen) else 0


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
