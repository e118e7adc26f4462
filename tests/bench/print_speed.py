"""Measures how fast our press makes the handbook, beside mkdocs-to-pdf and Chromium with the same text.

Run it with `make bench-pdf`. The text is the Russian handbook of the real course, in which every module that is still
to be written has one of about the length of the real one. All are measured as whole processes in turns, with all that
they start. Time is of the processor, so that other work on the machine does not count; memory is the most that was in
use at once, and what processes share counts once.

What is in the times: ours has the start of Python, the loading of the whole course in all languages, the draft, the
setting and the PDF. mkdocs-to-pdf has what it adds to a build with MkDocs and Material, which is measured without it
too and taken off; where that difference is smaller than what the runs differ by, all of the build stays in, and the
table says so. It starts from ordinary Markdown in one language. Chromium starts from our finished HTML, and has only
its own start, its layout and the PDF.

What trainers print is a file a module, and so Chromium is compared on these: ours makes all in one process, Chromium
starts for each, because it takes one page at a time. mkdocs-to-pdf can only make the whole book.

Exit code 1 when ours takes more time a page of the book than mkdocs-to-pdf, or more than three times that of Chromium a
page of the files. Pages are those that each makes of the text in its own layout; how the times of the whole text
compare, and that of Chromium for the whole book, is told too.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import pdfua
from pypdf import PdfReader

from bench import handbook, measuring
from bench.measuring import Run
from editions import pango

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / ".cache" / "bench-pdf.json"
VENV = ROOT / ".cache" / "bench-venv"
LOCALE = "ru"
RUNS = 5
OF_PLUGIN = 1.0
OF_CHROMIUM = 3.0
SAME = 0.85  # of our words: drawings and what we write around the text are not in all of them
MB = 1_000_000

OURS, PLUGIN, PLAIN, CHROMIUM = "ours", "mkdocs-to-pdf", "MkDocs alone", "Chromium"
PRESSES = (OURS, PLUGIN, CHROMIUM)
OURS_FILES, CHROMIUM_FILES = "our files", "Chromium's files"

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--generate-pdf-document-outline")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CONTENTS = 1  # the second page, after the cover, in all three
_MOST = 0.9


@dataclass(frozen=True)
class Made:
    """What is true of a PDF.

    `contents` says whether its table of contents has page numbers, `references` counts the links elsewhere that say
    their page in brackets, `findings` those of pdfua.
    """

    pages: int
    words: int
    tagged: bool
    lang: str
    bookmarks: int
    contents: bool
    references: int
    findings: int


@dataclass(frozen=True)
class Figures:
    """All that was measured: runs by what ran, PDFs of the book by press, and the pages of files a module."""

    runs: Mapping[str, Sequence[Run]]
    made: Mapping[str, Made]
    files: Mapping[str, int]

    def cpu(self, name: str) -> float:
        """The seconds of the processor, in the middle of the runs."""
        return median(run.cpu for run in self.runs[name])

    def memory(self, name: str) -> float:
        """The bytes of memory, in the middle of the runs."""
        return median(run.memory for run in self.runs[name])

    @property
    def told_apart(self) -> bool:
        """Whether what the plugin adds to a build is more than what the runs differ by."""
        spread = sum(_spread([run.cpu for run in self.runs[name]]) for name in (PLUGIN, PLAIN))
        return self.cpu(PLUGIN) - self.cpu(PLAIN) > spread

    def seconds(self, name: str) -> float:
        """The seconds that a press is judged on."""
        alone = self.cpu(PLAIN) if name == PLUGIN and self.told_apart else 0
        return self.cpu(name) - alone

    def a_page(self, name: str) -> float:
        """The seconds of the processor for a page."""
        return self.seconds(name) / self.made[name].pages

    def ratio(self, name: str) -> float:
        """Our time a page beside that of another press."""
        return self.a_page(OURS) / self.a_page(name)

    @property
    def ratio_of_files(self) -> float:
        """Our time a page beside that of Chromium, where every module is a file."""
        ours, theirs = (self.cpu(name) / self.files[name] for name in (OURS_FILES, CHROMIUM_FILES))
        return ours / theirs


def _spread(values: Sequence[float]) -> float:
    return max(values) - min(values)


def broken(figures: Figures) -> list[str]:
    """The limits that do not hold, each told with its figure."""
    ratios = (
        (f"{PLUGIN} for the book", figures.ratio(PLUGIN), OF_PLUGIN),
        (f"{CHROMIUM} for a file a module", figures.ratio_of_files, OF_CHROMIUM),
    )
    slow = [f"CPU per page: {ratio:.2f} of {name}, at most {limit}" for name, ratio, limit in ratios if ratio > limit]
    words = {name: figures.made[name].words for name in PRESSES}
    short = [
        f"{name} has {count:,} words where ours has {words[OURS]:,}: it is not the same text"
        for name, count in words.items()
        if count < SAME * words[OURS]
    ]
    return slow + short


def summary(figures: Figures) -> str:
    """The result in one line."""
    memory = [figures.memory(OURS) / figures.memory(name) for name in (PLUGIN, CHROMIUM)]
    return (
        f"pages per second {1 / figures.a_page(OURS):.1f}; CPU per page {figures.ratio(PLUGIN):.2f} of {PLUGIN}, "
        f"{figures.ratio_of_files:.2f} of {CHROMIUM} (in one book {figures.ratio(CHROMIUM):.2f}); "
        f"peak memory {memory[0]:.2f} and {memory[1]:.2f}"
    )


def table(figures: Figures) -> str:
    """The figures of every press, in columns."""
    rows: list[tuple[str, Callable[[str], str]]] = [
        ("pages", lambda name: f"{figures.made[name].pages}"),
        ("words", lambda name: f"{figures.made[name].words:,}"),
        ("CPU, whole process", lambda name: _ranged([run.cpu for run in figures.runs[name]], ".1f", "s")),
        ("on the clock", lambda name: _ranged([run.clock for run in figures.runs[name]], ".1f", "s")),
        ("CPU judged", lambda name: f"{figures.seconds(name):.1f}s"),
        ("CPU a page", lambda name: f"{figures.a_page(name) * 1000:.0f}ms"),
        ("pages a CPU second", lambda name: f"{1 / figures.a_page(name):.1f}"),
        ("peak memory", lambda name: _ranged([run.memory / MB for run in figures.runs[name]], ".0f", "MB")),
        ("tagged", lambda name: _yes(figures.made[name].tagged)),
        ("/Lang", lambda name: figures.made[name].lang or "no"),
        ("bookmarks", lambda name: f"{figures.made[name].bookmarks or 'no'}"),
        ("contents with pages", lambda name: _yes(figures.made[name].contents)),
        ("references with pages", lambda name: f"{figures.made[name].references or 'no'}"),
        ("findings of pdfua", lambda name: f"{figures.made[name].findings}"),
    ]
    lines = [f"{'':22}" + "".join(f"{name:>24}" for name in PRESSES)]
    lines += [f"{title:22}" + "".join(f"{told(name):>24}" for name in PRESSES) for title, told in rows]
    return "\n".join(lines)


def _ranged(values: Sequence[float], form: str, unit: str) -> str:
    return f"{median(values):{form}}{unit} ({min(values):{form}}..{max(values):{form}})"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def judged(figures: Figures) -> str:
    """What the time of the plugin is, and how the times of the whole text compare."""
    alone = _ranged([run.cpu for run in figures.runs[PLAIN]], ".1f", "s")
    how = "judged is the difference" if figures.told_apart else "the difference is lost in the spread, judged is all"
    whole = [figures.seconds(OURS) / figures.seconds(name) for name in (PLUGIN, CHROMIUM)]
    return (
        f"{PLAIN}: {alone}; {how}.\n"
        f"CPU for the whole text, whatever its pages: {whole[0]:.2f} of {PLUGIN}, {whole[1]:.2f} of {CHROMIUM}.\n"
        f"{_of_files(figures, OURS_FILES)}; {_of_files(figures, CHROMIUM_FILES)}."
    )


def _of_files(figures: Figures, name: str) -> str:
    runs, count = figures.runs[name], figures.files[name]
    a_page = figures.cpu(name) / count * 1000
    return f"{name}: {count} pages, {_ranged([run.cpu for run in runs], '.1f', 's')} of CPU, {a_page:.0f}ms a page"


# What is true of a PDF


def looked_at(path: Path) -> Made:
    """Reads a PDF."""
    reader = PdfReader(path)
    catalog: Any = reader.root_object
    marks = catalog.get("/MarkInfo")
    texts = [page.extract_text() for page in reader.pages]
    links = list(_links(reader))
    listed = [target for at, target in links if at == _CONTENTS]
    shown = [target for target in listed if re.search(rf"(?<!\d){target}", texts[_CONTENTS])]
    said = [target for at, target in links if re.search(rf"\([^()\d]{{0,9}}{target}\)", texts[at])]
    return Made(
        pages=len(texts),
        words=sum(len(_WORD.findall(text)) for text in texts),
        tagged="/StructTreeRoot" in catalog and bool(marks and marks.get_object().get("/Marked")),
        lang=str(catalog.get("/Lang", "")),
        bookmarks=sum(1 for _ in _flat(reader.outline)),
        contents=len(shown) > _MOST * len(listed),
        references=len(said),
        findings=len(pdfua.validate(str(path)).findings),
    )


def _links(reader: PdfReader) -> Iterator[tuple[int, int]]:
    """Where a link stands, from 0, and the number of the page that it leads to, from 1."""
    numbers = {page.indirect_reference: number for number, page in enumerate(reader.pages, start=1)}
    named = {name: place.get("/Page") for name, place in reader.named_destinations.items()}
    for at, page in enumerate(reader.pages):
        for link in page.annotations or []:
            target = _target(link.get_object())
            target = named.get(str(target)) if isinstance(target, str) else target[0] if target else None
            if target in numbers:
                yield at, numbers[target]


def _target(link: Any) -> Any:
    action = link.get("/A", {}).get_object() if "/A" in link else {}
    found = link.get("/Dest", action.get("/D"))
    return found.get_object() if found is not None else None


def _flat(outline: Sequence[Any]) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


# Measuring


def commands(work: Path, browser: str) -> dict[str, tuple[list[str], Path]]:
    """What runs, by name, and the PDF that it makes; MkDocs alone makes a page of HTML."""
    mkdocs = [str(VENV / "bin" / "python"), "-m", "mkdocs", "build", "--quiet"]
    ours, chromium = work / "ours.pdf", work / "chromium.pdf"
    page = (work / "html" / f"handbook-{LOCALE}.html").as_uri()
    press = [sys.executable, "-m", "bench.handbook", str(work / "course"), LOCALE]
    printing = [browser, *_FLAGS, f"--user-data-dir={work / 'profile'}"]
    each = (
        f"for page in {work}/html/*-*-{LOCALE}.html; do "
        f'"$@" --print-to-pdf="{work}/$(basename "$page").pdf" "$page"; done'
    )
    ours_files = work / OURS_FILES
    ours_files.mkdir(exist_ok=True)
    return {
        OURS: ([*press, str(ours)], ours),
        PLUGIN: ([*mkdocs, "--site-dir", "whole"], work / "project" / "whole" / "pdf" / "document.pdf"),
        PLAIN: (
            [*mkdocs, "--config-file", "plain.yml", "--site-dir", "alone"],
            work / "project" / "alone" / handbook.TERMS.replace(".md", "/index.html"),
        ),
        CHROMIUM: ([*printing, f"--print-to-pdf={chromium}", page], chromium),
        OURS_FILES: ([*press, str(ours_files)], ours_files / f"m01-philosophy-{LOCALE}.pdf"),
        CHROMIUM_FILES: (["sh", "-ec", each, "sh", *printing], work / f"m01-philosophy-{LOCALE}.html.pdf"),
    }


def measured(work: Path, browser: str) -> Figures:
    """Makes the text, then lets everything run in turns."""
    (work / "course").mkdir()
    course = handbook.written(work / "course")
    handbook.as_html(course, work / "course", LOCALE, work / "html")
    handbook.as_project(course, LOCALE, work / "project")
    measuring.adopt()
    todo = commands(work, browser)
    runs: dict[str, list[Run]] = {name: [] for name in todo}
    for turn in range(1, RUNS + 1):
        for name, (command, target) in todo.items():
            target.unlink(missing_ok=True)
            runs[name].append(measuring.run(command, work / "project", work / "log", _variables(name)))
            if not target.is_file():
                raise SystemExit(f"{name} made nothing:\n{(work / 'log').read_text(encoding='utf-8')[-4000:]}")
        print(f"turn {turn} of {RUNS}: " + ", ".join(f"{name} {runs[name][-1].cpu:.1f}s" for name in todo), flush=True)
    print("reading the PDFs ...", flush=True)
    files = {
        name: sum(len(PdfReader(path).pages) for path in todo[name][1].parent.glob("*-*-*.pdf"))
        for name in (OURS_FILES, CHROMIUM_FILES)
    }
    return Figures(runs, {name: looked_at(todo[name][1]) for name in PRESSES}, files)


def _variables(name: str) -> dict[str, str]:
    path = os.pathsep.join((str(ROOT / "hooks"), str(ROOT / "tests"))) if name in (OURS, OURS_FILES) else ""
    return {"PYTHONPATH": path, "NO_MKDOCS_2_WARNING": "1"}


def lacking() -> str:
    """What is not there that is needed, and how to get it; empty where all is there."""
    if not sys.platform.startswith("linux"):
        return "The memory of processes is measured on Linux only."
    if not any(map(shutil.which, _BROWSERS)):
        return "Chromium is not on this machine: sudo apt-get install chromium"
    if not (VENV / "installed").is_file():
        return (
            f"mkdocs-to-pdf is not in {VENV.relative_to(ROOT)}: make bench-pdf installs it, and needs the network once"
        )
    return "" if pango.version() else pango.HOW


def main() -> int:
    """Measures, tells the result, and returns the exit code."""
    if reason := lacking():
        print(reason, file=sys.stderr)
        return 1
    with TemporaryDirectory() as name:
        return told(measured(Path(name), next(filter(None, map(shutil.which, _BROWSERS)))))


def told(figures: Figures) -> int:
    """Tells the figures, keeps them as JSON, and returns the exit code."""
    print(f"\n{table(figures)}\n\n{judged(figures)}")
    faults = broken(figures)
    if faults:
        print("The limits are broken:", *faults, sep="\n")
    print(summary(figures))
    result = {
        **asdict(figures),
        "judged on the difference": figures.told_apart,
        "CPU a page": {name: figures.a_page(name) for name in PRESSES},
        "of mkdocs-to-pdf": figures.ratio(PLUGIN),
        "of Chromium in one book": figures.ratio(CHROMIUM),
        "of Chromium in files": figures.ratio_of_files,
        "broken": faults,
    }
    measuring.kept(REPORT, "make bench-pdf", ("weasyprint",), result)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
