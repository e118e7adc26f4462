"""The way through the course: its pages in order, with titles in the reader's language."""

from __future__ import annotations

from typing import Any

from course.interface import say
from course.labels import page_title
from course.model import Course, Module

Entry = str | dict[str, Any]
"""A page name, or a title with a page name or a list of entries."""

REFERENCE_PAGES = ("glossary.md", "sources.md", "legal.md", "about.md")


def tree(course: Course, locale: str, edition: str) -> list[Entry]:
    """The navigation of one language and edition, in the shape of `nav` in mkdocs.yml."""
    there = course.trees[locale]
    parts = list(dict.fromkeys(module.part for module in course.modules.values()))
    handbook: list[Entry] = ["handbook/index.md"]
    for part in parts:
        modules = [module for module in course.modules.values() if module.part == part]
        handbook.append(
            {say(course, locale, f"nav-{part}"): [_module(course, locale, edition, module) for module in modules]}
        )
    tools: list[Entry] = [
        {page_title(course, there[f"toolkit/{tool.id}.md"]): f"toolkit/{tool.id}.md"}
        for tool in course.tools.values()
        if tool.written
    ]
    reference: list[Entry] = [{page_title(course, there[name]): name} for name in REFERENCE_PAGES if name in there]
    return [
        {say(course, locale, "nav-home"): "index.md"},
        {say(course, locale, "nav-handbook"): handbook},
        {say(course, locale, "nav-toolkit"): ["toolkit/index.md", *tools]},
        {say(course, locale, "nav-reference"): reference},
    ]


def _module(course: Course, locale: str, edition: str, module: Module) -> Entry:
    title = f"{module.number}. {module.title[locale]}"
    folder = f"handbook/{module.id}"
    if not module.written:
        return {title: f"{folder}/index.md"}
    pages: list[Entry] = [f"{folder}/index.md", {say(course, locale, "quiz"): f"{folder}/quiz.md"}]
    if edition == "trainer":
        pages.append({say(course, locale, "lesson-plan"): f"{folder}/lesson.md"})
    return {title: pages}
