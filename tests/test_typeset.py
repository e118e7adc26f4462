"""The HTML of printed documents: what of a page becomes paper, and how."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, copy_course

from course.load import load
from course.model import Course
from editions.draft import documents, draft
from editions.typeset import EXTENSIONS, Sheet, anchor, css, typeset

MODULE = "docs/en/handbook/partnerships/index.md"
QUIZ = "docs/en/handbook/partnerships/quiz.md"
HANDOUT = "learner/m04-partnerships-en.pdf"
GUIDE = "trainer/m04-partnerships-en-trainer.pdf"
Set = Callable[..., Sheet]


@pytest.fixture
def sheet(tmp_path: Path) -> Set:
    """Sets a document of the small course, with some files replaced."""
    roots = (tmp_path / str(number) for number in range(9))

    def run(path: str, files: dict[str, str] | None = None) -> Sheet:
        root = copy_course(next(roots))
        for name, text in (files or {}).items():
            (root / name).write_text(f"---\nreview: draft\n---\n\n{text}", encoding="utf-8", newline="\n")
        course = load(root)
        document = next(one for one in documents(course) if one.path == path)
        return typeset(draft(course, document, "2026-11-21"), ROOT)

    return run


def main_of(made: Sheet) -> str:
    return made.html.partition("<main>")[2].partition("</main>")[0]


def tags(name: str, html: str) -> list[str]:
    return re.findall(rf"<{name}\b[^>]*>.*?</{name}>", html, re.DOTALL)


def test_the_markdown_is_that_of_the_site() -> None:
    settings = yaml.compose((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    listed = next(value for key, value in settings.value if key.value == "markdown_extensions")
    read: dict[str, dict[str, object]] = {}
    for node in listed.value:
        if isinstance(node, yaml.ScalarNode):
            read[node.value] = {}
        else:
            (name, options) = node.value[0]
            read[name.value] = yaml.safe_load(yaml.serialize(options))
    del read["toc"]
    assert read == EXTENSIONS


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("page {page} of {pages}", '"page " counter(page) " of " counter(pages)'),
        (" (саҳ. {linked})", '" (саҳ. " target-counter(attr(href url), page) ")"'),
        ('a "b" \\ c', '"a \\"b\\" \\\\ c"'),
        ("one\ntwo", '"one\\a two"'),
    ],
)
def test_what_is_said_becomes_content_of_css(said: str, value: str) -> None:
    assert css(said) == value


@pytest.mark.parametrize(
    ("page", "there", "name"),
    [
        ("handbook/trust/index.md", "", "handbook.trust"),
        ("handbook/trust/quiz.md", "", "handbook.trust.quiz"),
        ("legal.md", "police", "legal..police"),
    ],
)
def test_anchors_are_unique_in_a_whole_book(page: str, there: str, name: str) -> None:
    assert anchor(page, there) == name


def test_a_reference_inside_the_document_leads_to_its_page(sheet: Set) -> None:
    text = "## One {#one}\n\nSee [](ref:partnerships#two), [this](ref:partnerships#two).\n\n## Two {#two}\n"
    made = main_of(sheet(HANDOUT, {MODULE: text}))
    assert '<a href="#handbook.partnerships..two" class="see">Module 4, Two</a>' in made
    assert '<a href="#handbook.partnerships..two" class="see">this</a>' in made
    assert '<h2 id="handbook.partnerships..two">Two</h2>' in made


def test_a_reference_to_the_title_of_a_page_leads_to_its_chapter(sheet: Set) -> None:
    made = main_of(sheet("learner/handbook-en.pdf", {MODULE: "## One {#one}\n\nSee [](ref:handbook#handbook).\n"}))
    assert '<a href="#handbook" class="see">Handbook</a>' in made
    assert '<h2 id="handbook">Handbook</h2>' in made


def test_a_reference_outside_says_what_it_leads_to_once(sheet: Set) -> None:
    text = "## One {#one}\n\nSee [](ref:trust), [the list](tool:partnership-pack) and [Trust](ref:trust).\n"
    made = main_of(sheet(HANDOUT, {MODULE: text}))
    assert (
        "See <span>Module 3, Trust</span>, <span>the list</span> (Tool 2, Partnership pack) and <span>Trust</span>."
        in made
    )


def test_the_first_use_of_a_term_is_marked_and_the_end_explains_it(sheet: Set) -> None:
    made = main_of(sheet(HANDOUT, {MODULE: "## One {#one}\n\nThe [team](term:cppt), [team](term:cppt).\n"}))
    first = '<a class="term first" href="#term.cppt" id="use.cppt">team</a>'
    assert f'<p>The {first}, <a class="term" href="#term.cppt">team</a>.</p>' in made
    assert (
        '<li id="term.cppt"><strong>partnership team (CPPT)</strong> — A local team of police and public.'
        ' <a class="page" href="#use.cppt"></a></li>' in made
    )


def test_sources_are_numbered_through_the_chapter(sheet: Set) -> None:
    quiz = "<quiz>\nWho [](src:osce-gp08)?\n\n- [x] She\n> Yes.\n- [ ] He\n> No.\n</quiz>\n"
    made = main_of(sheet(HANDOUT, {MODULE: "## One {#one}\n\nSo it is [](src:osce-gp08).\n", QUIZ: quiz}))
    link = '<a class="source" href="#handbook.partnerships..src-osce-gp08">[1]</a>'
    assert made.count(link) == 2
    assert made.count('<li id="handbook.partnerships..src-osce-gp08">OSCE. <em>Good Practices') == 1


def test_a_learner_gets_boxes_to_mark_and_no_answer(sheet: Set) -> None:
    made = sheet(HANDOUT).html
    options = tags("ol", main_of(sheet(HANDOUT)))[0]
    assert [re.sub("<[^>]+>", "", one) for one in tags("li", options)] == [
        "The person the team chose",
        "The oldest man",
    ]
    assert options.count('<span class="box ring"></span>') == 2
    for secret in ("Yes. The team decides", "Age gives no right", "Who decides what to do", "Ask who was not there"):
        assert secret not in made
    assert not re.search(r'class="correct|Correct', made)


def test_items_with_several_answers_have_square_boxes(sheet: Set) -> None:
    quiz = "<quiz>\nWho?\n\n- [x] She\n> Yes.\n- [x] He\n> Yes.\n</quiz>\n"
    assert main_of(sheet(HANDOUT, {QUIZ: quiz})).count('<span class="box"></span>') == 2


def test_a_trainer_gets_the_key_the_reasons_and_the_outcome(sheet: Set) -> None:
    made = main_of(sheet(GUIDE))
    right, wrong = tags("li", tags("ol", made[made.index("question-1") :])[0])
    assert right == (
        '<li class="correct"><span class="box ring"></span><strong>Correct: </strong>The person the team chose'
        '<div class="feedback">Yes. The team decides.</div></li>'
    )
    assert '<div class="feedback">No. Age gives no right to the chair.</div>' in wrong
    assert '<div class="explanation"><p>See <a href="#handbook.partnerships..who-decides" class="see">' in made
    assert '<p class="tested"><em>Outcome:</em> map who decides</p>' in made
    assert "Ask who was not there" in made


def test_headings_lie_below_the_title_of_their_part(sheet: Set) -> None:
    handout, guide, book = (main_of(sheet(path)) for path in (HANDOUT, GUIDE, "learner/handbook-en.pdf"))
    assert '<h2 id="handbook.partnerships..who-decides">' in handout
    assert '<h2 id="handbook.partnerships">The text of the module with notes for the trainer</h2>' in guide
    assert '<h3 id="handbook.partnerships..who-decides">' in guide
    assert '<h2 id="handbook.partnerships">Module 4. Partnerships</h2>' in book
    assert '<h3 id="handbook.partnerships..who-decides">' in book


def test_the_contents_list_two_levels_but_no_questions(sheet: Set) -> None:
    contents = sheet(GUIDE).html.partition('<nav class="contents">')[2].partition("</nav>")[0]
    assert '<li class="level-2"><a href="#handbook.partnerships.lesson">Lesson plan</a></li>' in contents
    assert '<li class="level-3"><a href="#handbook.partnerships..who-decides">Who decides</a></li>' in contents
    assert "Question" not in contents


def test_tables_have_captions_scopes_and_no_empty_heads(sheet: Set) -> None:
    text = "## One {#one}\n\nTable: Who {#tab-who}\n\n| | Who |\n|---|--:|\n| 1 | a |\n"
    made = main_of(sheet(HANDOUT, {MODULE: text}))
    table = tags("table", made)[0].replace("\n", "")
    assert table.startswith(
        '<table class="short"><caption class="table-caption" id="handbook.partnerships..tab-who">'
        "<strong>Table 4.1.</strong> Who</caption>"
    )
    assert '<th scope="col" class="right">Who</th>' in table
    assert table.count("<th ") == 1
    assert '<td class="right">a</td>' in table


def test_a_drawing_says_what_it_shows(sheet: Set) -> None:
    drawing = tags("svg", main_of(sheet(HANDOUT)))[0]
    assert "<title>Two ladders</title>" in drawing
    assert ".fig-box" in tags("style", drawing)[0]
    assert "aria-label" not in drawing


def test_ids_inside_a_drawing_stay_as_its_parts_name_them(course: Course) -> None:
    document = next(one for one in documents(course) if one.path == HANDOUT)
    made = typeset(draft(course, document, "2026-11-21"), ROOT).html
    assert 'id="meeting-cycle-arrow"' in made
    assert 'marker-end="url(#meeting-cycle-arrow)"' in made


def test_what_needs_a_screen_is_left_out_and_forms_become_lines_and_boxes(course: Course) -> None:
    document = next(one for one in documents(course) if one.path == "learner/toolkit-en.pdf")
    made = main_of(typeset(draft(course, document, "2026-11-21"), ROOT))
    assert not re.search(r"<(input|textarea|form|button|noscript|label|fieldset)\b", made)
    assert "Nothing is sent" not in re.sub(r"Nothing is sent anywhere\.</strong>", "", made)
    assert '<span class="box"></span>' in made
    assert '<div class="lines"' in made
    assert 'class="blank"' in made


def test_what_is_not_for_print_is_left_out(sheet: Set) -> None:
    text = "## One {#one}\n\n[Open it](ref:trust){ .md-button }\n{: .no-print }\n\nOn paper.\n"
    made = main_of(sheet(HANDOUT, {MODULE: text}))
    assert "Open it" not in made
    assert "<p>On paper.</p>" in made


def test_a_handout_has_room_to_write_below_a_question_to_think_of(sheet: Set) -> None:
    text = '## One {#one}\n\n!!! think "Stop and think"\n    Who?\n'
    assert '<p>Who?</p><div class="lines"' in main_of(sheet(HANDOUT, {MODULE: text})).replace(">\n<", "><")
    assert '<div class="lines"' not in main_of(sheet(GUIDE, {MODULE: text})).partition('class="notes"')[0]


def test_the_cover_says_what_it_is(sheet: Set) -> None:
    cover = sheet(GUIDE).html.partition("<header")[2].partition("</header>")[0]
    for said in (
        "<h1>Module 4. Partnerships</h1>",
        "Trainer guide",
        "<strong>Duration:</strong> 4 academic hours of 45 minutes",
        "<li>map who decides</li>",
        "This guide holds the answer key. Do not hand it out to learners.",
        "Proposed training material, not an official document of the Ministry.",
        "Date of the text: 21.11.2026.",
    ):
        assert said in cover


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_every_link_of_a_real_book_leads_to_an_anchor_with_a_name(course: Course, locale: str) -> None:
    for document in documents(course):
        if document.locale == locale and (document.owner is None or document.owner.number in ("4", "5")):
            made = typeset(draft(course, document, "2026-11-21"), ROOT)
            there = set(re.findall(r'\bid="([^"]+)"', made.html))
            wanted = set(re.findall(r'<a\b[^>]*href="#([^"]+)"', made.html))
            assert wanted <= there, document.path
            assert wanted <= made.labels.keys(), document.path
            assert len(re.findall(r'\bid="([^"]+)"', made.html)) == len(there), document.path


def test_the_room_of_prints_is_not_part_of_the_site(learner_site: Path) -> None:
    assert not (learner_site / "print").exists()
