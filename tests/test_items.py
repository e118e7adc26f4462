"""Quiz items: what is read of them, and what keeps a block from being one."""

from __future__ import annotations

import pytest

from course.items import without_reasons
from course.model import Fault, Item, Option, Page
from course.text import read_page


def page(text: str) -> Page:
    return read_page(Page("docs/en/about.md", "en", "about.md", text, 0, {}))


QUIZ = """\
Introduction.

<quiz>
<!-- id: first-01; outcome: map-decisions -->
Who leads
the [team](term:cppt)?

- [x] The one it chose
> Yes.
> Always.
- [ ] The oldest
> No.

Because [](ref:trust).
> Quoted.
</quiz>
"""


def test_a_quiz_item_is_read_whole() -> None:
    found = page(QUIZ)
    assert found.items == (
        Item(
            id="first-01",
            outcome="map-decisions",
            question="Who leads\nthe [team](term:cppt)?",
            options=(Option("The one it chose", True, "Yes.\nAlways.", 8), Option("The oldest", False, "No.", 11)),
            explanation="Because [](ref:trust).\n> Quoted.",
            line=3,
        ),
    )
    assert found.faults == ()


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        ("<!-- id: a-1; outcome: b -->", ("a-1", "b")),
        ("<!--id:a-1;outcome:b-->", ("a-1", "b")),
        ("<!-- id: a-1 -->", ("a-1", "")),
        ("<!-- id: -->", ("", "")),
        ("<!-- note -->", ("", "")),
        ("", ("", "")),
    ],
)
def test_the_mark_of_an_item_names_id_and_outcome(mark: str, found: tuple[str, str]) -> None:
    item = page(f"<quiz>\n{mark}\nA?\n- [x] b\n</quiz>").items[0]
    assert (item.id, item.outcome) == found


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("- [x] a", ("a", True)),
        ("- [X] a", ("a", True)),
        ("- [ ] a", ("a", False)),
        ("- [] a", ("a", False)),
        ("* [x] a", ("a", True)),
        ("  - [x] a", ("a", True)),
        ("-[x] a", ("a", True)),
        ("- [x] [a](term:b)", ("[a](term:b)", True)),
    ],
)
def test_an_option_is_read(line: str, option: tuple[str, bool]) -> None:
    item = page(f"<quiz>\nA?\n{line}\n</quiz>").items[0]
    assert [(found.text, found.correct) for found in item.options] == [option]


def test_a_list_after_the_options_belongs_to_the_explanation() -> None:
    item = page("<quiz>\nA?\n- [x] b\n\nBecause:\n- c\n</quiz>").items[0]
    assert (len(item.options), item.explanation) == (1, "Because:\n- c")


NO_END = "end it with </quiz> on its own line"
ONE_LINE = Fault(1, "a quiz tag shares its line", "put <quiz> and </quiz> on lines of their own")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("<quiz>\nA?\n- [x] b\n", [Fault(1, "the quiz item is not closed", NO_END)]),
        ("<quiz>\nA?\n<quiz>\nB?\n- [x] b\n</quiz>", [Fault(1, "the quiz item is not closed", NO_END)]),
        ("a\n</quiz>", [Fault(2, "</quiz> closes nothing", "begin the item with <quiz> on its own line")]),
        ("<quiz>A?</quiz>", [ONE_LINE]),
        ("<quiz id=a>", [ONE_LINE]),
        (
            "<quiz>\n- [x] b\n</quiz>",
            [Fault(1, "the quiz item has no question", "write the question above the options")],
        ),
        (
            "<quiz>\nA?\n</quiz>",
            [Fault(1, "the quiz item has no options", "add lines that begin with - [ ] or - [x]")],
        ),
        (
            "<quiz>\nA?\n- [v] b\n</quiz>",
            [
                Fault(
                    3,
                    "the option mark '[v]' is unknown",
                    "write - [x] for a correct option and - [ ] for a wrong one",
                )
            ],
        ),
        (
            "<quiz>\nA?\n- [x] b\n\n> Yes.\n</quiz>",
            [
                Fault(
                    5,
                    "feedback is cut off from its option by an empty line",
                    "put the line with > directly under its option",
                )
            ],
        ),
    ],
)
def test_a_broken_quiz_item_is_a_fault(text: str, faults: list[Fault]) -> None:
    assert list(page(text).faults) == faults


def test_a_quiz_in_code_is_none() -> None:
    found = page("```\n<quiz>\nA?\n- [x] b\n</quiz>\n```\n\nWrite `<quiz>`.\n")
    assert (found.items, found.faults) == ((), ())


# Blocks of one edition


def test_without_reasons_an_item_is_its_question_and_its_options() -> None:
    text = """Before.

<quiz>
<!-- id: a-01; outcome: b -->
Who?

- [x] She
> Yes.
> Really.
- [ ] He
> No.

See [](src:x).
</quiz>

> Quoted.

```
<quiz>
- [x] She
> Yes.
</quiz>
```
"""
    assert without_reasons(text) == text.replace("> Yes.\n> Really.\n", "", 1).replace("> No.\n\nSee [](src:x).\n", "")
