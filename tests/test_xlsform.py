"""Surveys for phones: pyxform reads every workbook, all languages are whole, and results are those of the sheet."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from pyxform.xls2json_backends import xlsx_to_dict
from pyxform.xls2xform import convert

from course.model import Course
from editions import xlsform

MakeCourse = Callable[..., Course]

FORM = "docs/data/tools/inclusion-checklist.yml"
PATH = "assets/xlsform/inclusion-checklist.xlsx"
SURVEYS = ("inclusion-checklist", "perception-survey", "trainer-kit")
LANGUAGES = ("Тоҷикӣ (tg)", "Русский (ru)", "English (en)")


def words(en: str) -> str:
    return f'{{tg: "Ҷ {en}", ru: "Я {en}", en: "{en}"}}'


def made(make_course: MakeCourse, text: str) -> bytes:
    course = make_course({FORM: text})
    assert course.problems == ()
    return xlsform.files(course)[PATH]


def of_the_course(course: Course) -> Mapping[str, bytes]:
    return {path.rpartition("/")[2].removesuffix(".xlsx"): made for path, made in xlsform.files(course).items()}


# What a workbook says

SMALL = f"""
survey:
  consent: {{label: {words("Yes?")}, help: {words("Read")}, refused: {words("Thanks")}}}
  fields:
  - {{id: who, kind: part, label: {words("Who")}, help: {words("Ask")}}}
  - id: old-age
    kind: choice
    label: {words("Age")}
    help: {words("Bands")}
    options: [{{id: under-thirty, label: {words("18–29")}}}, {{id: over, label: {words("30+")}}}]
  - {{id: what, kind: part, label: {words("What")}}}
  - {{id: why, kind: choices, label: {words("Why")}, options: [{{id: a, label: {words("A")}}}, \
{{id: b, label: {words("B")}}}]}}
  - {{id: calm, kind: scale, from: 0, to: 2, label: {words("Calm")}, low: {words("no")}, high: {words("very")}}}
  - {{id: said, kind: text, label: {words("Said")}}}
  - {{id: more, kind: long-text, label: {words("More")}}}
  - {{id: day, kind: date, label: {words("Day")}}}
  - {{id: sure, kind: check, label: {words("Sure")}}}
  - id: groups
    kind: table
    label: {words("Groups")}
    help: {words("Tick")}
    columns:
    - {{id: there, kind: check, label: {words("There")}}}
    - {{id: speaks, kind: check, label: {words("Speaks")}}}
    - {{id: count, kind: number, label: {words("Count")}}}
    rows: [{{id: young-women, label: {words("Young")}}}]
  - id: steps
    kind: table
    label: {words("Steps")}
    columns:
    - {{id: step, kind: text, label: {words("Step")}}}
    - {{id: good, kind: scale, from: 1, to: 2, label: {words("Good")}}}
    blank-rows: 2
  - {{id: all, kind: result, label: {words("All")}, formula: {{do: sum, of: [groups.count]}}}}
  - {{id: board, kind: result, label: {words("Board")}, formula: {{do: publish, of: [all]}}}}
  - {{id: drawn, kind: chart, label: {words("Drawn")}, chart: {{shape: bars, of: groups, columns: [count], most: 9}}}}
