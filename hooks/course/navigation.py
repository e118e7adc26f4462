"""The way through the course: its pages in order, with titles in the reader's language."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from course.interface import say
from course.labels import page_title
from course.model import Course, Module

MENUS = {
    "learner": ("programme", "learning", "reference"),
    "trainer": ("programme", "learning", "teaching", "reference"),
}

Entry = str | dict[str, Any]
"""A page name, or a title with a page name or a list of entries."""


def tree(course: Course, locale: str, edition: str) -> list[Entry]:
    """The navigation of one language and edition, in the shape of `nav` in mkdocs.yml."""
    parts = list(dict.fromkeys(module.part for module in course.modules.values()))
    handbook: list[Entry] = ["handbook/index.md"]
    for part in parts:
        modules = [module for module in course.modules.values() if module.part == part]
        handbook.append(
            {say(course, locale, f"nav-{part}"): [_module(course, locale, edition, module) for module in modules]}
        )
    if course.tracks:
        tracks = [f"tracks/{track.id}.md" for track in course.tracks.values()]
        handbook.append({say(course, locale, "nav-tracks"): ["tracks/index.md", *_titled(course, locale, tracks)]})
    about = [f"{key}.md" for key in course.menus["toolkit"]]
    toolkit = ["toolkit/index.md", *_titled(course, locale, [*about, *_written(course, "tool")])]
    templates = _titled(course, locale, _written(course, "template"))
    if templates:
        toolkit.append({say(course, locale, "nav-templates"): templates})
    return [
        {say(course, locale, "nav-home"): "index.md"},
        {say(course, locale, "nav-handbook"): handbook},
        {say(course, locale, "nav-toolkit"): toolkit},
        *(
            {say(course, locale, f"nav-{menu}"): _foldered(course, locale, [f"{key}.md" for key in course.menus[menu]])}
            for menu in MENUS[edition]
            if course.menus[menu]
        ),
    ]


def _written(course: Course, series: str) -> list[str]:
    return [f"toolkit/{tool.id}.md" for tool in course.tools_of(series) if tool.written]


def _foldered(course: Course, locale: str, names: list[str]) -> list[Entry]:
    """Pages of a menu; those of a folder inside its folder stand together, under the title of the first, its index."""
    entries: list[Entry] = []
    for folder, pages in groupby(names, lambda name: name.rpartition("/")[0]):
        titled = _titled(course, locale, list(pages))
        entries += [{next(iter(titled[0])): titled}] if "/" in folder and titled else titled
    return entries


def _titled(course: Course, locale: str, names: list[str]) -> list[Entry]:
    there = course.trees[locale]
    return [{page_title(course, there[name]): name} for name in names if name in there]


def _module(course: Course, locale: str, edition: str, module: Module) -> Entry:
    # Also a module of one page is a list: Material would take a bare index.md for the page of the part above it.
    folder = f"handbook/{module.id}"
    pages: list[Entry] = [f"{folder}/index.md"]
    if module.written:
        pages.append({say(course, locale, "quiz"): f"{folder}/quiz.md"})
    if module.written and edition == "trainer":
        pages.append({say(course, locale, "lesson-plan"): f"{folder}/lesson.md"})
    return {f"{module.number}. {module.title[locale]}": pages}
