"""Measures what a reader has to load and how long a search takes, and holds it against the budget of the site.

Run it with `make budget`. It builds the learner edition, and once more with Material's own search for comparison, and
opens the site in Chromium over HTTP as a new visitor. A KB is 1,000 bytes; compressed is each file by itself with
gzip -6. Exit code 1 when a limit does not hold.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from bench import measuring

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / ".cache" / "budget.json"
PREFIX = {"tg": "", "ru": "ru/", "en": "en/"}
HOME = "index.html"
INDEX = "assets/search/{locale}.js"
NOT_READ = ("404.html", "assets/blank.html", "assets/probe.html")

KB = 1000
FIRST = 110 * KB
FIRST_RAW = 380 * KB
FURTHER = 25 * KB
WORKED_IN = 35 * KB  # quizzes, and tools with their forms
INDEX_SHARE = 0.25
FOUND_WITHIN = 300  # milliseconds
SLOWED = 4
RUNS = 5
QUERIES = {
    "tg": ("ҷамоат", "чамоат", "милитсия", "шарикӣ", "а", "кумитаи"),
    "ru": ("джамоат", "милиция", "партнёрство", "п", "участковый", "доверие"),
    "en": ("jamoat", "police", "partnership", "p", "inspectors", "meeting"),
}


@dataclass(frozen=True)
class Weight:
    """Bytes of some files: as they are, and each compressed."""

    raw: int
    gzip: int


@dataclass(frozen=True)
class Figures:
    """What was measured: weights of the first page by language and of each further page by address; the files of the
    search that came before its box had the focus; the bytes of each language's index and of stock Material's; the
    milliseconds to the first result by language and query."""

    first: Mapping[str, Weight]
    further: Mapping[str, Weight]
    early: Sequence[str]
    index: Mapping[str, Weight]
    stock: int
    found: Mapping[str, float]


def broken(figures: Figures) -> list[str]:
    """The limits that do not hold, each told with its figure."""
    told = [f"{name} was loaded before the search box had the focus" for name in figures.early]
    for locale, weight in figures.first.items():
        told += _over(f"first page in {locale}, compressed", weight.gzip, FIRST)
        told += _over(f"first page in {locale}, raw", weight.raw, FIRST_RAW)
    for address, weight in figures.further.items():
        told += _over(f"{address}, compressed", weight.gzip, WORKED_IN if _worked_in(address) else FURTHER)
    for locale, weight in figures.index.items():
        told += _over(f"search index in {locale}", weight.raw, int(figures.stock * INDEX_SHARE))
    for query, taken in figures.found.items():
        if taken > FOUND_WITHIN:
            told.append(f"first result for {query}: {taken:.0f} ms, at most {FOUND_WITHIN} ms")
    return told


def _worked_in(address: str) -> bool:
    """Whether readers fill something in on a page, so that it brings the scripts for that."""
    return address.endswith("quiz.html") or ("toolkit/" in address and not address.endswith("toolkit/index.html"))


def _over(what: str, size: int, limit: int) -> Iterator[str]:
    if size > limit:
        yield f"{what}: {size:,} bytes, at most {limit:,}"


# What is loaded


@cache
def _weight(path: Path) -> Weight:
    data = path.read_bytes()
    return Weight(len(data), len(gzip.compress(data, 6)))


def weight(site: Path, names: Sequence[str]) -> Weight:
    """What some files of a site weigh together."""
    weights = [_weight(site / name) for name in names]
    return Weight(sum(one.raw for one in weights), sum(one.gzip for one in weights))


def loaded(page: Page, address: str, site: str) -> list[str]:
    """The files that a page loads, itself among them, each once."""
    names: dict[str, None] = {}

    def asked(request: Any) -> None:
        if request.url.startswith(site):
            names[unquote(urlsplit(request.url).path).lstrip("/")] = None

    page.on("request", asked)
    page.goto(site + address, wait_until="networkidle")
    page.remove_listener("request", asked)
    return list(names)


def addresses(site: Path, locale: str) -> list[str]:
    """The pages of a language, the first page first."""
    others = tuple(prefix for prefix in PREFIX.values() if prefix)
    names = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")))
    mine = [
        name
        for name in names
        if name not in NOT_READ and (name.startswith(PREFIX[locale] or others) is bool(PREFIX[locale]))
    ]
    return sorted(mine, key=lambda name: name != PREFIX[locale] + HOME)


def heaviest(site: Path, names: Sequence[str], count: int) -> list[str]:
    """So many of the largest pages of each kind: of a folder, or of one name in all modules."""
    kinds: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: -(site / name).stat().st_size):
        path = Path(name)
        kinds.setdefault(path.name if path.parent.parent.name == "handbook" else str(path.parent), []).append(name)
    return [name for kind in kinds.values() for name in kind[:count]]


def weighed(
    browser: Browser, site: Path, address: str, locale: str, most: int = 1000
) -> tuple[Weight, dict[str, Weight], list[str]]:
    """The weight of the first page of a language; what each further page adds to it; what was loaded too early.

    Of each kind of page, at most so many of the largest are opened.
    """
    context = browser.new_context()
    page = context.new_page()
    home, *others = addresses(site, locale)
    others = heaviest(site, others, most)
    first = loaded(page, home, address)
    further = {}
    early = [name for name in first if _of_search(name)]
    for other in others:
        names = loaded(page, other, address)
        early += [name for name in names if _of_search(name) and name not in early]
        further[other] = weight(site, [name for name in names if name not in first])
    context.close()
    return weight(site, first), further, early


def _of_search(name: str) -> bool:
    return name.startswith((INDEX.partition("{")[0], "search/"))


def index_loaded(browser: Browser, address: str, locale: str) -> list[str]:
    """The files that come when the search box gets the focus."""
    page = browser.new_page()
    page.goto(address + PREFIX[locale] + HOME, wait_until="networkidle")
    names: list[str] = []
    page.on("request", lambda request: names.append(urlsplit(request.url).path.lstrip("/")))
    page.locator(".md-search__input").focus()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    page.close()
    return names


# How long a search takes

TYPED = """query => new Promise(done => {
  const box = document.querySelector(".md-search__input")
  const results = document.querySelector(".md-search-result")
  const type = text => { box.value = text; box.dispatchEvent(new InputEvent("input", { bubbles: true })) }
  type("")
  setTimeout(() => {
    const begun = performance.now()
    const seen = new MutationObserver(() => {
      if (!results.querySelector("li a[href]")) return
      seen.disconnect()
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)))
    })
    seen.observe(results, { childList: true, subtree: true })
    type(query)
  }, 600)
  setTimeout(done, 20000, 20000)
})"""


def found(browser: Browser, address: str, locale: str) -> dict[str, float]:
    """Milliseconds from a keystroke to the first result that is painted, by query: the middle one of some runs."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + PREFIX[locale] + HOME, wait_until="networkidle")
    page.locator(".md-search__input").focus()
    page.evaluate(TYPED, QUERIES[locale][0])  # the index is there now
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    taken = {
        f"«{query}» in {locale}": median(page.evaluate(TYPED, query) for _ in range(RUNS)) for query in QUERIES[locale]
    }
    context.close()
    return taken


