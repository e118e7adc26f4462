"""What is kept from build to build: found only where nothing has changed, and never missed where it is gone."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Make, copy_course

from course import cache as caches
from course import cores, rules
from course.cache import FOLDER, PLAIN, Cache, digest, opened, recipe
from course.load import load
from course.rules import check

Used = Callable[..., list[str]]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(PLAIN, raising=False)
    return tmp_path / "kept" / "words.cache"


def used(file: Path, *words: str, made_by: bytes = b"", well: bool = True) -> list[str]:
    """Asks a cache for the capitals of words; the words that had to be worked out."""
    worked_out: list[str] = []
    cache = Cache(file, made_by)
    for word in words:

        def work(word: str = word) -> str:
            worked_out.append(word)
            return word.upper()

        assert cache.kept(work, "upper", word) == word.upper()
    cache.close(well)
    return worked_out


def test_nothing_is_worked_out_twice(file: Path) -> None:
    assert used(file, "a", "b") == ["a", "b"]
    assert used(file, "a", "b") == []


def test_of_many_things_only_the_new_ones_are_worked_out(file: Path) -> None:
    worked_out: list[str] = []

    def capital(word: str) -> str:
        worked_out.append(word)
        return word.upper()

    def asked(*words: str, made_from: str = "upper") -> list[str]:
        worked_out.clear()
        cache = Cache(file)
        assert cache.kept_each(capital, {digest(word): word for word in words}, made_from) == [
            word.upper() for word in words
        ]
        cache.close()
        return list(worked_out)

    assert asked("a", "b") == ["a", "b"]
    assert asked("b", "a") == []
    assert asked("b", "c") == ["c"]
    assert asked("b", "c") == []
    assert asked("a") == ["a"]  # what was not asked for is gone
    assert asked("a", made_from="other") == ["a"]


def test_a_cache_counts_what_was_not_there(file: Path) -> None:
    used(file, "a")
    cache = Cache(file)
    for word in ("a", "b", "c"):
        cache.kept(word.upper, "upper", word)
    assert cache.missed == 2
    cache.close(well=False)


def test_what_other_code_has_worked_out_is_not_found(file: Path) -> None:
    used(file, "a")
    assert used(file, "a", made_by=b"other") == ["a"]


def test_what_the_last_work_did_not_ask_for_is_gone(file: Path) -> None:
    used(file, "a", "b" * 1000)
    size = file.stat().st_size
    assert used(file, "a") == []
    assert file.stat().st_size < size
    assert used(file, "a", "b" * 1000) == ["b" * 1000]


def test_a_new_entry_takes_the_place_of_one_that_was_used(file: Path) -> None:
    for value in (1, 2, 3):
        cache = Cache(file)
        key = cache.key("entry")
        assert cache.get(key) == (None if value == 1 else value - 1)
        cache.put(key, value)
        cache.close()


def test_work_that_fails_changes_nothing(file: Path) -> None:
    used(file, "a")
    before = file.read_bytes()
    assert used(file, "b", well=False) == ["b"]
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_no_damaged_entry_is_believed(file: Path) -> None:
    used(file, "first", "second")
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert set(used(file, "first", "second")) <= {"first", "second"}
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert used(file, "first", "second") != []
    assert used(file, "first", "second") == []


def test_two_at_once_leave_a_whole_file(file: Path) -> None:
    one, other = Cache(file), Cache(file)
    for cache, word in ((one, "a"), (other, "b"), (one, "c"), (other, "d")):
        cache.kept(word.upper, "upper", word)
    one.close()
    other.close()
    assert used(file, "b", "d") == []
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_what_a_process_beside_keeps_and_uses_is_kept(file: Path) -> None:
    used(file, "a", "b", "c")
    cache = Cache(file)

    def beside() -> tuple[list[str], tuple[set[bytes], bytes]]:
        cache.fork()
        return [cache.kept(str, "upper", "b"), cache.kept(lambda: "D", "upper", "d")], cache.forked()

    work = cores.Work(beside)
    assert cache.kept(str, "upper", "a") == "A"
    assert cache.kept(lambda: "E", "upper", "e") == "E"
    well, (found, kept), _ = work.done()
    assert (well, found) == (True, ["B", "D"])
    cache.join(*kept)
    cache.close()
    assert used(file, "a", "b", "d", "e") == []
    assert used(file, "c") == ["c"]


def test_a_process_beside_finds_nothing_where_the_file_is_gone(file: Path) -> None:
    used(file, "a")
    cache = Cache(file)
    file.unlink()
    cache.fork()
    assert cache.kept(lambda: "A", "upper", "a") == "A"
    used_there, kept = cache.forked()
    assert used_there == set()
    assert b"A" in kept
    for opened_before in cache._others:
        if opened_before:
            opened_before.close()


def test_a_switched_off_cache_keeps_nothing_from_a_process_beside() -> None:
    cache = Cache()
    cache.fork()
    assert cache.kept(lambda: "A", "upper", "a") == "A"
    assert cache.forked() == (set(), b"")
    cache.join(*cache.forked())


def test_nothing_is_kept_where_nothing_can_be_written(file: Path) -> None:
    file.parent.parent.joinpath("kept").write_text("no folder")
    assert used(file, "a") == ["a"]


class _Full(BytesIO):
    """A file on a disk without room."""

    name = "there is no such file"

    def write(self, _: Any) -> int:
        """Says so."""
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_no_matter(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    used(file, "a")
    before = file.read_bytes()
    cache = Cache(file)
    assert cache.kept(lambda: "B", "upper", "b") == "B"
    cache._new.close()  # type: ignore[union-attr]
    monkeypatch.setattr(cache, "_new", _Full())
    assert cache.kept(lambda: "C", "upper", "c") == "C"
    cache.close()
    assert file.read_bytes() == before


def test_a_disk_that_is_full_at_the_end_is_no_matter(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    used(file, "a", "b", "c")
    before = file.read_bytes()
    cache = Cache(file)
    for word in ("a", "b"):
        assert cache.kept(str, "upper", word) == word.upper()
    monkeypatch.setattr(cache, "_new", _Full())
    cache.close()
    assert file.read_bytes() == before


def test_what_a_killed_run_has_left_goes_after_a_day(file: Path) -> None:
    used(file, "a")
    left, fresh = file.with_name(f"{file.name}.1-1"), file.with_name(f"{file.name}.2-2")
    for path in (left, fresh):
        path.write_bytes(b"half")
    os.utime(left, (0, 0))
    used(file, "b")
    assert sorted(file.parent.iterdir()) == [file, fresh]


def test_plain_keeps_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLAIN, "1")
    assert used(file, "a") == ["a"]
    assert not file.parent.exists()


def test_parts_are_not_run_together() -> None:
    assert (
        len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("ab", b"c", ""), digest(1), digest("")}) == 6
    )


def test_a_template_that_changes_is_another_recipe(tmp_path: Path) -> None:
    template = tmp_path / "main.html"
    template.write_text("one")
    before = recipe(tmp_path)
    assert recipe(tmp_path) == before
    template.write_text("two")
    assert recipe(tmp_path) != before
    template.rename(tmp_path / "other.html")
    assert recipe(tmp_path) != before


def test_the_recipe_knows_code_and_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = caches._code.__wrapped__()
    (tmp_path / "markdown-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert caches._code.__wrapped__() != before


def test_a_course_comes_from_its_cache_as_from_its_files(make_root: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PLAIN, raising=False)
    root = make_root({"docs/ru/about.md": "# Обо всём {#about}\n\nПишите: a@b.example, [](term:nothing).\n"})
    plain = check(load(root))
    assert len({problem.code for problem in plain}) > 2
    monkeypatch.setattr(rules, "_LARGE", 0)  # also what is found in another process
    monkeypatch.setattr(cores, "several", lambda: hasattr(os, "fork"))
    for text in ("", "", "\nЕщё: c@d.example.\n"):
        about = root / "docs/ru/about.md"
        about.write_text(about.read_text(encoding="utf-8") + text, encoding="utf-8")
        with opened(root) as cache:
            course = load(root, cache)
            found = check(course)
        expected = load(root)
        assert [vars(page) | {"meta": 0, "section_hashes": 0} for page in course.pages] == [
            vars(page) | {"meta": 0, "section_hashes": 0} for page in expected.pages
        ]
        assert [page.meta for page in course.pages] == [page.meta for page in expected.pages]
        assert found == check(expected)


# A small course, built as a whole.


def built(root: Path, *, plain: bool = False) -> Path:
    """The learner edition; `plain` builds it language by language and keeps nothing."""
    folder = root / ("plain" if plain else "quick")
    done = run(root, folder, plain=plain)
    assert done.returncode == 0, done.stderr
    return folder


def run(root: Path, folder: Path, *, plain: bool = False) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != PLAIN} | ({PLAIN: "1"} if plain else {})
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=root,
        env=environment | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    return ((path.relative_to(folder).as_posix(), path.read_bytes()) for path in folder.rglob("*") if path.is_file())


def differing(one: Path, other: Path) -> list[str]:
    first, second = dict(contents(one)), dict(contents(other))
    assert len(first) > 40
    return [path for path in sorted(first.keys() | second.keys()) if first.get(path) != second.get(path)]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course with all that its site is built from."""
    root = copy_course(tmp_path_factory.mktemp("small") / "course")
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("css", "fonts", "js", "lib"):
        if (ROOT / "docs/assets" / name).is_dir():
            shutil.copytree(ROOT / "docs/assets" / name, root / "docs/assets" / name)
    for path in (ROOT / "docs/assets").glob("*.*"):
        shutil.copy(path, root / "docs/assets")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@pytest.fixture(scope="module")
