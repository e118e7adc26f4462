"""What becomes of the HTML of mkdocs-quiz, and what a reader loads for a quiz."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from course.model import Course, Page
from course.quiz_page import bank, remade

QUIZ = "handbook/partnerships/quiz.md"
TAIL = '<div id="quiz-progress-sidebar" style="display: none;"></div><style>.quiz{}</style><script>quiz()</script>'
MEND = "mend hooks/course/quiz_page.py"


def option(place: int, text: str, feedback: str = "", correct: bool = False, kind: str = "radio") -> str:
    said = f'<div class="answer-feedback hidden">{feedback}</div>' if feedback else ""
    mark = 'data-correct="true"' if correct else ""
    name = f"quiz-0-{place}"
    return (
        f'<div><input type="{kind}" name="answer" value="{place}" id="{name}" {mark}>'
        f'<label for="{name}">{text}</label>{said}</div>'
    )


def box(options: str, explanation: str = "<p>Because.</p>", index: int = 0) -> str:
    """A question as mkdocs-quiz 1.7 writes it."""
    options = options.replace("quiz-0-", f"quiz-{index}-")
    return f"""<div class="quiz" data-show-correct="true" data-auto-submit="true" id="quiz-{index}">
                <a href="#quiz-{index}" class="quiz-header-link">#</a>

                <div class="quiz-question" id="quiz-{index}-question">
                    <p>Who chairs the <em>meeting</em>?</p>
                </div>
                <form action="javascript:void(0);" onsubmit="return false;">
                    <fieldset aria-labelledby="quiz-{index}-question">{options}</fieldset>
                    <div class="quiz-feedback hidden"></div>

                </form>
                <section class="content hidden">{explanation}</section>
            </div>"""


TWO = option(0, "The <em>team</em>", "Yes.", correct=True) + option(1, "The oldest")


@pytest.fixture
def small(make_course: Callable[..., Course]) -> tuple[Course, Page]:
    course = make_course()
    return course, course.trees["en"][QUIZ]


def test_a_question_has_the_name_of_its_item(small: tuple[Course, Page]) -> None:
    page = remade(*small, f"<p>Before</p>\n{box(TWO)}\n<p>After</p>{TAIL}", shuffled=True)
    assert page == (
        "<p>Before</p>\n"
        '<div class="screen" data-screen="quiz" data-module="partnerships" data-pass-mark="70" data-shuffled>'
        "<noscript><p>This part needs JavaScript in the browser.</p></noscript></div>\n"
        '<div class="quiz" id="partnerships-01" data-item="partnerships-01">\n'
        "<h2>Question 1</h2>\n"
        "<form>\n"
        '<fieldset aria-labelledby="partnerships-01-question">\n'
        '<div class="quiz-question" id="partnerships-01-question"><p>Who chairs the <em>meeting</em>?</p></div>\n'
        '<div class="quiz-option"><input type="radio" name="answer" value="0" id="partnerships-01-0" data-correct>'
        '<label for="partnerships-01-0">The <em>team</em></label>'
        '<div class="quiz-feedback" id="partnerships-01-0-feedback" hidden>Yes.</div></div>\n'
        '<div class="quiz-option"><input type="radio" name="answer" value="1" id="partnerships-01-1">'
        '<label for="partnerships-01-1">The oldest</label></div>\n'
        "</fieldset>\n"
        "</form>\n"
        '<div class="quiz-explanation" hidden><p>Because.</p></div>\n'
        "</div>\n"
        "<p>After</p>"
    )


def test_the_bank_has_the_questions_by_item_with_addresses_from_the_root(small: tuple[Course, Page]) -> None:
    course, page = small
    links = (
        '<p><a href="index.html#who-decides">A</a> <a href="../../glossary.html#cppt">B</a> <a href="#src-x">C</a>'
        ' <a href="../trust/index.html">D</a> <a href="https://example.org/x#y">E</a></p>'
    )
    script = bank(course, course.modules["partnerships"], page, box(TWO, links) + TAIL)
    assert script.startswith('hamkori.bank = { ...hamkori.bank, ...{"partnerships":{"partnerships-01":')
    assert script.endswith("} }\n")
    questions = json.loads(script.removeprefix("hamkori.bank = { ...hamkori.bank, ...").removesuffix(" }\n"))
    made = questions["partnerships"]["partnerships-01"]
    assert made.startswith('<div class="quiz" id="partnerships-01" data-item="partnerships-01">\n<h2>Question 1</h2>\n')
    assert re.findall('href="([^"]*)"', made) == [
        "handbook/partnerships/index.html#who-decides",
        "glossary.html#cppt",
        "handbook/partnerships/quiz.html#src-x",
        "handbook/trust/index.html",
        "https://example.org/x#y",
    ]


def test_a_bank_of_unknown_html_is_refused(small: tuple[Course, Page]) -> None:
    course, page = small
    with pytest.raises(ValueError, match="mkdocs-quiz writes its HTML in a new way: its progress bar is not where"):
        bank(course, course.modules["partnerships"], page, box(TWO))


def test_options_stay_in_the_order_of_the_source_where_the_key_is(small: tuple[Course, Page]) -> None:
    page = remade(*small, box(TWO) + TAIL, shuffled=False)
    assert "data-shuffled" not in page
    assert page.index("The <em>team</em>") < page.index("The oldest")


def test_several_answers_are_boxes_to_tick(small: tuple[Course, Page]) -> None:
    several = option(0, "One", correct=True, kind="checkbox") + option(1, "Two", correct=True, kind="checkbox")
    page = remade(*small, box(several) + TAIL, shuffled=True)
    assert page.count('<input type="checkbox" name="answer"') == 2
    assert page.count(" data-correct>") == 2


def test_an_option_may_hold_blocks(small: tuple[Course, Page]) -> None:
    feedback = '<div class="figure"><div>A</div></div>'
    page = remade(*small, box(option(0, "One", feedback, correct=True) + option(1, "Two")) + TAIL, shuffled=True)
    assert f'id="partnerships-01-0-feedback" hidden>{feedback}</div></div>\n<div class="quiz-option">' in page


def test_without_an_explanation_there_is_none(small: tuple[Course, Page]) -> None:
    assert "quiz-explanation" not in remade(*small, box(TWO, explanation="") + TAIL, shuffled=True)


def test_an_item_without_an_id_is_named_by_its_number(make_course: Callable[..., Course]) -> None:
    course = make_course({f"docs/en/{QUIZ}": "<quiz>\nWho?\n\n- [x] One\n- [ ] Two\n</quiz>\n"})
    page = remade(course, course.trees["en"][QUIZ], box(TWO) + TAIL, shuffled=True)
    assert '<div class="quiz" id="question-1" data-item="question-1">' in page


@pytest.mark.parametrize(
    ("html", "why"),
    [
        (box(TWO), "its progress bar is not where the page ends"),
        (TAIL, "0 questions for 1 items, 0 of them legible"),
        (box(TWO) + box(TWO, index=1) + TAIL, "2 questions for 1 items, 2 of them legible"),
        (box(TWO).replace("<form ", "<form novalidate ") + TAIL, "1 questions for 1 items, 0 of them legible"),
        (
            box(TWO).replace('class="content hidden"', 'class="content"') + TAIL,
            "1 questions for 1 items, 0 of them legible",
        ),
        (
            box(TWO) + box(TWO, index=1).replace("<form ", "<form novalidate ") + TAIL,
            "2 questions for 1 items, 1 of them legible",
        ),
        (box(TWO.replace("<label", "<b></b><label")) + TAIL, "the options of partnerships-01 cannot be read"),
        (box(TWO.replace('value="1"', 'value="one"')) + TAIL, "the options of partnerships-01 cannot be read"),
        (box(TWO) + "<script>more()</script>" + TAIL, "<script is left on the page"),
        (box(TWO) + '<a href="#" onsubmit="x()"></a>' + TAIL, "onsubmit= is left on the page"),
    ],
)
def test_html_of_another_kind_is_refused(small: tuple[Course, Page], html: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)) as refused:
        remade(*small, html, shuffled=True)
    assert str(refused.value) == f"mkdocs-quiz writes its HTML in a new way: {why} - {MEND}"


# The whole site

OF_THE_PLUGIN = ("mkdocsQuiz", "quiz-progress", "quiz-results", "confetti", "javascript:", "onsubmit")


def quiz_pages(site: Path) -> list[Path]:
    return sorted(site.rglob("quiz.html"))


def test_every_question_of_the_course_is_on_its_page(course: Course, learner_site: Path) -> None:
    asked = 0
    for locale, tree in course.trees.items():
        folder = learner_site if locale == "tg" else learner_site / locale
        for page in tree.values():
            if not page.items:
                continue
            html = (folder / page.name).with_suffix(".html").read_text(encoding="utf-8")
            assert re.findall(r'data-item="([^"]*)"', html) == [item.id for item in page.items]
            for item in page.items:
                correct = re.findall(rf'id="{item.id}-(\d+)" data-correct>', html)
                assert [int(place) for place in correct] == [at for at, one in enumerate(item.options) if one.correct]
                assert html.count(f'<label for="{item.id}-') == len(item.options)
                asked += 1
    assert asked >= 30


def test_the_options_keep_their_emphasis(learner_site: Path) -> None:
    html = (learner_site / "en" / "handbook" / "partnerships" / "quiz.html").read_text(encoding="utf-8")
    assert "<strong>Choose all that apply.</strong></p></div>" in html


def test_no_page_has_anything_of_the_plugin(learner_site: Path) -> None:
    assert quiz_pages(learner_site)
    assert [
        (path.relative_to(learner_site).as_posix(), word)
        for path in learner_site.rglob("*.html")
        for word in OF_THE_PLUGIN
        if word in path.read_text(encoding="utf-8")
    ] == []


def test_pages_without_a_quiz_have_nothing_of_one(learner_site: Path) -> None:
    others = [path for path in learner_site.rglob("*.html") if path.name != "quiz.html"]
    assert [
        path.relative_to(learner_site).as_posix()
        for path in others
        if re.search(r'class="quiz|data-screen="quiz"|js/quiz\.js', path.read_text(encoding="utf-8"))
    ] == []


def test_a_quiz_is_light(learner_site: Path) -> None:
    scripts = ("record", "safekeeping", "quiz")
    shared = sum(packed(learner_site / "assets" / "js" / f"{name}.js") for name in scripts)
    for path in quiz_pages(learner_site):
        locale = path.relative_to(learner_site).parts[0]
        outline = learner_site / "assets" / "outline" / f"{locale if locale in ('ru', 'en') else 'tg'}.js"
        assert packed(path) + shared + packed(outline) <= 35_000


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))
