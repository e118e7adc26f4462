"""Every tool of the toolkit in Chromium, from a folder and without network: filled in, kept, worked out and printed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from browsing import PREFIX, Open, Site
from conftest import ROOT
from playwright.sync_api import Page, expect
from records import words

FORMS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in ROOT.glob("docs/data/tools/*.yml")}
GOLDEN = ROOT / "tests" / "golden" / "tools"
CASES: dict[str, list[dict[str, Any]]] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in GOLDEN.glob("*.yml")
}
LOCALES = {"do-no-harm": "ru", "perception-survey": "ru", "youth-activity": "ru", "detention-card": "en"} | {
    "complaints-pack": "en",
    "data-sheet": "en",
}
"""In which language a tool is tried; the others in Tajik."""

A4 = {"width": 680, "height": 1000}
"""What margins leave of a sheet of A4, in CSS pixels."""

LETTERS = "Ғайрат, қишлоқ, ҳамсоя, ҷамоат, кӯча, баҳорӣ: "

FILL = """values => {
  const named = name => [...document.querySelectorAll(`.tool-form [name="${name}"]`)]
  for (const [name, value] of Object.entries(values)) {
    const inputs = named(name)
    if (!inputs.length) throw new Error(`no input ${name}`)
    for (const input of inputs) {
      if (input.type === "checkbox" && value === true) input.checked = true
      else if (input.type === "checkbox") input.checked = value.includes(input.value)
      else if (input.type === "radio") input.checked = input.value === value
      else input.value = value
    }
    inputs[0].dispatchEvent(new Event("input", { bubbles: true }))
  }
}"""
"""Fills in a form as a visitor does, one input after the other."""

READ = """() => {
  const found = {}
  for (const input of document.querySelectorAll(".tool-form input, .tool-form select, .tool-form textarea")) {
    const { name, value } = input
    if (input.type === "radio") { if (input.checked) found[name] = value }
    else if (input.type !== "checkbox") { if (value) found[name] = value }
    else if (!input.checked) continue
    else if (input.hasAttribute("value")) found[name] = [...(found[name] || []), value]
    else found[name] = true
  }
  return found
}"""
"""What a form shows, by the names of its inputs."""

INPUTS = """() => [...document.querySelector(".tool-form").querySelectorAll("input, select, textarea")].map(input => ({
  name: input.name,
  kind: input.tagName === "INPUT" ? input.inputMode || input.type : input.tagName.toLowerCase(),
  values: input.tagName === "SELECT" ? [...input.options].map(option => option.value).filter(Boolean)
    : input.hasAttribute("value") ? [input.value] : []
}))"""

RESULTS = f"""([cases, again]) => cases.map(values => {{
  const fill = {FILL}
  const button = [...document.querySelectorAll("[data-screen=sheets] button")].find(one => one.textContent === again)
  if (button) button.click()
  fill(values)
  return Object.fromEntries([...document.querySelectorAll(".tool-form output")].map(one => [one.name, one.textContent]))
}})"""
"""What the results of a form say for each of some sheets."""

CLIPPED = """() => [...document.querySelectorAll(".tool-form *")].filter(one => one.checkVisibility()).filter(one =>
  (one.tagName === "TEXTAREA" && one.scrollHeight > one.clientHeight)
  || (one.tagName === "INPUT" && one.scrollWidth > one.clientWidth)
  || (!one.closest(".visually-hidden") && one.getBoundingClientRect().right > innerWidth + 1)
).map(one => `${one.tagName} ${one.getAttribute("name") || one.className || one.textContent.slice(0, 40)}`)"""
"""What of a form is cut off by its own edge or by that of the page."""

BESIDE = """() => [...document.body.querySelectorAll("*")].filter(one => {
  const said = [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
  const { width, height } = one.getBoundingClientRect()
  const seen = one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && width > 1 && height > 1
  return said && seen && !one.closest(".tool-form, h1")
}).map(one => one.textContent.trim().slice(0, 60))"""
"""What is to be read on a page beside its title and its form."""


@pytest.fixture
def site(learner_site: Path) -> Site:
    """The learner edition in a folder."""
    return Site(f"{learner_site.as_uri()}/")


def page_of(tool: str, locale: str) -> str:
    return f"{PREFIX[locale]}toolkit/{tool}.html"


def press(page: Page, key: str, locale: str) -> None:
    page.locator("[data-screen=sheets]").get_by_role("button", name=words(key, locale), exact=True).click()


def downloaded(page: Page, key: str, locale: str) -> str:
    with page.expect_download() as download:
        press(page, key, locale)
    return Path(download.value.path()).read_text(encoding="utf-8-sig")


def filling(page: Page) -> dict[str, Any]:
    """Something of its kind for every input of the form on a page."""
    found: dict[str, Any] = {}
    for number, one in enumerate(page.evaluate(INPUTS)):
        match one["kind"]:
            case "textarea":
                found[one["name"]] = f"{LETTERS * (1 + number % 3)}{number}"
            case "decimal":
                found[one["name"]] = f"{number % 9},5" if number % 2 else "12000"
            case "numeric":
                found[one["name"]] = f"{1 + number % 28:02}.10.2026"
            case "checkbox" if not one["values"]:
                found[one["name"]] = True
            case "checkbox":
                found.setdefault(one["name"], []).extend(one["values"])
            case _:  # of those to choose from the last one
                found[one["name"]] = one["values"][-1]
    return found


def shown(locale: str, value: Any) -> Any:
    """A value of an example as its form shows it."""
    if isinstance(value, dict):
        return " ".join(value[locale].split())
    if isinstance(value, bool | list | str):
        return value
    return str(value) if locale == "en" else str(value).replace(".", ",")


def plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in values.items()}


# What is filled in


@pytest.mark.parametrize("tool", sorted(FORMS))
def test_a_tool_is_filled_in_kept_saved_loaded_and_printed(visit: Open, tool: str) -> None:
    locale = LOCALES.get(tool, "tg")
    page = visit(page_of(tool, locale), viewport={"width": 1366, "height": 900})
    exposed = page.locator(".exit-link").count() > 0
    assert exposed == (tool == "first-response")
    assert page.evaluate(READ) == {}
    values = filling(page)

    in_steps = page.get_by_role("button", name=words("steps-all", locale))
    if in_steps.count():
        in_steps.click()

    # the first one by hand, the others at once
    first = next(name for name, value in values.items() if isinstance(value, str) and value.startswith(LETTERS))
    page.fill(f"[name='{first}']", values[first])
    page.evaluate(FILL, values)
    assert page.evaluate(READ) == values
    saved = json.loads(downloaded(page, "sheets-save", locale))
    assert [sheet["values"] for sheet in saved["sheets"]] == [values]

    if exposed:
        keeps_nothing(page)
    else:
        page.reload()
        assert page.evaluate(READ) == values
        has_a_table(page, locale, values)
    print_shows_the_form(page, locale)

    if not exposed:
        press(page, "sheets-delete", locale)
    assert page.evaluate(READ) == {}
    file = {"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(saved).encode()}
    page.locator("#sheets-file").set_input_files(file)
    form = "other" if locale == "tg" else "one"
    expect(page.locator(".sheets-news")).to_contain_text(words("sheets-loaded", locale, form=form, n=1))
    assert page.evaluate(READ) == values

    opens_its_example(page, tool, locale)


def keeps_nothing(page: Page) -> None:
    everything = "() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])"
    assert not [key for key in page.evaluate("Object.keys(localStorage)") if key.startswith("hamkori-sheets")]
    assert LETTERS not in page.evaluate(everything)
    page.reload()
    assert page.evaluate(READ) == {}


def has_a_table(page: Page, locale: str, values: dict[str, Any]) -> None:
    text = downloaded(page, "sheets-save-table", locale)
    head, *rows = csv.reader(io.StringIO(text), delimiter="," if locale == "en" else ";")
    assert head == [
        words(key, locale)
        for key in ("sheets-chooser", "sheets-csv-field", "sheets-csv-row", "sheets-csv-column", "sheets-csv-value")
    ]
    worked_out = page.locator(".tool-form output").all_text_contents()
    entries = Counter(row[-1].removeprefix("'") for row in rows)
    said = page.evaluate(
        """() => [...document.querySelectorAll(".tool-form select, .tool-form textarea, .tool-form [type=text]")]
          .map(one => (one.selectedOptions ? one.selectedOptions[0].textContent : one.value))"""
    )
    assert not Counter(said) - entries
    assert len(rows) == len(values) + len([text for text in worked_out if text])


def print_shows_the_form(page: Page, locale: str) -> None:
    page.set_viewport_size(A4)
    page.evaluate("window.print = () => { window.printed = document.body.className }")
    press(page, "sheets-print", locale)
    assert "form-paper" in page.evaluate("window.printed")
    page.emulate_media(media="print")
    assert page.evaluate(BESIDE) == []
    assert page.evaluate(CLIPPED) == []
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.set_viewport_size({"width": 1366, "height": 900})


def opens_its_example(page: Page, tool: str, locale: str) -> None:
    example = FORMS[tool].get("example")
    button = page.get_by_role("button", name=words("sheets-example", locale), exact=True)
    expect(button).to_have_count(1 if example else 0)
    if not example:
        return
    button.click()
    expect(page.locator(".sheets-news")).to_contain_text(words("sheets-example-opened", locale))
    assert plain(page.evaluate(READ)) == {name: shown(locale, value) for name, value in example["values"].items()}


def test_a_tick_that_comes_first_stays(visit: Open) -> None:
    page = visit(page_of("action-plan", "tg"))
    page.locator("[name='smart.specific.passed']").click()
    assert page.evaluate(READ) == {"smart.specific.passed": True}


def test_the_filled_in_form_of_a_template_is_printed_as_a_document(visit: Open) -> None:
    page = visit(page_of("grant-report", "en"), viewport=A4)
    page.evaluate("window.print = () => {}")
    title, hint = page.get_by_role("heading", level=1), page.locator("#help\\.promised")
    rows = page.locator("[data-table='money'] tbody tr:visible")
    press(page, "sheets-print", "en")
    page.emulate_media(media="print")
    assert (title.is_visible(), hint.is_visible(), rows.count()) == (True, True, 6)
    page.emulate_media(media="screen")
    press(page, "sheets-example", "en")
    press(page, "sheets-print", "en")
    page.emulate_media(media="print")
    assert (title.is_visible(), hint.is_visible(), rows.count()) == (False, False, 2)
    assert page.evaluate(CLIPPED) == []
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert hint.is_visible()


# Steps


def test_sara_is_gone_through_step_by_step(visit: Open) -> None:
    page = visit(page_of("sara-worksheet", "en"), viewport={"width": 390, "height": 800})
    headings, steps = page.locator(".tool-part"), page.locator(".form-steps a")
    back, on = (page.get_by_role("button", name=words(key, "en"), exact=True) for key in ("steps-back", "steps-next"))

    def shown() -> list[int]:
        return [place for place, one in enumerate(headings.all(), 1) if one.is_visible()]

    assert (shown(), back.is_visible(), steps.count()) == ([1], False, 5)
    expect(page.get_by_label("Sheet begun on (date)")).to_be_visible()
    for column, score in {"often": "3", "harm": "2", "groups": "3", "change": "3"}.items():
        page.select_option(f"[name='matrix.1.{column}']", score)
    expect(page.locator("[name='matrix.1.sum']")).to_have_text("11 · take first")
    assert steps.all_inner_texts()[:2] == ["Step 1. Choose one problem · begun", "Step 2. State the problem"]

    on.focus()
    page.keyboard.press("Enter")
    expect(headings.nth(1)).to_be_focused()
    expect(headings.nth(1)).to_be_in_viewport()
    page.fill("[name='hours.evening.busy']", "7")
    expect(page.locator(".tool-chart svg")).to_be_visible()
    page.locator(".form-steps").get_by_role("link", name="Step 3").click()
    expect(headings.nth(2)).to_be_focused()
    expect(page.get_by_role("img", name="In the middle the triangle of a recurring problem.")).to_be_visible()
    assert page.locator("[aria-current=step]").all_inner_texts() == ["Step 3. Ask why"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.go_back()
    expect(headings.nth(1)).to_be_visible()
    page.go_forward()
    page.reload()
    expect(headings.nth(2)).to_be_focused()
    assert [" · begun" in text for text in steps.all_inner_texts()] == [True, True, False, False, False]

    page.evaluate("location.hash = 'part.part-measure'")
    expect(on).to_be_hidden()
    back.click()
    expect(headings.nth(3)).to_be_focused()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert shown() == [1, 2, 3, 4, 5]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert shown() == [4]
    page.emulate_media(media="print")
    assert (shown(), back.is_visible(), steps.first.is_visible()) == ([1, 2, 3, 4, 5], False, False)
    page.emulate_media(media="screen")
    page.get_by_role("button", name=words("steps-all", "en")).click()
    assert (shown(), on.is_visible(), page.locator("[aria-current=step]").count()) == ([1, 2, 3, 4, 5], False, 0)
    page.get_by_role("button", name=words("steps-one", "en")).click()
    assert shown() == [4]
    press(page, "sheets-new", "en")
    expect(page.get_by_label("Sheet begun on (date)")).to_be_focused()
    assert (shown(), "#" in page.url) == ([1], False)


def test_without_scripts_all_steps_are_there(visit: Open) -> None:
    page = visit(page_of("sara-worksheet", "tg"), java_script_enabled=False)
    assert all(heading.is_visible() for heading in page.locator(".tool-part").all())


# Results


def results_of(form: dict[str, Any]) -> set[str]:
    """Every value that a form works out: `field` or `table.column`."""
    return {field["id"] for field in form["fields"] if field["kind"] == "result"} | {
        f"{field['id']}.{column['id']}"
        for field in form["fields"]
        for column in field.get("columns", ())
        if column["kind"] == "result"
    }


def derived(name: str) -> str:
    table, *rest = name.split(".")
    return ".".join([table, *rest[1:]])


def test_every_result_has_cases_worked_out_by_hand() -> None:
    for tool, form in FORMS.items():
        told = Counter(result for case in CASES.get(tool, []) for result in {derived(name) for name in case["tg"]})
        assert {name: n for name, n in told.items() if n >= 2}.keys() == results_of(form), tool
        assert not told or any({"ru", "en"} <= case.keys() for case in CASES[tool]), tool


@pytest.mark.parametrize("tool", sorted(CASES))
def test_results_are_those_worked_out_by_hand(visit: Open, tool: str) -> None:
    page = None
    for locale in PREFIX:
        cases = [case for case in CASES[tool] if locale in case]
        page = visit(page_of(tool, locale), beside=page)
        filled = [{name: text(value) for name, value in case["fill"].items()} for case in cases]
        found = page.evaluate(RESULTS, [filled, words("sheets-new", locale)])
        for case, said in zip(cases, found, strict=True):
            assert {name: said[name] for name in case[locale]} == case[locale], case["case"]


def test_what_is_worked_out_from_something_unclear_is_unclear(visit: Open) -> None:
    page = visit(page_of("action-plan", "tg"))
    filled = {"sources.1.amount": "тақрибан 2400", "sources.1.state": "have", "sources.2.amount": "180"}
    [said] = page.evaluate(RESULTS, [[filled | {"sources.2.state": "promised"}], words("sheets-new")])
    assert (said["sources.1.sure"], said["found"]) == (words("form-unclear"), words("form-unclear"))


TYPED = {"12 000": "12000", "1\u00a0234\u202f567": "1234567", "−4": "−4", "0,125": "0,1", "7.5": "7,5"}
UNCLEAR = ("12,000", "12.000", "1 2", "12 0000", "1–4", "a", "12,")


def test_a_number_is_read_as_people_write_it(visit: Open) -> None:
    page = visit(page_of("action-plan", "tg"))
    cases = [{"costs.1.money": typed} for typed in (*TYPED, *UNCLEAR)]
    said = [one["money-sum"] for one in page.evaluate(RESULTS, [cases, words("sheets-new")])]
    assert said == [*TYPED.values(), *(words("form-unclear") for _ in UNCLEAR)]


def text(value: Any) -> Any:
    """A value of a case as it is typed."""
    return value if isinstance(value, bool | list) else str(value)


# Languages


@pytest.mark.parametrize("tool", sorted(FORMS))
def test_a_tool_has_the_same_inputs_in_every_language(learner_site: Path, tool: str) -> None:
    def inputs(locale: str) -> list[str]:
        html = (learner_site / page_of(tool, locale)).read_text(encoding="utf-8")
        form = html.partition('class="tool-form')[2].partition("</article>")[0]
        return re.findall(r'<(\w+) [^>]*?\bname="([^"]+)"', form)

    assert inputs("tg") == inputs("ru") == inputs("en") != []
