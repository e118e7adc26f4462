"""Measures how long the check of a large course takes, beside the build of its site, and how it grows.

Run it with `make bench-check`. The course is the real one with many more pages, of about 1,000 words each, written
from its words with a fixed seed. Times are seconds of the processor for whole processes, so that other work on the
machine does not count. Exit code 1 when the check takes more than a tenth of the build, or grows faster than the
number of pages.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from course.labels import for_trainers
from course.load import load
from course.model import Course
from course.wordings import Wordings

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / ".cache" / "check-speed.json"
SEED = 2026
SIZES = (100, 300, 900)
BUILT = 300
SHARE = 0.10
GROWTH = 1.3
RUNS = 3

_REFERENCES = ("term", "term", "term", "ref", "src", "src", "tool")
_KINDS = ("think", "warning", "legal", "example", "trainer")


class Writer:
    """Writes pages in all languages side by side: other words, but the same sections, numbers and references."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.locales = [language.id for language in course.languages]
        self.words = {locale: _frequent(course, locale) for locale in self.locales}
        self.avoided = {
            locale: Wordings((word, key) for key, term in course.terms.items() for word in term.wordings[locale].avoid)
            for locale in self.locales
        }
        self.terms = sorted(course.terms)
        # Numbers about the programme have to be those of the data (SR006): these pages cite none of its sources.
        self.sources = sorted(key for key, source in course.sources.items() if not source.programme)
        self.tools = sorted(course.tools)
        there = [page for page in course.source_pages.values() if not page.planned]
        there = [page for page in there if not for_trainers(course, page.name)]
        self.targets = [f"{page.id}#{heading.id}" for page in there for heading in page.headings]

    def page(self, name: str, random: Random) -> dict[str, str]:
        """One page by locale."""
        own = {locale: Random(f"{name} {locale}") for locale in self.locales}
        parts = [self._each(own, lambda _, words: f"---\nreview: draft\n---\n\n# {words(4)} {{#{name}}}")]
        for section in range(1, 6):
            key = f"part-{section}"
            parts.append(self._each(own, lambda _, words, key=key: f"## {words(5)} {{#{key}}}"))
            for _ in range(2):
                parts.append(self._paragraph(own, random))
            parts.append(self._extra(section, name, own, random))
        if random.random() < 0.25:
            parts += [self._item(f"{name}-{number:02}", own, random) for number in (1, 2)]
        return {locale: "\n\n".join(part[locale] for part in parts) + "\n" for locale in self.locales}

    def quiz(self, name: str, count: int, random: Random) -> dict[str, str]:
        """A page of quiz items by locale."""
        own = {locale: Random(f"{name} {locale}") for locale in self.locales}
        items = [self._item(f"{name}-{number:02}", own, random) for number in range(1, count + 1)]
        return {
            locale: "---\nreview: draft\n---\n\n" + "\n\n".join(item[locale] for item in items) + "\n"
            for locale in self.locales
        }

    def _each(self, own: Mapping[str, Random], make: Callable[..., str]) -> dict[str, str]:
        return {locale: make(locale, partial(self._said, locale, own[locale])) for locale in self.locales}

    def _said(self, locale: str, random: Random, count: int) -> str:
        pool, weights = self.words[locale]
        while True:
            text = " ".join(random.choices(pool, cum_weights=weights, k=count))
            if not any(self.avoided[locale].found(text)):
                return text[0].upper() + text[1:]

    def _reference(self, random: Random) -> Callable[[str], str]:
        kind = random.choice(_REFERENCES)
        if kind == "term":
            key = random.choice(self.terms)
            return lambda locale: f"[{self.course.terms[key].wordings[locale].term}](term:{key})"
        key = random.choice({"ref": self.targets, "src": self.sources, "tool": self.tools}[kind])
        return lambda _: f"[]({kind}:{key})"

    def _paragraph(self, own: Mapping[str, Random], random: Random, sentences: int = 4) -> dict[str, str]:
        plan = [(random.randint(8, 16), self._reference(random), random.randint(2, 99)) for _ in range(sentences)]
        return self._each(
            own,
            lambda locale, words: "\n".join(
                f"{words(count)}, {number}: {reference(locale)}." for count, reference, number in plan
            ),
        )

    def _extra(self, section: int, name: str, own: Mapping[str, Random], random: Random) -> dict[str, str]:
        match section % 3:
            case 0:
                counts = [random.randint(1, 99) for _ in range(5)]
                return self._each(
                    own,
                    lambda _, words: (
                        f"Table: {words(3)} {{#tab-{name}-{section}}}\n\n| {words(1)} | {words(2)} | {words(1)} |\n"
                        "|---|---|---|\n" + "\n".join(f"| {words(3)} | {words(6)} | {count} |" for count in counts)
                    ),
                )
            case 1:
                return self._each(own, lambda _, words: "\n".join(f"- **{words(2)}:** {words(8)}" for _ in "1234"))
        kind = random.choice(_KINDS)
        body = self._paragraph(own, random, 3)
        head = self._each(own, lambda _, words: f'!!! {kind} "{words(3)}"\n')
        return {
            locale: head[locale] + "\n".join(f"    {line}" for line in body[locale].split("\n"))
            for locale in self.locales
        }

    def _item(self, key: str, own: Mapping[str, Random], random: Random) -> dict[str, str]:
        correct = random.randrange(4)
        return self._each(
            own,
            lambda _, words: "\n".join(
                [
                    f"<quiz>\n<!-- id: {key} -->\n{words(12)}?\n",
                    *(f"- [{'x' if at == correct else ' '}] {words(8)}\n> {words(10)}." for at in range(4)),
                    f"\n{words(10)}.\n</quiz>",
                ]
            ),
        )


