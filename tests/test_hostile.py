"""No file, however broken or large, makes load, check or expand fail or hang, and every problem has a place."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from conftest import Make

from course.data import Data, parse, read
from course.expand import EDITIONS, expand, without_blocks
from course.items import read_items
from course.letters import mistakes
from course.load import DATA_FILES, load
from course.mask import mask
from course.model import Course, Language, Page, Problem
from course.parallel import differences, numbers
from course.rules import check, sr005_no_personal_data
from course.text import read_page
from course.translation import section_hashes
from course.wordings import Wordings

ABOUT = "docs/en/about.md"
TRANSLATED = "docs/ru/about.md"
MODULE = "docs/en/handbook/partnerships/index.md"
HEAD = "# About {#about}\n\n"
MEGABYTE = 1_000_000
LONG = 300_000  # letters: whoever needs their square needs hours
LIMIT = 8
"""Seconds of the processor for loading and checking a course with a page of a megabyte."""


class TooLongError(BaseException):
    """Caught by nothing on its way, as a TimeoutError is by whoever expects an OSError."""


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Stops what works longer; also a regular expression, which looks for signals while it matches."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError(f"more than {seconds} seconds")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def of_size(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of data with the same bytes is read and held against its schema once, however many courses have it."""
    known: dict[tuple[bytes, bytes, str], tuple[Data | None, list[Problem]]] = {}

    def once(path: Path, schema: Path, shown: str) -> tuple[Data | None, list[Problem]]:
        try:
            key = (path.read_bytes(), schema.read_bytes(), shown)
        except OSError:
            return read(path, schema, shown)
        if key not in known:
            known[key] = read(path, schema, shown)
        return known[key]

    monkeypatch.setattr("course.load.read", once)


def lines_of(root: Path, path: str) -> int:
    """How many lines an editor counts; a file that cannot be read has one."""
    try:
        return (root / path).read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    except OSError:
        return 1


SAID_OF_ABSENT = (
    "the file cannot be read: No such file or directory",
    "the file cannot be read: Not a directory",
    "the file cannot be read: Too many levels of symbolic links",
    "the schema cannot be read",
)


def examined(root: Path, *, expanded: bool = True) -> list[Problem]:
    """Loads, checks and expands a course; its problems, each of which has a place that is there."""
    course = load(root)
    problems = check(course)
    planned = {page.path for page in course.pages if page.planned}
    lines: dict[str, int] = {}
    for problem in problems:
        assert type(problem) is Problem
        assert all((problem.code, problem.message, problem.hint))
        if problem.path not in lines:
            lines[problem.path] = lines_of(root, problem.path)
            path = root / problem.path
            absent = problem.code == "TR001" or problem.path in planned or problem.message in SAID_OF_ABSENT
            assert path.exists() or path.is_symlink() or absent, problem
        assert 1 <= problem.line <= lines[problem.path] + 1, problem
    if expanded and course.complete and not any(problem.path.startswith("docs/data/") for problem in problems):
        expand_all(course)
    return problems


def expand_all(course: Course) -> None:
    for page in course.pages:
        for edition in EDITIONS:
            expand(course, page, edition)


def told(problems: list[Problem], path: str, code: str) -> list[str]:
    return [str(problem) for problem in problems if (problem.path, problem.code) == (path, code)]


# Bytes


@pytest.mark.parametrize("path", [ABOUT, TRANSLATED, MODULE, *(f"docs/data/{name}.yml" for name in DATA_FILES)])
@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"a: 1\nb: \xff\n", "2: FL001 the file is not UTF-8 text - save it again with the encoding UTF-8"),
        (b"---\na: \xc3\n---\n", "2: FL001 the file is not UTF-8 text - save it again with the encoding UTF-8"),
        (b"a\r\n\xed\xa0\x80\r\n", "2: FL001 the file is not UTF-8 text - save it again with the encoding UTF-8"),
        ("# A\n".encode("utf-16"), "1: FL001 the file is not UTF-8 text - save it again with the encoding UTF-8"),
        (b"a: 1\n\nb: \0\n", "3: FL001 the file holds a NUL character - save it again as plain text"),
    ],
    ids=["byte", "front-matter", "surrogate", "utf-16", "nul"],
)
def test_bytes_that_are_no_text_are_told(make_root: Make, path: str, raw: bytes, message: str) -> None:
    root = make_root()
    (root / path).write_bytes(raw)
    assert told(examined(root), path, "FL001") == [f"{path}:{message}"]


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.replace(b"\n", b"\r"),
    ],
    ids=["mark", "windows", "old-mac"],
)
def test_marks_and_line_ends_of_other_systems_change_nothing(make_root: Make, change: Callable[[bytes], bytes]) -> None:
    root = make_root()
    for path in [*root.rglob("*.md"), *root.rglob("*.yml")]:
        path.write_bytes(change(path.read_bytes()))
    assert examined(root) == []


