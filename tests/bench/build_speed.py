"""Measures the build of large courses beside what a user would pick instead: stock MkDocs with Material, and Zensical.

Run it with `make bench`; `make bench OF="--sizes 40 200 --runs 3 1"` does less. A course of 40, 200 and 600 pages in
each of three languages is the real one with more pages written from its words (40: the small course of the tests), of
about 940 words each. What the others build is the same text as ordinary Markdown (see stock.py). All run in turns, as
whole processes with everything they start, and each figure is the middle of the ratios of the turns, with the least and
the greatest: other work on the machine falls on both sides of a ratio. Memory is the most that all processes of a build
had at once, what they share counted once.

Ours is `hooks/cli.py site`: the check of all rules and the whole site, first with an empty .cache/, then again after a
sentence was added to one Tajik page. Stock has the settings of its makers; tuned is what their manuals advise for large
sites. Stock builds anew whatever has changed. In the preview a sentence is saved, and the time runs until it is read
from the page over HTTP.

Exit code 1 when a limit does not hold.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from bench import measuring, stock
from bench.courses import ROOT, SEED, Writer, sized
from bench.measuring import Run
from course.load import load

REPORT = ROOT / ".cache" / "bench.json"
ZENSICAL_PROGRAM = ROOT / ".cache" / "zensical-venv" / "bin" / "zensical"
PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "mkdocs-quiz", "Markdown", "pymdown-extensions")

SIZES = (40, 200, 600)
RUNS = (5, 3, 2)
SERVED, SAVES = 200, 5
WITHIN = 600  # seconds for a preview to start or to show a sentence

OURS, AGAIN, STOCK, TUNED, ZENSICAL = "ours", "ours, one page changed", "stock", "stock, tuned", "Zensical"
WHOLE_LIMIT = {200: 0.45, 600: 0.40}
AGAIN_LIMIT = 0.10
MEMORY_LIMIT = 1.0
GROWTH_LIMIT = 1.2
"""How much longer a page of the largest course may take than one of the middle course."""

MB = 1_000_000

_COMPARED = ("clock", "cpu", "memory")
_LANGUAGE = "tg"
_ZENSICAL_SAYS = (
    "it has no languages and no quizzes: all pages say they are Russian, quiz items stay as they were written"
)
_NO_ZENSICAL = "it is not on this machine: make .cache/zensical-venv/installed needs the network once"
_VARIABLES = {"NO_MKDOCS_2_WARNING": "1", "EDITION": "learner", "PYTHONDONTWRITEBYTECODE": ""}  # as users have it


@dataclass(frozen=True)
class Ratio:
    """Paired ratios of some turns: the middle one, the least, the greatest."""

    median: float
    least: float
    most: float


@dataclass(frozen=True)
class Size:
    """What was measured of one size: pages in all languages, and runs by what ran, turn by turn."""

    pages: int
    runs: Mapping[str, Sequence[Run]]

    def ratio(self, name: str, figure: str = "clock", beside: str = STOCK) -> Ratio:
        """A figure of one beside that of another; `figure` is `clock`, `cpu` or `memory`."""
        pairs = zip(self.runs[name], self.runs[beside], strict=True)
        return _ratio([getattr(one, figure) / getattr(other, figure) for one, other in pairs])

    def middle(self, name: str, figure: str = "clock") -> float:
        """A figure in the middle of the turns."""
        return median(getattr(run, figure) for run in self.runs[name])


@dataclass(frozen=True)
class Figures:
    """All that was measured: by size, and the seconds of the previews from a saved sentence to the page with it."""

    sizes: Mapping[int, Size]
    served: Mapping[str, Sequence[float]]
    zensical: str
    """What is to be known of Zensical's figures, or why there are none."""

    @property
    def growth(self) -> float | None:
        """The time of our build for a page of the largest course, beside that for one of the middle course."""
        middle, largest = (self.sizes.get(size) for size in SIZES[1:])
        if not middle or not largest:
            return None
        return (largest.middle(OURS) / largest.pages) / (middle.middle(OURS) / middle.pages)

    @property
    def preview(self) -> Ratio | None:
        """Our seconds in the preview beside those of stock."""
        if not self.served:
            return None
        return _ratio([one / other for one, other in zip(self.served[OURS], self.served[STOCK], strict=True)])


def _ratio(values: Sequence[float]) -> Ratio:
    return Ratio(median(values), min(values), max(values))


def broken(figures: Figures) -> list[str]:
    """The limits that do not hold, each told with its figure."""
    told = []
    for number, size in figures.sizes.items():
        if number not in WHOLE_LIMIT:
            continue
        limits = (
            ("whole build", size.ratio(OURS).median, WHOLE_LIMIT[number]),
            ("one-page rebuild", size.ratio(AGAIN).median, AGAIN_LIMIT),
            ("memory", size.ratio(OURS, "memory").median, MEMORY_LIMIT),
        )
        told += [
            f"{what} at 3 x {number} pages: {ratio:.3f} of stock, at most {limit}"
            for what, ratio, limit in limits
            if ratio > limit
        ]
    growth = figures.growth
    if growth is not None and growth > GROWTH_LIMIT:
        told.append(f"a page of {SIZES[2]} takes {growth:.2f} times one of {SIZES[1]}, at most {GROWTH_LIMIT}")
    return told


