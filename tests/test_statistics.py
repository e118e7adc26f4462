"""Files of statistics against the standard: what is told of each kind of mistake, and where."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from conftest import ROOT

from course.cells import KINDS, LONGEST, Found, shown
from course.model import Standard
from course.standard import read_standard
from course.statistics import Keys, Row, Values, limited, problem, problems, read, said

GOLDEN = ROOT / "tests" / "golden"
HEADER = "district,month,offence,sex,age,status,count\n"
ROW = "synthetic-pear,2099-01,property-only,male,age-18-29,recorded,3\n"


@pytest.fixture(scope="module")
def standard() -> Standard:
    standard, found = read_standard(ROOT)
    assert found == []
    return standard


def told(standard: Standard, data: bytes | str) -> list[str]:
    source = BytesIO(data if isinstance(data, bytes) else data.encode())
    return [str(one).removeprefix("a.csv:") for one in problems(standard, "a.csv", source, "en")]


def rows(standard: Standard, data: bytes | str) -> list[Row]:
    keys = Keys()
    keys.open("a.csv")
    source = BytesIO(data if isinstance(data, bytes) else data.encode())
    return [item for item in read(Values(standard), source, keys) if isinstance(item, Row)]


def test_mistakes_are_told_by_row_and_column(standard: Standard) -> None:
    lines = told(standard, (GOLDEN / "statistics-mistakes.csv").read_bytes())
    assert lines == (GOLDEN / "statistics-mistakes.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (HEADER + ROW, []),
        ("\ufeff" + HEADER + ROW, []),
        ((HEADER + ROW).replace("\n", "\r\n"), []),
        ((HEADER + ROW).rstrip("\n"), []),
        ("count,month,offence,sex,age,status,district\n3,2099-01,drugs,male,age-18-29,recorded,synthetic-pear\n", []),
        ("", ["1: ST001 the file is empty - put a header line and rows into it"]),
        ("\ufeff", ["1: ST001 the file is empty - put a header line and rows into it"]),
        (HEADER, ["1: ST001 there is no row below the header - add the rows"]),
        (
            f"\n{HEADER}{ROW}\n",
            ["1: ST001 the line is blank - take it away", "4: ST001 the line is blank - take it away"],
        ),
        (
            (HEADER + ROW).replace(",", ";"),
            ["1: ST001 the columns are parted by ;, not by commas - save the file again as CSV with commas (,)"],
        ),
        (
            (HEADER + ROW).replace(",", "\t"),
            ["1: ST001 the columns are parted by TAB, not by commas - save the file again as CSV with commas (,)"],
        ),
        (
            (HEADER + ROW).encode("utf-16"),
            ["1: ST001 the file is UTF-16 text - save it again as CSV with the encoding UTF-8"],
        ),
        *(
            (
                start + b"\n" + ROW.encode(),
                [
                    "1: ST001 the file is an Excel workbook"
                    " - open it in a spreadsheet and save it as CSV with the encoding UTF-8"
                ],
            )
            for start in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
        ),
        (
            HEADER.encode() + ROW.replace("male", "муж").encode("cp1251"),
            ["2: ST001 this line is not UTF-8 text - save the file again as CSV with the encoding UTF-8"],
        ),
        (
            HEADER + ROW.replace("male", "ma\0le"),
            ["2: ST001 the line holds a NUL character - save the file again as plain text"],
        ),
        (
            HEADER + ROW.replace("male", "m" * LONGEST) + ROW,
            ["2: ST001 the line has more than 4000 characters - a row has a few short values"],
        ),
        (
            HEADER.replace("age,", "") + ROW.replace("age-18-29,", ""),
            ["1: ST001 age: the column is missing - add it to the header and give each row a value"],
        ),
        (
            HEADER.replace("offence", "ofence") + ROW,
            [
                "1: ST001 ofence: the standard has no such column - did you mean 'offence'?",
                "1: ST001 offence: the column is missing - add it to the header and give each row a value",
            ],
        ),
        (
            HEADER.replace("month", "Моҳ") + ROW,
            [
                "1: ST001 Моҳ: the standard has no such column - did you mean 'month'?",
                "1: ST001 month: the column is missing - add it to the header and give each row a value",
            ],
        ),
        (
            HEADER.replace("count", "count,remark") + ROW.replace("3\n", "3,Намуна Намунаева\n"),
            [
                "1: ST001 remark: the standard has no such column - take the column out of the file",
                "2: ST001 remark: this looks like a telephone number, an e-mail address or a name"
                " - take it out of the file: there is room for sums only",
            ],
        ),
        (
            HEADER.replace("count", "count,") + ROW.replace("3\n", "3,\n"),
            ["1: ST001 8: the standard has no such column - take the column out of the file"],
        ),
        (
            HEADER.replace("count", "count,sex") + ROW.replace("3\n", "3,male\n"),
            ["1: ST001 sex: the column stands there twice - keep one of the two"],
        ),
        (
            '"district' + HEADER[8:] + ROW,
            [
                "1: ST001 a quotation mark is not closed, or stands inside a value"
                " - no value needs quotation marks, take them away"
            ],
        ),
        (
            "a,b,c\n1,2,3\n",
            [
                *(
                    f"1: ST001 {name}: the standard has no such column - take the column out of the file"
                    for name in "abc"
                ),
                *(
                    f"1: ST001 {name}: the column is missing - add it to the header and give each row a value"
                    for name in HEADER.strip().split(",")
                ),
            ],
        ),
    ],
)
def test_a_file_is_told_as_a_whole(standard: Standard, data: bytes | str, lines: list[str]) -> None:
    assert told(standard, data) == lines


def test_rows_have_the_order_of_the_standard(standard: Standard) -> None:
    data = "count,month,offence,sex,age,status,district\n3,2099-01,drugs,male,age-18-29,recorded,synthetic-pear\n"
    assert rows(standard, data) == [Row(2, ("synthetic-pear", "2099-01", "drugs", "male", "age-18-29", "recorded", 3))]


def test_a_mistake_spoils_its_own_row_only(standard: Standard) -> None:
    other = ROW.replace("male", "female")
    found = rows(standard, HEADER + ROW + 'synthetic-pear,"2099-01,drugs\n' + other)
    assert [row.line for row in found] == [2, 4]


def test_of_many_mistakes_of_a_kind_ten_are_told_and_the_others_counted(standard: Standard) -> None:
    data = HEADER + ROW.replace("property-only", "nothing-like-it") * 1000 + ROW.replace(",3", ",-3")
    lines = told(standard, data)
    assert [line.partition(":")[0] for line in lines] == [*map(str, range(2, 12)), "1002", "12"]
    assert lines[-1] == (
        "12: ST001 from here on 990 more of the kind unknown-code - mend those that are shown, then check again"
    )


def test_200_columns_do_not_flood(standard: Standard) -> None:
    names = ",".join(f"x{number}" for number in range(200))
    lines = told(standard, f"{names}\n{','.join('1' * 200)}\n")
    assert len(lines) == 18
    assert lines[-1].startswith("1: ST001 from here on 190 more of the kind unknown-column")


def test_a_key_is_known_again_in_another_file(standard: Standard) -> None:
    keys, values = Keys(), Values(standard)
    keys.open("one.csv")
    assert len(list(read(values, BytesIO((HEADER + ROW).encode()), keys))) == 1
    keys.open("two.csv")
    [found] = read(values, BytesIO((HEADER + ROW).encode()), keys)
    assert found == Found(2, "", "repeated-key", {"place": "one.csv:2"})


def test_every_key_has_a_number_of_its_own(standard: Standard) -> None:
    places = {one.id: Values(standard).known[one.id] for one in standard.fields.values() if one.type == "code"}
    lines = [
        f"synthetic-pear,2099-0{month},{offence},male,{age},{status},1"
        for month in (1, 2)
        for offence in places["offence"]
        for age in list(places["age"])[:-1]
        for status in places["status"]
    ]
    assert len(rows(standard, HEADER + "\n".join(lines))) == len(lines) == 264


def test_messages_do_not_repeat_personal_data(standard: Standard) -> None:
    for cell in ("Намуна Намунаева", "+992 00 000 00 00", "a@example.org"):
        for line in told(standard, HEADER + ROW.replace("male", cell)):
            assert cell not in line


@pytest.mark.parametrize("cell", ["Almond (synthetic)", "property only", "2099", "12 345 678", "Male"])
def test_what_only_seems_personal_is_told_as_what_it_is(standard: Standard, cell: str) -> None:
    assert "telephone" not in "".join(told(standard, HEADER + ROW.replace("male", cell)))


def test_a_value_is_shown_in_one_line_that_no_terminal_obeys() -> None:
    assert shown("a\x1b[31mb\u202ec\td") == "a�[31mb�c�d"
    assert shown("x" * 41) == "x" * 40 + "…"


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_every_kind_is_said_in_every_language(standard: Standard, locale: str) -> None:
    assert set(standard.mistakes) == set(KINDS)
    for kind, names in KINDS.items():
        guesses = ({"near": "x"}, {}) if standard.mistakes[kind].near else ({"near": "x"},)
        for guess in guesses:
            values = dict.fromkeys(names - {"near"}, "{0}") | guess
            assert all(said(standard, Found(1, "", kind, values), locale))


def test_a_mistake_is_said_in_the_language_of_the_reader(standard: Standard) -> None:
    found = Found(3, "month", "month-number", {"value": "2099-13"})
    assert str(problem(standard, "a.csv", found, "ru")) == (
        "a.csv:3: ST001 month: в «2099-13» нет такого месяца - месяцы бывают от 01 до 12"
    )
    assert str(problem(standard, "a.csv", found, "tg")) == (
        "a.csv:3: ST001 month: дар «2099-13» чунин моҳ нест - моҳҳо аз 01 то 12 ҳастанд"
    )


def test_rows_pass_the_limit(standard: Standard) -> None:
    row = Row(2, ())
    assert list(limited(standard, [row] * 20)) == [row] * 20


def test_the_synthetic_year_has_no_mistake(standard: Standard) -> None:
    for path in sorted(Path(ROOT / "docs" / "data" / "exercises").glob("*.csv")):
        assert told(standard, path.read_bytes()) == []
