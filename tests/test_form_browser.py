"""The forms of tools in Chromium: sheets are kept, worked out, drawn, saved, loaded and deleted with a way back."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import PREFIX, Open
from conftest import ROOT, Build
from playwright.sync_api import Browser, Locator, Page, expect
from records import BLOCKED, words

from course.forms import placed
from course.load import load as load_course

TOOL = "inclusion-checklist"
PAGE = f"toolkit/{TOOL}.html"
KEY = f"hamkori-sheets-{TOOL}"
FULL = """const own = Storage.prototype.setItem
Storage.prototype.setItem = function (key, text) {
  if (key.startsWith("hamkori-sheets")) throw new DOMException("no room", "QuotaExceededError")
  return own.call(this, key, text)
}"""
PHONE = {"width": 360, "height": 740}
BALANCE = {"members": 14, "women": 7, "men": 7, "under-thirty": 4, "officers": 3}


def kept(page: Page) -> list[dict[str, Any]]:
    text = page.evaluate("key => localStorage.getItem(key)", KEY)
    return list(json.loads(text)["sheets"]) if text else []


def cell(page: Page, row: str, column: str) -> Locator:
    return page.locator(f"[name='balance.{row}.{column}']")


def press(page: Page, key: str, locale: str = "tg") -> None:
    page.locator("[data-screen=sheets]").get_by_role("button", name=words(key, locale), exact=True).click()


def told(page: Page) -> Locator:
    return page.locator(".sheets-news")


def sheet(**changes: Any) -> dict[str, Any]:
    return {
        "id": "0123abcd",
        "title": "Намуна",
        "begun": "2026-11-20T08:00:00.000Z",
        "changed": "2026-11-20T08:00:00.000Z",
        "values": {"complaints-to": "ҷамоат", "balance.members.now": "12", "rules": ["own-people"]},
    } | changes


def file(*sheets: dict[str, Any], **changes: Any) -> str:
    return json.dumps({"format": "hamkori-sheets", "version": 1, "tool": TOOL, "sheets": list(sheets)} | changes)


def load(page: Page, text: str | bytes, name: str = "sheets.json") -> None:
    content = text if isinstance(text, bytes) else text.encode()
    page.locator("#sheets-file").set_input_files({"name": name, "mimeType": "application/json", "buffer": content})


# Keeping


def test_a_newcomer_has_no_sheet_and_a_blank_form(visit: Open) -> None:
    page = visit(PAGE)
    expect(page.locator("#sheets-chooser")).to_be_hidden()
    expect(page.locator("#sheets-title")).to_be_hidden()
    assert page.evaluate("key => localStorage.getItem(key)", KEY) is None
    expect(page.locator(".tool-screen")).to_have_text(words("sheets-kept"))


@pytest.mark.parametrize("locale", PREFIX)
def test_what_is_filled_in_is_there_after_a_reload_and_in_another_language(visit: Open, locale: str) -> None:
    page = visit(PREFIX[locale] + PAGE)
    page.fill("#form\\.complaints-to", "ҷамоат")
    page.check("[name='groups.police.present']")
    page.check("#form\\.rules\\.own-people")
    page.check("#form\\.rules\\.two-chairs")
    cell(page, "members", "now").fill("12")
    assert [one["values"] for one in kept(page)] == [
        {
            "complaints-to": "ҷамоат",
            "groups.police.present": True,
            "rules": ["own-people", "two-chairs"],
            "balance.members.now": "12",
        }
    ]
    for other in (page, visit(PREFIX["en" if locale == "tg" else "tg"] + PAGE, beside=page)):
        other.reload()
        expect(other.locator("#form\\.complaints-to")).to_have_value("ҷамоат")
        expect(other.locator("[name='groups.police.present']")).to_be_checked()
        expect(other.locator("#form\\.rules\\.two-chairs")).to_be_checked()
        expect(other.locator("#form\\.rules\\.free-will")).not_to_be_checked()
        expect(cell(other, "members", "now")).to_have_value("12")


def test_what_is_taken_back_is_gone(visit: Open) -> None:
    page = visit(PAGE)
    page.fill("#form\\.complaints-to", "a")
    page.fill("#form\\.complaints-to", "")
    page.check("#form\\.rules\\.own-people")
    page.uncheck("#form\\.rules\\.own-people")
    assert [one["values"] for one in kept(page)] == [{}]


def test_two_tabs_fill_in_one_sheet(visit: Open) -> None:
    page = visit(PAGE)
    page.fill("#form\\.term-years", "2")
    other = visit(PAGE, beside=page)
    other.fill("#form\\.term-times", "3")
    expect(page.locator("#form\\.term-times")).to_have_value("3")
    page.fill("#form\\.complaints-to", "x")
    assert kept(page)[0]["values"] == {"term-years": "2", "term-times": "3", "complaints-to": "x"}


def test_several_sheets_have_titles_and_are_chosen(visit: Open) -> None:
    page = visit(PAGE)
    page.fill("#form\\.term-years", "2")
    page.fill("#sheets-title", "Намуна, октябр")
    press(page, "sheets-new")
    expect(page.locator("#form\\.term-years")).to_have_value("")
    page.fill("#form\\.term-years", "4")
    page.fill("#sheets-title", "Намуна, ноябр")
    expect(page.locator("#sheets-chooser option")).to_have_text(["Намуна, октябр", "Намуна, ноябр"])

    page.select_option("#sheets-chooser", label="Намуна, октябр")
    expect(page.locator("#form\\.term-years")).to_have_value("2")
    expect(page.locator("#sheets-title")).to_have_value("Намуна, октябр")
    assert [one["values"]["term-years"] for one in kept(page)] == ["2", "4"]


def test_a_deleted_sheet_comes_back(visit: Open) -> None:
    page = visit(PAGE)
    page.fill("#form\\.term-years", "2")
    page.fill("#sheets-title", "А")
    press(page, "sheets-delete")
    assert kept(page) == []
    expect(page.locator("#form\\.term-years")).to_have_value("")
    expect(told(page)).to_contain_text(words("sheets-deleted", title="А"))
    press(page, "sheets-undo")
    expect(page.locator("#form\\.term-years")).to_have_value("2")
    assert [one["title"] for one in kept(page)] == ["А"]


def test_all_sheets_are_deleted_and_come_back(visit: Open) -> None:
    page = visit(PAGE)
    for years in ("1", "2", "3"):
        page.fill("#form\\.term-years", years)
        press(page, "sheets-new")
    press(page, "sheets-delete-all")
    assert page.evaluate("key => localStorage.getItem(key)", KEY) is None
    expect(told(page)).to_contain_text(words("sheets-all-deleted", form="other", n=3))
    press(page, "sheets-undo")
    assert [one["values"]["term-years"] for one in kept(page)] == ["1", "2", "3"]


def test_lines_are_added_to_a_table_and_kept(visit: Open) -> None:
    page = visit(PAGE)
    table = page.locator("[data-table=other-groups]")
    expect(table.locator("tbody tr")).to_have_count(2)
    table.locator("+ .tool-more").click()
    assert page.evaluate("document.activeElement.name") == "other-groups.3.group"
    page.keyboard.type("чойхона")
    page.reload()
    expect(table.locator("tbody tr")).to_have_count(3)
    expect(page.locator("[name='other-groups.3.group']")).to_have_value("чойхона")
    assert page.locator("[name='other-groups.3.group']").get_attribute("aria-label").startswith("3: ")


# Troubles


@pytest.mark.parametrize(("script", "key"), [(BLOCKED, "sheets-blocked"), (FULL, "sheets-full")])
def test_what_cannot_be_kept_stays_in_the_page_and_is_told(visit: Open, script: str, key: str) -> None:
    page = visit("about.html")
    page.context.add_init_script(script)
    page.goto(page.url.replace("about.html", PAGE))
    page.fill("#form\\.term-years", "2")
    expect(page.locator("[data-screen=sheets] .notice.warning")).to_contain_text(words(key))
    cell(page, "members", "now").fill("9")
    expect(page.locator("#form\\.term-years")).to_have_value("2")
    with page.expect_download() as download:
        press(page, "sheets-save")
    saved = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert saved["sheets"][0]["values"] == {"term-years": "2", "balance.members.now": "9"}


@pytest.mark.parametrize("text", ["{", "[]", '{"format":"hamkori-sheets","version":1,"tool":"x","sheets":[{}]}'])
def test_a_damaged_store_is_told_and_not_overwritten(visit: Open, text: str) -> None:
    page = visit(PAGE)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()
    expect(page.locator(".notice.warning")).to_contain_text(words("sheets-kept-damaged"))
    page.fill("#form\\.term-years", "2")
    assert page.evaluate("key => localStorage.getItem(key)", KEY) == text
    with page.expect_download() as download:
        press(page, "sheets-save-damaged")
    assert Path(download.value.path()).read_text(encoding="utf-8") == text
    press(page, "sheets-delete-damaged")
    expect(page.locator(".notice.warning")).to_have_count(0)
    assert [one["values"] for one in kept(page)] == [{"term-years": "2"}]


def test_sheets_of_a_newer_version_are_left_alone(visit: Open) -> None:
    page = visit(PAGE)
    text = file(sheet(), version=2)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()
    expect(page.locator(".notice.warning")).to_contain_text(words("sheets-kept-newer"))
    page.fill("#form\\.term-years", "2")
    assert page.evaluate("key => localStorage.getItem(key)", KEY) == text


# Files


def test_a_sheet_goes_to_a_file_and_comes_back_elsewhere(visit: Open) -> None:
    page = visit(PAGE)
    press(page, "sheets-example")
    with page.expect_download() as download:
        press(page, "sheets-save")
    assert download.value.suggested_filename.startswith(f"hamkori-{TOOL}-")
    text = Path(download.value.path()).read_text(encoding="utf-8")

    other = visit(f"ru/{PAGE}")
    load(other, text)
    expect(told(other)).to_contain_text(words("sheets-loaded", "ru", "one", n=1))
    expect(cell(other, "women", "next")).to_have_value("7")
    assert kept(other)[0]["values"] == kept(page)[0]["values"]

    load(other, text)
    expect(told(other)).to_contain_text(words("sheets-loaded", "ru", "many", n=0))
    assert len(kept(other)) == 1


def test_a_changed_sheet_comes_beside_the_one_that_is_there(visit: Open) -> None:
    page = visit(PAGE)
    load(page, file(sheet()))
    load(page, file(sheet(values={"complaints-to": "суд"})))
    expect(page.locator("#form\\.complaints-to")).to_have_value("суд")
    assert [one["values"]["complaints-to"] for one in kept(page)] == ["ҷамоат", "суд"]
    assert len({one["id"] for one in kept(page)}) == 2
    press(page, "sheets-undo")
    assert [one["values"]["complaints-to"] for one in kept(page)] == ["ҷамоат"]


def test_what_does_not_fit_the_form_is_left_out_and_told(visit: Open) -> None:
    page = visit(PAGE)
    values = {
        "complaints-to": "ҷамоат",
        "gone": "x",
        "rules": ["own-people", "gone"],
        "groups.police.present": "yes",
        "balance.women.share": "50",
        "other-groups.41.group": "x",
    }
    load(page, file(sheet(values=values)))
    expect(told(page)).to_contain_text(words("sheets-left-out", form="other", n=5))
    assert kept(page)[0]["values"] == {"complaints-to": "ҷамоат"}


REFUSED = {
    "no-json": ("<html>", "sheets-damaged"),
    "list": ("[1]", "sheets-foreign"),
    "record": (json.dumps({"format": "hamkori-record", "version": 1}), "sheets-foreign"),
    "newer": (file(sheet(), version=9), "sheets-newer"),
    "no-sheets": (file(), "sheets-damaged"),
    "no-version": (file(sheet(), version="1"), "sheets-damaged"),
    "bad-id": (file(sheet(id="../../etc")), "sheets-damaged"),
    "bad-time": (file(sheet(begun="yesterday")), "sheets-damaged"),
    "long-title": (file(sheet(title="x" * 81)), "sheets-damaged"),
    "long-answer": (file(sheet(values={"complaints-to": "x" * 5001})), "sheets-damaged"),
    "number": (file(sheet(values={"complaints-to": 7})), "sheets-damaged"),
    "constructor": (file(sheet(values={"constructor": "x"})), "sheets-damaged"),
    "proto": (file(sheet()).replace('"complaints-to"', '"__proto__"'), "sheets-damaged"),
    "too-many": (file(*(sheet(id=f"{n:08}") for n in range(201))), "sheets-damaged"),
    "too-large": (file(sheet(title="x" * 1_000_000)), "sheets-too-large"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_no_sheet_changes_nothing(visit: Open, case: str) -> None:
    text, key = REFUSED[case]
    page = visit(PAGE)
    page.fill("#form\\.term-years", "2")
    before = kept(page)
    load(page, text, "<b>x</b>.json")
    expect(told(page)).to_contain_text(words(key, name="<b>x</b>.json"))
    assert kept(page) == before
    expect(page.locator("#form\\.term-years")).to_have_value("2")


def test_a_file_of_another_tool_is_refused_by_its_name(visit: Open) -> None:
    page = visit(PAGE)
    load(page, file(sheet(), tool="action-plan"))
    expect(told(page)).to_contain_text(words("sheets-other-tool", name="sheets.json", tool="action-plan"))
    assert kept(page) == []


def test_a_script_in_a_value_stays_a_text(visit: Open) -> None:
    page = visit(PAGE)
    evil = '<img src=x onerror="window.hit = 1"><script>window.hit = 1</script>'
    load(page, file(sheet(title=evil[:80], values={"complaints-to": evil, "other-groups.1.group": evil})))
    expect(page.locator("#form\\.complaints-to")).to_have_value(evil)
    assert page.evaluate("window.hit") is None
    assert page.locator("main img[src=x], main article script").count() == 0


def test_the_table_has_what_is_filled_in(visit: Open) -> None:
    page = visit(f"en/{PAGE}")
    cell(page, "members", "now").fill("12")
    cell(page, "officers", "now").fill("4")
    page.check("[name='groups.police.present']")
    page.check("#form\\.rules\\.free-will")
    page.fill("#form\\.complaints-to", "=1+1")
    page.fill("#sheets-title", "Namuna")
    with page.expect_download() as download:
        press(page, "sheets-save-table", "en")
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["Sheet", "Question", "Row", "Column", "Entry"]
    said = {tuple(row[2:]) for row in rows[1:]}
    assert ("Police", "Present", "yes") in said
    assert ("All members (10–16 people)", "Number now", "12") in said
    assert ("Police officers (25 % at most)", "Share now", "33 % · above 25") in said
    assert ("", "", "'=1+1") in said
    assert all(row[0] == "Namuna" for row in rows[1:])


# Results and charts


@pytest.mark.parametrize("locale", PREFIX)
def test_shares_are_worked_out_and_judged(visit: Open, locale: str) -> None:
    page = visit(PREFIX[locale] + PAGE)
    for row, number in BALANCE.items():
        cell(page, row, "now").fill(str(number))
    good = f" ✓ · {words('form-within', locale)}"
    expect(cell(page, "women", "share")).to_have_text(f"50 %{good}")
    expect(cell(page, "under-thirty", "share")).to_have_text(f"29 %{good}")
    expect(cell(page, "officers", "share")).to_have_text(f"21 %{good}")
    cell(page, "officers", "now").fill("4")
    expect(cell(page, "officers", "share")).to_have_text(f"29 % · {words('form-too-high', locale, n=25)}")
    cell(page, "women", "now").fill("5")
    expect(cell(page, "women", "share")).to_have_text(f"36 % · {words('form-too-low', locale, n=40)}")
    cell(page, "women", "now").fill("1–4")
    expect(cell(page, "women", "share")).to_have_text(words("form-unclear", locale))
    cell(page, "members", "now").fill("")
    expect(cell(page, "men", "share")).to_have_text("")
    cell(page, "members", "now").fill("0")
    expect(cell(page, "men", "share")).to_have_text("")


def test_the_chart_draws_what_the_table_says(visit: Open) -> None:
    page = visit(PAGE)
    chart = page.locator(".tool-chart")
    expect(chart).to_contain_text(words("chart-empty"))
    press(page, "sheets-example")
    bars = chart.locator("rect.chart-part-2")
    widths = [float(width or 0) for width in bars.evaluate_all("all => all.map(bar => bar.getAttribute('width'))")]
    whole = widths[0]  # of all members
    assert [round(100 * width / whole) for width in widths[:5]] == [100, 50, 50, 29, 21]
    expect(chart.locator(".chart-limit")).to_have_count(4)


FORMULAS = """
fields:
  - {id: a, kind: number, label: {tg: А, ru: А, en: A}}
  - {id: b, kind: number, label: {tg: Б, ru: Б, en: B}}
  - {id: agreed, kind: check, label: {tg: Бале, ru: Да, en: Agreed}}
  - {id: calm, kind: scale, from: 1, to: 5, label: {tg: Ором, ru: Спокойно, en: Calm}}
  - id: many
    kind: choices
    label: {tg: Чанд, ru: Несколько, en: Several}
    options:
      - {id: x, label: {tg: х, ru: х, en: x}}
      - {id: y, points: 4, label: {tg: у, ru: у, en: y}}
  - {id: sum, kind: result, label: {tg: Ҷамъ, ru: Сумма, en: Sum}, formula: {do: sum, of: [a, b, many]}}
  - {id: mean, kind: result, label: {tg: Миёна, ru: Среднее, en: Mean}, formula: {do: mean, of: [a, b]}}
  - id: count
    kind: result
    label: {tg: Шумор, ru: Счёт, en: Count}
    formula: {do: count, of: [a, agreed, calm, many]}
  - {id: less, kind: result, label: {tg: Фарқ, ru: Разница, en: Less}, formula: {do: difference, of: [a, b]}}
  - id: rate
    kind: result
    label: {tg: Ба 1000, ru: На 1000, en: Rate}
    formula: {do: rate, of: [a], base: b, per: 1000}
  - {id: shown, kind: result, label: {tg: Нашр, ru: Печать, en: Shown}, formula: {do: publish, of: [a]}}
  - id: risks
    kind: table
    label: {tg: Хатарҳо, ru: Риски, en: Risks}
    columns:
      - {id: harm, kind: scale, from: 1, to: 3, label: {tg: Зарар, ru: Вред, en: Harm}}
      - {id: odds, kind: number, label: {tg: Эҳтимол, ru: Вероятность, en: Odds}}
      - id: risk
        kind: result
        label: {tg: Хатар, ru: Риск, en: Risk}
        formula:
          do: product
          of: [harm, odds]
          levels:
            - {from: 0, label: {tg: паст, ru: низкий, en: low}, mark: good}
            - {from: 6, label: {tg: баланд, ru: высокий, en: high}, mark: stop}
    rows:
      - {id: one, label: {tg: Як, ru: Один, en: One}}
      - {id: two, label: {tg: Ду, ru: Два, en: Two}}
      - {id: three, label: {tg: Се, ru: Три, en: Three}}
  - {id: worst, kind: result, label: {tg: Ҳама, ru: Всего, en: All}, formula: {do: sum, of: [risks.risk]}}
  - id: plan
    kind: table
    label: {tg: Нақша, ru: План, en: Plan}
    columns:
      - {id: task, kind: text, label: {tg: Кор, ru: Дело, en: Task}}
      - {id: from, kind: date, label: {tg: Аз, ru: С, en: From}}
      - {id: until, kind: date, label: {tg: То, ru: До, en: Until}}
    blank-rows: 2
  - id: web
    kind: chart
    label: {tg: Тор, ru: Сеть, en: Web}
    chart: {shape: radar, of: risks, columns: [harm], most: 3}
  - id: time
    kind: chart
    label: {tg: Вақт, ru: Время, en: Time}
    chart: {shape: timeline, of: plan, columns: [from, until]}
  - {id: part-board, kind: part, label: {tg: Тахта, ru: Доска, en: The board}}
  - {id: period, kind: text, board: true, label: {tg: Давра, ru: Период, en: Period}}
  - id: thefts
    kind: table
    label: {tg: Дуздӣ, ru: Кражи, en: Thefts}
    help: {tg: Шуморед., ru: Посчитайте., en: Count.}
    columns:
      - {id: place, kind: text, board: true, label: {tg: Ҷой, ru: Место, en: Place}}
      - {id: inside, kind: number, label: {tg: Дар шуъба, ru: Для отдела, en: Inside}}
      - id: shown
        kind: result
        board: true
        label: {tg: Дар тахта, ru: На доске, en: Board}
        formula: {do: publish, of: [inside], among: [thefts.inside]}
    blank-rows: 6
  - {id: all, kind: result, label: {tg: Ҷамъ, ru: Сумма, en: Sum}, formula: {do: sum, of: [thefts.inside]}}
  - id: all-shown
    kind: result
    board: true
    label: {tg: Ҷамъ, ru: Сумма, en: Sum for the board}
    formula: {do: publish, of: [all]}
  - id: all-of-board
    kind: result
    label: {tg: Ҷамъ, ru: Сумма, en: Sum of the board}
    formula: {do: sum, of: [thefts.shown]}
  - id: drawn
    kind: chart
    board: true
    label: {tg: Расм, ru: Рисунок, en: Drawing}
    chart: {shape: bars, of: thefts, columns: [shown]}
  - {id: part-request, kind: part, label: {tg: Дархост, ru: Запрос, en: The request}}
  - id: asked
    kind: table
    label: {tg: Саволҳо, ru: Вопросы, en: Questions}
    columns:
      - id: answer
        kind: choice
        label: {tg: Ҷавоб, ru: Ответ, en: Answer}
        options:
          - {id: 'yes', points: 2, label: {tg: ҳа, ru: да, en: 'yes'}}
          - {id: unclear, points: 1, label: {tg: номаълум, ru: неясно, en: unclear}}
          - {id: 'no', points: 0, label: {tg: не, ru: нет, en: 'no'}}
    rows:
      - {id: task, label: {tg: Вазифа, ru: Задача, en: Task}}
      - {id: sums, label: {tg: Ҷамъ, ru: Суммы, en: Sums}}
      - {id: allowed, label: {tg: Иҷозат, ru: Право, en: Allowed}}
  - id: decision
    kind: result
    label: {tg: Қарор, ru: Решение, en: Decision}
    formula:
      do: least
      of: [asked.answer]
      levels:
        - {from: 0, label: {tg: надиҳед, ru: не давать, en: do not give}, mark: stop}
        - {from: 1, label: {tg: пурсед, ru: спросить, en: ask first}, mark: warning}
        - {from: 2, label: {tg: диҳед, ru: дать, en: give}, mark: good}
  - {id: smallest, kind: result, label: {tg: Хурд, ru: Наименьшее, en: Least}, formula: {do: least, of: [a, b]}}
  - {id: part-order, kind: part, label: {tg: Тартиб, ru: Порядок, en: The order}}
  - id: steps
    kind: order
    label: {tg: Қадамҳо, ru: Шаги, en: Steps}
    options:
      - {id: listen, label: {tg: гӯш, ru: слушать, en: listen}, why: {tg: Аввал., ru: Сразу., en: People speak first.}}
      - {id: plan, label: {tg: нақша, ru: план, en: plan}, why: {tg: Баъд., ru: Потом., en: It answers what you heard.}}
      - {id: act, label: {tg: амал, ru: дело, en: act}, why: {tg: Сеюм., ru: Третье., en: Nobody acts without a plan.}}
      - {id: look, label: {tg: нигоҳ, ru: взгляд, en: look back}, why: {tg: Охир., ru: В конце., en: It comes last.}}
