"""The form of a tool in print: what can be chosen is shown, and in the tool's own print fields are filled in."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

_FEW = 24
"""A list in a table whose options have at most so many letters together becomes boxes to tick."""

_WIDTH = {"number": 16, "result": 18, "check": 15, "date": 23, "choice": 28, "text": 34, "long-text": 46}
"""How wide a column wants to be, in millimetres; a scale wants `_BUTTON` for each of its buttons."""

_BUTTON = 9
_NUMBER = 9
"""How wide the column is that numbers the rows, in millimetres."""

_PAGE = 168
"""How wide a table can be, in millimetres."""


def words_of(element: Element | None) -> str:
    """What is to be read in an element, on one line; "" where there is none."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def show_choices(form: Element) -> None:
    """Shows what can be chosen in tables, in place: on paper no list opens.

    Short lists become boxes to tick; what longer ones offer stands above the table.
    """
    for field in form.iter("fieldset"):
        for table in field.findall("table"):
            at = list(field).index(table)
            for column, options in _long_lists(table):
                key = Element("p", {"class": "tool-help"})
                key.text = f"{column}: {' · '.join(options)}"
                field.insert(at, key)
                at += 1
            for cell in table.iter("td"):
                select = cell.find("select")
                if select is not None and _is_short(_options(select)):
                    _to_ticks(cell, select)


def share_width(form: Element) -> None:
    """Shares the width of tables among their columns by what is written in them, in place: long texts get most.

    Without this an empty cell gets nothing, and the words at the head of the rows get all. A table that wants more
    than the page has is `tight`.
    """
    for table in form.iter("table"):
        row = table.find("tbody/tr")
        if row is None:
            continue
        numbered = table.find("tbody[@class='numbered']") is not None
        heads = _NUMBER if numbered else _width_of_heads(table)
        wanted = [heads if cell.tag == "th" else _width_of(cell) for cell in row]
        columns = Element("colgroup")
        for width in wanted:
            SubElement(columns, "col", {"style": f"width: {100 * width / sum(wanted):.1f}%"})
        table.insert(0, columns)
        if sum(wanted) > _PAGE:
            table.set("class", f"tight {table.get('class', '')}".strip())


def _width_of_heads(table: Element) -> int:
    """Two lines for the longest head of a row, a letter being two millimetres wide, within limits."""
    return min(max(22, *(len(words_of(head)) for head in table.iterfind("tbody/tr/th"))), 50)


def _width_of(cell: Element) -> int:
    kind = cell.get("class", "").split()[0]
    return _BUTTON * len(cell.findall(".//input")) if kind == "scale" else _WIDTH[kind]


def make_fillable(form: Element) -> None:
    """Makes fields of a PDF of the inputs of a form, in place: each has a name and a title that says what it is.

    Names are those of the screen with `_` for the dot, because a dot divides the levels of a name (ISO 32000-1,
    12.7.3.2); a box to tick adds its value. What is worked out on the screen is a field as well.
    """
    for field in form.iter("fieldset"):
        legend = words_of(field.find("legend"))
        for cell in field.iter("td"):
            for one in list(_inputs(cell)):
                _make_field(one, f"{legend}: {one.get('aria-label')}", "cell")
        for option in field.findall(".//div[@class='tool-option']"):
            for one in list(_inputs(option)):
                _make_field(one, f"{legend}: {words_of(option.find('label'))}")
    for field in form.iter("div"):
        if "tool-field" in field.get("class", "").split():
            for one in list(_inputs(field)):
                _make_field(one, words_of(field.find("label")))


def _inputs(parent: Element) -> Iterator[Element]:
    return (one for one in parent.iter() if one.tag in ("input", "textarea", "select", "output"))


def _make_field(one: Element, title: str, place: str = "") -> None:
    kind, name, value = one.get("type"), one.get("name", "").replace(".", "_"), one.get("value", "")
    if kind == "checkbox" and value:
        name = f"{name}_{value}"
    several = one.tag == "textarea" and one.get("rows") != "1"
    one.attrib.clear()
    one.attrib.update({"name": name, "title": title})
    if kind in ("checkbox", "radio"):
        one.attrib.update({"type": str(kind), "class": f"tick {kind}", **({"value": value} if value else {})})
        return
    if one.tag == "select":
        one[0].text = ""  # nothing is chosen
    elif one.tag != "textarea":
        one.tag, one.text = "input", None
        one.set("type", "text")
    one.set("class", " ".join(filter(None, ("entry", "several" if several else "", place))))


def _to_ticks(cell: Element, select: Element) -> None:
    at = list(cell).index(select)
    cell.remove(select)
    box = Element("div", {"class": "ticks"})
    for option in _options(select):
        words = words_of(option)
        given = {"name": select.get("name", ""), "value": option.get("value", ""), "type": "radio"}
        line = SubElement(box, "div")
        SubElement(line, "input", {**given, "aria-label": f"{select.get('aria-label')}: {words}"}).tail = words
    cell.insert(at, box)


def _long_lists(table: Element) -> Iterator[tuple[str, list[str]]]:
    """Columns of lists that stay lists: the head of each, and what it offers."""
    row = table.find("tbody/tr")
    for cell in row.findall("td") if row is not None else ():
        select = cell.find("select")
        if select is not None and not _is_short(options := _options(select)):
            yield cell.get("data-label", ""), [words_of(option) for option in options]


def _options(select: Element) -> list[Element]:
    return [option for option in select if option.get("value")]


def _is_short(options: list[Element]) -> bool:
    return sum(len(words_of(option)) for option in options) <= _FEW
