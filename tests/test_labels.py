"""What things are called, in the language of the page, and how they are numbered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from course import labels
from course.model import Course, Language

MakeCourse = Callable[..., Course]


@pytest.fixture
def small(make_course: MakeCourse) -> Course:
    return make_course()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Who decides", "Who decides"),
        ("The [team](term:cppt) decides", "The team decides"),
        ("[A](ref:a), [B](ref:b#c)", "A, B"),
        ("![A](fig:a)", "A"),
        (r"A \] [b](term:a)", r"A \] b"),
        ("[A] and (b)", "[A] and (b)"),
        (" A ", "A"),
    ],
)
def test_a_label_has_no_links(small: Course, text: str, label: str) -> None:
    assert labels.plain(small, "en", text) == label


def test_an_empty_term_link_in_a_heading_says_its_term(small: Course) -> None:
    assert labels.plain(small, "tg", "Вазифаи [](term:cppt)") == "Вазифаи гурӯҳи ҳамкорӣ"
    assert labels.plain(small, "en", "What a [](term:cpptt) does") == "What a cpptt does"


TITLES = {
    "tg": {
        "handbook/partnerships/index.md": "Модули 4. Шарикӣ",
        "handbook/partnerships/quiz.md": "Тест: Шарикӣ",
        "handbook/partnerships/lesson.md": "Нақшаи машғулият: Шарикӣ",
        "handbook/trust/index.md": "Модули 3. Эътимод",
        "toolkit/inclusion-checklist.md": "Воситаи 1. Варақаи санҷиш",
        "handbook/index.md": "Дастур",
        "toolkit/index.md": "Воситаҳо",
        "index.md": "Ҳамкорӣ",
    },
    "ru": {
        "handbook/partnerships/index.md": "Модуль 4. Партнёрство",
        "handbook/partnerships/quiz.md": "Тест: Партнёрство",
        "handbook/partnerships/lesson.md": "План занятия: Партнёрство",
        "handbook/trust/index.md": "Модуль 3. Доверие",
        "toolkit/inclusion-checklist.md": "Инструмент 1. Проверочный лист",
        "about.md": "О пособии",
    },
    "en": {
        "handbook/partnerships/index.md": "Module 4. Partnerships",
        "handbook/partnerships/quiz.md": "Quiz: Partnerships",
        "handbook/partnerships/lesson.md": "Lesson plan: Partnerships",
        "handbook/trust/index.md": "Module 3. Trust",
        "toolkit/inclusion-checklist.md": "Tool 1. Inclusion checklist",
        "about.md": "About",
    },
}


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_a_page_has_a_title(small: Course, locale: str) -> None:
    tree = small.trees[locale]
    assert {name: labels.page_title(small, tree[name]) for name in TITLES[locale]} == TITLES[locale]


def test_a_page_without_a_heading_is_called_by_its_id(make_course: MakeCourse) -> None:
    course = make_course({"docs/en/about.md": "No heading.\n"})
    assert labels.page_title(course, course.trees["en"]["about.md"]) == "about"


@pytest.mark.parametrize(
    ("locale", "name", "anchor", "label"),
    [
        ("en", "handbook/trust/index.md", "", "Module 3, Trust"),
        ("ru", "handbook/trust/index.md", "", "Модуль 3, Доверие"),
        ("tg", "handbook/trust/index.md", "", "Модули 3, Эътимод"),
        ("en", "handbook/partnerships/index.md", "who-decides", "Module 4, Who decides"),
        ("ru", "handbook/partnerships/index.md", "who-decides", "Модуль 4, Кто решает"),
        ("tg", "handbook/partnerships/index.md", "who-decides", "Модули 4, Кӣ қарор медиҳад"),
        ("en", "handbook/partnerships/quiz.md", "", "Module 4, Quiz"),
        ("ru", "handbook/partnerships/lesson.md", "", "Модуль 4, План занятия"),
        ("tg", "handbook/partnerships/lesson.md", "aim", "Модули 4, Мақсад"),
        ("en", "handbook/partnerships/index.md", "nowhere", "Module 4, Partnerships"),
        ("en", "about.md", "", "About"),
        ("en", "about.md", "about", "About"),
        ("en", "glossary.md", "cppt", "Glossary, cppt"),
        ("en", "toolkit/inclusion-checklist.md", "", "Tool 1. Inclusion checklist"),
        ("ru", "toolkit/inclusion-checklist.md", "when", "Инструмент 1. Проверочный лист, Когда применять"),
    ],
)
def test_a_page_or_section_has_a_name(small: Course, locale: str, name: str, anchor: str, label: str) -> None:
    assert labels.page(small, locale, name, anchor) == label


@pytest.mark.parametrize(
    ("locale", "label"),
    [("tg", "Воситаи 2, Маҷмӯа"), ("ru", "Инструмент 2, Пакет"), ("en", "Tool 2, Partnership pack")],
)
def test_a_tool_has_a_name(small: Course, locale: str, label: str) -> None:
    assert labels.tool(small, locale, "partnership-pack") == label


@pytest.mark.parametrize(
    ("locale", "label", "title"),
    [
        ("tg", "Қолаби 1, Мактуб", "Қолаби 1. Мактуб"),
        ("ru", "Шаблон 1, Письмо", "Шаблон 1. Письмо"),
        ("en", "Template 1, Letter", "Template 1. Letter"),
    ],
)
def test_a_template_is_counted_apart_from_the_tools(
    make_course: MakeCourse, with_template: dict[str, str], locale: str, label: str, title: str
) -> None:
    course = make_course(with_template)
    assert labels.tool(course, locale, "small-letter") == label
    assert labels.page_title(course, course.trees[locale]["toolkit/small-letter.md"]) == title
    assert labels.tool(course, "en", "partnership-pack") == "Tool 2, Partnership pack"


def test_a_written_tool_has_a_page_and_a_planned_one_a_line(small: Course) -> None:
    assert labels.tool_place(small, "inclusion-checklist") == ("toolkit/inclusion-checklist.md", "")
    assert labels.tool_place(small, "partnership-pack") == ("toolkit/index.md", "partnership-pack")


@pytest.mark.parametrize(
    ("name", "module", "tool"),
    [
        ("handbook/partnerships/quiz.md", "partnerships", None),
        ("handbook/index.md", None, None),
        ("toolkit/inclusion-checklist.md", None, "inclusion-checklist"),
        ("toolkit/index.md", None, None),
        ("about.md", None, None),
    ],
)
def test_a_page_knows_its_module_and_tool(small: Course, name: str, module: str | None, tool: str | None) -> None:
    page = small.trees["en"][name]
    found_module, found_tool = labels.module_of(small, page), labels.tool_of(small, page)
    assert (found_module and found_module.id, found_tool and found_tool.id) == (module, tool)


@pytest.mark.parametrize(
    ("locale", "figure", "table"),
    [("tg", "Расми 4.1", "Ҷадвали 4.1"), ("ru", "Рисунок 4.1", "Таблица 4.1"), ("en", "Figure 4.1", "Table 4.1")],
)
def test_a_figure_and_a_table_have_a_number(small: Course, locale: str, figure: str, table: str) -> None:
    assert labels.figure(small, locale, "structures") == figure
    assert labels.table(small, locale, "levels") == table
    assert labels.figure_page(small, "structures") == "handbook/partnerships/index.md"
    assert labels.table_page(small, "levels") == "handbook/partnerships/index.md"


def caption(*ids: str) -> str:
    return "".join(f"Table: A {{#tab-{key}}}\n\n| a |\n|---|\n\n" for key in ids)


def test_tables_count_within_a_module_a_tool_a_template_and_all_other_pages(
    make_course: MakeCourse, with_template: dict[str, str]
) -> None:
    course = make_course(
        with_template
        | {
            "docs/en/about.md": caption("a", "b"),
            "docs/en/index.md": caption("c"),
            "docs/en/handbook/partnerships/index.md": caption("d", "e"),
            "docs/en/handbook/partnerships/lesson.md": caption("f"),
            "docs/en/toolkit/inclusion-checklist.md": caption("g", "h"),
            "docs/en/toolkit/small-letter.md": caption("i"),
        }
    )
    assert {key: number for key, (_, number) in labels.table_numbers(course).items()} == {
        "a": "1",
        "b": "2",
        "c": "3",
        "d": "4.1",
        "e": "4.2",
        "f": "4.3",
        "g": "T1.1",
        "h": "T1.2",
        "i": "D1.1",
    }


def test_figures_count_where_they_are_first_placed(make_course: MakeCourse) -> None:
    course = make_course(
        {
            "docs/en/about.md": "[](fig:structures) [](fig:other)\n",
            "docs/en/handbook/partnerships/index.md": "![](fig:other)\n\n![](fig:structures)\n\n![](fig:other)\n",
        }
    )
    page = "handbook/partnerships/index.md"
    assert labels.figure_numbers(course) == {"other": (page, "4.1"), "structures": (page, "4.2")}


def test_numbers_come_from_the_source_tree(make_course: MakeCourse) -> None:
    course = make_course({"docs/ru/handbook/partnerships/index.md": caption("z", "levels")})
    assert labels.table(course, "ru", "levels") == "Таблица 4.1"
    with pytest.raises(KeyError):
        labels.table(course, "ru", "z")


def test_each_course_has_its_own_numbers(course: Course, small: Course) -> None:
    assert labels.table(small, "en", "levels") == "Table 4.1"
    assert labels.table_page(course, "levels") != labels.table_page(small, "levels")
    assert labels.table(small, "en", "levels") == "Table 4.1"


def test_what_is_placed_nowhere_has_no_number(small: Course) -> None:
    with pytest.raises(KeyError):
        labels.figure(small, "en", "nowhere")


def test_a_language_written_from_the_right_says_so(make_course: Callable[..., Course]) -> None:
    course = make_course()
    dari = Language("fa", "دری", "ابپت", source=False, default=False)
    assert labels.direction(replace(course, languages=(*course.languages, dari)), "fa") == "rtl"
    assert labels.direction(course, "tg") == "ltr"
