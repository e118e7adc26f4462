"""Forms as HTML: whole, safe, the same names in every language, and nothing that sends."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from course.expand import EDITIONS, LEARNER, expand
from course.forms import placed
from course.model import Course

MakeCourse = Callable[..., Course]

FORM = "docs/data/tools/inclusion-checklist.yml"
PAGE = "toolkit/inclusion-checklist.md"
EVERY_KIND = """
fields:
  - {id: purpose, kind: text, label: {tg: Мақсад, ru: Цель, en: Purpose}, help: {tg: Кӯтоҳ., ru: Кратко., en: Short.}}
  - {id: notes, kind: long-text, label: {tg: Қайдҳо, ru: Заметки, en: Notes}}
  - {id: members, kind: number, label: {tg: Аъзо, ru: Члены, en: Members}}
  - {id: day, kind: date, label: {tg: Рӯз, ru: День, en: Day}}
  - id: place
    kind: choice
    label: {tg: Ҷой, ru: Место, en: Place}
    options:
      - {id: school, label: {tg: мактаб, ru: школа, en: school}}
      - {id: field, label: {tg: дашт, ru: поле, en: field}}
  - id: signs
    kind: choices
    label: {tg: Эълон, ru: Объявления, en: Signs}
    help: {tg: Қайд кунед., ru: Отметьте., en: Tick.}
    options:
      - {id: board, label: {tg: тахта, ru: доска, en: board}}
      - {id: radio, label: {tg: радио, ru: радио, en: radio}}
  - {id: agreed, kind: check, label: {tg: Розӣ, ru: Согласны, en: Agreed}, help: {tg: Ҳама., ru: Все., en: All.}}
  - id: groups
    kind: table
    label: {tg: Гурӯҳҳо, ru: Группы, en: Groups}
    columns:
      - {id: there, kind: check, label: {tg: Ҳаст, ru: Есть, en: There}}
      - {id: share, kind: number, label: {tg: Ҳисса, ru: Доля, en: Share}}
    rows:
      - {id: women, label: {tg: Занон, ru: Женщины, en: Women}}
  - id: steps
    kind: table
    label: {tg: Қадамҳо, ru: Шаги, en: Steps}
    columns:
      - {id: step, kind: text, label: {tg: Қадам, ru: Шаг, en: Step}}
      - {id: until, kind: date, label: {tg: То, ru: До, en: Until}}
    blank-rows: 2
