"""Commands in bad surroundings: each works as ever, or says once and clearly what is in its way, and harms nothing."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.kills import COMMANDS, PLACED, Case, Known, differing, whole
from bench.workshop import PLACES, VERSIONS, Done, Look, Workshop, ended

OLDEST = (3, 11)
_MB = 1_000_000
_OWN = "Ҳамкорӣ, нусхаи нав #1 (100% it's)"
_READ_ONLY_RIGHTS = (
    "-dac_override,-dac_read_search"  # root may write everywhere, except without these (capabilities(7))
)
_LOCALES: Mapping[str, Mapping[str, str | None]] = {
    "LANG=C": {"LANG": "C", "LC_ALL": None, "LC_CTYPE": None},
    "LC_ALL=POSIX": {"LC_ALL": "POSIX"},
    "no locale at all": {"LANG": None, "LC_ALL": None, "LC_CTYPE": None},
}
_OLD_TEXT: Mapping[str, str | None] = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": None}


@dataclass(frozen=True)
class Room:
    """What the tries share: a workshop that has everything of the first version, what commands make of each version,
    and a folder for more."""

    shop: Workshop
    known: Mapping[str, Known]
    folder: Path


def tries(room: Room) -> Iterator[Case]:
    """All of them, in order; the workshop has everything of its first version."""
    for place in PLACES:
        shutil.copytree(room.shop.root / place, room.folder / "kept" / place)
    for group in (_full_disk, _small_files, _read_only, _at_once, _stopped, _clocks, _locales, _paths, _elsewhere):
        yield from group(room)
    yield from _without_git(room)
    yield from _pythons(room)


def clear(done: Done) -> Iterator[str]:
    """What is wrong with how a command failed."""
    said = done.out + done.err
    if not 0 < done.code < 128:
        yield f"its exit code is {done.code}"
    if "Traceback" in said or "Exception ignored" in said:
        yield f"it shows a traceback: {said[-300:]}"
    if not done.err.strip():
        yield "it says nothing on the error stream"


def _refused(
    room: Room, group: str, what: str, command: str, says: str, done: Done, shop: Workshop, before: Look
) -> Case:
    """A case of a command that has to fail, say so, and leave everything as it was."""
    faults = list(clear(done))
    if says not in done.err:
        faults.append(f"it does not say '{says}': {done.err[-300:]}")
    now = shop.look(before)
    new = room.known[command].made[VERSIONS[1]] if command in room.known else {}
    faults += [
        f"{place}/ is not whole" for place in before if not whole(place, before[place], now[place], new.get(place))
    ]
    return Case(group, command, what, tuple(faults), "".join(done.err.splitlines()[:1]))


def _good(group: str, what: str, command: str, done: Done, shop: Workshop, wanted: Look, *more: str) -> Case:
    """A case of a command that has to work as ever."""
    faults = [*more, *([f"it fails: {(done.err or done.out)[-400:]}"] if done.code else [])]
    now = shop.look(wanted)
    if now != wanted:
        faults.append(f"it makes other files: {', '.join(differing(wanted, now))}")
    faults += [f"{name} is left" for name in shop.strays()]
    return Case(group, command, what, tuple(faults))


def _full_disk(room: Room) -> Iterator[Case]:
    """A file system of memory in which little is free; where none can be mounted, this is told."""
    disk = room.folder / "disk"
    disk.mkdir()
    if not _mounted("-t", "tmpfs", "-o", "size=200m", "tmpfs", str(disk)):
        yield Case("full disk", "all", "no file system can be mounted here", (), "not tried")
        return
    try:
        shop = room.shop.copy(disk / "course")
        for command, arguments in COMMANDS.items():
            shop.at(VERSIONS[1])
            before, new = shop.look(PLACED[command]), room.known[command].made[VERSIONS[1]]
            need = _size(shop.root / PLACED[command][-1])
            for share in (0, 0.02, 0.3, 0.7):
                ballast = disk / "ballast"
                _fill(ballast, int(share * need))
                done = shop.run(*arguments)
                what = f"{share * need / _MB:.2f} MB are free"
                if done.code == 0:  # it needs less than it makes
                    yield Case("full disk", command, what, (), "it was enough")
                    ballast.unlink()
                    break
                yield _refused(room, "full disk", what, command, "No space left on device", done, shop, before)
                ballast.unlink()
            yield _good("full disk", "room is made", command, shop.run(*arguments), shop, new)
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=False)


def _fill(ballast: Path, free: int) -> None:
    """Takes all room of a disk but so many bytes."""
    with ballast.open("wb", buffering=0) as file:
        block = b"\0" * 4096
        while shutil.disk_usage(ballast).free > free + len(block):
            left = shutil.disk_usage(ballast).free - free
            file.write(block * max(1, left // len(block)))


def _small_files(room: Room) -> Iterator[Case]:
    """No file may be larger than 30 KB: any write fails, wherever it happens (setrlimit(2))."""
    for command, arguments in COMMANDS.items():
        shop = _turned(room)
        before = shop.look(PLACED[command])
        done = shop.run(*arguments, limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)))
        yield _refused(room, "writing fails", "files up to 30 KB", command, "File too large", done, shop, before)
        yield _again(room, "writing fails", command, shop)


def _read_only(room: Room) -> Iterator[Case]:
    """The folder of the course, or of what is made, may not be written; or its disk is read only."""
    rights = (
        () if os.geteuid() else ("setpriv", f"--bounding-set={_READ_ONLY_RIGHTS}", f"--inh-caps={_READ_ONLY_RIGHTS}")
    )
    for command, closed in (("site", "."), ("pdf", "."), ("pdf", "pdf"), ("pdf", "pdf/learner"), ("release", ".")):
        shop = _turned(room)
        before, folder = shop.look(PLACED[command]), shop.root / closed
        folder.chmod(0o555)
        done = shop.run(*COMMANDS[command], before=rights)
        folder.chmod(0o755)
        what = f"{'the course' if closed == '.' else closed} may not be written"
        if command == "pdf" and closed == ".":  # it needs nothing but its own folder
            yield _good("read only", what, command, done, shop, room.known[command].made[VERSIONS[1]])
            continue
        yield _refused(room, "read only", what, command, "Permission denied", done, shop, before)
        yield _again(room, "read only", command, shop)
    shop = _turned(room)
    before = shop.look(("site",))
    if not _mounted("--bind", str(shop.root), str(shop.root)):
        return
    try:
        _mounted("-o", "remount,bind,ro", str(shop.root))
        done = shop.run("site")
    finally:
        subprocess.run(["umount", "--lazy", str(shop.root)], check=False)
    yield _refused(room, "read only", "the disk is read only", "site", "Read-only file system", done, shop, before)


def _at_once(room: Room) -> Iterator[Case]:
    """Two commands in one course: the second waits, and says so."""
    for first, second in (
        (("site",), ("site",)),
        (("pdf",), ("pdf",)),
        (("release",), ("site",)),
        (("site",), ("release",)),
    ):
        shop = _turned(room)
        running = shop.start(*first)
        time.sleep(0.7)
        done = shop.run(*second)
        other = ended(running)
        more = [f"the first fails: {other.err[-300:]}"] if other.code else []
        if "waiting until it has ended" not in done.err + other.err:
            more.append("none of them says that it waits")
        if not (shop.root / "dist").exists():
            more.append("dist/ is gone")
        command = "release" if ("release",) in (first, second) else first[0]
        wanted = room.known[command].made[VERSIONS[1]]
        yield _good("two at once", f"{first[0]} and {second[0]}", command, done, shop, wanted, *more)


def _stopped(room: Room) -> Iterator[Case]:
    """Ctrl-C, and the signal with which systems end programs."""
    for name, command in ((signal.SIGINT, "site"), (signal.SIGINT, "release"), (signal.SIGTERM, "site")):
        shop, before, process = _at_work(room, command)
        os.killpg(process.pid, name)
        done = ended(process)
        now, new = shop.look(before), room.known[command].made[VERSIONS[1]]
        faults = [
            f"{place}/ is not whole" for place in before if not whole(place, before[place], now[place], new[place])
        ]
        if "Traceback" in done.err:
            faults.append(f"it shows a traceback: {done.err[-300:]}")
        if name == signal.SIGINT and done.code != 130:
            faults.append(f"its exit code is {done.code}")
        yield Case("stopped", command, name.name, tuple(faults))
        yield _again(room, "stopped", command, shop)


def _at_work(room: Room, command: str) -> tuple[Workshop, Look, subprocess.Popen[str]]:
    """A command that has begun and not ended, with what was there: half of the time that it was known to take, or less
    on a machine that has less to do by now."""
    for part in (0.5, 0.25, 0.1):
        shop = _turned(room)
        before = shop.look(PLACED[command])
        process = shop.start(*COMMANDS[command], limit=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        time.sleep(part * room.known[command].seconds)
        if process.poll() is None:
            break
    return shop, before, process


def _clocks(room: Room) -> Iterator[Case]:
    """The clock is in the past, or the date of the sources is."""
    shop = _turned(room)
    wanted = room.known["release"].made[VERSIONS[1]]
    if shutil.which("faketime"):
        for day in ("2001-09-09 01:46:40", "1975-01-01 00:00:00"):
            clock = ("faketime", "-f", f"@{day}")
            done = shop.run("release", before=clock, FAKETIME_DONT_FAKE_MONOTONIC="1", DONT_FAKE_MONOTONIC="1")
            yield _good("clock", day, "release", done, shop, wanted)
            done = shop.run(
                "site", before=clock, FAKETIME_DONT_FAKE_MONOTONIC="1", DONT_FAKE_MONOTONIC="1", SOURCE_DATE_EPOCH=None
            )
            # A map of the site says when it was built.
            pages = {path: digest for path, digest in (wanted["site"] or {}).items() if not path.startswith("sitemap")}
            found = {
                path: one
                for path, one in (shop.look(("site",))["site"] or {}).items()
                if not path.startswith("sitemap")
            }
            faults = [f"it fails: {done.err[-300:]}"] if done.code else []
            faults += ["it makes other pages"] if pages != found else []
            yield Case("clock", "site", f"{day}, the build says when", tuple(faults))
    else:
        yield Case("clock", "all", "faketime is not on this machine", (), "not tried")
    done = shop.run("release", SOURCE_DATE_EPOCH="0")
    faults = [f"it fails: {done.err[-300:]}"] if done.code else []
    yield Case("clock", "release", "SOURCE_DATE_EPOCH=0", tuple(faults))
    yield _again(room, "clock", "release", shop)


def _locales(room: Room) -> Iterator[Case]:
    for name, settings in _LOCALES.items():
        shop = _turned(room)
        wanted = room.known["release"].made[VERSIONS[1]]
        done = shop.run("release", **settings, **_OLD_TEXT)
        yield _good("locale", f"{name}, PYTHONUTF8=0", "release", done, shop, wanted)


def _paths(room: Room) -> Iterator[Case]:
    """A path with all that names may have; through a link; and from a locale that has no such letters."""
    place = room.folder / _OWN
    place.mkdir()
    shop = _turned(room).copy(place / "курс")
    wanted = room.known["release"].made[VERSIONS[1]]
    yield _good("path", _OWN, "release", shop.run("release"), shop, wanted)
    shutil.rmtree(shop.root / "pdf")
    done = shop.run("release", **_LOCALES["LC_ALL=POSIX"], **_OLD_TEXT)
    yield _good("path", f"{_OWN}, LC_ALL=POSIX", "release", done, shop, wanted)
    link = room.folder / "link"
    link.symlink_to(shop.root, target_is_directory=True)
    through = Workshop(link)
    through.settings = shop.settings
    through.at(VERSIONS[0])
    yield _good(
        "path", "through a link", "release", through.run("release"), through, room.known["release"].made[VERSIONS[0]]
    )
    other = room.folder / "other disk"
    other.mkdir()
    (shop.root / "dist").rename(other / "out")
    (shop.root / "dist").symlink_to(other / "out", target_is_directory=True)
    shop.at(VERSIONS[1])
    done = shop.run("release")
    more = [] if (shop.root / "dist").is_symlink() else ["the link was replaced"]
    more += [f"{path} is left" for path in os.listdir(other) if path != "out"]
    yield _good("path", "dist is a link to another folder", "release", done, shop, wanted, *more)
    shutil.rmtree(place)


def _elsewhere(room: Room) -> Iterator[Case]:
    shop = _turned(room)
    wanted = room.known["release"].made[VERSIONS[1]]
    yield _good("working folder", "/", "release", shop.run("release", cwd=Path("/")), shop, wanted)


def _without_git(room: Room) -> Iterator[Case]:
    """A zip of the sources on a machine without git: everything works but what is of commits, and that says so."""
    shop = _turned(room).copy(room.folder / "unpacked")
    shutil.rmtree(shop.root / ".git")
    for place in ("site", "site-trainer"):
        shutil.rmtree(shop.root / place)
    bare = {"PATH": str(room.folder / "nothing")}
    for command in ("site", "pdf"):
        done = shop.run(*COMMANDS[command], **bare)
        yield _good("no git", "a zip of the sources", command, done, shop, room.known[command].made[VERSIONS[1]])
    for arguments, says in (
        (("release",), "a release is of a commit: make it in a clone of the repository, with git installed"),
        (("check", "--staged"), "nothing can be staged here: this is no git repository"),
    ):
        before = shop.look(("dist",))
        done = shop.run(*arguments, **bare)
        yield _refused(room, "no git", " ".join(arguments), arguments[0], says, done, shop, before)
    done = shop.run("status", **bare)
    yield Case("no git", "status", "a zip of the sources", (f"it fails: {done.err[-300:]}",) if done.code else ())
    shutil.rmtree(shop.root)


def _pythons(room: Room) -> Iterator[Case]:
    """Every Python of this machine: supported ones with packages of their own, older ones, and one without packages."""
    bare = False
    for version, python in _found():
        shop = _turned(room)
        shop.python = python
        if version < OLDEST:
            says = f"Hamkori needs Python 3.11 or newer, and this is {'.'.join(map(str, version))}"
            yield _refused(room, "Python", _name(version), "check", says, shop.run("check"), shop, shop.look(("site",)))
            shop.python = sys.executable
            continue
        if not bare:
            bare = True
            done = shop.run("check", PYTHONPATH=None)
            says = "use the one in .venv, as README.md says"
            if done.code:
                yield _refused(
                    room,
                    "Python",
                    f"{_name(version)} without packages",
                    "check",
                    says,
                    done,
                    shop,
                    shop.look(("site",)),
                )
        shop.python = _with_packages(version, python)
        done = shop.run("release")
        now, wanted = shop.look(), room.known["release"].made[VERSIONS[1]]
        faults = [f"it fails: {done.err[-300:]}"] if done.code else []
        others = differing(wanted, now)
        yield Case(
            "Python",
            "release",
            _name(version),
            tuple(faults),
            f"other bytes: {', '.join(others)}" if others else "same bytes",
        )
        shop.python = sys.executable


def _found() -> list[tuple[tuple[int, ...], str]]:
    """The Pythons of this machine that start, one of each version, from 3.7 on."""
    places = [*Path("/usr/bin").glob("python3*"), *Path("/usr/local/bin").glob("python3*")]
    places += Path.home().glob(".pyenv/versions/*/bin/python3")
    asked = "import sys; print(*sys.version_info[:3])"
    found: dict[tuple[int, ...], str] = {}
    for place in sorted(places):
        done = subprocess.run([place, "-c", asked], capture_output=True, encoding="utf-8", check=False)
        if place.name.endswith("config") or done.returncode:
            continue
        version = tuple(map(int, done.stdout.split()))
        if version >= (3, 7):
            found.setdefault(version, str(place))
    return sorted(found.items())


def _with_packages(version: tuple[int, ...], python: str) -> str:
    """That Python with the packages of the course, in an environment that is kept."""
    cache = Path(__file__).resolve().parent.parent.parent / ".cache"
    wanted = cache.parent / "requirements.txt"
    folder = cache / f"stress-python-{'.'.join(map(str, version))}"
    made, mark = folder / "bin" / "python", folder / "installed"
    if not mark.exists() or mark.stat().st_mtime < wanted.stat().st_mtime:
        subprocess.run([python, "-m", "venv", "--clear", "--without-pip", str(folder)], check=True)
        pip = [sys.executable, "-m", "pip", "--python", str(made), "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(wanted)], check=True)
        mark.touch()
    return str(made)


def _name(version: tuple[int, ...]) -> str:
    return f"Python {'.'.join(map(str, version))}"


def _turned(room: Room) -> Workshop:
    """The workshop with everything of the first version, and the sources of the second."""
    for place in PLACES:
        shutil.rmtree(room.shop.root / place, ignore_errors=True)
        shutil.copytree(room.folder / "kept" / place, room.shop.root / place)
    room.shop.at(VERSIONS[1])
    return room.shop


def _again(room: Room, group: str, command: str, shop: Workshop) -> Case:
    done = shop.run(*COMMANDS[command])
    return _good(group, "the next run", command, done, shop, room.known[command].made[VERSIONS[1]])


def _mounted(*how: str) -> bool:
    try:
        return subprocess.run(["mount", *how], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
