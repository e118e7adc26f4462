"""What the data files say to readers, text by text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from course.model import Course, Standard, Term, Words


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


def said(course: Course) -> Iterator[tuple[str, int, str, Mapping[str, Any]]]:
    """What the data say in every language, glossary and forms apart: path, line, what it is, words by locale."""
    for key, words in course.interface.items():
        yield "docs/data/interface.yml", course.interface_lines.get(key, 1), f"'{key}'", words
    for module in course.modules.values():
        yield "docs/data/modules.yml", module.line, f"title of '{module.id}'", module.title
        for outcome in module.outcomes:
            yield "docs/data/modules.yml", outcome.line, f"outcome '{outcome.id}'", outcome.text
    yield from _tools_and_tracks(course)
    for source in course.sources.values():
        if source.note:
            yield "docs/data/sources.yml", source.line, f"note of '{source.id}'", source.note
    for figure in course.figures.values():
        yield "docs/data/figures.yml", figure.line, f"title of '{figure.id}'", figure.title
        yield "docs/data/figures.yml", figure.line, f"alternative text of '{figure.id}'", figure.alt
        for key, label in figure.labels.items():
            yield "docs/data/figures.yml", figure.line, f"label '{key}' of '{figure.id}'", label
    yield from _dated(course)
    for line, what, texts in _standard(course.standard):
        yield "docs/data/statistics.yml", line, what, texts
    yield from _programme(course)


def _dated(course: Course) -> Iterator[tuple[str, int, str, Mapping[str, Any]]]:
    for milestone in course.milestones.values():
        yield "docs/data/milestones.yml", milestone.line, f"date of '{milestone.id}'", milestone.when
        yield "docs/data/milestones.yml", milestone.line, f"text of '{milestone.id}'", milestone.text
    for change in course.changes.values():
        yield "docs/data/changes.yml", change.line, f"text of '{change.id}'", change.text
    for proof in course.proofs.values():
        texts = {"title": proof.title, "text": proof.text}
        for what, words in texts.items():
            yield "docs/data/evidence.yml", proof.line, f"{what} of '{proof.id}'", words
        for measure in proof.measures:
            yield "docs/data/evidence.yml", proof.line, f"label of '{'/'.join(measure.of)}'", measure.label


def _programme(course: Course) -> Iterator[tuple[str, int, str, Mapping[str, Any]]]:
    for number in course.programme.values():
        texts = {"unit": number.unit, "period": number.period, "place": number.place, "silence": number.silent}
        for what, words in texts.items():
            yield "docs/data/programme.yml", number.line, f"{what} of '{number.id}'", words
        yield "docs/data/programme.yml", number.line, f"phrases of '{number.id}'", number.phrases
    for row in course.partnerships.values():
        yield "docs/data/partnerships.yml", row.line, f"place of '{row.id}'", row.place
        yield "docs/data/partnerships.yml", row.line, f"period of '{row.id}'", row.when
        for what, words in (("present name", row.today), ("remark", row.remark)):
            if words:
                yield "docs/data/partnerships.yml", row.line, f"{what} of '{row.id}'", words


def _tools_and_tracks(course: Course) -> Iterator[tuple[str, int, str, Mapping[str, Any]]]:
    for tool in course.tools.values():
        yield "docs/data/tools.yml", tool.line, f"title of '{tool.id}'", tool.title
        yield "docs/data/tools.yml", tool.line, f"result of '{tool.id}'", tool.result
    for track in course.tracks.values():
        yield "docs/data/tracks.yml", track.line, f"title of '{track.id}'", track.title
        yield "docs/data/tracks.yml", track.line, f"purpose of '{track.id}'", track.purpose


def _standard(standard: Standard) -> Iterator[tuple[int, str, Words]]:
    for key, texts in standard.texts.items():
        yield standard.lines.get(key, 1), f"'{key}'", texts
    for one in standard.fields.values():
        yield one.line, f"label of '{one.id}'", one.label
        yield one.line, f"description of '{one.id}'", one.description
    for codes in standard.lists.values():
        yield codes.line, f"label of '{codes.id}'", codes.label
        for code in codes.codes.values():
            yield code.line, f"label of '{code.id}'", code.label
            if code.iccs:
                yield code.line, f"section of '{code.id}'", code.section
    for mistake in standard.mistakes.values():
        yield mistake.line, f"message of '{mistake.id}'", mistake.message
        yield mistake.line, f"hint of '{mistake.id}'", mistake.hint
        if mistake.near:
            yield mistake.line, f"near hint of '{mistake.id}'", mistake.near


def data_texts(course: Course) -> Iterator[Text]:
    """Every text of the data files."""
    for path, line, _, words in said(course):
        yield from _spoken(path, line, words)
    for form in course.forms.values():
        for _, line, words in form.texts():
            yield from _spoken(form.path, line, words)
    for term in course.terms.values():
        yield from _term(term)
    for source in course.sources.values():
        for text in filter(None, (source.short, source.author, source.title, source.publisher)):
            yield Text("docs/data/sources.yml", source.line, "", text)


def _term(term: Term) -> Iterator[Text]:
    for locale, wording in term.wordings.items():
        line = term.lines[locale]
        for text in filter(None, (wording.term, wording.short, *wording.forms, wording.definition, wording.note)):
            yield Text("docs/data/glossary.yml", line, locale, text)
        for text in wording.avoid:
            yield Text("docs/data/glossary.yml", line, locale, text, avoided=True)


def _spoken(path: str, line: int, words: Mapping[str, Any]) -> Iterator[Text]:
    for locale, value in words.items():
        for text in _parts(value):
            yield Text(path, line, locale, text)


def _parts(value: Any) -> Iterable[str]:
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,)
    return (part for part in parts if isinstance(part, str))
