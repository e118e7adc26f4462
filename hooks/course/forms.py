"""The forms of tools as HTML that is filled in on screen or on paper; nothing in it is sent.

Kept in the browser, worked out and drawn by `form.js`; without scripts it can still be filled in and printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import escape
from typing import Any

from course import figures
from course.interface import say
from course.labels import way_home
from course.model import Chart, Choice, Column, Course, Example, Field, Form, Formula, Level, Tool, Words

NAME = "form"
"""What a tool page places: `![](data:form)`."""

PLACE = "fill-in"
"""The anchor of a form, above its buttons."""

EXAMPLE = "example"
"""The anchor of a form with a filled-in sheet: a link to it opens this sheet (`form.js`)."""


def workbook_of(form: Form) -> str:
    """Where in the site the workbook of its survey lies."""
    return f"assets/xlsform/{form.tool}.xlsx"


_UNKEPT = 'autocomplete="off"'
"""The browser itself keeps nothing of what is typed: the next person may be another one."""

_ROOM = {"number": 1, "scale": 1, "check": 1, "result": 1, "date": 2, "choice": 2, "long-text": 4}
"""How much room a column needs beside others, a text 3."""

_MOST_ROOM = 11
"""A table that needs more shows each row as a card."""


def placed(course: Course, locale: str, tool: Tool | None) -> str:
    """The form of the tool as one HTML block; raises KeyError where there is none, or no figure that it shows.

    The block has no empty line, so that Markdown leaves it alone. It is no `form` element, which the Enter key could
    send, and whose own properties an input called `children` or `id` would hide (HTML, 4.10.3). Inputs are named
    `field`, `field.card`, `field.row.column` or, in a blank row, `field.1.column`, the same in every language. The form
    of a template has the class `document`: once something stands in it, it is printed as one. That of a form in steps
    has `data-steps`.
    """
    form = course.forms[tool.id if tool else ""]
    writer = _Writer(course, locale)
    anchor = f' id="{EXAMPLE}"' if form.example else ""
    kind = "tool-form document" if tool and tool.series == "template" else "tool-form"
    steps = " data-steps" if form.steps else ""
    return "\n".join(
        [
            f'<div class="screen no-print" id="{PLACE}" data-screen="sheets"{writer.example(form.example)}></div>',
            f'<div{anchor} class="{kind}" data-form="{escape(form.tool)}"{steps}>',
            f'<p class="tool-notice">{escape(say(course, locale, "form-notice"))}</p>',
            f'<p class="tool-screen">{escape(say(course, locale, "form-not-sent"))}</p>',
            *(line for field in form.fields for line in writer.field(field)),
            "</div>",
            *_survey(course, locale, form),
        ]
    )


def shuffled(field: Field) -> list[Choice]:
    """The cards of an order as they are shown: never in the right order, and the same in every language."""
    cards = sorted(field.options, key=lambda card: sha256(f"{field.id} {card.id}".encode()).digest())
    return cards if cards != list(field.options) else [*cards[1:], cards[0]]


def _survey(course: Course, locale: str, form: Form) -> Iterator[str]:
    """Where the survey of a form can be fetched, what it is, how it is loaded, and what to ask before."""
    if form.survey is None:
        return
    said = {key: escape(say(course, locale, f"survey-{key}")) for key in ("title", "what", "load", "leaves", "ask")}
    way = way_home(course, locale, f"toolkit/{form.tool}.md")
    yield '<div class="downloads no-print">'
    yield f'<p><a href="{way}{workbook_of(form)}" download>{said["title"]}</a> (XLSX). {said["what"]}</p>'
    yield f"<p>{said['load']}</p>"
    yield f"<p><strong>{said['leaves']}</strong> {said['ask']}</p>"
    yield "</div>"


class _Writer:
    """Writes the fields of a form in one language."""

    def __init__(self, course: Course, locale: str) -> None:
        # Neither of the browser's own kinds serves: its date field speaks the language of the browser and prints
        # its pattern on an empty sheet, its number field takes no "1–4".
        date = escape(say(course, locale, "form-date"))
        self.typed = {
            "number": f'type="text" inputmode="decimal" {_UNKEPT}',
            "date": f'type="text" inputmode="numeric" placeholder="{date}" {_UNKEPT}',
            "check": 'type="checkbox"',
        }
        self.locale = locale
        self.figures = course.figures
        self.choose = escape(say(course, locale, "form-choose"))

    def field(self, field: Field) -> Iterator[str]:
        """The lines of one field: its name, its help, and what is filled in, worked out or drawn."""
        label = self.said(field.label)
        helped = f' aria-describedby="help.{field.id}"' if field.help else ""
        told = [f'<p class="tool-help" id="help.{field.id}">{self.said(field.help)}</p>'] if field.help else []
        if field.figure:
            told.append(f'<div class="figure">{figures.drawn(self.figures[field.figure], self.locale)}</div>')
        inner: Iterator[str]
        match field.kind:
            case "part":
                # No h3: a part is not a section of the page, which the search would find beside the one that it is of.
                heading = f'<p class="tool-part" id="part.{field.id}" role="heading" aria-level="3">{label}</p>'
                yield from (heading, *told)
                return
            case "chart":
                yield self.chart(field, label)
                return
            case "table":
                inner = self.table(field)
            case "choice" | "choices":
                inner = self.options(field)
            case "scale":
                inner = self.scale(field)
            case "order":
                inner = self.order(field)
            case _:
                yield from self.single(field, label, helped, told)
                return
        kind = "grid" if field.kind == "table" else field.kind
        yield f'<fieldset class="tool-field tool-{kind}"{_board(field)}{helped}>'
        yield from (f"<legend>{label}</legend>", *told, *inner, "</fieldset>")

    def single(self, field: Field, label: str, helped: str, told: list[str]) -> Iterator[str]:
        """The lines of a field with one input, or of a result."""
        named = f'<label for="form.{field.id}">{label}</label>'
        named_input = f'id="form.{field.id}" name="{field.id}"{helped}'
        yield f'<div class="tool-field tool-{field.kind}"{_board(field)}>'
        if field.kind == "check":
            yield from (f"<input {self.typed['check']} {named_input}>", named, *told)
        elif field.kind in ("text", "long-text"):
            # A line grows with what is written, so that paper shows all of it.
            yield from (
                named,
                *told,
                f'<textarea rows="{1 if field.kind == "text" else 4}" {named_input} {_UNKEPT}></textarea>',
            )
        elif field.kind == "result":
            yield from (named, *told, f'<output aria-live="off" {named_input}{self.formula(field.formula)}></output>')
        else:
            yield from (named, *told, f"<input {self.typed[field.kind]} {named_input}>")
        yield "</div>"

    def options(self, field: Field) -> Iterator[str]:
        """A line for each option, to be ticked."""
        kind = "radio" if field.kind == "choice" else "checkbox"
        for option in field.options:
            key = f"form.{field.id}.{option.id}"
            yield (
                f'<div class="tool-option"><input type="{kind}" id="{key}" name="{field.id}" value="{option.id}"'
                f'{_points(option)}><label for="{key}">{self.said(option.label)}</label></div>'
            )

    def order(self, field: Field) -> Iterator[str]:
        """The cards of an order, shuffled, each with a box for the number of its place; its key is for `order.js`."""
        yield '<div class="tool-cards">'
        for card in shuffled(field):
            key = f"form.{field.id}.{card.id}"
            place = field.options.index(card) + 1
            yield (
                f'<div class="tool-option" data-place="{place}" data-why="{self.said(card.why)}">'
                f'<input {self.typed["number"]} id="{key}" name="{field.id}.{card.id}">'
                f'<label for="{key}">{self.said(card.label)}</label></div>'
            )
        yield "</div>"

    def scale(self, field: Field) -> Iterator[str]:
        """The numbers of a scale in a row, with what its ends mean."""
        low, high = field.scale
        yield '<div class="tool-steps">'
        for number in range(low, high + 1):
            key = f"form.{field.id}.{number}"
            end = self.said(field.low if number == low else field.high) if number in field.scale else ""
            meant = f" <span>{end}</span>" if end else ""
            yield (
                f'<div class="tool-option"><input type="radio" id="{key}" name="{field.id}" value="{number}"'
                f' data-points="{number}"><label for="{key}">{number}{meant}</label></div>'
            )
        yield "</div>"

    def table(self, field: Field) -> Iterator[str]:
        """A table with the names or the numbers of its rows in front; every input says its row and column."""
        heads = "".join(f'<th scope="col"{_board(column)}>{self.said(column.label)}</th>' for column in field.columns)
        wide = " wide" if sum(_ROOM.get(column.kind, 3) for column in field.columns) > _MOST_ROOM else ""
        yield f'<table class="tool-table{wide}" data-table="{field.id}">'
        yield f"<thead><tr><td></td>{heads}</tr></thead>"
        yield "<tbody>" if field.rows else '<tbody class="numbered">'
        blank = (Choice(str(n), {self.locale: str(n)}, field.line) for n in range(1, field.blank_rows + 1))
        for row in field.rows or blank:
            cells = "".join(self.cell(field, row, column) for column in field.columns)
            yield f'<tr data-row="{row.id}"{_limits(row)}><th scope="row">{self.said(row.label)}</th>{cells}</tr>'
        yield "</tbody>"
        yield "</table>"

    def cell(self, field: Field, row: Choice, column: Column) -> str:
        """One cell to fill in, or with a result."""
        head = self.said(column.label)
        named = f'name="{field.id}.{row.id}.{column.id}" aria-label="{self.said(row.label)}: {head}"'
        return f'<td class="{column.kind}"{_board(column)} data-label="{head}">{self.filled(column, named)}</td>'

    def filled(self, column: Column, named: str) -> str:
        """What a cell of a column is filled in with."""
        match column.kind:
            case "text" | "long-text":
                return f'<textarea rows="{1 if column.kind == "text" else 2}" {named} {_UNKEPT}></textarea>'
            case "choice":
                options = ((option.id, self.said(option.label), _points(option)) for option in column.options)
                return self.select(named, options)
            case "scale":
                numbers = map(str, range(column.scale[0], column.scale[1] + 1))
                return self.select(named, ((number, number, f' data-points="{number}"') for number in numbers))
            case "result":
                return f'<output aria-live="off" {named}{self.formula(column.formula)}></output>'
        return f"<input {self.typed[column.kind]} {named}>"

    def select(self, named: str, options: Iterator[tuple[str, str, str]]) -> str:
        """A list to choose from, with nothing chosen: values, words and points."""
        listed = "".join(f'<option value="{value}"{points}>{words}</option>' for value, words, points in options)
        return f'<select {named}><option value="">{self.choose}</option>{listed}</select>'

    def chart(self, field: Field, label: str) -> str:
        """The place of a chart; what it shows stands in its table."""
        drawn = escape(json.dumps(_chart(field.chart), ensure_ascii=False)) if field.chart else ""
        return (
            f'<figure class="tool-chart"{_board(field)} data-chart="{drawn}"><figcaption>{label}</figcaption></figure>'
        )

    def formula(self, formula: Formula | None) -> str:
        """The attribute from which a result is worked out."""
        if formula is None:
            return ""
        known: Mapping[str, Any] = {
            "do": formula.do,
            "of": formula.of,
            "base": formula.base,
            "among": list(formula.among),
            "per": formula.per or None,
            "decimals": formula.decimals,
            "levels": [self.level(level) for level in formula.levels],
        }
        given = {key: value for key, value in known.items() if value not in ("", None, [])}
        return f' data-formula="{escape(json.dumps(given, ensure_ascii=False))}"'

    def example(self, example: Example | None) -> str:
        """The attribute with the filled-in sheet that readers can open."""
        if example is None:
            return ""
        values = {
            name: value.get(self.locale, "") if isinstance(value, Mapping) else value
            for name, value in example.values.items()
        }
        sheet = {"title": example.title.get(self.locale, ""), "values": values}
        return f' data-example="{escape(json.dumps(sheet, ensure_ascii=False))}"'

    def level(self, level: Level) -> Mapping[str, Any]:
        """What a number means from here on."""
        return {"from": level.start, "label": " ".join(level.label[self.locale].split()), "mark": level.mark}

    def said(self, words: Words) -> str:
        """Words in the language of the form, safe in text and attributes, on one line."""
        return escape(" ".join(words.get(self.locale, "").split()))


def _board(part: Field | Column) -> str:
    return " data-board" if part.board else ""


def _points(option: Choice) -> str:
    return f' data-points="{option.points}"' if option.points is not None else ""


def _limits(row: Choice) -> str:
    least, most = row.limits
    return (f' data-at-least="{least:g}"' if least is not None else "") + (
        f' data-at-most="{most:g}"' if most is not None else ""
    )


def _chart(chart: Chart) -> Mapping[str, Any]:
    return {"shape": chart.shape, "of": chart.of, "columns": chart.columns, "most": chart.most}
