"""Building the course from the folder that editors work in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from course.data import Data, entries, parse, read, read_text, strings, words
from course.model import Course, Figure, Language, Module, Outcome, Page, Problem, Source, Term, Tool, Wording
from course.text import read_page

DATA_FILES = ("languages", "interface", "modules", "tools", "glossary", "sources", "figures")

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def load(root: Path) -> Course:
    """The course that stands in `root`, the folder with `docs/`.

    Nothing in the files makes it fail: what cannot be read is told in `problems`, with FL codes, and is
    then missing or empty in the course.
    """
    docs = root / "docs"
    data: dict[str, Data] = {}
    problems: list[Problem] = []
    complete = True
    for name in DATA_FILES:
        shown = f"docs/data/{name}.yml"
        value, found = read(docs / "data" / f"{name}.yml", docs / "data" / "schema" / f"{name}.json", shown)
        data[name] = value or Data({}, {})
        complete = complete and value is not None
        problems += found
    languages = tuple(_languages(data["languages"]))
    drawings = {path.stem: path for path in sorted((docs / "assets" / "figures").glob("*.svg"))}
    modules = tuple(_modules(data["modules"]))
    pages, found = _pages(root, languages)
    pages += _planned(modules, languages, {page.path for page in pages})
    settings = _mapping(data["modules"].value)
    return Course(
        languages=languages,
        interface={str(key): entry for key, entry in entries(data["interface"])},
        interface_lines={str(key): data["interface"].line(key) for key, _ in entries(data["interface"])},
        terms={term.id: term for term in _terms(data["glossary"])},
        sources={source.id: source for source in _sources(data["sources"])},
        modules={module.id: module for module in modules},
        tools={tool.id: tool for tool in _tools(data["tools"])},
        figures={figure.id: figure for figure in _figures(data["figures"], drawings)},
        pages=tuple(pages),
        drawings=tuple(drawings),
        strays=tuple(sorted(_strays(root, {page.path for page in pages}))),
        reference=strings(settings.get("reference")),
        academic_hour=_number(settings.get("academic-hour")),
        pass_mark=_number(settings.get("pass-mark")),
        complete=complete,
        problems=tuple(problems + found),
    )


def _pages(root: Path, languages: tuple[Language, ...]) -> tuple[list[Page], list[Problem]]:
    pages: list[Page] = []
    problems: list[Problem] = []
    for language in languages:
        tree = root / "docs" / language.id
        for path in sorted(tree.rglob("*.md")):
            page, found = _page(path, path.relative_to(root).as_posix(), language.id, path.relative_to(tree).as_posix())
            pages.append(page)
            problems += found
    return pages, problems


def _strays(root: Path, known: set[str]) -> set[str]:
    return {path.relative_to(root).as_posix() for path in (root / "docs").rglob("*.md")} - known


def _planned(modules: tuple[Module, ...], languages: tuple[Language, ...], there: set[str]) -> Iterator[Page]:
    for module in modules:
        name = f"handbook/{module.id}/index.md"
        for language in languages:
            path = f"docs/{language.id}/{name}"
            if not module.written and path not in there:
                page = Page(path, language.id, name, "![](data:planned)\n", 0, {}, planned=True)
                yield read_page(page)


def _page(path: Path, shown: str, locale: str, name: str) -> tuple[Page, list[Problem]]:
    text, problems = read_text(path, shown)
    front = _FRONT_MATTER.match(text)
    meta: Any = {}
    if front:
        data, found = parse(front["yaml"], shown, first_line=2)
        problems += found
        meta = data.value if data else {}
    page = Page(
        path=shown,
        locale=locale,
        name=name,
        source=text,
        body=front.end() if front else 0,
        meta=meta if isinstance(meta, Mapping) else {},
    )
    return read_page(page), problems


def _languages(data: Data) -> Iterator[Language]:
    for key, entry in entries(data):
        yield Language(
            id=str(key),
            name=_text(entry, "name"),
            alphabet=_text(entry, "alphabet"),
            source=entry.get("source") is True,
            default=entry.get("default") is True,
        )


def _terms(data: Data) -> Iterator[Term]:
    for key, entry in entries(data):
        notes = words(entry.get("note"))
        wordings = {
            locale: Wording(
                term=_text(value, "term"),
                short=_text(value, "short"),
                forms=strings(value.get("forms")),
                avoid=strings(value.get("avoid")),
                definition=_text(value, "definition"),
                note=notes.get(locale, ""),
            )
            for locale, value in entry.items()
            if isinstance(value, Mapping) and locale != "note"
        }
        lines = {locale: data.line(key, locale) for locale in wordings}
        yield Term(str(key), _text(entry, "confidence"), wordings, data.line(key), lines)


def _sources(data: Data) -> Iterator[Source]:
    for key, entry in entries(data):
        yield Source(
            id=str(key),
            short=_text(entry, "short"),
            author=_text(entry, "author"),
            title=_text(entry, "title"),
            publisher=_text(entry, "publisher"),
            year=_text(entry, "year"),
            identifier=_text(entry, "id"),
            url=_text(entry, "url"),
            accessed=_text(entry, "accessed"),
            verified=_text(entry, "verified"),
            note=words(entry.get("note")),
            line=data.line(key),
        )


def _modules(data: Data) -> Iterator[Module]:
    for key, entry in entries(data, "modules"):
        yield Module(
            id=_text(entry, "id"),
            number=_text(entry, "number"),
            part=_text(entry, "part"),
            hours=_number(entry.get("hours")),
            written=entry.get("status") == "written",
            audience=strings(entry.get("audience")),
            title=words(entry.get("title")),
            outcomes=tuple(_outcomes(data, key, entry)),
            line=data.line("modules", key),
        )


def _outcomes(data: Data, key: str | int, module: Mapping[str, Any]) -> Iterator[Outcome]:
    for index, entry in enumerate(module.get("outcomes") or ()):
        if isinstance(entry, Mapping):
            yield Outcome(
                id=_text(entry, "id"),
                text=words(entry.get("text")),
                taught=strings(entry.get("taught")),
                practised=strings(entry.get("practised")),
                line=data.line("modules", key, "outcomes", index),
            )


def _tools(data: Data) -> Iterator[Tool]:
    for key, entry in entries(data, "tools"):
        yield Tool(
            id=_text(entry, "id"),
            number=_text(entry, "number"),
            minutes=_number(entry.get("minutes")),
            written=entry.get("status") == "written",
            users=strings(entry.get("users")),
            modules=strings(entry.get("modules")),
            title=words(entry.get("title")),
            result=words(entry.get("result")),
            line=data.line("tools", key),
        )


def _figures(data: Data, drawings: Mapping[str, Path]) -> Iterator[Figure]:
    for key, entry in entries(data):
        labels = {
            str(name): {str(locale): strings(lines) for locale, lines in label.items()}
            for name, label in _mapping(entry.get("labels")).items()
            if isinstance(label, Mapping)
        }
        drawing = drawings.get(str(key))
        yield Figure(
            id=str(key),
            title=words(entry.get("title")),
            alt=words(entry.get("alt")),
            labels=labels,
            drawing=drawing.read_text(encoding="utf-8", errors="replace") if drawing else "",
            line=data.line(key),
        )


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
