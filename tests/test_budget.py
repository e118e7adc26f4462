"""The budget of the site: its judge sees every limit, and what can be weighed without a clock holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bench import budget
from bench.budget import Figures, Weight, broken
from browsing import PREFIX
from conftest import ROOT
from playwright.sync_api import Browser

GOOD = Figures(
    first={"tg": Weight(380_000, 110_000)},
    further={"about.html": Weight(90_000, 25_000), "handbook/a/quiz.html": Weight(90_000, 35_000)},
    early=[],
    index={"tg": Weight(250, 100)},
    stock=1000,
    found={"«а» in tg": 300.0},
)
OVER = {
    "first, compressed": (
        {"first": {"tg": Weight(380_000, 110_001)}},
        "first page in tg, compressed: 110,001 bytes, at most 110,000",
    ),
    "first, raw": (
        {"first": {"tg": Weight(380_001, 110_000)}},
        "first page in tg, raw: 380,001 bytes, at most 380,000",
    ),
    "further": (
        {"further": {"about.html": Weight(9, 25_001)}},
        "about.html, compressed: 25,001 bytes, at most 25,000",
    ),
    "quiz": (
        {"further": {"handbook/a/quiz.html": Weight(9, 35_001)}},
        "handbook/a/quiz.html, compressed: 35,001 bytes, at most 35,000",
    ),
    "tool": (
        {"further": {"ru/toolkit/a.html": Weight(9, 35_001)}},
        "ru/toolkit/a.html, compressed: 35,001 bytes, at most 35,000",
    ),
    "catalogue": (
        {"further": {"ru/toolkit/index.html": Weight(9, 25_001)}},
        "ru/toolkit/index.html, compressed: 25,001 bytes, at most 25,000",
    ),
    "early": (
        {"early": ["assets/search/tg.js"]},
        "assets/search/tg.js was loaded before the search box had the focus",
    ),
    "index": ({"index": {"tg": Weight(251, 9)}}, "search index in tg: 251 bytes, at most 250"),
    "found": ({"found": {"«а» in tg": 301.0}}, "first result for «а» in tg: 301 ms, at most 300 ms"),
}


def test_figures_at_their_limits_hold(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(budget, "REPORT", tmp_path / "cache" / "budget.json")
    assert broken(GOOD) == []
    assert budget.main(lambda: GOOD) == 0
    assert capsys.readouterr().out.endswith("\n\nThe budget holds.\n")


@pytest.mark.parametrize("limit", OVER)
def test_a_figure_over_its_limit_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, limit: str
) -> None:
    monkeypatch.setattr(budget, "REPORT", tmp_path / "cache" / "budget.json")
    change, told = OVER[limit]
    figures = replace(GOOD, **change)  # type: ignore[arg-type]
    assert broken(figures) == [told]
    assert budget.main(lambda: figures) == 1
    assert capsys.readouterr().out.endswith(f"\n\nThe budget is broken:\n{told}\n")


def test_the_other_site_has_the_search_of_material() -> None:
    config = budget.with_search((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    plugins = config.partition("\nplugins:\n")[2].partition("\nmarkdown_extensions:")[0]
    assert plugins.startswith("  - search\n  - i18n:\n")
    assert plugins.endswith("\n  - offline\n")
    assert budget.with_search(config) == config


@pytest.mark.parametrize("locale", PREFIX)
def test_pages_weigh_no_more_than_they_may(
    browser: Browser, learner_site: Path, serve: Callable[[Path], str], locale: str
) -> None:
    first, further, early = budget.weighed(browser, learner_site, serve(learner_site), locale, most=3)
    assert {"handbook", "toolkit", "programme"} <= {part for name in further for part in Path(name).parts}
    assert 12 < len(further) < 40
    figures = replace(GOOD, first={locale: first}, further=further, early=early, index={}, found={})
    assert broken(figures) == []


def test_the_index_comes_when_the_search_box_has_the_focus(
    browser: Browser, learner_site: Path, serve: Callable[[Path], str]
) -> None:
    names = budget.index_loaded(browser, serve(learner_site), "ru")
    assert [name for name in names if name.startswith("assets/search/")] == ["assets/search/ru.js"]


def test_a_file_weighs_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_bytes(b"a" * 1000)
    (tmp_path / "b.js").write_bytes(b"b" * 10)
    assert budget.weight(tmp_path, ["a.js", "b.js"]).raw == 1010
    assert budget.weight(tmp_path, ["a.js"]).gzip < 40
