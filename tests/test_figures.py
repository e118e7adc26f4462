"""Drawings: the words of a language stand where the drawing asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from course import figures
from course.model import Course, Figure

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def small(make_course: Callable[..., Course]) -> Course:
    return make_course()


def drawn(text: str, labels: dict[str, tuple[str, ...]], alt: str = "A") -> ElementTree.Element:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg">\n  {text}\n</svg>'
    words = {key: {"en": lines} for key, lines in labels.items()}
    return ElementTree.fromstring(figures.drawn(Figure("f", {}, {"en": alt}, words, drawing, 1), "en"))


def spans(root: ElementTree.Element) -> list[tuple[str | None, str | None, str | None]]:
    return [(span.get("x"), span.get("y"), span.text) for span in root.iter(f"{SVG}tspan")]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("one",), [("100", "57", "one")]),
        (("one", "two"), [("100", "44.5", "one"), ("100", "69.5", "two")]),
        (("one", "two", "three"), [("100", "32", "one"), ("100", "57", "two"), ("100", "82", "three")]),
    ],
)
def test_lines_are_centred_on_the_height_of_their_label(
    lines: tuple[str, ...], found: list[tuple[str, str, str]]
) -> None:
    assert spans(drawn('<text data-label="a" x="100" y="50" font-size="20"/>', {"a": lines})) == found


def test_a_label_without_size_and_place_stands_at_the_origin() -> None:
    assert spans(drawn('<text data-label="a"/>', {"a": ("one",)})) == [("0", "5.6", "one")]


def test_text_without_a_label_stays() -> None:
    root = drawn('<text x="1">4.1</text>', {})
    assert [element.text for element in root.iter(f"{SVG}text")] == ["4.1"]


def test_the_label_key_does_not_reach_the_reader() -> None:
    assert [element.attrib for element in drawn('<text data-label="a" x="1"/>', {"a": ("b",)}).iter(f"{SVG}text")] == [
        {"x": "1"}
    ]


def test_words_are_escaped() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><text data-label="a"/></svg>'
    figure = Figure("f", {}, {"en": 'A "b" & <c>'}, {"a": {"en": ("<d> & e",)}}, drawing, 1)
    assert figures.drawn(figure, "en") == (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="A &quot;b&quot; &amp; &lt;c&gt;">'
        '<text><tspan x="0" y="5.6">&lt;d&gt; &amp; e</tspan></text></svg>'
    )


def test_an_unknown_label_is_an_error() -> None:
    with pytest.raises(KeyError):
        drawn('<text data-label="b"/>', {"a": ("one",)})


def test_a_drawing_that_is_not_xml_is_an_error(small: Course) -> None:
    broken = replace(small.figures["structures"], drawing="<svg>")
    with pytest.raises(ElementTree.ParseError):
        figures.drawn(broken, "en")
    with pytest.raises(ElementTree.ParseError):
        figures.label_keys(broken.drawing)


def test_the_labels_of_a_drawing_are_known(small: Course) -> None:
    assert figures.label_keys(small.figures["structures"].drawing) == {"hukumat"}


@pytest.mark.parametrize(
    ("locale", "alt", "words", "caption"),
    [
        (
            "tg",
            "Ду нардбон",
            '<tspan x="100" y="57">Ҳукумат</tspan>',
            "<strong>Расми 4.1.</strong> Кӣ қарор медиҳад",
        ),
        ("ru", "Две лестницы", '<tspan x="100" y="57">Хукумат</tspan>', "<strong>Рисунок 4.1.</strong> Кто решает"),
        (
            "en",
            "Two ladders",
            '<tspan x="100" y="44.5">Hukumat</tspan><tspan x="100" y="69.5">of the district</tspan>',
            "<strong>Figure 4.1.</strong> Who decides",
        ),
    ],
)
def test_a_figure_is_placed_in_the_language_of_the_page(
    small: Course, locale: str, alt: str, words: str, caption: str
) -> None:
    assert figures.placed(small, locale, "structures") == (
        '<figure class="figure" id="fig-structures">'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" role="img" aria-label="{alt}">'
        '<rect class="fig-box" x="10" y="10" width="180" height="80" />'
        f'<text class="fig-text" x="100" y="50" font-size="20" text-anchor="middle">{words}</text></svg>'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def test_a_figure_is_one_line_so_that_markdown_leaves_it_alone(small: Course) -> None:
    assert "\n" not in figures.placed(small, "en", "structures")


def test_every_drawing_of_the_course_can_be_drawn_in_every_language(course: Course) -> None:
    assert course.figures
    for figure in course.figures.values():
        for language in course.languages:
            root = ElementTree.fromstring(figures.drawn(figure, language.id))
            assert root.get("aria-label") == figure.alt[language.id]
