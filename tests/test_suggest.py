"""Hints: the nearest known word, or what to do when none is near."""

from __future__ import annotations

import pytest

from course.suggest import did_you_mean


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("cpptt", "did you mean 'cppt'?"),
        ("CPPT", "did you mean 'cppt'?"),
        ("ҷамоот", "did you mean 'ҷамоат'?"),
        ("zzz", "add it"),
        ("", "add it"),
    ],
)
def test_the_nearest_word_is_named(word: str, hint: str) -> None:
    assert did_you_mean(word, ["cppt", "jamoat", "ҷамоат"], "add it") == hint


def test_nothing_is_near_when_nothing_is_known() -> None:
    assert did_you_mean("cppt", [], "add it") == "add it"
