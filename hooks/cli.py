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
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

if sys.version_info < (3, 11):  # noqa: UP036 - an older one is told so, before it fails at what it does not know
    sys.exit(f"Hamkori needs Python 3.11 or newer, and this is {sys.version.split()[0]}: run it with another one.")
ROOT = Path(__file__).resolve().parent.parent
_ROOM = 200 * 2**20  # bytes on the disk


def _has_room() -> bool:
    """Whether files can be written whole, as far as the system tells: there is room, and no limit to their length."""
    if sys.platform == "win32":
        return True
    import resource

    disk = os.statvfs(ROOT)
    return disk.f_bavail * disk.f_frsize > _ROOM and resource.getrlimit(resource.RLIMIT_FSIZE)[0] < 0


if not _has_room():
    # Where there is no room Python 3.11 keeps a part of the code that it has compiled, and fails on it ever after.
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
from editions import site, staging  # noqa: E402 - and nothing more: what other commands need takes time to load

_PLACES = (*site.FOLDERS.values(), "dist")
_MENDING = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room on the disk",
    errno.EROFS: "this disk can only be read: copy the course to another",
    errno.EACCES: "allow this user to read and write there, or work in a copy",
    errno.EPERM: "allow this user to read and write there, or work in a copy",
}

Command = Callable[[Path, argparse.Namespace], int]
FORMATS = ("text", "json", "github", "sarif")
DIALECTS = ("sqlite", "postgresql")


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
    except ModuleNotFoundError as missing:
        told = f"This Python has no package '{missing.name}' - use the one in .venv, as README.md says."
        print(told, file=sys.stderr)
        return 1
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


def _command(name: str) -> Command:
    """One of `commands`, which are loaded when they are called."""

    def run(root: Path, given: argparse.Namespace) -> int:
        import commands

        code: int = getattr(commands, name)(root, given)
        return code

    return run


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
    checker.add_argument("--format", choices=FORMATS, default="text", help="how problems are printed")
    checker.add_argument("--fix", action="store_true", help="first mend what has exactly one right answer")
    checker.add_argument("--staged", action="store_true", help="check what git would commit, not the files as they are")
    checker.add_argument("--explain", metavar="CODE", help="print the page of a rule and do nothing else")
    checker.set_defaults(run=_command("check_course"))

    builder = commands.add_parser("site", help="check, then build the site of one edition")
    builder.add_argument("--edition", choices=site.FOLDERS, default=next(iter(site.FOLDERS)))
    builder.set_defaults(run=_alone(_site))

    printer = commands.add_parser("pdf", help="check, then make the PDFs that are not there yet")
    printer.add_argument("--of", metavar="ID", help="only what is of this module or tool")
    printer.add_argument("--lang", help="only this language")
    printer.add_argument("--edition", choices=site.FOLDERS, help="only what the readers of this edition get")
    printer.set_defaults(run=_alone(_command("print_modules")))

    releaser = commands.add_parser("release", help="make everything that travels into dist/, from a clean checkout")
    releaser.add_argument(
        "--since",
        metavar="PATH",
        action="append",
        default=[],
        help="a zip, its manifest.json or the folder of an earlier release: make update packs from it",
    )
    releaser.set_defaults(run=_alone(_command("release_all")))

    verifier = commands.add_parser("verify", help="compare a release, a zip or an unpacked copy with its manifest")
    verifier.add_argument("path", metavar="PATH", nargs="?", default="dist", help="default: dist")
    verifier.set_defaults(run=_command("verify_release"))

    stamper = commands.add_parser("stamp", help="record in translated pages which source sections they were made from")
    which = stamper.add_mutually_exclusive_group()
    which.add_argument("paths", metavar="PATH", nargs="*", default=[], help="translated pages; default: never stamped")
    which.add_argument("--all", action="store_true", help="every translated page")
    stamper.set_defaults(run=_command("stamp_pages"))

    teller = commands.add_parser("status", help="tell what is to be translated: pages and sections, with what changed")
    teller.add_argument("--lang", help="only this language")
    teller.add_argument("--strict", action="store_true", help="exit 1 when a page is missing or a section is stale")
    teller.set_defaults(run=_command("tell_status"))

    keeper = commands.add_parser("statistics", help="check CSV files of statistics, of any size, against the standard")
    keeper.add_argument("files", metavar="FILE", nargs="*", help="CSV files that belong together")
    keeper.add_argument("--districts", metavar="LIST", help="CSV file of districts in place of the synthetic ones")
    keeper.add_argument("--sqlite", metavar="OUT", help="put the rows into an SQLite database, if all are right")
    keeper.add_argument("--ddl", choices=DIALECTS, help="print the tables of the standard as SQL")
    keeper.set_defaults(run=_command("check_statistics"))

    commands.add_parser("rules", help="write hooks/RULES.md from the rules").set_defaults(run=_command("write_rules"))
    return parser


def _site(root: Path, given: argparse.Namespace) -> int:
    begun = time.monotonic()
    made, said, problems = site.build(root, given.edition)
    if made is None:  # most often for problems of the course, which stand among much else in what MkDocs says
        import commands

        if commands.tell_problems(root, problems):
            print("The site was not built; the last good one was not touched.")
            return 1
        print(said, file=sys.stderr)
        print("MkDocs found problems of its own (above); the last good site was not touched.", file=sys.stderr)
        return 1
    print("No problems found.")
    seconds = time.monotonic() - begun
    print(f"Built the {given.edition} edition in {seconds:.1f} seconds: {_pages(made)} pages.")
    print(f"Open {made / 'index.html'}")
    return 0


def _pages(folder: Path) -> int:
    """How many pages a site has; neither 404.html nor what lies among the assets is one."""
    found = -1
    for _, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "assets"]
        found += sum(name.endswith(".html") for name in files)
    return found


if __name__ == "__main__":
    # Where names of files are ASCII for Python, a path with Tajik letters cannot be printed: everything runs in UTF-8.
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
    # What is loaded lives until the end; looking for garbage in it takes a twentieth of the time.
    gc.disable()
    sys.exit(main())
