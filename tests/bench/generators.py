"""Proves that ProperDocs makes the same site of this course as MkDocs, and tries what Zensical makes of it.

Run it with `make verify-properdocs` and `make try-zensical`: each generator has an environment of its own. Of
ProperDocs it compares the pages and every byte of both editions, and what each says of a course with mistakes; exit
code 1 when anything differs. Of Zensical it only tells what happened: with our configuration as it is, and with the
Markdown that `expand` writes, without hooks, plugins and templates of ours.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from course.expand import EDITIONS, LEARNER, expand, published
from course.load import load
from course.rules import check

ROOT = Path(__file__).resolve().parent.parent.parent
MKDOCS = Path(sys.executable).with_name("mkdocs")
PROPERDOCS = ROOT / ".cache" / "properdocs-venv" / "bin" / "properdocs"
ZENSICAL = ROOT / ".cache" / "zensical-venv" / "bin" / "zensical"
FAULTS = (
    ("docs/en/handbook/partnerships/index.md", "(term:cppt)", "(term:cpptt)"),
    ("docs/en/handbook/partnerships/index.md", " {#who-sits}", ""),
    ("docs/ru/about.md", "(ref:tracks)", "(ref:trackz)"),
    ("docs/tg/about.md", "## Забонҳо {#languages}\n", ""),
)
"""What is broken, each once, in the copy that both have to refuse: file, text, and what stands in its place."""

PLAIN = """\
site_name: Hamkori
use_directory_urls: false
theme: {name: material, language: ru, font: false}
markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - pymdownx.tasklist: {custom_checkbox: true}
  - tables
  - toc: {permalink: true, toc_depth: 3}
"""
"""Zensical's configuration without what is ours: it has no Tajik, and one language for all pages."""

SIGNS = {
    "pages that say they are in Russian": r"<html lang=.?ru",
    "pages with quiz items as they were written": r"<quiz|&lt;quiz",
    "pages with places that only our scripts fill": r"data-screen",
    "pages with a policy": r"Content-Security-Policy",
}
"""What is counted among the pages that Zensical makes of ordinary Markdown."""

_PROBLEM = re.compile(r"docs/\S+:\d+: [A-Z]{2}\d{3} .*")
_LINK = re.compile(r"""<a [^>]*?href=(?:"([^"#?]+)|([^\s">#?]+))""")


def main(arguments: list[str]) -> int:
    """Does what is asked for, `properdocs` or `zensical`, and returns the exit code."""
    with TemporaryDirectory(prefix="hamkori generators ") as place:
        root = Path(place, "course")
        for name in ("docs", "hooks", "overrides"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "mkdocs.yml", root)
        if arguments == ["zensical"]:
            return tried(root)
        faults = [*differences(root), *differences_in_rules(root)]
    print("\n".join(faults) or "ProperDocs makes what MkDocs makes.")
    return 1 if faults else 0


def run(root: Path, *command: object, edition: str = LEARNER) -> tuple[int, str, float]:
    """The exit code of a command in a folder, what it said, and its seconds on the clock."""
    begun = time.monotonic()
    more = {"EDITION": edition, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=root,
        env=os.environ | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, time.monotonic() - begun


def differences(root: Path) -> Iterator[str]:
    """What ProperDocs builds otherwise than MkDocs, a line for each file; prints what it compared."""
    for edition in EDITIONS:
        sites = []
        for program in (MKDOCS, PROPERDOCS):
            site = root.parent / f"{program.name}-{edition}"
            code, said, seconds = run(
                root, program, "build", "--strict", "-f", "mkdocs.yml", "-d", site, edition=edition
            )
            if code:
                yield f"{program.name} builds no {edition} edition: {said.strip().splitlines()[-1]}"
                return
            sites.append({path.relative_to(site).as_posix(): path.read_bytes() for path in files(site)})
            pages = sum(name.endswith(".html") for name in sites[-1])
            print(f"{edition}: {program.name}: {pages} pages, {len(sites[-1])} files, {seconds:.0f} s", flush=True)
        ours, theirs = sites
        yield from (f"{edition}: {name}: only one of them makes it" for name in sorted(ours.keys() ^ theirs.keys()))
        both = sorted(ours.keys() & theirs.keys())
        yield from (f"{edition}: {name}: has other bytes" for name in both if ours[name] != theirs[name])


def differences_in_rules(root: Path) -> Iterator[str]:
    """What ProperDocs says of a course with mistakes otherwise than MkDocs and our check."""
    for name, old, new in FAULTS:
        text = (root / name).read_text("utf-8")
        if old not in text:
            yield f"{name}: has no '{old.strip()}' to break"
        (root / name).write_text(text.replace(old, new, 1), "utf-8")
    told = {"check": [str(problem) for problem in check(load(root))]}
    for program in (MKDOCS, PROPERDOCS):
        code, said, _ = run(root, program, "build", "--strict", "-f", "mkdocs.yml", "-d", root.parent / "refused")
        told[program.name] = _PROBLEM.findall(said)
        if not code:
            yield f"{program.name} builds a course with mistakes"
    print("problems: " + ", ".join(f"{name} {len(found)}" for name, found in told.items()), flush=True)
    if not told["check"] or any(found != told["check"] for found in told.values()):
        yield "the problems of a course with mistakes are not the same"


def files(folder: Path) -> list[Path]:
    """Every file in a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def tried(root: Path) -> int:
    """Tells what Zensical makes of our configuration and of ordinary Markdown; 1 when the latter lacks a page."""
    code, said, seconds = run(root, ZENSICAL, "build", "--strict", "-f", "mkdocs.yml")
    print(f"our configuration: exit code {code}, {seconds:.0f} s; says 'No issues found': {'No issues found' in said}")
    print(f"  {said.strip().splitlines()[-1]}", flush=True)

    course = load(root)
    plain = root.parent / "plain"
    wanted = {plain / "site" / page.path.removeprefix("docs/").replace(".md", ".html"): page for page in course.pages}
    wanted = {path: page for path, page in wanted.items() if published(course, page, LEARNER)}
    for page in wanted.values():
        path = plain / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(expand(course, page, LEARNER), "utf-8")
    (plain / "mkdocs.yml").write_text(PLAIN, "utf-8")
    shutil.copytree(root / "docs" / "assets", plain / "docs" / "assets")
    code, said, seconds = run(plain, ZENSICAL, "build", "-f", "mkdocs.yml")
    pages = {path: path.read_text("utf-8") for path in wanted if path.is_file()}
    print(f"ordinary Markdown: exit code {code}, {seconds:.0f} s, {len(pages)} pages of {len(wanted)}")
    print(f"  {said.strip().splitlines()[-1]}")
    for words, sign in SIGNS.items():
        print(f"  {words}: {sum(bool(re.search(sign, text)) for text in pages.values())}")
    print(f"  pages with links to files that are not there: {sum(any(dead(path, pages[path])) for path in pages)}")
    return 0 if len(pages) == len(wanted) else 1


def dead(path: Path, text: str) -> Iterator[str]:
    """The links of a page to files that are not there."""
    for link in ("".join(found) for found in _LINK.findall(text)):
        if not re.match(r"[a-z]+:|//|/", link) and not (path.parent / link).exists():
            yield link


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
