"""Forms as HTML: whole, safe, the same names in every language, and nothing that sends."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from course.expand import EDITIONS, LEARNER, expand
from course.forms import placed, shuffled
from course.model import Choice, Course, Field

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
  - id: second
    kind: part
    label: {tg: Қисми дуюм, ru: Часть вторая, en: Second part}
    help: {tg: Ба, ru: Да, en: Do.}
  - id: calm
    kind: scale
    label: {tg: Оромӣ, ru: Спокойно, en: Calm}
    from: 1
    to: 3
    low: {tg: не, ru: нет, en: not at all}
    high: {tg: хеле, ru: очень, en: very}
  - id: risks
    kind: table
    label: {tg: Хатарҳо, ru: Риски, en: Risks}
    columns:
      - {id: what, kind: long-text, label: {tg: Чӣ, ru: Что, en: What}}
      - {id: harm, kind: scale, from: 0, to: 1, label: {tg: Зарар, ru: Вред, en: Harm}}
      - id: sort
        kind: choice
        label: {tg: Навъ, ru: Вид, en: Sort}
        options:
          - {id: big, points: 3, label: {tg: калон, ru: большой, en: big}}
          - {id: small, label: {tg: хурд, ru: малый, en: small}}
      - id: level
        kind: result
        label: {tg: Дараҷа, ru: Степень, en: Level}
        formula:
          do: product
          of: [harm, sort]
          decimals: 0
          levels: [{from: 3, label: {tg: баланд, ru: высокая, en: high}, mark: stop}]
    rows:
      - {id: rain, at-least: 1, at-most: 2.5, label: {tg: Борон, ru: Дождь, en: Rain}}
  - id: part-of
    kind: result
    label: {tg: Ҳисса, ru: Доля, en: Share}
    formula: {do: rate, of: [groups.women.share], base: members, per: 1000}
  - id: drawn
    kind: chart
    label: {tg: Расм, ru: Рисунок, en: Drawing}
    chart: {shape: bars, of: risks, columns: [level], most: 3}
  - id: counts
    kind: table
    label: {tg: Шумор, ru: Счёт, en: Counts}
    columns:
      - {id: inside, kind: number, label: {tg: Дар дохил, ru: Внутри, en: Inside}}
      - id: shown
        kind: result
        board: true
        label: {tg: Тахта, ru: Доска, en: Board}
        formula: {do: publish, of: [inside], among: [counts.inside]}
    blank-rows: 1
  - {id: told, kind: text, board: true, label: {tg: Сухан, ru: Слова, en: Words}}
  - id: order
    kind: order
    label: {tg: Тартиб, ru: Порядок, en: Order}
    options:
      - {id: first, label: {tg: якум, ru: первый, en: first}, why: {tg: Аввал., ru: Сначала., en: Before "all".}}
      - {id: last, label: {tg: охирин, ru: последний, en: last}, why: {tg: Охир., ru: В конце., en: After all.}}
example:
  title: {tg: Намуна, ru: Намуна, en: Namuna}
  values:
    purpose: {tg: Сулҳ, ru: Мир, en: Peace}
    members: 12
    agreed: true
    signs: [board]
"""

