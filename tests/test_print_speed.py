"""The comparison of presses: its ratios, its limits and its last line, with figures that are given."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from bench import handbook, print_speed
from bench.measuring import Run
from bench.print_speed import CHROMIUM, CHROMIUM_FILES, OURS, OURS_FILES, PLAIN, PLUGIN, Figures, Made, broken, summary

from course.model import Course

MADE = Made(100, 30_000, True, "ru", 300, True, 400, 0)


def runs(*seconds: float, memory: int = 500) -> list[Run]:
    return [Run(cpu, cpu * 2, memory * print_speed.MB) for cpu in seconds]


GOOD = Figures(
    runs={
        OURS: runs(21, 20, 19),
        PLUGIN: runs(28, 26, 27, memory=1000),
        PLAIN: runs(2.5, 2, 1.5),
        CHROMIUM: runs(5, 5, 5, memory=625),
        OURS_FILES: runs(30, 30, 30),
        CHROMIUM_FILES: runs(20, 20, 20),
    },
    made={
        OURS: MADE,
        PLUGIN: replace(MADE, pages=125, tagged=False, lang="", bookmarks=0, references=0, findings=2000),
        CHROMIUM: replace(MADE, pages=50, contents=False),
    },
    files={OURS_FILES: 200, CHROMIUM_FILES: 400},
)


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(print_speed, "REPORT", tmp_path / "cache" / "bench-pdf.json")
    return print_speed.REPORT


def test_the_plugin_is_judged_on_what_it_adds() -> None:
    assert GOOD.told_apart
    assert GOOD.seconds(PLUGIN) == 25
    assert GOOD.a_page(PLUGIN) == pytest.approx(0.2)
    assert GOOD.ratio(PLUGIN) == pytest.approx(1.0)
    assert GOOD.ratio(CHROMIUM) == pytest.approx(2.0)
    assert "; judged is the difference.\n" in print_speed.judged(GOOD)


def test_a_difference_within_the_spread_is_not_judged() -> None:
    figures = replace(GOOD, runs={**GOOD.runs, PLAIN: runs(2, 2, 27)})
    assert not figures.told_apart
    assert figures.seconds(PLUGIN) == 27
    assert "judged is all" in print_speed.judged(figures)


def test_times_at_their_limits_hold(capsys: pytest.CaptureFixture[str], report: Path) -> None:
    assert GOOD.ratio_of_files == pytest.approx(3.0)
    figures = replace(GOOD, runs={**GOOD.runs, CHROMIUM: runs(10 / 3)})
    assert broken(figures) == []
    assert print_speed.told(figures) == 0
    said = capsys.readouterr().out
    assert said.split("\n")[-2] == summary(figures)
    assert re.search(r"^CPU a page +200ms +200ms +67ms$", said, re.MULTILINE)
    assert json.loads(report.read_text(encoding="utf-8"))["broken"] == []


@pytest.mark.parametrize(
    ("name", "quicker", "fault"),
    [
        (PLUGIN, runs(26.5, 26.5, 26.5), "CPU per page: 1.02 of mkdocs-to-pdf for the book, at most 1.0"),
        (CHROMIUM_FILES, runs(18, 18, 18), "CPU per page: 3.33 of Chromium for a file a module, at most 3.0"),
    ],
)
def test_a_press_that_is_too_slow_fails(
    capsys: pytest.CaptureFixture[str], report: Path, name: str, quicker: list[Run], fault: str
) -> None:
    figures = replace(GOOD, runs={**GOOD.runs, name: quicker})
    assert broken(figures) == [fault]
    assert print_speed.told(figures) == 1
    assert capsys.readouterr().out.endswith(f"The limits are broken:\n{fault}\n{summary(figures)}\n")
    assert json.loads(report.read_text(encoding="utf-8"))["broken"] == [fault]


def test_a_text_that_was_cut_short_is_no_comparison() -> None:
    figures = replace(GOOD, made={**GOOD.made, PLUGIN: replace(GOOD.made[PLUGIN], words=20_000)})
    said = "mkdocs-to-pdf has 20,000 words where ours has 30,000: it is not the same text"
    assert broken(figures) == [said]


def test_the_last_line_has_it_all() -> None:
    assert summary(GOOD) == (
        "pages per second 5.0; CPU per page 1.00 of mkdocs-to-pdf, 3.00 of Chromium (in one book 2.00); "
        "peak memory 0.50 and 0.80"
    )


def test_what_is_lacking_is_said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert print_speed.main() == 1
    assert "Chromium" in capsys.readouterr().err


def test_the_plain_text_needs_no_course(course: Course, tmp_path: Path) -> None:
    handbook.as_project(course, "ru", tmp_path)
    texts = {path.relative_to(tmp_path / "docs"): path.read_text("utf-8") for path in (tmp_path / "docs").rglob("*.md")}
    assert len(texts) > 3
    for name, text in texts.items():
        assert "<quiz>" not in text
        for href in re.findall(r"\]\(([^):#]+)", text):
            assert (tmp_path / "docs" / name.parent / href).is_file()
