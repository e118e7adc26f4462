"""The comparison of builds: its ratios, its limits and its last line with figures that are given, and its text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from bench import build_speed, stock, weight
from bench.budget import Weight
from bench.build_speed import AGAIN, OURS, STOCK, TUNED, Figures, Size, broken, summary
from bench.measuring import Run
from conftest import copy_course


def size(pages: int, whole: float, again: float = 1, memory: int = 90) -> Size:
    """Two turns, in the second of which everything took twice as long."""
    once = {OURS: (whole, memory), AGAIN: (again, memory), STOCK: (10, 100), TUNED: (8, 100)}
    runs = {name: [Run(clock * turn, clock * turn, of) for turn in (1, 2)] for name, (clock, of) in once.items()}
    return Size(pages, runs)


GOOD = Figures({40: size(120, 9), 200: size(600, 4), 600: size(1800, 4)}, {OURS: [2, 4], STOCK: [4, 4]}, "none")


@pytest.fixture(autouse=True)
def _report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for module in (build_speed, weight):
        monkeypatch.setattr(module, "REPORT", tmp_path / "cache" / "report.json")


def test_figures_within_their_limits_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert broken(GOOD) == []
    assert build_speed.told(GOOD) == 0
    last = "whole build 0.40, one-page rebuild 0.10, memory 0.90 of stock at 3 x 200 pages"
    assert capsys.readouterr().out.endswith(f"\n\n{last}\n")
    kept = json.loads(build_speed.REPORT.read_text(encoding="utf-8"))
    assert kept["sizes"]["200"]["of stock"][OURS]["clock"] == {"median": 0.4, "least": 0.4, "most": 0.4}
    assert (kept["command"], kept["preview"]["ratio"]["median"]) == ("make bench", 0.75)


@pytest.mark.parametrize(
    ("number", "changed", "told"),
    [
        (200, size(600, 4.6), ["whole build at 3 x 200 pages: 0.460 of stock, at most 0.45"]),
        (600, size(1800, 4.1), ["whole build at 3 x 600 pages: 0.410 of stock, at most 0.4"]),
        (200, size(600, 4, again=1.1), ["one-page rebuild at 3 x 200 pages: 0.110 of stock, at most 0.1"]),
        (600, size(1800, 4, memory=101), ["memory at 3 x 600 pages: 1.010 of stock, at most 1.0"]),
        (200, size(600, 1), ["a page of 600 takes 1.33 times one of 200, at most 1.2"]),
        (40, size(120, 99), []),
    ],
)
def test_a_figure_over_its_limit_fails(
    capsys: pytest.CaptureFixture[str], number: int, changed: Size, told: list[str]
) -> None:
    figures = replace(GOOD, sizes={**GOOD.sizes, number: changed})
    assert broken(figures) == told
    assert build_speed.told(figures) == (1 if told else 0)
    assert all(line in capsys.readouterr().out for line in told[:1])


def test_less_can_be_measured() -> None:
    figures = Figures({40: GOOD.sizes[40]}, {}, "none")
    assert (broken(figures), figures.growth, figures.preview) == ([], None, None)
    assert summary(figures).endswith("of stock at 3 x 40 pages")


def test_stock_gets_the_same_text_as_ordinary_markdown(tmp_path: Path) -> None:
    root = copy_course(tmp_path / "course")
    (root / stock.TAJIK).parent.mkdir(parents=True)
    (root / stock.TAJIK).touch()
    pages = stock.project(root, tmp_path / "project")
    texts = {path: path.read_text("utf-8") for path in (tmp_path / "project" / "docs").rglob("*.md")}
    assert (len(texts), pages) == (30, 30)
    text = "\n".join(texts.values())
    assert not re.search(r"\]\((?:term|ref|src|tool|fig|data):|data-definition", text)
    assert text.count("<quiz>") == text.count("quiz: {enabled: true}") == 3
    config = yaml.safe_load((tmp_path / "project" / stock.STOCK).read_text("utf-8"))
    assert config["plugins"][0] == "search"
    assert [language["locale"] for language in config["plugins"][1]["i18n"]["languages"]] == ["tg", "ru", "en"]
    assert stock.PRUNED not in config["theme"]["features"]


def test_a_page_that_weighs_more_than_that_of_stock_fails(capsys: pytest.CaptureFixture[str]) -> None:
    parts = (*weight.PARTS, weight.SEARCH, *weight.TOTALS)
    light, heavy = ({part: Weight(kb, kb) for part in parts} for kb in (500, 1000))
    assert weight.told(weight.Figures({"home": {weight.OURS: light, weight.STOCK: heavy}})) == 0
    assert capsys.readouterr().out.endswith(
        "\ncompressed, of stock: as the first page 0.50 to 0.50, the same without the search 0.50 to 0.50, "
        "as a further page 0.50 to 0.50\n"
    )
    assert weight.broken(weight.Figures({"home": {weight.OURS: heavy, weight.STOCK: light}})) == [
        "home, as the first page, weighs 2.00 of stock's",
        "home, as a further page, weighs 2.00 of stock's",
    ]
