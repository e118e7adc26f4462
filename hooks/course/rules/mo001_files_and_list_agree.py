"""MO001 files-and-list-agree: what the data files list is there, and what is there is listed.

Why: A module that is listed but has no pages breaks the way through the course; pages that are not listed
are reached by nobody.

Bad:
    docs/en/handbook/patrol/index.md: |
      ## On the beat {#on-the-beat}

Says:
    docs/en/handbook/patrol/index.md:1: MO001 'patrol' is not a module - add the module to docs/data/modules.yml

Good:
    docs/en/handbook/partnerships/index.md: |
      ## Who decides {#who-decides}

      See [](fig:structures).

      ![](fig:structures)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from xml.etree.ElementTree import ParseError

from course.figures import label_keys
from course.labels import module_of, tool_of
from course.model import Course, Figure, Page, Problem, Tool, Track
from course.suggest import did_you_mean

CODE = "MO001"
MODULE_FILES = ("index.md", "quiz.md", "lesson.md")


def check(course: Course) -> Iterator[Problem]:
    """Problems at the list for missing files of the source tree, at the file for what is not listed."""
    files = {name: page for name, page in course.source_pages.items() if not page.planned}
    yield from _listed(course, files)
    yield from _there(course, files)
    yield from _too_early(course)
    yield from _figures(course)
    yield from _menus(course, files)
    for path in course.strays:
        hint = f"move it to {' or '.join(f'docs/{language.id}' for language in course.languages)}"
        yield Problem(path, 1, CODE, "the page belongs to no language", hint)


def _listed(course: Course, files: dict[str, Page]) -> Iterator[Problem]:
    tree = f"docs/{course.source_locale}"
    for tool in course.tools.values():
        yield from _unknown_modules(course, "docs/data/tools.yml", tool)
        if tool.written and f"toolkit/{tool.id}.md" not in files:
            hint = f"write {tree}/toolkit/{tool.id}.md or set the tool's status to planned"
            yield Problem("docs/data/tools.yml", tool.line, CODE, f"'{tool.id}' has no page", hint)
    for module in course.modules.values():
        for name in MODULE_FILES:
            if module.written and f"handbook/{module.id}/{name}" not in files:
                hint = f"write {tree}/handbook/{module.id}/{name} or set the module's status to planned"
                yield Problem("docs/data/modules.yml", module.line, CODE, f"'{module.id}' has no {name}", hint)
    for track in course.tracks.values():
        yield from _unknown_modules(course, "docs/data/tracks.yml", track)
        if f"tracks/{track.id}.md" not in files:
            hint = f"write {tree}/tracks/{track.id}.md or take the track away"
            yield Problem("docs/data/tracks.yml", track.line, CODE, f"'{track.id}' has no page", hint)


def _unknown_modules(course: Course, path: str, entry: Tool | Track) -> Iterator[Problem]:
    for key in entry.modules:
        if key not in course.modules:
            hint = did_you_mean(key, course.modules, "choose a module of docs/data/modules.yml")
            yield Problem(path, entry.line, CODE, f"unknown module '{key}' in '{entry.id}'", hint)


def _there(course: Course, files: dict[str, Page]) -> Iterator[Problem]:
    for name, page in files.items():
        match name.split("/"):
            case ["handbook", *rest] if rest != ["index.md"]:
                yield from _of_module(course, page, rest)
            case ["toolkit", *rest] if rest != ["index.md"] and page.id not in course.menus["toolkit"]:
                yield from _entry(page, rest, course.tools, "tool")
            case ["tracks", *rest] if rest != ["index.md"]:
                yield from _entry(page, rest, course.tracks, "track")
            case [folder, _, *_] if folder not in ("handbook", "toolkit", "tracks", "programme"):
                hint = "move it up beside index.md and add it to 'reference' in docs/data/modules.yml"
                yield Problem(page.path, 1, CODE, "the page is in no menu", hint)


def _of_module(course: Course, page: Page, rest: list[str]) -> Iterator[Problem]:
    key, *files = rest
    if key not in course.modules:
        hint = did_you_mean(key, course.modules, "add the module to docs/data/modules.yml")
        yield Problem(page.path, 1, CODE, f"'{key}' is not a module", hint)
    elif "/".join(files) not in MODULE_FILES:
        hint = f"a module has {', '.join(MODULE_FILES)}"
        yield Problem(page.path, 1, CODE, f"a module has no file '{'/'.join(files)}'", hint)


def _entry(page: Page, rest: list[str], listed: Collection[str], kind: str) -> Iterator[Problem]:
    key = "/".join(rest).removesuffix(".md")
    if key not in listed:
        hint = did_you_mean(key, listed, f"add the {kind} to docs/data/{kind}s.yml")
        yield Problem(page.path, 1, CODE, f"'{key}' is not a {kind}", hint)


def _too_early(course: Course) -> Iterator[Problem]:
    for page in course.pages:
        module, tool = module_of(course, page), tool_of(course, page)
        if module and not module.written and not page.planned:
            hint = "set its status to written in docs/data/modules.yml"
            yield Problem(page.path, 1, CODE, f"the module '{module.id}' is listed as planned", hint)
        if tool and not tool.written:
            hint = "set its status to written in docs/data/tools.yml"
            yield Problem(page.path, 1, CODE, f"the tool '{tool.id}' is listed as planned", hint)


def _menus(course: Course, files: dict[str, Page]) -> Iterator[Problem]:
    for menu, pages in course.menus.items():
        for key, line in pages.items():
            if f"{key}.md" not in files:
                hint = f"write docs/{course.source_locale}/{key}.md or take it from '{menu}'"
                yield Problem("docs/data/modules.yml", line, CODE, f"the {menu} page '{key}' is missing", hint)
    listed = {key for pages in course.menus.values() for key in pages}
    for name, page in files.items():
        programme = name.startswith("programme/")
        if (programme or "/" not in name) and name != "index.md" and name.removesuffix(".md") not in listed:
            hint = f"add it to '{'programme' if programme else 'reference'}' in docs/data/modules.yml"
            yield Problem(page.path, 1, CODE, f"the page '{page.id}' is in no menu", hint)


def _figures(course: Course) -> Iterator[Problem]:
    for figure in course.figures.values():
        if figure.id not in course.drawings:
            hint = f"draw docs/assets/figures/{figure.id}.svg or remove the entry"
            yield Problem("docs/data/figures.yml", figure.line, CODE, f"the figure '{figure.id}' has no drawing", hint)
        else:
            yield from _labels(figure)
    for drawing in course.drawings:
        if drawing not in course.figures:
            hint = did_you_mean(drawing, course.figures, "add the figure to docs/data/figures.yml")
            path = f"docs/assets/figures/{drawing}.svg"
            yield Problem(path, 1, CODE, f"the drawing is not a figure: '{drawing}'", hint)


def _labels(figure: Figure) -> Iterator[Problem]:
    path = f"docs/assets/figures/{figure.id}.svg"
    try:
        wanted = label_keys(figure.drawing)
    except ParseError as error:
        yield Problem(path, error.position[0], CODE, "the drawing is not XML", "save it again as plain SVG")
        return
    for key in sorted(wanted - figure.labels.keys()):
        hint = did_you_mean(key, figure.labels, "add it to the figure's labels in docs/data/figures.yml")
        yield Problem(path, 1, CODE, f"the drawing asks for the label '{key}'", hint)
    for key in sorted(figure.labels.keys() - wanted):
        hint = did_you_mean(key, wanted, f'add <text data-label="{key}"> to the drawing or remove the label')
        yield Problem(
            "docs/data/figures.yml", figure.line, CODE, f"no text of '{figure.id}' has the label '{key}'", hint
        )
