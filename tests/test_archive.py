"""The one way in which zips are written: the same bytes each time, and names that every system can unpack."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from editions import archive

WHEN = 1795750623  # 27 November 2026, 03:37:03 UTC


def test_the_same_files_are_the_same_bytes(tmp_path: Path) -> None:
    lying = tmp_path / "lying.txt"
    lying.write_bytes(b"lies on the disk")
    first = archive.write(tmp_path / "a.zip", {"b/ҷ.txt": b"one", "a.txt": lying}, WHEN)
    os.utime(lying, (1, 1))
    lying.chmod(0o600)
    again = archive.write(tmp_path / "b.zip", {"a.txt": lying, "b/ҷ.txt": b"one"}, WHEN)
    assert first.read_bytes() == again.read_bytes()


def test_files_stand_in_order_with_one_time_and_one_permission(tmp_path: Path) -> None:
    made = archive.write(tmp_path / "a.zip", {"z": b"1", "ҷ": b"2", "a/b": b"3", "mimetype": b"4"}, WHEN, ["mimetype"])
    with zipfile.ZipFile(made) as opened:
        entries = opened.infolist()
        assert opened.testzip() is None
    assert [one.filename for one in entries] == ["mimetype", "a/b", "z", "ҷ"]
    assert {one.date_time for one in entries} == {(2026, 11, 27, 3, 37, 2)}
    assert {one.external_attr >> 16 for one in entries} == {0o100644}
    assert [one.compress_type for one in entries] == [zipfile.ZIP_STORED] + 3 * [zipfile.ZIP_DEFLATED]
    assert [bool(one.flag_bits & 0x800) for one in entries] == [False, False, False, True]


def test_a_time_before_zips_is_their_first_day(tmp_path: Path) -> None:
    with zipfile.ZipFile(archive.write(tmp_path / "a.zip", {"a": b""}, 0)) as opened:
        assert opened.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["a:b.html"], ["a:b.html: Windows allows no ':' in a name - give the file another name"]),
        (["a/b?.html"], ["a/b?.html: Windows allows no '?' in a name - give the file another name"]),
        (["a\\b"], ["a\\b: Windows allows no '\\\\' in a name - give the file another name"]),
        (["en/aux.html"], ["en/aux.html: Windows keeps the name 'aux.html' for a device - give the file another name"]),
        (["Com1/a"], ["Com1/a: Windows keeps the name 'Com1' for a device - give the file another name"]),
        (["a./b"], ["a./b: Windows drops a dot or a blank at the end of a name - give the file another name"]),
        (["../b"], ["../b: is no path inside a folder - give the file another name"]),
        (["/b"], ["/b: is no path inside a folder - give the file another name"]),
        (
            ["a/Index.html", "a/index.html"],
            ["a/index.html: differs from a/Index.html in the case of letters alone - give one of them another name"],
        ),
        (
            ["A/b.html", "a/c.html"],
            ["a/c.html: differs from A in the case of letters alone - give one of them another name"],
        ),
        (["a/console.html", "auxiliary", "com10", "a.b", "ҷ", ".nojekyll"], []),
    ],
)
def test_names_that_windows_cannot_unpack_are_refused(names: list[str], says: list[str]) -> None:
    assert list(archive.unsafe(names)) == says


def test_nothing_is_written_of_files_with_an_unsafe_name(tmp_path: Path) -> None:
    with pytest.raises(archive.ArchiveError, match=r"^nul: Windows keeps the name 'nul' for a device - give "):
        archive.write(tmp_path / "a.zip", {"nul": b"", "a": b""}, WHEN)
    assert not (tmp_path / "a.zip").exists()