"""

WHOLE = """\
<form class="tool-form" data-form="inclusion-checklist" autocomplete="off" method="dialog">
<p class="tool-notice">Do not enter names, addresses or telephone numbers of people on this sheet. \
Write numbers and roles.</p>
<p class="tool-screen">What you write is not sent anywhere. Print the sheet before you close the page.</p>
<div class="tool-field tool-text">
<label for="form.purpose">Purpose</label>
<p class="tool-help" id="help.purpose">Short.</p>
<input type="text" id="form.purpose" name="purpose" aria-describedby="help.purpose">
</div>
<div class="tool-field tool-long-text">
<label for="form.notes">Notes</label>
<textarea rows="4" id="form.notes" name="notes"></textarea>
</div>
<div class="tool-field tool-number">
<label for="form.members">Members</label>
<input type="text" inputmode="numeric" id="form.members" name="members">
</div>
<div class="tool-field tool-date">
<label for="form.day">Day</label>
<input type="text" inputmode="numeric" placeholder="dd.mm.yyyy" id="form.day" name="day">
</div>
<fieldset class="tool-field">
<legend>Place</legend>
<div class="tool-option"><input type="radio" id="form.place.school" name="place" value="school">\
<label for="form.place.school">school</label></div>
<div class="tool-option"><input type="radio" id="form.place.field" name="place" value="field">\
<label for="form.place.field">field</label></div>
</fieldset>
<fieldset class="tool-field" aria-describedby="help.signs">
<legend>Signs</legend>
<p class="tool-help" id="help.signs">Tick.</p>
<div class="tool-option"><input type="checkbox" id="form.signs.board" name="signs" value="board">\
<label for="form.signs.board">board</label></div>
<div class="tool-option"><input type="checkbox" id="form.signs.radio" name="signs" value="radio">\
<label for="form.signs.radio">radio</label></div>
</fieldset>
<div class="tool-field tool-check">
<input type="checkbox" id="form.agreed" name="agreed" aria-describedby="help.agreed">
<label for="form.agreed">Agreed</label>
<p class="tool-help" id="help.agreed">All.</p>
</div>
<fieldset class="tool-field">
<legend>Groups</legend>
<table class="tool-table">
<thead><tr><td></td><th scope="col">There</th><th scope="col">Share</th></tr></thead>
<tbody>
<tr><th scope="row">Women</th>\
<td class="check" data-label="There"><input type="checkbox" name="groups.women.there" aria-label="Women: There"></td>\
<td class="number" data-label="Share"><input type="text" inputmode="numeric" name="groups.women.share" \
aria-label="Women: Share"></td></tr>
</tbody>
</table>
</fieldset>
<fieldset class="tool-field">
<legend>Steps</legend>
<table class="tool-table">
<thead><tr><td></td><th scope="col">Step</th><th scope="col">Until</th></tr></thead>
<tbody class="numbered">
<tr><th scope="row">1</th>\
<td class="text" data-label="Step"><input type="text" name="steps.1.step" aria-label="1: Step"></td>\
<td class="date" data-label="Until"><input type="text" inputmode="numeric" placeholder="dd.mm.yyyy" \
name="steps.1.until" aria-label="1: Until"></td></tr>
<tr><th scope="row">2</th>\
<td class="text" data-label="Step"><input type="text" name="steps.2.step" aria-label="2: Step"></td>\
<td class="date" data-label="Until"><input type="text" inputmode="numeric" placeholder="dd.mm.yyyy" \
name="steps.2.until" aria-label="2: Until"></td></tr>
</tbody>
</table>
</fieldset>
</form>"""


@pytest.fixture
def every_kind(make_course: MakeCourse) -> Course:
    course = make_course({FORM: EVERY_KIND})
    assert course.problems == ()
    return course


def made(course: Course, locale: str) -> str:
    return placed(course, locale, course.tools["inclusion-checklist"])


def names(html: str) -> list[str]:
    return re.findall(r' name="(.*?)"', html)


def test_a_form_is_whole(every_kind: Course) -> None:
    assert made(every_kind, "en") == WHOLE


def test_a_form_speaks_the_language_of_its_page(every_kind: Course) -> None:
    html = made(every_kind, "tg")
    assert "<legend>Гурӯҳҳо</legend>" in html
    assert 'aria-label="Занон: Ҳисса"' in html
    assert 'placeholder="рр.мм.сссс"' in html
    assert "номи касеро" not in html
    assert "ном, суроға ё рақами телефони касеро нанависед" in html


@pytest.mark.parametrize("locale", ["tg", "ru"])
def test_names_are_the_same_in_every_language(every_kind: Course, locale: str) -> None:
    assert names(made(every_kind, locale)) == names(WHOLE)


def test_words_are_escaped(make_course: MakeCourse) -> None:
    said = """<b onclick='x'>"R&D"</b>\\n\\n</form>"""
    quoted = '"' + said.replace('"', '\\"') + '"'
    words = f"{{tg: {quoted}, ru: {quoted}, en: {quoted}}}"
    text = (
        f"fields:\n- {{id: a, kind: text, label: {words}, help: {words}}}\n"
        f"- id: b\n  kind: choice\n  label: {words}\n"
        f"  options: [{{id: c, label: {words}}}, {{id: d, label: {words}}}]\n"
        f"- id: e\n  kind: table\n  label: {words}\n  columns: [{{id: f, kind: date, label: {words}}}]\n"
        f"  rows: [{{id: g, label: {words}}}]\n"
    )
    html = made(make_course({FORM: text}), "en")
    safe = "&lt;b onclick=&#x27;x&#x27;&gt;&quot;R&amp;D&quot;&lt;/b&gt; &lt;/form&gt;"
    assert html.count(safe) == 11
    assert html.replace(safe, "").count("R&") == 0
    assert html.count("</form>") == 1
    assert "\n\n" not in html


def test_a_tool_without_a_form_has_none(make_course: MakeCourse) -> None:
    course = make_course()
    with pytest.raises(KeyError):
        placed(course, "en", course.tools["partnership-pack"])
    with pytest.raises(KeyError):
        placed(course, "en", None)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_places_the_form_of_its_tool(make_course: MakeCourse, edition: str) -> None:
    course = make_course({FORM: EVERY_KIND, f"docs/en/{PAGE}": "## A {#a}\n\n![](data:form)\n\nAfter.\n"})
    assert f"\n\n{WHOLE}\n\nAfter.\n" in expand(course, course.trees["en"][PAGE], edition)


def test_a_form_that_is_not_there_stays_visible(make_course: MakeCourse) -> None:
    course = make_course({"docs/en/about.md": "# About {#about}\n\n![](data:form)\n"})
    assert "<mark>form</mark>" in expand(course, course.trees["en"]["about.md"], LEARNER)


# The forms of the course


class Parts(HTMLParser):
    """What a form is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def of_the_course(course: Course) -> list[tuple[str, Parts]]:
    found = []
    for tool in (course.tools[key] for key in course.forms):
        for language in course.languages:
            parts = Parts()
            parts.feed(placed(course, language.id, tool))
            found.append((f"{language.id} {tool.id}", parts))
    return found


def test_the_course_has_forms(course: Course) -> None:
    assert "inclusion-checklist" in course.forms


def test_every_input_has_a_name_of_its_own_and_a_label(course: Course) -> None:
    for where, parts in of_the_course(course):
        inputs = [attributes for tag, attributes in parts.tags if tag in ("input", "textarea")]
        labelled = {attributes["for"] for tag, attributes in parts.tags if tag == "label"}
        keys = [(one["name"], one.get("value")) for one in inputs]
        assert len(keys) == len(set(keys)), where
        assert all(one.get("aria-label") or one.get("id") in labelled for one in inputs), where


def test_every_description_is_there_and_no_id_twice(course: Course) -> None:
    for where, parts in of_the_course(course):
        ids = [attributes["id"] for _, attributes in parts.tags if "id" in attributes]
        told = {attributes["aria-describedby"] for _, attributes in parts.tags if "aria-describedby" in attributes}
        assert len(ids) == len(set(ids)), where
        assert told <= set(ids), where


def test_nothing_in_a_form_runs_or_sends(course: Course) -> None:
    for where, parts in of_the_course(course):
        assert {tag for tag, _ in parts.tags} <= {
            *("form", "p", "div", "label", "input", "textarea", "fieldset", "legend"),
            *("table", "thead", "tbody", "tr", "td", "th"),
        }, where
        kinds = {attributes["type"] for tag, attributes in parts.tags if tag == "input"}
        assert kinds <= {"text", "checkbox", "radio"}, where
        assert not {name for _, attributes in parts.tags for name in attributes if name.startswith("on")}, where
        assert [attributes.get("action") for tag, attributes in parts.tags if tag == "form"] == [None], where
