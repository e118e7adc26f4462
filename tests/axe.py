"""axe, which finds what keeps people out of a page: for tests and for `make real-tools`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

AXE = Path(str(distribution("axe-playwright-python").locate_file("axe_playwright_python/axe.min.js")))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

# What is half scrolled away is no small target; the theme scrolls its menu again whenever it likes, unless it cannot.
MENU_TO_TOP = (
    "() => document.querySelectorAll('.md-sidebar__scrollwrap').forEach(menu => { menu.style.overflow = 'clip' })"
)


ALL = {"type": "tag", "values": TAGS}
OF_COLOURS = {"type": "rule", "values": ["color-contrast"]}  # what another scheme can change
SCRIPT = AXE.read_text(encoding="utf-8")


def violations(page: Page | Frame, rules: Mapping[str, Any] = ALL) -> Iterator[str]:
    """What axe has against the page as it stands: the rule, the place, and what is wrong."""
    page.evaluate(MENU_TO_TOP)
    page.evaluate(SCRIPT)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    for violation in found["violations"]:
        for node in violation["nodes"]:
            why = (node["any"] or node["all"] or node["none"] or [{"message": violation["help"]}])[0]["message"]
            yield f"{violation['id']}: {' '.join(map(str, node['target']))}: {why}"
