"""The question bank as GIFT (Moodle documentation, "GIFT format"): one text file for each language.

Everything is `[plain]`: GIFT is for people who read and change it in a text editor, and no sign of a text can then be
taken for HTML. The id and the tags stand in comments, as Moodle reads them since release 3.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from course.interface import say
from course.model import Course
from editions.artefact import Release
from editions.moodle import category, weight
from editions.questions import Answer, Question, imprint, module_title, quizzes

_RESERVED = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"} | {"\n": "\\n"})
_WEIGHT = re.compile(r"%-*\d")


def write(release: Release, _edition: str, locale: str, folder: Path) -> list[Path]:
    """Writes `hamkori-<version>-gift-<locale>.txt` (UTF-8) into a folder and returns its path."""
    target = folder / f"{release.name('gift', locale)}.txt"
    target.write_text(text(release.course, locale), encoding="utf-8", newline="\n")
    return [target]


def text(course: Course, locale: str) -> str:
    """The file: an imprint in comments, a category for each module, and the questions, with blank lines between."""
    blocks = ["".join(f"// {line}\n" for line in imprint(course, locale))]
    for module, questions in quizzes(course, locale):
        path = category(say(course, locale, "site-name"), locale, module_title(course, module, locale))
        blocks.append(f"$CATEGORY: {path}\n")
        blocks += ["".join(_lines(question)) for question in questions]
    return "\n".join(blocks)


def _lines(question: Question) -> Iterator[str]:
    tags = "".join(f" [tag:{tag}]" for tag in (question.module.id, question.outcome) if tag)
    yield f"// [id:{question.key}]{tags}\n"
    yield f"::{escaped(question.id)}::[plain]{escaped(question.text.words)} {{\n"
    for answer in question.answers:
        yield f"\t{_mark(question, answer)}{escaped(answer.text.words)}"
        yield f"#{escaped(answer.feedback.words)}\n" if answer.feedback.words else "\n"
    if question.explanation.words:
        yield f"\t####{escaped(question.explanation.words)}\n"
    yield "}\n"


def _mark(question: Question, answer: Answer) -> str:
    if answer.correct and not question.several:
        return "="
    # A wrong answer that begins with `%` would be read as a weight.
    weighted = question.several or _WEIGHT.match(answer.text.words)
    return f"~%{weight(question, answer)}%" if weighted else "~"


def escaped(words: str) -> str:
    """Words with a backslash before every sign that GIFT takes for its own, and line ends as `\\n`."""
    return words.translate(_RESERVED)