# Builds


@dataclass(frozen=True)
class Builder:
    """A command that builds a site in a folder, and what is done before the clock runs: it may tell a new sentence."""

    command: Sequence[str]
    folder: Path
    before: Callable[[], str | None]


def builders(course: Path, project: Path, change: Callable[[], str]) -> dict[str, list[tuple[str, Builder]]]:
    """What runs in each turn, by name, in groups that stay together: a rebuild comes after its build."""
    ours = (sys.executable, "hooks/cli.py", "site")
    mkdocs = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    groups = {
        OURS: [(OURS, Builder(ours, course, lambda: _emptied(course))), (AGAIN, Builder(ours, course, change))],
        STOCK: [(STOCK, Builder((*mkdocs, "-f", stock.STOCK), project, lambda: _emptied(project)))],
        TUNED: [(TUNED, Builder((*mkdocs, "-f", stock.TUNED), project, lambda: _emptied(project)))],
    }
    if ZENSICAL_PROGRAM.is_file():
        zensical = (str(ZENSICAL_PROGRAM), "build", "-f", stock.ZENSICAL)
        groups[ZENSICAL] = [(ZENSICAL, Builder(zensical, project, lambda: _emptied(project)))]
    return groups


def _emptied(folder: Path) -> None:
    for name in ("site", ".cache"):
        shutil.rmtree(folder / name, ignore_errors=True)


def changed(course: Path, folder: Path) -> Callable[[], str]:
    """Adds another sentence to a Tajik page in a folder each time it is called, and returns it.

    `folder` is that of the `course` or of its project for stock.
    """
    writer, random = Writer(load(course)), Random(SEED)
    page = folder / "docs" / _LANGUAGE / _some_page(course)

    def change() -> str:
        sentence = writer.sentence(_LANGUAGE, random)
        with page.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"\n{sentence}\n")
        return sentence

    return change


