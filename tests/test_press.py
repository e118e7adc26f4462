"""Making prints: only what has changed, whole or not at all, the same every time; and what a person is told."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, copy_course
from test_pdf import SameDay, silent

import history
import printing
from course.load import load
from editions import pango, press, progress_bar
from editions.draft import ROOM, documents, draft
from editions.press import Run, print_all

PANGO = pango.version()
INDEX = "docs/en/handbook/partnerships/index.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small course with the room of prints."""
    made = copy_course(tmp_path / "course")
    shutil.copytree(ROOT / ROOM, made / ROOM)
    return made


def run(root: Path, locale: str = "en", pango: str = PANGO) -> Run:
    course = load(root)
    chosen = [one for one in documents(course) if one.locale == locale]
    return print_all(root, course, chosen, SameDay(), pango, silent)


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root / "pdf").as_posix(): path.read_bytes()
        for path in sorted((root / "pdf").rglob("*"))
        if path.is_file()
    }


TOOL = "learner/t01-inclusion-checklist-en.pdf"
ENGLISH = {
    "learner/glossary-en.pdf",
    "learner/handbook-en.pdf",
    "learner/m04-partnerships-en.pdf",
    TOOL,
    "learner/toolkit-en.pdf",
    "trainer/m04-partnerships-en-trainer.pdf",
}


