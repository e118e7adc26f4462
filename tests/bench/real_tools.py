"""Holds the built sites against tools that nobody here wrote: the Nu HTML checker, axe, LinkChecker and linkinator.

Run it with `make real-tools`, which builds both editions first. Every page in every language is looked at, and every
stylesheet and picture. What a tool says, warnings too, is a fault, unless `real_tools.yml` names it with its reason;
exit code 1 when there is a fault. What else is made is held against tools in other commands: books against EPUBCheck in
`make verify`, prints against a checker of PDF/UA in `make pdf-check`, survey forms against pyxform in `make test`.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

import axe
import yaml

from bench import measuring
from bench.budget import NOT_READ, PREFIX, addresses, chromium, heaviest, served
from editions.site import FOLDERS

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / ".cache" / "real-tools.json"
EXCEPTIONS = Path(__file__).with_suffix(".yml")
NODE = Path(__file__).with_name("node_modules")
VNU = NODE / "vnu-jar" / "build" / "dist" / "vnu.jar"
ENVIRONMENT = EXCEPTIONS.with_name("requirements-tools.txt")
LINKCHECKER = ROOT / ".cache" / "tools-venv" / "bin" / "linkchecker"
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Looked:
    """What a tool looked at in a site, and what it said: a sentence each, with the place."""

    tool: str
    edition: str
    count: int
    what: str
    said: tuple[str, ...]


# The Nu HTML checker


def nu(site: Path) -> Iterator[tuple[int, str, list[str]]]:
    """What it says of pages, stylesheets and pictures: how many of what, and the messages."""
    pages, sheets, pictures = (sorted(site.rglob(f"*.{kind}")) for kind in ("html", "css", "svg"))
    yield len(pages), "pages", _nu(site, ["--skip-non-html"], [site])
    yield len(sheets), "stylesheets", _nu(site, ["--css"], sheets)
    yield len(pictures), "pictures", _nu(site, ["--svg"], pictures)


def _nu(site: Path, options: list[str], paths: Iterable[Path]) -> list[str]:
    command = ["java", "-Xss4m", "-jar", VNU, *options, "--format", "json", "--stdout", "--exit-zero-always", *paths]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return [
        f"{_within(site, one['url'])}:{one.get('lastLine', 0)}: {one.get('subType', one['type'])}: {one['message']}"
        for one in json.loads(done.stdout)["messages"]
    ]


def _within(site: Path, address: str) -> str:
    path = Path(unquote(urlsplit(address).path))
    return path.relative_to(site).as_posix() if path.is_relative_to(site) else address


# Links


def linkinator(site: Path) -> Iterator[tuple[int, str, list[str]]]:
    """Links, places in pages and what stylesheets load, of the served site; and pages to which no link leads."""
    with served(site) as address:
        command = ["node", NODE / "linkinator" / "build" / "src" / "cli.js", address, f"{address}404.html"]
        command += [
            "--recurse",
            "--check-fragments",
            "--check-css",
            "--format",
            "json",
            "--skip",
            f"^https?://(?!{urlsplit(address).netloc})",
        ]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        links = json.loads(done.stdout)["links"]
    broken = [f"{one.get('parent')}: {one['url']}: {one['status']}" for one in links if one["state"] == "BROKEN"]
    told = [one.replace(address, "") for one in dict.fromkeys(broken)]
    reached = {unquote(urlsplit(one["url"]).path).lstrip("/") or "index.html" for one in links}
    lost = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - reached - {*NOT_READ}
    yield len(reached), "addresses, served", [*told, *(f"{name}: no link leads to it" for name in sorted(lost))]


def linkchecker(site: Path) -> Iterator[tuple[int, str, list[str]]]:
    """Links of a copy of the site that is opened from its folder; places in pages are the same as in the served site.

    LinkChecker reads as another user where it is started by root: the copy is for everybody.
    """
    with TemporaryDirectory(prefix="ҳамкорӣ як ") as place:
        Path(place).chmod(0o755)
        copy = shutil.copytree(site, Path(place, "site"))
        command = [LINKCHECKER, "--no-status", "--verbose", "--output", "csv"]
        done = subprocess.run(
            [*command, (copy / "index.html").as_uri()], capture_output=True, encoding="utf-8", check=False
        )
        lines = [line for line in done.stdout.splitlines() if not line.startswith("#")]
        rows = list(csv.DictReader(lines, delimiter=";"))
        faults = [row for row in rows if row["valid"] != "True" or row["warningstring"]]
        yield (
            len({row["url"] for row in rows}),
            "addresses, from a folder",
            [
                f"{_within(copy, row['parentname'])}: {row['urlname']}: {row['warningstring'] or row['result']}"
                for row in faults
            ],
        )


# axe


def axes(site: Path) -> Iterator[tuple[int, str, list[str]]]:
    """Every page on a desk, light; the largest page of each kind, in each language, on a phone, dark."""
    every = [name for locale in PREFIX for name in addresses(site, locale)] + ["404.html"]
    kinds = [name for locale in PREFIX for name in heaviest(site, addresses(site, locale), 1)]
    yield len(every), "pages, light", _axes(site, every, {"viewport": DESK, "color_scheme": "light"})
    yield len(kinds), "kinds of page, dark", _axes(site, kinds, {"viewport": PHONE, "color_scheme": "dark"})


def _axes(site: Path, names: list[str], device: dict[str, Any]) -> list[str]:
    parts = os.cpu_count() or 1
    with served(site) as address, ProcessPoolExecutor(parts) as pool:
        told = pool.map(partial(_against, address, device), [names[part::parts] for part in range(parts)])
        return [one for part in told for one in part]


def _against(address: str, device: dict[str, Any], names: list[str]) -> list[str]:
    """What axe has against some pages: for a process of its own."""
    told = []
    with chromium() as browser, browser.new_context(reduced_motion="reduce", **device) as context:
        for name in names:
            page = context.new_page()
            page.goto(address + name)
            told += [f"{name}: {one}" for one in axe.violations(page)]
            page.close()
    return told


# What is told

TOOLS: dict[str, Callable[[Path], Iterator[tuple[int, str, list[str]]]]] = {
    "Nu HTML checker": nu,
    "linkinator": linkinator,
    "axe": axes,
    "LinkChecker": linkchecker,
}


def looked(editions: Iterable[str]) -> Iterator[Looked]:
    """Holds each site against each tool, and tells how long it took."""
    for tool, look in TOOLS.items():
        for edition in editions:
            begun = time.monotonic()
            for count, what, said in look(ROOT / FOLDERS[edition]):
                yield Looked(tool, edition, count, what, tuple(said))
            print(f"{tool}, {edition} edition: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)


def judged(one: Looked, exceptions: list[dict[str, str]]) -> tuple[list[str], Counter[int]]:
    """The messages that nothing allows, and how many each exception allows, by its place in the list."""
    left: list[str] = []
    allowed: Counter[int] = Counter()
    for text in one.said:
        place = next((at for at, rule in enumerate(exceptions) if _allows(rule, one.tool, text)), None)
        if place is None:
            left.append(text)
        else:
            allowed[place] += 1
    return left, allowed


def _allows(rule: dict[str, str], tool: str, text: str) -> bool:
    return rule["tool"] == tool and re.fullmatch(rule["says"], text) is not None


def versions() -> dict[str, str]:
    """The versions of the tools."""
    told = {
        name: json.loads((NODE / name / "package.json").read_text())["version"] for name in ("vnu-jar", "linkinator")
    }
    pins = dict(re.findall(r"^(\w+)==(\S+)", ENVIRONMENT.read_text(encoding="utf-8"), re.MULTILINE))
    of_axe = re.search(r"axe v(\S+)", axe.AXE.read_text(encoding="utf-8"))
    return {**told, "axe": of_axe[1] if of_axe else "", "linkchecker": pins["linkchecker"]}


def main() -> int:
    """Holds both sites against all tools, tells the result, and returns the exit code."""
    exceptions = yaml.safe_load(EXCEPTIONS.read_text(encoding="utf-8"))
    rows, faults, used = [], [], Counter[int]()
    for one in looked(FOLDERS):
        left, allowed = judged(one, exceptions)
        used += allowed
        faults += [f"{one.tool}, {one.edition}: {text}" for text in left]
        rows.append({**asdict(one), "faults": len(left), "excepted": allowed.total()})
        del rows[-1]["said"]
        verdict = f"{len(left)} faults, {allowed.total()} excepted"
        print(f"{one.tool:<16}  {one.edition:<8}  {one.count:>5} {one.what:<26}  {verdict}", flush=True)
    faults += [
        f"{EXCEPTIONS.name}: nothing says '{rule['says']}' any more"
        for at, rule in enumerate(exceptions)
        if not used[at]
    ]
    named = [{**rule, "messages": used[at]} for at, rule in enumerate(exceptions)]
    figures = {"versions": versions(), "looked": rows, "exceptions": named, "faults": faults}
    measuring.kept(REPORT, "make real-tools", [], figures)
    print("\n".join(faults))
    print(f"{len(TOOLS)} tools, {len(faults)} faults; {len(exceptions)} exceptions with reasons in {EXCEPTIONS.name}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
