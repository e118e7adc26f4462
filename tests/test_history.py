"""The door to git, against a real repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

import history

PATH = "docs/en/about.md"


def git(root: Path, *arguments: str) -> None:
    settings = ("user.name=Test", "user.email=test@example.org", "commit.gpgsign=false", "core.autocrlf=false")
    options = [part for setting in settings for part in ("-c", setting)]
    subprocess.run(["git", *options, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path, files: dict[str, bytes | None]) -> None:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            path.unlink()
        else:
            path.write_bytes(data)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "change")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook of git that runs these tests must not lead them to its own repository."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    return tmp_path


def test_texts_come_newest_first(repository: Path) -> None:
    for number in range(3):
        commit(repository, {PATH: f"{number}\n".encode(), "docs/en/other.md": f"other {number}\n".encode()})
    (repository / PATH).write_text("not committed\n", encoding="utf-8")
    assert list(history.texts(repository, PATH)) == ["2\n", "1\n", "0\n"]


def test_a_commit_that_deletes_the_file_has_no_text(repository: Path) -> None:
    commit(repository, {PATH: b"one\n", "a": b"a"})
    commit(repository, {PATH: None})
    commit(repository, {PATH: b"two\n"})
    assert list(history.texts(repository, PATH)) == ["two\n", "one\n"]


def test_texts_are_read_as_the_course_reads_them(repository: Path) -> None:
    commit(repository, {PATH: "\ufeffҷомеа\r\nx\ry\n".encode() + b"\xff\n"})
    assert list(history.texts(repository, PATH)) == ["ҷомеа\nx\ny\n\ufffd\n"]


def test_the_course_may_be_a_folder_of_the_repository(repository: Path) -> None:
    commit(repository, {f"course/{PATH}": b"inside\n", PATH: b"outside\n"})
    assert list(history.texts(repository / "course", PATH)) == ["inside\n"]


@pytest.mark.parametrize("path", ["дар/бораи мо.md", "a b.md", "-n.md", "a[b]*.md"])
def test_any_name_of_a_file_is_found(repository: Path, path: str) -> None:
    commit(repository, {path: b"text\n"})
    assert list(history.texts(repository, path)) == ["text\n"]


def test_a_file_that_was_never_committed_has_no_texts(repository: Path) -> None:
    assert list(history.texts(repository, PATH)) == []
    commit(repository, {"a": b"a"})
    assert list(history.texts(repository, PATH)) == []


def test_a_folder_without_repository_has_no_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert list(history.texts(tmp_path, PATH)) == []


def test_without_git_there_are_no_texts(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repository, {PATH: b"one\n"})
    monkeypatch.setenv("PATH", str(repository / "nothing"))
    assert list(history.texts(repository, PATH)) == []
