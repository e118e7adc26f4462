"""QTI 2.1: items, test and manifest have the structure of the standard, as far as `schemas/qti.xsd` has it."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable
from pathlib import Path

import hard_quiz
import pytest
from conftest import ROOT
from lxml import etree
from releases import just

from course.model import Course
from editions import qti
from editions.questions import quizzes

SCHEMA = etree.XMLSchema(etree.parse(ROOT / "tests" / "schemas" / "qti.xsd"))
LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
Q, C = f"{{{qti.QTI}}}", f"{{{qti.CP}}}"


def whole(files: dict[str, bytes]) -> dict[str, etree._Element]:
    """The documents of a package by name; each fits, and the manifest names every file and no other."""
    found = {name: etree.fromstring(data) for name, data in files.items() if name.endswith(".xml")}
    for name, root in found.items():
        if name != "imsmanifest.xml":
            assert qti.QTI in root.attrib.pop(LOCATION)
            SCHEMA.assertValid(root)
    manifest = found["imsmanifest.xml"]
    named = {one.get("href") for one in manifest.iter(f"{C}file")}
    assert named == files.keys() - {"imsmanifest.xml"}
    resources = {one.get("identifier"): one for one in manifest.iter(f"{C}resource")}
    assert {one.get("identifierref") for one in manifest.iter(f"{C}dependency")} == resources.keys() - {"test"}
    for reference in found["test.xml"].iter(f"{Q}assessmentItemRef"):
        assert resources[reference.get("identifier")].get("href") == reference.get("href")
    for name, root in found.items():
        for image in root.iter(f"{Q}img"):
            assert posixpath.normpath(posixpath.join(posixpath.dirname(name), str(image.get("src")))) in files
    return found


def test_hard_signs_and_pictures_arrive(make_course: Callable[..., Course]) -> None:
    course = make_course(hard_quiz.FILES)
    found = whole(qti.files(course, "en"))
    first, second = found["items/partnerships-01.xml"], found["items/partnerships-02.xml"]
    assert first.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert " ".join("".join(first.find(f"{Q}itemBody/{Q}div").itertext()).split()) == hard_quiz.ASKED
    choices = list(first.iter(f"{Q}simpleChoice"))
    assert choices[0].text == hard_quiz.ANSWERS[0][0]
    assert [one.text for one in first.iter(f"{Q}value")] == ["choice-1", "0", "1"]
    assert [one.text for one in second.iter(f"{Q}value")] == ["choice-1", "choice-2", "choice-4", "0", "1"]
    assert [one.find(f".//{Q}choiceInteraction").get("maxChoices") for one in (first, second)] == ["1", "0"]
    assert first.find(f"{Q}modalFeedback").find(f".//{Q}img").get("src") == "../figures/structures.svg"
    assert "title" not in {name for one in first.find(f"{Q}itemBody").iter() for name in one.attrib}


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_the_package_of_the_course_fits_and_is_the_same_each_time(course: Course, tmp_path: Path, locale: str) -> None:
    (target,) = qti.write(just(course), "learner", locale, tmp_path)
    assert target.name == f"hamkori-{course.version}-qti-{locale}.zip"
    once = target.read_bytes()
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        found = whole({name: archive.read(name) for name in archive.namelist()})
    questions = [question.id for _, asked in quizzes(course, locale) for question in asked]
    assert len(found) == len(questions) + 2
    qti.write(just(course), "learner", locale, tmp_path)
    assert target.read_bytes() == once
