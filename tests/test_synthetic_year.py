"""The synthetic year is what its generator gives, and says in each row that it is synthetic."""

from __future__ import annotations

import csv

import synthetic_year

from course.model import Course


def test_the_file_is_what_the_generator_gives(course: Course) -> None:
    assert synthetic_year.PATH.read_bytes() == synthetic_year.written(course.standard).encode()


def test_every_row_is_labelled_synthetic(course: Course) -> None:
    assert "synthetic" in synthetic_year.PATH.name
    assert all(code.startswith("synthetic-") for code in course.standard.lists["districts"].codes)


def test_every_district_has_every_month_and_every_group_is_there(course: Course) -> None:
    with synthetic_year.PATH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    months = {f"{synthetic_year.YEAR}-{month:02}" for month in range(1, 13)}
    lists = course.standard.lists
    assert {(row["district"], row["month"]) for row in rows} == {
        (district, month) for district in lists["districts"].codes for month in months
    }
    assert {row["offence"] for row in rows} == set(lists["offences"].codes)


def test_small_counts_are_there_to_be_hidden(course: Course) -> None:
    least, most = course.standard.suppressed
    with synthetic_year.PATH.open(encoding="utf-8", newline="") as file:
        counts = [int(row["count"]) for row in csv.DictReader(file)]
    assert {count for count in counts if least <= count <= most} == {1, 2, 3, 4}
    assert max(counts) > most
