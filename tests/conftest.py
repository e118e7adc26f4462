"""A small whole course to test with: `tests/course`, with interface, data standard and schemas of the real one."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from course.load import load
from course.model import Course
from editions import site

pytest_plugins = ["browsing"]
ROOT = Path(__file__).resolve().parent.parent

# Generated examples are the same in every run, and a busy machine makes no test fail.
settings.register_profile(
    "same", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")

Make = Callable[..., Path]
Build = Callable[[str], tuple[Path, str]]


def copy_course(root: Path) -> Path:
    """The folder of the small course, made at `root`."""
    shutil.copytree(ROOT / "tests" / "course", root)
    shutil.copytree(ROOT / "docs" / "data" / "schema", root / "docs" / "data" / "schema")
    for name in ("interface.yml", "statistics.yml"):
        shutil.copy(ROOT / "docs" / "data" / name, root / "docs" / "data")
    return root


@pytest.fixture
def make_root(tmp_path: Path) -> Make:
    """Makes the folder of the small course with some files replaced or, where the text is None, deleted."""

    def make(files: Mapping[str, str | None] | None = None) -> Path:
        root = copy_course(tmp_path / "course")
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


TEMPLATE = """
  - id: small-letter
    series: template
    number: "1"
    status: written
    users: [officer]
    phase: act
    minutes: 30
    modules: []
    title: {tg: Мактуб, ru: Письмо, en: Letter}
    result: {tg: Шумо мактуб доред., ru: У вас есть письмо., en: You have a letter.}
"""
LETTER = "---\nreview: draft\n---\n\n## When {#when}\n\n"


@pytest.fixture
def with_template() -> dict[str, str]:
    """The files with which the small course has a template of a document beside its two tools."""
    tools = (ROOT / "tests" / "course" / "docs" / "data" / "tools.yml").read_text(encoding="utf-8")
    pages = {f"docs/{locale}/toolkit/small-letter.md": LETTER for locale in ("tg", "ru", "en")}
    return {"docs/data/tools.yml": tools + TEMPLATE, **pages}


@contextmanager
def shared(factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """A folder that all processes of a run have, for one of them at a time: what is dear is made once."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def site_once(folder: Path, edition: str) -> tuple[Path, str]:
    """Builds an edition of the course in a shared folder, unless it is there: its site, and what MkDocs said."""
    root, said = folder / "course", folder / f"said-{edition}.txt"
    if not said.exists():
        made, told, _ = site.build(root, edition)
        assert made, told
        said.write_text(told, encoding="utf-8")
    return root / site.FOLDERS[edition], said.read_text(encoding="utf-8")


def copy_repository(root: Path) -> Path:
    """A copy of all that the site is built from, to be changed and built without touching the repository."""
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


PLANNED = "training-of-trainers"
"""The module that is still to be written in `planned_root`, however many are written in this repository."""


def plan(root: Path, module: str) -> None:
    """Makes a module of the course in `root` one that is still to be written: its pages go, links to them stay."""
    data = root / "docs" / "data" / "modules.yml"
    before, entry, after = data.read_text(encoding="utf-8").partition(f"- id: {module}\n")
    assert entry
    own, following, others = after.partition("\n  - id: ")
    own = re.sub(r"\b(taught|practised): \[[^]]*\]", r"\1: []", own.replace("status: written", "status: planned"))
    data.write_text(before + entry + own + following + others, encoding="utf-8", newline="\n")
    for folder in root.glob(f"docs/*/handbook/{module}"):
        shutil.rmtree(folder)
    for page in root.glob("docs/*/**/*.md"):  # what stood on them can no longer be linked
        text = page.read_text(encoding="utf-8")
        whole = re.sub(rf"\(ref:{module}(?:/\w+)?#[\w-]+\)", f"(ref:{module})", text)
        if whole != text:
            page.write_text(whole, encoding="utf-8", newline="\n")


@pytest.fixture(scope="session")
def planned_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository in which the module `PLANNED` is still to be written."""
    with shared(tmp_path_factory, "planned") as folder:
        root = folder / "course"
        if not root.exists():
            copy_repository(root)
            plan(root, PLANNED)
    return root


@pytest.fixture(scope="session")
def planned_course(planned_root: Path) -> Course:
    """The course of that copy."""
    return load(planned_root)


@pytest.fixture(scope="session")
def planned_site(planned_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The learner edition of that copy."""
    with shared(tmp_path_factory, planned_root.parent.name) as folder:
        return site_once(folder, "learner")[0]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Builds an edition of the real course, once: the folder of its site, and what MkDocs said meanwhile."""

    @cache
    def build(edition: str) -> tuple[Path, str]:
        with shared(tmp_path_factory, edition) as folder:
            if not (folder / "course").exists():
                copy_repository(folder / "course")
            return site_once(folder, edition)

    return build


@pytest.fixture(scope="session")
def learner_site(built: Build) -> Path:
    """The learner edition of the real course."""
    return built("learner")[0]


@pytest.fixture(scope="session")
def trainer_site(built: Build) -> Path:
    """The trainer edition of the real course."""
    return built("trainer")[0]
