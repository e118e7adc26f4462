"""The command `statistics`: what it prints, and the database that it writes or does not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT

from cli import main
from course.model import Course
from course.standard import read_standard
from course.tables import ddl, insert
from editions import datapackage

YEAR = ROOT / "docs" / "data" / "exercises" / "statistics-synthetic-2099.csv"
HEADER = "district,month,offence,sex,age,status,count\n"
ROW = "synthetic-pear,2099-01,property-only,male,age-18-29,recorded,3\n"
RIGHT = ("synthetic-pear", "2099-01", "drugs", "male", "age-18-29", "recorded", 3)


def run(*arguments: str | Path) -> int:
    return main(["statistics", *map(str, arguments)], root=ROOT)


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def test_a_right_file_is_said_to_be_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(YEAR) == 0
    assert capsys.readouterr() == ("No problems found in 4,085 rows.\n", "")


def test_problems_are_printed_with_their_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = put(tmp_path, "one.csv", HEADER + ROW)
    two = put(tmp_path, "two.csv", HEADER + ROW + ROW.replace("-01,", "-13,") * 12)
    assert run(one, two) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        f"{two}:2: ST001 the same combination stands in {one}:2"
        " - keep one of the two rows, and add the counts up where both are true"
    )
    assert lines[1] == f"{two}:3: ST001 month: '2099-13' names no month of the year - months go from 01 to 12"
    assert lines[-2:] == [
        f"{two}:13: ST001 from here on 2 more of the kind month-number - mend those that are shown, then check again",
        "13 problems, 1 row without one.",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([str(YEAR), "--districts", "nothing.csv"], "no such file: nothing.csv\n"),
        (["nothing.csv"], "no such file: nothing.csv\n"),
        ([], "name a file of statistics, or --ddl\n"),
        (
            [str(YEAR), "--sqlite", str(YEAR)],
            f"{YEAR} is no SQLite database and was not touched: choose another name\n",
        ),
        ([str(YEAR), "--sqlite", "/nowhere/a.db"], "the work was stopped: unable to open database file\n"),
    ],
)
def test_what_cannot_be_done_is_2(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = YEAR.read_bytes()
    assert run(*arguments) == 2
    assert capsys.readouterr() == ("", said)
    assert YEAR.read_bytes() == before


def test_a_standard_with_problems_checks_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["statistics", str(YEAR)], root=tmp_path) == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        "docs/data/statistics.yml:1: FL001 the file cannot be read: No such file or directory"
        " - put the file in its place"
    )


def test_the_database_has_the_rows_and_the_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.db"
    assert run(YEAR, "--sqlite", out) == 0
    assert capsys.readouterr().out == f"No problems found in 4,085 rows.\nWrote {out}\n"
    with closing(sqlite3.connect(out)) as base:
        lines = [",".join(map(str, row)) for row in base.execute('SELECT * FROM "statistics" ORDER BY rowid')]
        assert [HEADER.strip(), *lines] == YEAR.read_text(encoding="utf-8").splitlines()
        [named] = base.execute(
            """SELECT "iccs", "label_tg", "label_ru", "section_en" FROM "offences" WHERE code = 'drugs'"""
        )
        assert named == (
            "06",
            "Маводи мухаддир",
            "Наркотики",
            "Acts involving controlled drugs or other psychoactive substances",
        )
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert [path.name for path in tmp_path.iterdir()] == ["out.db"]


def test_a_mistake_leaves_the_older_database_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, wrong = tmp_path / "out.db", put(tmp_path, "wrong.csv", HEADER + ROW.replace(",3", ",-3") + ROW)
    assert run(YEAR, "--sqlite", out) == 0
    before = out.read_bytes()
    capsys.readouterr()
    assert run(wrong, "--sqlite", out) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        "1 problem, 1 row without one.",
        f"{out} was not written: it takes files without problems.",
    ]
    assert out.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.db", "wrong.csv"]


OWN = "code,population,label_tg,label_ru,label_en\nown-one,1000,Як,Один,One\nown-two,2000,Ду,Два,Two\n"


def test_an_office_brings_its_own_districts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own, out = put(tmp_path, "own.csv", OWN), tmp_path / "out.db"
    right = put(tmp_path, "right.csv", HEADER + ROW.replace("synthetic-pear", "own-two"))
    assert run(right, "--districts", own, "--sqlite", out) == 0
    with closing(sqlite3.connect(out)) as base:
        assert base.execute('SELECT "code", "population", "label_tg" FROM "districts"').fetchall() == [
            ("own-one", 1000, "Як"),
            ("own-two", 2000, "Ду"),
        ]
    capsys.readouterr()
    wrong = put(tmp_path, "wrong.csv", HEADER + ROW)
    assert run(wrong, "--districts", own) == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        f"{wrong}:2: ST001 district: 'synthetic-pear' is no code of the list - the codes are own-one, own-two"
    )
    assert run("--ddl", "postgresql", "--districts", own) == 0
    assert "('own-one', 1000, 'Як', 'Один', 'One')" in capsys.readouterr().out


def test_the_published_list_can_be_brought(tmp_path: Path, course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "districts.csv"
    path.write_bytes(datapackage.files(course)["assets/statistics/districts.csv"])
    assert run(YEAR, "--districts", path) == 0
    assert capsys.readouterr().out == "No problems found in 4,085 rows.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1: ST001 the file is empty - put a header line and rows into it"),
        (OWN.splitlines()[0], "1: ST001 there is no row below the header - add the rows"),
        (
            OWN.replace("own-two", "own-one"),
            "3: ST001 the same combination stands in {path}:2"
            " - keep one of the two rows, and add the counts up where both are true",
        ),
        (
            OWN.replace("own-two", "Own Two"),
            "3: ST001 code: 'Own Two' cannot be a code - write small Latin letters, digits and hyphens",
        ),
        (
            OWN.replace("2000", "2 000"),
            "3: ST001 population: '2 000' is no count - write digits only, without zeros in front",
        ),
        (
            OWN.replace("Ду", "=Ду"),
            "3: ST001 label_tg: the value begins with '=': a spreadsheet would run it as a formula"
            " - write the plain value",
        ),
        (OWN.replace("Ду", " Ду"), "3: ST001 label_tg: blanks stand around the value - take the blanks away"),
        (
            OWN.replace("Ду", ""),
            "3: ST001 label_tg: the cell is empty - write the value: not-stated for what is not known, 0 for zero",
        ),
        (OWN + "own-three,1\n", "4: ST001 the row has 2 cells in place of 5 - give each column a value"),
    ],
)
def test_a_list_with_mistakes_is_not_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    path = put(tmp_path, "own.csv", text)
    assert run(YEAR, "--districts", path) == 1
    assert capsys.readouterr() == (f"{path}:{said.format(path=path)}\n", "")


def test_a_list_without_a_column_is_not_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path, "own.csv", OWN.replace("population", "people"))
    assert run(YEAR, "--districts", path) == 1
    assert [line.removeprefix(f"{path}:").partition(" - ")[0] for line in capsys.readouterr().out.splitlines()] == [
        "1: ST001 people: the standard has no such column",
        "1: ST001 population: the column is missing",
    ]


@pytest.fixture(scope="module")
def base() -> sqlite3.Connection:
    standard, _ = read_standard(ROOT)
    base = sqlite3.connect(":memory:")
    base.executescript("PRAGMA foreign_keys = ON;" + ddl(standard, ("tg", "ru", "en"), "sqlite"))
    base.execute(insert(standard), RIGHT)
    return base


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("district", "nowhere"),
        ("month", "2099-13"),
        ("month", "2099-00"),
        ("month", "2099-1"),
        ("month", "1999-12"),
        ("month", "2099-01-01"),
        ("offence", "Drugs"),
        ("sex", None),
        ("sex", "no-person"),
        ("age", "no-person"),
        ("age", "14-17"),
        ("status", ""),
        ("count", -1),
        ("count", 100000),
        ("count", 1.5),
        ("count", "three"),
        ("count", None),
        ("count", 4),
    ],
)
def test_the_tables_refuse_what_the_check_refuses(base: sqlite3.Connection, field: str, value: object) -> None:
    standard, _ = read_standard(ROOT)
    row = dict(zip(standard.fields, RIGHT, strict=True)) | {field: value}
    with pytest.raises(sqlite3.IntegrityError):
        base.execute(insert(standard), tuple(row.values()))


def test_the_tables_of_both_databases_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    standard, _ = read_standard(ROOT)
    for dialect in ("sqlite", "postgresql"):
        assert run("--ddl", dialect) == 0
        assert capsys.readouterr().out == ddl(standard, ("tg", "ru", "en"), dialect)
