"""The parts of pages that scripts fill in the reader's browser: where they stand and which scripts they need."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from course.interface import say
from course.labels import for_trainers, module_of, sections, text_and_quiz, tool_of, track_of
from course.model import Course, Module, Page, Track

EVERYWHERE = ("page", "terms", "search")
_RECORD = ("record", "safekeeping")

SCREENS = {
    "home": (*_RECORD, "home"),
    "progress": (*_RECORD, "progress"),
    "final-test": (*_RECORD, "question", "draw", "final-test"),
    "sheet": (*_RECORD, "code", "sheet"),
    "class-results": ("record", "drop", "class-figures", "class-results"),
    "test-papers": ("draw", "test-papers"),
    "sheet-check": ("record", "code", "sheet-check"),
    "data-desk": ("drop", "compute", "chart", "desk-check", "desk-figures", "desk"),
}
"""The scripts of every screen that a page can place with `![](data:name)`, in the order in which they run."""

DESK = frozenset(f"assets/js/{name}.js" for name in ("desk-check", "desk-figures", "desk"))
"""The paths in the site of the scripts of the data desk, which brings its own words."""

_STUDY = (*_RECORD, "study")
_QUIZ = (*_RECORD, "question", "quiz")
_TRACK = (*_RECORD, "track")
_LISTS = {
    "tools": ("filters", "toolkit"),
    "tracks": (*_RECORD, "tracks"),
    "register": ("filters", "register"),
    "changes": ("changes",),
    "form": ("sheets", "compute", "chart", "form"),
}
_SILENT = ("home",)


def placed(course: Course, locale: str, name: str) -> str:
    """The screen that `![](data:name)` asks for, as Markdown. Raises KeyError for a screen that does not exist.

    Without scripts it says that it needs them; one that only adds to the page says nothing.
    """
    if name not in SCREENS:
        raise KeyError(name)
    without = "" if name in _SILENT else without_scripts(course, locale)
    return f'<div class="screen" data-screen="{name}">{without}</div>'


def without_scripts(course: Course, locale: str) -> str:
    """What a screen says in a browser that runs no scripts, as HTML."""
    return f"<noscript><p>{escape(say(course, locale, 'needs-script'))}</p></noscript>"


def study(course: Course, locale: str, module: Module) -> str:
    """The screen in the card of a written module that says how far its reader is, with what it has to know."""
    text, quiz = text_and_quiz(course, locale, module)
    shown = " ".join(heading.id for heading in sections(text))
    items = " ".join(item.id for item in (quiz.items if quiz else ()))
    return (
        f'<div class="screen" data-items="{escape(items)}" data-module="{module.id}"'
        f' data-pass-mark="{course.pass_mark}" data-screen="study" data-sections="{escape(shown)}"></div>'
    )


def track(track: Track) -> str:
    """The screen in the card of a track that says how far its learner is and where he or she goes on."""
    return f'<div class="screen" data-screen="track" data-track="{track.id}"></div>'


def scripts(course: Course, page: Page) -> tuple[str, ...]:
    """The names of the scripts of a page in the order in which they run, each once."""
    wanted = [*EVERYWHERE, *_of_its_form(course, page)]
    for reference in page.references:
        if reference.scheme == "data" and reference.placed:
            wanted += SCREENS.get(reference.target, _LISTS.get(reference.target, ()))
    module = module_of(course, page)
    if module and module.written and page.name.endswith("/index.md"):
        wanted += _STUDY
    if track_of(course, page):
        wanted += _TRACK
    if page.items:
        wanted += _QUIZ
    return tuple(dict.fromkeys(wanted))


def _of_its_form(course: Course, page: Page) -> Iterator[str]:
    """The scripts that only some forms need."""
    tool = tool_of(course, page)
    form = course.forms.get(tool.id) if tool else None
    if form and any(field.kind == "order" for field in form.fields):
        yield "order"
    if form and form.steps:
        yield "steps"


def trainer_scripts(course: Course) -> frozenset[str]:
    """The paths in the site of the scripts that only pages of the trainer edition have."""
    used: dict[bool, set[str]] = {True: set(), False: set()}
    for page in course.pages:
        used[for_trainers(course, page.name)].update(scripts(course, page))
    return frozenset(f"assets/js/{name}.js" for name in used[True] - used[False])
