"""Commands that are killed: whatever the moment, what was made before is whole, and the next run needs no help."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.workshop import PLACES, VERSIONS, Done, Files, Look, Workshop, ended, kill

COMMANDS: Mapping[str, tuple[str, ...]] = {"site": ("site",), "pdf": ("pdf",), "release": ("release",)}
PLACED: Mapping[str, tuple[str, ...]] = {"site": ("site",), "pdf": ("pdf",), "release": PLACES}

# Python runs a module of this name when it starts: it kills the whole group at one step among those that matter.
_DYING = """
import os, shutil, signal, sys

at, number, when = os.environ["STRESS_AT"].split(":")
seen = 0

def dying(step, name, matters):
    def taken(*given, **more):
        global seen
        counts = name == at and matters(given)
        seen += counts
        if counts and seen == int(number) and when == "before":
            os.killpg(0, signal.SIGKILL)
        done = step(*given, **more)
        if counts and seen == int(number):
            os.killpg(0, signal.SIGKILL)
        return done
    return taken

def between(given):
    return any(part in os.fspath(given[0]) + os.fspath(given[1]) for part in ("/previous", "/new"))

os.rename = dying(os.rename, "rename", between)
os.replace = dying(os.replace, "print", lambda given: os.fspath(given[1]).endswith(".pdf"))
os.replace = dying(os.replace, "manifest", lambda given: os.fspath(given[1]).endswith("pdf/manifest.json"))
if "cli.py" in " ".join(sys.orig_argv):
    os.unlink = dying(os.unlink, "unlink", lambda given: True)
    os.supports_dir_fd.add(os.unlink)
"""
# Two renames replace a folder; what was there is deleted afterwards. A release replaces both sites before dist.
EXACT: tuple[tuple[str, str], ...] = (
    *(("site", f"rename:{number}:{when}") for number in (1, 2) for when in ("before", "after")),
    ("site", "unlink:1:before"),
    ("site", "unlink:40:after"),
    *(("pdf", moment) for moment in ("print:1:before", "print:1:after", "manifest:1:before", "manifest:2:after")),
    *(("release", f"rename:{number}:{when}") for number in (2, 4, 5, 6) for when in ("before", "after")),
)
_TRIES = 6  # how often a kill that comes too late is tried


@dataclass(frozen=True)
class Case:
    """What was done to a command, and what was wrong afterwards."""

    group: str
    command: str
    what: str
    faults: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Known:
    """What an undisturbed run makes of each version, and how long it takes."""

    made: Mapping[str, Look]
    seconds: float


def undisturbed(shop: Workshop, command: str) -> Known:
    """Runs a command on both versions; the workshop then has what it makes of the first one."""
    made, took = {}, []
    for version in (*VERSIONS, VERSIONS[0]):
        shop.at(version)
        begun = time.monotonic()
        done = shop.run(*COMMANDS[command])
        took.append(time.monotonic() - begun)
        look = shop.look(PLACED[command])
        if done.code:
            raise SystemExit(f"{command} fails when nobody disturbs it:\n{done.out}{done.err}")
        if made.setdefault(version, look) != look:
            raise SystemExit(
                f"{command} makes other files of the same sources: {', '.join(differing(made[version], look))}"
            )
    return Known(made, min(took[1:]))


def at_random(shop: Workshop, command: str, known: Known, times: int, seed: int) -> Iterator[Case]:
    """Kills a command and all that it has started at random moments, and some times the command alone."""
    drawn, seconds = random.Random(f"{seed} {command}"), known.seconds
    for number in range(times):
        share, alone = drawn.random(), number % 7 == 6
        for _ in range(_TRIES):
            target = _turn(shop, known)
            before = shop.look(PLACED[command])
            process = shop.start(*COMMANDS[command])
            time.sleep(share * seconds)
            kill(process, alone)
            missed = _missed(ended(process))
            if not missed:
                break
            seconds *= 0.7  # it has ended: the machine has more time for it than before
        what = f"kill -9 {'of the command alone ' if alone else ''}at {share:.0%} of {seconds:.0f} s"
        yield _judged(shop, command, "random moment", what, before, known, target, missed=missed)


def at_steps(shop: Workshop, command: str, known: Known, folder: Path) -> Iterator[Case]:
    """Kills a command at the very steps at which what is there is replaced."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(_DYING, encoding="utf-8")
    for moment in (moment for of, moment in EXACT if of == command):
        target = _turn(shop, known)
        before = shop.look(PLACED[command])
        done = shop.run(*COMMANDS[command], PYTHONPATH=str(folder), STRESS_AT=moment)
        yield _judged(shop, command, "exact step", _told(moment), before, known, target, missed=_missed(done))
    if command != "site":
        return
    # The mending of the killed one is killed too.
    for second in ("rename:1:before", "rename:1:after", "unlink:3:before"):
        target = _turn(shop, known)
        before = shop.look(PLACED[command])
        first = shop.run(*COMMANDS[command], PYTHONPATH=str(folder), STRESS_AT="rename:1:after")
        done = shop.run(*COMMANDS[command], PYTHONPATH=str(folder), STRESS_AT=second)
        missed = _missed(first) or _missed(done)
        what = f"{_told('rename:1:after')}, the next run {_told(second)}"
        yield _judged(shop, command, "exact step", what, before, known, target, missed=missed)


