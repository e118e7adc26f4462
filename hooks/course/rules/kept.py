"""What rules have found before and would find again: in a page that has not changed, in data that have not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from course.cache import digest
from course.model import Course, Page

T = TypeVar("T")


def in_pages(
    course: Course, pages: Iterable[Page], work: Callable[[Page], list[T]], *made_from: object
) -> Iterator[tuple[Page, list[T]]]:
    """What the work comes to in each page; `made_from` is all else that it is made from."""
    things = {course.digests[page.path]: page for page in pages}
    found = course.cache.kept_each(work, things, *made_from)
    return zip(things.values(), found, strict=True)


def in_pairs(
    course: Course, pairs: Iterable[tuple[Page, Page]], work: Callable[[tuple[Page, Page]], list[T]], *made_from: object
) -> Iterator[T]:
    """As `in_pages`, of what the work finds when it lays two pages side by side."""
    things = {course.digests[one.path] + course.digests[other.path]: (one, other) for one, other in pairs}
    for found in course.cache.kept_each(work, things, *made_from):
        yield from found


def in_data(course: Course, work: Callable[[], Iterable[T]], *made_from: object) -> list[T]:
    """What the work finds in the data files alone."""
    return course.cache.kept(lambda: list(work()), *made_from, course.data_digest)


def texts(course: Course, *names: str) -> bytes:
    """The digest of some data files, for `made_from`."""
    return digest(*(course.data_texts.get(f"docs/data/{name}.yml", "") for name in names))