# The sites


def built(folder: Path, stock: bool = False) -> Path:
    """Builds the learner edition in a folder of its own, `stock` with Material's own search."""
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(with_search(config) if stock else config, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=folder,
        env={**os.environ, "EDITION": "learner", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"The site cannot be built:\n{done.stderr[-4000:]}")
    return folder / "site"


def with_search(config: str) -> str:
    """Our MkDocs configuration with the search that Material comes with, also for pages opened from a folder."""
    if "\n  - offline" in config:
        return config
    before, plugins, after = config.partition("\nplugins:\n")
    listed, next_key, rest = after.partition("\nmarkdown_extensions:")
    return f"{before}{plugins}  - search\n{listed.rstrip()}\n  - offline\n{next_key}{rest}"


class Files(SimpleHTTPRequestHandler):
    """A server of files that keeps no log."""

    def log_message(self, *args: Any) -> None:
        """Says nothing of every file."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor who goes on before a page has come is no error."""


@contextmanager
def served(site: Path, files: type[Files] = Files) -> Iterator[str]:
    """The address at which a folder is served meanwhile."""
    server = _Server(("127.0.0.1", 0), partial(files, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser with a profile of its own."""
    path = shutil.which("chromium")
    if not path:
        raise SystemExit("This needs Chromium: see tests/browser.sh")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def measured() -> Figures:
    """Builds both sites and measures everything."""
    with TemporaryDirectory() as one, TemporaryDirectory() as other, chromium() as browser:
        site = built(Path(one))
        stock = (built(Path(other), stock=True) / "search" / "search_index.json").stat().st_size
        with served(site) as address:
            weights = {locale: weighed(browser, site, address, locale) for locale in PREFIX}
            taken = {query: ms for locale in PREFIX for query, ms in found(browser, address, locale).items()}
        return Figures(
            first={locale: first for locale, (first, _, _) in weights.items()},
            further={name: one for _, further, _ in weights.values() for name, one in further.items()},
            early=[name for _, _, early in weights.values() for name in early],
            index={locale: weight(site, [INDEX.format(locale=locale)]) for locale in PREFIX},
            stock=stock,
            found=taken,
        )


# What is told


def table(figures: Figures) -> Iterator[str]:
    """The figures beside their limits, line by line."""
    for locale, one in figures.first.items():
        yield _row(
            f"First page, {locale}",
            f"{_kb(one.gzip)} compressed, {_kb(one.raw)} raw",
            f"{_kb(FIRST)}, {_kb(FIRST_RAW)}",
        )
    worked_in = {name: one for name, one in figures.further.items() if _worked_in(name)}
    pages = {name: one for name, one in figures.further.items() if name not in worked_in}
    for what, group, limit in (("Further page", pages, FURTHER), ("Quiz or tool", worked_in, WORKED_IN)):
        if group:
            name = max(group, key=lambda name: group[name].gzip)
            middle = median(one.gzip for one in group.values())
            said = f"{_kb(group[name].gzip)} ({name}), usually {_kb(int(middle))}"
            yield _row(f"{what}, heaviest of {len(group)}", said, _kb(limit))
    for locale, one in figures.index.items():
        share = one.raw / figures.stock
        yield _row(
            f"Search index, {locale}",
            f"{_kb(one.raw)} raw, {_kb(one.gzip)} compressed, {share:.1%} of stock",
            f"{INDEX_SHARE:.0%}",
        )
    yield _row("Search index of stock Material", _kb(figures.stock), "")
    if figures.found:
        slowest = max(figures.found, key=lambda query: figures.found[query])
        middle = median(figures.found.values())
        said = f"{figures.found[slowest]:.0f} ms ({slowest}), usually {middle:.0f} ms"
        yield _row(f"First result, slowed {SLOWED}x", said, f"{FOUND_WITHIN} ms")


def _row(what: str, figure: str, limit: str) -> str:
    return f"{what:<32}  {figure:<64}  {f'at most {limit}' if limit else ''}".rstrip()


def _kb(size: int) -> str:
    return f"{size / KB:.1f} KB"


def main(measure: Callable[[], Figures] = measured) -> int:
    """Measures, tells the result, and returns the exit code."""
    figures = measure()
    print("\n".join(table(figures)))
    share = max((one.raw / figures.stock for one in figures.index.values()), default=0)
    measuring.kept(REPORT, "make budget", ("mkdocs", "mkdocs-material"), {**asdict(figures), "index of stock": share})
    limits = broken(figures)
    print("\nThe budget holds." if not limits else "\nThe budget is broken:\n" + "\n".join(limits))
    return 1 if limits else 0


if __name__ == "__main__":
    sys.exit(main())
