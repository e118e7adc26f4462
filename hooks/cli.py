"""The shell door: `python hooks/cli.py check`, `site`, `pdf`, `release`, `verify`, `stamp`, `status` and `rules`.

Exit codes: 0 all is well, 1 there are problems, 2 the command was not understood, 130 it was stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import errno
import gc
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

if sys.version_info < (3, 11):  # noqa: UP036 - an older one is told so, before it fails at what it does not know
    sys.exit(f"Hamkori needs Python 3.11 or newer, and this is {sys.version.split()[0]}: run it with another one.")
try:
    import desk
    import history
    from course import manual, progress, report, standard, tables
    from course.cache import opened
    from course.expand import EDITIONS
    from course.load import load, page_of
    from course.model import Page, Problem
    from course.rules import check
    from course.suggest import did_you_mean
    from editions import site, staging
    from fix import fix
    from stamp import stamp
except ModuleNotFoundError as missing:
    sys.exit(f"This Python has no package '{missing.name}' - use the one in .venv, as README.md says.")

ROOT = Path(__file__).resolve().parent.parent
_PLACES = (*site.FOLDERS.values(), "dist")
_MENDING = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room on the disk",
    errno.EROFS: "this disk can only be read: copy the course to another",
    errno.EACCES: "allow this user to read and write there, or work in a copy",
    errno.EPERM: "allow this user to read and write there, or work in a copy",
}

Command = Callable[[Path, argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Runs one command on the course in `root` and returns its exit code.

    What the system refuses (a full disk, a folder that cannot be written) ends every command with one message.
    """
    # Windows consoles may still write an old code page that has no Tajik letters.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = _parser().parse_args(arguments)
    try:
        code: int = given.run(root, given)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("Stopped. What was made before is whole.", file=sys.stderr)
        return 130
    except OSError as error:
        _mute(sys.stdout)
        if not isinstance(error, BrokenPipeError):  # whoever reads has read enough
            print(_refused(error, root), file=sys.stderr)
        return 1
    return code


def _refused(error: OSError, root: Path) -> str:
    """What the system refused, where, and what to do."""
    mending = _MENDING.get(error.errno or 0, "mend that")
    where = error.filename2 or error.filename or root
    said = f"{where}: {error.strerror or error} - {mending}, then run the command again"
    return f"{said}\nWhat was made before is whole."


