"""The data standard as it is read: its parts, its code lists as tables, and ids that are there twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from course.data import Data, parse
from course.model import Standard
from course.standard import gaps, read_standard, repeated, standard_of, table

TEXT = (ROOT / "docs" / "data" / "statistics.yml").read_text(encoding="utf-8")


def data(text: str) -> Data:
    data, problems = parse(text, "docs/data/statistics.yml")
    assert data is not None
    assert problems == []
    return data


def line_of(text: str) -> int:
    return TEXT[: TEXT.index(text)].count("\n") + 1


@pytest.fixture(scope="module")
def standard() -> Standard:
    return standard_of(data(TEXT))


def test_the_standard_is_read(standard: Standard) -> None:
    assert list(standard.fields) == ["district", "month", "offence", "sex", "age", "status", "count"]
    month = standard.fields["month"]
    assert (month.type, month.list, month.minimum, month.maximum) == ("month", "", "2000-01", "2099-12")
    assert (standard.fields["count"].minimum, standard.fields["count"].maximum) == (0, 99999)
    assert (standard.together, standard.together_code) == (("sex", "age"), "no-person")
    assert (standard.suppressed, standard.hidden_together, standard.shown) == ((1, 4), 5, 10)
    assert list(gaps(standard)) == []


def test_offence_groups_are_the_eleven_sections_of_iccs(standard: Standard) -> None:
    codes = standard.lists["offences"].codes.values()
    assert [code.iccs for code in codes] == [f"{number:02}" for number in range(1, 12)]
    assert standard.lists["offences"].follows == "ICCS 1.0 (UNODC 2015)"


def test_districts_are_twelve_and_have_people(standard: Standard) -> None:
    codes = standard.lists["districts"].codes.values()
    assert len(codes) == 12
    assert all(code.population for code in codes)


def test_a_code_list_is_a_table(standard: Standard) -> None:
    header, rows = table(standard.lists["districts"], ["tg", "en"])
    assert header == ["code", "population", "label_tg", "label_en"]
    assert rows[0] == ["synthetic-almond", 61400, "Бодом (шартӣ)", "Almond (synthetic)"]
    header, rows = table(standard.lists["offences"], ["en"])
    assert header == ["code", "iccs", "label_en", "section_en"]
    assert rows[4] == ["property-only", "05", "Property only", "Acts against property only"]


def test_ids_are_there_once() -> None:
    assert list(repeated(data(TEXT))) == []
    twice = TEXT.replace("id: synthetic-fig,", "id: synthetic-apple,").replace("- id: sexes", "- id: ages")
    assert [problem.message for problem in repeated(data(twice))] == [
        f"the id 'ages' is taken in line {line_of('- id: sexes')}",
        f"the id 'synthetic-apple' is taken in line {line_of('{id: synthetic-apple')}",
    ]


@pytest.mark.parametrize(
    "text",
    ["[]", "fields: 3", "fields: [3, {id: 3}]", "lists: [{codes: 3}, {codes: [3, {}]}]", "together: []", "key: a"],
)
def test_whatever_stands_in_the_file_it_is_read(text: str) -> None:
    held = data(text)
    assert standard_of(held).key == ()
    assert list(repeated(held)) == []


def test_a_standard_that_is_not_there_is_told(tmp_path: Path) -> None:
    standard, problems = read_standard(tmp_path)
    assert [problem.code for problem in problems] == ["FL001"]
    assert standard.fields == {}


def test_a_copy_of_the_file_must_fit_its_schema(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "data"
    (folder / "schema").mkdir(parents=True)
    schema = ROOT / "docs" / "data" / "schema" / "statistics.json"
    (folder / "schema" / "statistics.json").write_bytes(schema.read_bytes())
    (folder / "statistics.yml").write_text(TEXT.replace("  huge:", "  large:"), encoding="utf-8")
    assert [str(problem).partition(" - ")[0] for problem in read_standard(tmp_path)[1]] == [
        f"docs/data/statistics.yml:{line_of('mistakes:')}: FL003 mistakes: the field 'huge' is missing",
        f"docs/data/statistics.yml:{line_of('  huge:')}: FL003 mistakes: unknown field 'large'",
    ]
