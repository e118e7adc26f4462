"""Building the course: everything that the files say is in it, and no file makes it fail."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from course import cores
from course.load import DATA_FILES, _Reading, load
from course.model import (
    Change,
    Choice,
    Column,
    Consent,
    Course,
    Field,
    Figure,
    Form,
    Heading,
    Milestone,
    Partnership,
    Problem,
    ProgrammeNumber,
    Survey,
    Wording,
)

MakeCourse = Callable[..., Course]


def fields(record: object, like: dict[str, object]) -> dict[str, object]:
    """The fields of a record that are asked about."""
    return {name: getattr(record, name) for name in like}


@pytest.fixture
def small(make_course: MakeCourse) -> Course:
    return make_course()


def test_the_small_course_loads_without_problems(small: Course) -> None:
    assert (small.problems, small.complete, small.strays) == ((), True, ())


def test_settings_are_read(small: Course) -> None:
    assert (small.academic_hour, small.pass_mark) == (45, 70)
    assert {menu: list(pages) for menu, pages in small.menus.items()} == {
        "toolkit": [],
        "programme": [],
        "learning": [],
        "teaching": [],
        "reference": ["glossary", "sources", "about"],
    }


def test_languages_keep_the_order_of_the_file(small: Course) -> None:
    assert [(language.id, language.name, language.source, language.default) for language in small.languages] == [
        ("tg", "Тоҷикӣ", False, True),
        ("ru", "Русский", False, False),
        ("en", "English", True, False),
    ]
    assert small.languages[2].alphabet == "abcdefghijklmnopqrstuvwxyz"
    assert small.source_locale == "en"


def test_a_term_has_its_wordings_and_lines(make_course: MakeCourse) -> None:
    text = "b:\n  confidence: M\n  ru: {term: в}\n  en: {term: a, short: A, forms: [as, a's], definition: D.}\na: {}\n"
    terms = make_course({"docs/data/glossary.yml": text}).terms
    assert list(terms) == ["b", "a"]
    assert (terms["b"].id, terms["b"].confidence, terms["b"].line) == ("b", "M", 1)
    assert dict(terms["b"].lines) == {"ru": 3, "en": 4}
    assert terms["b"].wordings["en"] == Wording("a", "A", ("as", "a's"), (), "D.", "")


def test_a_note_of_a_term_belongs_to_its_wordings_and_is_no_language(make_course: MakeCourse) -> None:
    text = "a:\n  confidence: L\n  note: {en: Ask.}\n  tg: {term: б}\n  en: {term: a, avoid: [c]}\n"
    term = make_course({"docs/data/glossary.yml": text}).terms["a"]
    assert dict(term.wordings) == {
        "tg": Wording("б", "", (), (), "", ""),
        "en": Wording("a", "", (), ("c",), "", "Ask."),
    }


def test_a_source_is_read(small: Course) -> None:
    expected: dict[str, object] = {
        "id": "osce-gp08",
        "short": "OSCE 2008",
        "author": "OSCE",
        "title": "Good Practices in Building Police-Public Partnerships",
        "publisher": "OSCE, Vienna",
        "year": "2008",
        "identifier": "ISBN 978-92-9234-501-3",
        "url": "",
        "accessed": "",
        "verified": "V",
        "note": {},
        "line": 1,
        "programme": False,
    }
    assert list(small.sources) == ["osce-gp08"]
    assert fields(small.sources["osce-gp08"], expected) == expected


def test_a_day_written_without_quotes_is_its_text(make_course: MakeCourse) -> None:
    text = "a: {short: A, author: B, title: C, accessed: 2026-11-21, verified: U}\n"
    assert make_course({"docs/data/sources.yml": text}).sources["a"].accessed == "2026-11-21"


def test_modules_keep_the_order_of_the_file(small: Course) -> None:
    assert list(small.modules) == ["trust", "partnerships"]
    expected: dict[str, object] = {
        "id": "partnerships",
        "number": "4",
        "part": "core",
        "hours": 4,
        "written": True,
        "audience": ("cadet", "partner"),
        "title": {"tg": "Шарикӣ", "ru": "Партнёрство", "en": "Partnerships"},
    }
    assert fields(small.modules["partnerships"], expected) == expected
    assert small.modules["trust"].written is False


def test_an_outcome_is_read(small: Course) -> None:
    outcome = small.modules["partnerships"].outcomes[0]
    assert len(small.modules["partnerships"].outcomes) == 1
    assert (outcome.id, outcome.taught, outcome.practised) == ("map-decisions", ("who-decides",), ("step-map",))
    assert outcome.text == {"tg": "нишон медиҳад", "ru": "показать", "en": "map who decides"}


def test_entries_know_their_lines(make_course: MakeCourse) -> None:
    outcome = "{id: %s, text: {en: a}, taught: [], practised: []}"
    text = "modules:\n\n- id: a\n  outcomes:\n  - " + outcome % "b" + "\n  - " + outcome % "c" + "\n- id: d\n"
    modules = make_course({"docs/data/modules.yml": text}).modules
    assert {module.id: module.line for module in modules.values()} == {"a": 3, "d": 7}
    assert {outcome.id: outcome.line for outcome in modules["a"].outcomes} == {"b": 5, "c": 6}


def test_a_tool_is_read(small: Course) -> None:
    assert {tool.id: tool.series for tool in small.tools.values()} == {
        "inclusion-checklist": "tool",
        "partnership-pack": "tool",
    }
    expected: dict[str, object] = {
        "id": "partnership-pack",
        "number": "2",
        "minutes": 1,
        "written": False,
        "users": ("officer", "partner"),
        "phase": "prepare",
        "modules": (),
        "title": {"tg": "Маҷмӯа", "ru": "Пакет", "en": "Partnership pack"},
        "result": {"tg": "Шумо қоида доред.", "ru": "У вас есть правила.", "en": "You have rules."},
        "line": 11,
    }
    assert fields(small.tools["partnership-pack"], expected) == expected


def test_a_figure_has_its_drawing_and_words(small: Course) -> None:
    root = Path(__file__).parent / "course" / "docs" / "assets" / "figures"
    assert small.drawings == ("structures",)
    assert small.figures["structures"] == Figure(
        id="structures",
        title={"tg": "Кӣ қарор медиҳад", "ru": "Кто решает", "en": "Who decides"},
        alt={"tg": "Ду нардбон", "ru": "Две лестницы", "en": "Two ladders"},
        labels={"hukumat": {"tg": ("Ҳукумат",), "ru": ("Хукумат",), "en": ("Hukumat", "of the district")}},
        drawing=(root / "structures.svg").read_text(encoding="utf-8"),
        line=1,
    )


def test_a_figure_without_a_drawing_has_none(make_course: MakeCourse) -> None:
    assert make_course({"docs/assets/figures/structures.svg": None}).figures["structures"].drawing == ""


def test_a_milestone_is_read(make_course: MakeCourse) -> None:
    words = "{tg: а, ru: б, en: b}"
    text = (
        "milestones:\n"
        f"- {{id: a, date: 2009-05-05, core: true, source: osce-gp08, when: {words}, text: {words}}}\n"
        f'- {{id: b, date: "2010", until: "2012-06", status: plan, source: osce-gp08, when: {words}, text: {words}}}\n'
        f'- {{id: c, date: "2011", detail: true, source: osce-gp08, when: {words}, text: {words}}}\n'
    )
    course = make_course({"docs/data/milestones.yml": text})
    said = {"tg": "а", "ru": "б", "en": "b"}
    assert course.problems == ()
    assert course.milestones == {
        "a": Milestone("a", "2009-05-05", "", True, False, False, "osce-gp08", said, said, 2),
        "b": Milestone("b", "2010", "2012-06", False, False, True, "osce-gp08", said, said, 3),
        "c": Milestone("c", "2011", "", False, True, False, "osce-gp08", said, said, 4),
    }


def test_a_report_that_is_not_json_is_told(make_course: MakeCourse) -> None:
    course = make_course({"docs/data/evidence/bench.json": "{"})
    message, hint = "this is not JSON", "copy it again with: make evidence"
    assert course.problems == (Problem("docs/data/evidence/bench.json", 1, "FL002", message, hint),)


def test_a_change_is_read(make_course: MakeCourse) -> None:
    entry = '{id: a, version: "0.2", date: "2026-12-01", audience: [cadet, officer], text: {tg: а, ru: б, en: b}}'
    course = make_course({"docs/data/changes.yml": f"changes:\n- {entry}\n"})
    assert course.problems == ()
    said = {"tg": "а", "ru": "б", "en": "b"}
    assert course.changes == {"a": Change("a", "0.2", "2026-12-01", ("cadet", "officer"), said, 2)}


def test_a_row_of_the_register_is_read(make_course: MakeCourse) -> None:
    words = "{tg: а, ru: б, en: b}"
    text = (
        "partnerships:\n"
        f"- {{id: a, kind: team, region: gbao, status: reported, source: osce-gp08, place: {words}, when: {words}}}\n"
        f'- {{id: b, kind: centre, region: several, count: 2, reading: disputed, status: planned, date: "2012",\n'
        f"   source: osce-gp08, place: {words}, today: {words}, when: {words}, remark: {words}}}\n"
    )
    course = make_course({"docs/data/partnerships.yml": text})
    said = {"tg": "а", "ru": "б", "en": "b"}
    assert course.problems == ()
    first = Partnership("a", "team", "gbao", None, "exact", "reported", "", "osce-gp08", said, {}, said, {}, 2)
    other = ("disputed", "planned", "2012", "osce-gp08", said, said, said, said)
    assert course.partnerships == {"a": first, "b": Partnership("b", "centre", "several", 2, *other, 3)}


def test_a_number_about_the_programme_is_read(make_course: MakeCourse) -> None:
    words = "{tg: а, ru: б, en: b}"
    text = (
        "programme:\n"
        f"- {{id: a, value: 30, bound: up-to, group: plans, status: planned, source: osce-gp08, unit: {words},\n"
        f"   period: {words}, place: {words}, silent: {words}, phrases: {{en: ['up to {{n}}']}}}}\n"
    )
    course = make_course({"docs/data/programme.yml": text})
    said = {"tg": "а", "ru": "б", "en": "b"}
    assert course.problems == ()
    assert course.programme == {
        "a": ProgrammeNumber(
            "a", 30, "up-to", "plans", True, "osce-gp08", said, said, said, said, {"en": ("up to {n}",)}, 2
        )
    }


def test_numerals_are_read_by_word(course: Course) -> None:
    numerals = {language.id: language.numerals for language in course.languages}
    assert (numerals["tg"]["ёздаҳ"], numerals["ru"]["двумя"], numerals["en"]["twenty"]) == (11, 2, 20)


def test_other_texts_are_drawings_tables_and_schemas_and_no_data_that_is_read_anyway(make_course: MakeCourse) -> None:
    files = {"docs/data/exercises/a.csv": "a,b\r\n", "docs/assets/x.html": "<p>"}
    others = make_course(files).other_texts
    assert others["docs/data/exercises/a.csv"] == "a,b\n"
    assert {path for path in others if "/schema/" not in path} == {*files, "docs/assets/figures/structures.svg"}


def test_interface_strings_have_lines(small: Course) -> None:
    assert small.interface["site-name"] == {"tg": "Ҳамкорӣ", "ru": "Хамкори", "en": "Hamkori"}
    assert small.interface_lines["site-name"] == 2


# Forms

FORM = "docs/data/tools/inclusion-checklist.yml"
A = "{tg: А, ru: А, en: A}"


def test_a_form_is_read_with_its_lines(make_course: MakeCourse) -> None:
    text = (
        "# yaml-language-server: $schema=../schema/form.json\nfields:\n"
        f"  - id: groups\n    kind: table\n    label: {A}\n    help: {{en: H}}\n    columns:\n"
        f"      - {{id: there, kind: check, label: {A}}}\n    rows:\n      - {{id: women, label: {A}}}\n"
        f"  - {{id: how, kind: choice, label: {A}, options: [{{id: a, label: {A}}}, {{id: b, label: {A}}}]}}\n"
        f"  - {{id: steps, kind: table, label: {A}, columns: [{{id: step, kind: text, label: {A}}}], blank-rows: 3}}\n"
    )
    course = make_course({FORM: text})
    words = {"tg": "А", "ru": "А", "en": "A"}
    step = Column("step", "text", words, 12)
    assert course.problems == ()
    assert course.forms == {
        "inclusion-checklist": Form(
            "inclusion-checklist",
            (
                Field(
                    id="groups",
                    kind="table",
                    label=words,
                    help={"en": "H"},
                    options=(),
                    columns=(Column("there", "check", words, 8),),
                    rows=(Choice("women", words, 10),),
                    blank_rows=0,
                    line=3,
                ),
                Field("how", "choice", words, {}, (Choice("a", words, 11), Choice("b", words, 11)), (), (), 0, 11),
                Field("steps", "table", words, {}, (), (step,), (), 3, 12),
            ),
        )
    }
    form = course.forms["inclusion-checklist"]
    assert form.path == FORM
    assert [(what, line) for what, line, _ in form.texts()] == [
        ("label of 'groups'", 3),
        ("help of 'groups'", 3),
        ("label of 'there' in 'groups'", 8),
        ("label of 'women' in 'groups'", 10),
        ("label of 'how'", 11),
        ("label of 'a' in 'how'", 11),
        ("label of 'b' in 'how'", 11),
        ("label of 'steps'", 12),
        ("label of 'step' in 'steps'", 12),
    ]
    assert course.data_texts[FORM] == text


PARTS = f"""\
fields:
- {{id: first, kind: text, label: {A}}}
- {{id: one, kind: part, label: {A}}}
- {{id: left, kind: text, label: {A}}}
- {{id: two, kind: part, survey: true, label: {A}}}
- {{id: asked, kind: text, label: {A}}}
- {{id: three, kind: part, label: {A}}}
- {{id: last, kind: text, label: {A}}}
"""


def test_a_marked_part_is_a_survey(make_course: MakeCourse) -> None:
    form = make_course({FORM: PARTS}).forms["inclusion-checklist"]
    assert form.survey
    assert [field.id for field in form.survey.fields] == ["two", "asked"]
    assert form.sheets == (form.fields,)


def test_a_whole_form_is_a_survey(make_course: MakeCourse) -> None:
    form = make_course({FORM: f"survey: true\n{PARTS}"}).forms["inclusion-checklist"]
    assert form.survey == Survey(form.fields)


def test_a_survey_of_its_own_is_read_with_its_lines(make_course: MakeCourse) -> None:
    survey = f"survey:\n  consent: {{label: {A}, help: {A}, refused: {A}}}\n  fields:\n"
    options = f"options: [{{id: a, label: {A}}}, {{id: b, label: {A}}}]"
    own = f"  - {{id: safe, kind: choice, label: {A}, {options}}}\n"
    course = make_course({FORM: f"{survey}{own}fields:\n- {{id: a, kind: text, label: {A}}}\n"})
    words = {"tg": "А", "ru": "А", "en": "A"}
    safe = Field("safe", "choice", words, {}, (Choice("a", words, 4), Choice("b", words, 4)), (), (), 0, 4)
    form = course.forms["inclusion-checklist"]
    assert course.problems == ()
    assert form.survey == Survey((safe,), own=True, consent=Consent(words, words, words, 2))
    assert form.sheets == (form.fields, (safe,))
    assert [(what, line) for what, line, _ in form.texts()][:3] == [
        ("label of the consent", 2),
        ("help of the consent", 2),
        ("refused of the consent", 2),
    ]


def test_a_course_without_forms_has_none(small: Course) -> None:
    assert small.forms == {}


COLUMNS = f"columns: [{{id: b, kind: text, label: {A}}}]"


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("id: a, kind: list", "fields.0.kind: 'list' is not one of part, text, long-text, number, date, scale"),
        ("id: A b, kind: text", "fields.0.id: 'A b' does not match"),
        ("id: a, kind: choice", "fields.0: the field 'options' is missing"),
        ("id: a, kind: table, blank-rows: 1", "fields.0: the field 'columns' is missing"),
        (f"id: a, kind: table, {COLUMNS}", "fields.0: the field 'blank-rows' is missing"),
        (
            f"id: a, kind: table, {COLUMNS}, blank-rows: 2, rows: [{{id: c, label: {A}}}]",
            "fields.0: 'blank-rows' cannot be a key here",
        ),
        ("id: a, kind: text, blank-rows: 2", "fields.0: 'blank-rows' cannot be a key here"),
        (f"id: a, kind: text, options: [{{id: c, label: {A}}}, {{id: d, label: {A}}}]", "fields.0: 'options' cannot"),
        (
            f"id: a, kind: table, columns: [{{id: b, kind: choices, label: {A}}}], blank-rows: 2",
            "fields.0.columns.0.kind: 'choices' is not one of text, long-text, number, check, date",
        ),
        ("id: a, kind: text, hint: b", "fields.0: unknown field 'hint'"),
        ("id: a, kind: text, figure: structures", "fields.0: 'figure' cannot be a key here"),
        ("id: a, kind: text, survey: true", "fields.0: 'survey' cannot be a key here"),
        ("id: a, kind: part, survey: yes please", "fields.0.survey: True was expected"),
    ],
)
def test_a_form_of_another_shape_is_told(make_course: MakeCourse, field: str, said: str) -> None:
    course = make_course({FORM: f"fields:\n- {{{field}, label: {A}}}\n"})
    assert [(one.path, one.line, one.code) for one in course.problems] == [(FORM, 2, "FL003")]
    assert course.problems[0].message.startswith(said)
    assert course.complete


TABLE = f"{{id: b, kind: table, label: {A}, columns: [{{id: c, kind: text, label: {A}}}], blank-rows: 2"


def test_a_form_with_parts_can_be_in_steps(make_course: MakeCourse) -> None:
    text = f"steps: true\nfields:\n- {{id: a, kind: part, label: {A}}}\n- {TABLE}, figure: structures}}\n"
    course = make_course({FORM: text})
    assert course.problems == ()
    form = course.forms["inclusion-checklist"]
    assert (form.steps, [field.figure for field in form.fields]) == (True, ["", "structures"])


def test_a_form_without_parts_has_no_steps(make_course: MakeCourse) -> None:
    course = make_course({FORM: f"steps: true\nfields:\n- {TABLE}}}\n"})
    hint = "Only a form with parts has steps: divide it into parts, or take steps out"
    assert list(map(str, course.problems)) == [f"{FORM}:1: FL003 the file: 'steps' cannot be a key here - {hint}"]


@pytest.mark.parametrize(
    "text", ["", "a\n", "fields: 1\n", "fields: [1]\n", "fields:\n- {columns: a, rows: [1], options: {b: c}}\n"]
)
def test_a_form_of_any_shape_does_no_harm(make_course: MakeCourse, text: str) -> None:
    course = make_course({FORM: text})
    assert {(problem.path, problem.code) for problem in course.problems} == {(FORM, "FL003")}
    assert course.complete


@pytest.mark.parametrize(("text", "code"), [("fields: [\n", "FL002"), ("a\0", "FL001")])
def test_a_form_that_cannot_be_read_leaves_the_course_incomplete(make_course: MakeCourse, text: str, code: str) -> None:
    course = make_course({FORM: text})
    assert [(problem.path, problem.code) for problem in course.problems] == [(FORM, code)]
    assert not course.complete


# Pages


def test_every_language_has_every_page(small: Course) -> None:
    names = {
        "about.md",
        "glossary.md",
        "handbook/index.md",
        "handbook/partnerships/index.md",
        "handbook/partnerships/lesson.md",
        "handbook/partnerships/quiz.md",
        "handbook/trust/index.md",
        "index.md",
        "sources.md",
        "toolkit/inclusion-checklist.md",
        "toolkit/index.md",
    }
    assert {locale: set(tree) for locale, tree in small.trees.items()} == {"tg": names, "ru": names, "en": names}


@pytest.mark.parametrize(
    ("page_id", "name"),
    [
        ("index", "index.md"),
        ("about", "about.md"),
        ("handbook", "handbook/index.md"),
        ("trust", "handbook/trust/index.md"),
        ("partnerships", "handbook/partnerships/index.md"),
        ("partnerships/quiz", "handbook/partnerships/quiz.md"),
        ("partnerships/lesson", "handbook/partnerships/lesson.md"),
        ("toolkit", "toolkit/index.md"),
        ("toolkit/inclusion-checklist", "toolkit/inclusion-checklist.md"),
    ],
)
def test_a_page_has_an_id(small: Course, page_id: str, name: str) -> None:
    assert small.page_names[page_id] == name


def test_a_page_has_its_front_matter_and_what_is_in_its_text(small: Course) -> None:
    page = small.trees["ru"]["about.md"]
    assert (page.path, page.locale, page.meta, page.planned) == ("docs/ru/about.md", "ru", {"review": "draft"}, False)
    assert page.headings == (Heading(1, "О пособии", "about", 5),)
    assert [(ref.scheme, ref.target, ref.text, ref.line) for ref in page.references] == [
        ("term", "cppt", "", 7),
        ("term", "jamoat", "джамоате", 7),
        ("src", "osce-gp08", "", 7),
        ("ref", "trust", "", 7),
    ]
    assert page.source[page.body :].startswith("\n# О пособии {#about}\n")


def test_a_planned_module_has_a_page_without_a_file(small: Course) -> None:
    page = small.trees["tg"]["handbook/trust/index.md"]
    assert (page.path, page.planned, page.source) == ("docs/tg/handbook/trust/index.md", True, "![](data:planned)\n")
    assert [(ref.scheme, ref.target, ref.placed) for ref in page.references] == [("data", "planned", True)]


def test_a_planned_module_with_a_file_keeps_its_file(make_course: MakeCourse) -> None:
    course = make_course({"docs/en/handbook/trust/index.md": "## A {#a}\n"})
    planned = {locale: tree["handbook/trust/index.md"].planned for locale, tree in course.trees.items()}
    assert planned == {"tg": True, "ru": True, "en": False}


def test_translations_are_the_pages_of_every_tree_but_the_source(small: Course) -> None:
    assert {page.locale for page in small.translations()} == {"tg", "ru"}


@pytest.mark.parametrize(
    ("text", "meta", "body"),
    [
        ("---\na: 1\n---\nb\n", {"a": 1}, 13),
        ("---\na: 1\n---", {"a": 1}, 12),
        ("---\n---\nb\n", {}, 8),
        ("--- \na: 1\n--- \nb\n", {"a": 1}, 15),
        ("---\n- a\n---\nb\n", {}, 12),
        ("---\na: 1\nb\n", {}, 0),
        ("\n---\na: 1\n---\nb\n", {}, 0),
        ("b\n", {}, 0),
        ("", {}, 0),
        ("---\na: |\n  ---\n---\nb\n", {"a": "---\n"}, 19),
    ],
)
def test_front_matter_ends_where_its_second_line_of_dashes_stands(
    make_course: MakeCourse, text: str, meta: dict[str, object], body: int
) -> None:
    page = make_course({"docs/en/about.md": text}).trees["en"]["about.md"]
    assert (page.meta, page.body) == (meta, body)


def test_a_page_with_windows_line_ends_reads_the_same(make_root: Callable[..., Path]) -> None:
    root = make_root()
    path = root / "docs" / "en" / "about.md"
    before = load(root).trees["en"]["about.md"]
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert asdict(load(root).trees["en"]["about.md"]) == asdict(before)


def test_pages_outside_the_languages_are_strays(make_course: MakeCourse) -> None:
    course = make_course({"docs/notes.md": "a\n", "docs/uz/index.md": "b\n"})
    assert course.strays == ("docs/notes.md", "docs/uz/index.md")


# What cannot be read


def problems(course: Course) -> list[str]:
    return [str(problem) for problem in course.problems]


def test_a_mistake_in_front_matter_is_told_at_its_line(make_course: MakeCourse) -> None:
    course = make_course({"docs/en/about.md": "---\nreview: draft\nreview: approved\n---\n# A {#a}\n"})
    told = "docs/en/about.md:3: FL002 the key 'review' is repeated - keep one of the two entries"
    assert problems(course) == [told]
    assert course.complete


def test_a_page_that_is_not_text_is_empty(make_root: Callable[..., Path]) -> None:
    root = make_root()
    (root / "docs" / "en" / "about.md").write_bytes("# О пособии {#about}\n".encode("cp1251"))
    course = load(root)
    told = "docs/en/about.md:1: FL001 the file is not UTF-8 text - save it again with the encoding UTF-8"
    assert problems(course) == [told]
    assert course.trees["en"]["about.md"].source == ""
    assert course.complete


@pytest.mark.parametrize("name", DATA_FILES)
def test_a_missing_data_file_leaves_the_course_incomplete(make_course: MakeCourse, name: str) -> None:
    course = make_course({f"docs/data/{name}.yml": None})
    path = f"docs/data/{name}.yml"
    told = f"{path}:1: FL001 the file cannot be read: No such file or directory - put the file in its place"
    assert problems(course) == [told]
    assert not course.complete


@pytest.mark.parametrize("name", DATA_FILES)
@pytest.mark.parametrize("text", ["", "a\n", "[a, b]\n", "a: 1\n", "a: [1]\n", "a: {b: {c: [1]}}\n", "1.5\n"])
def test_data_of_another_shape_are_told_and_do_no_harm(make_course: MakeCourse, name: str, text: str) -> None:
    course = make_course({f"docs/data/{name}.yml": text})
    assert {problem.code for problem in course.problems} == {"FL003"}
    assert {problem.path for problem in course.problems} == {f"docs/data/{name}.yml"}
    assert course.complete


def test_fields_of_another_type_are_empty(make_course: MakeCourse) -> None:
    text = "modules:\n- {id: [a], number: true, hours: four, audience: cadet, title: A, outcomes: [1, {text: 2}]}\n"
    module = make_course({"docs/data/modules.yml": text}).modules[""]
    expected: dict[str, object] = {
        "id": "",
        "number": "",
        "part": "",
        "hours": 0,
        "written": False,
        "audience": (),
        "title": {},
        "line": 2,
    }
    assert fields(module, expected) == expected
    assert [(outcome.id, outcome.text, outcome.line) for outcome in module.outcomes] == [("", {}, 2)]


def test_an_empty_folder_is_a_course_without_anything(tmp_path: Path) -> None:
    course = load(tmp_path)
    assert (course.complete, course.pages, course.languages, course.source_locale) == (False, (), (), "en")
    assert [problem.path for problem in course.problems] == [f"docs/data/{name}.yml" for name in DATA_FILES]


def test_a_script_that_cannot_be_read_is_told(make_root: Callable[..., Path]) -> None:
    root = make_root({"docs/assets/js/quiz.js": "say('a')\n\0\n"})
    assert [str(problem) for problem in load(root).problems] == [
        "docs/assets/js/quiz.js:2: FL001 the file holds a NUL character - save it again as plain text"
    ]


WRONG = {
    "docs/data/glossary.yml": "- id: [\n",
    "docs/data/tools.yml": "- {id: Wrong Id}\n",
    "docs/data/tools/loose.yml": "fields: none\n",
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize("files", [{}, WRONG], ids=["right", "wrong"])
@pytest.mark.parametrize("dies", [False, True])
def test_data_that_another_process_reads_are_the_same(
    make_root: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, files: dict[str, str], dies: bool
) -> None:
    root, here, work = make_root(files), os.getpid(), _Reading._all
    monkeypatch.setattr(cores, "several", lambda: False)
    alone = load(root)
    read: list[str] = []

    def elsewhere(self: _Reading, names: list[str]) -> Any:
        if os.getpid() == here:
            read.extend(names)
        elif dies:
            raise MemoryError
        return work(self, names)

    monkeypatch.setattr(cores, "several", lambda: True)
    monkeypatch.setattr(_Reading, "_all", elsewhere)
    shared = load(root)
    assert len(read) == (len(alone.data_texts) if dies else 1)
    assert (shared.problems, shared.complete) == (alone.problems, alone.complete)
    for name in ("terms", "tools", "modules", "forms", "data_texts", "interface", "standard"):
        assert getattr(shared, name) == getattr(alone, name)