def _told(moment: str) -> str:
    step, number, when = moment.split(":")
    return f"{when} {step} {number}"


def _missed(done: Done) -> str:
    return "" if done.code == -signal.SIGKILL else f"was not killed, it ended with {done.code}: {done.err[-300:]}"


def _turn(shop: Workshop, known: Known) -> str:
    """Puts the other version's sources in place of those of which everything is now; its name."""
    now = next(version for version, made in known.made.items() if made == shop.look(made))
    target = next(version for version in VERSIONS if version != now)
    shop.at(target)
    return target


def _judged(
    shop: Workshop,
    command: str,
    group: str,
    what: str,
    before: Look,
    known: Known,
    target: str,
    note: str = "",
    missed: str = "",
) -> Case:
    """Looks at what a killed command has left, runs the next one, and tells what is wrong."""
    new = known.made[target]
    left = shop.look(before)
    absent = [place for place in before if before[place] is not None and left[place] is None]
    if absent:  # between two renames; any command that works in the course puts it back, also one that fails
        note = f"{', '.join(absent)} was away until the next command"
        shop.run("pdf", "--of", "nothing-of-this-name")
        left = shop.look(before)
    faults = [missed] if missed else []
    faults += [
        f"{place}/ is neither what it was nor the new one"
        for place in before
        if not whole(place, before[place], left[place], new[place])
    ]
    done = shop.run(*COMMANDS[command])
    if done.code:
        faults.append(f"the next run fails: {(done.err or done.out)[-300:]}")
    after = shop.look(before)
    if after != new:
        faults.append(f"the next run makes other files: {', '.join(differing(new, after))}")
    faults += [f"{name} is left" for name in shop.strays()]
    if faults and after != new:  # the next case begins in order
        shop.run(*COMMANDS[command])
    return Case(group, command, what, tuple(faults), note)


def whole(place: str, before: Files | None, now: Files | None, new: Files | None) -> bool:
    """Whether a folder is what it was or the new one; of prints, each file by itself.

    The list of the prints may be behind them: what it does not know is made again.
    """
    if place != "pdf":
        return now in (before, new)
    old, here, made = before or {}, now or {}, new or {}
    seen = [path for path in here if path.endswith(".pdf") and not path.startswith(".")]
    return (
        all(here[path] in (old.get(path), made.get(path)) for path in seen) and old.keys() & made.keys() <= here.keys()
    )


def differing(wanted: Look, found: Look) -> list[str]:
    """Where two looks differ, at most five paths."""
    named = []
    for place, files in wanted.items():
        one, other = files or {}, found[place] or {}
        named += [f"{place}/{path}" for path in sorted(one.keys() | other.keys()) if one.get(path) != other.get(path)]
    return named[:5] + ["…"] * (len(named) > 5)
