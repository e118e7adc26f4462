"""Writing into translated pages what they were made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from course.model import Course, Page, Problem
from course.rules import tr001_page_exists, tr002_headings_match, tr003_quizzes_match
from course.translation import record, section_hashes, stamped
from fix import write

_RULES = (tr001_page_exists, tr002_headings_match, tr003_quizzes_match)


def stamp(root: Path, course: Course, paths: Sequence[str] = (), every: bool = False) -> tuple[list[str], bool]:
    """Stamps the named translated pages; without names those that have no record, or every one.

    Returns the lines to print and whether all went well. A page that cannot be stamped is left as it is and told;
    the others are stamped.
    """
    pages = {page.path: page for page in course.translations() if not page.planned}
    names = list(dict.fromkeys(_shown(root, path) for path in paths))
    names = names or [name for name, page in pages.items() if every or record(page) is None]
    problems = _problems(course)
    told: list[str] = []
    written = kept = refused = 0
    for name in names:
        try:
            news = _stamp(root, course, name, pages.get(name), problems)
        except ValueError as error:
            told.append(f"{name}: not stamped: {error}")
            refused += 1
            continue
        written, kept = written + bool(news), kept + (not news)
        if news:
            told.append(f"{name}: {news}")
    told.append(_summary(written, kept, refused))
    return told, not refused


def _summary(written: int, kept: int, refused: int) -> str:
    counts = (f"{written} stamped", f"{kept} had the same record already", f"{refused} refused")
    said = ", ".join(count for count in counts if not count.startswith("0 "))
    return (
        f"Pages: {said}." if said else "Every translated page has a record: name the pages to stamp anew, or use --all."
    )


def _stamp(root: Path, course: Course, name: str, page: Page | None, problems: Sequence[Problem]) -> str:
    """Writes the record of one page and says what is new in it; nothing when the file has it already."""
    if page is None:
        raise ValueError(_no_translation(root, course, name))
    source = course.source_pages.get(page.name)
    found = [problem for problem in problems if problem.path in (name, source and source.path)]
    if found or source is None:
        raise ValueError("mend this first\n" + "\n".join(f"    {problem}" for problem in found))
    hashes = section_hashes(source)
    path = root / name
    old = path.read_bytes()
    new = stamped(old.decode("utf-8"), hashes, name).encode("utf-8")
    if new == old:
        return ""
    write(path, new)
    before = record(page)
    if before is None:
        return f"stamped, {len(hashes)} {'section' if len(hashes) == 1 else 'sections'} of {source.path}"
    changed = [key for key in {**hashes, **before} if hashes.get(key) != before.get(key)]
    return f"stamped anew, changed: {', '.join(changed) or 'nothing'}"


def _problems(course: Course) -> list[Problem]:
    """What keeps a page from being a translation of its source: it cannot be read, or has another shape."""
    return sorted(course.problems) + sorted(problem for rule in _RULES for problem in rule.check(course))


def _no_translation(root: Path, course: Course, name: str) -> str:
    if any(page.path == name and not page.planned for page in course.source_pages.values()):
        others = ", ".join(_translations(course, name))
        return f"it is the source, not a translation - name {others or 'its translations'}"
    if not (root / name).exists():
        return "there is no such page - give its path, such as docs/ru/about.md"
    return "it is no translated page - give the path of a page, such as docs/ru/about.md"


def _translations(course: Course, name: str) -> Iterator[str]:
    inside = name.removeprefix(f"docs/{course.source_locale}/")
    return (page.path for page in course.translations() if page.name == inside and not page.planned)


def _shown(root: Path, given: str) -> str:
    """The path of a page from the root of the course; it may be given from there or from where one stands."""
    for path in (Path.cwd() / given, root / given):
        if path.exists() and path.resolve().is_relative_to(root.resolve()):
            return path.resolve().relative_to(root.resolve()).as_posix()
    return Path(given).as_posix()
