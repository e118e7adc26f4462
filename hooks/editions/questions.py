"""The questions of the course for learning systems: their texts as HTML and as plain words, without links.

A learning system shows a question far from the pages that it refers to. So a link becomes its words, followed by the
name of its place where the words do not say it, a citation the short name of its source, and a term keeps its
definition. A figure that a question names comes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from io import StringIO
from xml.etree.ElementTree import Element, tostring

import tinyhtml5
from markdown import Markdown

from course import labels
from course.figures import drawn
from course.interface import say
from course.mask import replaced
from course.model import Course, Item, Module, Page, Reference
from course.text import read_page
from editions.typeset import EXTENSIONS

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The signs that no XML may have (XML 1.0, 2.2)."""

FIGURES = "figure:"
"""What stands before the id of a figure as the address of its picture; each format puts its own folder there."""

_BLOCKS = frozenset(("p", "li", "div", "tr", "pre", "table", "ul", "ol", "figure", "blockquote", "h3", "h4"))
_STYLE = (
    ".fig-box{fill:#f3f6f5;stroke:#174a5b;stroke-width:2}"
    ".fig-box-accent{fill:#cfe9e5;stroke:#2e8b7f;stroke-width:2}"
    ".fig-box-soft{fill:#fdf6e6;stroke:#b98a2f;stroke-width:2}"
    ".fig-line{fill:none;stroke:#174a5b;stroke-width:3}"
    ".fig-line-dashed{fill:none;stroke:#174a5b;stroke-dasharray:9 7;stroke-width:2.5}"
    ".fig-arrow{fill:#174a5b}.fig-mark{fill:#12303b}"
    ".fig-text,.fig-text-small,.fig-text-strong{fill:#12303b;font-family:'Noto Sans','Segoe UI',Arial,sans-serif}"
    ".fig-text-strong{font-weight:700}"
)


@dataclass(frozen=True)
class Text:
    """A text as well-formed HTML and as plain words, a line for each paragraph; what is one paragraph has no `<p>`."""

    html: str
    words: str


@dataclass(frozen=True)
class Answer:
    """One of the answers to choose from, with what is said to those who choose it."""

    text: Text
    correct: bool
    feedback: Text


@dataclass(frozen=True)
class Question:
    """A quiz item in one language; `outcome` is the id of what it tests, `figures` are the ids of those it shows."""

    id: str
    locale: str
    module: Module
    outcome: str
    text: Text
    answers: tuple[Answer, ...]
    explanation: Text
    figures: tuple[str, ...]

    @property
    def several(self) -> bool:
        """Whether more than one answer has to be chosen."""
        return sum(answer.correct for answer in self.answers) > 1

    @property
    def key(self) -> str:
        """An id that no question in any language shares, for ever the same: `partnerships-01-tg`."""
        return f"{self.id}-{self.locale}"


Bank = tuple[tuple[Module, tuple[Question, ...]], ...]
"""Modules in order, each with its questions."""


@lru_cache(maxsize=8)
def quizzes(course: Course, locale: str) -> Bank:
    """The modules that have a quiz, in order, each with its questions in one language; read once for all formats."""
    pages = ((module, labels.text_and_quiz(course, locale, module)[1]) for module in course.modules.values())
    return tuple(
        (module, tuple(_question(course, page, module, item) for item in page.items))
        for module, page in pages
        if page and page.items
    )


def picture(course: Course, locale: str, figure_id: str) -> str:
    """A figure as an SVG file of its own, with its labels in one language and the colours of the site."""
    svg = drawn(course.figures[figure_id], locale)
    start = svg.index(">") + 1
    return f"{svg[:start]}<style>{_STYLE}</style>{svg[start:]}"


def imprint(course: Course, locale: str) -> tuple[str, ...]:
    """What goes with every file of questions: name and version, what it is not, its state of review, its licence."""
    pages = [page for page in course.trees[locale].values() if page.items]
    draft_of = "source" if locale == course.source_locale else "translation"
    approved = all(page.meta.get("review") == "approved" for page in pages)
    version = f", {say(course, locale, 'print-version', version=course.version)}" if course.version else ""
    return (
        f"{say(course, locale, 'site-name')}{version}. {say(course, locale, 'site-description')}.",
        say(course, locale, "notice"),
        say(course, locale, "review-approved" if approved else f"review-draft-{draft_of}"),
        say(course, locale, "print-licence"),
    )


