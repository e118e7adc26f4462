"""Reading Markdown: what is found, at which line, and what is left alone because it is code."""

from __future__ import annotations

import time

import pytest

from course.model import Heading, Page, Reference, Table
from course.text import read_page, without_blocks, without_comments

SECONDS = 5.0
"""Far above what linear reading of the hostile texts takes, far below what quadratic reading would."""


def page(text: str, body: int = 0) -> Page:
    return read_page(Page("docs/en/about.md", "en", "about.md", text, body, {}))


def headings(text: str) -> list[Heading]:
    return list(page(text).headings)


def references(text: str) -> list[Reference]:
    return list(page(text).references)


def targets(text: str) -> list[str]:
    return [reference.target for reference in references(text)]


def learner(text: str) -> str:
    return without_blocks(text, "trainer")


# Headings


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("- a\n\n    ## B {#b}", Heading(2, "B", "b", 3)),
        ("# A {#a}", Heading(1, "A", "a", 1)),
        ("\n\n###### A b {#a-b}", Heading(6, "A b", "a-b", 3)),
        ("## A", Heading(2, "A", "", 1)),
        ("##A {#a}", Heading(2, "A", "a", 1)),
        ("## A ##", Heading(2, "A", "", 1)),
        ("## A {#a} ##", Heading(2, "A", "a", 1)),
        ("## A {: #a }", Heading(2, "A", "a", 1)),
        ("## A { .wide #a title=b }", Heading(2, "A", "a", 1)),
        ("## A {.wide}", Heading(2, "A", "", 1)),
        ("## A {#a}   ", Heading(2, "A", "a", 1)),
        ("## C# {#a}", Heading(2, "C#", "a", 1)),
        ("## [A](term:cppt) {#a}", Heading(2, "[A](term:cppt)", "a", 1)),
        ("A {#a}\n======", Heading(1, "A", "a", 1)),
        ("a\n\nB {#b}\n---", Heading(2, "B", "b", 3)),
        ('!!! case "A"\n    ## B {#b}', Heading(2, "B", "b", 2)),
        ('!!! case "A"\n\n    ## B {#b}', Heading(2, "B", "b", 3)),
        ("<!-- a -->\n# B {#b}", Heading(1, "B", "b", 2)),
    ],
)
def test_a_heading_is_read(text: str, heading: Heading) -> None:
    assert headings(text) == [heading]


@pytest.mark.parametrize(
    "text",
    [
        "####### A",
        "#",
        "## ",
        "a # b",
        r"\# a",
        "```\n# A\n```",
        "    # A",
        "`# A`",
        "<!-- # A -->",
        "<!--\n# A\n-->",
        "a\n\n---\n\nb",
        "| A |\n|---|",
        "A | B\n--- | ---",
        "- a\n---",
        "> a\n---",
        "===",
    ],
)
def test_what_only_looks_like_a_heading_is_none(text: str) -> None:
    assert headings(text) == []


def test_headings_stand_in_the_order_of_the_page() -> None:
    found = headings("A {#a}\n===\n\n## B {#b}\n\nC {#c}\n---\n\n### D {#d}\n")
    assert [(heading.level, heading.id, heading.line) for heading in found] == [
        (1, "a", 1),
        (2, "b", 4),
        (2, "c", 6),
        (3, "d", 9),
    ]


# References


@pytest.mark.parametrize("scheme", ["term", "ref", "tool", "fig", "tab", "src", "data"])
def test_every_scheme_is_read(scheme: str) -> None:
    assert references(f"[a]({scheme}:b-c)") == [Reference(scheme, "b-c", "a", False, 0, 9 + len(scheme), 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[](term:a)", ("a", "")),
        ("[ b ](term:a)", ("a", "b")),
        ("[b](term:)", ("", "b")),
        ("[b]( term:a )", ("a", "b")),
        ("[b](ref:c#d)", ("c#d", "b")),
        ("[the [best] team](term:a)", ("a", "the [best] team")),
        (r"[a \] b](term:a)", ("a", r"a \] b")),
        (r"[a \[ b](term:a)", ("a", r"a \[ b")),
        ("[two\nlines](term:a)", ("a", "two\nlines")),
        ("[гурӯҳро](term:a)", ("a", "гурӯҳро")),
        ("**[b](term:a)**", ("a", "b")),
        ("| [b](term:a) |", ("a", "b")),
        ("> [b](term:a)", ("a", "b")),
        ('!!! case "A"\n    [b](term:a)', ("a", "b")),
        ('!!! case "A [b](term:a)"', ("a", "b")),
        ("# [b](term:a)", ("a", "b")),
        ("- one\n\n    [b](term:a)", ("a", "b")),
        ("- [x] [b](term:a)", ("a", "b")),
        ("[x] [b](term:a)", ("a", "b")),
    ],
)
def test_a_reference_is_read_with_its_text(text: str, found: tuple[str, str]) -> None:
    assert [(reference.target, reference.text) for reference in references(text)] == [found]


