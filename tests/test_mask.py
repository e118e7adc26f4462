"""Masking: code and comments become blanks, and everything else stays where it is."""

from __future__ import annotations

import pytest

from course.mask import comments, line_at, line_numbers, mask, mask_blocks, mask_code, replaced

# Lines


@pytest.mark.parametrize(("offset", "line"), [(0, 1), (1, 1), (2, 1), (3, 2), (4, 3), (5, 3), (6, 3)])
def test_an_offset_has_a_line(offset: int, line: int) -> None:
    assert line_at(line_numbers("ab\n\ncd"), offset) == line


def test_the_empty_text_has_one_line() -> None:
    assert line_at(line_numbers(""), 0) == 1


# Masking


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("plain", "plain"),
        ("a `b` c", "a     c"),
        ("a ``b ` c`` d", "a           d"),
        ("a `b\nc` d", "a   \n   d"),
        ("a `b\n\nc` d", "a `b\n\nc` d"),
        ("a ``b` c", "a ``b` c"),
        (r"a \`b` c", r"a \`b` c"),
        (r"a \`b `c` d", r"a \`b     d"),
        ("a <!-- b --> c", "a            c"),
        ("a <!-- b\nc --> d", "a       \n      d"),
        ("a <!-- b", "a <!-- b"),
        ("```\na\n```\nb", "   \n \n   \nb"),
        ("~~~\na\n```\n~~~\nb", "   \n \n   \n   \nb"),
        ("````\n```\na\n````\nb", "    \n   \n \n    \nb"),
        ("```\na\n`````\nb", "```\na\n`````\nb"),
        ("```python title\na\n```\nb", "               \n \n   \nb"),
        ("``` a`b\nc", "``` a`b\nc"),
        ("```\na", "```\na"),
        ("a\n\n    code\n\nb", "a\n\n        \n\nb"),
        ("a\n\n\tcode\n\nb", "a\n\n     \n\nb"),
        ("a\n    lazy", "a\n    lazy"),
        ("    code", "        "),
        ("- item\n\n    text", "- item\n\n    text"),
        ("1. item\n\n    text", "1. item\n\n    text"),
        ('!!! case "A"\n\n    text', '!!! case "A"\n\n    text'),
        ('!!! case "A"\n    ```\n    code\n    ```\n    text', '!!! case "A"\n       \n        \n       \n    text'),
        ("- item\n\nb\n\n    code", "- item\n\nb\n\n        "),
        ("> ```\n> a\n> ```\nb", ">    \n   \n     \nb"),
    ],
)
def test_code_and_comments_are_blanked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize("text", ["a `b` <!-- c --> d\n\n    e\n\n```\nf\n```\n", "```\n`\n<!--\n", "", "\n\n"])
def test_masking_keeps_every_offset(text: str) -> None:
    assert [len(line) for line in mask(text).split("\n")] == [len(line) for line in text.split("\n")]


def test_masking_code_keeps_comments() -> None:
    assert mask_code("`a` <!-- b -->") == "    <!-- b -->"


def test_comments_are_found_outside_code() -> None:
    text = "a <!-- b --> `<!-- c -->` <!-- d"
    assert [text[start:end] for start, end in comments(text)] == ["<!-- b -->"]


def test_a_code_mark_in_a_comment_begins_no_code() -> None:
    text = "<!-- the ` key --> use `a`"
    assert (comments(text), mask_code(text)) == ([(0, 18)], "<!-- the ` key --> use    ")


def test_only_blocks_are_blanked_when_asked() -> None:
    assert mask_blocks("```\na\n```\n`b` <!-- c -->") == "   \n \n   \n`b` <!-- c -->"


def test_spans_are_replaced_in_order() -> None:
    assert replaced("abcdef", [(1, 2, "B"), (4, 6, "")]) == "aBcd"