"""


@pytest.fixture(scope="session")
def formula_page(tmp_path_factory: pytest.TempPathFactory, built: Build) -> Path:
    """The learner site with another form in its page, as the build would write it."""
    folder = tmp_path_factory.mktemp("formulas") / "site"
    shutil.copytree(built("learner")[0], folder)
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "docs" / "data", root / "docs" / "data")
    (root / "docs" / "data" / "tools" / f"{TOOL}.yml").write_text(FORMULAS, encoding="utf-8")
    course = load_course(root)
    page = folder / "en" / PAGE
    html = page.read_text(encoding="utf-8")
    start = html.index('<div class="screen no-print" id="fill-in"')
    end = html.index("<h2", start)
    made = html[:start] + placed(course, "en", course.tools[TOOL]) + html[end:]
    script = re.search(r"<script[^>]*/form\.js[^>]*></script>", made)
    assert script
    made = made.replace(script[0], script[0].replace("/form.js", "/order.js") + script[0])
    page.write_text(made, encoding="utf-8")
    return folder


@pytest.fixture
def formulas(browser: Browser, formula_page: Path) -> Iterator[Page]:
    page = browser.new_page()
    page.goto((formula_page / "en" / PAGE).as_uri())
    yield page
    page.close()


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.fill(f"[name='{name}']", value)


def results(page: Page, *names: str) -> list[str]:
    return [page.locator(f"output[name='{name}']").inner_text() for name in names]


def test_results_of_single_fields(formulas: Page) -> None:
    names = ("sum", "mean", "count", "less", "rate", "shown")
    assert results(formulas, *names) == ["0", "", "0", "", "", ""]
    fill(formulas, a="7")
    assert results(formulas, *names) == ["7", "7.0", "1", "", "", "7"]
    fill(formulas, b="2000")
    assert results(formulas, *names) == ["2007", "1003.5", "1", "−1993", "3.5", "7"]
    fill(formulas, a="2,5")
    assert results(formulas, *names) == ["2002.5", "1001.3", "1", "−1997.5", "1.3", "hidden (1–4)"]
    fill(formulas, a="0")
    assert results(formulas, "shown", "rate") == ["0", "0.0"]
    fill(formulas, a="many")
    assert results(formulas, *names) == ["unclear", "unclear", "1", "unclear", "unclear", "unclear"]
    fill(formulas, a="")
    formulas.check("[name=agreed]")
    formulas.check("#form\\.calm\\.3")
    formulas.check("#form\\.many\\.x")
    formulas.check("#form\\.many\\.y")
    assert results(formulas, "count", "sum") == ["3", "2005"]


def test_results_of_rows_and_of_results(formulas: Page) -> None:
    formulas.select_option("[name='risks.one.harm']", "3")
    assert results(formulas, "risks.one.risk", "worst") == ["", ""]
    fill(formulas, **{"risks.one.odds": "2"})
    formulas.select_option("[name='risks.two.harm']", "1")
    fill(formulas, **{"risks.two.odds": "2"})
    assert results(formulas, "risks.one.risk", "risks.two.risk", "risks.three.risk", "worst") == [
        "6 · high",
        "2 · low",
        "",
        "8",
    ]
    assert formulas.locator("output[name='risks.one.risk']").get_attribute("class") == "stop"


def test_a_web_and_a_timeline_are_drawn(formulas: Page) -> None:
    web, time, _ = formulas.locator(".tool-chart").all()
    for row, value in (("one", "3"), ("two", "1"), ("three", "2")):
        formulas.select_option(f"[name='risks.{row}.harm']", value)
    points = web.locator(".chart-web-1").get_attribute("points") or ""
    shares = [
        round(((float(x) - 320) ** 2 + (float(y) - 190) ** 2) ** 0.5 / 130, 2)
        for x, y in (point.split(",") for point in points.split())
    ]
    assert shares == [1.0, 0.33, 0.67]

    expect(time).to_contain_text(words("chart-empty", "en"))
    fill(formulas, **{"plan.1.task": "Lamp", "plan.1.from": "01.03.2027", "plan.1.until": "31.03.2027"})
    fill(formulas, **{"plan.2.task": "Path", "plan.2.from": "16.03.2027", "plan.2.until": "31.02.2027"})
    expect(time.locator("rect")).to_have_count(1)  # the second one ends on no day
    fill(formulas, **{"plan.2.until": "31.03.2027"})
    left = time.locator("rect").evaluate_all("all => all.map(bar => Number(bar.getAttribute('x')))")
    assert [round(x) for x in left] == [210, 420]
    expect(time.locator("svg")).to_contain_text("01.03.202731.03.2027")


def test_a_decision_waits_for_every_answer_that_can_change_it(formulas: Page) -> None:
    def decision(**answers: str) -> str:
        for row, answer in answers.items():
            formulas.select_option(f"[name='asked.{row}.answer']", answer)
        return results(formulas, "decision")[0]

    assert decision() == ""
    assert decision(task="yes") == "2 answers are missing"
    assert decision(sums="unclear") == "1 answer is missing"
    assert decision(allowed="yes") == "ask first"
    assert decision(sums="yes") == "give"
    assert formulas.locator("output[name=decision]").get_attribute("class") == "good"
    assert decision(sums="", allowed="no") == "do not give"  # one is enough
    assert decision(task="", allowed="") == ""
    fill(formulas, a="7")
    assert results(formulas, "smallest") == ["1 answer is missing"]
    fill(formulas, b="2,5")
    assert results(formulas, "smallest") == ["2.5"]


ALONE = "hidden (otherwise the sum gives the other hidden number away)"
TOGETHER = "hidden (the other hidden numbers are less than 5 together)"


def publish(page: Page, *numbers: str) -> list[str]:
    """What the board says of some numbers."""
    fill(page, **{f"thefts.{row}.inside": number for row, number in enumerate(numbers, start=1)})
    return results(page, *(f"thefts.{row}.shown" for row in range(1, len(numbers) + 1)))


def test_a_second_number_is_hidden_beside_a_sum_and_says_why(formulas: Page) -> None:
    assert publish(formulas, "15", "11", "7", "3") == ["15", "11", ALONE, "hidden (1–4)"]
    assert results(formulas, "all-shown", "all-of-board") == ["36", "unclear"]
    assert publish(formulas, "15", "11", "7", "7") == ["15", "11", "7", "7"]
    assert publish(formulas, "6", "2", "1", "0") == [TOGETHER, "hidden (1–4)", "hidden (1–4)", "0"]
    assert publish(formulas, "6", "2", "3", "0") == ["6", "hidden (1–4)", "hidden (1–4)", "0"]  # 5 together
    assert publish(formulas, "8", "8", "4", "") == [ALONE, "8", "hidden (1–4)", ""]  # of equal ones the first
    assert publish(formulas, "0", "0", "4", "") == ["0", "0", "hidden (1–4)", ""]  # a zero stays
    assert results(formulas, "all-shown") == ["hidden (1–4)"]
    assert publish(formulas, "some", "9", "4", "") == ["unclear", ALONE, "hidden (1–4)", ""]


def board(page: Page) -> None:
    """A filled-in board of three places, of which two are hidden, and the choice to print nothing else."""
    fill(
        page, period="2026", **{f"thefts.{row}.place": name for row, name in ((1, "North"), (2, "South"), (3, "East"))}
    )
    publish(page, "9", "6", "3")
    page.select_option("#sheets-scope", label=words("sheets-scope-board", "en"))


def test_a_chart_has_no_bar_for_a_hidden_number(formulas: Page) -> None:
    board(formulas)
    chart = formulas.locator(".tool-chart").nth(2)
    expect(chart.locator("rect")).to_have_count(1)
    expect(chart.locator("svg text")).to_have_text(["North", "9", "South", "hidden", "East", "hidden"])


def test_only_the_board_is_printed_and_saved(formulas: Page) -> None:
    board(formulas)
    with formulas.expect_download() as download:
        press(formulas, "sheets-save-table", "en")
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert [row[1:] for row in rows[1:]] == [
        ["Period", "", "", "2026"],
        *(
            ["Thefts", str(row), column, said]
            for row, place, shown in ((1, "North", "9"), (2, "South", "hidden"), (3, "East", "hidden"))
            for column, said in (("Place", place), ("Board", shown))
        ),
        ["Sum for the board", "", "", "18"],
    ]

    assert print_only(formulas) == [
        *("Period", "Thefts", "Place", "Board", "1", "9", "2", "hidden", "3", "hidden"),
        *("Sum for the board", "18", "Drawing"),
    ]
    formulas.emulate_media(media="print")
    expect(formulas.locator("[name='thefts.1.place']")).to_be_visible()
    expect(formulas.locator("[name='thefts.1.inside'], [name='thefts.4.place']").first).to_be_hidden()
    expect(formulas.locator(".tool-chart").nth(2)).to_be_visible()
    formulas.emulate_media(media="screen")
    formulas.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(formulas.locator("[name='thefts.1.inside']")).to_be_visible()
    assert publish(formulas, "9", "6", "3") == ["9", ALONE, "hidden (1–4)"]


def test_one_part_is_printed(formulas: Page) -> None:
    scope = formulas.get_by_label(words("sheets-scope", "en"))
    scope.focus()
    for _ in range(3):
        formulas.keyboard.press("ArrowDown")
    expect(scope.locator("option:checked")).to_have_text("The request")
    assert print_only(formulas) == [
        words("form-notice", "en"),
        *("The request", "Questions", "Answer", "Task", "Sums", "Allowed", "Decision", "Least"),
    ]
    formulas.evaluate("window.dispatchEvent(new Event('afterprint'))")
    scope.select_option(label="The order")
    assert print_only(formulas)[1:3] == ["The order", "Steps"]


SEEN = """() => [...document.querySelectorAll(".tool-form *")].filter(one => one.checkVisibility())
  .filter(one => !["OPTION", "SELECT", "text", "svg"].includes(one.tagName))
  .map(one => [...one.childNodes].filter(node => node.nodeType === 3).map(node => node.textContent.trim()).join(""))
  .filter(Boolean)"""
"""What is to be read in a form, beside what is filled in."""


def print_only(page: Page) -> list[str]:
    page.evaluate("window.print = () => {}")
    press(page, "sheets-print", "en")
    page.emulate_media(media="print")
    seen = list(page.evaluate(SEEN))
    page.emulate_media(media="screen")
    return seen


# Cards in order


def cards(page: Page) -> list[str]:
    return page.locator(".tool-cards label").all_inner_texts()


def move(page: Page, card: str, to: int) -> None:
    """By keyboard, one place after the other."""
    while (steps := to - cards(page).index(card)) != 0:
        button = page.get_by_role("button", name=words("order-down" if steps > 0 else "order-up", "en", card=card))
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_be_focused()


def test_cards_are_put_in_order_by_keyboard_and_checked(formulas: Page) -> None:
    right = ["listen", "plan", "act", "look back"]
    order = formulas.locator(".tool-order")
    status = order.get_by_role("status")
    shuffled = cards(formulas)
    assert sorted(shuffled) == sorted(right) != shuffled != right
    assert "People speak first." not in order.inner_text()
    check = order.get_by_role("button", name=words("order-check", "en"))

    for place, card in enumerate(["look back", "listen", "plan", "act"]):
        move(formulas, card, place)
    expect(formulas.locator(".announced")).to_contain_text("place")
    check.click()
    expect(status).to_have_text("Move 1 card. The others are in order.")
    expect(order.locator(".misplaced")).to_have_count(1)
    expect(order.locator(".misplaced .card-why")).to_have_text("Move this card. It comes last.")

    move(formulas, "look back", 3)
    expect(order.locator(".misplaced")).to_have_count(0)
    expect(status).to_have_text("")
    check.click()
    expect(status).to_have_text("All cards are in their places.")
    assert [kept(formulas)[0]["values"][f"steps.{card}"] for card in ("listen", "plan", "act", "look")] == list("1234")

    formulas.reload()
    assert cards(formulas) == right
    order.get_by_role("button", name=words("order-again", "en")).click()
    assert cards(formulas) == shuffled
    assert kept(formulas)[0]["values"] == {}


def test_cards_are_moved_with_the_pointer_and_have_boxes_on_paper(formulas: Page) -> None:
    before = cards(formulas)
    handles = formulas.locator(".card-handle")
    handles.first.scroll_into_view_if_needed()
    start, end = (handles.nth(place).bounding_box() for place in (0, 2))
    assert start
    assert end
    formulas.mouse.move(start["x"] + 5, start["y"] + 5)
    formulas.mouse.down()
    formulas.mouse.move(end["x"] + 5, end["y"] + 5, steps=12)
    formulas.mouse.up()
    assert cards(formulas) == [before[1], before[2], before[0], before[3]]
    boxes = formulas.locator(".tool-cards [type=text]")
    assert [box.input_value() for box in boxes.all()] == ["1", "2", "3", "4"]
    expect(boxes.first).to_be_hidden()
    formulas.emulate_media(media="print")
    expect(boxes.first).to_be_visible()
    expect(formulas.locator(".card-moves, .card-handle").first).to_be_hidden()


# On paper and on a phone


def test_only_the_form_is_printed_on_request(visit: Open) -> None:
    page = visit(PAGE)
    page.evaluate("window.print = () => { window.printed = document.body.className }")
    press(page, "sheets-print")
    assert "form-paper" in page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.locator("article > h2").first).to_be_hidden()
    expect(page.locator("[data-screen=sheets]")).to_be_hidden()
    expect(page.locator(".tool-form")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator("article > h2").first).to_be_visible()


def test_a_link_to_the_example_opens_it_once_beside_what_is_there(visit: Open) -> None:
    page = visit(PAGE)
    page.fill("#form\\.complaints-to", "ҷамоат")
    for _ in range(2):
        page = visit(f"{PAGE}#example", page)
        expect(told(page)).to_contain_text(words("sheets-example-opened"))
        expect(cell(page, "women", "next")).to_have_value("7")
        expect(told(page)).to_be_in_viewport()
        assert kept(page)[0]["values"] == {"complaints-to": "ҷамоат"}
        assert len(kept(page)) == 2


def test_the_form_fits_a_phone(visit: Open) -> None:
    page = visit(PAGE, viewport=PHONE)
    press(page, "sheets-example")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_without_scripts_the_form_is_still_there(visit: Open) -> None:
    page = visit(PAGE, java_script_enabled=False)
    page.fill("#form\\.complaints-to", "ҷамоат")
    expect(page.locator(".tool-screen")).to_have_text(words("form-not-sent"))
