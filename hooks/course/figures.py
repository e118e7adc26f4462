"""Drawings: one picture without words, and the words of each language put into it."""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree

from course import labels
from course.model import Course, Figure

_SVG = "http://www.w3.org/2000/svg"
_LINE_HEIGHT = 1.25


def placed(course: Course, locale: str, figure_id: str) -> str:
    """The figure as one HTML block: drawing with the labels of the language, number and title."""
    figure = course.figures[figure_id]
    label = labels.figure(course, locale, figure_id)
    return (
        f'<figure class="figure" id="fig-{figure.id}">{drawn(figure, locale)}'
        f"<figcaption><strong>{escape(label)}.</strong> {escape(figure.title[locale])}</figcaption></figure>"
    )


def drawn(figure: Figure, locale: str) -> str:
    """The SVG text of a figure with its labels in one language.

    Every `<text data-label="key">` receives the lines of that label as `<tspan>`, centred on its own y. The
    drawing's alternative text becomes its accessible name (WAI-ARIA 1.2, role img).
    Raises ElementTree.ParseError for a drawing that is not XML.
    """
    root = ElementTree.fromstring(figure.drawing)
    root.set("role", "img")
    root.set("aria-label", figure.alt[locale])
    for element in root.iter(f"{{{_SVG}}}text"):
        key = element.attrib.pop("data-label", "")
        lines = figure.labels[key][locale] if key else ()
        x, y, size = element.get("x", "0"), _number(element, "y", 0), _number(element, "font-size", 16)
        for index, line in enumerate(lines):
            offset = (index - (len(lines) - 1) / 2) * _LINE_HEIGHT * size + 0.35 * size
            tspan = ElementTree.SubElement(element, f"{{{_SVG}}}tspan", x=x, y=f"{y + offset:g}")
            tspan.text = line
    ElementTree.register_namespace("", _SVG)  # here, because other libraries take the empty prefix for themselves
    return "".join(line.strip() for line in ElementTree.tostring(root, encoding="unicode").split("\n"))


def _number(element: ElementTree.Element, name: str, otherwise: float) -> float:
    try:
        return float(element.get(name, "").removesuffix("px"))
    except ValueError:
        return otherwise


def label_keys(drawing: str) -> set[str]:
    """The label keys that a drawing asks for. Raises ElementTree.ParseError for a drawing that is not XML."""
    return {
        element.attrib["data-label"]
        for element in ElementTree.fromstring(drawing).iter(f"{{{_SVG}}}text")
        if "data-label" in element.attrib
    }
