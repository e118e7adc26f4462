"""What the shell door calls, but for `site`: each command takes the root of the course and what was given.

They return exit codes: 0 all is well, 1 there are problems, 2 the command was not understood.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import desk
import history
from course import manual, progress, reading, report, standard, tables
from course.load import load, page_of
from course.model import Page, Problem
from course.rules import check
from course.suggest import did_you_mean
from fix import fix
from stamp import stamp


def check_course(root: Path, given: argparse.Namespace) -> int:
    """Reports the problems of the course, or explains a code."""
    if given.explain:
        return _explain(given.explain)
    unknown = [path for path in given.paths if not (root / _inside(root, path)).exists()]
    if unknown:
        print(f"no such file or folder in the course: {', '.join(unknown)}", file=sys.stderr)
        return 2
    if given.fix:
        for line, made in fix(root):
            print(line, file=sys.stdout if made and given.format == "text" else sys.stderr)
    if given.staged:
        with TemporaryDirectory() as folder:
            if not history.staged(root, Path(folder)):
                print("nothing can be staged here: this is no git repository", file=sys.stderr)
                return 2
            problems = check(load(Path(folder)))
    else:
        problems = check(load(root))
    return tell(_among(problems, [_inside(root, path) for path in given.paths]), given.format)


def _explain(code: str) -> int:
    known = {rule.code: rule for rule in manual.rules()}
    if code.upper() not in known:
        print(f"unknown code '{code}' - {did_you_mean(code, known, 'see hooks/RULES.md')}", file=sys.stderr)
        return 2
    print(manual.section(known[code.upper()]))
    return 0


def _inside(root: Path, path: str) -> str:
    """A path given on the command line as problems name it: from `root`, with slashes."""
    whole = Path(path) if Path(path).is_absolute() else Path.cwd() / path
    if not whole.exists():
        whole = root / path
    return (
        whole.resolve().relative_to(root.resolve()).as_posix()
        if whole.resolve().is_relative_to(root.resolve())
        else path
    )


def _among(problems: list[Problem], paths: list[str]) -> list[Problem]:
    if not paths:
        return problems
    return [
        one for one in problems if any(path in (".", one.path) or one.path.startswith(f"{path}/") for path in paths)
    ]


def tell(problems: Sequence[Problem], form: str = "text") -> int:
    """Prints problems in a form of `report.FORMATS`, and returns the exit code."""
    colours = form == "text" and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    print(report.text(problems, colours=True) if colours else report.FORMATS[form](problems))
    return 1 if problems else 0


def write_rules(root: Path, _: argparse.Namespace) -> int:
    """Writes hooks/RULES.md."""
    (root / "hooks" / "RULES.md").write_text(manual.written(), encoding="utf-8", newline="\n")
    return 0


def check_statistics(root: Path, given: argparse.Namespace) -> int:
    """Checks CSV files of statistics, or prints the tables of the standard."""
    held, problems = standard.read_standard(root)
    if problems:
        return tell(problems)
    locales = list(held.texts["title"])
    missing = next((path for path in (given.districts, *given.files) if path and not Path(path).is_file()), None)
    if missing:
        print(f"no such file: {missing}", file=sys.stderr)
        return 2
    known = desk.own_districts(held, given.districts, locales) if given.districts else held
    if known is None:
        return 1
    if given.ddl:
        print(tables.ddl(known, locales, given.ddl), end="")
    elif not given.files:
        print("name a file of statistics, or --ddl", file=sys.stderr)
        return 2
    return desk.check(known, given.files, locales, given.sqlite) if given.files else 0


def stamp_pages(root: Path, given: argparse.Namespace) -> int:
    """Records in translated pages which source sections they were made from."""
    course = load(root)
    if not course.complete:
        return tell(check(course))
    lines, well = stamp(root, course, given.paths, given.all)
    print("\n".join(lines))
    return 0 if well else 1


def tell_status(root: Path, given: argparse.Namespace) -> int:
    """Tells what is to be translated."""
    course = load(root)
    if not course.complete:
        return tell(check(course))
    locales = [language.id for language in course.languages if language.id != course.source_locale]
    if given.lang and given.lang not in locales:
        print(f"'{given.lang}' is no language of translations: choose one of {', '.join(locales)}", file=sys.stderr)
        return 2

    def earlier(page: Page) -> Iterator[Page]:
        return (page_of(text, page.path, page.locale, page.name)[0] for text in history.texts(root, page.path))

    chosen = [given.lang] if given.lang else locales
    for one in chosen:
        print("\n".join(progress.told(course, one, earlier)))
    return 1 if given.strict and any(progress.progress(course, one).behind for one in chosen) else 0


def print_modules(root: Path, given: argparse.Namespace) -> int:
    """Makes the PDFs that are not there yet."""
    import printing  # only here: it loads much that no other command needs

    course = load(root)
    if tell(check(course)):
        print("No PDF was made; those that are there were not touched.")
        return 1
    return printing.printed(root, course, given.of, given.lang, given.edition)


def release_all(root: Path, given: argparse.Namespace) -> int:
    """Makes everything that travels."""
    import releasing  # only here: it loads what makes every format

    course = load(root)
    if tell(check(course)):
        print("Nothing was released; the last good release was not touched.")
        return 1
    return releasing.released(root, course, [Path(path) for path in given.since])


def verify_release(_: Path, given: argparse.Namespace) -> int:
    """Compares a release, a zip or an unpacked copy with its manifest."""
    import releasing  # as for a release

    return releasing.verified(Path(given.path))


def tell_problems(root: Path, known: Sequence[Problem] | None) -> int:
    """Tells the problems for which a site was not built, which are found once more where they are not `known`."""
    return tell(reading.checked(root)[1] if known is None else known)
