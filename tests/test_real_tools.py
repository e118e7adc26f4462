"""What real tools say is a fault, unless it is named with its reason."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml
from bench import lighthouse, real_tools
from bench.lighthouse import Compressing, Scores
from bench.real_tools import Looked

RULES = [{"tool": "axe", "says": "label: .*", "reason": "it is known"}]
LOOKED = [
    Looked("axe", "learner", 2, "pages", ("label: no name", "image-alt: none")),
    Looked("linkinator", "learner", 1, "addresses", ()),
]


def test_only_what_is_named_for_its_tool_is_allowed() -> None:
    assert real_tools.judged(LOOKED[0], RULES) == (["image-alt: none"], Counter([0]))
    assert real_tools.judged(Looked("linkinator", "learner", 1, "addresses", ("label: x",)), RULES)[0] == ["label: x"]
    assert real_tools.judged(Looked("axe", "learner", 1, "pages", ("a label: x",)), RULES)[0] == ["a label: x"]


def test_a_fault_and_an_exception_that_nothing_needs_fail(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    exceptions = tmp_path / "exceptions.yml"
    exceptions.write_text(
        yaml.safe_dump([*RULES, {"tool": "axe", "says": "old", "reason": "it was"}]), encoding="utf-8"
    )
    monkeypatch.setattr(real_tools, "EXCEPTIONS", exceptions)
    monkeypatch.setattr(real_tools, "REPORT", tmp_path / "report.json")
    monkeypatch.setattr(real_tools, "versions", dict)
    monkeypatch.setattr(real_tools, "looked", lambda _: iter(LOOKED))
    assert real_tools.main() == 1
    said = capsys.readouterr().out.splitlines()
    assert said[2:4] == ["axe, learner: image-alt: none", "exceptions.yml: nothing says 'old' any more"]
    exceptions.write_text(yaml.safe_dump(RULES), encoding="utf-8")
    monkeypatch.setattr(real_tools, "looked", lambda _: iter([Looked("axe", "learner", 1, "pages", ("label: x",))]))
    assert real_tools.main() == 0


def test_every_exception_names_a_tool_and_a_reason() -> None:
    for rule in yaml.safe_load(real_tools.EXCEPTIONS.read_text(encoding="utf-8")):
        assert rule["tool"] in real_tools.TOOLS
        assert re.compile(rule["says"])
        assert rule["reason"].endswith(".")


def test_a_page_below_the_limit_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(lighthouse, "REPORT", tmp_path / "report.json")
    monkeypatch.setattr(lighthouse, "versions", dict)
    for lowest, code in ((95, 0), (94, 1)):
        score = Scores("home", "tg", dict.fromkeys(lighthouse.CATEGORIES, lowest), {"first paint, ms": 1.0})
        monkeypatch.setattr(lighthouse, "scores", lambda score=score: iter([score]))
        assert lighthouse.main() == code
    assert "home, tg: performance 94" in capsys.readouterr().out.splitlines()


def test_pages_are_served_as_the_readme_recommends(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>" * 1000, encoding="utf-8")
    with lighthouse.served(tmp_path, Compressing) as address, urlopen(address) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["Cache-Control"] == "max-age=600"
        assert len(answer.read()) < 100
