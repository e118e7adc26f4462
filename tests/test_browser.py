"""The learner edition in Chromium, from a server and from a folder without network."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect, sync_playwright

PREFIX = {"tg": "", "ru": "ru/", "en": "en/"}
HOME = "index.html"
MODULE = "handbook/partnerships/index.html"
QUIZ = "handbook/partnerships/quiz.html"
TOOL = "toolkit/inclusion-checklist.html"
GLOSSARY = "glossary.html"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LANGUAGES = yaml.safe_load((ROOT / "docs" / "data" / "languages.yml").read_text(encoding="utf-8"))
TERMS = yaml.safe_load((ROOT / "docs" / "data" / "glossary.yml").read_text(encoding="utf-8"))


@dataclass
class Site:
    """Where the site is opened, what it asked for from elsewhere and what it complained of."""

    address: str
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._ask)
        context.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        context.on("console", lambda message: message.type in ("error", "warning") and self._note(message.text))
        context.on("weberror", lambda problem: self._note(str(problem.error)))
        context.on("response", lambda answer: answer.status >= 400 and self._note(f"{answer.status}: {answer.url}"))
        if self.address.startswith("file:"):
            context.set_offline(True)
            context.route(re.compile("^(?!file:|blob:|data:)"), lambda route: route.abort())

    def _ask(self, request: Request) -> None:
        if not request.url.startswith((self.address, "blob:", "data:")):
            self.elsewhere.append(request.url)

    def _note(self, text: str) -> None:
        self.complaints.append(text)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def served(learner_site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(learner_site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if not chromium:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Chromium: see tests/browser.sh")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(params=["http", "file"])
def site(request: pytest.FixtureRequest, learner_site: Path) -> Site:
    """The same site at both kinds of address."""
    return Site(request.getfixturevalue("served") if request.param == "http" else f"{learner_site.as_uri()}/")


Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Open]:
    """Opens a page of the site as a new visitor. Every test also fails when the site complains in the console,
    misses a file or asks for anything from elsewhere."""
    contexts: list[BrowserContext] = []

    def visit(address: str, **device: Any) -> Page:
        context = browser.new_context(**device)
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


def style(locator: Locator, name: str) -> str:
    return str(locator.evaluate("(element, name) => getComputedStyle(element)[name]", name))


@pytest.mark.parametrize("locale", PREFIX)
def test_home_opens_with_its_style(visit: Open, locale: str) -> None:
    page = visit(PREFIX[locale] + HOME)
    assert page.locator("html").get_attribute("lang") == locale
    expect(page.locator("h1")).to_be_visible()
    assert style(page.locator(".md-header"), "backgroundColor") == "rgb(23, 74, 91)"
    assert style(page.locator(".doors"), "display") == "grid"
    assert page.locator(".md-header .md-logo img").evaluate("image => image.naturalWidth") > 0
