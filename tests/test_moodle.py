"""Moodle XML has the structure that Moodle documents, and says what the course says."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import hard_quiz
import pytest
from conftest import ROOT
from lxml import etree
from releases import just

from course.model import Course
from editions import moodle
from editions.questions import quizzes

SCHEMA = etree.XMLSchema(etree.parse(ROOT / "tests" / "schemas" / "moodle.xsd"))


def parsed(text: str) -> etree._Element:
    root = etree.fromstring(text.encode())
    SCHEMA.assertValid(root)
    return root


def test_hard_signs_arrive_as_they_are(make_course: Callable[..., Course]) -> None:
    course = make_course(hard_quiz.FILES)
    root = parsed(moodle.text(course, "en"))
    top, below, first, second = root
    assert [one.findtext("category/text") for one in (top, below)] == [
        "$course$/top/Hamkori (en)",
        "$course$/top/Hamkori (en)/Module 4. Partnerships",
    ]
    assert [one.findtext("idnumber") for one in root] == [
        "hamkori-en",
        "hamkori-partnerships-en",
        "partnerships-01-en",
        "partnerships-02-en",
    ]
    assert "awaits approval by a specialist" in str(top.findtext("info/text"))
    question = quizzes(course, "en")[0][1][0]
    assert first.findtext("questiontext/text") == question.text.html
    assert [one.findtext("text") for one in first.findall("answer")] == [one.text.html for one in question.answers]
    assert [one.get("fraction") for one in first.findall("answer")] == ["100", "0", "0", "0"]
    assert [one.get("fraction") for one in second.findall("answer")] == ["33.33333", "33.33333", "-100", "33.33333"]
    assert [one.findtext("single") for one in (first, second)] == ["true", "false"]
    assert [one.text for one in first.iterfind("tags/tag/text")] == ["partnerships", "map-decisions"]


def test_a_figure_comes_with_its_question(make_course: Callable[..., Course]) -> None:
    first = parsed(moodle.text(make_course(hard_quiz.FILES), "tg"))[2]
    assert '<img src="@@PLUGINFILE@@/structures.svg"' in str(first.findtext("generalfeedback/text"))
    file = first.find("generalfeedback/file")
    assert file is not None
    assert file.get("name") == "structures.svg"
    assert etree.fromstring(base64.b64decode(file.text or "")).tag == "{http://www.w3.org/2000/svg}svg"


def test_a_slash_in_a_title_makes_no_category() -> None:
    assert moodle.category("Hamkori", "en", "Men/women") == "$course$/top/Hamkori (en)/Men//women"


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_the_course_fits_the_structure(course: Course, tmp_path: Path, locale: str) -> None:
    (target,) = moodle.write(just(course), "learner", locale, tmp_path)
    assert target.name == f"hamkori-{course.version}-moodle-{locale}.xml"
    root = parsed(target.read_text(encoding="utf-8"))
    ids = [str(one.findtext("idnumber")) for one in root]
    assert len(set(ids)) == len(ids) == 1 + sum(1 + len(questions) for _, questions in quizzes(course, locale))
    for one in root.iterfind("question[@type='multichoice']"):
        weights = [float(answer.get("fraction", "0")) for answer in one.findall("answer")]
        assert abs(sum(weight for weight in weights if weight > 0) - 100) < 0.01
        for text in one.iter("text"):
            assert etree.fromstring(f"<div>{text.text or ''}</div>") is not None
