"""Books for readers of EPUB: whole, the same each time, and with what each edition may read.

EPUBCheck itself takes seconds for each book and needs Java: `make verify` asks it (`epubs.checked`).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import epubs
import leaks
import pytest
from conftest import ROOT
from lxml import etree
from releases import just

from course.interface import say
from course.model import Course
from editions import epub

Load = Callable[..., Course]
QUIZ = """---
review: draft
---

<quiz>
<!-- id: partnerships-01; outcome: map-decisions -->
Who in the [team](term:cppt) is in the chair?

- [x] The person the team chose
> Yes. The team & the people decide.
- [ ] The oldest man
> No. Age gives no right.
- [x] Nobody else

See [](ref:partnerships#who-decides).
</quiz>
"""


@pytest.fixture(scope="module")
def learners(course: Course) -> dict[str, bytes]:
    """The files of the Tajik book of the real course for learners."""
    return epub.files(just(course), "learner", "tg")


@pytest.fixture
def small(make_course: Load) -> Course:
    return replace(make_course({"docs/en/handbook/partnerships/quiz.md": QUIZ}), version="0.1")


def page(held: dict[str, bytes], name: str) -> etree._Element:
    return etree.fromstring(held[f"EPUB/{name}"])


def words(element: etree._Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_the_book_is_whole_and_names_every_module_and_tool(course: Course, learners: dict[str, bytes]) -> None:
    assert list(epubs.faults(learners)) == []
    there = {name.removeprefix("EPUB/").removesuffix(".xhtml") for name in learners}
    assert there >= {
        *(f"handbook-{module.id}" for module in course.modules.values() if module.written),
        *(f"toolkit-{tool.id}" for tool in course.tools.values() if tool.written),
        *("handbook", "toolkit", "glossary", "sources", "abbreviations", "cover", "nav"),
    }
    assert {page(learners, f"{name}.xhtml").get("lang") for name in ("glossary", "nav", "cover")} == {"tg"}
    glossary = page(learners, "glossary.xhtml")
    marked = [span for span in glossary.iter(f"{epubs.XHTML}span") if span.get("lang")]
    assert {(span.get("lang"), words(span).partition(":")[0]) for span in marked} == {
        ("ru", "Русский"),
        ("en", "English"),
    }
    assert len(marked) == 2 * words(glossary).count("Русский:") == 2 * words(glossary).count("English:")
    assert glossary.find(f".//{epubs.XHTML}section[@role='doc-glossary']") is not None
    told = say(course, "tg", "ebook-exit", leave=say(course, "tg", "exit-leave"))
    exits = {f"EPUB/handbook-{module.id}.xhtml" for module in course.modules.values() if module.quick_exit}
    assert exits
    assert {name for name, data in learners.items() if told in data.decode("utf-8", "ignore")} == exits
    svg = "{http://www.w3.org/2000/svg}svg"
    drawings = [
        one for name, data in learners.items() if name.endswith(".xhtml") for one in etree.fromstring(data).iter(svg)
    ]
    assert len(drawings) >= len(course.figures)
    assert {bool(one.get("aria-label")) and one.get("role") for one in drawings} == {"img"}


def test_learners_read_nothing_for_trainers(course: Course, learners: dict[str, bytes]) -> None:
    secrets = leaks.secrets(ROOT, course, "tg")
    assert len(secrets) > 1000
    said = leaks.words(data for name, data in learners.items() if name.endswith((".xhtml", ".opf", ".ncx")))
    assert leaks.among(secrets, said) == set()


def test_trainers_read_their_notes_and_lesson_plans(small: Course) -> None:
    title = say(small, "ru", "lesson-plan")
    for edition, told in (("learner", False), ("trainer", True)):
        book = epub.files(just(small), edition, "ru")
        assert (title in book["EPUB/handbook-partnerships.xhtml"].decode()) is told
        assert (say(small, "ru", "print-trainers-only") in book["EPUB/cover.xhtml"].decode()) is told
        assert list(epubs.faults(book)) == []


def test_what_is_wrong_with_a_book_is_found(small: Course) -> None:
    book = epub.files(just(small), "learner", "en")
    name = "EPUB/handbook-partnerships.xhtml"
    text = book[name].decode()
    wrong = text.replace("<body>", '<body><p id="x"/><p id="x"><a href="gone.xhtml"/><a href="#gone"/></p>')
    assert list(epubs.faults(book | {name: wrong.encode(), "EPUB/more.txt": b""})) == [
        "EPUB/more.txt: is there and not listed",
        f"{name}: has the id x twice",
        f"{name}: leads to gone.xhtml, which is not there",
        f"{name}: leads to #gone, and there is no such place",
    ]
    contents = book["EPUB/toc.ncx"].replace(b"handbook-partnerships.xhtml", b"cover.xhtml")
    assert list(epubs.faults(book | {"EPUB/toc.ncx": contents})) == [f"toc.ncx: does not name {name}"]


def test_the_same_release_is_the_same_bytes_with_the_type_first(small: Course, tmp_path: Path) -> None:
    made = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        made += epub.write(just(small), "trainer", "tg", tmp_path / name)
    assert [one.name for one in made] == ["hamkori-0.1-trainer-tg.epub"] * 2
    assert made[0].read_bytes() == made[1].read_bytes()
    with zipfile.ZipFile(made[0]) as opened:
        first = opened.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")


def test_a_book_says_what_it_is(small: Course) -> None:
    package = page(epub.files(just(small), "learner", "en"), "package.opf")
    told = {(one.get("property") or etree.QName(one).localname): words(one) for one in package.iter() if one.text}
    assert told["identifier"] == f"urn:uuid:{epub.identifier('learner', 'en')}"
    assert told["title"] == "Hamkori. Handbook and toolkit"
    assert told["language"] == "en"
    assert told["dcterms:modified"] == "2026-11-27T03:37:02Z"
    assert told["description"].endswith(f"{say(small, 'en', 'notice')} {say(small, 'en', 'review-draft-source')}")
    assert "CC BY 4.0" in told["rights"]
    assert told["schema:accessModeSufficient"] == "textual"
    assert told["schema:accessibilityHazard"] == "none"
    assert len({epub.identifier(edition, locale) for edition in ("learner", "trainer") for locale in ("tg", "ru")}) == 4


def test_an_answer_is_a_note_at_the_end_of_its_chapter(small: Course) -> None:
    chapter = page(epub.files(just(small), "learner", "en"), "handbook-partnerships.xhtml")
    (item,) = chapter.findall(f".//{epubs.XHTML}div[@class='item']")
    assert words(item) == (
        "Question 1 Who in the team is in the chair? "
        "The person the team chose The oldest man Nobody else Answer to question 1"
    )
    link = item.findall(f".//{epubs.XHTML}a")[-1]
    assert (link.get(epubs.TYPE), link.get("href")) == ("noteref", "#handbook.partnerships.quiz..answer-1")
    (note,) = [one for one in chapter.iter() if one.get("id") == "handbook.partnerships.quiz..answer-1"]
    assert note.get(epubs.TYPE) == "endnote"
    assert words(note).startswith("Correct: A, C Yes. The team & the people decide. No. Age gives no right.")
    assert words(note).endswith("Back to the text")
    terms = chapter.find(f".//{epubs.XHTML}section[@class='terms']")
    assert terms is not None
    first = [one for one in chapter.iter(f"{epubs.XHTML}a") if "first" in str(one.get("class"))]
    assert [one.get(epubs.TYPE) for one in first] == ["noteref"]
    assert terms.find(f".//{epubs.XHTML}a").get("href") == "glossary.xhtml#glossary..cppt"


def test_a_form_is_shown_blank_and_says_where_it_is_filled_in(course: Course, learners: dict[str, bytes]) -> None:
    tool = page(learners, "toolkit-sara-worksheet.xhtml")
    (form,) = [one for one in tool.iter(f"{epubs.XHTML}div") if "tool-form" in str(one.get("class"))]
    assert words(form[0]) == say(course, "tg", "ebook-form")
    named = {etree.QName(one).localname for one in tool.iter()}
    assert named & {"input", "select", "textarea", "output", "fieldset", "colgroup", "script"} == set()
    wide = [one for one in form.iter(f"{epubs.XHTML}table") if "wide" in str(one.get("class"))]
    assert wide
    cells = [cell for table in wide for cell in table.iterfind(f"{epubs.XHTML}tbody/{epubs.XHTML}tr/{epubs.XHTML}td")]
    assert [cell.get("class") for cell in cells if not cell.get("data-label")] == []
    numbered = [one for one in form.iter(f"{epubs.XHTML}tbody") if one.get("class") == "numbered"]
    assert {len(one) for one in numbered} == {1}


def test_a_link_to_what_is_not_there_is_refused(small: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub, "GLOSSARY_PAGE", "lost.md")
    with pytest.raises(epub.EpubError) as refused:
        epub.files(just(small), "learner", "en")
    assert str(refused.value).startswith(
        "the book in en cannot be made:\nhandbook-partnerships.xhtml: leads to #lost..cppt, which is not there"
    )
