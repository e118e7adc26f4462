"""RULES.md: read from docstrings, written for editors."""

from __future__ import annotations

import re
from types import ModuleType

import markdown
import pytest

from course import manual
from course.rules import RULES

DOCSTRING = """
GL001 term-exists: a term link names
an entry.

Why: A reader would
get no definition.

Bad:
    docs/en/a.md: |
      [a](term:b)

      c

Says:
    docs/en/a.md:1: GL001 unknown term 'b' - add the
        term
    docs/en/a.md:3: GL001 and another

Good:
    docs/en/a.md: |
      [a](term:a)
"""


def rule(docstring: str | None) -> ModuleType:
    return ModuleType("course.rules.gl001_term_exists", docstring)


def test_a_docstring_is_read() -> None:
    assert manual.read(rule(DOCSTRING)) == manual.Rule(
        code="GL001",
        name="term-exists",
        truth="a term link names an entry.",
        why="A reader would get no definition.",
        bad={"docs/en/a.md": "[a](term:b)\n\nc"},
        says=("docs/en/a.md:1: GL001 unknown term 'b' - add the term", "docs/en/a.md:3: GL001 and another"),
        good={"docs/en/a.md": "[a](term:a)"},
    )


@pytest.mark.parametrize(
    "docstring",
    [
        None,
        "",
        "Checks terms.",
        DOCSTRING.replace("GL001 ", ""),
        DOCSTRING.replace("GL001", "GL1"),
        DOCSTRING.replace("term-exists", "Term exists"),
        DOCSTRING.replace("Why:", "Because:"),
        DOCSTRING.replace("Bad:", "Wrong:"),
        DOCSTRING.replace("Says:", "Prints:"),
        DOCSTRING.replace("Good:", "Right:"),
        DOCSTRING.replace("\n\nWhy", "\nWhy"),
    ],
)
def test_a_malformed_docstring_is_an_error(docstring: str | None) -> None:
    told = "course.rules.gl001_term_exists: the docstring is not 'CODE name: truth', Why, Bad, Says, Good"
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        manual.read(rule(docstring))


def test_every_rule_belongs_to_a_family() -> None:
    assert {manual.read(module).code[:2] for module in RULES} <= manual.FAMILIES.keys()


def test_every_rule_is_listed_and_explained_once() -> None:
    text = manual.written()
    codes = [manual.read(module).code for module in RULES]
    assert sorted(re.findall(r"^- \[(\w+) [a-z-]+\]\(#\w+\): ", text, re.MULTILINE)) == sorted(codes)
    assert sorted(re.findall(r"^### <a id=\"\w+\"></a>(\w+) ", text, re.MULTILINE)) == sorted(codes)


def test_the_links_of_the_list_lead_to_their_rules() -> None:
    html = markdown.markdown(manual.written(), extensions=["fenced_code"])
    links = re.findall(r'<li><a href="#(\w+)">(\w+) ', html)
    assert [code.lower() for _, code in links] == [anchor for anchor, _ in links]
    assert sorted(re.findall(r'<h3><a id="(\w+)"></a>', html)) == sorted(anchor for anchor, _ in links)
    assert len(links) == len(RULES)


def test_a_family_has_a_heading_with_its_name() -> None:
    headings = re.findall(r"^## (.+)$", manual.written(), re.MULTILINE)
    assert [heading for heading in headings if heading.endswith(")")] == [
        f"{name} ({family})" for family, name in manual.FAMILIES.items()
    ]


def test_examples_show_what_cannot_be_seen() -> None:
    assert "\0" not in manual.written()
    assert "Nothing␀here." in manual.written()


def test_the_text_ends_with_one_line_end() -> None:
    text = manual.written()
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
