"""Reading YAML: values, the line of each, and every mistake as a problem at its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from course.data import Data, entries, parse, read, read_text, strings, words

MEND = "mend this line or the one above it"
SCHEMA = {
    "type": "object",
    "additionalProperties": {"type": "object", "properties": {"n": {"type": "integer"}}, "additionalProperties": False},
}


def said(problems: list[Any]) -> list[str]:
    return [str(problem) for problem in problems]


def parsed(text: str, first_line: int = 1) -> tuple[Any, list[str]]:
    data, problems = parse(text, "docs/data/a.yml", first_line)
    return (data.value if data else None), said(problems)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.yml"


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(SCHEMA), encoding="utf-8")
    return path


# Text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("ҳамкорӣ\n".encode(), "ҳамкорӣ\n"),
        (b"\xef\xbb\xbfa\n", "a\n"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"", ""),
    ],
)
def test_text_is_read_without_mark_and_with_plain_line_ends(file: Path, raw: bytes, text: str) -> None:
    file.write_bytes(raw)
    assert read_text(file, "a.yml") == (text, [])


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (
            b"a\nb \xe9\n",
            "a.yml:2: FL001 the file is not UTF-8 text - save it again with the encoding UTF-8",
        ),
        (
            "ҳамкорӣ".encode("utf-16"),
            "a.yml:1: FL001 the file is not UTF-8 text - save it again with the encoding UTF-8",
        ),
        (
            b"a\nb\nc\0\n",
            "a.yml:3: FL001 the file holds a NUL character - save it again as plain text",
        ),
    ],
)
def test_what_is_not_text_is_told_at_its_line(file: Path, raw: bytes, problem: str) -> None:
    file.write_bytes(raw)
    text, problems = read_text(file, "a.yml")
    assert (text, said(problems)) == ("", [problem])


def test_a_missing_file_is_told(file: Path) -> None:
    text, problems = read_text(file, "docs/data/a.yml")
    told = "docs/data/a.yml:1: FL001 the file cannot be read: No such file or directory - put the file in its place"
    assert (text, said(problems)) == ("", [told])


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    _, problems = read_text(tmp_path, "docs/en/a.md")
    told = "docs/en/a.md:1: FL001 the file cannot be read: Is a directory - put the file in its place"
    assert said(problems) == [told]


# YAML


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1", {"a": 1}),
        ("a: [b, 2, true, null]", {"a": ["b", 2, True, None]}),
        ("1: a", {"1": "a"}),
        ("no: a", {"no": "a"}),
        ("a: '1'", {"a": "1"}),
        ("a: 2008-01-02", {"a": "2008-01-02"}),
        ("a: >\n  b\n  c\n", {"a": "b c\n"}),
        ("- a\n- b", ["a", "b"]),
        ("a:", {"a": None}),
        ("", None),
        ("# nothing\n", None),
    ],
)
def test_plain_yaml_is_read(text: str, value: object) -> None:
    assert parsed(text) == (value, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "a: 1\n---\nb: 2\n",
            "2: FL002 this is not YAML: expected a single document in the stream, but found another document"
            " - a line of --- may only stand at the beginning",
        ),
        (
            "a: [1\nb: 2\n",
            f"2: FL002 this is not YAML: while parsing a flow sequence, did not find expected ',' or ']' - {MEND}",
        ),
        (
            "a: b: c\n",
            "1: FL002 this is not YAML: mapping values are not allowed in this context"
            " - put a text with a colon in quotes",
        ),
        (
            "a: 1\nb: @c\n",
            "2: FL002 this is not YAML: while scanning for the next token, found character that cannot start any token"
            " - indent with blanks, not with tabs; put a text that begins with @, % or ` in quotes",
        ),
        ("a: &b 1\n", ""),
        ("a: &b 1\nc: *b\n", "2: FL002 YAML aliases are not allowed - write the value out"),
    ],
)
def test_what_is_not_plain_yaml_is_told(text: str, problem: str) -> None:
    value, problems = parsed(text)
    assert problems == ([f"docs/data/a.yml:{problem}"] if problem else [])
    assert (value is None) == bool(problem)


def test_a_day_that_is_none_is_told_at_its_line() -> None:
    told = "docs/data/a.yml:2: FL002 '2008-13-45' cannot be read - put it in quotes, or mend the date"
    assert parsed("a: 1\nb: 2008-13-45\n") == ({"a": 1, "b": None}, [told])


@pytest.mark.parametrize("value", ["{d: 2}", "[d]", "d"])
def test_a_tag_is_told_at_its_line(value: str) -> None:
    _, problems = parsed(f"a: 1\nb: !c {value}\n")
    assert problems == ["docs/data/a.yml:2: FL002 the tag '!c' is not allowed - take it away"]


def test_a_key_that_is_a_list_is_told_and_left_out() -> None:
    told = "docs/data/a.yml:1: FL002 a key is a list or a mapping - write one word as the key"
    assert parsed("? [a, b]\n: c\nd: 1\n") == ({"d": 1}, [told])


def test_a_repeated_key_is_told_and_the_first_one_kept() -> None:
    told = "docs/data/a.yml:3: FL002 the key 'b' is repeated - keep one of the two entries"
    assert parsed("a:\n  b: 1\n  b: 2\nc: 3\n") == ({"a": {"b": 1}, "c": 3}, [told])


def test_lines_count_from_where_the_text_begins_in_its_file() -> None:
    told = "docs/data/a.yml:12: FL002 the key 'a' is repeated - keep one of the two entries"
    assert parsed("a: 1\n\na: 2\n", first_line=10) == ({"a": 1}, [told])
    _, problems = parsed("a: 1\nb: [\n", first_line=10)
    reason = "while parsing a flow node, did not find expected node content"
    assert problems == [f"docs/data/a.yml:12: FL002 this is not YAML: {reason} - {MEND}"]


@pytest.mark.parametrize("depth", [41, 900, 20_000])
def test_deep_nesting_is_a_problem_and_no_crash(depth: int) -> None:
    told = "docs/data/a.yml:1: FL002 more than 40 levels inside one another - write it flat"
    assert parsed("[" * depth + "]" * depth) == (None, [told])


def test_every_key_and_item_has_its_line() -> None:
    data, _ = parse("a:\n  - b: 1\n    c: 2\n  - d\n\ne: 3\n", "a.yml")
    assert data is not None
    assert data.lines == {
        (): 1,
        ("a",): 1,
        ("a", 0): 2,
        ("a", 0, "b"): 2,
        ("a", 0, "c"): 3,
        ("a", 1): 4,
        ("e",): 6,
    }


@pytest.mark.parametrize(
    ("key", "line"),
    [((), 1), (("a",), 3), (("a", "b"), 4), (("a", "b", 7, "c"), 4), (("z",), 1)],
)
def test_the_line_of_an_unknown_key_is_that_of_what_is_around_it(key: tuple[str | int, ...], line: int) -> None:
    assert Data({}, {("a",): 3, ("a", "b"): 4}).line(*key) == line


# Files with a schema


def test_data_that_fit_are_read(file: Path, schema: Path) -> None:
    file.write_text("a: {n: 1}\n", encoding="utf-8")
    data, problems = read(file, schema, "docs/data/a.yml")
    assert data is not None
    assert (data.value, problems) == ({"a": {"n": 1}}, [])


HINT = "compare with the entries around it"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a:\n  n: b\n", [f"docs/data/a.yml:2: FL003 a.n: this is not a whole number - {HINT}"]),
        ("a: {n: 1}\nb:\n  n: 1\n  m: 2\n", ["docs/data/a.yml:4: FL003 b: unknown field 'm' - choose one of n"]),
        ("- a\n", [f"docs/data/a.yml:1: FL003 the file: this is not a mapping - {HINT}"]),
        ("", ["docs/data/a.yml:1: FL003 the file: nothing stands here - write the value after the colon"]),
        (
            "a: 1\nb: 2\n",
            [
                f"docs/data/a.yml:1: FL003 a: this is not a mapping - {HINT}",
                f"docs/data/a.yml:2: FL003 b: this is not a mapping - {HINT}",
            ],
        ),
    ],
)
def test_data_that_do_not_fit_are_told_at_their_line(file: Path, schema: Path, text: str, problems: list[str]) -> None:
    file.write_text(text, encoding="utf-8")
    data, found = read(file, schema, "docs/data/a.yml")
    assert sorted(said(found)) == problems
    assert data is not None


def test_a_repeated_key_does_not_hide_what_does_not_fit(file: Path, schema: Path) -> None:
    file.write_text("a: {n: 1}\na: {n: 2}\nb: 3\n", encoding="utf-8")
    _, problems = read(file, schema, "docs/data/a.yml")
    assert said(problems) == [
        "docs/data/a.yml:2: FL002 the key 'a' is repeated - keep one of the two entries",
        f"docs/data/a.yml:3: FL003 b: this is not a mapping - {HINT}",
    ]


def test_without_yaml_there_are_no_data(file: Path, schema: Path) -> None:
    file.write_text("a: [\n", encoding="utf-8")
    data, problems = read(file, schema, "docs/data/a.yml")
    assert data is None
    assert [problem.code for problem in problems] == ["FL002"]


@pytest.mark.parametrize("text", [None, "{", "\xff"])
def test_a_schema_that_cannot_be_read_is_told(file: Path, tmp_path: Path, text: str | None) -> None:
    file.write_text("a: {n: 1}\n", encoding="utf-8")
    schema = tmp_path / "broken.json"
    if text is not None:
        schema.write_text(text, encoding="latin-1")
    data, problems = read(file, schema, "docs/data/a.yml")
    hint = "put the schema back from the last release"
    assert data is not None
    assert said(problems) == [f"docs/data/schema/broken.json:1: FL001 the schema cannot be read - {hint}"]


# Parts


def test_entries_are_the_mappings_of_a_mapping_or_a_list() -> None:
    data, _ = parse("a: {b: 1}\nc: 2\nd: [{e: 3}, f]\n", "a.yml")
    assert data is not None
    assert list(entries(data)) == [("a", {"b": 1})]
    assert list(entries(data, "d")) == [(0, {"e": 3})]


@pytest.mark.parametrize("key", [("c",), ("z",), ("c", "z"), ("d", "z")])
def test_anything_else_has_no_entries(key: tuple[str, ...]) -> None:
    data, _ = parse("c: 2\nd: [{e: 3}]\n", "a.yml")
    assert data is not None
    assert list(entries(data, *key)) == []


@pytest.mark.parametrize(("value", "found"), [({"tg": "a", "ru": 1}, {"tg": "a"}), (["a"], {}), (None, {}), ("a", {})])
def test_words_are_texts_by_locale(value: object, found: dict[str, str]) -> None:
    assert words(value) == found


@pytest.mark.parametrize(("value", "found"), [(["a", 1, "b"], ("a", "b")), ("ab", ()), (None, ()), ({"a": 1}, ())])
def test_strings_are_the_texts_of_a_list(value: object, found: tuple[str, ...]) -> None:
    assert strings(value) == found
