"""Markdown that looks only for what a text shows a sign of: the result is what Python-Markdown makes."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from markdown import Markdown
from markdown.inlinepatterns import SimpleTagInlineProcessor

from editions.signs import Signs

EXTENSIONS = ["admonition", "attr_list", "fenced_code", "md_in_html", "pymdownx.tasklist", "tables", "toc"]

TEXTS = [
    "plain words, and nothing else",
    "`code`, ``co`de``, \\`no code\\`, \\*no emphasis\\*",
    "*a*, **b**, ***c***, _d_, __e__, in_the_middle, a*b, * alone",
    "[link](page.md), [link](<page.md> 'title'), [no link], ![image](a.png), ![no image]",
    "[one][1], [two][], [two], ![three][1], [four][none]\n\n[1]: page.md 'Title'\n[two]: other.md",
    "<https://example.org>, <me@example.org>, <span class='a'>*in*</span>, a < b, a > b",
    "&amp; &#38; &bogus; R&D & more, &amp without end",
    "a line  \nbroken, and one\nthat is not",
    "<div markdown>\n*inside*\n\n- list\n</div>\n\n<!-- a comment -->\n\n<p>as it is *here*</p>",
    "&copy; alone\n\nand a paragraph\n\n    a block of code & more",
    "| a | `b` |\n|---|---|\n| *c* | [d](e.md) |",
    '!!! note "*Title*"\n    Text with **bold**\n\n- [ ] task\n- [x] done',
    "[outer *inner `code`* [not](a)](b.md){ .term }",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_result_is_the_same(text: str) -> None:
    made = Markdown(extensions=[*EXTENSIONS, Signs()])
    assert made.convert(text) == Markdown(extensions=EXTENSIONS).convert(text)
    assert made.reset().convert(text) == Markdown(extensions=EXTENSIONS).convert(text)


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_pages_are_the_same(locale: str) -> None:
    for path in sorted((ROOT / "docs" / locale).rglob("*.md"))[::5]:
        text = path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
        made = Markdown(extensions=[*EXTENSIONS, Signs()]).convert(text)
        assert made == Markdown(extensions=EXTENSIONS).convert(text), path


def test_patterns_that_it_does_not_know_are_asked() -> None:
    made = Markdown(extensions=[*EXTENSIONS, Signs()])
    made.inlinePatterns.register(SimpleTagInlineProcessor(r"()~(.*?)~", "del"), "del", 50)
    assert made.convert("~gone~") == "<p><del>gone</del></p>"


class _Asked:
    """A pattern that tells how often it was asked, and finds nothing."""

    count = 0

    def finditer(self, *_: object) -> list[re.Match[str]]:
        self.count += 1
        return []


@pytest.mark.parametrize(("name", "without", "having"), [("link", "words", "a [link"), ("html", "words", "1 < 2")])
def test_what_has_no_sign_is_not_looked_for(name: str, without: str, having: str) -> None:
    made, asked = Markdown(extensions=[*EXTENSIONS, Signs()]), _Asked()
    made.inlinePatterns[name].compiled_re._pattern = asked
    made.convert(without)
    assert asked.count == 0
    made.convert(having)
    assert asked.count > 0
