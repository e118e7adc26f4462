"""The way through the course, in three languages and both editions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from course.expand import EDITIONS, published
from course.model import Course
from course.navigation import tree

MakeCourse = Callable[..., Course]


@pytest.fixture
def small(make_course: MakeCourse) -> Course:
    return make_course()


WORDS = {
    "tg": {
        "home": "Саҳифаи асосӣ",
        "handbook": "Дастури таълимӣ",
        "core": "Модулҳои асосӣ",
        "trust": "3. Эътимод",
        "partnerships": "4. Шарикӣ",
        "quiz": "Тест",
        "lesson": "Нақшаи машғулият",
        "toolkit": "Маҷмӯи воситаҳо",
        "tool": "Воситаи 1. Варақаи санҷиш",
        "reference": "Маълумотнома",
        "glossary": "Луғат",
        "sources": "Сарчашмаҳо",
        "about": "Дар бораи дастур",
    },
    "ru": {
        "home": "Главная",
        "handbook": "Пособие",
        "core": "Основные модули",
        "trust": "3. Доверие",
        "partnerships": "4. Партнёрство",
        "quiz": "Тест",
        "lesson": "План занятия",
        "toolkit": "Набор инструментов",
        "tool": "Инструмент 1. Проверочный лист",
        "reference": "Справочник",
        "glossary": "Словарь",
        "sources": "Источники",
        "about": "О пособии",
    },
    "en": {
        "home": "Home",
        "handbook": "Handbook",
        "core": "Core modules",
        "trust": "3. Trust",
        "partnerships": "4. Partnerships",
        "quiz": "Quiz",
        "lesson": "Lesson plan",
        "toolkit": "Toolkit",
        "tool": "Tool 1. Inclusion checklist",
        "reference": "Reference",
        "glossary": "Glossary",
        "sources": "Sources",
        "about": "About",
    },
}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("locale", WORDS)
def test_the_whole_tree(small: Course, locale: str, edition: str) -> None:
    words = WORDS[locale]
    pages: list[Any] = ["handbook/partnerships/index.md", {words["quiz"]: "handbook/partnerships/quiz.md"}]
    if edition == "trainer":
        pages.append({words["lesson"]: "handbook/partnerships/lesson.md"})
    modules = [{words["trust"]: ["handbook/trust/index.md"]}, {words["partnerships"]: pages}]
    assert tree(small, locale, edition) == [
        {words["home"]: "index.md"},
        {words["handbook"]: ["handbook/index.md", {words["core"]: modules}]},
        {words["toolkit"]: ["toolkit/index.md", {words["tool"]: "toolkit/inclusion-checklist.md"}]},
        {
            words["reference"]: [
                {words["glossary"]: "glossary.md"},
                {words["sources"]: "sources.md"},
                {words["about"]: "about.md"},
            ]
        },
    ]


def names(entries: Any) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        else:
            for value in entry.values():
                yield from names([value] if isinstance(value, str) else value)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("locale", WORDS)
def test_every_published_page_of_the_course_is_on_the_way_once(course: Course, locale: str, edition: str) -> None:
    pages = [page.name for page in course.trees[locale].values() if published(course, page, edition)]
    assert sorted(names(tree(course, locale, edition))) == sorted(pages)


def test_modules_are_grouped_by_part_in_the_order_of_the_data(course: Course) -> None:
    handbook = tree(course, "en", "learner")[1]
    assert isinstance(handbook, dict)
    _, core, leadership, _ = handbook["Handbook"]
    assert (list(core), list(leadership)) == (["Core modules"], ["Leadership and training"])
    titles = [title for part in (core, leadership) for entry in next(iter(part.values())) for title in entry]
    assert titles == [f"{module.number}. {module.title['en']}" for module in course.modules.values()]


@pytest.mark.parametrize(("locale", "part"), [("tg", "Роҳҳои омӯзиш"), ("ru", "Учебные маршруты"), ("en", "Tracks")])
def test_the_handbook_ends_with_the_tracks_in_the_order_of_the_data(course: Course, locale: str, part: str) -> None:
    handbook = tree(course, locale, "learner")[1]
    assert isinstance(handbook, dict)
    last = next(iter(handbook.values()))[-1]
    tracks = [{track.title[locale]: f"tracks/{track.id}.md"} for track in course.tracks.values()]
    assert last == {part: ["tracks/index.md", *tracks]}
    assert len(tracks) > 1


def test_pages_about_the_toolkit_stand_before_its_tools(course: Course) -> None:
    toolkit = tree(course, "en", "learner")[2]
    assert isinstance(toolkit, dict)
    assert toolkit["Toolkit"][:4] == [
        "toolkit/index.md",
        {"One journey through five tools": "toolkit/journey.md"},
        {"Data desk": "toolkit/data-desk.md"},
        {"Tool 1. Membership and inclusion checklist": "toolkit/inclusion-checklist.md"},
    ]


def test_pages_of_an_inner_folder_stand_together_under_the_title_of_its_index(course: Course) -> None:
    programme = next(
        part for part in tree(course, "en", "learner") if isinstance(part, dict) and "The programme" in part
    )
    cases = next(entry for entry in programme["The programme"] if "Case studies" in entry)["Case studies"]
    assert {"Institutions and people around the table": "programme/institutions.md"} in programme["The programme"]
    assert cases[:2] == [
        {"Case studies": "programme/cases/index.md"},
        {"Ten people go to Belfast": "programme/cases/belfast.md"},
    ]


def test_a_course_without_tracks_has_no_part_for_them(small: Course) -> None:
    assert not small.tracks
    assert "Tracks" not in str(tree(small, "en", "learner"))


def test_a_reference_page_that_a_language_lacks_is_left_out(make_course: MakeCourse) -> None:
    reference = tree(make_course({"docs/ru/sources.md": None}), "ru", "learner")[3]
    assert reference == {"Справочник": [{"Словарь": "glossary.md"}, {"О пособии": "about.md"}]}


def test_the_toolkit_ends_with_the_templates(make_course: MakeCourse, with_template: dict[str, str]) -> None:
    assert tree(make_course(with_template), "ru", "learner")[2] == {
        "Набор инструментов": [
            "toolkit/index.md",
            {"Инструмент 1. Проверочный лист": "toolkit/inclusion-checklist.md"},
            {"Шаблоны документов": [{"Шаблон 1. Письмо": "toolkit/small-letter.md"}]},
        ]
    }


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(("locale", "title"), [("tg", "Барнома"), ("ru", "Программа"), ("en", "The programme")])
def test_the_programme_stands_after_the_toolkit(course: Course, locale: str, title: str, edition: str) -> None:
    entry = tree(course, locale, edition)[3]
    assert isinstance(entry, dict)
    [(name, pages)] = entry.items()
    assert (name, list(names(pages))[:3]) == (
        title,
        ["programme/index.md", "programme/register.md", "programme/figures.md"],
    )