fields:
- {{id: left, kind: text, label: {words("Left")}}}
"""

TOLD = """\
note | form__notice | Do not enter names, addresses or telephone numbers of people on this sheet. \
Write numbers and roles.
select_one yes_no | consent | Yes? | Read | required=yes
note | consent__refused | Thanks | relevant=${consent} = 'no'
begin_group | consent__given | relevant=${consent} = 'yes'
begin_group | who | Who
note | who__help | Ask
select_one old_age | old_age | Age | Bands
end_group | who
begin_group | what | What
select_multiple why | why | Why
select_one calm | calm | Calm
text | said | Said
text | more | More | appearance=multiline
date | day | Day
select_one yes_no | sure | Sure
begin_group | groups | Groups
note | groups__help | Tick
begin_group | groups__young_women | Young | appearance=field-list
select_multiple groups__ticks | groups__young_women__ticks | Young
decimal | groups__young_women__count | Count
end_group | groups__young_women
end_group | groups
begin_repeat | steps | Steps | appearance=field-list
text | steps__step | Step
select_one steps__good | steps__good | Good
end_repeat | steps
calculate | all | calculation=if((${groups__young_women__count} != ''), coalesce(${groups__young_women__count}, 0), '')
calculate | all__shown | calculation=if(${all} = '', '', round(${all}, 1))
note | all__note_1 | All: ${all__shown} | relevant=${all} != ''
end_group | what
end_group | consent__given"""

CHOSEN = """\
yes_no yes yes, yes_no no no, old_age under_thirty 18–29, old_age over 30+, why a A, why b B, calm 0 0 no, calm 1 1, \
calm 2 2 very, groups__ticks there There, groups__ticks speaks Speaks, steps__good 1 1, steps__good 2 2"""


def told(row: Mapping[str, str]) -> str:
    said = [row[key] for key in ("type", "name", "label::English (en)", "hint::English (en)") if key in row]
    return " | ".join(
        said + [f"{key}={value}" for key, value in row.items() if key not in said and "::" not in key][2:]
    )


def test_a_survey_is_whole(make_course: MakeCourse) -> None:
    book = xlsx_to_dict(BytesIO(made(make_course, SMALL)))
    assert "\n".join(map(told, book["survey"])) == TOLD
    assert (
        ", ".join(" ".join((one["list_name"], one["name"], one[f"label::{LANGUAGES[2]}"])) for one in book["choices"])
        == CHOSEN
    )
    assert book["settings"] == [
        {
            "form_title": "Воситаи 1. Варақаи санҷиш",
            "form_id": "hamkori_inclusion_checklist",
            "default_language": "Тоҷикӣ (tg)",
        }
    ]


def test_a_form_without_a_survey_has_no_workbook(make_course: MakeCourse) -> None:
    assert xlsform.files(make_course({FORM: f"fields:\n- {{id: a, kind: text, label: {words('A')}}}\n"})) == {}


def test_the_same_course_gives_the_same_bytes(course: Course) -> None:
    first = xlsform.files(course)
    assert xlsform.files(course) == first
    for book in first.values():
        with ZipFile(BytesIO(book)) as packed:
            assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert packed.read("docProps/core.xml").count(b">2026-01-01T00:00:00Z<") == 2


# What pyxform makes of the workbooks


def converted(book: bytes) -> etree._Element:
    """The XForm without namespaces; what pyxform has to say against it fails the test."""
    result = convert(book)
    assert result.warnings == []
    root = etree.fromstring(result.xform.encode())
    for one in root.iter(etree.Element):
        one.tag = etree.QName(one).localname
    return root


def texts(root: etree._Element) -> dict[str, dict[str, str]]:
    """The translations by language and id, on one line, numbers as …."""
    return {
        language.get("lang"): {
            one.get("id"): " ".join(" … ".join(value.itertext()).split()) for one in language for value in one
        }
        for language in root.iter("translation")
    }


def test_the_course_has_three_surveys(course: Course) -> None:
    assert sorted(of_the_course(course)) == list(SURVEYS)


@pytest.mark.parametrize("name", SURVEYS)
def test_pyxform_reads_it_whole_in_every_language(course: Course, name: str) -> None:
    root = converted(of_the_course(course)[name])
    said = texts(root)
    assert sorted(said) == sorted(LANGUAGES)
    assert [one.get("lang") for one in root.iter("translation") if one.get("default")] == [LANGUAGES[0]]
    for one in said.values():
        assert one.keys() == said[LANGUAGES[0]].keys()
        assert [key for key, text in one.items() if text in ("", "-")] == []
    assert root.find(".//instance/data").get("id") == f"hamkori_{name.replace('-', '_')}"
    assert root.find(".//instance/data").get("version") == course.version


def test_small_forms_are_read_too(make_course: MakeCourse) -> None:
    said = texts(converted(made(make_course, SMALL)))
    assert said["Тоҷикӣ (tg)"]["/data/consent__given/what/why:label"] == "Ҷ Why"


def test_labels_with_tajik_letters_come_back(course: Course) -> None:
    tajik = " ".join(
        text for book in of_the_course(course).values() for text in texts(converted(book))[LANGUAGES[0]].values()
    )
    assert set("ғӣқӯҳҷ") <= set(tajik)
    assert "1 Рӯзона ин ҷо барои Шумо то чӣ андоза бехатар ё хатарнок аст?" in tajik


NAMES = {
    "Тоҷикӣ (tg)": r"\b(?:ном(?:и|у|атон)?|насаб|телефон|суроға|шиноснома)\b",
    "Русский (ru)": r"\b(?:имя|имена|фамили\w|отчество|телефон|адрес|паспорт)\b",
    "English (en)": r"\b(?:names?|surname|telephone|address|passport|GPS)\b",
}


@pytest.mark.parametrize("name", SURVEYS)
def test_no_question_asks_for_a_name(course: Course, name: str) -> None:
    root = converted(of_the_course(course)[name])
    written = [one.get("ref") for one in root.iter("input") if root.xpath(f"//bind[@nodeset='{one.get('ref')}']")]
    kinds = {one.get("nodeset"): one.get("type") for one in root.iter("bind")}
    questions = [ref for ref in written if root.xpath(f"not(//bind[@nodeset='{ref}']/@readonly)")]
    assert questions
    for language, pattern in NAMES.items():
        said = texts(root)[language]
        assert [said[f"{ref}:label"] for ref in questions if re.search(pattern, said[f"{ref}:label"].lower())] == []
    assert set(kinds.values()) <= {"string", "decimal", "date", None}  # no place, picture, sound or barcode
    preloaded = {value for one in root.iter("bind") for key, value in one.attrib.items() if "preload" in key}
    assert preloaded <= {"uid"}  # neither device nor user nor hour


def test_nothing_is_asked_before_the_consent(course: Course) -> None:
    root = converted(of_the_course(course)["perception-survey"])
    asked = [one.get("nodeset") for one in root.iter("bind")]
    outside = [ref for ref in asked if not ref.startswith("/data/consent__given")]
    assert outside == ["/data/form__notice", "/data/consent", "/data/consent__refused", "/data/meta/instanceID"]
    given = root.find(".//bind[@nodeset='/data/consent__given']").get("relevant")
    assert given.split() == ["/data/consent", "=", "'yes'"]


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_phone_and_page_ask_the_same_questions(course: Course, locale: str) -> None:
    page = course.trees[locale]["toolkit/perception-survey.md"]
    grid = next(grid for grid in page.grids if len(grid.rows[0]) == 5)
    survey = course.forms["perception-survey"].survey
    assert survey
    on_page = [[re.sub(r"\[(.*?)\]\(.*?\)", r"\1", cell).strip() for cell in row] for row in grid.rows[1:]]
    chosen = [one for one in survey.fields if len(one.options) == 4]
    assert [[one.label[locale], *(option.label[locale] for option in one.options)] for one in chosen] == on_page


def test_only_the_needs_of_the_trainer_kit_are_asked(course: Course) -> None:
    root = converted(of_the_course(course)["trainer-kit"])
    asked = [one.get("ref").rpartition("/")[2] for one in root.xpath("//input | //select | //select1")]
    noted = ["form__notice", "part_needs__help"]
    assert [name for name in asked if name not in noted] == [
        *("post", "task", "needed", "own", "why", "help", "residents_say", "can_show")
    ]


# Results: XPath 1.0 by lxml, with the functions of ODK (ODK XForms Specification, XPath functions) that are used


def text(value: Any) -> str:
    if isinstance(value, list):
        return (value[0].text or "") if value else ""
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def rounded(_: Any, value: Any, decimals: float) -> float:
    return math.floor(float(text(value)) * 10**decimals + 0.5) / 10**decimals if text(value) else math.nan


FUNCTIONS = {
    "if": lambda _, condition, yes, no: yes if condition else no,
    "coalesce": lambda _, first, second: text(first) or text(second),
    "selected": lambda _, answer, option: option in text(answer).split(),
    "rounded": rounded,
}


def bare(one: etree._Element) -> etree._Element:
    """The elements alone: no namespaces, and of a group that repeats the first time, not its template."""
    copy = etree.Element(one.tag)
    copy.extend(bare(child) for child in one if not any("template" in key for key in child.attrib))
    return copy


def worked_out(root: etree._Element, answers: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    """The values of a filled-in survey by the names of questions, and the English notes on results that are shown."""
    tree = etree.ElementTree(bare(root.find(".//instance/data")))
    named = {one.tag: one for one in tree.iter()}
    for name, value in answers.items():
        named[name].text = str(value)
    extensions = {(None, name): function for name, function in FUNCTIONS.items()}

    def of(bind: etree._Element, key: str) -> Any:
        expression = bind.get(key).replace("round(", "rounded(")  # that of lxml takes no decimals
        return etree.XPath(expression, extensions=extensions)(tree.xpath(bind.get("nodeset"))[0])

    for _ in range(3):
        for bind in root.iter("bind"):
            if bind.get("calculate"):
                tree.xpath(bind.get("nodeset"))[0].text = text(of(bind, "calculate"))
    labels = {one.get("id"): one[0] for one in root.xpath(f"//translation[@lang='{LANGUAGES[2]}']/text")}
    notes = [
        shown(labels[f"{bind.get('nodeset')}:label"], tree.xpath(bind.get("nodeset"))[0])
        for bind in root.iter("bind")
        if re.search(r"__note_\d+$", bind.get("nodeset")) and of(bind, "relevant")
    ]
    return {name: one.text or "" for name, one in named.items()}, notes


def shown(value: etree._Element, note: etree._Element) -> str:
    outputs = [f"{text(note.xpath(one.get('value').strip()))}{one.tail or ''}" for one in value]
    return " ".join(((value.text or "") + "".join(outputs)).split())


NOBODY_TICKED = ["Groups at the table, of 16: 0", "Of these, groups with a voice: 0"]


def test_the_balance_is_that_of_the_sheet(course: Course) -> None:
    form = course.forms["inclusion-checklist"]
    assert form.example
    answers = {
        name.replace(".", "__").replace("-", "_"): value
        for name, value in form.example.values.items()
        if name.startswith("balance.") and isinstance(value, int)
    }
    values, notes = worked_out(converted(of_the_course(course)["inclusion-checklist"]), answers)
    assert values["balance__under_thirty__next_share"] == "28.57142857"
    assert notes == [
        *NOBODY_TICKED,
        "Share now: 100 %",
        "Share next time: 100 %",
        "Share now: 0 % · below 40",
        "Share next time: 50 % · within the limit",
        "Share now: 100 % · within the limit",
        "Share next time: 50 % · within the limit",
        "Share now: 0 % · below 25",
        "Share next time: 29 % · within the limit",
        "Share now: 33 % · above 25",
        "Share next time: 21 % · within the limit",
        "Women less men, now: -12 · more men",
        "Women less men, next time: 0 · equal",
    ]


def test_a_limit_is_within_the_limit(course: Course) -> None:
    answers = {"balance__members__now": 20, "balance__women__now": 8, "balance__officers__now": 5}
    assert worked_out(converted(of_the_course(course)["inclusion-checklist"]), answers)[1] == [
        *NOBODY_TICKED,
        *("Share now: 100 %", "Share now: 40 % · within the limit", "Share now: 25 % · within the limit"),
    ]


def test_an_empty_balance_says_nothing(course: Course) -> None:
    root = converted(of_the_course(course)["inclusion-checklist"])
    assert worked_out(root, {})[1] == NOBODY_TICKED
    assert worked_out(root, {"balance__women__now": 5})[1] == NOBODY_TICKED


def results(*formulas: tuple[str, str]) -> str:
    return "\n".join(
        f"- {{id: {name}, kind: result, label: {words(name)}, formula: {{{formula}}}}}" for name, formula in formulas
    )


LEVELS = f"levels: [{{from: 0, label: {words('calm')}}}, {{from: 3, label: {words('high')}, mark: stop}}]"
EVERY_FORMULA = f"""
survey: true
fields:
- {{id: women, kind: number, label: {words("women")}}}
- {{id: men, kind: number, label: {words("men")}}}
- {{id: sure, kind: check, label: {words("sure")}}}
- {{id: calm, kind: scale, from: 0, to: 3, label: {words("calm")}}}
- id: size
  kind: choice
  label: {words("size")}
  options: [{{id: big, points: 3, label: {words("big")}}}, {{id: odd, label: {words("odd")}}}]