def change(root: Path, name: str, before: str, after: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8", newline="\n")


def test_only_what_has_changed_is_made_again_and_always_the_same(root: Path, tmp_path: Path) -> None:
    first = run(root)
    assert (set(first.made), first.kept, first.failed) == (ENGLISH, [], {})
    made = files(root)
    assert set(made) == {*ENGLISH, "manifest.json"}

    again = run(root)
    assert (again.made, set(again.kept)) == ({}, ENGLISH)
    assert files(root) == made

    change(root, INDEX, "share the work", "share the work and the tea")
    mended = {"learner/handbook-en.pdf", "learner/m04-partnerships-en.pdf", "trainer/m04-partnerships-en-trainer.pdf"}
    assert set(run(root).made) == mended
    change(root, INDEX, "share the work and the tea", "share the work")
    assert set(run(root).made) == mended
    assert files(root) == made

    other = copy_course(tmp_path / "another clone")
    shutil.copytree(ROOT / ROOM, other / ROOM)
    run(other)
    assert files(other) == made

    (root / "pdf/learner/glossary-en.pdf").write_bytes(b"%PDF-1.7 cut short")
    (root / "pdf/learner/toolkit-en.pdf").unlink()
    (root / "pdf/learner/m99-gone-en.pdf").write_bytes(b"of a module that is gone")
    assert set(run(root).made) == {"learner/glossary-en.pdf", "learner/toolkit-en.pdf"}
    assert files(root) == made

    assert set(run(root, pango="1").made) == ENGLISH


@pytest.mark.parametrize(
    ("name", "before", "after", "remade"),
    [
        ("docs/data/glossary.yml", "A local team", "The local team", ENGLISH - {TOOL, "learner/toolkit-en.pdf"}),
        ("docs/en/toolkit/index.md", "# Toolkit", "# Toolbox", {"learner/toolkit-en.pdf"}),
        (
            "docs/data/figures.yml",
            "Two ladders",
            "Both ladders",
            ENGLISH - {TOOL, "learner/toolkit-en.pdf", "learner/glossary-en.pdf"},
        ),
        (f"{ROOM.as_posix()}/print.css", "size: A4", "size: A5", ENGLISH),
        ("docs/ru/about.md", "#", "# О", set()),
    ],
)
def test_what_a_print_is_made_of_decides_whether_it_is_made_again(
    root: Path, name: str, before: str, after: str, remade: set[str]
) -> None:
    def keys() -> dict[str, str]:
        course, recipe = load(root), press._recipe(root)
        chosen = [one for one in documents(course) if one.locale == "en"]
        return {one.path: press._key(draft(course, one, "2026-11-21"), recipe) for one in chosen}

    earlier = keys()
    change(root, name, before, after)
    now = keys()
    assert {path for path in ENGLISH if earlier[path] != now[path]} == remade


def test_another_day_is_another_print(root: Path) -> None:
    course = load(root)
    document = next(iter(documents(course)))
    days = [press._key(draft(course, document, day), "") for day in ("2026-11-21", "2026-11-22")]
    assert days[0] != days[1]


def test_a_site_offers_only_prints_that_say_what_its_pages_say(root: Path) -> None:
    course = load(root)
    assert press.prints(root, course, "learner", SameDay()) == []
    run(root)
    offered = press.prints(root, course, "learner", SameDay())
    assert {one.path for one in offered} == {path for path in ENGLISH if path.startswith("learner/")}
    assert {one.path for one in press.prints(root, course, "trainer", SameDay())} == ENGLISH
    handout = next(one for one in offered if one.kind == "handout")
    assert (handout.page, handout.locale) == ("handbook/partnerships/index.md", "en")
    assert handout.bytes == (root / "pdf" / handout.path).stat().st_size
    assert handout.pages >= 4
    change(root, INDEX, "share the work", "share the tea")
    assert {one.kind for one in press.prints(root, load(root), "learner", SameDay())} == {"glossary", "tool", "toolkit"}


def test_a_missing_font_and_a_letter_without_shape_are_told_and_others_are_made(root: Path) -> None:
    change(root, INDEX, "share the work", "share the work 鳥")
    failed = run(root)
    said = "no font of the prints has 鳥 (U+9CE5) - write it in another way, or add it to overrides/print/fonts"
    assert failed.failed == {
        "learner/handbook-en.pdf": said,
        "learner/m04-partnerships-en.pdf": said,
        "trainer/m04-partnerships-en-trainer.pdf": said,
    }
    assert set(failed.made) == {"learner/glossary-en.pdf", TOOL, "learner/toolkit-en.pdf"}
    (root / ROOM / "fonts" / "NotoSans-Bold.ttf").unlink()
    failed = run(root)
    said = "the font overrides/print/fonts/NotoSans-Bold.ttf is missing - put it back, for example from git"
    assert failed.failed == dict.fromkeys(ENGLISH, said)
    assert not list((root / "pdf").glob(".*"))


def test_a_picture_that_is_gone_is_told_and_leaves_no_half_print(root: Path) -> None:
    change(root, INDEX, "share the work.", "share the work. ![A lamp](../../assets/lamp.png)")
    failed = run(root)
    said = failed.failed["learner/m04-partnerships-en.pdf"]
    assert re.fullmatch(r"Failed to load image at '.*lamp\.png'.* - put it back or take it out of the page", said)
    assert not (root / "pdf/learner/m04-partnerships-en.pdf").exists()
    assert (root / "pdf/learner/glossary-en.pdf").exists()
    assert not list((root / "pdf").glob(".*"))


def test_a_full_disk_is_told_and_leaves_no_half_print(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from editions import pdf

    def full(_: object, target: Path, __: Path) -> int:
        target.write_bytes(b"%PDF-1.7 half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(pdf, "write", full)
    course = load(root)
    one = draft(course, next(iter(documents(course))), "2026-11-21")
    staging, folder = root / "staging", root / "pdf"
    staging.mkdir()
    folder.mkdir()
    assert press._make(one, root, staging, folder) == (
        "No space left on device - make room or mend the folder pdf/, then run the command again"
    )
    assert list(staging.iterdir()) == []
    assert list(folder.rglob("*.pdf")) == []


def test_a_folder_that_cannot_be_written_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "pdf").write_text("a file in the place of the folder", encoding="utf-8")
    assert printing.printed(root, load(root), None, None, None) == 1
    assert capsys.readouterr().err == "pdf/ cannot be written: File exists - make room or mend it\n"


def command(root: Path, *arguments: str, **settings: str) -> subprocess.Popen[str]:
    """Starts the shell door of the repository on another course."""
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); import cli; from pathlib import Path; "
    code += "sys.exit(cli.main(sys.argv[2:], Path(sys.argv[1])))"
    return subprocess.Popen(
        [sys.executable, "-c", code, str(ROOT / "hooks"), str(root), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | settings,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell in the background ignores it
    )


@pytest.mark.parametrize("everybody", [True, False], ids=["terminal", "one process"])
def test_ctrl_c_stops_at_once_and_keeps_what_is_whole(root: Path, everybody: bool) -> None:
    process = command(root, "pdf")
    assert process.stdout
    lines = iter(process.stdout.readline, "")
    assert next(line for line in lines if line.startswith("1 of 18: pdf/"))
    if everybody:  # as a terminal does
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGINT)
    begun = time.monotonic()
    _, said = process.communicate(timeout=60)
    assert time.monotonic() - begun < 30
    assert (process.returncode, said) == (130, "Stopped. What was made is whole; the next run makes the rest.\n")
    manifest = json.loads((root / "pdf/manifest.json").read_text(encoding="utf-8"))
    whole = {path for path in files(root) if path.endswith(".pdf")}
    assert manifest.keys() <= whole
    assert all(files(root)[path].rstrip().endswith(b"%%EOF") for path in whole)
    assert not list((root / "pdf").glob(".*"))


def test_without_pango_the_command_says_how_to_get_it_before_it_makes_anything(root: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked" / "weasyprint"
    blocked.mkdir(parents=True)
    (blocked / "__init__.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n", encoding="utf-8")
    process = command(root, "pdf", PYTHONPATH=str(blocked.parent), PATH="")
    told, said = process.communicate(timeout=60)
    assert (process.returncode, told) == (1, "No problems found.\n")
    assert said == f"{pango.HOW}\n"
    assert not (root / "pdf").exists()
    for system in ("Debian, Ubuntu:", "Fedora:", "macOS:", "Windows:"):
        assert system in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--of", "partnership"), "no module or tool 'partnership' to print - did you mean 'partnerships'?\n"),
        (("--of", "trust"), "no module or tool 'trust' to print - partnerships, inclusion-checklist\n"),
        (("--lang", "uz"), "no language 'uz' to print - tg, ru, en\n"),
    ],
)
def test_what_cannot_be_printed_is_told(root: Path, arguments: tuple[str, ...], said: str) -> None:
    process = command(root, "pdf", *arguments)
    assert process.communicate(timeout=60)[1] == said
    assert process.returncode == 2


