"""The form of a tool in print: choices that are shown, fields that are named and told."""

from __future__ import annotations

from io import StringIO
from xml.etree.ElementTree import Element, tostring

import tinyhtml5

from editions.fields import make_fillable, share_width, show_choices

SHORT = '<select name="risks.1.likely" aria-label="1: Likely?"><option value="">choose</option>' + "".join(
    f'<option value="{n}">{n}</option>' for n in (1, 2, 3)
)
LONG = (
    '<select name="risks.1.state" aria-label="1: How it goes"><option value="">choose</option>'
    '<option value="done">done</option><option value="late">late, or done only in part</option></select>'
)


def form(inner: str) -> Element:
    html = f'<div class="tool-form">{inner}</div>'
    found = tinyhtml5.parse(StringIO(html), namespace_html_elements=False).find(".//div")
    assert found is not None
    return found


def table(cell: str, label: str = "How it goes") -> Element:
    return form(
        '<fieldset class="tool-field tool-grid"><legend>Risks</legend><table class="tool-table"><tbody><tr>'
        f'<th>1</th><td data-label="{label}">{cell}</td></tr></tbody></table></fieldset>'
    )


def html(element: Element) -> str:
    return tostring(element, encoding="unicode", method="html")


def test_a_short_list_becomes_boxes_to_tick() -> None:
    made = table(f"{SHORT}</select>")
    show_choices(made)
    ticks = [
        f'<input type="radio" name="risks.1.likely" value="{n}" aria-label="1: Likely?: {n}">{n}' for n in (1, 2, 3)
    ]
    for tick in made.iter("input"):
        tick.attrib = {key: tick.attrib[key] for key in ("type", "name", "value", "aria-label")}
    assert f'<div class="ticks">{"".join(f"<div>{tick}</div>" for tick in ticks)}</div>' in html(made)
    assert made.find(".//select") is None
    assert made.find(".//p") is None


def widths(made: Element) -> list[str]:
    return [one.get("style", "") for one in made.iter("col")]


def test_columns_get_the_width_that_is_written_in_them() -> None:
    cells = '<td class="long-text"></td><td class="number"></td><td class="check"></td>'
    made = form(
        f"<table><thead><tr><td></td></tr></thead><tbody><tr><th>Women</th>{cells}</tr><tr><th>Men who work away"
        f" from home</th>{cells}</tr></tbody></table>"
    )
    share_width(made)
    assert widths(made) == ["width: 26.0%", "width: 44.2%", "width: 15.4%", "width: 14.4%"]  # of 27 + 46 + 16 + 15 mm
    assert "tight" not in html(made)


def test_a_table_that_wants_more_than_the_page_has_is_tight() -> None:
    scale = f'<td class="scale">{"<input>" * 5}</td>'
    made = form(f'<table class="tool-table"><tbody class="numbered"><tr><th>1</th>{scale * 4}</tr></tbody></table>')
    share_width(made)
    assert widths(made) == ["width: 4.8%", *["width: 23.8%"] * 4]  # of 9 + 4 * 45 mm
    assert '<table class="tight tool-table">' in html(made)


def test_a_table_without_rows_is_left_alone() -> None:
    made = form("<table><thead><tr><td></td></tr></thead></table>")
    share_width(made)
    assert widths(made) == []


def test_what_a_long_list_offers_stands_above_the_table() -> None:
    made = table(LONG)
    show_choices(made)
    fieldset = made.find("fieldset")
    assert fieldset is not None
    assert [one.tag for one in fieldset] == ["legend", "p", "table"]
    assert fieldset[1].text == "How it goes: done · late, or done only in part"
    assert made.find(".//select") is not None


def test_fields_of_a_table_say_table_row_and_column() -> None:
    made = table(
        f"{SHORT}</select>{LONG}" + '<output name="risks.1.sum" aria-label="1: Sum" data-formula="{}">x</output>'
    )
    show_choices(made)
    make_fillable(made)
    assert [
        (one.tag, one.get("name"), one.get("title"), one.get("type")) for one in made.iter() if one.get("name")
    ] == [
        ("input", "risks_1_likely", "Risks: 1: Likely?: 1", "radio"),
        ("input", "risks_1_likely", "Risks: 1: Likely?: 2", "radio"),
        ("input", "risks_1_likely", "Risks: 1: Likely?: 3", "radio"),
        ("select", "risks_1_state", "Risks: 1: How it goes", None),
        ("input", "risks_1_sum", "Risks: 1: Sum", "text"),
    ]
    assert [option.text or "" for option in made.iter("option")] == ["", "done", "late, or done only in part"]


def test_single_fields_and_options_say_their_question() -> None:
    made = form(
        '<div class="tool-field tool-text"><label for="form.goal">Goal</label>'
        '<textarea rows="1" id="form.goal" name="goal" aria-describedby="help.goal"></textarea></div>'
        '<div class="tool-field tool-long-text"><label for="form.why">Why</label>'
        '<textarea rows="4" id="form.why" name="why"></textarea></div>'
        '<div class="tool-field tool-date"><label for="form.day">Day</label>'
        '<input type="text" inputmode="numeric" placeholder="dd.mm.yyyy" id="form.day" name="day"></div>'
        '<fieldset class="tool-field tool-choices"><legend>How we tell</legend><div class="tool-option">'
        '<input type="checkbox" id="form.how.board" name="how" value="board">'
        '<label for="form.how.board">on the board</label></div></fieldset>'
        '<fieldset class="tool-field tool-order"><legend>Order</legend><div class="tool-cards">'
        '<div class="tool-option" data-place="2" data-why="Last."><input type="text" inputmode="decimal"'
        ' id="form.order.act" name="order.act"><label for="form.order.act">act</label></div></div></fieldset>'
    )
    make_fillable(made)
    assert [one.attrib for one in made.iter() if one.get("name")] == [
        {"name": "goal", "title": "Goal", "class": "entry"},
        {"name": "why", "title": "Why", "class": "entry several"},
        {"name": "day", "title": "Day", "type": "text", "class": "entry"},
        {
            "name": "how_board",
            "title": "How we tell: on the board",
            "type": "checkbox",
            "class": "tick checkbox",
            "value": "board",
        },
        {"name": "order_act", "title": "Order: act", "type": "text", "class": "entry"},
    ]