def _some_page(course: Path) -> Path:
    """The name of a page from the middle of those that were added."""
    tree = course / "docs" / _LANGUAGE
    pages = sorted(tree.glob("programme/part-*/page-*.md"))
    return pages[len(pages) // 2].relative_to(tree)


def measured(number: int, turns: int, work: Path) -> Size:
    """Builds a course of so many pages a language, everything in turns."""
    course, project = work / "course", work / "project"
    course.mkdir()
    sized(course, number)
    pages = stock.project(course, project)
    page = _some_page(course).with_suffix(".html").as_posix()
    groups = builders(course, project, changed(course, course))
    runs: dict[str, list[Run]] = {name: [] for group in groups.values() for name, _ in group}
    names = list(groups)
    for turn in range(turns):
        at = turn % len(names)  # another one begins each turn
        for group in (*names[at:], *names[:at]):
            for name, builder in groups[group]:
                sentence = builder.before()
                runs[name].append(measuring.run(builder.command, builder.folder, work / "log", _VARIABLES))
                _proved(name, builder.folder / "site", pages, page, sentence or "")
        told = ", ".join(f"{name} {of[-1].clock:.1f} s" for name, of in runs.items())
        print(f"3 x {number} pages, turn {turn + 1} of {turns}: {told}", flush=True)
    return Size(pages, runs)


def _proved(name: str, site: Path, pages: int, page: str, sentence: str) -> None:
    """Stops when a site has not all pages, or the page that was changed not the new sentence."""
    count = sum(1 for _ in site.rglob("*.html"))
    if count < pages:
        raise SystemExit(f"{name} made {count} pages of {pages}")
    if sentence and sentence not in (site / page).read_text(encoding="utf-8"):
        raise SystemExit(f"{name} left the page as it was before the change")


# Previews


@contextmanager
def previewed(folder: Path, *options: str) -> Iterator[str]:
    """The address of a preview by MkDocs, which runs meanwhile."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    command = (sys.executable, "-m", "mkdocs", "serve", "--quiet", "-a", address, *options)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env={**os.environ, **_VARIABLES}, stdout=log, stderr=log)
    try:
        yield f"http://{address}/"
    finally:
        server.terminate()
        server.wait()


def until(address: str, sentence: str) -> None:
    """Waits until a page has a sentence; stops everything when it does not come."""
    end = time.monotonic() + WITHIN
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=WITHIN) as page:
                if sentence in page.read().decode("utf-8"):
                    return
        except OSError:  # it has not started yet
            pass
        time.sleep(0.05)
    raise SystemExit(f"{address} does not show what was saved")


def served(number: int, saves: int, work: Path) -> dict[str, list[float]]:
    """Seconds from a saved sentence to the page that has it, ours and stock in turns."""
    course, project = work / "course", work / "project"
    course.mkdir()
    sized(course, number)
    stock.project(course, project)
    page = _some_page(course).with_suffix(".html").as_posix()
    changes = {OURS: changed(course, course), STOCK: changed(course, project)}
    taken: dict[str, list[float]] = {OURS: [], STOCK: []}
    with (
        previewed(course, "--watch", "overrides") as ours,
        previewed(project, "-f", stock.STOCK) as theirs,
    ):
        addresses = {OURS: ours + page, STOCK: theirs + page}
        for address in addresses.values():
            until(address, "</html>")
        for _ in range(saves):
            for name, address in addresses.items():
                sentence = changes[name]()
                begun = time.monotonic()
                until(address, sentence)
                taken[name].append(time.monotonic() - begun)
    return taken


# What is told


def table(figures: Figures) -> Iterator[str]:
    """The figures, line by line."""
    of_stock = "of stock: clock, processor, memory (least-most)"
    yield f"{'':<24}  {'on the clock':>20}  {'processor':>9}  {'memory':>8}  {of_stock}"
    for number, size in figures.sizes.items():
        yield f"3 x {number} pages ({size.pages} in all, {len(size.runs[OURS])} turns)"
        for name in size.runs:
            clock = [run.clock for run in size.runs[name]]
            yield (
                f"  {name:<22}  {f'{median(clock):.1f} s ({min(clock):.1f}-{max(clock):.1f})':>20}"
                f"  {size.middle(name, 'cpu'):7.1f} s  {size.middle(name, 'memory') / MB:5.0f} MB"
                + ("" if name == STOCK else f"  {', '.join(_said(size.ratio(name, of)) for of in _COMPARED)}")
            )
        yield f"  our whole build beside stock, tuned: {_said(size.ratio(OURS, beside=TUNED))}"
    for name, taken in figures.served.items():
        yield f"preview at 3 x {SERVED} pages, {name}: {median(taken):.1f} s ({min(taken):.1f}-{max(taken):.1f})"
    if figures.preview:
        yield f"preview beside stock: {_said(figures.preview)}"
    if figures.growth is not None:
        yield f"a page of {SIZES[2]} takes {figures.growth:.2f} times one of {SIZES[1]} in our whole build"
    yield f"Zensical: {figures.zensical}"


def _said(ratio: Ratio) -> str:
    return f"{ratio.median:.2f} ({ratio.least:.2f}-{ratio.most:.2f})"


def summary(figures: Figures) -> str:
    """The last line: our ratios at the size that is judged most, or the largest that was measured."""
    number = SERVED if SERVED in figures.sizes else max(figures.sizes)
    size = figures.sizes[number]
    whole, again, memory = size.ratio(OURS), size.ratio(AGAIN), size.ratio(OURS, "memory")
    return (
        f"whole build {whole.median:.2f}, one-page rebuild {again.median:.2f}, memory {memory.median:.2f} of stock "
        f"at 3 x {number} pages"
    )


def told(figures: Figures, command: str = "make bench") -> int:
    """Tells the figures, keeps them as JSON, and returns the exit code."""
    print("\n" + "\n".join(table(figures)))
    limits = broken(figures)
    if limits:
        print("\nThe limits are broken:", *limits, sep="\n")
    measuring.kept(
        REPORT,
        command,
        PACKAGES,
        {
            "sizes": {str(number): _as_json(size) for number, size in figures.sizes.items()},
            "growth": figures.growth,
            "preview": {
                "pages": SERVED,
                "seconds": figures.served,
                "ratio": figures.preview and asdict(figures.preview),
            },
            "zensical": figures.zensical,
            "broken": limits,
        },
    )
    print("\n" + summary(figures))
    return 1 if limits else 0


def _as_json(size: Size) -> dict[str, object]:
    ratios = {name: {of: asdict(size.ratio(name, of)) for of in _COMPARED} for name in size.runs if name != STOCK}
    middle = {name: {of: size.middle(name, of) for of in _COMPARED} for name in size.runs}
    tuned = asdict(size.ratio(OURS, beside=TUNED))
    return {"pages": size.pages, "turns": len(size.runs[OURS]), "middle": middle, "of stock": ratios, "of tuned": tuned}


def main(arguments: Sequence[str]) -> int:
    """Measures, tells the result, and returns the exit code."""
    parser = argparse.ArgumentParser(prog="make bench", description="Our build beside stock MkDocs and Zensical.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="pages in each language")
    parser.add_argument("--runs", type=int, nargs="+", default=RUNS, help="turns for each size; the last for the rest")
    parser.add_argument("--saves", type=int, default=SAVES, help="sentences saved in the preview")
    given = parser.parse_args(arguments)
    measuring.adopt()
    begun = time.monotonic()
    sizes = {}
    for place, number in enumerate(given.sizes):
        with TemporaryDirectory() as work:
            sizes[number] = measured(number, given.runs[min(place, len(given.runs) - 1)], Path(work))
    previews: dict[str, list[float]] = {}
    if given.saves and SERVED in given.sizes:
        with TemporaryDirectory() as work:
            previews = served(SERVED, given.saves, Path(work))
    there = ZENSICAL_PROGRAM.is_file()
    print(f"\nmeasured in {(time.monotonic() - begun) / 60:.0f} minutes")
    return told(Figures(sizes, previews, _ZENSICAL_SAYS if there else _NO_ZENSICAL))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