@pytest.mark.parametrize(("ends", "line"), [("\r", 4), ("\r\n", 4), ("\x85", 2), ("\u2028", 2), ("\u2029", 2)])
def test_lines_of_a_page_are_counted_as_an_editor_counts_them(make_root: Make, ends: str, line: int) -> None:
    root = make_root()
    (root / ABOUT).write_bytes(f"{HEAD[:-2]}\na{ends}b{ends}[x](ref:nowhere)\n".encode())
    problems = [problem for problem in examined(root) if problem.code == "XR001"]
    assert [(problem.path, problem.line) for problem in problems] == [(ABOUT, line)]


@pytest.mark.parametrize("ends", ["\x85", "\u2028", "\u2029"])
def test_lines_of_data_are_counted_as_an_editor_counts_them(ends: str) -> None:
    message = "the key 'b' is repeated - keep one of the two entries"
    for text in (f"a: x{ends}y\nb: 1\nb: 2\n", f"# x{ends}y\nb: 1\nb: 2\n", f'a: "x{ends} y"\nb: 1\nb: 2\n'):
        assert [str(problem) for problem in parse(text, "a.yml")[1]] == [f"a.yml:3: FL002 {message}"]


@pytest.mark.parametrize("number", [*range(1, 9), 11, 12, *range(14, 32), *range(127, 160), 0xFEFF, 0xFFFE, 0xFFFF])
def test_control_characters_do_no_harm(make_root: Make, number: int) -> None:
    sign = chr(number)
    text = f"---\nreview: draft{sign}\n---\n# A{sign} {{#about}}\n\n{sign}[x{sign}](ref:{sign}) `{sign}\n"
    root = make_root({ABOUT: text, "docs/data/sources.yml": f"a: {{short: '{sign}'}}\n"})
    examined(root)


@pytest.mark.parametrize(
    "piece", ["\t", "\t\t- a\n", "#\ta\t{#b}\n", "!!!\tnote\n\t\ta\n", "|\ta\t|\n|\t-\t|\n", "\t```\n"]
)
def test_tabs_do_no_harm(make_root: Make, piece: str) -> None:
    examined(make_root({ABOUT: HEAD + piece * 3, "docs/data/tools.yml": piece}))


# YAML


ALIASES = "a: &a [x]\n" + "".join(f"{one}: &{one} [{f'*{before}, ' * 9}]\n" for before, one in pairwise("abcdefghi"))
HOSTILE_YAML = {
    "aliases": "a: &b {c: d}\ne: *b\n",
    "bomb": ALIASES,
    "merge": "a: {<<: {b: c}}\n",
    "repeated": "a: {b: 1, b: 2}\na: 3\n",
    "deep-lists": "[" * 10_000,
    "deep-maps": "{a: " * 10_000,
    "deep-blocks": "- " * 10_000,
    "deep-keys": "? " * 10_000,
    "deep-lines": "".join(f"{' ' * depth}a:\n" for depth in range(1_000)),
    "documents": "---\na: 1\n---\nb: 2\n",
    "directive": "%YAML 9.9\n---\na: 1\n",
    "tag-directive": "%TAG ! tag:a,2000:\n---\na: !b c\n",
    "object": "a: !!python/object/apply:os.system [exit]\n",
    "own-tag": "!a\nb: !c d\n",
    "unclosed-quote": 'a: "\n' * 9,
    "unclosed-list": "a: [\n",
    "tab": "a:\n\tb: 1\n",
    "colon": "a: b: c\n",
    "at": "a: @b\n",
    "equals": "a: =\n",
    "surrogate": 'a: "\\ud800"\n',
    "no-letter": 'a: "\\U00110000"\n',
    "long-number": f"a: {'9' * 5_000}\n",
    "long-hexadecimal": f"a: 0x{'f' * 5_000}\n",
    "sexagesimal": f"a: 1{':59' * 300_000}\n",
    "float": f"a: 1e999\nb: .inf\nc: .nan\nd: {'9' * 500}.5\n",
    "null-key": "? \n: 1\n",
    "list-key": "? [a]\n: 1\n",
    "empty": "",
    "comment": "# a\n",
    "text": "abc",
    "number": "1",
    "null": "~",
    "truth": "true",
    "date": "2026-11-21",
    "list": "[a, 1, null, true, {b: c}]",
    "marked": "\ufeffa: 1\n",
}
SCALARS = ["null", "bool", "int", "float", "timestamp", "str", "binary", "set", "omap", "pairs", "map", "seq", "value"]


WHOLE = ("list-key", "null-key", "empty", "comment", "text", "number", "null", "truth", "date", "list", "marked")
"""Good YAML, which each file reads in its own way. The others go no further than the parser, which is the same."""


