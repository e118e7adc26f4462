"""SR005: the list of names, tried with the hash of a name that nobody bears."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from course.load import load
from course.rules import sr005_no_personal_data as rule

PAGE = "docs/ru/about.md"

Told = Callable[..., list[str]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, make_root: Callable[..., Path]) -> Told:
    """What the rule says of a text, here of a page unless told otherwise, when one invented name is listed."""
    monkeypatch.setattr(rule, "NAMES", frozenset({sha256("зумрад қаҳрамонова-сино".encode()).digest()[:8]}))

    def tell(text: str, path: str = PAGE) -> list[str]:
        return [str(problem) for problem in rule.check(load(make_root({path: text})))]

    return tell


def at(line: int, name: str, path: str = PAGE) -> str:
    return f"{path}:{line}: SR005 '{name}' is on the list of names - name the role in place of the person"


@pytest.mark.parametrize(
    "name",
    [
        "Зумрад Қаҳрамонова-Сино",
        "Қаҳрамонова-Сино Зумрад",
        "ЗУМРАД ҚАҲРАМОНОВА-СИНО",
        "зумрад Қаҳрамонова-Сино",
        "Зумрад қаҳрамонова-сино",
    ],
)
def test_a_listed_name_is_found_in_either_order_and_with_any_capital_letter(told: Told, name: str) -> None:
    assert told(f"Пишет {name}.\n") == [at(1, name)]


def test_a_pair_in_small_letters_is_no_name(told: Told) -> None:
    assert told("зумрад қаҳрамонова-сино, қаҳрамонова-сино зумрад\n") == []


def test_a_name_over_a_line_break_is_told_where_it_begins(told: Told) -> None:
    assert told("Текст.\n\nПишет Зумрад\nҚаҳрамонова-Сино.\n") == [at(3, "Зумрад Қаҳрамонова-Сино")]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- Зумрад Қаҳрамонова-Сино -->",
        "`Зумрад Қаҳрамонова-Сино`",
        "**Зумрад** [Қаҳрамонова-Сино](ref:trust)",
        "| Зумрад | Қаҳрамонова-Сино |",
        "Қаҳрамонова-Сино, Зумрад",
        "Зумрад_Қаҳрамонова-Сино.pdf",
    ],
)
def test_a_name_is_found_in_comments_code_markup_tables_lists_and_file_names(told: Told, text: str) -> None:
    first, last = ("Қаҳрамонова-Сино", "Зумрад") if "," in text else ("Зумрад", "Қаҳрамонова-Сино")
    assert told(f"# О пособии {{#about}}\n\n{text}\n") == [at(3, f"{first} {last}")]


def test_a_name_is_found_in_front_matter(told: Told) -> None:
    assert told("---\nreview: Зумрад Қаҳрамонова-Сино\n---\n") == [at(2, "Зумрад Қаҳрамонова-Сино")]


def test_every_time_a_name_stands_there_is_told(told: Told) -> None:
    name = "Зумрад Қаҳрамонова-Сино"
    assert told(f"{name} пишет.\n\n{name} и {name}\n") == [at(1, name), at(3, name), at(3, name)]


@pytest.mark.parametrize(
    "text",
    [
        "Зумрад",
        "Қаҳрамонова-Сино",
        "Зумрад Б. Қаҳрамонова-Сино",
        "Зумрада Қаҳрамонова-Сино",
        "Зумрад Қаҳрамонова",
        "Зумрад-Қаҳрамонова-Сино",
        "Зумрад Зумрад",
    ],
)
def test_one_word_of_a_name_or_another_word_is_no_listed_name(told: Told, text: str) -> None:
    assert told(f"{text}\n") == []


def test_a_name_is_found_in_data_files(told: Told) -> None:
    path = "docs/data/sources.yml"
    entry = "osce-gp08:\n  short: OSCE 2008\n  author: Зумрад Қаҳрамонова-Сино\n"
    assert told(entry, path) == [at(3, "Зумрад Қаҳрамонова-Сино", path)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PAGE, '![](a.png "Зумрад Қаҳрамонова-Сино")\n'),
        (PAGE, '<img src="a.png" alt="Зумрад Қаҳрамонова-Сино">\n'),
        (PAGE, "<b>Зумрад</b> <i>Қаҳрамонова-Сино</i>\n"),
        (PAGE, "Зумрад&nbsp;Қаҳрамонова-Сино\n"),
        ("docs/assets/figures/structures.svg", "<svg><title>Зумрад Қаҳрамонова-Сино</title></svg>\n"),
        (
            "docs/assets/figures/structures.svg",
            "<svg><text><tspan>Зумрад</tspan><tspan>Қаҳрамонова-Сино</tspan></text></svg>\n",
        ),
        ("docs/data/exercises/calls.csv", "Зумрад,Қаҳрамонова-Сино\n"),
        ("docs/data/partnerships.yml", "# Зумрад Қаҳрамонова-Сино\npartnerships: []\n"),
        ("docs/assets/js/a.js", "// Зумрад Қаҳрамонова-Сино\n"),
    ],
)
def test_a_name_is_found_in_titles_of_images_drawings_tables_and_scripts(told: Told, path: str, text: str) -> None:
    assert told(text, path) == [at(1, "Зумрад Қаҳрамонова-Сино", path)]


def test_the_list_itself_holds_hashes_only() -> None:
    assert [len(name) for name in rule.NAMES] == [8] * 8