def module_title(course: Course, module: Module, locale: str) -> str:
    """The title of a module with its number."""
    return say(course, locale, "module-title", number=module.number, title=module.title[locale])


def _question(course: Course, page: Page, module: Module, item: Item) -> Question:
    texts = (item.question, item.explanation, *(text for one in item.options for text in (one.text, one.feedback)))
    named = [ref.target for text in texts for ref in _references(page, text) if ref.scheme == "fig"]
    shown = tuple(dict.fromkeys(named))
    missing = [key for key in shown if all(f"![](fig:{key})" not in text for text in texts)]
    illustrated = "\n\n".join((item.explanation, *(f"![](fig:{key})" for key in missing))).strip()
    return Question(
        item.id,
        page.locale,
        module,
        item.outcome,
        _text(course, page, item.question),
        tuple(
            Answer(_text(course, page, one.text), one.correct, _text(course, page, one.feedback))
            for one in item.options
        ),
        Text(_text(course, page, illustrated).html, _text(course, page, item.explanation).words),
        shown,
    )


def _references(page: Page, text: str) -> tuple[Reference, ...]:
    return read_page(Page(page.path, page.locale, page.name, text, 0, {})).references


def _text(course: Course, page: Page, markdown: str) -> Text:
    changes = [(ref.start, ref.end, _written(course, page.locale, ref)) for ref in _references(page, markdown)]
    html = _html(_NOT_XML.sub("", replaced(markdown, changes)))
    body = tinyhtml5.parse(StringIO(html), namespace_html_elements=False).find("body")
    _unlink(body)
    said = "".join([escape(body.text or "", quote=False), *(tostring(one, encoding="unicode") for one in body)]).strip()
    if len(body) == 1 and body[0].tag == "p":
        said = said[len("<p>") : -len("</p>")]
    return Text(said, _words(body))


@cache
def _reader() -> Markdown:
    return Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS)


def _html(markdown: str) -> str:
    return str(_reader().reset().convert(markdown))


def _written(course: Course, locale: str, ref: Reference) -> str:
    """A reference as Markdown that leads nowhere."""
    match ref.scheme:
        case "term":
            wording = course.terms[ref.target].wordings[locale]
            title = escape(wording.definition)
            return f'<span class="term" title="{title}">{ref.text or wording.term}</span>'
        case "not":
            return ref.text
        case "src":
            return f"{ref.text} [{course.sources[ref.target].short}]".strip().replace("[", "&#91;")
        case "fig" if ref.placed:
            return _placed(course, locale, ref.target)
    _, _, title = labels.named(course, locale, ref)
    return f"{ref.text} ({title})" if ref.text and ref.text not in title else ref.text or title


def _placed(course: Course, locale: str, figure_id: str) -> str:
    figure = course.figures[figure_id]
    caption = f"{labels.figure(course, locale, figure_id)}. {figure.title[locale]}"
    return f'<img src="{FIGURES}{figure_id}" alt="{escape(figure.alt[locale])}"><br>{escape(caption)}'


def _unlink(body: Element) -> None:
    """Takes away where links lead to, but for addresses of the web, and the marks that only our site reads."""
    for one in body.iter():
        if one.tag == "a" and not re.match(r"https?:", one.get("href", "")):
            one.tag = "span"
        kept = {"title", "class", "src", "alt", "href", "colspan", "rowspan"}
        for name in [name for name in one.attrib if name not in kept or (name == "href" and one.tag == "span")]:
            del one.attrib[name]


def _words(body: Element) -> str:
    """What is read, without marks: blocks on lines of their own, blanks as one."""
    said = "".join(_said(body))
    lines = (re.sub(r"[ \t\r\f]+", " ", line).strip() for line in said.split("\n"))
    return "\n".join(line for line in lines if line)


def _said(element: Element) -> Iterator[str]:
    block = element.tag in _BLOCKS
    if block:
        yield "\n"
    yield _flat(element, element.text)
    for child in element:
        if child.tag == "br":
            yield "\n"
        yield from _said(child)
        yield _flat(element, child.tail)
    if block:
        yield "\n"


def _flat(parent: Element, text: str | None) -> str:
    """A text whose line ends are blanks, as browsers show it, but for what is preformatted."""
    return (text or "") if parent.tag == "pre" else (text or "").replace("\n", " ")
