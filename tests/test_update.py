"""Update packs: over the old copy they make the new one, and a copy that they do not belong on is found out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from releases import names, release_of, site_of, unpack

from course.model import Course
from editions import manifest, offline, update

Load = Callable[..., Course]
WHEN = 1795750622


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def two(make_course: Load, tmp_path: Path) -> tuple[Path, Path]:
    """The zips of two releases: in the second all pages are other ones, one file came, one went."""
    course = make_course()
    made = []
    for commit, text in (("a" * 40, "old"), ("b" * 40, "new")):
        site = site_of(tmp_path / text / "site", course, text)
        (site / "assets" / f"{text}.js").write_bytes(b"")
        made += offline.write(release_of(course, {"learner": site}, commit), "learner", "", tmp_path / text)
    return made[0], made[1]


def test_a_pack_has_only_what_changed_and_over_the_old_copy_makes_the_new_one(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    old, new = two
    (was,) = manifest.copies(old)
    (now,) = manifest.copies(new)
    pack = update.write(was, new, tmp_path, WHEN)
    assert pack
    assert pack == tmp_path / "updates" / f"{now['name']}-from-{was['version']}-aaaaaaa.zip"
    assert names(pack) == sorted(
        [
            *("START.html", "SHA256SUMS", "manifest.json", "copy/manifest.js", "copy/update.js"),
            f"copy/is-{now['name']}-bbbbbbbbbbbb.js",
            *("site/index.html", "site/ru/index.html", "site/en/index.html", "site/assets/new.js"),
        ]
    )
    copy = unpack(pack, unpack(old, tmp_path / "copy"))
    assert list(manifest.faults(copy)) == []
    assert list(manifest.left_over(copy)) == ["site/assets/old.js"]
    stamp = f"copy/is-{now['name']}-aaaaaaaaaaaa.js"
    fresh = content(unpack(new, tmp_path / "fresh"))
    assert {path: data for path, data in content(copy).items() if path not in ("copy/update.js", stamp)} == {
        **{path: data for path, data in fresh.items() if path != "copy/update.js"},
        "site/assets/old.js": b"",
    }
    script = (copy / "copy/update.js").read_text("utf-8").removeprefix("window.copyUpdate = ")
    told = {"from": stamp, "version": "0.1", "date": "2026-11-27", "gone": ["site/assets/old.js"]}
    assert json.loads(script) == told


def test_a_pack_over_another_copy_is_found_out(two: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = two
    (was,) = manifest.copies(old)
    pack = update.write(was, new, tmp_path, WHEN)
    assert pack
    other = unpack(old, tmp_path / "other")
    (other / "site/assets/a.css").write_bytes(b"b {}")  # of a release that the pack does not know
    assert list(manifest.faults(unpack(pack, other))) == ["site/assets/a.css: was changed"]
    assert "site/assets/a.css: is missing" in list(manifest.faults(unpack(pack, tmp_path / "empty")))


def test_the_same_pack_is_the_same_bytes_from_zip_manifest_and_folder(two: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = two
    alone = unpack(old, tmp_path / "copy") / "manifest.json"
    packs = []
    for at, source in enumerate((old, alone, old.parent)):
        folder = tmp_path / str(at)
        folder.mkdir()
        (was,) = manifest.copies(source)
        packs.append(update.write(was, new, folder, WHEN))
    assert len({pack.read_bytes() for pack in packs if pack}) == 1
    assert all(packs)


def test_no_pack_leads_to_the_same_release_or_to_another_copy(two: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = two
    (was,) = manifest.copies(old)
    assert update.write(was, old, tmp_path, WHEN) is None
    for name in ("trainer", "learner-tg", "learner-light"):
        assert update.write({**was, "name": f"hamkori-{was['version']}-{name}"}, new, tmp_path, WHEN) is None
    raised = {**was, "version": "0.0.9", "name": was["name"].replace(was["version"], "0.0.9")}
    assert update.write(raised, new, tmp_path, WHEN)


def test_what_holds_no_copy_is_refused(tmp_path: Path) -> None:
    with pytest.raises(manifest.ManifestError) as refused:
        list(manifest.copies(tmp_path))
    assert (
        str(refused.value) == f"{tmp_path}: holds no offline copy - give a zip, its manifest.json or a folder of zips"
    )
