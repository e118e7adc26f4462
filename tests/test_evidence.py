"""The figures of proofs: found in reports, and the real page of evidence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bench import evidence as keeping
from conftest import ROOT

from course.evidence import FORMS, parts, values
from course.load import load
from course.model import Course, Measure

REPORT = {"a b": {"c": 0.5, "d": 2}, "list": [{"tool": "axe", "n": 1}, {"tool": "nu", "n": 3}, "x"], "word": "y"}


def measure(of: str, form: str = "number") -> Measure:
    return Measure(tuple(of.split("/")), form, {}, None, None)


@pytest.mark.parametrize(
    ("of", "form", "found"),
    [
        ("a b/c", "number", [0.5]),
        ("a b/c", "share", [50.0]),
        ("a b/*", "number", [0.5, 2.0]),
        ("list", "count", [3.0]),
        ("a b", "count", [2.0]),
        ("list/*/n", "number", [1.0, 3.0]),
        ("list/tool=nu/n", "number", [3.0]),
        ("list/tool=vnu/n", "number", []),
        ("word", "number", []),
        ("a b/c/d", "number", []),
        ("a b/c/*", "number", []),
        ("", "number", []),
    ],
)
def test_a_figure_is_found_by_its_keys(of: str, form: str, found: list[float]) -> None:
    assert values(measure(of, form), REPORT) == found


@pytest.mark.parametrize("value", [True, None, float("nan"), float("inf"), 10**400, "1"])
def test_what_is_no_number_is_no_figure(value: Any) -> None:
    assert values(measure("a"), {"a": value}) == []


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, (0, "")), (0.432, (0, "43")), (7, (7, "")), (7.1, (7, "1")), (43.21, (43, "2")), (1234.5, (1234, ""))],
)
def test_a_value_is_rounded_to_what_readers_need(value: float, said: tuple[int, str]) -> None:
    assert parts(value) == said


def test_every_kept_report_has_the_figures_that_are_shown(course: Course) -> None:
    assert list(keeping.lacking(course)) == []
    assert {measure.form for proof in course.proofs.values() for measure in proof.measures} <= FORMS.keys()


def test_a_report_is_kept_and_what_it_lacks_is_told(make_root: Any, tmp_path: Path) -> None:
    words = {"tg": "т", "ru": "т", "en": "t"}
    measures = [{"of": of, "form": "number", "label": words} for of in ("there", "not/there")]
    proof = {"id": "bench", "command": "make bench", "title": words, "text": words, "measures": measures}
    root = make_root({"docs/data/evidence.yml": json.dumps({"proofs": [proof]}, ensure_ascii=False)})
    reports = tmp_path / "cache"
    reports.mkdir()
    assert keeping.keep(root, reports) == []
    (reports / "bench.json").write_text('{"there": 1}')
    (reports / "other.json").write_text("{}")
    assert keeping.keep(root, reports) == ["bench"]
    assert list(keeping.lacking(load(root))) == ["bench: the report has no figure 'not/there'"]


def test_the_readme_has_the_figures_of_the_reports() -> None:
    reports = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / keeping.KEPT).glob("*.json")}
    whole = {number: size["of stock"]["ours"]["clock"]["median"] for number, size in reports["bench"]["sizes"].items()}
    first = reports["weight"]["of stock"]["as the first page"]
    pages = [page["lowest"] for page in reports["lighthouse"]["pages"]]
    performance, access, practices = (
        min(page[name] for page in pages) for name in ("performance", "accessibility", "best-practices")
    )
    figures = [
        f"{whole['600']:.2f} of its time for 3 × 600 pages, {whole['200']:.2f} for 3 × 200",
        f"{100 * first['least']:.0f} to {100 * first['most']:.0f} % of its weight",
        f"performance at least {performance}, accessibility {access}, best practices {practices}",
        f"{len(reports['stress']['cases'])} cases, none did harm",
    ]
    assert reports["stress"]["failed"] == 0
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [figure for figure in figures if f"| {figure} |" not in readme] == []
