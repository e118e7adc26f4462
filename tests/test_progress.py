"""How far the translations are: what readers are told on the status page and on top of a page that is behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from course import lists
from course.expand import EDITIONS, LEARNER, TRAINER, expand
from course.interface import say_count
from course.load import page_of
from course.model import Course
from course.progress import Progress, progress, told
from course.translation import section_hashes, stamped

MakeCourse = Callable[..., Course]

SOURCE = "# About {#about}\n\nOne.\n\n## Who {#who}\n\nTwo.\n\n## Where {#where}\n\nThree.\n"
TEXTS = {
    "ru": "# О пособии {#about}\n\nПервое.\n\n## [Кто](term:cppt) {#who}\n\nВторое.\n\n## Где {#where}\n\nТретье.\n",
    "tg": "# Дар бора {#about}\n\nЯк.\n\n## Кӣ {#who}\n\nДу.\n\n## Дар куҷо {#where}\n\nСе.\n",
}
QUIZ = "handbook/partnerships/quiz.md"
LESSON = "handbook/partnerships/lesson.md"
INDEX = "handbook/partnerships/index.md"


def of(text: str, old: str) -> str:
    """A translation made from an earlier source text."""
    return stamped(text, section_hashes(page_of(old, "docs/en/x.md", "en", "x.md")[0]))


@pytest.fixture
def behind(make_course: MakeCourse) -> Callable[..., str]:
    """The page about.md of one language, expanded, after the source has changed from `old` to `new`."""

    def run(locale: str, old: str, new: str, edition: str = LEARNER, text: str = "") -> str:
        files = {"docs/en/about.md": new, f"docs/{locale}/about.md": of(text or TEXTS[locale], old)}
        course = make_course(files)
        return expand(course, course.trees[locale]["about.md"], edition)

    return run


def first(text: str) -> list[str]:
    return [part for part in text.split("\n\n") if part][:3]


# The notice


@pytest.mark.parametrize(
    ("locale", "changed", "notice"),
    [
        (
            "ru",
            ("One",),
            '!!! stale "Исходный текст изменился"\n    '
            "После этого перевода в исходном тексте изменился 1 раздел из 3: [О пособии](#about).",
        ),
        (
            "ru",
            ("One", "Two"),
            '!!! stale "Исходный текст изменился"\n    '
            "После этого перевода в исходном тексте изменились 2 раздела из 3: [О пособии](#about), [Кто](#who).",
        ),
        (
            "tg",
            ("Two", "Three"),
            '!!! stale "Матни аслӣ тағйир ёфтааст"\n    '
            "Пас аз ин тарҷума дар матни аслӣ аз 3 қисм 2 қисм тағйир ёфтааст: [Кӣ](#who), [Дар куҷо](#where).",
        ),
    ],
)
def test_a_page_that_is_behind_says_where(
    behind: Callable[..., str], locale: str, changed: tuple[str, ...], notice: str
) -> None:
    old = SOURCE
    for word in changed:
        old = old.replace(word, f"Earlier {word}")
    text = behind(locale, old, SOURCE)
    assert first(text)[0] == TEXTS[locale].partition("\n")[0]
    assert first(text)[1] == notice
    assert text.count("!!! stale") == 1


def test_five_sections_take_their_plural_form(behind: Callable[..., str]) -> None:
    old = "".join(f"## S {{#s{number}}}\n\nold\n\n" for number in range(5))
    text = "".join(f"## Р {{#s{number}}}\n\nтекст\n\n" for number in range(5))
    found = behind("ru", old, old.replace("old", "new"), text=text)
    assert found.startswith('!!! stale "Исходный текст изменился"\n    ')
    assert "изменилось 5 разделов из 5: [Р](#s0), [Р](#s1), [Р](#s2), [Р](#s3), [Р](#s4)." in found


def test_a_fresh_page_says_nothing(behind: Callable[..., str]) -> None:
    assert "!!! stale" not in behind("ru", SOURCE.replace("One.", "ONE"), SOURCE)


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_a_page_never_stamped_says_nothing(make_course: MakeCourse, locale: str) -> None:
    course = make_course({"docs/en/about.md": SOURCE})
    for page in course.trees[locale].values():
        assert "!!! stale" not in expand(course, page, TRAINER)


def test_a_new_section_that_is_translated_already_is_linked(behind: Callable[..., str]) -> None:
    old = SOURCE.partition("## Where")[0]
    assert "изменился 1 раздел из 3: [Где](#where)." in behind("ru", old, SOURCE)


def test_a_new_section_that_is_not_translated_is_named_as_in_the_source(behind: Callable[..., str]) -> None:
    text = TEXTS["ru"].partition("## Где")[0]
    assert "изменился 1 раздел из 3: Where." in behind("ru", SOURCE.partition("## Where")[0], SOURCE, text=text)


def test_a_section_that_left_the_source_is_linked_while_it_stands(behind: Callable[..., str]) -> None:
    assert "изменился 1 раздел из 3: [Где](#where)." in behind("ru", SOURCE, SOURCE.partition("## Where")[0])


def test_a_section_that_left_both_pages_is_not_named(behind: Callable[..., str]) -> None:
    new, text = SOURCE.partition("## Where")[0], TEXTS["ru"].partition("## Где")[0]
    assert "!!! stale" not in behind("ru", SOURCE, new, text=text)


def test_the_beginning_of_a_page_has_a_name(behind: Callable[..., str]) -> None:
    assert "изменился 1 раздел из 4: начало страницы." in behind("ru", "Old.\n\n" + SOURCE, "New.\n\n" + SOURCE)


def test_a_section_for_trainers_is_not_named_to_learners(behind: Callable[..., str]) -> None:
    block = '\n!!! trainer "{0}"\n    ## {0} {{#secret}}\n\n    {1}\n'
    old, new = SOURCE + block.format("Secret", "old"), SOURCE + block.format("Secret", "new")
    text = TEXTS["ru"] + block.format("Тайна", "текст")
    assert "!!! stale" not in behind("ru", old, new, LEARNER, text)


def test_trainers_are_told_of_their_sections(behind: Callable[..., str]) -> None:
    block = '\n!!! trainer "{0}"\n    ## {0} {{#secret}}\n\n    {1}\n'
    old, new = SOURCE + block.format("Secret", "old"), SOURCE + block.format("Secret", "new")
    text = TEXTS["ru"] + block.format("Тайна", "текст")
    assert "изменился 1 раздел из 4: [Тайна](#secret)." in behind("ru", old, new, TRAINER, text)


def moved(make_course: MakeCourse, names: tuple[str, ...]) -> Course:
    """The small course, in which every section of some source pages has changed since its translation."""
    course = make_course()
    files: dict[str, str] = {}
    for name in names:
        for locale in ("tg", "ru"):
            page = course.trees[locale][name]
            old = dict.fromkeys(section_hashes(course.source_pages[name]), "000000000000")
            files[page.path] = stamped(page.source, old)
    return files_course(course, files)


def files_course(course: Course, files: Mapping[str, str]) -> Course:
    pages = tuple(
        page_of(files[page.path], page.path, page.locale, page.name)[0] if page.path in files else page
        for page in course.pages
    )
    return replace(course, pages=pages)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_notice_stands_below_a_title_from_the_data(make_course: MakeCourse, edition: str) -> None:
    course = moved(make_course, (INDEX, QUIZ))
    parts = first(expand(course, course.trees["ru"][INDEX], edition))
    assert parts[0] == "# Модуль 4. Партнёрство { #partnerships }"
    assert parts[1].endswith("изменился 1 раздел из 1: [Кто решает](#who-decides).")
    parts = first(expand(course, course.trees["tg"][QUIZ], edition))
    assert parts[1].endswith("аз 2 қисм 2 қисм тағйир ёфтааст: аввали саҳифа, Саволи 1.")


# The list


def test_the_status_list_counts_every_language(make_course: MakeCourse) -> None:
    course = moved(make_course, ("about.md", QUIZ, LESSON))
    steps = len(section_hashes(course.source_pages[LESSON]))
    assert lists.placed(course, "en", "status") == (
        "| Language | Pages reviewed | Pages awaiting review | Stale sections |\n"
        "| ---|---:|---:|---: |\n"
        f"| Тоҷикӣ | 0 | 10 | {steps + 3} |\n"
        f"| Русский | 0 | 10 | {steps + 3} |\n"
        "| English | 0 | 10 | source text |"
    )
    assert lists.placed(course, "ru", "status").split("\n\n")[1:] == [
        "На этих страницах перевод отстал от исходного текста:",
        "- [О пособии](about.md): 1 раздел\n"
        f"- План занятия: Партнёрство: {say_count(course, 'ru', 'status-sections', steps)}\n"
        "- [Тест: Партнёрство](handbook/partnerships/quiz.md): 2 раздела",
    ]


def test_a_fresh_course_lists_numbers_only(make_course: MakeCourse) -> None:
    assert lists.placed(make_course(), "tg", "status").count("\n\n") == 0


# Progress


def test_progress_of_a_language(make_course: MakeCourse) -> None:
    course = moved(make_course, ("about.md", QUIZ))
    assert progress(course, "ru") == Progress(
        pages=10, reviewed=0, missing=0, unstamped=8, stale_pages=2, stale_sections=3
    )
    assert progress(course, "ru").behind
    assert progress(course, "en") == Progress(10, 0, 0, 0, 0, 0)
    assert not progress(course, "en").behind


def test_a_planned_page_is_missing_once_its_source_is_written(make_course: MakeCourse) -> None:
    course = make_course({"docs/en/handbook/trust/index.md": "## Trust {#trust-first}\n"})
    assert progress(course, "ru").missing == 1
    assert next(iter(told(course, "ru", lambda _: ()))).endswith(
        "never stamped - compare it with docs/en/about.md, then stamp it"
    )
    missing = "docs/ru/handbook/trust/index.md: the page is missing - translate docs/en/handbook/trust/index.md"
    assert missing in list(told(course, "ru", lambda _: ()))


def test_the_history_is_asked_only_for_stale_sections(make_course: MakeCourse) -> None:
    course = make_course({"docs/en/about.md": SOURCE, "docs/ru/about.md": of(TEXTS["ru"], SOURCE)})
    asked: list[str] = []
    list(told(course, "ru", lambda page: asked.append(page.path) or ()))
    assert asked == []
