"""GIFT, read back by a reader that follows Moodle's description of the format and shares nothing with the writer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hard_quiz
from releases import just

from course.model import Course
from editions import gift
from editions.questions import quizzes

Load = Callable[..., Course]


@dataclass(frozen=True)
class Read:
    """A question as Moodle would have it."""

    category: str
    id: str
    tags: tuple[str, ...]
    name: str
    text: str
    answers: tuple[tuple[float, str, str], ...]
    explanation: str


def plain(text: str) -> str:
    """A text without the backslashes before signs that mean something."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text.strip())


def read(text: str) -> Iterator[Read]:
    category = ""
    for block in re.split(r"\n\s*\n", text):
        comments = [line for line in block.split("\n") if line.strip().startswith("//")]
        body = "\n".join(line for line in block.split("\n") if not line.strip().startswith("//")).strip()
        if body.startswith("$CATEGORY:"):
            category = body.removeprefix("$CATEGORY:").strip()
            continue
        if not body:
            continue
        found = re.fullmatch(r"::((?:\\.|[^:\\])*)::\[plain\]((?:\\.|[^{}\\])*)\{((?:\\.|[^{}\\])*)\}", body)
        assert found, body
        inside, *explanation = re.split(r"(?<!\\)####", found[3])
        answers = []
        for sign, part in re.findall(r"(?<!\\)([=~])((?:\\.|[^=~\\])*)", inside):
            weight = re.match(r"%(-?\d+\.?\d*)%", part) if sign == "~" else None
            words, *feedback = re.split(r"(?<!\\)#", part[weight.end() :] if weight else part)
            value = 100.0 if sign == "=" else float(weight[1]) if weight else 0.0
            answers.append((value, plain(words), plain("#".join(feedback))))
        said = "\n".join(comments)
        yield Read(
            category,
            re.findall(r"\[id:([^\]]+)\]", said)[0],
            tuple(re.findall(r"\[tag:([^\]]+)\]", said)),
            plain(found[1]),
            plain(found[2]),
            tuple(answers),
            plain("".join(explanation)),
        )


def test_hard_signs_are_read_back(make_course: Load) -> None:
    first, second = read(gift.text(make_course(hard_quiz.FILES), "en"))
    assert first == Read(
        "$course$/top/Hamkori (en)/Module 4. Partnerships",
        "partnerships-01-en",
        ("partnerships", "map-decisions"),
        "partnerships-01",
        hard_quiz.ASKED,
        tuple((100.0 if right else 0.0, words, said) for words, right, said in hard_quiz.ANSWERS),
        hard_quiz.EXPLAINED,
    )
    assert [weight for weight, _, _ in second.answers] == [33.33333, 33.33333, -100.0, 33.33333]
    assert second.explanation.split("\n")[:3] == ["First.", "one", "two"]


def test_no_sign_of_a_text_is_taken_for_one_of_gift(make_course: Load) -> None:
    text = gift.text(make_course(hard_quiz.FILES), "en")
    assert "is 1 < 2 & \\:\\:3\\:\\: so?" in text
    assert "\t~%0%%50% of سلام" in text  # else the share were the weight of the answer


def test_every_question_of_the_course_is_read_back(course: Course, tmp_path: Path) -> None:
    for locale in course.trees:
        (target,) = gift.write(just(course), "learner", locale, tmp_path)
        found = list(read(target.read_text(encoding="utf-8")))
        asked = [question for _, questions in quizzes(course, locale) for question in questions]
        assert [(one.id, one.name, one.text, one.explanation) for one in found] == [
            (one.key, one.id, one.text.words, one.explanation.words) for one in asked
        ]
        assert [[(weight > 0, words, said) for weight, words, said in one.answers] for one in found] == [
            [(answer.correct, answer.text.words, answer.feedback.words) for answer in one.answers] for one in asked
        ]
        assert len({one.id for one in found}) == len(found)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"hamkori-{course.version}-gift-{locale}.txt" for locale in ("en", "ru", "tg")
    ]
