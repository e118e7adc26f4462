"""The question bank as a table: all languages side by side, every column explained, no formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import hard_quiz
from releases import just

from course.model import Course
from editions import bank


def table(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_rows_are_texts_and_no_cell_is_a_formula(make_course: Callable[..., Course], tmp_path: Path) -> None:
    questions, columns = (
        table(path) for path in bank.write(just(make_course(hard_quiz.FILES)), "learner", "", tmp_path)
    )
    head, *rows = questions
    assert head == ["id", "module", "outcome", "part", "correct", "tg", "ru", "en"]
    assert [row[3] for row in rows[:10]] == [
        "question",
        *(f"{part}-{letter}" for letter in "abcd" for part in ("option", "feedback")),
        "explanation",
    ]
    assert rows[0][0:5] == ["partnerships-01", "partnerships", "map-decisions", "question", ""]
    assert rows[0][7] == hard_quiz.ASKED
    assert [row[4] for row in rows[1:9:2]] == ["yes", "no", "no", "no"]
    assert [row[7] for row in rows if row[3] in ("option-a", "option-c")] == [
        "'=SUM(A1) is ҳуқуқ, ғӯҷа, қӣ",
        "'-1 -> +2",
        "One",
        "Three",
    ]
    assert [row[0] for row in columns[1:9]] == head
    assert [cell for row in questions for cell in row if cell.startswith(("=", "+", "-", "@"))] == []


def test_the_bank_of_the_course_is_whole(course: Course, tmp_path: Path) -> None:
    path, _ = bank.write(just(course), "learner", "", tmp_path)
    rows = table(path)[1:]
    assert path.name == "hamkori-0.1-question-bank.csv"
    assert len({(row[0], row[3]) for row in rows}) == len(rows)
    assert [row[:4] for row in rows if not all(row[5:])] == []
