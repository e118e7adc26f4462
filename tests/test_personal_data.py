"""SR005: the list of names, tried with the hash of a name that nobody bears."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from course.load import load
from course.rules import sr005_no_personal_data as rule
from course.rules import sr007_file_hides_nothing as pictures

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


@pytest.mark.parametrize(
    "path",
    [
        "docs/assets/figures/Зумрад_Қаҳрамонова-Сино.svg",
        "docs/assets/figures/зумрад_қаҳрамонова-сино.svg",
        "docs/assets/қаҳрамонова-сино/зумрад.csv",
    ],
)
def test_a_name_is_found_in_names_of_files_and_folders(told: Told, path: str) -> None:
    [said] = told("<svg/>\n", path)
    start, _, message = said.partition(" SR005 ")
    assert start == f"{path}:1:"
    assert "is on the list of names, in the name of the file - give the file another name" in message


# The three kinds in every kind of place: {} is what is planted.

PLANTED = {
    "telephone": "+992372271234",
    "e-mail": "officer@example.org",
    "name": "Зумрад Қаҳрамонова-Сино",
}
PLACES = {
    "docs/ru/about.md": "# О пособии {{#about}}\n\nПишите: {}\n",
    "docs/en/handbook/partnerships/lesson.md": "<!-- {} -->\n",
    "docs/tg/handbook/partnerships/quiz.md": '![](a.png "{}")\n',
    "docs/en/toolkit/index.md": '<img src="a.png" alt="{}" title="">\n',
    "docs/data/sources.yml": "# {}\n",
    "docs/data/partnerships.yml": "partnerships: [{{id: a, place: {{en: '{}'}}}}]\n",
    "docs/data/tools/inclusion-checklist.yml": "fields: [] # {}\n",
    "docs/data/exercises/calls.csv": 'date,who\n2026-11-01,"{}"\n',
    "docs/data/exercises/codes.json": '{{"who": "{}"}}\n',
    "docs/assets/figures/title.svg": "<svg><title>{}</title></svg>\n",
    "docs/assets/figures/desc.svg": "<svg><desc>{}</desc></svg>\n",
    "docs/assets/figures/comment.svg": "<svg><!-- {} --></svg>\n",
    "docs/assets/figures/metadata.svg": "<svg><metadata><dc:creator>{}</dc:creator></metadata></svg>\n",
    "docs/assets/css/a.css": "/* {} */\n",
    "docs/assets/js/a.js": "// {}\n",
    "docs/assets/js/lib/b.js": "/* {} */\n",
    "docs/assets/{}.svg": "<svg/>\n",
    "docs/ru/{}.md": "# О пособии {{#about}}\n",
}
PICTURES = {
    "docs/assets/a.png": "\x89PNG\r\n\x1a\n\0\0\0\x7ftEXtTitle\0{:<121}\0\0\0\0\0\0\0\0IEND\0\0\0\0",
    "docs/assets/b.jpg": "\xff\xd8\xff\xfe\0\x7a{:<120}\xff\xd9",
}


@pytest.mark.parametrize("what", PLANTED.values(), ids=PLANTED)
@pytest.mark.usefixtures("told")
def test_each_kind_of_personal_data_is_found_in_each_kind_of_place(make_root: Callable[..., Path], what: str) -> None:
    files = {path.format(what): text.format(what) for path, text in PLACES.items()}
    root = make_root(files)
    for path, text in PICTURES.items():
        (root / path).write_bytes(text.format(what.encode().decode("latin-1")).encode("latin-1"))
    course = load(root)
    assert files.keys() - {problem.path for problem in rule.check(course)} == set()
    assert [str(problem) for problem in pictures.check(course)] == [
        f"{path}:1: SR007 the picture carries more than it shows: {part} - "
        "save it again as PNG or JPEG without data about it (metadata)"
        for path, part in (("docs/assets/a.png", "tEXt"), ("docs/assets/b.jpg", "COM"))
    ]


def test_the_list_itself_holds_hashes_only() -> None:
    assert [len(name) for name in rule.NAMES] == [8] * 8
