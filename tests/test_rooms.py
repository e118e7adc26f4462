"""Every line of code knows its room: which module may import which, and what nothing is called."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

HOOKS = ROOT / "hooks"
FILES = sorted(HOOKS.rglob("*.py"))
OURS = {"cli", "commands", "course", "desk", "editions", "events", "fix", "history", "printing", "releasing", "stamp"}


def named(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=path.relative_to(HOOKS).as_posix()) for path in paths]


def imported(source: str) -> Iterator[str]:
    """The top-level names of everything that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level if node.level else str(node.module).partition(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("__import__", "importlib.import_module"):
            yield "importlib"


def imports(path: Path) -> set[str]:
    return set(imported(path.read_text(encoding="utf-8")))


def test_every_way_to_import_is_seen() -> None:
    source = "import a.b, c as d\nfrom e.f import g\nfrom . import h\ndef i():\n    import j\n    __import__('k')\n"
    assert set(imported(source)) == {"a", "c", "e", ".", "j", "importlib"}


def test_there_is_code_to_look_at() -> None:
    assert {path.relative_to(HOOKS).parts[0] for path in FILES} >= {"cli.py", "course", "editions", "events.py"}


def test_only_events_knows_mkdocs() -> None:
    assert [path.name for path in FILES if "mkdocs" in imports(path)] == ["events.py"]


@pytest.mark.parametrize("path", named(sorted((HOOKS / "course").rglob("*.py"))))
def test_the_course_imports_only_plain_libraries(path: Path) -> None:
    assert imports(path) <= sys.stdlib_module_names - {"importlib"} | {"yaml", "jsonschema", "jsonschema_rs", "course"}


@pytest.mark.parametrize("path", named(sorted((HOOKS / "course").rglob("*.py"))))
def test_the_course_imports_nothing_above_it(path: Path) -> None:
    assert imports(path) & (OURS - {"course"}) == set()


@pytest.mark.parametrize("path", named(sorted((HOOKS / "editions").rglob("*.py"))))
def test_editions_import_only_the_course(path: Path) -> None:
    # What reads and writes the formats of editions.
    libraries = {"rcssmin", "rjsmin", "markdown", "jinja2", "tinyhtml5", "weasyprint", "pydyf", "pyphen", "fontTools"}
    libraries |= {"xlsxwriter", "libzim"}
    assert imports(path) <= sys.stdlib_module_names - {"importlib"} | {"course", "editions"} | libraries


def test_only_the_printing_of_one_document_needs_pango() -> None:
    assert [path.name for path in FILES if imports(path) & {"weasyprint", "pydyf"}] == ["pdf.py", "widgets.py"]
    loaded = "import sys; sys.path.insert(0, 'hooks'); import events, printing; print('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "False"


def test_no_room_hides_a_module_of_python() -> None:
    tops = {path.relative_to(HOOKS).parts[0].removesuffix(".py") for path in FILES}
    assert tops == OURS
    assert tops & sys.stdlib_module_names == set()


def test_nothing_is_called_by_an_empty_name() -> None:
    code = [*FILES, *(ROOT / "tests").rglob("*.py")]
    words = {word for path in code for word in path.stem.split("_")}
    folders = {parent.name for path in code for parent in path.relative_to(ROOT).parents}
    assert (words | folders) & {"utils", "util", "helpers", "helper", "manager", "base", "misc", "common"} == set()


PINNED = [ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt", ROOT / "tests" / "bench" / "requirements.txt"]


@pytest.mark.parametrize("path", PINNED, ids=["site", "test", "bench"])
def test_every_package_is_pinned_and_has_a_reason(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if line and not line.startswith(("#", "-r "))]
    assert packages
    assert [line for line in packages if not re.fullmatch(r"[\w.-]+==[\w.]+  # \S.{9,}", line)] == []


def test_no_package_is_pinned_twice() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in PINNED)
    packages = [line.partition("==")[0].lower() for line in text.splitlines() if "==" in line]
    assert sorted(packages) == sorted(set(packages))