- id: signs
  kind: choices
  label: {words("signs")}
  options: [{{id: one, label: {words("one")}}}, {{id: two, points: 5, label: {words("two")}}}]
- id: groups
  kind: table
  label: {words("groups")}
  columns:
  - {{id: there, kind: check, label: {words("there")}}}
  - {{id: now, kind: number, label: {words("now")}}}
  - {{id: marks, kind: result, label: {words("marks")}, formula: {{do: count, of: [there]}}}}
  rows: [{{id: a, label: {words("a")}}}, {{id: b, label: {words("b")}}}]
- id: steps
  kind: table
  label: {words("steps")}
  columns:
  - {{id: cost, kind: number, label: {words("cost")}}}
  - {{id: twice, kind: result, label: {words("twice")}, formula: {{do: sum, of: [cost, cost]}}}}
  blank-rows: 2
{
    results(
        ("total", "do: sum, of: [women, men]"),
        ("middle", "do: mean, of: [groups.now]"),
        ("risk", f"do: product, of: [calm, size], {LEVELS}"),
        ("gap", "do: difference, of: [women, men]"),
        ("part", "do: share, of: [women], base: total"),
        ("per", "do: rate, of: [groups.a.now], base: men, per: 1000, decimals: 2"),
        ("ticked", "do: count, of: [women, sure, groups.there]"),
        ("seen", "do: sum, of: [signs, sure]"),
        ("whole-column", "do: sum, of: [steps.cost]"),
        ("second-row", "do: sum, of: [steps.2.cost]"),
        ("hidden", "do: publish, of: [women]"),
        ("after-hidden", "do: sum, of: [hidden, men]"),
    )
}
"""


def test_a_count_waits_until_something_stands_in_its_row(make_course: MakeCourse) -> None:
    rows = xlsx_to_dict(BytesIO(made(make_course, EVERY_FORMULA)))["survey"]
    ticked, now = "selected(${groups__a__ticks}, 'there')", "${groups__a__now} != ''"
    assert [row["calculation"] for row in rows if row["name"] == "groups__a__marks"] == [
        f"if(({ticked} or {now}), if({ticked}, 1, 0), '')"
    ]


def test_what_cannot_be_said_is_left_out(make_course: MakeCourse) -> None:
    rows = xlsx_to_dict(BytesIO(made(make_course, EVERY_FORMULA)))["survey"]
    said = [row["name"] for row in rows if row["type"] == "calculate" and not row["name"].endswith("__shown")]
    assert said == [
        *("groups__a__marks", "groups__b__marks", "steps__twice"),
        *("total", "middle", "risk", "gap", "part", "per", "ticked", "seen"),
    ]


@pytest.mark.parametrize(
    ("answers", "notes"),
    [
        (
            {"women": 7, "men": 12, "sure": "yes", "calm": 2, "size": "big", "signs": "one two"}
            | {"groups__a__ticks": "there", "groups__a__now": 4, "groups__b__now": 1, "steps__cost": 1.5},
            # 7 + 12; (4 + 1) / 2; 2 × 3; 7 − 12; 7 of 19; 4 per 1,000 of 12; women, sure, one tick; 1 + 5 + 1
            [
                *("marks: 1", "marks: 0", "twice: 3", "total: 19", "middle: 2.5", "risk: 6 · high", "gap: -5"),
                *("part: 37 %", "per: 333.33", "ticked: 3", "seen: 7"),
            ],
        ),
        (
            {"women": 0, "calm": 1, "size": "odd", "groups__b__now": 3},
            # no share of nothing; a choice without points has no product
            ["marks: 0", "total: 0", "middle: 3", "ticked: 1", "seen: 0"],
        ),
        ({"calm": 0, "size": "big"}, ["risk: 0 · calm", "ticked: 0", "seen: 0"]),
        ({}, ["ticked: 0", "seen: 0"]),
    ],
    ids=["filled", "partly", "nought", "empty"],
)
def test_results_are_those_of_the_sheet(
    make_course: MakeCourse, answers: Mapping[str, Any], notes: Iterable[str]
) -> None:
    assert worked_out(converted(made(make_course, EVERY_FORMULA)), answers)[1] == notes