def changed(root: Path) -> Path:
    """The same, built, then changed wherever a page could come from, and built again."""
    built(root)
    edit(root / "docs/en/about.md", "The [](term:cppt)", "Here the [](term:cppt)")
    edit(root / "docs/data/glossary.yml", "Self-government of villages.", "The self-government of villages.")
    edit(root / "docs/data/interface.yml", "ru: Словарь", "ru: Словарик")
    edit(root / "docs/tg/handbook/partnerships/index.md", "## ", "## Боз: ")
    built(root)
    return root


def test_a_rebuilt_site_is_the_same_as_one_built_plainly(changed: Path) -> None:
    assert differing(changed / "quick", built(changed, plain=True)) == []


def test_caches_of_a_site_are_of_the_course_the_templates_and_each_language(changed: Path) -> None:
    names = sorted(path.name for path in (changed / FOLDER).iterdir())
    languages = (f"site-learner-{locale}.cache" for locale in ("en", "ru", "tg"))
    assert names == ["course.cache", *languages, "templates.cache"]


def test_a_site_that_has_not_changed_is_found_whole(changed: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in (changed / FOLDER).iterdir()}
    built(changed)
    assert {path.name: path.stat().st_mtime_ns for path in (changed / FOLDER).iterdir()} == before


# A language in which nothing has changed.

