"""The page of a quiz: what mkdocs-quiz makes of its items, without the plugin's script, style and words."""

from __future__ import annotations

import json
import posixpath
import re
from html import escape

from course.interface import say
from course.labels import module_of
from course.mask import replaced
from course.model import Course, Module, Page
from course.screens import without_scripts

_BOX = re.compile(
    r"""<div\ class="quiz"\ [^>]*id="quiz-(?P<index>\d+)">\s*
        <a\ href="\#quiz-(?P=index)"\ class="quiz-header-link">\#</a>\s*
        <div\ class="quiz-question"\ id="quiz-(?P=index)-question">\s*(?P<question>.*?)\s*</div>\s*
        <form\ action="javascript:void\(0\);"\ onsubmit="return\ false;">\s*
        <fieldset\ aria-labelledby="quiz-(?P=index)-question">(?P<options>.*?)</fieldset>\s*
        <div\ class="quiz-feedback\ hidden"></div>\s*
        (?:<button\ type="submit"\ class="quiz-button">[^<]*</button>\s*)?
        </form>\s*
        <section\ class="content\ hidden">(?P<explanation>.*?)</section>\s*
        </div>""",
    re.DOTALL | re.VERBOSE,
)
_OPTION = re.compile(
    r"""<div><input\ type="(?P<type>radio|checkbox)"\ name="answer"\ value="(?P<place>\d+)"
        \ id="(?P<id>quiz-\d+-(?P=place))"\ (?P<correct>data-correct="true")?>
        <label\ for="(?P=id)">(?P<text>.*?)</label>
        (?:<div\ class="answer-feedback\ hidden">(?P<feedback>.*?)</div>)?</div>(?=<div><input\ |$)""",
    re.DOTALL | re.VERBOSE,
)
_ADDRESS = re.compile(r'(?<= href=")(?![a-z][a-z0-9+.-]*:)(?P<path>[^"#]*)(?P<anchor>#[^"]*)?(?=")')
_LEFT_BEHIND = re.compile(r'<style|<script|javascript:void|onsubmit=|id="quiz-\d|class="quiz-header-link"')
_TAIL = '<div id="quiz-progress-sidebar"'


def remade(course: Course, page: Page, html: str, shuffled: bool) -> str:
    """The HTML of a page with quiz items: each item in a box named by its id, to be brought to life by `quiz.js`.

    `html` is what mkdocs-quiz gives; `shuffled` lets readers see the options in changing order. Raises ValueError
    where that is not what is known of mkdocs-quiz.
    """
    text, boxes = _boxes(page, html)
    changes = [
        (*box.span(), _question(box, name, _title(course, page, number)))
        for number, (name, box) in enumerate(boxes.items(), start=1)
    ]
    at = changes[0][0]
    whole = replaced(text, [(at, at, _screen(course, page, shuffled)), *changes])
    if left := _LEFT_BEHIND.search(whole):
        raise ValueError(_unlike(f"{left[0]} is left on the page"))
    return whole


def bank(course: Course, module: Module, page: Page, html: str) -> str:
    """The questions of a module's quiz as a script: HTML by item id, to be shown on a page at the root of its language.

    `html` is what mkdocs-quiz gives for `page`. Raises ValueError as `remade` does.
    """
    here = page.name.removesuffix(".md") + ".html"

    def moved(address: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(here), address["path"])) if address["path"] else here
        return f"{path}{address['anchor'] or ''}"

    _, boxes = _boxes(page, html)
    questions = {
        name: _ADDRESS.sub(moved, _question(box, name, _title(course, page, number)))
        for number, (name, box) in enumerate(boxes.items(), start=1)
    }
    text = json.dumps({module.id: questions}, ensure_ascii=False, separators=(",", ":"))
    return f"hamkori.bank = {{ ...hamkori.bank, ...{text} }}\n"


def _boxes(page: Page, html: str) -> tuple[str, dict[str, re.Match[str]]]:
    """The HTML without what mkdocs-quiz puts at its end, and its boxes by the ids of their items."""
    text, tail, _ = html.partition(_TAIL)
    if not tail:
        raise ValueError(_unlike("its progress bar is not where the page ends"))
    boxes = list(_BOX.finditer(text))
    there = text.count('<div class="quiz" ')
    if not len(boxes) == len(page.items) == there:
        raise ValueError(_unlike(f"{there} questions for {len(page.items)} items, {len(boxes)} of them legible"))
    names = [item.id or f"question-{number}" for number, item in enumerate(page.items, start=1)]
    return text, dict(zip(names, boxes, strict=True))


def _unlike(what: str) -> str:
    return f"mkdocs-quiz writes its HTML in a new way: {what} - mend hooks/course/quiz_page.py"


def _title(course: Course, page: Page, number: int) -> str:
    return say(course, page.locale, "question-number", number=number)


def _screen(course: Course, page: Page, shuffled: bool) -> str:
    module = module_of(course, page)
    return (
        f'<div class="screen" data-screen="quiz" data-module="{module.id if module else page.id.replace("/", "-")}"'
        f' data-pass-mark="{course.pass_mark}"{" data-shuffled" if shuffled else ""}>'
        f"{without_scripts(course, page.locale)}</div>\n"
    )


def _question(box: re.Match[str], name: str, title: str) -> str:
    options = list(_OPTION.finditer(box["options"]))
    if sum(len(option[0]) for option in options) != len(box["options"]):
        raise ValueError(_unlike(f"the options of {name} cannot be read"))
    return "\n".join(
        (
            f'<div class="quiz" id="{name}" data-item="{name}">',
            f"<h2>{escape(title)}</h2>",
            "<form>",
            f'<fieldset aria-labelledby="{name}-question">',
            f'<div class="quiz-question" id="{name}-question">{box["question"]}</div>',
            *(_option(option, f"{name}-{option['place']}") for option in options),
            "</fieldset>",
            "</form>",
            *([f'<div class="quiz-explanation" hidden>{box["explanation"]}</div>'] if box["explanation"] else []),
            "</div>",
        )
    )


def _option(option: re.Match[str], name: str) -> str:
    correct = " data-correct" if option["correct"] else ""
    feedback = ""
    if option["feedback"]:
        feedback = f'<div class="quiz-feedback" id="{name}-feedback" hidden>{option["feedback"]}</div>'
    return (
        f'<div class="quiz-option"><input type="{option["type"]}" name="answer" value="{option["place"]}"'
        f' id="{name}"{correct}><label for="{name}">{option["text"]}</label>{feedback}</div>'
    )