def _mute(stream: TextIO) -> None:
    """Lets go of what could not be written, or Python would try once more when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())


def _alone(run: Command) -> Command:
    """The command as the only one of those that works in the course."""

    def waiting() -> None:
        print("Another command works in this course: waiting until it has ended (Ctrl-C: no longer).", file=sys.stderr)

    def alone(root: Path, given: argparse.Namespace) -> int:
        with staging.alone(root, [root / name for name in _PLACES], waiting):
            return run(root, given)

    return alone


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hooks/cli.py", description="Hamkori: check the course, build the site.")
    commands = parser.add_subparsers(dest="command", required=True)

    checker = commands.add_parser("check", help="report every problem of the course as path:line: CODE message - hint")
    checker.add_argument("paths", metavar="PATH", nargs="*", help="report only these files and folders")
    checker.add_argument("--format", choices=report.FORMATS, default="text", help="how problems are printed")
    checker.add_argument("--fix", action="store_true", help="first mend what has exactly one right answer")
    checker.add_argument("--staged", action="store_true", help="check what git would commit, not the files as they are")
    checker.add_argument("--explain", metavar="CODE", help="print the page of a rule and do nothing else")
    checker.set_defaults(run=_check)

    builder = commands.add_parser("site", help="check, then build the site of one edition")
    builder.add_argument("--edition", choices=EDITIONS, default=EDITIONS[0])
    builder.set_defaults(run=_alone(_site))

    printer = commands.add_parser("pdf", help="check, then make the PDFs that are not there yet")
    printer.add_argument("--of", metavar="ID", help="only what is of this module or tool")
    printer.add_argument("--lang", help="only this language")
    printer.add_argument("--edition", choices=EDITIONS, help="only what the readers of this edition get")
    printer.set_defaults(run=_alone(_pdf))

    releaser = commands.add_parser("release", help="make everything that travels into dist/, from a clean checkout")
    releaser.add_argument(
        "--since",
        metavar="PATH",
        action="append",
        default=[],
        help="a zip, its manifest.json or the folder of an earlier release: make update packs from it",
    )
    releaser.set_defaults(run=_alone(_release))

    verifier = commands.add_parser("verify", help="compare a release, a zip or an unpacked copy with its manifest")
    verifier.add_argument("path", metavar="PATH", nargs="?", default="dist", help="default: dist")
    verifier.set_defaults(run=_verify)

    stamper = commands.add_parser("stamp", help="record in translated pages which source sections they were made from")
    which = stamper.add_mutually_exclusive_group()
    which.add_argument("paths", metavar="PATH", nargs="*", default=[], help="translated pages; default: never stamped")
    which.add_argument("--all", action="store_true", help="every translated page")
    stamper.set_defaults(run=_stamp)

    teller = commands.add_parser("status", help="tell what is to be translated: pages and sections, with what changed")
    teller.add_argument("--lang", help="only this language")
    teller.add_argument("--strict", action="store_true", help="exit 1 when a page is missing or a section is stale")
    teller.set_defaults(run=_status)

    keeper = commands.add_parser("statistics", help="check CSV files of statistics, of any size, against the standard")
    keeper.add_argument("files", metavar="FILE", nargs="*", help="CSV files that belong together")
    keeper.add_argument("--districts", metavar="LIST", help="CSV file of districts in place of the synthetic ones")
    keeper.add_argument("--sqlite", metavar="OUT", help="put the rows into an SQLite database, if all are right")
    keeper.add_argument("--ddl", choices=tables.DIALECTS, help="print the tables of the standard as SQL")
    keeper.set_defaults(run=_statistics)

    commands.add_parser("rules", help="write hooks/RULES.md from the rules").set_defaults(run=_rules)
    return parser


def _check(root: Path, given: argparse.Namespace) -> int:
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
    return _tell(_among(problems, [_inside(root, path) for path in given.paths]), given.format)


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


def _tell(problems: Sequence[Problem], form: str = "text") -> int:
    colours = form == "text" and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    print(report.text(problems, colours=True) if colours else report.FORMATS[form](problems))
    return 1 if problems else 0


def _rules(root: Path, _: argparse.Namespace) -> int:
    (root / "hooks" / "RULES.md").write_text(manual.written(), encoding="utf-8", newline="\n")
    return 0


def _statistics(root: Path, given: argparse.Namespace) -> int:
    held, problems = standard.read_standard(root)
    if problems:
        return _tell(problems)
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


def _stamp(root: Path, given: argparse.Namespace) -> int:
    course = load(root)
    if not course.complete:
        return _tell(check(course))
    lines, well = stamp(root, course, given.paths, given.all)
    print("\n".join(lines))
    return 0 if well else 1


def _status(root: Path, given: argparse.Namespace) -> int:
    course = load(root)
    if not course.complete:
        return _tell(check(course))
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


def _site(root: Path, given: argparse.Namespace) -> int:
    begun = time.monotonic()
    made, said = site.build(root, given.edition)
    if made is None:  # most often for problems of the course, which stand among much else in what MkDocs says
        with opened(root) as cache:
            problems = check(load(root, cache))
        if _tell(problems):
            print("The site was not built; the last good one was not touched.")
            return 1
        print(said, file=sys.stderr)
        print("MkDocs found problems of its own (above); the last good site was not touched.", file=sys.stderr)
        return 1
    _tell([])
    pages = sum("assets" not in path.relative_to(made).parts for path in made.rglob("*.html")) - 1  # without 404.html
    print(f"Built the {given.edition} edition in {time.monotonic() - begun:.1f} seconds: {pages} pages.")
    print(f"Open {made / 'index.html'}")
    return 0


def _pdf(root: Path, given: argparse.Namespace) -> int:
    import printing  # only here: it loads much that no other command needs

    course = load(root)
    if _tell(check(course)):
        print("No PDF was made; those that are there were not touched.")
        return 1
    return printing.printed(root, course, given.of, given.lang, given.edition)


def _release(root: Path, given: argparse.Namespace) -> int:
    import releasing  # only here: it loads what makes every format

    course = load(root)
    if _tell(check(course)):
        print("Nothing was released; the last good release was not touched.")
        return 1
    return releasing.released(root, course, [Path(path) for path in given.since])


def _verify(_: Path, given: argparse.Namespace) -> int:
    import releasing  # as for a release

    return releasing.verified(Path(given.path))


if __name__ == "__main__":
    # Where names of files are ASCII for Python, a path with Tajik letters cannot be printed: everything runs in UTF-8.
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
    # What is loaded lives until the end; looking for garbage in it takes a twentieth of the time.
    gc.disable()
    sys.exit(main())