@pytest.mark.parametrize("name", HOSTILE_YAML)
def test_hostile_yaml_does_no_harm(make_root: Make, name: str) -> None:
    root, text = make_root(), HOSTILE_YAML[name]
    with at_most(60):
        for file in DATA_FILES if name in WHOLE else DATA_FILES[:3]:
            path = root / "docs" / "data" / f"{file}.yml"
            kept = path.read_bytes()
            path.write_text(text, encoding="utf-8")
            examined(root)
            path.write_bytes(kept)
        path = root / "docs" / "data" / "tools" / "inclusion-checklist.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        (root / ABOUT).write_text(f"---\n{text}\n---\n{HEAD}", encoding="utf-8")
        examined(root)


@pytest.mark.parametrize("value", ["x", "''", "[]", "{}", "[a]", "{a: b}", "0", "~", "2026-99-99"])
@pytest.mark.parametrize("kind", SCALARS)
def test_a_tag_of_yaml_on_a_value_of_another_kind_does_no_harm(kind: str, value: str) -> None:
    for text in (f"a: !!{kind} {value}\n", f"!!{kind} {value}\n", f"? !!{kind} {value}\n: b\n"):
        _, problems = parse(text, "a.yml")
        assert {(problem.code, problem.line) for problem in problems} <= {("FL002", 1)}


@pytest.mark.parametrize("kind", ["binary", "set", "omap", "pairs", "map", "seq", "value"])
def test_a_tag_of_yaml_that_is_not_of_plain_values_is_told(kind: str) -> None:
    message = f"the tag 'tag:yaml.org,2002:{kind}' is not allowed - take it away"
    assert [str(problem) for problem in parse(f"a: !!{kind} aGk=\n", "a.yml")[1]] == [f"a.yml:1: FL002 {message}"]


def test_a_bomb_of_aliases_is_told_and_not_built(make_root: Make) -> None:
    root = make_root({"docs/data/glossary.yml": ALIASES})
    message = "docs/data/glossary.yml:2: FL002 YAML aliases are not allowed - write the value out"
    assert told(examined(root), "docs/data/glossary.yml", "FL002") == [message]


@pytest.mark.parametrize("value", ["0x" + "f" * 5_000, "1" + ":59" * 200, "9" * 5_000, "7" * 400 + ".5"])
def test_a_number_of_hundreds_of_digits_is_told(value: str) -> None:
    message = f"a.yml:2: FL002 '{value[:20]}…' cannot be read - put it in quotes, or mend the date"
    assert [str(problem) for problem in parse(f"a: 1\nb: {value}\n", "a.yml")[1]] == [message]


# Values of another type, at every place of every data file


VALUES: list[Any] = ["[]", "{}", "[[a]]", "{a: {b: c}}", "''", "text", "7", "-1", "1.5", "~", "true", "2026-11-21"]


def places(text: str) -> list[tuple[str | int, ...]]:
    data, _ = parse(text, "a.yml")
    assert data is not None
    return [key for key in data.lines if key]


def with_value(value: Any, key: tuple[str | int, ...], other: Any) -> Any:
    if not key:
        return other
    if isinstance(value, dict):
        return {name: with_value(one, key[1:], other) if name == key[0] else one for name, one in value.items()}
    return [with_value(one, key[1:], other) if index == key[0] else one for index, one in enumerate(value)]


FORM = """\
fields:
- {id: a, kind: text, label: {tg: а, ru: а, en: a}, help: {tg: а, ru: а, en: a}}
- {id: b, kind: choice, label: {tg: а, ru: а, en: a}, options: [{id: c, label: {tg: а, ru: а, en: a}}]}
- {id: d, kind: table, label: {tg: а, ru: а, en: a}, columns: [{id: e, kind: text, label: {en: a}}], blank-rows: 2}
"""


