"""Pages and courses as they are kept and as the site is built from them."""

from __future__ import annotations

import pickle
import sys
from dataclasses import replace
from typing import Any

import pytest

from course.model import Course, Page, Reference
from course.text import read_page
from course.translation import section_hashes

TEXT = "# Сарлавҳа {#a}\n\n!!! note\n    Нишон [истилоҳ](term:cppt) ва ![](data:form) [бо](other.md).\n\n|a|b|\n|-|-|\n"


def page(text: str = TEXT) -> Page:
    """A page with something of everything."""
    return read_page(Page("docs/tg/about.md", "tg", "about.md", text, 0, {"review": "draft"}))


def test_a_page_is_kept_whole() -> None:
    one = page(TEXT + "\ud800")
    section_hashes_of(one)
    again = pickle.loads(pickle.dumps(one))
    assert vars(again) == vars(one)


def section_hashes_of(one: Page) -> None:
    """Keeps something in the page that is no field of it."""
    vars(one)["section_hashes"] = {"a": "b"}


@pytest.mark.parametrize("name", ["source", "prose"])
def test_a_page_that_was_kept_takes_no_more_memory(name: str) -> None:
    one = page()
    before = sys.getsizeof(getattr(one, name))
    pickle.dumps(one)
    assert sys.getsizeof(getattr(one, name)) == before


def test_a_lean_page_has_what_its_site_is_built_from() -> None:
    one = page()
    assert all((one.prose, one.blocks, one.grids, one.addresses))
    assert len(one.references) == 2
    lean = one.lean(source=False)
    assert lean.references == (one.references[1],)
    assert (lean.prose, lean.blocks, lean.grids, lean.addresses, lean.faults) == ("", (), (), (), ())
    assert (lean.source, lean.headings, lean.meta) == (one.source, one.headings, one.meta)


def test_the_hashes_of_a_lean_source_page_are_the_same() -> None:
    one = page()
    assert section_hashes(one.lean(source=True)) == section_hashes(one)


def test_a_lean_page_keeps_what_was_found_out_about_it() -> None:
    one = page()
    section_hashes_of(one)
    assert section_hashes(one.lean(source=False)) == {"a": "b"}


def test_a_lean_course_is_of_the_same_pages(course: Course) -> None:
    lean = course.lean()
    assert [page.path for page in lean.pages] == [page.path for page in course.pages]
    kept: dict[bool, list[Reference]] = {True: [], False: []}
    for one in lean.pages:
        kept[one.locale == course.source_locale] += one.references
    assert all(ref.placed for ref in kept[False])
    assert not all(ref.placed for ref in kept[True])
    assert lean.problems == ()
    assert lean.data_digest == course.data_digest


def test_what_a_language_is_made_from_has_its_pages_the_source_and_the_front_matter_of_others(course: Course) -> None:
    def changed(locale: str, **values: Any) -> set[str]:
        pages = [replace(one, **values) if one.path == f"docs/{locale}/about.md" else one for one in course.pages]
        made_of = replace(course, pages=tuple(pages)).made_of
        return {key for key, value in made_of.items() if course.made_of[key] != value}

    assert changed("ru", source="другое") == {"ru"}
    assert changed("en", source="other") == {"tg", "ru", "en"}
    assert changed("tg", meta={"review": "approved"}) == {"ru", "en"}
    assert changed("tg", source="дигар", meta={"review": "approved"}) == {"tg", "ru", "en"}
    assert replace(course, other_texts={}).made_of["ru"] != course.made_of["ru"]
