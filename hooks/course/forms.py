"""The forms of tools as HTML that is filled in on screen or on paper; nothing in it is sent or saved."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from course.interface import say
from course.model import Choice, Column, Course, Field, Tool, Words

NAME = "form"
"""What a tool page places: `![](data:form)`."""


def placed(course: Course, locale: str, tool: Tool | None) -> str:
    """The form of the tool as one HTML block; raises KeyError where there is none.

    The block has no empty line, so that Markdown leaves it alone. The method `dialog` keeps the Enter key from
    sending anything (HTML, 4.10.22.3). Inputs are named `field`, `field.row.column` or, in a blank row,
    `field.1.column`, the same in every language.
    """
    form = course.forms[tool.id if tool else ""]
    writer = _Writer(say(course, locale, "form-date"), locale)
    return "\n".join(
        [
            f'<form class="tool-form" data-form="{escape(form.tool)}" autocomplete="off" method="dialog">',
            f'<p class="tool-notice">{escape(say(course, locale, "form-notice"))}</p>',
            f'<p class="tool-screen">{escape(say(course, locale, "form-not-sent"))}</p>',
            *(line for field in form.fields for line in writer.field(field)),
            "</form>",
        ]
    )


class _Writer:
    """Writes the fields of a form in one language."""

    def __init__(self, date: str, locale: str) -> None:
        # Neither of the browser's own kinds serves: its date field speaks the language of the browser and prints
        # its pattern on an empty sheet, its number field takes no "1–4".
        self.typed = {
            "text": 'type="text"',
            "number": 'type="text" inputmode="numeric"',
            "date": f'type="text" inputmode="numeric" placeholder="{escape(date)}"',
            "check": 'type="checkbox"',
        }
        self.locale = locale

    def field(self, field: Field) -> Iterator[str]:
        """The lines of one field: its name, its help, and what is filled in."""
        label = self.said(field.label)
        helped = f' aria-describedby="help.{field.id}"' if field.help else ""
        told = [f'<p class="tool-help" id="help.{field.id}">{self.said(field.help)}</p>'] if field.help else []
        if field.kind in ("choice", "choices", "table"):
            inner = self.table(field) if field.kind == "table" else self.options(field)
            yield f'<fieldset class="tool-field"{helped}>'
            yield from (f"<legend>{label}</legend>", *told, *inner, "</fieldset>")
        else:
            named = f'<label for="form.{field.id}">{label}</label>'
            named_input = f'id="form.{field.id}" name="{field.id}"{helped}'
            yield f'<div class="tool-field tool-{field.kind}">'
            if field.kind == "check":
                yield from (f"<input {self.typed['check']} {named_input}>", named, *told)
            elif field.kind == "long-text":
                yield from (named, *told, f'<textarea rows="4" {named_input}></textarea>')
            else:
                yield from (named, *told, f"<input {self.typed[field.kind]} {named_input}>")
            yield "</div>"

    def options(self, field: Field) -> Iterator[str]:
        """A line for each option, to be ticked."""
        kind = "radio" if field.kind == "choice" else "checkbox"
        for option in field.options:
            key = f"form.{field.id}.{option.id}"
            yield (
                f'<div class="tool-option"><input type="{kind}" id="{key}" name="{field.id}" value="{option.id}">'
                f'<label for="{key}">{self.said(option.label)}</label></div>'
            )

    def table(self, field: Field) -> Iterator[str]:
        """A table with the names or the numbers of its rows in front; every input says its row and column."""
        heads = "".join(f'<th scope="col">{self.said(column.label)}</th>' for column in field.columns)
        yield '<table class="tool-table">'
        yield f"<thead><tr><td></td>{heads}</tr></thead>"
        yield "<tbody>" if field.rows else '<tbody class="numbered">'
        blank = (Choice(str(n), {self.locale: str(n)}, field.line) for n in range(1, field.blank_rows + 1))
        for row in field.rows or blank:
            cells = "".join(self.cell(field, row, column) for column in field.columns)
            yield f'<tr><th scope="row">{self.said(row.label)}</th>{cells}</tr>'
        yield "</tbody>"
        yield "</table>"

    def cell(self, field: Field, row: Choice, column: Column) -> str:
        """One cell to fill in."""
        head = self.said(column.label)
        return (
            f'<td class="{column.kind}" data-label="{head}"><input {self.typed[column.kind]} '
            f'name="{field.id}.{row.id}.{column.id}" aria-label="{self.said(row.label)}: {head}"></td>'
        )

    def said(self, words: Words) -> str:
        """Words in the language of the form, safe in text and attributes, on one line."""
        return escape(" ".join(words[self.locale].split()))
