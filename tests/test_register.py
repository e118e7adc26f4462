"""The register of partnership teams and centres: what is said of rows, which are added up, the map, the file."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from course import lists, register
from course.model import Course

MakeCourse = Callable[..., Course]
LOCALES = ("tg", "ru", "en")
SVG = "{http://www.w3.org/2000/svg}"


def row(key: str, more: str, place: str = "Place") -> str:
    words = f"{{tg: {place}, ru: {place}, en: {place}}}"
    return f"- {{id: {key}, source: osce-gp08, place: {words}, when: {{tg: '1', ru: '1', en: '1'}}, {more}}}\n"


@pytest.fixture
def make(make_course: MakeCourse) -> Callable[..., Course]:
    return lambda *rows: make_course({"docs/data/partnerships.yml": f"partnerships:\n{''.join(rows)}"})


def said(course: Course) -> list[tuple[str, str, str]]:
    return [(total.kind, total.status, total.said) for total in register.totals(course, "en")]


def test_a_row_says_what_its_source_says(make: Callable[..., Course]) -> None:
    course = make(
        row("a", "kind: team, region: drs, status: unknown-today, today: {tg: Ҳ, ru: Н, en: Now}"),
        row("b", "kind: centre, region: several, status: planned, count: 1, reading: at-least"),
        row("c", "kind: centre, region: gbao, status: reported, count: 2, reading: disputed"),
        row("d", "kind: centre, region: gbao, status: reported, count: 3"),
    )
    assert course.problems == ()
    assert [register.cells(course, "en", one) for one in course.partnerships.values()] == [
        ("Place (now Now)", "DRS", "team", "not given", "unknown today", "1"),
        ("Place", "several or not named", "centre", "at least 1", "planned", "1"),
        ("Place", "GBAO", "centre", "2 (disputed)", "reported", "1"),
        ("Place", "GBAO", "centre", "3", "reported", "1"),
    ]


def test_only_exact_counts_of_one_kind_and_status_are_added(make: Callable[..., Course]) -> None:
    course = make(
        row("a", "kind: team, region: drs, status: reported, count: 2"),
        row("b", "kind: team, region: drs, status: reported, count: 8"),
        row("c", "kind: centre, region: drs, status: reported, count: 5"),
        row("d", "kind: team, region: drs, status: planned, count: 7"),
    )
    assert said(course) == [
        ("team", "reported", "10 (2 + 8)"),
        ("centre", "reported", "5"),
        ("team", "planned", "7"),
    ]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", "not added: no number given"),
        (", count: 2, reading: disputed", "not added: the source contradicts itself"),
        (", count: 1, reading: at-least", "not added: the number is not exact"),
    ],
)
def test_what_has_no_exact_sum_is_not_added(make: Callable[..., Course], more: str, told: str) -> None:
    course = make(
        row("a", "kind: team, region: drs, status: planned, count: 2"),
        row("b", f"kind: team, region: drs, status: planned{more}"),
    )
    assert said(course) == [("team", "planned", told)]


def test_the_real_totals_never_mix_sources_dates_kinds_or_status(course: Course) -> None:
    totals = [(one.source, one.when, one.kind, one.status, one.said) for one in register.totals(course, "en")]
    assert len({(source, kind, status) for source, _, kind, status, _ in totals}) == len(totals)
    assert [(source, when, said) for source, when, _, _, said in totals if said[0].isdigit()] == [
        ("teg-programme12", "2010–2012", "11 (3 + 2 + 3 + 3)"),
        ("khovar-2017-02", "February 2017", "35"),
        ("sw-review18", "Undated; the text mentions late 2017", "10 (2 + 8)"),
        ("sw-profile18", "2018–2020", "5"),
        ("sw-profile18", "2018–2020", "2"),
        ("us-embassy-2018-10-03", "3 October 2018", "27"),
        ("us-embassy-2018-10-03", "3 October 2018", "44"),
        ("us-embassy-2019-05-14", "14 May 2019", "32"),
        ("us-embassy-2019-05-14", "14 May 2019", "49"),
        ("khovar-2021-06-21", "21 June 2021", "5 (1 + 1 + 1 + 1 + 1)"),
    ]


def test_the_contradiction_of_the_source_stands_as_it_is(course: Course) -> None:
    rows = [one for one in course.partnerships.values() if one.reading == "disputed"]
    assert [(one.place["en"], one.count) for one in rows] == [("Farkhor", 2), ("Bobojon Ghafurov", 2)]
    assert all("three more centres" in one.remark["en"] and "two and two" in one.remark["en"] for one in rows)
    assert course.programme["centres-announced"].value == 3


def test_rows_stand_in_the_order_of_time(course: Course) -> None:
    dates = [one.date[:4] for one in course.partnerships.values()]
    assert dates == sorted(dates)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_map_has_a_tile_for_every_region_and_a_square_for_every_place(course: Course, locale: str) -> None:
    drawing = ElementTree.fromstring(register.tiles(course, locale))[0]
    regions = list(register.regions(course, locale))
    texts = [element.text for element in drawing.iter(f"{SVG}text")]
    assert texts[::2] == [name for name, _, _ in regions]
    assert [int(str(text).split()[0]) for text in texts[1::2]] == [len(places) for _, places, _ in regions]
    squares = [element for element in drawing if element.get("class") == "fig-mark"]
    assert len(squares) == sum(len(places) for _, places, _ in regions) == 15
    assert all(f"{name}: " in str(drawing.get("aria-label")) for name, _, _ in regions)


@pytest.mark.parametrize(("locale", "separator"), [("tg", ";"), ("ru", ";"), ("en", ",")])
def test_the_file_is_the_table_for_spreadsheets(course: Course, locale: str, separator: str) -> None:
    [(name, text)] = register.files(course, locale).items()
    assert (name, text[0]) == (f"assets/register/hamkori-register-{locale}.csv", "\ufeff")
    heads, *rows = csv.reader(text[1:].splitlines(), delimiter=separator)
    assert (heads, len(rows)) == (register.heads(course, locale), len(course.partnerships))
    assert {len(one) for one in rows} == {len(heads)}
    assert text.count("\r\n") == text.count("\n") == len(rows) + 1


def test_no_cell_of_the_file_is_a_formula(make: Callable[..., Course]) -> None:
    course = make(
        *(row(f"a{at}", "kind: team, region: drs, status: reported", f'"{sign}1+1"') for at, sign in enumerate("=+-@"))
    )
    text = register.files(course, "en")["assets/register/hamkori-register-en.csv"]
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == [f'"\'{sign}1+1"' for sign in "=+-@"]


def test_the_page_has_the_table_with_its_sources_and_the_way_to_the_file(make: Callable[..., Course]) -> None:
    course = make(row("a", "kind: team, region: drs, status: reported, remark: {tg: Э, ru: П, en: Note}"))
    placed = lists.placed(course, "ru", "register")
    assert placed.startswith('<div class="register" markdown>\n\n| Место | Регион | Что это |')
    assert "| Place | РРП | группа | не указано | сообщали | 1 | [OSCE 2008](src:osce-gp08) | П |" in placed
    assert re.findall('href="(.*?)"', placed) == ["../../assets/register/hamkori-register-ru.csv"]
    assert re.findall('href="(.*?)"', lists.placed(course, "tg", "register")) == [
        "../assets/register/hamkori-register-tg.csv"
    ]


def test_totals_and_regions_are_tables_with_their_sources(make: Callable[..., Course]) -> None:
    course = make(row("a", "kind: team, region: drs, status: reported, count: 4"))
    assert lists.placed(course, "en", "register-totals").split("\n")[2:] == [
        "| [OSCE 2008](src:osce-gp08) · 1 | team, reported | **4** |"
    ]
    regions = lists.placed(course, "en", "register-map").split("\n")
    assert "| DRS | Place | [OSCE 2008](src:osce-gp08) |" in regions
    assert "| GBAO | — | — |" in regions
