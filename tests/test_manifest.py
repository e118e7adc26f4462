"""Manifests: what is cut short, changed, taken away or added is named."""

from __future__ import annotations

import hashlib
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from releases import release_of, site_of, unpack

import releasing
from course.model import Course
from editions import manifest, offline

PAGE = "site/ru/index.html"


@pytest.fixture
def copy(make_course: Callable[..., Course], tmp_path: Path) -> Path:
    """An unpacked copy; the zip lies beside it."""
    course = make_course()
    release = release_of(course, {"learner": site_of(tmp_path / "site", course)})
    (made,) = offline.write(release, "learner", "", tmp_path)
    return unpack(made.rename(tmp_path / "copy.zip"), tmp_path / "copy")


def test_a_manifest_says_what_the_copy_is(copy: Path) -> None:
    told = json.loads((copy / "manifest.json").read_text("utf-8"))
    files = told.pop("files")
    assert told["review"].pop("tg")["pages"] == told["review"]["en"]["pages"]
    assert {key: told[key] for key in told if key not in ("review", "status")} == {
        "format": "hamkori-manifest",
        "format-version": 1,
        "name": "hamkori-0.1-learner",
        "kind": "copy",
        "edition": "learner",
        "version": "0.1",
        "commit": "a" * 40,
        "date": "2026-11-27",
        "languages": ["tg", "ru", "en"],
        "licence": "CC-BY-4.0",
    }
    assert told["status"]["en"] == "Proposed training material, not an official document of the Ministry."
    data = (copy / PAGE).read_bytes()
    assert {"path": PAGE, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} in files
    there = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    assert there - {entry["path"] for entry in files} == set(manifest.ALONE)


def test_a_whole_copy_has_no_fault(copy: Path) -> None:
    assert list(manifest.faults(copy)) == []
    assert list(manifest.left_over(copy)) == []
    assert list(manifest.faults(copy.with_name("copy.zip"))) == []
    subprocess.run(["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"], cwd=copy, check=True)


def test_what_is_cut_changed_or_gone_is_named(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cut, flipped = copy / "site/assets/a.css", copy / "START.html"
    cut.write_bytes(cut.read_bytes()[:-1])
    flipped.write_bytes(bytes([flipped.read_bytes()[0] ^ 1]) + flipped.read_bytes()[1:])
    (copy / PAGE).unlink()
    (copy / "site/old.html").write_bytes(b"")
    (copy / "Thumbs.db").write_bytes(b"")
    assert releasing.verified(copy) == 1
    told = capsys.readouterr()
    assert told.err == (
        "START.html: was changed\nsite/assets/a.css: has 3 bytes in place of 4\nsite/ru/index.html: is missing\n"
    )
    assert told.out == (
        f"site/old.html: is left over, or not of this copy; it may be deleted\n{copy}: 3 files at fault.\n"
    )


def test_the_manifest_and_its_script_are_compared(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = copy / "copy/manifest.js"
    script.write_bytes(script.read_bytes().replace(b"learner", b"trainer"))
    assert list(manifest.faults(copy)) == ["copy/manifest.js: is not what manifest.json says"]
    (copy / "manifest.json").write_bytes(b"{")
    assert releasing.verified(copy) == 2
    assert capsys.readouterr().err == (
        f"{copy}/manifest.json: is no manifest, or a damaged one - take it from a whole copy\n"
    )


def test_a_zip_that_is_cut_short_or_changed_is_named(copy: Path) -> None:
    whole = copy.with_name("copy.zip")
    data = whole.read_bytes()
    whole.write_bytes(data[:-100])
    assert list(manifest.faults(whole)) == ["copy.zip: is no whole zip (File is not a zip file) - copy it once more"]
    whole.write_bytes(data)
    with zipfile.ZipFile(whole) as opened:
        at = opened.getinfo(PAGE).header_offset + 30 + len(PAGE) + 20
    whole.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
    assert list(manifest.faults(whole)) == [f"{PAGE}: cannot be read"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"PK", "x: is no manifest, or a damaged one - take it from a whole copy"),
        (b'{"format": "other"}', "x: is no manifest of Hamkori - give a zip or manifest.json of a release"),
        (
            b'{"format": "hamkori-manifest", "format-version": 2, "files": []}',
            "x: is a manifest of another version than 1 - use the tools of its release",
        ),
    ],
)
def test_what_is_no_manifest_is_refused(text: bytes, says: str) -> None:
    with pytest.raises(manifest.ManifestError) as refused:
        manifest.read(text, "x")
    assert str(refused.value) == says
