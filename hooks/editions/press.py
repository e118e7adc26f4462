"""Everything that is printed: what has to be made again, made by every core, put in its place when it is whole."""

from __future__ import annotations

import gc
import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from course.expand import TRAINER
from course.model import Course, Print
from editions.draft import ROOM, Document, Draft, documents, draft, pages

FOLDER = "pdf"
MANIFEST = "manifest.json"

_HOOKS = Path(__file__).parent.parent
_RECIPE = (
    _HOOKS.parent / "requirements.txt",
    *(
        _HOOKS / name
        for name in (
            "editions/typeset.py",
            "editions/fields.py",
            "editions/pdf.py",
            "editions/widgets.py",
            "course/items.py",
            "course/mask.py",
        )
    ),
)


@dataclass(frozen=True)
class Entry:
    """A print as the manifest knows it: what it was made of and with which Pango, its pages, size and SHA-256."""

    key: str
    pango: str
    pages: int
    bytes: int
    sha256: str


@dataclass
class Run:
    """What a run has to make and what became of it; `failed` has the reason by path."""

    drafts: list[Draft]
    kept: list[str]
    made: dict[str, Entry] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    working: list[str] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    @cached_property
    def weights(self) -> Mapping[str, int]:
        """How much there is to set, by path: the length of the draft."""
        return {one.path: len(repr(one)) for one in self.drafts}

    @property
    def left(self) -> int:
        """How many are still to be made."""
        return len(self.drafts) - len(self.made) - len(self.failed)


Tell = Callable[[Run, str], None]
"""Is told of every change: the run as it is now, and the path of what has just ended, or an empty text."""


def print_all(
    root: Path, course: Course, chosen: Iterable[Document], days: Mapping[str, str], pango: str, tell: Tell
) -> Run:
    """Makes the chosen documents that are not there yet as they would be now, and returns what became of them.

    `days` are the days of the pages' texts, `pango` the version of Pango. What is no document of the course any more is
    taken away. When the run is interrupted, what is whole stays, and KeyboardInterrupt goes on.
    """
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    _tidy(folder, {document.path for document in documents(course)})
    manifest = _manifest(folder)
    recipe = _recipe(root)
    drafts = {one.path: one for one in (_draft(course, document, days) for document in chosen)}
    keys = {path: _key(one, recipe) for path, one in drafts.items()}
    kept = [path for path, key in keys.items() if _whole(folder, path, manifest.get(path), key, pango)]
    # The longest first, so that no core waits for the others at the end.
    todo = sorted((drafts[path] for path in drafts.keys() - set(kept)), key=lambda one: (-len(repr(one)), one.path))
    run = Run(todo, kept)
    for path, outcome in _outcomes(root, folder, run, tell):
        if isinstance(outcome, str):
            run.failed[path] = outcome
        else:
            run.made[path] = manifest[path] = Entry(keys[path], pango, *outcome)
            _write_manifest(folder, manifest)
        tell(run, path)
    return run


def prints(root: Path, course: Course, edition: str, days: Mapping[str, str]) -> list[Print]:
    """The prints that readers of an edition get and that say what the course says now."""
    folder = root / FOLDER
    manifest = _manifest(folder)
    recipe = _recipe(root) if manifest else ""
    found = []
    for document in documents(course):
        entry = manifest.get(document.path)
        if entry is None or (document.edition == TRAINER and edition != TRAINER):
            continue
        if _whole(folder, document.path, entry, _key(_draft(course, document, days), recipe), entry.pango):
            found.append(Print(document.path, document.kind, document.locale, document.page, entry.pages, entry.bytes))
    return found


def _draft(course: Course, document: Document, days: Mapping[str, str]) -> Draft:
    return draft(course, document, max(days[page.path] for page in pages(course, document)))


def _key(one: Draft, recipe: str) -> str:
    """What a document is made of: its draft and the recipe."""
    return hashlib.sha256(f"{recipe}\n{one!r}".encode()).hexdigest()


def _recipe(root: Path) -> str:
    """What turns drafts into documents: code, pinned libraries, templates, stylesheets and fonts."""
    room = sorted(path for path in (root / ROOM).rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in (*_RECIPE, *room):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _manifest(folder: Path) -> dict[str, Entry]:
    """What was made before; nothing where the manifest is gone or cannot be read."""
    try:
        entries = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {str(path): Entry(**entry) for path, entry in entries.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write_manifest(folder: Path, manifest: Mapping[str, Entry]) -> None:
    text = json.dumps({path: asdict(manifest[path]) for path in sorted(manifest)}, indent=1)
    part = folder / f".{MANIFEST}-{os.getpid()}"
    try:
        part.write_text(f"{text}\n", encoding="utf-8", newline="\n")
        part.replace(folder / MANIFEST)
    finally:
        part.unlink(missing_ok=True)


def _whole(folder: Path, path: str, entry: Entry | None, key: str, pango: str) -> bool:
    """Whether a print is there as the manifest says, and made of what `key` says."""
    if entry is None or (entry.key, entry.pango) != (key, pango):
        return False
    try:
        return _sha256(folder / path) == entry.sha256
    except OSError:
        return False


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _tidy(folder: Path, wanted: set[str]) -> None:
    """Takes away prints that are of no document any more, and what a run that was killed has left: only one command
    at a time works in a course (`staging.alone`)."""
    for path in folder.glob("*/*.pdf"):
        if path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
    for path in folder.glob(".*"):
        with suppress(OSError):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


Outcome = tuple[int, int, str] | str
"""Pages, bytes and SHA-256 of a print, or why there is none."""


def _outcomes(root: Path, folder: Path, run: Run, tell: Tell) -> Iterator[tuple[str, Outcome]]:
    if not run.drafts:
        return
    workers = min(
        len(run.drafts), len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    with TemporaryDirectory(prefix=".making-", dir=folder, ignore_cleanup_errors=True) as staging:
        pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_begin)
        try:
            waiting = {pool.submit(_make, one, root, Path(staging), folder): one.path for one in run.drafts}
            while waiting:
                run.working = list(waiting.values())[:workers]
                tell(run, "")
                done, _ = wait(waiting, timeout=1, return_when=FIRST_COMPLETED)
                for future in done:
                    yield waiting.pop(future), _outcome(future)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.terminate()
            raise
        pool.shutdown()


def _outcome(future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        return "the process that made it was ended from outside, perhaps for want of memory - run the command again"


def _begin() -> None:
    """A worker leaves Ctrl-C to the process that it works for, and looks for garbage only between two documents:
    everything else lives as long as the document."""
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.tracebacklimit = 0


def _end_with_parent() -> None:
    """Ends a worker whose parent was killed: nobody else would."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _make(one: Draft, root: Path, staging: Path, folder: Path) -> Outcome:
    """Makes one document aside and puts it in its place; returns what it is, or why it could not be made."""
    from editions import pdf  # only here, because it needs Pango
    from editions.typeset import typeset

    part = staging / one.path.replace("/", "-")
    try:
        count = pdf.write(typeset(one, root), part, root)
        made = (count, part.stat().st_size, _sha256(part))
        target = folder / one.path
        target.parent.mkdir(exist_ok=True)
        part.replace(target)
        return made
    except pdf.PrintError as error:
        return str(error)
    except OSError as error:
        return f"{error.strerror or error} - make room or mend the folder {FOLDER}/, then run the command again"
    except Exception as error:
        return f"{type(error).__name__}: {error} - this is a fault of the program, please report it"
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        gc.collect()
