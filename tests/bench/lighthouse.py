"""Lets Lighthouse look at the four kinds of page that readers spend their time on, in each language, as on a phone.

Run it with `make lighthouse`, which builds the learner edition first. Settings are Lighthouse's own for phones: a
processor four times slower and a slow mobile network, both worked out. The server compresses and caches as README
(Publish) asks of a host. Each page is looked at three times and judged by its lowest score; exit code 1 when one is
below 95 of 100.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from bench import measuring
from bench.budget import PREFIX, Files, served
from editions.site import FOLDERS

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / ".cache" / "lighthouse.json"
LIGHTHOUSE = Path(__file__).with_name("node_modules") / "lighthouse"
PAGES = {
    "home": "index.html",
    "module": "handbook/partnerships/index.html",
    "quiz": "handbook/partnerships/quiz.html",
    "tool": "toolkit/inclusion-checklist.html",
}
CATEGORIES = ("performance", "accessibility", "best-practices")
TIMES = {
    "first-contentful-paint": "first paint, ms",
    "largest-contentful-paint": "largest paint, ms",
    "total-blocking-time": "blocked, ms",
    "cumulative-layout-shift": "shift",
}
LEAST = 95
RUNS = 3
_COMPRESSED = ("text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml")


@dataclass(frozen=True)
class Scores:
    """The lowest scores (0 to 100) of a page by category, and the worst of its times by name."""

    page: str
    locale: str
    lowest: dict[str, int]
    times: dict[str, float]


class Compressing(Files):
    """A server as README's for nginx: text compressed, everything kept ten minutes."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> BytesIO | None:  # type: ignore[override]
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        data, kind = path.read_bytes(), self.guess_type(path)
        self.send_response(200)
        if kind in _COMPRESSED:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
            kind += "; charset=utf-8"
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(data))),
            ("Cache-Control", "max-age=600"),
        ):
            self.send_header(name, value)
        self.end_headers()
        return BytesIO(data)


def looked(address: str) -> dict[str, dict[str, float]]:
    """What one run says of a page: its scores and its times."""
    options = ["--quiet", "--no-enable-error-reporting", "--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    options += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    done = subprocess.run(
        ["node", LIGHTHOUSE / "cli" / "index.js", address, *options],
        env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"Lighthouse failed on {address}:\n{done.stderr[-4000:]}")
    told = json.loads(done.stdout)
    return {
        "scores": {name: round(told["categories"][name]["score"] * 100) for name in CATEGORIES},
        "times": {said: round(told["audits"][name]["numericValue"], 3) for name, said in TIMES.items()},
    }


def scores() -> Iterator[Scores]:
    """Looks at every page some times, and keeps the worst of each figure."""
    with served(ROOT / FOLDERS["learner"], Compressing) as address:
        for locale, prefix in PREFIX.items():
            for page, name in PAGES.items():
                runs = [looked(address + prefix + name) for _ in range(RUNS)]
                lowest = {one: int(min(run["scores"][one] for run in runs)) for one in CATEGORIES}
                times = {one: max(run["times"][one] for run in runs) for one in TIMES.values()}
                yield Scores(page, locale, lowest, times)


def versions() -> dict[str, str]:
    """The versions of Lighthouse and of the browser."""
    version = json.loads((LIGHTHOUSE / "package.json").read_text(encoding="utf-8"))["version"]
    chromium = subprocess.run(["chromium", "--version"], capture_output=True, encoding="utf-8", check=True).stdout
    return {"Lighthouse": version, "Chromium": chromium.split()[1]}


def main() -> int:
    """Looks at the pages, tells the result, and returns the exit code."""
    found = []
    print(f"{'page':<12}" + "".join(f"{name:>20}" for name in (*CATEGORIES, *TIMES.values())))
    for one in scores():
        found.append(one)
        figures = (*one.lowest.values(), *one.times.values())
        print(f"{one.page + ', ' + one.locale:<12}" + "".join(f"{figure:>20g}" for figure in figures), flush=True)
    measuring.kept(REPORT, "make lighthouse", [], {"versions": versions(), "runs": RUNS, "pages": found})
    low = [
        f"{one.page}, {one.locale}: {name} {score}"
        for one in found
        for name, score in one.lowest.items()
        if score < LEAST
    ]
    worst = {name: min(one.lowest[name] for one in found) for name in CATEGORIES}
    print("\n".join(low))
    print(f"lowest of {len(found)} pages: " + ", ".join(f"{name} {score}" for name, score in worst.items()))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
