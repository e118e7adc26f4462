"""What benches share: what a whole process costs with everything that it starts, and how figures are kept.

Measuring needs Linux: it reads /proc, and takes in what the processes below leave behind.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import re
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER (prctl(2))
_PAUSE = 0.2  # seconds between two looks at the memory; more looks would hold Chromium up
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Run:
    """Seconds of the processor and on the clock, and the most bytes of memory that were in use at once."""

    cpu: float
    clock: float
    memory: int


def adopt() -> None:
    """Makes this process the one that waits for what its children leave behind, so that no time is lost."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def run(command: Sequence[str], folder: Path, log: Path, more: Mapping[str, str]) -> Run:
    """Runs a command in a folder to the end of all its processes; stops everything when it fails.

    `more` are its variables beside those of this process, which must have no other children.
    """
    begun = time.monotonic()
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **more}, stdout=said, stderr=said)
    cpu, clock, memory = 0.0, 0.0, [0]
    ended = threading.Event()
    looking = threading.Thread(target=_look, args=(memory, ended))
    looking.start()
    while True:
        try:
            pid, status, used = os.wait4(-1, 0)
        except ChildProcessError:
            break
        cpu += used.ru_utime + used.ru_stime
        if pid == process.pid:
            clock = time.monotonic() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
    ended.set()
    looking.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{log.read_text(encoding='utf-8', errors='replace')[-4000:]}")
    return Run(cpu, clock, max(memory))


def _look(memory: list[int], ended: threading.Event) -> None:
    while not ended.wait(_PAUSE):
        memory.append(sum(_resident(one) for one in _below(os.getpid())))


def _below(ancestor: int) -> set[int]:
    """The processes that one has started, and those that they have."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has just ended
            continue
    found: set[int] = set()
    while new := {pid for pid, parent in parents.items() if parent in found | {ancestor}} - found:
        found |= new
    return found


def _resident(pid: int) -> int:
    """The memory of a process, its part of what it shares with others; all of that where the kernel tells no more."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return int(told.partition("\nPss:")[2].split()[0]) * 1024
    except (OSError, IndexError):
        pass
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0


def kept(report: Path, command: str, packages: Iterable[str], figures: Mapping[str, Any]) -> None:
    """Writes figures as JSON, after the command that measured them, the day, the machine and the versions of packages.

    The page of evidence shows these (docs/data/evidence.yml).
    """
    versions = {"Python": platform.python_version(), **{name: version(name) for name in packages}}
    day = datetime.now(UTC).date().isoformat()
    told = {"command": command, "date": day, "machine": machine(), "versions": versions, **figures}
    report.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(told, ensure_ascii=False, indent=1, default=_plain)
    report.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} is not for JSON")


def machine() -> dict[str, Any]:
    """The cores this process may use, the processor by name, the memory in GiB, and the system."""
    told = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").is_file() else ""
    name = re.search(r"^model name\s*:\s*(.+)$", told, re.MULTILINE)
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        "processor": name[1].strip() if name else platform.machine(),
        "memory": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": platform.system(),
    }
