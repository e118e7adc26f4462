"""The standard for statistics and its synthetic year as a Tabular Data Package (Frictionless Data, specifications v1).

`datapackage.json` describes each CSV file by a Table Schema: types, constraints, primary key, and the code lists by
foreign keys. What Table Schema cannot say, that sex and age are `no-person` together, stands in the descriptions.
Titles are in the source language; those of the others are beside them, as `title_ru`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from io import StringIO
from pathlib import PurePosixPath
from typing import Any

from course.model import CodeList, Course, Quantity, Standard, Words
from course.standard import FOLDER, table

_LICENCE = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0 International"}
_TYPES = {"code": "string", "month": "yearmonth", "count": "integer"}


def files(course: Course) -> dict[str, bytes]:
    """The package by path in the site: its description, the code lists, and the practice data as they are."""
    found = {f"{FOLDER}/{PurePosixPath(path).name}": data for path, data in course.exercises.items()}
    for codes in course.standard.lists.values():
        found[f"{FOLDER}/{codes.id}.csv"] = _csv(course, codes)
    text = json.dumps(package(course), ensure_ascii=False, indent=2) + "\n"
    return {f"{FOLDER}/datapackage.json": text.encode(), **found}


def package(course: Course) -> dict[str, Any]:
    """The description of the package: one resource for each file of practice data and each code list."""
    standard = course.standard
    return {
        "profile": "tabular-data-package",
        "name": standard.name,
        "version": standard.version,
        **_said(course, "title", standard.texts["title"]),
        **_said(course, "description", _joined(standard.texts["synthetic"], standard.texts["rows"])),
        "licenses": [_LICENCE],
        "resources": [
            *(_data(course, PurePosixPath(path).name) for path in course.exercises),
            *(_list(course, codes) for codes in standard.lists.values()),
        ],
    }


def _data(course: Course, name: str) -> dict[str, Any]:
    return _resource(name) | {
        **_said(course, "title", course.standard.texts["synthetic"]),
        "schema": schema(course),
    }


def _list(course: Course, codes: CodeList) -> dict[str, Any]:
    header, _ = table(codes, _locales(course))
    fields = [
        {
            "name": name,
            "type": "integer" if name == "population" else "string",
            "constraints": {"required": True, "minimum": 1} if name == "population" else {"required": True},
        }
        for name in header
    ]
    follows = {"sources": [{"title": codes.follows}]} if codes.follows else {}
    return (
        _resource(f"{codes.id}.csv")
        | _said(course, "title", codes.label)
        | follows
        | {"schema": {"fields": fields, "primaryKey": ["code"]}}
    )


def _resource(file: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": file.removesuffix(".csv"),
        "path": file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n"},
    }


def schema(course: Course) -> dict[str, Any]:
    """The Table Schema of the standard: its fields with their constraints, its key, and its code lists."""
    standard = course.standard
    return {
        "fields": [_field(course, standard, one) for one in standard.fields.values()],
        "missingValues": [""],
        "primaryKey": list(standard.key),
        "foreignKeys": [
            {"fields": one.id, "reference": {"resource": one.list, "fields": "code"}}
            for one in standard.fields.values()
            if one.list
        ],
    }


def _field(course: Course, standard: Standard, one: Quantity) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True}
    if one.list:
        limits["enum"] = list(standard.lists[one.list].codes)
    else:
        limits |= {"minimum": one.minimum, "maximum": one.maximum}
    return {
        "name": one.id,
        "type": _TYPES[one.type],
        **_said(course, "title", one.label),
        **_said(course, "description", one.description),
        "constraints": limits,
    }


def _csv(course: Course, codes: CodeList) -> bytes:
    header, rows = table(codes, _locales(course))
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()


def _locales(course: Course) -> list[str]:
    return [language.id for language in course.languages]


def _said(course: Course, key: str, texts: Words) -> dict[str, str]:
    """A text in the source language, and beside it in the others."""
    others = [locale for locale in _locales(course) if locale != course.source_locale]
    return {key: texts[course.source_locale]} | {f"{key}_{locale}": texts[locale] for locale in others}


def _joined(*texts: Mapping[str, str]) -> Words:
    return {locale: ". ".join(text[locale] for text in texts) for locale in texts[0]}
