"""What the site says, and in which plural form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from course.interface import plural, say, say_count
from course.model import Course

EAST_SLAVIC = {"one", "few", "many"}
ENGLISH = {"one", "other"}
TAJIK = {"other"}


@pytest.fixture
def small(make_course: Callable[..., Course]) -> Course:
    return make_course()


@pytest.mark.parametrize(
    ("n", "form"),
    [
        (0, "many"),
        (1, "one"),
        (2, "few"),
        (3, "few"),
        (4, "few"),
        (5, "many"),
        (10, "many"),
        (11, "many"),
        (12, "many"),
        (13, "many"),
        (14, "many"),
        (15, "many"),
        (20, "many"),
        (21, "one"),
        (22, "few"),
        (24, "few"),
        (25, "many"),
        (100, "many"),
        (101, "one"),
        (102, "few"),
        (111, "many"),
        (112, "many"),
        (114, "many"),
        (121, "one"),
        (1011, "many"),
    ],
)
def test_russian_counts(n: int, form: str) -> None:
    assert plural(n, EAST_SLAVIC) == form


@pytest.mark.parametrize(("n", "form"), [(0, "other"), (1, "one"), (2, "other"), (11, "other"), (21, "other")])
def test_english_counts(n: int, form: str) -> None:
    assert plural(n, ENGLISH) == form


@pytest.mark.parametrize("n", [0, 1, 2, 5, 21])
def test_tajik_does_not_count(n: int) -> None:
    assert plural(n, TAJIK) == "other"


@pytest.mark.parametrize(
    ("locale", "n", "said"),
    [
        ("tg", 1, "1 дақиқа"),
        ("tg", 5, "5 дақиқа"),
        ("ru", 1, "1 минута"),
        ("ru", 22, "22 минуты"),
        ("ru", 111, "111 минут"),
        ("en", 1, "1 minute"),
        ("en", 2, "2 minutes"),
    ],
)
def test_a_count_is_said_in_its_form(small: Course, locale: str, n: int, said: str) -> None:
    assert say_count(small, locale, "minutes", n) == said


def test_a_count_has_other_fields(small: Course) -> None:
    assert say_count(small, "ru", "hours", 4, minutes=45) == "4 академических часа по 45 минут"


@pytest.mark.parametrize(("locale", "said"), [("tg", "Модули 4"), ("ru", "Модуль 4"), ("en", "Module 4")])
def test_a_string_has_its_fields_filled(small: Course, locale: str, said: str) -> None:
    assert say(small, locale, "module-label", number=4) == said


def test_braces_in_a_field_stay(small: Course) -> None:
    assert say(small, "en", "quiz-title", title="{a}") == "Quiz: {a}"


@pytest.mark.parametrize(("locale", "key"), [("en", "nothing"), ("uz", "quiz")])
def test_an_unknown_key_or_language_is_an_error(small: Course, locale: str, key: str) -> None:
    with pytest.raises(KeyError):
        say(small, locale, key)


def test_every_counted_string_of_the_course_has_the_forms_of_its_language(course: Course) -> None:
    forms = {"tg": TAJIK, "ru": EAST_SLAVIC, "en": ENGLISH}
    for entry in course.interface.values():
        for locale, value in entry.items():
            assert isinstance(value, str) or set(value) == forms[locale]
