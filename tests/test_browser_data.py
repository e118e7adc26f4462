"""What the site's scripts are told of the course."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from course.browser_data import bare, files, items, outline, said, shared, standard, words
from course.cells import KINDS, LONGEST, shown
from course.model import Course

Make = Callable[..., Course]

TRACKS = """tracks:
  - id: partner
    hours: 4
    digest: 2
    audience: [partner]
    modules: [partnerships, trust]
    test-items: 1
    title: {tg: Курс барои шарик, ru: Курс для партнёра, en: Partner course}
    purpose: {tg: Барои шарикон, ru: Для партнёров, en: For partners}
"""

QUIZ = """---
review: draft
---

<quiz>
<!-- id: partnerships-01; outcome: map-decisions -->
Who **pays** for [a lamp](term:jamoat), `and` *why*?
- [ ] The \u201cdirectorate\u201d
> No.
- [x] The [](term:jamoat) &amp; its money
> Yes.
</quiz>
"""


def test_interface_strings_are_found_with_their_lines() -> None:
    script = 'say("one")\nhamkori.sayCount(\n  "two", 2)\nessay("three"); say(key); say("four", { n: 1 })\n'
    assert list(said(script)) == [("one", 1), ("two", 2), ("four", 4)]


def test_scripts_get_the_strings_that_they_say_and_no_others(make_course: Make) -> None:
    course = make_course({"docs/assets/js/quiz.js": 'say("quiz"); sayCount("minutes", 3)\n'})
    assert words(course, "tg") == {"minutes": {"other": "{n} дақиқа"}, "quiz": "Тест"}


def test_scripts_that_are_not_there_get_no_strings(make_course: Make) -> None:
    course = make_course({"docs/assets/js/quiz.js": 'say("quiz")\n', "docs/assets/js/other.js": 'say("search")\n'})
    assert words(course, "en", without=frozenset({"assets/js/other.js"})) == {"quiz": "Quiz"}


def test_the_outline_has_modules_sections_and_items(make_course: Make) -> None:
    course = make_course()
    found = outline(course, "en")
    assert found["passMark"] == 70
    assert found["academicHour"] == 45
    partnerships = next(module for module in found["modules"] if module["id"] == "partnerships")
    assert partnerships["written"] is True
    assert partnerships["part"] == "Core modules"
    assert partnerships["page"] == "handbook/partnerships/index.html"
    assert partnerships["quiz"] == "handbook/partnerships/quiz.html"
    assert [section["id"] for section in partnerships["sections"]] == [
        heading.id for heading in course.trees["en"]["handbook/partnerships/index.md"].headings if heading.level == 2
    ]
    trust = next(module for module in found["modules"] if module["id"] == "trust")
    assert (trust["written"], trust["sections"], trust["items"]) == (False, [], [])


def test_an_item_leads_to_the_sections_that_teach_its_outcome(course: Course) -> None:
    module = course.modules["partnerships"]
    taught = {outcome.id: list(outcome.taught) for outcome in module.outcomes}
    listed = next(entry for entry in outline(course, "tg")["modules"] if entry["id"] == "partnerships")["items"]
    quiz = course.trees["tg"]["handbook/partnerships/quiz.md"]
    assert listed == [{"id": item.id, "outcome": item.outcome, "taught": taught[item.outcome]} for item in quiz.items]
    assert all(entry["taught"] for entry in listed)


def test_the_outline_has_tracks_and_their_tests(make_course: Make) -> None:
    found = outline(make_course({"docs/data/tracks.yml": TRACKS}), "ru")
    assert found["tracks"] == [
        {
            "id": "partner",
            "title": "Курс для партнёра",
            "hours": 4,
            "page": "tracks/partner.html",
            "modules": [
                {"id": "partnerships", "hours": 2, "questions": 0},
                {"id": "trust", "hours": 2, "questions": 0},
            ],
        }
    ]
    assert found["tests"] == [
        {
            "id": "test-partner",
            "number": "F1",
            "title": "Итоговый тест: Курс для партнёра",
            "hours": 0,
            "test": True,
        }
    ]


def test_questions_are_plain_words(make_course: Make) -> None:
    course = make_course({"docs/en/handbook/partnerships/quiz.md": QUIZ})
    term = course.terms["jamoat"].wordings["en"].term
    assert items(course, "en", with_options=False) == {"partnerships-01": {"question": "Who pays for a lamp, and why?"}}
    assert items(course, "en", with_options=True)["partnerships-01"]["options"] == [
        {"text": "The \u201cdirectorate\u201d", "correct": False},
        {"text": f"The {term} & its money", "correct": True},
    ]


def test_words_inside_names_are_left_alone(course: Course) -> None:
    assert bare(course, "en", "a_b_c and 2 * 3 * 4") == "a_b_c and 2 * 3 * 4"


def test_the_files_set_one_name_each_and_are_not_escaped(course: Course) -> None:
    found = files(course, "tg", "learner")
    assert sorted(shared(course)) == ["assets/exercises/statistics.js"]
    assert sorted(found) == [
        "assets/items/tg.js",
        "assets/outline/tg.js",
        "assets/standard/tg.js",
        "assets/words/tg.js",
    ]
    for path, text in (found | shared(course)).items():
        name = path.split("/")[1]
        assert text.startswith(f"hamkori.{name} = {{")
        json.loads(text.removeprefix(f"hamkori.{name} = "))
    assert "Шарикӣ ва сохторҳо" in found["assets/outline/tg.js"]


def test_learners_do_not_get_the_options(course: Course) -> None:
    assert '"options"' not in files(course, "tg", "learner")["assets/items/tg.js"]
    assert '"options"' in files(course, "tg", "trainer")["assets/items/tg.js"]


DESK = {name: f"docs/assets/js/{name}.js" for name in ("desk-check", "desk-figures", "desk")}


def test_the_data_desk_gets_the_standard_and_its_own_words(course: Course) -> None:
    found = standard(course, "ru")
    assert [one["id"] for one in found["fields"]] == list(course.standard.fields)
    assert found["fields"][6] == {
        "id": "count",
        "type": "count",
        "label": "Число",
        "labels": ["Шумора", "Число", "Count"],
        "minimum": 0,
        "maximum": 99999,
    }
    assert found["lists"]["districts"][0] == {
        "id": "synthetic-almond",
        "label": "Миндаль (условный)",
        "labels": ["Бодом (шартӣ)", "Миндаль (условный)", "Almond (synthetic)"],
        "population": 61400,
    }
    assert found["columns"] == ["code", "population", "label_tg", "label_ru", "label_en"]
    assert found["mistakes"]["nul"] == {
        "message": "в строке есть знак NUL",
        "hint": "сохраните файл заново как простой текст",
    }
    assert found["mistakes"]["look-alike"]["hint"] == "запишите латинскими буквами: {near}"
    said_there = {key for path in DESK.values() for key, _ in said(course.scripts[path])}
    assert set(found["words"]) == said_there
    elsewhere = json.loads(files(course, "ru", "trainer")["assets/words/ru.js"].removeprefix("hamkori.words = "))
    assert [key for key in elsewhere if key.startswith("desk-")] == []
    assert "form-hidden" in elsewhere


def test_the_data_desk_knows_the_kinds_and_limits_of_the_command(course: Course) -> None:
    script = course.scripts[DESK["desk-check"]]
    told = set(re.findall(r"""["']([a-z]+(?:-[a-z0-9]+)*)["']""", script))
    assert set(KINDS) - told == set()
    limits = dict(re.findall(r"const ([A-Z_]+) = ([0-9]+)", script))
    assert limits["LONGEST"] == str(LONGEST)
    assert shown("x" * (int(limits["SHOWN"]) + 1)) == "x" * int(limits["SHOWN"]) + "…"
    hidden_under = re.search(r"HIDDEN_UNDER = (\d+)", course.scripts["docs/assets/js/compute.js"])
    assert hidden_under
    assert course.standard.suppressed == (1, int(hidden_under[1]) - 1)
    assert course.standard.hidden_together == int(hidden_under[1])
