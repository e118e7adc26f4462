"""A small whole course to test with: `tests/course`, with the interface and schemas of the real one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from course.load import load
from course.model import Course

ROOT = Path(__file__).resolve().parent.parent

Make = Callable[..., Path]


@pytest.fixture
def make_root(tmp_path: Path) -> Make:
    """Makes the folder of the small course with some files replaced or, where the text is None, deleted."""

    def make(files: Mapping[str, str | None] | None = None) -> Path:
        root = tmp_path / "course"
        shutil.copytree(ROOT / "tests" / "course", root)
        shutil.copytree(ROOT / "docs" / "data" / "schema", root / "docs" / "data" / "schema")
        shutil.copy(ROOT / "docs" / "data" / "interface.yml", root / "docs" / "data")
        for name, text in (files or {}).items():
            path = root / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
        return root

    return make


@pytest.fixture
def make_course(make_root: Make) -> Callable[..., Course]:
    """Loads the small course, changed as for `make_root`."""
    return lambda files=None: load(make_root(files))


@pytest.fixture(scope="session")
def course() -> Course:
    """The real course of this repository."""
    return load(ROOT)