@pytest.mark.parametrize("name", [*(name for name in DATA_FILES if name != "interface"), "tools/inclusion-checklist"])
def test_a_value_of_another_type_does_no_harm_anywhere(make_root: Make, name: str) -> None:
    root = make_root({"docs/data/tools/inclusion-checklist.yml": FORM})
    path = root / "docs" / "data" / f"{name}.yml"
    text = path.read_text(encoding="utf-8")
    data, _ = parse(text, "a.yml")
    assert data is not None
    shapes = {tuple(part if isinstance(part, str) else 0 for part in key): key for key in places(text)}
    tried = list(shapes.values())[:: max(1, len(shapes) // 30)]  # entries of one file are much the same
    with at_most(120):
        for turn, key in enumerate(tried):
            few = 5 if len(shapes) < 60 else len(VALUES)  # all at every place would take ten minutes
            for other in VALUES[turn % few :: few]:
                changed = with_value(data.value, key, parse(other, "a.yml")[0].value)  # type: ignore[union-attr]
                path.write_text(json.dumps(changed, ensure_ascii=False, indent=0), encoding="utf-8")
                examined(root)


@pytest.mark.parametrize("value", [1, "true", "1.5", "text", "{a: {b: c}}", "[1, [a], ~, {}]", "~"])
def test_modules_without_a_list_of_outcomes_have_none(make_root: Make, value: object) -> None:
    root = make_root({"docs/data/modules.yml": f"modules:\n- {{id: partnerships, outcomes: {value}}}\n"})
    examined(root)
    outcomes = [outcome.id for module in load(root).modules.values() for outcome in module.outcomes]
    assert [key for key in outcomes if key] == []


@pytest.mark.parametrize(
    "text",
    [
        "en: {name: English, alphabet: abc}\n",
        "en: {name: English, alphabet: abc, source: true}\nru: {name: Русский, alphabet: абв, source: true}\n",
        "tg: {name: Тоҷикӣ, alphabet: абв}\nru: {name: Русский, alphabet: абв}\n",
        "xx: {name: X, alphabet: x, default: true}\n",
        "en: {}\n",
        "{}\n",
        "[]\n",
        "",
    ],
    ids=["no-source", "two-sources", "no-english", "no-pages", "no-fields", "none", "list", "empty"],
)
def test_languages_without_source_default_or_any_language(make_root: Make, text: str) -> None:
    examined(make_root({"docs/data/languages.yml": text}), expanded=False)


@pytest.mark.parametrize("name", ["..", "../..", "/", "''", ".", "data", "en/handbook", "*", "'\\0'"])
def test_a_language_never_leads_out_of_its_folder(make_root: Make, tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.md").write_text("# Outside\n", encoding="utf-8")
    root = make_root({"docs/data/languages.yml": f"{name}: {{name: A, alphabet: a}}\n"})
    with at_most(LIMIT):
        assert [page for page in load(root).pages if not page.planned] == []
        examined(root)


# Files and folders


@pytest.mark.parametrize("name", [*(f"docs/data/{name}.yml" for name in DATA_FILES), ABOUT, TRANSLATED, MODULE])
def test_an_empty_file_does_no_harm(make_root: Make, name: str) -> None:
    assert [problem.path for problem in examined(make_root({name: ""}))]


SCHEMAS = [
    "",
    "{",
    "[]",
    "1",
    '"a"',
    "null",
    '{"type": 5}',
    '{"type": "none"}',
    "[" * 100_000,
    "\ufeff{}",
    "{}",
    "true",
]


@pytest.mark.parametrize("text", SCHEMAS, ids=[text[:12] or "empty" for text in SCHEMAS])
def test_a_broken_schema_does_no_harm(make_root: Make, text: str) -> None:
    # A path of its own for each text: schemas are read once.
    root = make_root({"docs/data/schema/sources.json": text})
    problems = examined(root)
    message = (
        "docs/data/schema/sources.json:1: FL001 the schema cannot be read - put the schema back from the last release"
    )
    expected = [] if text in ("{}", "true") else [message]
    assert told(problems, "docs/data/schema/sources.json", "FL001") == expected


@pytest.mark.parametrize(
    "name",
    [
        "docs",
        "docs/data",
        "docs/ru",
        "docs/en",
        "docs/data/schema",
        "docs/assets",
        "docs/assets/figures",
        "docs/en/handbook",
    ],
)
@pytest.mark.parametrize("other", ["nothing", "file", "empty", "loop"])
def test_a_folder_that_is_missing_or_no_folder_does_no_harm(make_root: Make, name: str, other: str) -> None:
    root = make_root()
    folder = root / name
    folder.rename(root / "away")
    if other == "file":
        folder.write_text("a\n", encoding="utf-8")
    elif other == "empty":
        folder.mkdir()
    elif other == "loop":
        folder.symlink_to(folder)
    assert examined(root) or name == "docs/assets"


def test_a_root_that_is_not_there_does_no_harm(tmp_path: Path) -> None:
    assert [problem.code for problem in examined(tmp_path / "nowhere")] == ["FL001"] * len(DATA_FILES)


FILES = [ABOUT, TRANSLATED, MODULE, *(f"docs/data/{name}.yml" for name in DATA_FILES)]
DRAWING = "docs/assets/figures/structures.svg"


@pytest.mark.parametrize("name", [*FILES, DRAWING, "docs/data/schema/tools.json", "docs/data/tools/a.yml"])
@pytest.mark.parametrize("other", ["folder", "loop", "dangling", "pipe-like", "secret"])
def test_a_file_that_is_no_file_does_no_harm(make_root: Make, name: str, other: str) -> None:
    root = make_root()
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if other == "folder":
        path.mkdir()
    elif other == "loop":
        path.symlink_to(path)
    elif other == "dangling":
        path.symlink_to(root / "nowhere")
    elif other == "pipe-like":
        path.symlink_to(os.devnull)
    else:
        path.write_text("a", encoding="utf-8")
        path.chmod(0)
        if os.access(path, os.R_OK):
            pytest.skip("this user may read everything")
    with at_most(LIMIT):
        examined(root)


def test_folders_that_lead_back_to_themselves_do_no_harm(make_root: Make) -> None:
    root = make_root()
    (root / "docs" / "en" / "again").symlink_to(root / "docs")
    (root / "docs" / "ru" / "again.md").symlink_to(root / "docs" / "ru")
    (root / "docs" / "assets" / "figures" / "again.svg").symlink_to(root / "docs")
    with at_most(LIMIT):
        problems = examined(root)
    message = "the file cannot be read: Is a directory - put the file in its place"
    assert told(problems, "docs/ru/again.md", "FL001") == [f"docs/ru/again.md:1: FL001 {message}"]


@pytest.mark.parametrize(
    "name",
    [" ", "a b", "a\nb", "'", '"', "\\", "ҳамкорӣ", "и\u0306", "{}", "{0}", "%s", "#a", "a?b", "*", "[a](b)", "-",
     "..a", "\u202e", "\u2028", "😀", "a" * 200, ".hidden", "index.index", "CON", "<b>", "$x", "a:b", "\x7f", "\x01"],
)  # fmt: skip
def test_a_page_name_of_strange_characters_does_no_harm(make_root: Make, name: str) -> None:
    root = make_root({f"docs/{tree}{name}.md": "# A\n\n[](ref:x)\n" for tree in ("en/", "tg/handbook/", "ru/toolkit/")})
    assert {f"docs/en/{name}.md", f"docs/tg/handbook/{name}.md", f"docs/ru/toolkit/{name}.md"} <= {
        problem.path for problem in examined(root)
    }


def test_a_page_name_that_is_no_utf_8_does_no_harm(make_root: Make) -> None:
    root = make_root()
    try:
        (root / "docs" / "en" / os.fsdecode(b"\xff.md")).write_text("# A\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system keeps names as text")
    assert "XR003" in {problem.code for problem in examined(root)}


SVG = '<svg xmlns="http://www.w3.org/2000/svg">'
ENTITIES = "".join(f"""<!ENTITY b{n} "{f"&b{n - 1};" * 9}">""" for n in range(1, 20))


@pytest.mark.parametrize(
    "drawing",
    [
        "",
        "<svg",
        "\0",
        "<a/>",
        f'{SVG}<text data-label="hukumat" y="50%" font-size="1em"/></svg>',
        f'{SVG}<text data-label="nobody"/></svg>',
        f'{SVG}<text data-label="hukumat"/>{"<g>" * 50_000}{"</g>" * 50_000}</svg>',
        f'<!DOCTYPE a [<!ENTITY b0 "c">{ENTITIES}]><a>&b19;</a>',
        '<?xml version="1.0" encoding="utf-16"?><a/>',
        '<?xml version="1.0" encoding="nothing"?><a/>',
    ],
    ids=["empty", "unclosed", "nul", "no-svg", "lengths", "label", "deep", "entities", "utf-16", "encoding"],
)  # fmt: skip
def test_a_broken_drawing_does_no_harm(make_root: Make, drawing: str) -> None:
    with at_most(LIMIT):
        examined(make_root({DRAWING: drawing, ABOUT: HEAD + "![](fig:structures)\n"}))


# Pages that are not finished


UNFINISHED = {
    "fence": "```\n[](ref:nowhere)\n",
    "tildes": "~~~ a\n<quiz>\n",
    "longer-fence": "````\n```\n<quiz>\n",
    "code-span": "`` ` <quiz> [](ref:x)\n",
    "comment": "<!-- [](ref:nowhere)\n<quiz>\n",
    "comment-in-quiz": "<quiz>\n<!-- id: a\n</quiz>\n",
    "comment-behind-quiz": "<quiz>\n<!-- id: about-1 -->\na\n- [x] b\n</quiz> <!-- c -->\n",
    "comment-before-quiz": "<!-- c --> <quiz>\n<!-- id: about-1 -->\na\n- [x] b\n<!-- c --></quiz>\n",
    "code-in-quiz": "<quiz>\n<!-- id: about-1 -->\n```\n</quiz>\n```\n- [x] b\n</quiz>\n",
    "code-behind-quiz": "<quiz>\n<!-- id: about-1 -->\na\n- [x] b\n</quiz> `c`\n</quiz>\n",
    "quiz": "<quiz>\na\n- [x] b\n",
    "quizzes": "<quiz>\n<quiz>\n</quiz>\n</quiz>\n",
    "quiz-tag": "<quiz\n</quiz\n<quiz a>\n<quizz>\n",
    "option-behind-code": "<quiz>\na\n`b` - [x] c\n</quiz>\n",
    "option-of-code": "<quiz>\na\n- [`x`] c\n- `[x] c`\n- [\n- []\n- [x\n</quiz>\n",
    "feedback-alone": "<quiz>\n> a\n</quiz>\n",
    "many-options": "<quiz>\na\n" + "- [x] b\n" * 40 + "</quiz>\n",
    "link": "[a](\n[](\n[](ref:\n![](fig:\n[](term:)\n[](src:)\n[](ref:#)\n[](tab:)\n![](data:)\n[](tool:)\n",
    "link-over-lines": "[a\n\nb](ref:trust)\n\n[a\nTable: b {#tab-b}\nc](ref:trust)\n",
    "caption": "Table: {#tab-}\nTable: a {#tab-a}\nTable:\n",
    "caption-with-link": "Table: [](ref:trust) {#tab-a}\n\n[](tab:a)\n",
    "table": "|\n|-\n|-|-|\n\n-|-\n\n|-|\n|\n",
    "heading": "#\n##### #\n{#a}\n===\n# {#}\n# {\n#######\n",
    "admonition": "!!!\n!!! \n??? x \"\n!!! note \"a\n    !!! trainer\n",
    "definitions": "[a]: \n[a]:b\n[^a]: b\n[]: c\n",
    "span": '<span lang="ru">\n</span></span><span lang=>\n<span lang="zz">а</span>\n',
    "attributes": "{: #a\n{#b}\n{:}\n{{{\n}}}\n",
    "entities": "&;&#;&#x;&#0;&#99999999;&#xD800;&nbsp\n",
    "escapes": "\\[a](ref:x) \\\\[b](ref:trust) \\",
    "private-letter": "\ue000[](ref:trust)\ue000\n",
}  # fmt: skip


@pytest.mark.parametrize("text", UNFINISHED.values(), ids=UNFINISHED.keys())
@pytest.mark.parametrize("end", ["", "\n", "\n# End {#end}\n"], ids=["cut", "closed", "more"])
def test_what_is_not_finished_does_no_harm(make_root: Make, text: str, end: str) -> None:
    page = HEAD + text + end if end else text.rstrip("\n")
    examined(make_root(dict.fromkeys((ABOUT, TRANSLATED, MODULE, "docs/tg/handbook/partnerships/quiz.md"), page)))


FRONT = [
    "---",
    "---\n",
    "---\na: 1",
    "---\na: 1\n--",
    "---\n---",
    "---\n\n\n---\n",
    "---\n...\n---\n",
    "--- a\n---\n",
    "---\n  ---\n",
]


@pytest.mark.parametrize("text", FRONT)
def test_front_matter_that_is_not_closed_does_no_harm(make_root: Make, text: str) -> None:
    examined(make_root({ABOUT: text, TRANSLATED: text + HEAD}))


def test_a_table_that_only_a_translation_has_does_not_stop_a_preview(make_root: Make) -> None:
    root = make_root({TRANSLATED: "# А {#about}\n\nTable: а {#tab-a}\n\n| а |\n|---|\n| а |\n"})
    course = load(root)
    assert "Table: а {#tab-a}" in expand(course, course.trees["ru"]["about.md"], "learner")


def test_a_quiz_item_ends_at_its_own_line_for_the_record_too() -> None:
    item = "<quiz>\n<!-- id: about-01 -->\nWho?\n- [x] One\n- [ ] Two\n</quiz>"
    plain = Page("a", "en", "a.md", f"{item}\n\nEnd.\n", 0, {})
    noted = Page("a", "en", "a.md", f"{item} <!-- a note -->\n\nEnd.\n", 0, {})
    hashes = [section_hashes(read_page(page)) for page in (plain, noted)]
    assert list(hashes[0]) == ["top", "about-01"]
    assert hashes[1] == hashes[0]


# Pages of a megabyte


LARGE = {
    "one-line": "word ",
    "lines": "word\n",
    "paragraphs": "word 12\n\n",
    "brackets": "[",
    "closing-brackets": "](",
    "bracket-pairs": "[a]",
    "backticks": "`",
    "backticks-apart": "` ",
    "fences": "```\n",
    "tildes": "~~~\n```\n",
    "comments": "<!--",
    "closed-comments": "<!-- a -->",
    "hashes": "#",
    "hash-lines": "#\n",
    "bars": "|",
    "tables": "|a|b|\n|-|-|\n|1|2|\n\n",
    "dashes": "-|",
    "blanks": " ",
    "blank-lines": "   \n",
    "tabs": "\t",
    "quiz-tags": "<quiz>",
    "lists": "- ",
    "quotations": ">",
    "braces": "{",
    "tags": "<a",
    "addresses": "<a://",
    "backslashes": "\\[",
    "numbers": "1.000",
    "groups": "000 ",
    "dotted": ".000",
    "telephones": "+9 ",
    "mail": "a@a.",
    "quotes": "«",
    "ampersands": "&",
    "marks": "и\u0306\u0316",
    "emoji": "😀",
}
MANY = {
    "quizzes": "<quiz>\n",
    "headings": "# a\n",
    "mixed-words": "раcа ",
    "links": "[](ref:about#about) ",
    "captions": "Table: a {#tab-a}\n",
    "items": "<quiz>\na\n- [x] b\n> c\n</quiz>\n",
    "capitals": "Ab ",
    "spans": '<span lang="ru">а</span> ',
}
"""What makes a problem or a record of every few letters."""


@pytest.mark.parametrize("name", LARGE)
def test_a_page_of_a_megabyte_is_checked_in_time(make_root: Make, name: str) -> None:
    root = make_root({ABOUT: HEAD + of_size(LARGE[name], MEGABYTE)})
    with at_most(LIMIT):
        examined(root, expanded=False)


@pytest.mark.parametrize("name", MANY)
def test_a_page_of_many_problems_is_checked_in_time(make_root: Make, name: str) -> None:
    root = make_root({TRANSLATED: HEAD + of_size(MANY[name], LONG // 2)})
    with at_most(LIMIT):
        examined(root)


def nested(line: str, indent: str, count: int, tail: str) -> str:
    return HEAD + "".join(f"{indent * depth}{line}\n" for depth in range(count)) + tail


NESTED = {
    "admonitions": nested("!!! note", "    ", 1_000, "\n" * LONG),
    "admonitions-in-tabs": nested("!!! note", "\t", 2_000, "\n" * LONG),
    "trainer-blocks": nested("!!! trainer", "    ", 1_000, "\n" * LONG),
    "lists": nested("- a", "  ", 2_000, ""),
    "quotations": nested(">" * 2_000, "", 2_000, ""),
    "list-marks": nested("- " * 2_000, "", 1_000, ""),
}


@pytest.mark.parametrize("name", NESTED)
def test_deep_nesting_is_checked_in_time(make_root: Make, name: str) -> None:
    root = make_root({ABOUT: NESTED[name]})
    with at_most(LIMIT):
        examined(root, expanded=False)


LINKS = {
    "term": "[](term:cppt{n}) ",
    "source": "[](src:a{n}) ",
    "page": "[](ref:abou{n}) ",
    "anchor": "[](ref:about#abou{n}) ",
    "own-anchor": "[](ref:about#about) ",
    "tool": "[](tool:checklist{n}) ",
    "figure": "![](fig:structures) ",
    "table": "[](tab:a{n}) ",
    "list": "![](data:a{n}) ",
    "not": "[crew](not:cppt) ",
    "web": "[a](b{n}) ",
    "text": "[partnership team](ref:trust) ",
}


@pytest.mark.parametrize("path", [ABOUT, MODULE])
@pytest.mark.parametrize("kind", LINKS)
def test_thousands_of_links_are_checked_in_time(make_root: Make, path: str, kind: str) -> None:
    root = make_root({path: HEAD + "".join(LINKS[kind].format(n=n) for n in range(3_000)) + "\n"})
    glossary = root / "docs" / "data" / "glossary.yml"
    glossary.write_text(glossary.read_text(encoding="utf-8").replace("avoid: []", "avoid: [crew]"), encoding="utf-8")
    with at_most(LIMIT):
        examined(root)


def test_ten_thousand_headings_and_links_to_them_are_checked_in_time(make_root: Make) -> None:
    text = "".join(f"## A {{#a{n}}}\n\n[](ref:about#a{n})\n\n" for n in range(10_000))
    with at_most(LIMIT):
        problems = examined(make_root({ABOUT: HEAD + text}))
    assert "XR002" not in {problem.code for problem in problems}


# Long runs for every regular expression


RUNS = {
    "mask-fences": "".join(f"{'~' * (3 + n % 300)} a\n" for n in range(3_000)),
    "mask-spans": "".join(f"{'`' * (1 + n % 300)} " for n in range(3_000)),
    "mask-paragraphs": "\n" + " " * LONG + "\n" + "\t" * LONG,
    "mask-comment": "<!--" + "-" * LONG + "<!--" + "->" * 30_000,
    "text-heading": "# " + " {" * 100_000,
    "text-setext": "a\n" + "=" * LONG + "x\n" + "a" * LONG + "|",
    "text-reference": "[" + "[a]" * 100_000 + "\n" + "\\" * 100_000 + "[](ref:" + "a" * LONG,
    "text-brackets": "[a](term:" * 30_000,
    "text-blanks": "[](" + " " * LONG + "x" + "[](ref:a" + " " * LONG,
    "text-caption": "Table:" + "a" * LONG + "\n" + "Table:{" * 30_000,
    "text-captions": "Table:a {#tab-b} " * 30_000 + "#" * LONG + " # a" * 30_000,
    "text-kinds": "!!! " + "a " * 100_000 + " " * LONG + '"',
    "text-marks": "- " * 100_000 + "!!! note\n" + "1. " * 100_000,
    "text-dashes": "|\n" + "-" * LONG + "x\n|\n" + ":-:|" * 60_000 + "x\n|\n" + "- |" * 60_000 + "x",
    "text-attributes": "{" + "a" * LONG + "\n" + "{a" * 100_000,
    "text-tags": "</a" * 100_000 + "<" + "a" * LONG,
    "text-definitions": "[a]: b\n" * 1_000 + "[" + "a" * LONG + "]",
    "items-mark": "<quiz>\n<!-- id:" + " " * LONG + "x-->\n</quiz>",
    "items-marks": "<quiz>\n" + "<!--id:" * 20_000 + "\n</quiz>",
    "items-outcome": "<quiz>\n<!-- id: a; outcome:" + " " * LONG + ";-->\n</quiz>",
    "items-open-mark": "<quiz>\n<!--" + " " * LONG + "\n</quiz>",
    "items-feedback": "<quiz>\na\n- [x] b\n" + "> c\n" * 60_000 + "</quiz>",
    "items-option": "<quiz>\na\n-" + " " * LONG + "[x\n- [x]" + " " * LONG + "\n</quiz>",
    "items-tags": "<quiz " * 60_000 + "\n" + "</quiz" * 60_000,
    "parallel-groups": "1" + ".000" * 100_000 + ".0 " + "1" + " 000" * 100_000,
    "parallel-digits": "1" * LONG + ",1" * 100_000,
    "parallel-dates": "1.1.1999." * 30_000 + "2010–11–" * 30_000,
    "parallel-entities": "1&nbsp;000" * 30_000,
    "letters-words": "аa" * 100_000,
    "letters-marks": "и" + "\u0300\u0316" * 60_000,
    "letters-spans": '<span lang="ru">' * 30_000 + "а" + "</span>" * 30_000,
    "letters-attributes": "<span " + "lang " * 60_000 + ">" + "<span " * 30_000,
    "wordings-words": "partnership-" * 30_000 + " " + "partnership " * 30_000,
    "wordings-apart": "partnership" + " " * LONG + "team" + "*_" * 100_000,
    "translation-signs": "" * LONG + "1-" * 100_000 + ">" * LONG,
    "translation-options": "> " * 60_000 + "- [" * 30_000,
    "sr005-telephones": "+992 " * 30_000 + "+" + "1 " * 100_000 + "(" * LONG,
    "sr005-mail": "a" * LONG + "@" + "a." * 100_000 + "[at]" * 30_000 + "a@" * 100_000,
    "sr005-names": "A-" * 100_000 + "B " * 30_000,
    "lt003-quotes": "«" * LONG + '"' + "a" * LONG + "„“" * 30_000,
    "lt003-blanks": " " * LONG + "1" * LONG,
}


@pytest.mark.parametrize("name", RUNS)
def test_long_runs_are_checked_in_time(make_root: Make, name: str) -> None:
    root = make_root({TRANSLATED: HEAD + RUNS[name] + "\n"})
    with at_most(LIMIT):
        examined(root)


LANGUAGES = {
    "en": Language("en", "English", "abcdefghijklmnopqrstuvwxyz", True, False),
    "tg": Language("tg", "Тоҷикӣ", "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя", False, True, ("Сырдаря",)),
}


@pytest.mark.parametrize("name", RUNS)
def test_every_reader_of_text_takes_long_runs_in_time(name: str) -> None:
    text = RUNS[name]
    with at_most(LIMIT):
        page = read_page(Page("a", "tg", "a.md", text, 0, {}))
        assert len(mask(text)) == len(page.prose) == len(text)
        read_items(text)
        numbers(page)
        mistakes(text, "tg", LANGUAGES)
        list(Wordings([("partnership team", "a"), ("a b", "b")]).found(text))
        section_hashes(page)
        without_blocks(text, "trainer")


def test_two_long_pages_that_differ_in_every_paragraph_are_compared_in_time() -> None:
    source = read_page(Page("a", "en", "a.md", "1\n\n" * 50_000, 0, {}))
    page = read_page(Page("b", "ru", "a.md", "2\n\n" * 50_000, 0, {}))
    with at_most(LIMIT):
        found = list(differences(source, page, numbers))
    assert [(one.line, one.missing, one.added) for one in found] == [(1, ("1",), ("2",))]


def test_personal_data_are_looked_for_in_time_in_data_too(make_root: Make) -> None:
    root = make_root({"docs/data/sources.yml": "# " + "+992 " * 100_000 + "a@" * 100_000 + "\n# write@example.org\n"})
    with at_most(LIMIT):
        assert [problem.line for problem in sr005_no_personal_data.check(load(root))] == [2]
