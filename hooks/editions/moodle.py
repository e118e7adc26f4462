"""The question bank as Moodle XML (Moodle documentation, "Moodle XML format"): one file for each language.

Elements, their order and the numbers that Moodle accepts as fractions are those of its own export (`qformat_xml`,
Moodle 5). A question is known by its `idnumber`, which is unique in a category. Moodle changes no question that is
there already: it adds another one, without an idnumber.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from course.interface import say
from course.model import Course, Module
from editions.artefact import Release
from editions.questions import FIGURES, Answer, Question, Text, imprint, module_title, picture, quizzes


def write(release: Release, _edition: str, locale: str, folder: Path) -> list[Path]:
    """Writes `hamkori-<version>-moodle-<locale>.xml` (UTF-8) into a folder and returns its path."""
    target = folder / f"{release.name('moodle', locale)}.xml"
    target.write_text(text(release.course, locale), encoding="utf-8", newline="\n")
    return [target]


def text(course: Course, locale: str) -> str:
    """The file: a category with the imprint, a category in it for each module, and the questions of that module."""
    name = say(course, locale, "site-name")
    info = "".join(f"<p>{escape(line)}</p>" for line in imprint(course, locale))
    parts = [_category(category(name, locale), f"hamkori-{locale}", info)]
    for module, questions in quizzes(course, locale):
        path = category(name, locale, module_title(course, module, locale))
        parts.append(_category(path, f"hamkori-{module.id}-{locale}", _outcomes(module, locale)))
        parts += [_question(course, question) for question in questions]
    return '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(parts) + "\n</quiz>\n"


def category(name: str, locale: str, *below: str) -> str:
    """The path of a category below the top one of the course in Moodle; a slash in a name is written twice."""
    return "/".join(("$course$", "top", *(part.replace("/", "//") for part in (f"{name} ({locale})", *below))))


def weight(question: Question, answer: Answer) -> str:
    """What an answer counts, in percent, as Moodle writes it: all right ones together 100, a wrong one among several
    takes all away. Five decimals are what Moodle compares with its list of fractions."""
    if not question.several:
        return "100" if answer.correct else "0"
    right = sum(one.correct for one in question.answers)
    return f"{100 / right:.5f}".rstrip("0").rstrip(".") if answer.correct else "-100"


def _category(path: str, key: str, info: str) -> str:
    return (
        '<question type="category">\n'
        f"<category><text>{escape(path)}</text></category>\n"
        f'<info format="html">{_cdata(info)}</info>\n'
        f"<idnumber>{key}</idnumber>\n"
        "</question>"
    )


def _outcomes(module: Module, locale: str) -> str:
    outcomes = "".join(f"<li>{escape(one.text[locale])} ({one.id})</li>" for one in module.outcomes)
    return f"<ul>{outcomes}</ul>" if outcomes else ""


def _question(course: Course, question: Question) -> str:
    right, wrong = (say(course, question.locale, f"quiz-{key}") for key in ("right", "wrong"))
    tags = "".join(f"<tag><text>{tag}</text></tag>" for tag in (question.module.id, question.outcome) if tag)
    return "\n".join(
        (
            '<question type="multichoice">',
            f"<name><text>{question.id}</text></name>",
            f'<questiontext format="html">{_said(course, question, question.text)}</questiontext>',
            f'<generalfeedback format="html">{_said(course, question, question.explanation)}</generalfeedback>',
            "<defaultgrade>1</defaultgrade>",
            "<penalty>0.3333333</penalty>",
            "<hidden>0</hidden>",
            f"<idnumber>{question.key}</idnumber>",
            f"<single>{'false' if question.several else 'true'}</single>",
            "<shuffleanswers>true</shuffleanswers>",
            "<answernumbering>123</answernumbering>",
            f'<correctfeedback format="html">{_cdata(escape(right))}</correctfeedback>',
            '<partiallycorrectfeedback format="html"><text></text></partiallycorrectfeedback>',
            f'<incorrectfeedback format="html">{_cdata(escape(wrong))}</incorrectfeedback>',
            *(_answer(course, question, answer) for answer in question.answers),
            f"<tags>{tags}</tags>",
            "</question>",
        )
    )


def _answer(course: Course, question: Question, answer: Answer) -> str:
    return (
        f'<answer fraction="{weight(question, answer)}" format="html">{_said(course, question, answer.text)}'
        f'<feedback format="html">{_said(course, question, answer.feedback)}</feedback></answer>'
    )


def _said(course: Course, question: Question, said: Text) -> str:
    """A text with the pictures that it shows, which Moodle keeps beside it."""
    shown = [key for key in question.figures if f'src="{FIGURES}{key}"' in said.html]
    html = said.html
    for key in shown:
        html = html.replace(f'src="{FIGURES}{key}"', f'src="@@PLUGINFILE@@/{key}.svg"')
    return _cdata(html) + "".join(_files(course, question.locale, shown))


def _files(course: Course, locale: str, shown: Iterable[str]) -> Iterable[str]:
    for key in shown:
        data = base64.b64encode(picture(course, locale, key).encode()).decode()
        yield f'<file name="{key}.svg" path="/" encoding="base64">{data}</file>'


def _cdata(html: str) -> str:
    """HTML as character data of XML (XML 1.0, 2.7); what would end it does not stand in HTML, where `>` is escaped."""
    return f"<text><![CDATA[{html}]]></text>" if html else "<text></text>"
