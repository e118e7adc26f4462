"""Opening the built site in Chromium, over HTTP and from a folder with the network cut off."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

PREFIX = {"tg": "", "ru": "ru/", "en": "en/"}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=10_000)


@dataclass
class Site:
    """Where the site is opened, what it asked for from elsewhere and what it complained of."""

    address: str
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._ask)
        context.on("requestfailed", self._miss)
        context.on("console", lambda message: message.type in ("error", "warning") and self._note(message.text))
        context.on("weberror", lambda problem: self._note(str(problem.error)))
        context.on("response", lambda answer: answer.status >= 400 and self._note(f"{answer.status}: {answer.url}"))
        if self.address.startswith("file:"):
            context.set_offline(True)
            context.route(re.compile("^(?!file:|blob:|data:)"), lambda route: route.abort())

    def _ask(self, request: Request) -> None:
        if not request.url.startswith((self.address, "blob:", "data:")):
            self.elsewhere.append(request.url)

    def _miss(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the visitor went on before it came
            self._note(f"{request.failure}: {request.url}")

    def _note(self, text: str) -> None:
        self.complaints.append(text)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor who goes on before a page has come is no error."""


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Says nothing of every file."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder over HTTP and says at which address."""
    servers: list[tuple[_Server, threading.Thread]] = []

    @cache
    def start(folder: Path) -> str:
        server = _Server(("127.0.0.1", 0), partial(_Files, directory=str(folder)))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


def chromium() -> str | None:
    """The Chromium that tests open pages in: best the one without windows, whose own pages would cost several times
    what ours do."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not chromium():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Chromium: see tests/browser.sh")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


SITES = ("site", "class_site", "site_with_planned")
PAIRS = {"tg": "file", "ru": "http", "en": "file"}
"""A test in three languages opens the site both ways, but not each way in each language, which takes twice as long."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out one of the two ways in which a test would open the site, but not where a module is about them.

    Those that take no language are shared out among the two ways by their names, always the same.
    """
    kept = [item for item in items if _is_kept(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _is_kept(item: pytest.Item) -> bool:
    given = item.callspec.params if hasattr(item, "callspec") else {}
    way = next((given[name] for name in SITES if name in given), None)
    chosen = any(mark.args[0] in SITES for mark in item.iter_markers("parametrize"))
    if way is None or chosen or item.get_closest_marker("both_ways"):
        return True
    told = "-".join(sorted(f"{name}={value}" for name, value in given.items() if value != way))
    shared = "file" if crc32(f"{item.location[2].partition('[')[0]} {told}".encode()) % 2 else "http"
    return bool(way == PAIRS.get(str(given.get("locale")), shared))


@pytest.fixture(params=["http", "file"])
def site(request: pytest.FixtureRequest, learner_site: Path, serve: Callable[[Path], str]) -> Site:
    """The same learner edition at both kinds of address."""
    return _at(request.param, learner_site, serve)


@pytest.fixture(params=["http", "file"])
def class_site(request: pytest.FixtureRequest, trainer_site: Path, serve: Callable[[Path], str]) -> Site:
    """The same trainer edition at both kinds of address."""
    return _at(request.param, trainer_site, serve)


@pytest.fixture(params=["http", "file"])
def site_with_planned(request: pytest.FixtureRequest, planned_site: Path, serve: Callable[[Path], str]) -> Site:
    """The learner edition of a course with a module that is still to be written, at both kinds of address."""
    return _at(request.param, planned_site, serve)


def _at(kind: str, folder: Path, serve: Callable[[Path], str]) -> Site:
    return Site(serve(folder) if kind == "http" else f"{folder.as_uri()}/")


Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Open]:
    """Opens a page of the learner edition as a new visitor; given `beside`, in another tab of that visitor.

    Every test also fails when the site complains in the console, misses a file or asks for anything from elsewhere.
    """
    yield from _visits(browser, site)


@pytest.fixture
def visit_class(browser: Browser, class_site: Site) -> Iterator[Open]:
    """Opens a page of the trainer edition, as `visit` does."""
    yield from _visits(browser, class_site)


@pytest.fixture
def visit_planned(browser: Browser, site_with_planned: Site) -> Iterator[Open]:
    """Opens a page of the learner edition of a course with a module that is still to be written, as `visit` does."""
    yield from _visits(browser, site_with_planned)


def _visits(browser: Browser, site: Site) -> Iterator[Open]:
    contexts: list[BrowserContext] = []

    def visit(address: str, beside: Page | None = None, **device: Any) -> Page:
        context = beside.context if beside else browser.new_context(**device)
        if not beside:
            contexts.append(context)
            site.watch(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(site.address + address)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert site.elsewhere == []
    assert site.complaints == []
