"""The questions of the course as learning systems get them: HTML without links, plain words, figures."""

from __future__ import annotations

import re
from collections.abc import Callable

import hard_quiz

from course.model import Course
from editions.questions import imprint, module_title, picture, quizzes

Load = Callable[..., Course]


def test_texts_are_plain_words_and_html_that_leads_nowhere(make_course: Load) -> None:
    ((module, questions),) = quizzes(make_course(hard_quiz.FILES), "en")
    assert (module.id, [question.key for question in questions]) == (
        "partnerships",
        ["partnerships-01-en", "partnerships-02-en"],
    )
    first, second = questions
    assert first.text.words == hard_quiz.ASKED
    assert tuple((one.text.words, one.correct, one.feedback.words) for one in first.answers) == hard_quiz.ANSWERS
    assert first.explanation.words == hard_quiz.EXPLAINED
    assert first.text.html == (
        "Is <code>x{~=#:}</code> a <em>true</em> code of the "
        '<span class="term" title="A local team of police and public.">team</span>, or is 1 &lt; 2 &amp; ::3:: so?\n'
        "// This line is no comment: C:\\new ]]&gt; &amp; #### {no}"
    )
    assert first.explanation.html == (
        "<p>See Module 4, Who decides and Figure 4.1 [OSCE 2008].</p>\n"
        '<p><img src="figure:structures" alt="Two ladders" /><br />Figure 4.1. Who decides</p>'
    )
    assert (first.several, second.several) == (False, True)
    assert second.text.words == "Which three?\nFigure 4.1. Who decides"
    assert second.explanation.words == ("First.\none\ntwo\nA tool (Tool 1, Inclusion checklist) and the web.")
    assert '<a href="https://example.org/a?b=1&amp;c=2">web</a>' in second.explanation.html
    assert (first.figures, second.figures) == (("structures",), ("structures",))


def test_every_question_of_the_course_is_there_in_every_language(course: Course) -> None:
    ids = {locale: [one.id for _, asked in quizzes(course, locale) for one in asked] for locale in course.trees}
    written = [item.id for page in course.source_pages.values() for item in page.items]
    assert sorted(ids["en"]) == sorted(written)
    assert ids["tg"] == ids["ru"] == ids["en"]
    for _, questions in quizzes(course, "tg"):
        for question in questions:
            texts = [question.text, question.explanation]
            texts += [text for one in question.answers for text in (one.text, one.feedback)]
            assert [text.words for text in texts if re.search(r"\]\(|\{ ?\.|\*\*|<\w|&\w+;", text.words)] == []
            assert [text.html for text in texts if re.search(r"<[^>]* (?:href|data-)", text.html)] == []
            assert all(text.words for text in texts)


def test_a_picture_is_a_drawing_with_words_and_colours_of_its_own(make_course: Load) -> None:
    drawing = picture(make_course(), "tg", "structures")
    assert drawing.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "><style>.fig-box{" in drawing
    assert ">Ҳукумат</tspan>" in drawing


def test_the_imprint_says_what_this_is_and_is_not(course: Course) -> None:
    name, notice, review, licence = imprint(course, "en")
    assert name.startswith("Hamkori, version ")
    assert notice == "Proposed training material, not an official document of the Ministry."
    assert review == "This text awaits approval by a specialist reviewer."
    assert licence.startswith("Licence: CC BY 4.0.")
    assert module_title(course, course.modules["partnerships"], "en").startswith("Module 4. Partnerships")
