"""Markdown that looks only for what a text shows a sign of: the result is what Python-Markdown makes."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

import pytest
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.md_in_html import HTMLExtractorExtra
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.preprocessors import Preprocessor

from course import expand
from course.model import Course
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
    "**[one](a.md)** and *[two](b.md)*, [three](c.md) *and* `four` [five](d.md)  \nsix",
    "```\n<div>\n```\n\n~~~ python\n# code\n~~~\n\n # no head\n\n# Head #\nand text",
    "| one |\n|---|\n\none | two\n\na | b\n--|--\n1 | 2",
    "words, and « words » - with signs; 5 (five)",
    "Words\nover two lines",
    "Words with _emphasis_ and under_score, __strongly__ said",
    "Words that end with blanks  ",
    "Head\n====\n\nOther\n---\ntext\n\n- a\n-\n\n---\n\n * * *\n\ntext\n___\n- - -",
    "> quoted\n> more\n\ntext\n  > late\n\n#No blank\n####### seven\ntext\n## in it ##\n",
    "- a\n\n    b\n\n        code\n\n    1. c\n    2. d\n\n* e\n+ f\n\n10. g",
    "\ta tab\n\n \n  \n   \n\nafter blanks \n \r\nand \r ends\n\x02\x03",
    "| a | `b | c` | \\| |\n|---|---|---|\n| \\\\| d | ``e | `f`` |",
    r"\*a\* \[b\](c.md) **\_d**",
    "1. one\n2. two\n\n!!! note\n    - a\n\n        text in a list\n\n    after it",
]

FORM = (
    '<div class="screen no-print" id="fill-in" data-screen="sheets" data-example="{&quot;a&quot;: 1}"></div>\n'
    '<div id="example" class="tool-form" data-form="plan">\n<p class="tool-part" id="part.one">*As it is*</p>\n'
    '<div class="tool-field"><label for="form.a">A &amp; B</label>\n<textarea id="form.a" rows="1"></textarea>\n'
    '<input type="checkbox" id="form.b"> b</div>\n</div>\n<div class="downloads"><p><a href="a.xlsx">a</a></p></div>'
)
"""As `forms.placed` writes it."""


@pytest.mark.parametrize("text", TEXTS)
def test_the_result_is_the_same(text: str) -> None:
    made = Markdown(extensions=[*EXTENSIONS, Signs()])
    assert made.convert(text) == Markdown(extensions=EXTENSIONS).convert(text)
    assert made.reset().convert(text) == Markdown(extensions=EXTENSIONS).convert(text)


@pytest.mark.parametrize("text", [FORM, f"# A\n\n{FORM}\n\n## B\n", f"text\n{FORM}\n\n*b*", f"- a\n\n{FORM}\n"])
def test_a_form_is_the_same(text: str) -> None:
    assert Markdown(extensions=[*EXTENSIONS, Signs()]).convert(text) == Markdown(extensions=EXTENSIONS).convert(text)


def test_a_form_is_not_read_as_html(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(HTMLExtractorExtra, "feed", lambda _, text: read.append(text))
    made = Markdown(extensions=[*EXTENSIONS, Signs()])
    made.convert(f"# A\n\n{FORM}\n\n## B\n")
    assert read == []
    made.convert(f"{FORM}\n\n<p>other</p>")
    assert ["tool-form" in text for text in read] == [True]


class _Anchors(Preprocessor):
    """Stands where MkDocs collects the anchors of HTML."""

    present_anchor_ids: set[str]

    def run(self, lines: list[str]) -> list[str]:
        self.present_anchor_ids = {"elsewhere"}
        return lines


def test_mkdocs_hears_of_the_anchors_in_a_form() -> None:
    made = Markdown(extensions=[*EXTENSIONS, Signs()])
    anchors = _Anchors(made)
    made.preprocessors.register(anchors, "mkdocs_raw_html", 21)
    made.convert(f"# A\n\n{FORM}\n")
    assert anchors.present_anchor_ids == {"elsewhere", "fill-in", "example", "part.one", "form.a", "form.b"}
    made.convert("# A\n")
    assert anchors.present_anchor_ids == {"elsewhere"}


@pytest.mark.parametrize("edition", expand.EDITIONS)
@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_pages_are_the_same(course: Course, locale: str, edition: str) -> None:
    pages = [page for page in course.trees[locale].values() if expand.published(course, page, edition)]
    for page in pages[::5]:
        text = expand.expand(course, page, edition)
        made = Markdown(extensions=[*EXTENSIONS, Signs()]).convert(text)
        assert made == Markdown(extensions=EXTENSIONS).convert(text), page.path


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


@pytest.mark.parametrize(
    ("name", "without", "having"),
    [("link", "a * b", "a [link"), ("html", "1 > 2", "1 < 2"), ("em_strong", "a [link", "a * b")],
)
def test_what_has_no_sign_is_not_looked_for(name: str, without: str, having: str) -> None:
    made, asked = Markdown(extensions=[*EXTENSIONS, Signs()]), _Asked()
    made.inlinePatterns[name].compiled_re = asked
    made.convert(without)
    assert asked.count == 0
    made.convert(having)
    assert asked.count > 0


def test_blocks_are_not_asked_about_what_they_have_no_sign_of(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Markdown(extensions=[*EXTENSIONS, Signs()])
    asked: list[str] = []
    for name in ("hashheader", "quote", "hr", "setextheader"):
        processor = made.parser.blockprocessors[name]
        monkeypatch.setattr(processor, "test", lambda *_, name=name: bool(asked.append(name)))
    made.convert("Words # and **signs** - but none\nat the beginning")
    assert asked == []
    made.convert("> words\n# and\n---\n")
    assert asked == ["hashheader", "setextheader", "hr", "quote"]


class _Stars(BlockProcessor):
    """A processor of blocks that nobody knows."""

    def test(self, _: Element, block: str) -> bool:
        return block == "words"

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "hr").set("class", blocks.pop(0))


class _Unknown(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        md.parser.blockprocessors.register(_Stars(md.parser), "stars", 200)


def test_processors_of_blocks_that_it_does_not_know_are_asked() -> None:
    made = Markdown(extensions=[*EXTENSIONS, _Unknown(), Signs()])
    assert made.convert("# A\n\nwords") == '<h1 id="a">A</h1>\n<hr class="words" />'
