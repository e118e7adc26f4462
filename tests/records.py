"""Records of learners to test with, what the site says about them, and putting them into a browser."""

from __future__ import annotations

import json
from typing import Any

import yaml
from conftest import ROOT
from playwright.sync_api import Page

KEY = "hamkori-record"
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("not allowed", "SecurityError") }
})"""
"""A browser that allows no page to keep anything."""

FULL = """const own = Storage.prototype.setItem
Storage.prototype.setItem = function (key, text) {
  if (key.startsWith("hamkori-")) throw new DOMException("no room", "QuotaExceededError")
  return own.call(this, key, text)
}"""

_INTERFACE = yaml.safe_load((ROOT / "docs" / "data" / "interface.yml").read_text(encoding="utf-8"))


def words(key: str, locale: str = "tg", form: str = "", **fields: object) -> str:
    """What the site says: the interface string `key` with its fields filled, in a plural form where it has some."""
    text = _INTERFACE[key][locale]
    return str(text[form] if form else text).format(**fields)


def record(**changes: Any) -> dict[str, Any]:
    """The record of a learner who has done nothing yet, changed."""
    return {
        "format": "hamkori-record",
        "version": 1,
        "learner": "K7Q2MD",
        "name": "",
        "started": "2026-11-01T08:00:00.000Z",
        "read": {},
        "answers": {},
        "attempts": {},
        "open": {},
        "last": None,
    } | changes


def answer(right: bool, at: str = "2026-11-20T08:00:00.000Z") -> dict[str, Any]:
    return {"at": at, "chosen": [0], "right": right}


def attempt(right: int, of: int = 10, at: str = "2026-11-20T09:00:00.000Z") -> dict[str, Any]:
    return {"at": at, "right": right, "of": of}


def keep(page: Page, kept: dict[str, Any] | str) -> None:
    """Puts a record, or a text in its place, into the browser and opens the page anew."""
    text = kept if isinstance(kept, str) else json.dumps(kept)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()


def set_clock(page: Page, now: str) -> None:
    """Lets the pages that are opened from now on think that they are opened at this time."""
    page.add_init_script(
        f"""{{
          const Real = Date
          const ahead = Real.parse("{now}") - Real.now()
          window.Date = class extends Real {{
            constructor(...given) {{ super(...(given.length ? given : [Real.now() + ahead])) }}
            static now() {{ return Real.now() + ahead }}
          }}
        }}"""
    )


def kept_text(page: Page) -> str | None:
    text: str | None = page.evaluate("key => localStorage.getItem(key)", KEY)
    return text


def kept(page: Page) -> Any:
    return json.loads(kept_text(page) or "null")


def do(page: Page, call: str) -> Any:
    """Calls the record in the page, as its other scripts do: `do(page, "wipe()")`."""
    return page.evaluate(f"hamkori.record.{call}")
