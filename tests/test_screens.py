"""Which screens there are, what they say without scripts, and which scripts a page needs."""

from __future__ import annotations

import pytest
from conftest import PLANNED, ROOT

from course import screens
from course.load import page_of
from course.model import Course


def scripts_of(course: Course, name: str) -> tuple[str, ...]:
    return screens.scripts(course, course.trees["ru"][name])


def test_a_screen_says_that_it_needs_scripts(course: Course) -> None:
    assert screens.placed(course, "ru", "progress") == (
        '<div class="screen" data-screen="progress">'
        "<noscript><p>Для этой части в браузере нужен JavaScript.</p></noscript></div>"
    )


def test_a_screen_that_only_adds_to_its_page_says_nothing(course: Course) -> None:
    assert screens.placed(course, "ru", "home") == '<div class="screen" data-screen="home"></div>'


def test_an_unknown_screen_is_an_error(course: Course) -> None:
    with pytest.raises(KeyError, match="people"):
        screens.placed(course, "ru", "people")


def test_every_page_has_the_scripts_of_every_page_once(course: Course) -> None:
    for page in course.pages:
        found = screens.scripts(course, page)
        assert found[: len(screens.EVERYWHERE)] == screens.EVERYWHERE
        assert len(set(found)) == len(found)


def test_pages_have_the_scripts_of_what_they_hold(course: Course) -> None:
    everywhere = set(screens.EVERYWHERE)
    assert "study" in scripts_of(course, "handbook/partnerships/index.md")
    assert "quiz" in scripts_of(course, "handbook/partnerships/quiz.md")
    assert "toolkit" in scripts_of(course, "toolkit/index.md")
    assert "progress" in scripts_of(course, "progress.md")
    assert "track" in scripts_of(course, "tracks/cadet.md")
    ordering = scripts_of(course, "toolkit/detention-card.md")
    assert ordering.index("order") < ordering.index("form")
    assert "order" not in scripts_of(course, "toolkit/trainer-kit.md")
    assert "steps" in scripts_of(course, "toolkit/sara-worksheet.md")
    assert "steps" not in scripts_of(course, "toolkit/trainer-kit.md")
    assert set(scripts_of(course, "about.md")) == everywhere


def test_a_module_that_is_still_to_be_written_has_no_scripts_of_its_own(planned_course: Course) -> None:
    assert set(scripts_of(planned_course, f"handbook/{PLANNED}/index.md")) == set(screens.EVERYWHERE)
    assert "study" in scripts_of(planned_course, "handbook/partnerships/index.md")


def test_a_record_comes_before_the_script_that_reads_it(course: Course) -> None:
    for page in course.pages:
        found = screens.scripts(course, page)
        readers = [
            found.index(name) for name in ("study", "quiz", "progress", "sheet", "class-results") if name in found
        ]
        assert all(found.index("record") < at for at in readers)


def test_scripts_are_for_trainers_when_no_learner_has_their_page(course: Course) -> None:
    names = ("class-figures", "class-results", "sheet-check", "test-papers")
    assert screens.trainer_scripts(course) == {f"assets/js/{name}.js" for name in names}


def test_every_script_is_there(course: Course) -> None:
    page, _ = page_of("".join(f"![](data:{name})\n\n" for name in (*screens.SCREENS, "tools")), "x.md", "ru", "x.md")
    wanted = {*screens.scripts(course, page), "hamkori", "quiz"}
    there = {path.stem for path in (ROOT / "docs" / "assets" / "js").glob("*.js")}
    assert wanted - there == set()
