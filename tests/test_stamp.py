"""The commands `stamp` and `status`, on the small course in a real repository."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from test_history import alone, git

from cli import main
from course.load import load
from course.translation import record, section_hashes

Make = Callable[..., Path]
Run = Callable[..., tuple[int, list[str]]]

ABOUT = "docs/ru/about.md"
QUIZ = "docs/ru/handbook/partnerships/quiz.md"
SOURCE = "docs/en/about.md"
TEXT = "---\nreview: draft\n---\n\n# About {#about}\n\nThe team has 12 members.\n\n## Who {#who}\n\nAll of us.\n"
RU = "---\nreview: draft\n---\n\n# О пособии {#about}\n\nВ группе 12 человек.\n\n## Кто {#who}\n\nВсе мы.\n"
TG = "---\nreview: draft\n---\n\n# Дар бора {#about}\n\nДар гурӯҳ 12 нафар.\n\n## Кӣ {#who}\n\nҲамаи мо.\n"
PAGES = {SOURCE: TEXT, ABOUT: RU, "docs/tg/about.md": TG}


@pytest.fixture
def root(make_root: Make) -> Path:
    return make_root(PAGES)


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> tuple[int, list[str]]:
        code = main(arguments, root=root)
        return code, capsys.readouterr().out.splitlines()

    return command


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.md")}


def save(root: Path) -> None:
    if not (root / ".git").exists():
        git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "change")


def problems(run: Run) -> list[str]:
    """What the check says, without lines: a record moves the text of its page down."""
    return [re.sub(r":\d+", "", line) for line in run("check")[1]]


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


pytestmark = pytest.mark.usefixtures(alone.__name__)

# stamp


def test_pages_without_a_record_are_stamped(root: Path, run: Run) -> None:
    before = contents(root)
    code, lines = run("stamp")
    assert (code, lines[-1]) == (0, f"Pages: {len(lines) - 1} stamped.")
    assert f"{ABOUT}: stamped, 2 sections of {SOURCE}" in lines
    course = load(root)
    written = [page for page in course.translations() if not page.planned]
    assert len(written) == len(lines) - 1
    for page in written:
        assert record(page) == section_hashes(course.source_pages[page.name])
    changed = {name for name, data in contents(root).items() if data != before[name]}
    assert changed == {page.path for page in written}


def test_only_the_record_is_new(root: Path, run: Run) -> None:
    run("stamp", ABOUT)
    text = (root / ABOUT).read_text(encoding="utf-8")
    hashes = section_hashes(load(root).trees["en"]["about.md"])
    lines = "".join(f'  {key}: "{value}"\n' for key, value in hashes.items())
    assert text == RU.replace("review: draft\n", f"review: draft\nsource:\n{lines}")


def test_stamping_twice_is_stamping_once(root: Path, run: Run) -> None:
    run("stamp", "--all")
    once = contents(root)
    code, lines = run("stamp", "--all")
    assert (code, contents(root)) == (0, once)
    assert [line.rpartition(" ")[2] for line in lines] == ["already."]
    assert run("stamp") == (0, ["Every translated page has a record: name the pages to stamp anew, or use --all."])
    assert run("stamp", ABOUT) == (0, ["Pages: 1 had the same record already."])


def test_without_names_a_record_stays_as_it_is(root: Path, run: Run) -> None:
    run("stamp")
    once = contents(root)
    edit(root, SOURCE, "12", "13")
    run("stamp")
    assert contents(root)[ABOUT] == once[ABOUT]
    assert run("stamp", ABOUT) == (0, [f"{ABOUT}: stamped anew, changed: about", "Pages: 1 stamped."])


def test_all_stamps_every_page_anew(root: Path, run: Run) -> None:
    run("stamp")
    edit(root, SOURCE, "12", "13")
    code, lines = run("stamp", "--all")
    assert code == 0
    assert lines[:-1] == [f"{path}: stamped anew, changed: about" for path in ("docs/tg/about.md", ABOUT)]
    assert run("status", "--strict")[0] == 0


@pytest.mark.parametrize(
    "front",
    [
        "",
        "---\n---\n",
        "---\n# a note\nreview:   'approved' # by N.\ntags: [a,  b]\n\nversion: 1\n# the end\n---\n",
    ],
)
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_rest_of_the_file_is_kept_byte_for_byte(
    root: Path, run: Run, front: str, newline: bytes, mark: bytes
) -> None:
    body = RU.partition("---\n\n")[2]
    path = root / ABOUT
    path.write_bytes(mark + (front + body).encode().replace(b"\n", newline))
    assert run("stamp", ABOUT)[0] == 0
    data = path.read_bytes()
    lines = data.removeprefix(mark).split(newline)
    start = lines.index(b"source:")
    del lines[start : start + 3]
    if not front:
        assert (lines[0], lines[1]) == (b"---", b"---")
        del lines[:2]
    assert data.startswith(mark)
    assert newline.join(lines).decode() == (front + body).replace("\n", newline.decode())
    assert run("stamp", ABOUT) == (0, ["Pages: 1 had the same record already."])
    assert path.read_bytes() == data


def test_a_stamped_course_has_no_other_problems(run: Run) -> None:
    before = problems(run)
    run("stamp")
    assert problems(run) == before


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (SOURCE, "it is the source, not a translation - name docs/tg/about.md, docs/ru/about.md"),
        ("docs/ru/nothing.md", "there is no such page - give its path, such as docs/ru/about.md"),
        ("docs/ru/handbook/trust/index.md", "there is no such page - give its path, such as docs/ru/about.md"),
        ("docs/data/glossary.yml", "it is no translated page - give the path of a page, such as docs/ru/about.md"),
        ("docs/ru", "it is no translated page - give the path of a page, such as docs/ru/about.md"),
    ],
)
def test_what_is_no_translation_is_refused(root: Path, run: Run, path: str, told: str) -> None:
    before = contents(root)
    assert run("stamp", path) == (1, [f"{path}: not stamped: {told}", "Pages: 1 refused."])
    assert contents(root) == before


@pytest.mark.parametrize(
    ("files", "path", "problem"),
    [
        (
            {"docs/ru/extra.md": "# Лишнее {#extra}\n"},
            "docs/ru/extra.md",
            "docs/ru/extra.md:1: TR001 the page has no source in 'en' - write docs/en/extra.md or delete this page",
        ),
        (
            {ABOUT: "# О пособии {#about}\n"},
            ABOUT,
            "docs/ru/about.md:1: TR002 the heading {#who} of the source is missing here - "
            "translate it from docs/en/about.md:9",
        ),
        (
            {QUIZ: "Нет вопросов.\n"},
            QUIZ,
            f"{QUIZ}:1: TR003 the quiz item 'partnerships-01' of the source is missing here - "
            "translate it from docs/en/handbook/partnerships/quiz.md:5",
        ),
        (
            {ABOUT: "---\nreview: [\n---\n\n# О {#about}\n\n## Кто {#who}\n"},
            ABOUT,
            "docs/ru/about.md:",
        ),
    ],
)
def test_a_page_that_does_not_match_its_source_is_refused(
    root: Path, run: Run, files: dict[str, str], path: str, problem: str
) -> None:
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    before = contents(root)
    code, lines = run("stamp", path, "docs/tg/about.md")
    assert (code, lines[0], lines[-1]) == (1, f"{path}: not stamped: mend this first", "Pages: 1 stamped, 1 refused.")
    assert lines[1].startswith(f"    {problem}")
    assert contents(root)[path] == before[path]
    assert contents(root)["docs/tg/about.md"] != before["docs/tg/about.md"]


def test_a_page_whose_source_cannot_be_read_is_refused(root: Path, run: Run) -> None:
    (root / SOURCE).write_bytes(b"\xff")
    code, lines = run("stamp", ABOUT)
    assert (code, lines[1]) == (
        1,
        f"    {SOURCE}:1: FL001 the file is not UTF-8 text - save it again with the encoding UTF-8",
    )


def test_front_matter_that_cannot_take_the_record_is_refused(root: Path, run: Run) -> None:
    edit(root, ABOUT, "review: draft", "{review: draft}")
    told = "the front matter cannot take the record - write it as 'key: value', one a line"
    assert run("stamp", ABOUT) == (1, [f"{ABOUT}: not stamped: {told}", "Pages: 1 refused."])


def test_a_path_is_found_from_where_one_stands(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "docs" / "ru")
    assert run("stamp", "about.md", "./about.md")[1][0] == f"{ABOUT}: stamped, 2 sections of {SOURCE}"
    assert run("stamp", str(root / ABOUT), ABOUT) == (0, ["Pages: 1 had the same record already."])


@pytest.mark.parametrize("command", [["stamp"], ["stamp", "--all"], ["status"]])
def test_without_readable_data_nothing_is_done(root: Path, run: Run, command: list[str]) -> None:
    (root / "docs" / "data" / "languages.yml").unlink()
    code, lines = run(*command)
    assert code == 1
    assert lines[0].startswith("docs/data/languages.yml:1: FL001 ")


def test_names_and_all_exclude_each_other(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["stamp", "--all", ABOUT], root=root)
    assert stopped.value.code == 2
    assert "not allowed with argument" in capsys.readouterr().err


# status


def test_pages_never_stamped_are_told(run: Run) -> None:
    code, lines = run("status", "--lang", "ru")
    assert code == 0
    assert f"{ABOUT}: never stamped - compare it with {SOURCE}, then stamp it" in lines
    assert lines[-1] == (
        "ru: 10 pages: 0 reviewed, 10 awaiting review; 0 missing, 10 never stamped, 0 stale sections on 0 pages"
    )
    assert run("status", "--strict")[0] == 0


def test_a_fresh_language_is_one_line(root: Path, run: Run) -> None:
    run("stamp")
    edit(root, ABOUT, "review: draft", "review: approved")
    assert run("status") == (
        0,
        [
            "tg: 10 pages: 0 reviewed, 10 awaiting review; 0 missing, 0 never stamped, 0 stale sections on 0 pages",
            "ru: 10 pages: 1 reviewed, 9 awaiting review; 0 missing, 0 never stamped, 0 stale sections on 0 pages",
        ],
    )


def test_a_stale_section_is_shown_with_what_changed(root: Path, run: Run) -> None:
    run("stamp")
    save(root)
    for old, new in (("12 members", "13 members"), ("13 members.", "14 members, they say.")):
        edit(root, SOURCE, old, new)
        save(root)
    edit(root, SOURCE, "14", "15")
    edit(root, SOURCE, "All of us.", "ALL  of us")
    assert run("status", "--lang", "ru") == (
        0,
        [
            f"{ABOUT}: 1 of 2 sections changed in {SOURCE}",
            f"    about ({SOURCE}:5): # About {{#about}} The team has [-12 members.-] {{+15 members, they say.+}}",
            "ru: 10 pages: 0 reviewed, 10 awaiting review; 0 missing, 0 never stamped, 1 stale section on 1 page",
        ],
    )
    assert run("status", "--strict")[0] == 1
    run("stamp", ABOUT)
    assert run("status", "--lang", "ru", "--strict")[0] == 0
    assert run("status", "--lang", "tg", "--strict")[0] == 1


def test_staleness_is_no_problem_of_the_course(root: Path, run: Run) -> None:
    before = problems(run)
    run("stamp")
    edit(root, SOURCE, "members", "people")
    assert run("status", "--strict")[0] == 1
    assert problems(run) == before


def test_only_words_around_a_change_are_shown(root: Path, run: Run) -> None:
    words = [f"w{number}" for number in range(40)]
    edit(root, SOURCE, "All of us.", " ".join(words))
    run("stamp")
    save(root)
    edit(root, SOURCE, "w10 ", "")
    edit(root, SOURCE, "w30", "w30 more")
    assert run("status", "--lang", "ru")[1][1] == (
        f"    who ({SOURCE}:9): … w4 w5 w6 w7 w8 w9 [-w10-] w11 w12 w13 w14 w15 w16 … "
        "w25 w26 w27 w28 w29 w30 {+more+} w31 w32 w33 w34 w35 w36 …"
    )


def test_sections_that_came_and_went_are_told(root: Path, run: Run) -> None:
    run("stamp")
    edit(root, SOURCE, "## Who {#who}\n\nAll of us.", "## Where {#where}\n\nHere.")
    assert run("status", "--lang", "ru")[1][:-1] == [
        f"{ABOUT}: 2 of 3 sections changed in {SOURCE}",
        f"    where ({SOURCE}:9): new in the source",
        "    who: no longer in the source",
    ]
    assert run("status", "--strict")[0] == 1


def test_a_quiz_item_is_a_section(root: Path, run: Run) -> None:
    run("stamp")
    save(root)
    source = "docs/en/handbook/partnerships/quiz.md"
    edit(root, source, "The oldest man", "The oldest woman")
    told = run("status", "--lang", "ru")[1]
    assert told[0] == f"{QUIZ}: 1 of 2 sections changed in {source}"
    assert told[1].startswith(f"    partnerships-01 ({source}:5): … ")
    assert "The oldest [-man-] {+woman+} > No." in told[1]


@pytest.mark.parametrize("committed", [True, False])
def test_a_text_that_is_not_in_the_history_is_said_to_be(
    root: Path, run: Run, committed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    run("stamp")
    edit(root, SOURCE, "12", "13")
    if committed:
        save(root)
    assert run("status", "--lang", "ru")[1][1] == f"    about ({SOURCE}:5): the earlier text is not in the history"


def test_a_missing_page_is_told(root: Path, run: Run) -> None:
    run("stamp")
    (root / ABOUT).unlink()
    code, lines = run("status", "--lang", "ru", "--strict")
    assert (code, lines[0]) == (1, f"{ABOUT}: the page is missing - translate {SOURCE}")
    assert lines[1].startswith("ru: 9 pages: 0 reviewed, 9 awaiting review; 1 missing, ")


@pytest.mark.parametrize("locale", ["en", "uz"])
def test_only_a_language_of_translations_has_a_status(
    root: Path, capsys: pytest.CaptureFixture[str], locale: str
) -> None:
    assert main(["status", "--lang", locale], root=root) == 2
    assert capsys.readouterr().err == f"'{locale}' is no language of translations: choose one of tg, ru\n"
