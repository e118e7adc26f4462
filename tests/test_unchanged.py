"""A language that has not changed: its files come from the last site, and only as they were listed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from editions.unchanged import listed, restored

TEXTS = {"ru/index.html": "Главная", "ru/a/b.html": "Б", "assets/words/ru.js": "x"}


@pytest.fixture
def last(tmp_path: Path) -> Path:
    """A site with some files."""
    for name, text in TEXTS.items():
        path = tmp_path / "last" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "last"


def texts(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.rglob("*")
        if path.is_file()
    }


def test_all_files_are_as_they_were(last: Path, tmp_path: Path) -> None:
    assert restored(listed(last, TEXTS), last, tmp_path / "new")
    assert texts(tmp_path / "new") == TEXTS


def test_what_was_not_listed_stays_away(last: Path, tmp_path: Path) -> None:
    assert restored(listed(last, ["ru/index.html"]), last, tmp_path / "new")
    assert texts(tmp_path / "new") == {"ru/index.html": "Главная"}


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_that_has_changed_is_not_believed(last: Path, tmp_path: Path, name: str) -> None:
    files = listed(last, TEXTS)
    (last / name).write_text("other", encoding="utf-8")
    assert not restored(files, last, tmp_path / "new")
    assert not (tmp_path / "new").exists()  # or what is written there next would be written into the last site


def test_a_file_that_is_gone_is_not_missed(last: Path, tmp_path: Path) -> None:
    files = listed(last, TEXTS)
    (last / "assets/words/ru.js").unlink()
    assert not restored(files, last, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_site_that_was_cleaned_away_restores_nothing(last: Path, tmp_path: Path) -> None:
    assert not restored(listed(last, TEXTS), tmp_path / "nowhere", tmp_path / "new")


def test_files_are_copied_where_the_disk_has_no_links(
    last: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("not on this disk")

    monkeypatch.setattr(os, "link", refuse)
    assert restored(listed(last, TEXTS), last, tmp_path / "new")
    assert texts(tmp_path / "new") == TEXTS
    (tmp_path / "new/ru/index.html").write_text("new", encoding="utf-8")
    assert texts(last) == TEXTS
