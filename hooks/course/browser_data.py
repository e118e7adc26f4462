"""What the site's scripts know of the course: the words they say, its outline, its quiz items, the data standard.

Each is one script file per language that sets one name under `hamkori`, because pages opened from a folder can read
scripts and nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from course.final_test import shares
from course.interface import say
from course.labels import plain, sections, text_and_quiz
from course.model import Code, Course, Item, Mistake, Module, Page, Quantity, Track
from course.screens import DESK, trainer_scripts
from course.standard import DISTRICTS, table

_SAID = re.compile(r"""\bsay(?:Count)?\(\s*"([a-z0-9-]+)\"""")
_MARKUP = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`|\{[:#.][^}]*\}")
_LINES = re.compile(r"\s+")


def said(script: str) -> Iterator[tuple[str, int]]:
    """The interface strings that a script says, each with its line, from 1."""
    for found in _SAID.finditer(script):
        yield found[1], script.count("\n", 0, found.start()) + 1


def files(course: Course, locale: str, edition: str) -> dict[str, str]:
    """The generated scripts of one language and edition: their text by path in the site."""
    elsewhere = DESK if edition == "trainer" else DESK | trainer_scripts(course)
    return {
        f"assets/words/{locale}.js": setting("words", words(course, locale, without=elsewhere)),
        f"assets/standard/{locale}.js": setting("standard", standard(course, locale)),
        f"assets/outline/{locale}.js": setting("outline", outline(course, locale)),
        f"assets/items/{locale}.js": setting("items", items(course, locale, with_options=edition == "trainer")),
    }


def shared(course: Course) -> dict[str, str]:
    """The generated scripts that are of no language: their text by path in the site."""
    return {"assets/exercises/statistics.js": setting("exercises", _exercises(course))}


def setting(name: str, value: Any) -> str:
    """A script that sets `hamkori.<name>` to a value, in letters as they are."""
    return f"hamkori.{name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n"


def words(course: Course, locale: str, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The interface strings that scripts say, by key: a text, or texts by plural category.

    The scripts at the paths `without` are left out.
    """
    scripts = (text for path, text in course.scripts.items() if path.removeprefix("docs/") not in without)
    keys = {key for script in scripts for key, _ in said(script)}
    return {key: course.interface[key][locale] for key in sorted(keys & course.interface.keys())}


def outline(course: Course, locale: str) -> dict[str, Any]:
    """The modules, tracks and final tests in order, modules with their sections and items.

    Addresses start at the language's home.
    """
    return {
        "passMark": course.pass_mark,
        "academicHour": course.academic_hour,
        "modules": [_module(course, locale, module) for module in course.modules.values()],
        "tracks": [_track(course, locale, track) for track in course.tracks.values()],
        "tests": [_test(course, locale, track, number) for number, track in enumerate(course.tracks.values(), start=1)],
    }


def _module(course: Course, locale: str, module: Module) -> dict[str, Any]:
    text, quiz = text_and_quiz(course, locale, module)
    return {
        "id": module.id,
        "number": module.number,
        "title": module.title[locale],
        "part": say(course, locale, f"nav-{module.part}"),
        "hours": module.hours,
        "written": module.written,
        "quickExit": module.quick_exit,
        "page": f"handbook/{module.id}/index.html",
        "quiz": f"handbook/{module.id}/quiz.html",
        "sections": [{"id": heading.id, "title": plain(course, locale, heading.text)} for heading in sections(text)],
        "items": [_item(module, item) for item in (quiz.items if quiz else ())],
    }


def _item(module: Module, item: Item) -> dict[str, Any]:
    return {"id": item.id, "outcome": item.outcome, "taught": _taught(module, item)}


def _track(course: Course, locale: str, track: Track) -> dict[str, Any]:
    return {
        "id": track.id,
        "title": track.title[locale],
        "hours": track.hours,
        "page": f"tracks/{track.id}.html",
        "modules": [
            {"id": key, "hours": track.hours_of(course.modules[key]), "questions": questions}
            for key, questions in shares(course, track).items()
        ],
    }


def _taught(module: Module, item: Item) -> list[str]:
    return [section for outcome in module.outcomes if outcome.id == item.outcome for section in outcome.taught]


def _test(course: Course, locale: str, track: Track, number: int) -> dict[str, Any]:
    """The final test of a track, as records and sheets list it beside modules."""
    title = say(course, locale, "test-title", title=track.title[locale])
    return {"id": f"test-{track.id}", "number": f"F{number}", "title": title, "hours": 0, "test": True}


def items(course: Course, locale: str, with_options: bool) -> dict[str, Any]:
    """The quiz items by id: the question in plain words and, for trainers, its options in the order of the source."""
    return {
        item.id: {"question": bare(course, locale, item.question)}
        | ({"options": _options(course, locale, item)} if with_options else {})
        for item in _items(course.trees[locale].values())
    }


def _items(pages: Iterable[Page]) -> Iterator[Item]:
    return (item for page in pages for item in page.items)


def _options(course: Course, locale: str, item: Item) -> list[dict[str, Any]]:
    return [{"text": bare(course, locale, option.text), "correct": option.correct} for option in item.options]


def standard(course: Course, locale: str) -> dict[str, Any]:
    """The data standard as the data desk checks files by it, with what the desk says: no other page needs these words.

    `columns` are those of an office's own list of districts.
    """
    data = course.standard
    return {
        "fields": [_field(locale, one) for one in data.fields.values()],
        "key": data.key,
        "together": data.together,
        "togetherCode": data.together_code,
        "lists": {key: [_code(locale, code) for code in one.codes.values()] for key, one in data.lists.items()},
        "columns": table(data.lists[DISTRICTS], [language.id for language in course.languages])[0],
        "shown": data.shown,
        "mistakes": {key: _mistake(locale, mistake) for key, mistake in data.mistakes.items()},
        "synthetic": data.texts["synthetic"][locale],
        "suppression": data.texts["suppression"][locale],
        "words": {
            key: course.interface[key][locale]
            for path, script in course.scripts.items()
            if path.removeprefix("docs/") in DESK
            for key in sorted({key for key, _ in said(script)} & course.interface.keys())
        },
    }


def _field(locale: str, one: Quantity) -> dict[str, Any]:
    limits = {"list": one.list} if one.list else {"minimum": one.minimum, "maximum": one.maximum}
    labels = {"label": one.label[locale], "labels": list(one.label.values())}
    return {"id": one.id, "type": one.type, **labels, **limits}


def _code(locale: str, code: Code) -> dict[str, Any]:
    people = {"population": code.population} if code.population else {}
    return {"id": code.id, "label": code.label[locale], "labels": list(code.label.values()), **people}


def _mistake(locale: str, mistake: Mistake) -> dict[str, str]:
    near = {"near": mistake.near[locale]} if mistake.near else {}
    return {"message": mistake.message[locale], "hint": mistake.hint[locale], **near}


def _exercises(course: Course) -> dict[str, str]:
    """The texts of the practice data by file name, the same in every language."""
    return {PurePosixPath(path).name: data.decode("utf-8") for path, data in course.exercises.items()}


def bare(course: Course, locale: str, markdown: str) -> str:
    """A short Markdown text as plain words on one line."""
    return unescape(_LINES.sub(" ", _MARKUP.sub("", plain(course, locale, markdown)))).strip()
