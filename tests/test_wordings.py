"""Finding wordings: whole words, the longest first, whatever their letters look like."""

from __future__ import annotations

import pytest

from course.wordings import Found, Wordings

TERMS = Wordings([("jamoat", "j"), ("public council", "p"), ("council", "c"), ("шӯрои ҷамъиятӣ", "p"), ("", "x")])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The jamoat.", [Found(4, "jamoat", "j")]),
        ("JAMOAT", [Found(0, "JAMOAT", "j")]),
        ("jamoats", []),
        ("a public council, a council", [Found(2, "public council", "p"), Found(20, "council", "c")]),
        ("public\ncouncil", [Found(0, "public council", "p")]),
        ("[public](x) council", [Found(12, "council", "c")]),
        ("[public] council", [Found(1, "public council", "p")]),
        ("public *council*", [Found(0, "public council", "p")]),
        ("public.\n\ncouncil", [Found(9, "council", "c")]),
        ("Шӯрои ҷамъиятӣ", [Found(0, "Шӯрои ҷамъиятӣ", "p")]),
        ("ends with public", []),
        ("", []),
    ],
)
def test_wordings_are_found(text: str, found: list[Found]) -> None:
    assert list(TERMS.found(text)) == found


def test_the_first_owner_of_a_wording_keeps_it() -> None:
    assert [one.term for one in Wordings([("team", "a"), ("Team", "b")]).found("team")] == ["a"]