def test_a_choice_makes_only_what_it_names(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printing.printed(root, load(root), "partnerships", "ru", "trainer") == 0
    assert set(files(root)) == {"trainer/m04-partnerships-ru-trainer.pdf", "manifest.json"}
    lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"1 of 1: pdf/trainer/m04-partnerships-ru-trainer\.pdf, \d+ pages, \d+ KB", lines[0])
    assert re.fullmatch(r"1 PDF made in \d+ s, 0 kept as they were\. They are in pdf/\.", lines[1])


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def half(root: Path) -> Iterator[Run]:
    """A run that has made one of six and failed with another."""
    course = load(root)
    drafts = [draft(course, one, "2026-11-21") for one in documents(course) if one.locale == "en"]
    made = press.Entry("", "", 7, 12_345, "")
    begun = Run(drafts, [], {drafts[0].path: made}, {drafts[1].path: "no"}, [drafts[2].path, drafts[3].path])
    begun.begun = time.monotonic() - 10
    return begun


def test_a_terminal_shows_a_bar_with_what_is_made_now_and_what_is_left(half: Run) -> None:
    assert re.fullmatch(
        r"\[#+\.+\] 2 of 6 made, 4 left, about \d+ s: t01-inclusion-checklist-en\.pdf, glossary-en\.pdf",
        progress_bar.line(half),
    )
    assert len(progress_bar.line(half).partition("]")[0]) == 21
    stream = Terminal()
    bar = progress_bar.Bar(stream)
    bar(half, "")
    bar.close()
    assert stream.getvalue().startswith("\r\x1b[K[#")
    assert stream.getvalue().endswith("\r\x1b[K")


def test_elsewhere_every_print_has_a_line(half: Run) -> None:
    stream = io.StringIO()
    bar = progress_bar.Bar(stream)
    bar(half, "")
    bar(half, "learner/m04-partnerships-en.pdf")
    bar(half, "trainer/m04-partnerships-en-trainer.pdf")
    bar.close()
    assert stream.getvalue() == (
        "2 of 6: pdf/learner/m04-partnerships-en.pdf, 7 pages, 12 KB\n"
        "2 of 6: pdf/trainer/m04-partnerships-en-trainer.pdf could not be made\n"
    )
    assert re.fullmatch(
        r"1 PDF made in 1\d s, 0 kept as they were, 1 could not be made\. They are in pdf/\.",
        progress_bar.summary(half),
    )


def git(root: Path, *arguments: str, day: str = "2026-11-21") -> None:
    settings = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", *who, *arguments], cwd=root, env=os.environ | settings, check=True, capture_output=True)


def test_the_day_of_a_text_is_that_of_its_last_commit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    today = time.strftime("%Y-%m-%d", time.gmtime())
    assert history.days(root)[INDEX] == today
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "One", day="2025-01-31")
    change(root, "docs/tg/about.md", "#", "# О")
    git(root, "commit", "-qam", "Two", day="2025-02-01")
    change(root, "docs/ru/about.md", "#", "# О")
    days = history.days(root)
    assert [days[path] for path in (INDEX, "docs/tg/about.md", "docs/ru/about.md")] == [
        "2025-01-31",
        "2025-02-01",
        today,
    ]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert history.days(root)[INDEX] == "2023-11-14"


def test_pango_is_not_installed_where_somebody_would_have_to_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []

    def refuse(arguments: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        called.append(arguments)
        return subprocess.CompletedProcess(arguments, 1)

    monkeypatch.setattr(pango.shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(pango.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(pango.subprocess, "run", refuse)
    assert pango.install() is False
    assert called == [["sudo", "-n", "apt-get", "update", "-qq"]]
