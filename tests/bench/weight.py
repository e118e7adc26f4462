"""Measures what a reader's browser loads of each type of page, beside stock MkDocs with Material and the same content.

Run it with `make weight`. It builds the learner edition of the real course, and the same text with stock (see
stock.py), and opens one Tajik page of each type in Chromium over HTTP as a new visitor; then the search box gets the
focus. What the server was asked for is counted: each file once, raw and with gzip -6 by itself. Stock loads its search
with the first page, ours when the box is used; so the page is told with it and without it. A further page is what the
first page of the site has not brought. Exit code 1 when a page of ours weighs more than stock's, first or further.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser

from bench import measuring, stock
from bench.budget import KB, Files, Weight, built, chromium, served, weight
from bench.courses import ROOT

REPORT = ROOT / ".cache" / "weight.json"
PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "mkdocs-quiz")
HOME = "home"
PAGES = {
    HOME: "index.html",
    "module": "handbook/partnerships/index.html",
    "quiz": "handbook/partnerships/quiz.html",
    "tool": "toolkit/sara-worksheet.html",
    "glossary": "glossary.html",
}
PARTS = {"HTML": (".html",), "styles": (".css",), "scripts": (".js",), "pictures and the rest": ()}
"""The kinds of files by their endings; the last has the rest."""

OURS, STOCK = "ours", "stock"
FIRST, WITHOUT, FURTHER, SEARCH, USED = (
    "as the first page",
    "the same without the search",
    "as a further page",
    "search",
    "more once search is used",
)
TOTALS = (FIRST, WITHOUT, FURTHER, USED)

_COMPARED = (FIRST, WITHOUT, FURTHER)
_OF_SEARCH = re.compile(r"(?:^|/)(?:search|lunr)\b")
_MOMENT = 1000  # milliseconds in which scripts of a worker begin to ask

Parts = Mapping[str, Weight]
"""The weight of each part of a page, and the totals."""


@dataclass(frozen=True)
class Figures:
    """What pages weigh, by type and builder."""

    pages: Mapping[str, Mapping[str, Parts]]

    def ratio(self, page: str, part: str) -> float:
        """Our compressed bytes beside those of stock."""
        return self.pages[page][OURS][part].gzip / self.pages[page][STOCK][part].gzip


@dataclass(frozen=True)
class Asked:
    """The files that a page asks for on arrival, and those that come once its search is used."""

    first: Sequence[str]
    used: Sequence[str]


def parted(site: Path, asked: Asked, home: Asked) -> dict[str, Weight]:
    """The weight of the files of a page by part; `home` is what the first page of the site asks for."""
    groups: dict[str, list[str]] = {part: [] for part in (*PARTS, SEARCH)}
    for name in asked.first:
        kind = next((part for part, endings in PARTS.items() if name.endswith(endings)), [*PARTS][-1])
        groups[SEARCH if _OF_SEARCH.search(name) else kind].append(name)
    groups[FIRST] = list(asked.first)
    groups[WITHOUT] = [name for name in asked.first if name not in groups[SEARCH]]
    groups[FURTHER] = [name for name in asked.first if name not in home.first]
    groups[USED] = list(asked.used)
    return {part: weight(site, of) for part, of in groups.items()}


@contextmanager
def noted(site: Path) -> Iterator[tuple[str, list[str]]]:
    """The address at which a folder is served meanwhile, and the files that were asked for, also by workers."""
    names: list[str] = []

    class Noted(Files):
        def log_message(self, *_: object) -> None:
            name = unquote(urlsplit(self.path).path).lstrip("/")
            if name not in names and (site / name).is_file():
                names.append(name)

    with served(site, Noted) as address:
        yield address, names


def asked(browser: Browser, site: Path, name: str) -> Asked:
    """What a new visitor of a page loads, and then for the search."""
    with noted(site) as (address, names), browser.new_context() as context:
        page = context.new_page()
        page.goto(address + name, wait_until="networkidle")
        page.wait_for_timeout(_MOMENT)
        first = list(names)
        page.locator(".md-search__input").focus()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(_MOMENT)
    return Asked(first, names[len(first) :])


def built_by_stock(folder: Path) -> Path:
    """The site that stock makes of the real course."""
    stock.project(ROOT, folder)
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", stock.STOCK)
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "site"


def measured() -> Figures:
    """Builds both sites and weighs a page of each type."""
    with TemporaryDirectory() as one, TemporaryDirectory() as other, chromium() as browser:
        sites = {OURS: built(Path(one)), STOCK: built_by_stock(Path(other))}
        loaded = {by: {page: asked(browser, site, name) for page, name in PAGES.items()} for by, site in sites.items()}
        return Figures(
            {
                page: {by: parted(site, loaded[by][page], loaded[by][HOME]) for by, site in sites.items()}
                for page in PAGES
            }
        )


def broken(figures: Figures) -> list[str]:
    """The pages that weigh more than stock's."""
    return [
        f"{page}, {part}, weighs {figures.ratio(page, part):.2f} of stock's"
        for page in figures.pages
        for part in (FIRST, FURTHER)
        if figures.pages[page][STOCK][part].gzip and figures.ratio(page, part) > 1
    ]


def table(figures: Figures) -> Iterator[str]:
    """The figures, line by line."""
    yield f"{'KB compressed (raw)':<28}  {OURS:>18}  {STOCK:>18}  of stock, compressed"
    for page, by in figures.pages.items():
        yield f"{page}: {PAGES.get(page, '')}"
        for part in (*PARTS, SEARCH, *TOTALS):
            ours, theirs = by[OURS][part], by[STOCK][part]
            share = f"{ours.gzip / theirs.gzip:.2f}" if theirs.gzip else ""
            yield f"  {part:<26}  {_kb(ours):>18}  {_kb(theirs):>18}  {share}".rstrip()


def _kb(one: Weight) -> str:
    return f"{one.gzip / KB:,.1f} ({one.raw / KB:,.1f})"


def _range(figures: Figures, part: str) -> tuple[float, float]:
    ratios = [figures.ratio(page, part) for page, by in figures.pages.items() if by[STOCK][part].gzip]
    return min(ratios), max(ratios)


def summary(figures: Figures) -> str:
    """The last line."""
    said = ("{} {:.2f} to {:.2f}".format(part, *_range(figures, part)) for part in _COMPARED)
    return f"compressed, of stock: {', '.join(said)}"


def told(figures: Figures) -> int:
    """Tells the figures, keeps them as JSON, and returns the exit code."""
    print("\n".join(table(figures)))
    heavier = broken(figures)
    if heavier:
        print("\nHeavier than stock:", *heavier, sep="\n")
    extremes = {
        part: dict(zip(("least", "most"), _range(figures, part), strict=True)) for part in (FIRST, WITHOUT, FURTHER)
    }
    measuring.kept(REPORT, "make weight", PACKAGES, {"pages": figures.pages, "of stock": extremes})
    print(f"\n{summary(figures)}")
    return 1 if heavier else 0


def main() -> int:
    """Measures, tells the result, and returns the exit code."""
    return told(measured())


if __name__ == "__main__":
    sys.exit(main())
