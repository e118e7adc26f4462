"""A SCORM 1.2 package: its manifest fits the schemas of the standard, its page says what a learner may see."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from lxml import etree
from releases import just

from course.model import Course
from editions import scorm

SCHEMAS = ROOT / "overrides" / "scorm" / "schema"
MODULE = "partnerships"


def schema(folder: Path) -> etree.XMLSchema:
    """All schemas of the standard as one, made in a folder, as libxml2 reads them.

    That of the attributes of XML is our own; where IMS allows elements of any schema, they are of another one, because
    otherwise an element of IMS would fit in two ways.
    """
    folder.mkdir()
    for path in SCHEMAS.glob("*.xsd"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8").replace("##any", "##other"), encoding="utf-8")
    shutil.copy(ROOT / "tests" / "schemas" / "xml.xsd", folder / "ims_xml.xsd")
    named = {scorm.CP: "imscp_rootv1p1p2", scorm.ADL: "adlcp_rootv1p2", scorm.MD: "imsmd_rootv1p2p1"}
    imports = "".join(f'<xs:import namespace="{space}" schemaLocation="{name}.xsd"/>' for space, name in named.items())
    whole = folder / "all.xsd"
    whole.write_text(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>')
    return etree.XMLSchema(etree.parse(whole))


@pytest.fixture(scope="module")
def files(course: Course) -> dict[str, bytes]:
    return scorm.files(course, "tg", course.modules[MODULE])


def test_the_manifest_fits_and_names_every_file(course: Course, files: dict[str, bytes], tmp_path: Path) -> None:
    root = etree.fromstring(files["imsmanifest.xml"])
    schema(tmp_path / "schemas").assertValid(root)
    named = {one.get("href") for one in root.iter(f"{{{scorm.CP}}}file")}
    control = {path.name for path in SCHEMAS.glob("*.xsd")} | {"imsmanifest.xml"}
    assert named == files.keys() - control
    assert control <= files.keys()
    assert root.get("identifier") == f"hamkori-{MODULE}-tg"
    assert root.findtext(f".//{{{scorm.ADL}}}masteryscore") == str(course.pass_mark)
    location = str(root.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation")).split()
    assert [name for name in location[1::2] if name not in files] == []


def test_the_page_has_the_module_its_quiz_and_nothing_for_trainers(course: Course, files: dict[str, bytes]) -> None:
    page = files["index.html"].decode()
    assert '<html lang="tg" dir="ltr">' in page
    assert len(re.findall(r'class="quiz" id="partnerships-\d\d"', page)) == 10
    assert "trainer" not in page
    assert course.interface["notice"]["tg"] in page
    assert course.interface["review-draft-translation"]["tg"] in page
    assert "CC BY 4.0" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert [label for label in re.findall(r"<label[^>]*>(.*?)</label>", page) if "<a" in label] == []
    addresses = re.findall(r'\b(?:src|href)="(?!#|https?:|data:)([^"]+)"', page)
    assert set(addresses) <= files.keys()


def test_answers_that_a_learning_system_cannot_keep_stop_the_making(make_course: Callable[..., Course]) -> None:
    item = "\n<quiz>\n<!-- id: partnerships-{n:03d}; outcome: map-decisions -->\nWhich?\n\n- [x] A\n- [ ] B\n</quiz>\n"
    text = "---\nreview: draft\n---\n" + "".join(item.format(n=number) for number in range(1, 171))
    course = make_course({"docs/en/handbook/partnerships/quiz.md": text})
    with pytest.raises(ValueError, match=r"^handbook/partnerships/index.md: \d+ characters of answers, .* keeps 4096$"):
        scorm.files(course, "en", course.modules[MODULE])


def test_every_written_module_has_a_package_the_same_each_time(
    make_course: Callable[..., Course], tmp_path: Path
) -> None:
    course = make_course()
    (target,) = scorm.write(just(course), "learner", "en", tmp_path)
    assert target.relative_to(tmp_path).as_posix() == "scorm/hamkori-m04-partnerships-en.zip"
    once = target.read_bytes()
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert "Ask the class first" not in archive.read("index.html").decode()
        assert "Age gives no right to the chair." in archive.read("index.html").decode()
    scorm.write(just(course), "learner", "en", tmp_path)
    assert target.read_bytes() == once
