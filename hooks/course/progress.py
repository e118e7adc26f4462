"""How far the translations are: counted for readers, told section by section to translators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from course.model import Course, Page
from course.translation import TOP, Change, State, pairs, record, reviewed, section_hashes, sections, state, word_diff

Earlier = Callable[[Page], Iterable[Page]]
"""The earlier texts of a page, newest first."""

_AROUND = 6


@dataclass(frozen=True)
class Progress:
    """What one language has and lacks: pages, and sections whose source has moved on."""

    pages: int
    reviewed: int
    missing: int
    unstamped: int
    stale_pages: int
    stale_sections: int

    @property
    def awaiting(self) -> int:
        """Pages that no specialist has approved."""
        return self.pages - self.reviewed

    @property
    def behind(self) -> bool:
        """Whether a page is missing or a section has moved on."""
        return bool(self.missing or self.stale_sections)

    def __str__(self) -> str:
        return (
            f"{_count(self.pages, 'page')}: {self.reviewed} reviewed, {self.awaiting} awaiting review; "
            f"{self.missing} missing, {self.unstamped} never stamped, "
            f"{_count(self.stale_sections, 'stale section')} on {_count(self.stale_pages, 'page')}"
        )


def progress(course: Course, locale: str) -> Progress:
    """How far one language is; the source language is never behind itself."""
    both = list(pairs(course, locale))
    there = [(source, page) for source, page in both if page]
    states = [] if locale == course.source_locale else [state(source, page) for source, page in there]
    changed = [len(one.changed) for one in states]
    return Progress(
        pages=len(there),
        reviewed=sum(reviewed(page) for _, page in there),
        missing=len(both) - len(there),
        unstamped=sum(not one.stamped for one in states),
        stale_pages=sum(map(bool, changed)),
        stale_sections=sum(changed),
    )


def told(course: Course, locale: str, earlier: Earlier) -> Iterator[str]:
    """The lines that tell a translator what is to be done in one language, and a last one that sums it up."""
    for source, page in pairs(course, locale):
        if page is None:
            yield f"docs/{locale}/{source.name}: the page is missing - translate {source.path}"
            continue
        found = state(source, page)
        if not found.stamped:
            yield f"{page.path}: never stamped - compare it with {source.path}, then stamp it"
        if found.changed:
            total = len(found.fresh) + len(found.changed)
            yield f"{page.path}: {len(found.changed)} of {_count(total, 'section')} changed in {source.path}"
            yield from _sections(source, page, found, earlier)
    yield f"{locale}: {progress(course, locale)}"


def _sections(source: Page, page: Page, found: State, earlier: Earlier) -> Iterator[str]:
    made_from = record(page) or {}
    now = sections(source)
    former = _earlier_texts({key: made_from[key] for key in found.stale}, earlier(source)) if found.stale else {}
    for key in found.stale:
        changes = (
            _shown(word_diff(former[key], now[key])) if key in former else "the earlier text is not in the history"
        )
        yield f"    {_place(source, key)}: {changes}"
    yield from (f"    {_place(source, key)}: new in the source" for key in found.missing)
    yield from (f"    {key}: no longer in the source" for key in found.gone)


def _earlier_texts(wanted: Mapping[str, str], versions: Iterable[Page]) -> dict[str, str]:
    """The texts of the sections that have the wanted hashes, from the newest version that has them."""
    found: dict[str, str] = {}
    for version in versions:
        hashes = section_hashes(version)
        matching = [key for key, value in wanted.items() if key not in found and hashes.get(key) == value]
        if matching:
            texts = sections(version)
            found |= {key: texts[key] for key in matching}
        if len(found) == len(wanted):
            break
    return found


def _place(source: Page, key: str) -> str:
    lines = [heading.line for heading in source.headings if heading.id == key]
    lines += [item.line for item in source.items if item.id == key]
    line = lines[0] if lines and key != TOP else source.source.count("\n", 0, source.body) + 1
    return f"{key} ({source.path}:{line})"


def _shown(changes: list[tuple[Change, str]]) -> str:
    """The changes as git shows them word by word, with a few words around each."""
    parts = []
    for at, (change, words) in enumerate(changes):
        if change == "kept":
            parts.append(_shortened(words.split(), first=at == 0, last=at == len(changes) - 1))
        else:
            parts.append(f"[-{words}-]" if change == "removed" else f"{{+{words}+}}")
    return " ".join(parts)


def _shortened(words: list[str], *, first: bool, last: bool) -> str:
    """Only the words beside a change; those at the beginning and the end of the text have one side."""
    before, after = 0 if first else _AROUND, 0 if last else _AROUND
    if len(words) <= before + after:
        return " ".join(words)
    return " ".join([*words[:before], "…", *words[len(words) - after :]])


def _count(n: int, name: str) -> str:
    return f"{n} {name}" if n == 1 else f"{n} {name}s"
