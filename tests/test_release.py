"""A release: everything that was to be made and nothing besides, or the last good one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from releases import release_of, site_of

import history
import releasing
from course.model import Course
from editions import epub, manifest, offline, release
from editions.artefact import Artefact, Release

Load = Callable[..., Course]


@pytest.fixture
def whole(make_course: Load, tmp_path: Path) -> Release:
    course = make_course()
    return release_of(course, {edition: site_of(tmp_path / edition, course) for edition in ("learner", "trainer")})


def there(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def text_file(release: Release, edition: str, locale: str, folder: Path) -> Iterator[Path]:
    path = folder / "texts" / f"{release.name(edition, locale)}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(locale, encoding="utf-8")
    yield path


def test_a_release_has_every_artefact_its_manifest_and_sums(whole: Release, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    made = release.make(whole, dist, makers=[*release.MAKERS[:3], release.Maker("text", text_file, ("learner",))])
    name = "hamkori-0.1"
    assert [one.path for one in made if one.kind == "offline"] == [
        f"{name}-{edition}{locale}.zip" for edition in ("learner", "trainer") for locale in ("", "-tg", "-ru", "-en")
    ]
    assert [one.path for one in made if one.kind == "offline-light"] == [f"{name}-learner-light.zip"]
    assert [(one.path, one.edition, one.locale) for one in made if one.kind == "print"] == [
        *((f"pdf/book-{locale}.pdf", "learner", locale) for locale in ("tg", "ru", "en")),
        *((f"pdf/guide-{locale}-trainer.pdf", "trainer", locale) for locale in ("tg", "ru", "en")),
    ]
    assert made[-1] == Artefact(f"texts/{name}-learner-en.txt", "text", "learner", "en")
    assert there(dist) == {*(one.path for one in made), "manifest.json", "SHA256SUMS"}
    told = json.loads((dist / "manifest.json").read_text("utf-8"))
    assert {entry["path"]: (entry["kind"], entry["edition"], entry["languages"]) for entry in told["files"]} == {
        one.path: (one.kind, one.edition, [one.locale] if one.locale else ["tg", "ru", "en"]) for one in made
    }
    subprocess.run(["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"], cwd=dist, check=True)
    assert list(manifest.faults(dist)) == []
    sizes = list(release.sizes(dist))
    assert sizes[0].endswith(" MB  SHA256SUMS")
    assert sizes[-1].endswith(f" MB  in {len(made) + 2} files")
    assert list(tmp_path.glob(".dist-*")) == []

    (dist / made[-1].path).write_text("x", encoding="utf-8")
    (dist / "more.zip").write_bytes(b"")
    (dist / made[0].path).write_bytes((dist / made[0].path).read_bytes()[:-5])
    faults = list(manifest.faults(dist))
    assert faults[0].startswith(f"{made[0].path}: has ")
    assert faults[1:] == [
        f"{made[-1].path}: has 1 bytes in place of 2",
        "more.zip: is not of this release",
        "SHA256SUMS: does not say what the files are",
        f"{made[0].path}: {made[0].path}: is no whole zip (File is not a zip file) - copy it once more",
    ]


def test_update_packs_lead_from_each_copy_of_the_release_before(whole: Release, tmp_path: Path) -> None:
    offline = release.MAKERS[:1]
    release.make(whole, tmp_path / "old", makers=offline)
    later = release_of(whole.course, dict(whole.sites), "b" * 40)
    made = release.make(later, tmp_path / "new", [tmp_path / "old"], offline)
    packs = [one for one in made if one.kind == "update"]
    assert [(one.edition, one.locale) for one in packs] == [(one.edition, one.locale) for one in made[: len(packs)]]
    assert len(packs) == 8
    assert list(manifest.faults(tmp_path / "new")) == []


def stray(*given: Any) -> Iterator[Path]:
    folder = given[-1]
    (folder / "Stray Ҷ.zip").write_bytes(b"")
    yield folder / "gone.zip"
    yield folder / "Stray Ҷ.zip"


def silent(*given: Any) -> Iterator[Path]:
    (given[-1] / "silent.zip").write_bytes(b"")
    return iter(())


@pytest.mark.parametrize(
    ("write", "says"),
    [
        (
            stray,
            "gone.zip: was told of and is not there\n"
            "Stray Ҷ.zip: use small letters, digits, dots and hyphens, at most 80",
        ),
        (silent, "silent.zip: is there and nobody told of it"),
    ],
)
def test_the_last_good_release_stays_when_one_cannot_be_made(
    whole: Release, tmp_path: Path, write: release.Write, says: str
) -> None:
    dist = tmp_path / "dist"
    dist.mkdir()
    (dist / "good").write_bytes(b"good")
    broken = release.Maker("text", write, ("learner",), each=False, together=True)
    with pytest.raises(release.ReleaseError) as refused:
        release.make(whole, dist, makers=[broken])
    assert str(refused.value) == says
    assert there(dist) == {"good"}
    assert list(tmp_path.glob(".dist-*")) == []


def git(root: Path, *arguments: str) -> str:
    settings = ("user.name=Test", "user.email=test@example.org", "commit.gpgsign=false", "core.autocrlf=false")
    options = [part for setting in settings for part in ("-c", setting)]
    done = subprocess.run(["git", *options, *arguments], cwd=root, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


def test_a_release_is_of_a_commit_and_of_nothing_else(
    make_course: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    course, root = make_course(), tmp_path / "course"
    for name in [name for name in os.environ if name.startswith("GIT_")] + ["SOURCE_DATE_EPOCH"]:
        monkeypatch.delenv(name, raising=False)
    assert releasing.released(root, course, []) == 1
    assert capsys.readouterr().err == (
        "a release is of a commit: make it in a clone of the repository, with git installed\n"
    )
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "course")
    assert history.changed(root) == []
    hash_, seconds = git(root, "log", "-1", "--format=%H %ct").split()
    assert history.commit(root) == (hash_, int(seconds))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert history.commit(root) == (hash_, 86400)
    made_by_command(course, root, tmp_path, monkeypatch, capsys)
    (root / "docs/en/new.md").write_text("new", encoding="utf-8")
    assert releasing.released(root, course, []) == 1
    assert capsys.readouterr().err == (
        "docs/en/new.md\nis not as the commit has it - commit it, so that the release can be made again\n"
    )


def made_by_command(
    course: Course, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command makes prints, sites, and what travels; when a site cannot be built, the release before it stays."""
    for room in (offline.ROOM, epub.ROOM):
        shutil.copytree(ROOT / room, root / room)
    (root / ".gitignore").write_text("dist/\n.dist-*/\n", encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "rooms")
    built = {edition: site_of(tmp_path / edition, course) for edition in ("learner", "trainer")}
    monkeypatch.setattr(releasing.printing, "printed", lambda *_: 0)
    monkeypatch.setattr(releasing.site, "build", lambda _, edition: (built[edition], "", []))
    makers = [one for one in release.MAKERS if one.kind != "zim"]  # it wants the search of a real site: test_zim.py
    monkeypatch.setattr(releasing.release, "make", partial(release.make, makers=makers))
    assert releasing.released(root, course, []) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:3] == ["Building the learner edition.", "Building the trainer edition.", "Making what travels."]
    assert told[-1].startswith("Released ")
    assert list(manifest.faults(root / "dist")) == []
    before = there(root / "dist")
    monkeypatch.setattr(releasing.site, "build", lambda _, edition: (None, f"MkDocs said of {edition}", None))
    assert releasing.released(root, course, []) == 1
    assert capsys.readouterr().err == (
        "MkDocs said of learner\nNothing was released; the last good release was not touched.\n"
    )
    assert there(root / "dist") == before
    monkeypatch.setattr(releasing.site, "build", lambda _, edition: (built[edition], "", []))
    (built["learner"] / "ru" / "index.html").write_text('<a href="gone.html">x</a>', encoding="utf-8")
    capsys.readouterr()
    assert releasing.released(root, course, []) == 1
    assert capsys.readouterr().err.endswith(
        "site/ru/index.html: leads to gone.html, which is not there\n"
        "Nothing was released; the last good release was not touched.\n"
    )
    assert there(root / "dist") == before
