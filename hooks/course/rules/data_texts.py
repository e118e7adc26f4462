"""What the data files say to readers, text by text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from course.model import Course, Term


@dataclass(frozen=True)
class Text:
    """A text of a data file at the line of its entry; `locale` is empty where it is in any language.

    `avoided` texts are wordings that must not be used.
    """

    path: str
    line: int
    locale: str
    text: str
    avoided: bool = False


def data_texts(course: Course) -> Iterator[Text]:
    """Every text of the data files, in the order of their entries."""
    for key, line in course.interface_lines.items():
        yield from _spoken("interface", line, course.interface.get(key, {}))
    for module in course.modules.values():
        yield from _spoken("modules", module.line, module.title)
        for outcome in module.outcomes:
            yield from _spoken("modules", outcome.line, outcome.text)
    for tool in course.tools.values():
        yield from _spoken("tools", tool.line, tool.title, tool.result)
    for term in course.terms.values():
        yield from _term(term)
    for source in course.sources.values():
        for text in filter(None, (source.short, source.author, source.title, source.publisher)):
            yield Text("docs/data/sources.yml", source.line, "", text)
        yield from _spoken("sources", source.line, source.note)
    for figure in course.figures.values():
        yield from _spoken("figures", figure.line, figure.title, figure.alt, *figure.labels.values())


def _term(term: Term) -> Iterator[Text]:
    for locale, wording in term.wordings.items():
        line = term.lines[locale]
        for text in filter(None, (wording.term, wording.short, *wording.forms, wording.definition, wording.note)):
            yield Text("docs/data/glossary.yml", line, locale, text)
        for text in wording.avoid:
            yield Text("docs/data/glossary.yml", line, locale, text, avoided=True)


def _spoken(name: str, line: int, *entries: Mapping[str, Any]) -> Iterator[Text]:
    for entry in entries:
        for locale, value in entry.items():
            for text in _parts(value):
                yield Text(f"docs/data/{name}.yml", line, locale, text)


def _parts(value: Any) -> Iterable[str]:
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,)
    return (part for part in parts if isinstance(part, str))