# The command has one thread, whatever runs the tests.
_SEVERAL = hasattr(os, "fork") and sys.platform != "darwin" and (os.cpu_count() or 1) > 1
_TOGETHER = pytest.mark.skipif(not _SEVERAL, reason="languages are built one after the other here")


@pytest.fixture
def placed(changed: Path, tmp_path: Path) -> Path:
    """The small course with its site in place."""
    copy = tmp_path / "course"
    shutil.copytree(changed, copy, ignore=shutil.ignore_patterns("quick", "plain", ".cache"))
    done = site(copy)
    assert done.returncode == 0, done.stdout
    return copy


def site(root: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != PLAIN}
    return subprocess.run(
        [sys.executable, "hooks/cli.py", "site"],
        cwd=root,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def pages(root: Path) -> dict[str, int]:
    """The inodes of the pages of all languages but the first: a page that was written has a new one."""
    found = (path for locale in ("ru", "en") for path in (root / "site" / locale).rglob("*.html"))
    return {path.relative_to(root / "site").as_posix(): path.stat().st_ino for path in found}


def written(root: Path, before: dict[str, int]) -> set[str]:
    """The languages of which pages were written anew."""
    return {name.partition("/")[0] for name, number in pages(root).items() if before.get(name) != number}


@_TOGETHER
@pytest.mark.parametrize(
    ("path", "old", "new", "languages"),
    [
        ("docs/tg/about.md", "# ", "# Боз: ", set()),
        ("docs/ru/about.md", "# ", "# Ещё: ", {"ru"}),
        ("docs/en/about.md", "# ", "# More: ", {"ru", "en"}),
        ("docs/tg/about.md", "review: draft", "review: approved", {"ru", "en"}),
        ("docs/data/interface.yml", "tg: Луғатнома", "tg: Луғатномаи мо", {"ru", "en"}),
        ("mkdocs.yml", "toc_depth: 3", "toc_depth: 2", {"ru", "en"}),
    ],
)
def test_only_languages_that_something_has_changed_for_are_written(
    placed: Path, path: str, old: str, new: str, languages: set[str]
) -> None:
    before = pages(placed)
    edit(placed / path, old, new)
    done = site(placed)
    assert done.returncode == 0, done.stdout
    assert written(placed, before) == languages
    assert differing(placed / "site", built(placed, plain=True)) == []


@_TOGETHER
def test_a_page_that_was_changed_in_the_last_site_is_not_believed(placed: Path) -> None:
    before = pages(placed)
    (placed / "site/ru/about.html").write_text("other", encoding="utf-8")
    assert site(placed).returncode == 0
    assert written(placed, before) == {"ru"}
    assert differing(placed / "site", built(placed, plain=True)) == []


@_TOGETHER
def test_a_build_that_fails_leaves_the_files_that_it_shares_with_the_last_site(placed: Path) -> None:
    (placed / "site/ru/about.html").write_text("other", encoding="utf-8")  # so Russian is built, after a try
    edit(placed / "docs/ru/handbook/partnerships/index.md", "# ", "# Ещё: ")
    edit(placed / "overrides/partials/footer.html", "</footer>", "{{ nothing.at.all }}</footer>")
    before = dict(contents(placed / "site"))
    assert site(placed).returncode == 1
    assert dict(contents(placed / "site")) == before


def test_problems_stop_a_build_that_has_begun_before_they_were_known(placed: Path) -> None:
    before = dict(contents(placed / "site"))
    with (placed / "docs/ru/about.md").open("a", encoding="utf-8") as page:
        page.write("\nПишите: a@b.example.\n")
    done = site(placed)
    assert done.returncode == 1
    line = (placed / "docs/ru/about.md").read_text(encoding="utf-8").count("\n")
    assert done.stdout == (
        f"docs/ru/about.md:{line}: SR005 'a@b.example' is an e-mail address - leave it out\n"
        "1 problem: SR005 1\n"
        "The site was not built; the last good one was not touched.\n"
    )
    assert dict(contents(placed / "site")) == before
    assert sorted(path.name for path in placed.glob(".site*")) == []


def test_data_that_cannot_be_read_are_told_of_and_not_the_failure_of_who_built_from_them(placed: Path) -> None:
    before = dict(contents(placed / "site"))
    with (placed / "docs/data/glossary.yml").open("a", encoding="utf-8") as data:
        data.write("\n: [\n")
    done = site(placed)
    assert done.returncode == 1
    assert done.stderr == ""
    assert {line.split(":")[0] for line in done.stdout.splitlines()[:-2]} == {"docs/data/glossary.yml"}
    assert done.stdout.splitlines()[-1] == "The site was not built; the last good one was not touched."
    assert dict(contents(placed / "site")) == before


def test_a_template_that_changes_shows_on_every_page(changed: Path) -> None:
    edit(changed / "overrides/main.html", '{{ say("notice") }}', '{{ say("notice") }} As of today.')
    pages = [path for path in built(changed).rglob("*.html") if path.name == "about.html" or "handbook" in path.parts]
    assert len(pages) > 10
    assert [path.name for path in pages if "As of today." not in path.read_text(encoding="utf-8")] == []


WARNS = """import logging
from markdown import Extension, preprocessors

class Warns(Extension, preprocessors.Preprocessor):
    def __init__(self):
        Extension.__init__(self)

    def extendMarkdown(self, md):
        md.preprocessors.register(self, "warns", 200)

    def run(self, lines):
        if any(line.startswith("Here the") for line in lines):
            logging.getLogger("mkdocs.warns").warning("said of docs/en/about.md")
        return lines

makeExtension = Warns
"""


def test_a_warning_is_a_failure_each_time(changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (changed / "warns.py").write_text(WARNS, encoding="utf-8")
    edit(changed / "mkdocs.yml", "  - admonition", "  - warns\n  - admonition")
    monkeypatch.setenv("PYTHONPATH", str(changed))
    for _ in "12":
        done = run(changed, changed / "failed")
        assert done.returncode == 1, done.stderr
        assert done.stderr.count("said of docs/en/about.md") == 1, done.stderr