@pytest.mark.parametrize(
    "text",
    [
        r"\[a](term:b)",
        r"[a\](term:b)",
        "[a] (term:b)",
        "[a](terms:b)",
        "[a](https://term:b)",
        "[a](term b)",
        "[a](term:b c)",
        "(term:b)",
        "`[a](term:b)`",
        "``[a](term:b) ` ``",
        "```\n[a](term:b)\n```",
        "    [a](term:b)",
        "<!-- [a](term:b) -->",
        '!!! case "A"\n    ```\n    [a](term:b)\n    ```',
        "> ```\n> [a](term:b)\n> ```",
    ],
)
def test_what_only_looks_like_a_reference_is_none(text: str) -> None:
    assert references(text) == []


def test_an_image_is_a_placed_reference() -> None:
    assert references("a\n\n![b](fig:c)\n") == [Reference("fig", "c", "b", True, 3, 14, 3)]


def test_a_link_after_an_escaped_exclamation_mark_is_not_placed() -> None:
    assert references(r"\![b](fig:c)") == [Reference("fig", "c", "b", False, 2, 12, 1)]


def test_references_stand_where_they_say() -> None:
    text = "`[x](term:x)` [a](term:b)\n\n<!-- [y](term:y) --> ![](fig:c)\n"
    assert [(text[ref.start : ref.end], ref.line) for ref in references(text)] == [
        ("[a](term:b)", 1),
        ("![](fig:c)", 3),
    ]


def test_an_unclosed_fence_hides_nothing() -> None:
    assert targets("```\n[a](term:b)\n") == ["b"]


# Front matter


def test_front_matter_holds_no_references_and_keeps_the_lines() -> None:
    front = "---\nreview: '[a](term:b)'\n---\n"
    assert references(f"{front}[c](term:d)") == [
        Reference("term", "b", "a", False, 13, 24, 2),
        Reference("term", "d", "c", False, 30, 41, 4),
    ]
    found = page(f"{front}[c](term:d)\n\n# E {{#e}}", len(front))
    assert found.references == (Reference("term", "d", "c", False, 30, 41, 4),)
    assert found.headings == (Heading(1, "E", "e", 6),)


# Tables


def test_a_caption_is_a_table() -> None:
    text = "a\n\nTable: Who does what {#tab-levels}\n\n| a |\n|---|\n"
    assert page(text).tables == (Table("levels", "Who does what", 3, 37, 3),)


@pytest.mark.parametrize("text", ["Table: A { #tab-a }", "Table:A{#tab-a}", "Table: A {#tab-a}  "])
def test_a_caption_may_be_spaced_freely(text: str) -> None:
    assert [(table.id, table.text) for table in page(text).tables] == [("a", "A")]


@pytest.mark.parametrize(
    "text", ["Table: A", "Table: A {#a}", "Table A {#tab-a}", "`Table: A {#tab-a}`", "The Table: A {#tab-a}"]
)
def test_what_only_looks_like_a_caption_is_none(text: str) -> None:
    assert page(text).tables == ()


# Quiz items

