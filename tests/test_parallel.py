"""Laying pages side by side: numbers in one spelling, differences at the paragraph that has them."""

from __future__ import annotations

import pytest

from course.model import Page
from course.parallel import Difference, differences, numbers, stated
from course.text import read_page


def page(text: str, locale: str = "en") -> Page:
    return read_page(Page(f"docs/{locale}/a.md", locale, "a.md", text, 0, {}))


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("45 000 · 45,000 · 45.000 · 45&nbsp;000 · 45\u202f000", ["45000"] * 5),
        ("1,5 and 1.5", ["1.5", "1.5"]),
        ("2010–12, 2010-2012", ["2010", "2012", "2010", "2012"]),
        ("1999–05", ["1999", "5"]),
        ("21.06.2021", ["21", "2021"]),
        ("1st, 1-й, 007", ["1", "1", "7"]),
        ("40 %, 40%", ["40", "40"]),
        ("in 2019 330 people", ["2019", "330"]),
        ("1. one\n2) two", []),
        ("`12` <!-- 13 --> [x](http://a/14) {#id-15}", []),
    ],
)
def test_numbers_have_one_spelling(text: str, spelled: list[str]) -> None:
    assert [number for number, _ in numbers(page(text))] == spelled


def test_a_text_of_the_data_states_numbers_in_that_spelling() -> None:
    assert stated("45&nbsp;000, 1,5 in 2010–12") == ["45000", "1.5", "2010", "2012"]


def test_a_number_has_its_line() -> None:
    assert numbers(page("a\n\nb 5\nc 6")) == [("5", 3), ("6", 4)]


SOURCE = "# A {#a}\n\n1 and 2.\n\n3.\n\n## B {#b}\n\n4.\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SOURCE, []),
        (SOURCE.replace("1 and 2", "2 and 1"), []),
        (SOURCE.replace("3.", "5."), [Difference(5, "a", ("3",), ("5",))]),
        (SOURCE.replace("3.", "Three."), [Difference(5, "a", ("3",), ())]),
        (SOURCE.replace("3.", "3 3."), [Difference(5, "a", (), ("3",))]),
        (
            SOURCE.replace("\n\n3.", "").replace("4.", "4 3."),
            [Difference(1, "a", ("3",), ()), Difference(9 - 2, "b", (), ("3",))],
        ),
        (SOURCE.replace("## B {#b}", "## C {#c}"), []),
    ],
)
def test_differences_are_told_at_their_paragraph(text: str, found: list[Difference]) -> None:
    assert list(differences(page(SOURCE), page(text, "ru"), numbers)) == found


def test_an_order_is_compared_when_asked() -> None:
    other = page(SOURCE.replace("1 and 2", "2 and 1"), "ru")
    assert list(differences(page(SOURCE), other, numbers, ordered=True)) == [Difference(3, "a", (), ())]


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (Difference(1, "a", ("3",), ("5",)), "the section 'a' has 5 where the source has 3"),
        (Difference(1, "a", ("3", "4"), ()), "the section 'a' lacks 3, 4"),
        (Difference(1, "top", (), ("5",)), "the part above the first heading has more than the source: 5"),
        (Difference(1, "a", (), ()), "the section 'a' has the same in another order"),
    ],
)
def test_a_difference_is_said(difference: Difference, said: str) -> None:
    assert str(difference) == said