def _frequent(course: Course, locale: str) -> tuple[list[str], list[int]]:
    """The small words of the pages in a language, with how often they stand there, added up."""
    language = next(language for language in course.languages if language.id == locale)
    word = re.compile(f"(?<![\\w'’-])[{language.alphabet}]+(?![\\w'’-])")
    counts = Counter(found for page in course.pages if page.locale == locale for found in word.findall(page.prose))
    pool, total, weights = [], 0, []
    for found, count in sorted(counts.items()):
        if found in language.numerals:  # a number about the programme has to be one of the data
            continue
        total += count
        pool.append(found)
        weights.append(total)
    return pool, weights


def made(folder: Path, count: int) -> Path:
    """A copy of all that a site is built from, with `count` more pages in each language."""
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    writer, random = Writer(load(ROOT)), Random(SEED)
    names = [f"page-{number:04}" for number in range(1, count + 1)]
    for name in names:
        for locale, text in writer.page(name, random).items():
            (folder / "docs" / locale / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
    modules = folder / "docs" / "data" / "modules.yml"
    listed = "".join(f"{name}, " for name in names)
    text = modules.read_text(encoding="utf-8").replace("reference: [", f"reference: [{listed}", 1)
    modules.write_text(text, encoding="utf-8", newline="\n")
    if count:
        subprocess.run([sys.executable, "hooks/cli.py", "stamp"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder


@dataclass(frozen=True)
class Took:
    """Seconds of one process: of the processor, and on the clock."""

    cpu: float
    clock: float


def timed(folder: Path, *command: str) -> Took:
    """Runs Python in a folder; stops everything when it fails."""
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed:\n{said[-4000:]}")
    return Took(used.ru_utime + used.ru_stime, time.monotonic() - begun)


def checked(folder: Path) -> Took:
    """The check, as the middle one of some runs."""
    runs = [timed(folder, "hooks/cli.py", "check") for _ in range(RUNS)]
    return Took(median(run.cpu for run in runs), median(run.clock for run in runs))


def measured(sizes: Sequence[int] = SIZES, built: int = BUILT) -> tuple[dict[int, Took], Took]:
    """How long the check takes by number of pages, 0 for the real course alone; and a build."""
    checks: dict[int, Took] = {}
    build = Took(0, 0)
    for size in (0, *sizes):
        with TemporaryDirectory() as name:
            folder = made(Path(name), size)
            checks[size] = checked(folder)
            if size == built:
                build = timed(folder, "-m", "mkdocs", "build", "--quiet")
    return checks, build


def _length() -> float:
    writer, random = Writer(load(ROOT)), Random(SEED)
    return sum(len(writer.page("page", random)["en"].split()) for _ in range(40)) / 40


def main() -> int:
    """Measures, tells the result, and returns the exit code."""
    checks, build = measured()
    locales = len(load(ROOT).languages)
    start = checks[0].cpu
    each = {size: (checks[size].cpu - start) / (size * locales) for size in SIZES}
    print(f"{'Pages':>12}  {'Check':>8}  {'on clock':>8}  {'ms a page':>9}")
    for size, took in checks.items():
        shown = f"{each[size] * 1000:9.2f}" if size else ""
        print(f"{f'{locales} × {size}' if size else 'real course':>12}  {took.cpu:7.2f}s  {took.clock:7.2f}s  {shown}")
    share = checks[BUILT].cpu / build.cpu
    growth = each[SIZES[-1]] / each[SIZES[0]]
    print(f"\nWords on an English page: {_length():.0f} on average")
    print(f"Build of {locales} × {BUILT} pages: {build.cpu:.1f}s ({build.clock:.1f}s on the clock)")
    print(f"Check / build: {share:.3f}, at most {SHARE}")
    print(f"A page in {SIZES[-1]} / a page in {SIZES[0]}: {growth:.2f}, at most {GROWTH}")
    REPORT.parent.mkdir(exist_ok=True)
    result = {
        "checks": {size: [took.cpu, took.clock] for size, took in checks.items()},
        "build": [build.cpu, build.clock],
        "share": share,
        "growth": growth,
    }
    REPORT.write_text(json.dumps(result, indent=1), encoding="utf-8")
    return 1 if share > SHARE or growth > GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