WHOLE = """\
<div class="screen no-print" id="fill-in" data-screen="sheets" data-example="{&quot;title&quot;: &quot;Namuna&quot;, \
&quot;values&quot;: {&quot;purpose&quot;: &quot;Peace&quot;, &quot;members&quot;: 12, &quot;agreed&quot;: true, \
&quot;signs&quot;: [&quot;board&quot;]}}"></div>
<div id="example" class="tool-form" data-form="inclusion-checklist">
<p class="tool-notice">Do not enter names, addresses or telephone numbers of people on this sheet. \
Write numbers and roles.</p>
<p class="tool-screen">What you write is not sent anywhere. Print the sheet before you close the page.</p>
<div class="tool-field tool-text">
<label for="form.purpose">Purpose</label>
<p class="tool-help" id="help.purpose">Short.</p>
<textarea rows="1" id="form.purpose" name="purpose" aria-describedby="help.purpose" autocomplete="off"></textarea>
</div>
<div class="tool-field tool-long-text">
<label for="form.notes">Notes</label>
<textarea rows="4" id="form.notes" name="notes" autocomplete="off"></textarea>
</div>
<div class="tool-field tool-number">
<label for="form.members">Members</label>
<input type="text" inputmode="decimal" autocomplete="off" id="form.members" name="members">
</div>
<div class="tool-field tool-date">
<label for="form.day">Day</label>
<input type="text" inputmode="numeric" placeholder="dd.mm.yyyy" autocomplete="off" id="form.day" name="day">
</div>
<fieldset class="tool-field tool-choice">
<legend>Place</legend>
<div class="tool-option"><input type="radio" id="form.place.school" name="place" value="school">\
<label for="form.place.school">school</label></div>
<div class="tool-option"><input type="radio" id="form.place.field" name="place" value="field">\
<label for="form.place.field">field</label></div>
</fieldset>
<fieldset class="tool-field tool-choices" aria-describedby="help.signs">
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
<fieldset class="tool-field tool-grid">
<legend>Groups</legend>
<table class="tool-table" data-table="groups">
<thead><tr><td></td><th scope="col">There</th><th scope="col">Share</th></tr></thead>
<tbody>
<tr data-row="women"><th scope="row">Women</th>\
<td class="check" data-label="There"><input type="checkbox" name="groups.women.there" aria-label="Women: There"></td>\
<td class="number" data-label="Share"><input type="text" inputmode="decimal" autocomplete="off" \
name="groups.women.share" \
aria-label="Women: Share"></td></tr>
</tbody>
</table>
</fieldset>
<fieldset class="tool-field tool-grid">
<legend>Steps</legend>
<table class="tool-table" data-table="steps">
<thead><tr><td></td><th scope="col">Step</th><th scope="col">Until</th></tr></thead>
<tbody class="numbered">
<tr data-row="1"><th scope="row">1</th>\
<td class="text" data-label="Step"><textarea rows="1" name="steps.1.step" aria-label="1: Step" \
autocomplete="off"></textarea></td>\
<td class="date" data-label="Until"><input type="text" inputmode="numeric" placeholder="dd.mm.yyyy" autocomplete="off" \
name="steps.1.until" aria-label="1: Until"></td></tr>
<tr data-row="2"><th scope="row">2</th>\
<td class="text" data-label="Step"><textarea rows="1" name="steps.2.step" aria-label="2: Step" \
autocomplete="off"></textarea></td>\
<td class="date" data-label="Until"><input type="text" inputmode="numeric" placeholder="dd.mm.yyyy" autocomplete="off" \
name="steps.2.until" aria-label="2: Until"></td></tr>
</tbody>
</table>
</fieldset>
<p class="tool-part" id="part.second" role="heading" aria-level="3">Second part</p>
<p class="tool-help" id="help.second">Do.</p>
<fieldset class="tool-field tool-scale">
<legend>Calm</legend>
<div class="tool-steps">
<div class="tool-option"><input type="radio" id="form.calm.1" name="calm" value="1" data-points="1">\
<label for="form.calm.1">1 <span>not at all</span></label></div>
<div class="tool-option"><input type="radio" id="form.calm.2" name="calm" value="2" data-points="2">\
<label for="form.calm.2">2</label></div>
<div class="tool-option"><input type="radio" id="form.calm.3" name="calm" value="3" data-points="3">\
<label for="form.calm.3">3 <span>very</span></label></div>
</div>
</fieldset>
<fieldset class="tool-field tool-grid">
<legend>Risks</legend>
<table class="tool-table" data-table="risks">
<thead><tr><td></td><th scope="col">What</th><th scope="col">Harm</th><th scope="col">Sort</th>\
<th scope="col">Level</th></tr></thead>
<tbody>
<tr data-row="rain" data-at-least="1" data-at-most="2.5"><th scope="row">Rain</th>\
<td class="long-text" data-label="What"><textarea rows="2" name="risks.rain.what" aria-label="Rain: What" \
autocomplete="off"></textarea>\
</td>\
<td class="scale" data-label="Harm"><select name="risks.rain.harm" aria-label="Rain: Harm"><option value="">—</option>\
<option value="0" data-points="0">0</option><option value="1" data-points="1">1</option></select></td>\
<td class="choice" data-label="Sort"><select name="risks.rain.sort" aria-label="Rain: Sort"><option value="">—</option>\
<option value="big" data-points="3">big</option><option value="small">small</option></select></td>\
<td class="result" data-label="Level"><output aria-live="off" name="risks.rain.level" aria-label="Rain: Level" \
data-formula="{&quot;do&quot;: &quot;product&quot;, &quot;of&quot;: [&quot;harm&quot;, &quot;sort&quot;], \
&quot;decimals&quot;: 0, &quot;levels&quot;: [{&quot;from&quot;: 3.0, &quot;label&quot;: &quot;high&quot;, \
&quot;mark&quot;: &quot;stop&quot;}]}"></output></td></tr>
</tbody>
</table>
</fieldset>
<div class="tool-field tool-result">
<label for="form.part-of">Share</label>
<output aria-live="off" id="form.part-of" name="part-of" data-formula="{&quot;do&quot;: &quot;rate&quot;, \
&quot;of&quot;: [&quot;groups.women.share&quot;], &quot;base&quot;: &quot;members&quot;, &quot;per&quot;: 1000}">\
</output>
</div>
<figure class="tool-chart" data-chart="{&quot;shape&quot;: &quot;bars&quot;, &quot;of&quot;: &quot;risks&quot;, \
&quot;columns&quot;: [&quot;level&quot;], &quot;most&quot;: 3.0}"><figcaption>Drawing</figcaption></figure>
<fieldset class="tool-field tool-grid">
<legend>Counts</legend>
<table class="tool-table" data-table="counts">
<thead><tr><td></td><th scope="col">Inside</th><th scope="col" data-board>Board</th></tr></thead>
<tbody class="numbered">
<tr data-row="1"><th scope="row">1</th>\
<td class="number" data-label="Inside"><input type="text" inputmode="decimal" autocomplete="off" \
name="counts.1.inside" \
aria-label="1: Inside"></td>\
<td class="result" data-board data-label="Board"><output aria-live="off" name="counts.1.shown" aria-label="1: Board" \
data-formula="{&quot;do&quot;: &quot;publish&quot;, &quot;of&quot;: [&quot;inside&quot;], \
&quot;among&quot;: [&quot;counts.inside&quot;]}"></output></td></tr>
</tbody>
</table>
</fieldset>
<div class="tool-field tool-text" data-board>
<label for="form.told">Words</label>
<textarea rows="1" id="form.told" name="told" autocomplete="off"></textarea>
</div>
<fieldset class="tool-field tool-order">
<legend>Order</legend>
<div class="tool-cards">
<div class="tool-option" data-place="2" data-why="After all.">\
<input type="text" inputmode="decimal" autocomplete="off" id="form.order.last" name="order.last">\
<label for="form.order.last">last</label></div>
<div class="tool-option" data-place="1" data-why="Before &quot;all&quot;.">\
<input type="text" inputmode="decimal" autocomplete="off" id="form.order.first" name="order.first">\
<label for="form.order.first">first</label></div>
</div>
</fieldset>
</div>"""


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


