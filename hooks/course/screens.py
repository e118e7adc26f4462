"""The parts of pages that scripts fill in the reader's browser: where they stand and which scripts they need."""

from __future__ import annotations

from html import escape

from course.interface import say
from course.labels import module_of
from course.model import Course, Page

EVERYWHERE = ("page", "terms", "search")
_RECORD = ("record", "safekeeping")

SCREENS = {
    "home": (*_RECORD, "home"),
    "study": (*_RECORD, "study"),
    "progress": (*_RECORD, "progress"),
    "sheet": (*_RECORD, "code", "sheet"),
    "class-results": ("record", "class-results"),
    "sheet-check": ("code", "sheet-check"),
}
"""The scripts of every screen that a page can place with `![](data:name)`, in the order in which they run."""

_QUIZ = (*_RECORD, "quiz")
_CATALOGUE = ("toolkit",)
_SILENT = ("home", "study")


def placed(course: Course, locale: str, name: str) -> str:
    """The screen that `![](data:name)` asks for, as Markdown. Raises KeyError for a screen that does not exist.

    Without scripts it says that it needs them; one that only adds to the page says nothing.
    """
    if name not in SCREENS:
        raise KeyError(name)
    without = "" if name in _SILENT else f"<noscript><p>{escape(say(course, locale, 'needs-script'))}</p></noscript>"
    return f'<div class="screen" data-screen="{name}">{without}</div>'


def scripts(course: Course, page: Page) -> tuple[str, ...]:
    """The names of the scripts of a page in the order in which they run, each once."""
    wanted = list(EVERYWHERE)
    for reference in page.references:
        if reference.scheme == "data" and reference.placed:
            wanted += SCREENS.get(reference.target, _CATALOGUE if reference.target == "tools" else ())
    module = module_of(course, page)
    if module and module.written and page.name.endswith("/index.md"):
        wanted += SCREENS["study"]
    if page.items:
        wanted += _QUIZ
    return tuple(dict.fromkeys(wanted))