TITLE = '!!! trainer "Note"'


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"a\n\n{TITLE}\n    secret\n\nb", "a\n\nb"),
        (f"a\n\n{TITLE}\n    secret\n\n    secret\n\n\n        secret\nb", "a\n\nb"),
        (f"a\n\n{TITLE}\n\n    secret\n\nb", "a\n\nb"),
        (f"{TITLE}\n\tsecret\nb", "b"),
        (f"{TITLE}\n    secret\n{TITLE}\n    secret\nb", "b"),
        (f"{TITLE}\n    ```\nb\n    ```", "b\n    ```"),
        (f"{TITLE}\n    - one\n\n        secret\n    - two\nb", "b"),
        (f'{TITLE}\n    !!! case "A"\n        secret\nb', "b"),
        (f'!!! case "A"\n    {TITLE}\n        secret\n    b', '!!! case "A"\n    b'),
        (f'!!! case "A"\n    a\n\n    {TITLE}\n        secret\n\n    b', '!!! case "A"\n    a\n\n    b'),
        (f"- a\n\n    {TITLE}\n        secret\n\n    b", "- a\n\n    b"),
        (f"1. a\n\n    {TITLE}\n        secret\n2. b", "1. a\n\n2. b"),
        (f'=== "A"\n\n    {TITLE}\n        secret\n\n    b', '=== "A"\n\n    b'),
        (f"a\n{TITLE}\n    secret", "a"),
        ('??? trainer "A"\n    secret\nb', "b"),
        ('???+ trainer "A"\n    secret\nb', "b"),
        ('???trainer "A"\n    secret\nb', "b"),
        ("!!! trainer\n    secret\nb", "b"),
        ('!!!trainer "A"\n    secret\nb', "b"),
        ('!!! note trainer "A"\n    secret\nb', "b"),
        ("!!! trainer inline end\n    secret\nb", "b"),
        ('!!! Trainer "A"\n    secret\nb', "b"),
        ('!!! TRAINER  "A"\n    secret\nb', "b"),
    ],
)
def test_a_trainer_block_goes_with_all_that_is_under_it(text: str, left: str) -> None:
    assert learner(text) == left


@pytest.mark.parametrize(
    "text",
    [
        '!!! case "The trainer"\n    a',
        '!!! trainers "A"\n    a',
        '!!! trainer-note "A"\n    a',
        "trainer\n    a",
        "Write `!!! trainer`.\n    a",
        f"```\n{TITLE}\n    a\n```",
        f"> ```\n> {TITLE}\n>     a\n> ```",
        f"a\n\n    {TITLE}\n        a",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert learner(text) == text


def test_the_kind_of_block_is_asked_for() -> None:
    assert without_blocks('!!! case "A"\n    a\n\n!!! legal "B"\n    b\n', "legal") == '!!! case "A"\n    a\n'


# Comments


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a <!-- b --> c", "a  c"),
        ("<!-- a\nb\n\nc -->d", "d"),
        ("<!-- a --><!-- b -->c", "c"),
        ("a <!-- b", "a <!-- b"),
        ("`<!-- a -->`", "`<!-- a -->`"),
        ("```\n<!-- a -->\n```", "```\n<!-- a -->\n```"),
        ("a\n\n    <!-- b -->", "a\n\n    <!-- b -->"),
        ("- a\n\n    <!-- b -->c", "- a\n\n    c"),
        ("a -- > b", "a -- > b"),
    ],
)
def test_comments_go_unless_they_are_code(text: str, left: str) -> None:
    assert without_comments(text) == left


# Hostile input


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 200_000, id="brackets"),
        pytest.param("[[]" * 200_000, id="nested-brackets"),
        pytest.param("[" + "[]" * 200_000, id="bracket-around-brackets"),
        pytest.param("[a](term:" * 200_000, id="targets"),
        pytest.param("`" * 200_000, id="backticks"),
        pytest.param("` " * 200_000, id="spaced-backticks"),
        pytest.param(" ".join("`" * size for size in range(1, 633)), id="backticks-of-all-lengths"),
        pytest.param("```a\n" * 200_000, id="fences"),
        pytest.param("".join("~" * (3 + size % 50) + "a\n" for size in range(20_000)), id="fences-of-all-lengths"),
        pytest.param("<quiz>\n" * 20_000, id="quizzes"),
        pytest.param("a\n" * 200_000, id="lines"),
        pytest.param("\n \n" * 200_000, id="empty-lines"),
        pytest.param("!!! a" + " a" * 200_000, id="kinds"),
        pytest.param("    " * 200_000, id="blanks"),
    ],
)
def test_reading_takes_linear_time(text: str) -> None:
    begun = time.process_time()
    page(text)
    learner(text)
    without_comments(text)
    assert time.process_time() - begun < SECONDS
