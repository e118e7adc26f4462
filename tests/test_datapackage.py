"""The data package: what its description says of the files, and that the files are there."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable

import pytest

from course.model import Course
from editions import datapackage

FILES = ["statistics-synthetic-2099", "districts", "offences", "sexes", "ages", "statuses"]


def test_every_file_of_the_package_is_there(course: Course) -> None:
    files = datapackage.files(course)
    package = json.loads(files["assets/statistics/datapackage.json"])
    assert [one["name"] for one in package["resources"]] == FILES
    assert {f"assets/statistics/{one['path']}" for one in package["resources"]} | {
        "assets/statistics/datapackage.json"
    } == set(files)


@pytest.mark.parametrize("name", FILES)
def test_the_files_have_the_columns_and_values_that_are_described(course: Course, name: str) -> None:
    files = datapackage.files(course)
    package = json.loads(files["assets/statistics/datapackage.json"])
    one = next(one for one in package["resources"] if one["name"] == name)
    rows = list(csv.reader(files[f"assets/statistics/{name}.csv"].decode().splitlines(), strict=True))
    fields = one["schema"]["fields"]
    assert rows[0] == [field["name"] for field in fields]
    for row in rows[1:]:
        for cell, field in zip(row, fields, strict=True):
            assert cell
            assert cell in field["constraints"].get("enum", [cell])
    keys = [[row[rows[0].index(key)] for key in one["schema"]["primaryKey"]] for row in rows[1:]]
    assert len(set(map(tuple, keys))) == len(keys)


def test_fields_are_said_in_all_languages(course: Course) -> None:
    month = datapackage.schema(course)["fields"][1]
    assert month == {
        "name": "month",
        "type": "yearmonth",
        "title": "Month",
        "title_tg": "Моҳ",
        "title_ru": "Месяц",
        "description": "Month in which it was reported or recorded: year, hyphen, month",
        "description_tg": "Моҳе, ки дар он хабар доданд ё ба қайд гирифтанд: сол, тире, моҳ",
        "description_ru": "Месяц, когда сообщили или зарегистрировали: год, дефис, месяц",
        "constraints": {"required": True, "minimum": "2000-01", "maximum": "2099-12"},
    }


def test_code_lists_are_foreign_keys(course: Course) -> None:
    schema = datapackage.schema(course)
    assert schema["primaryKey"] == ["district", "month", "offence", "sex", "age", "status"]
    assert [(one["fields"], one["reference"]) for one in schema["foreignKeys"]] == [
        ("district", {"resource": "districts", "fields": "code"}),
        ("offence", {"resource": "offences", "fields": "code"}),
        ("sex", {"resource": "sexes", "fields": "code"}),
        ("age", {"resource": "ages", "fields": "code"}),
        ("status", {"resource": "statuses", "fields": "code"}),
    ]


def test_everything_is_labelled_synthetic(course: Course) -> None:
    package = datapackage.package(course)
    assert package["description"].startswith("Synthetic data: ")
    assert package["description_tg"].startswith("Маълумоти шартӣ: ")
    assert package["description_ru"].startswith("Условные данные: ")
    marks = {"en": "(synthetic)", "tg": "(шартӣ)", "ru": "(условный)"}
    for code in course.standard.lists["districts"].codes.values():
        assert all(code.label[locale].endswith(mark) for locale, mark in marks.items())


def test_a_course_without_exercises_has_the_lists_alone(make_course: Callable[..., Course]) -> None:
    assert [one["name"] for one in datapackage.package(make_course())["resources"]] == FILES[1:]
