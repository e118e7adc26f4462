"""What a person sees while prints are made: a bar on a terminal, a line for each elsewhere."""

from __future__ import annotations

import shutil
import time
from typing import TextIO

from editions.press import FOLDER, Run

_WIDTH = 20


class Bar:
    """Tells of a run of the press on a stream; on a terminal in one line that changes."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.alive = stream.isatty()

    def __call__(self, run: Run, ended: str) -> None:
        """Shows the run as it is now; `ended` is the path of what has just been made or failed, or empty."""
        if self.alive:
            columns = shutil.get_terminal_size().columns - 1
            self.stream.write(f"\r\x1b[K{line(run)[:columns]}")
        elif ended:
            self.stream.write(f"{ended_line(run, ended)}\n")
        self.stream.flush()

    def close(self) -> None:
        """Leaves the line of the bar empty."""
        if self.alive:
            self.stream.write("\r\x1b[K")
            self.stream.flush()


def line(run: Run) -> str:
    """The run in one line: how much is made, how much is left and for how long, what is being made now."""
    total, ended = len(run.drafts), len(run.made) + len(run.failed)
    done = sum(run.weights[path] for path in [*run.made, *run.failed])
    share = done / sum(run.weights.values())
    bar = "#" * round(share * _WIDTH)
    left = f", about {_seconds((time.monotonic() - run.begun) * (1 - share) / share)}" if share else ""
    now = ", ".join(path.rpartition("/")[2] for path in run.working)
    return f"[{bar:.<{_WIDTH}}] {ended} of {total} made, {run.left} left{left}: {now}"


def ended_line(run: Run, path: str) -> str:
    """What became of one print."""
    count = f"{len(run.made) + len(run.failed)} of {len(run.drafts)}"
    if path in run.failed:
        return f"{count}: {FOLDER}/{path} could not be made"
    entry = run.made[path]
    return f"{count}: {FOLDER}/{path}, {entry.pages} pages, {round(entry.bytes / 1000)} KB"


def summary(run: Run) -> str:
    """What a run has come to."""
    made = f"{len(run.made)} PDF{'' if len(run.made) == 1 else 's'} made in {_seconds(time.monotonic() - run.begun)}"
    failed = f", {len(run.failed)} could not be made" if run.failed else ""
    return f"{made}, {len(run.kept)} kept as they were{failed}. They are in {FOLDER}/."


def _seconds(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