def test_the_form_of_a_template_is_a_document(make_course: MakeCourse, with_template: dict[str, str]) -> None:
    text = "fields: [{id: a, kind: text, label: {tg: А, ru: А, en: A}}]\n"
    course = make_course(with_template | {"docs/data/tools/small-letter.yml": text})
    html = placed(course, "tg", course.tools["small-letter"])
    assert '<div class="tool-form document" data-form="small-letter"' in html


def test_a_form_in_steps_says_so_and_shows_its_figure(make_course: MakeCourse) -> None:
    text = """
steps: true
fields:
  - {id: one, kind: part, label: {tg: Як, ru: Один, en: One}}
  - id: who
    kind: table
    label: {tg: Кӣ, ru: Кто, en: Who}
    help: {tg: Нависед., ru: Пишите., en: Write.}
    figure: structures
    columns: [{id: role, kind: text, label: {tg: Нақш, ru: Роль, en: Role}}]
    blank-rows: 1
"""
    html = made(make_course({FORM: text}), "ru")
    assert '<div class="tool-form" data-form="inclusion-checklist" data-steps>' in html
    assert re.search(
        r'<legend>Кто</legend>\n<p class="tool-help" id="help.who">Пишите.</p>\n'
        r'<div class="figure"><svg .*aria-label="Две лестницы".*</svg></div>\n<table class="tool-table"',
        html,
    )


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


@pytest.mark.parametrize("count", range(2, 9))
def test_cards_are_never_shown_in_the_right_order(count: int) -> None:
    for name in map(str, range(40)):
        options = tuple(Choice(str(card), {}, 1) for card in range(count))
        cards = shuffled(Field(name, "order", {}, {}, options, (), (), 0, 1))
        assert sorted(cards, key=options.index) == list(options) != cards


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
    assert "</form>" not in html
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


def test_a_form_with_a_survey_offers_it_and_says_what_happens(make_course: MakeCourse) -> None:
    course = make_course({FORM: f"survey: true{EVERY_KIND}"})
    assert course.problems == ()
    assert made(course, "en") == f"{WHOLE}\n{OFFERED}"
    assert '<p><a href="../assets/xlsform/inclusion-checklist.xlsx" download>' in made(course, "tg")


OFFERED = """\
<div class="downloads no-print">
<p><a href="../../assets/xlsform/inclusion-checklist.xlsx" download>Form for phones</a> (XLSX). This is an XLSForm \
workbook in three languages. It is for teams that collect answers with phones in KoboToolbox or ODK.</p>
<p>In KoboToolbox: begin a new project, choose to upload an XLSForm, then deploy the form. In ODK Central: add a new \
form to your project, upload this file and publish it. Test it with three people first.</p>
<p><strong>The answers then leave your computer for a server that your team has chosen.</strong> The server also notes \
the time, and often the user. Answer first: whose server is it, who sees the answers, when are they deleted, what does \
the law on personal data say?</p>
</div>"""


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
        inputs = [attributes for tag, attributes in parts.tags if tag in ("input", "textarea", "select", "output")]
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
            *("p", "div", "label", "input", "textarea", "fieldset", "legend", "select", "option", "output"),
            *("span", "figure", "figcaption"),
            *("table", "thead", "tbody", "tr", "td", "th"),
            *("a", "strong"),
            *("svg", "g", "path", "rect", "text", "tspan"),
        }, where
        links = [attributes["href"] or "" for tag, attributes in parts.tags if tag == "a"]
        assert all(re.fullmatch(r"(?:\.\./)+assets/xlsform/[a-z-]+\.xlsx", link) for link in links), where
        kinds = {attributes["type"] for tag, attributes in parts.tags if tag == "input"}
        assert kinds <= {"text", "checkbox", "radio"}, where
        assert not {name for _, attributes in parts.tags for name in attributes if name.startswith("on")}, where
