"""The tables of the standard in PostgreSQL: a server of its own in a temporary folder, on a Unix socket alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import ROOT

from course.standard import read_standard
from course.tables import ddl

YEAR = ROOT / "docs" / "data" / "exercises" / "statistics-synthetic-2099.csv"
RIGHT = ("synthetic-pear", "2000-01", "drugs", "male", "age-18-29", "recorded", "3")
FIELDS = ("district", "month", "offence", "sex", "age", "status", "count")

Ask = Callable[[str], subprocess.CompletedProcess[str]]


def programs() -> Path | None:
    """The folder of the server's programs (Debian), of the newest version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Runs SQL with psql, which stops at the first error. No server runs as root: then the user `postgres` runs it."""
    folder = programs()
    if folder is None:
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing("no PostgreSQL: see tests/postgres.sh")
    root = os.geteuid() == 0
    # A socket's path is short (107 bytes), and another user must reach it: no folder of pytest's.
    with TemporaryDirectory(prefix="pg-", dir="/tmp") as name:
        if root:
            shutil.chown(name, "postgres")
        data, log = f"{name}/data", f"{name}/log"

        def run(*command: str, sql: str = "") -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                command,
                cwd=name,
                user="postgres" if root else None,
                group="postgres" if root else None,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
                capture_output=True,
                encoding="utf-8",
                input=sql,
            )

        run(f"{folder}/initdb", "-D", data, "-U", "desk", "-E", "UTF8", "-A", "trust", "-N").check_returncode()
        options = f"-k {name} -c listen_addresses= -c fsync=off"
        started = run(f"{folder}/pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        assert started.returncode == 0, Path(log).read_text(encoding="utf-8")
        try:
            psql = ("psql", "-X", "-q", "-A", "-t", "-h", name, "-U", "desk", "-d", "postgres", "-v", "ON_ERROR_STOP=1")
            yield lambda sql: run(*psql, "-f", "-", sql=sql)
        finally:
            run(f"{folder}/pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


@pytest.fixture(scope="module")
def loaded(ask: Ask) -> Ask:
    standard, _ = read_standard(ROOT)
    copy = f"COPY statistics ({', '.join(standard.fields)}) FROM stdin (FORMAT csv, HEADER match);\n"
    done = ask(ddl(standard, ("tg", "ru", "en"), "postgresql") + copy + YEAR.read_text(encoding="utf-8") + "\\.\n")
    assert (done.returncode, done.stderr) == (0, "")
    return ask


def test_the_tables_load_with_the_synthetic_year(loaded: Ask) -> None:
    done = loaded(
        "SELECT count(*), sum(count) FROM statistics;"
        "SELECT iccs, label_tg, label_ru, section_en FROM offences WHERE code = 'drugs';"
        "SELECT label_en FROM districts ORDER BY population LIMIT 1;"
    )
    counts = [int(line.rpartition(",")[2]) for line in YEAR.read_text(encoding="utf-8").splitlines()[1:]]
    assert done.stdout.splitlines() == [
        f"{len(counts)}|{sum(counts)}",
        "06|Маводи мухаддир|Наркотики|Acts involving controlled drugs or other psychoactive substances",
        "Quince (synthetic)",
    ]


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("count", "3", ""),
        ("district", "nowhere", "foreign key"),
        ("month", "2099-13", "check"),
        ("month", "1999-12", "check"),
        ("month", "2099-01-01", "check"),
        ("offence", "Drugs", "foreign key"),
        ("sex", "no-person", "check"),
        ("status", "", "foreign key"),
        ("count", "-1", "check"),
        ("count", "100000", "check"),
        ("count", "three", "invalid input syntax for type integer"),
    ],
)
def test_the_tables_refuse_what_the_check_refuses(loaded: Ask, field: str, value: str, why: str) -> None:
    row = dict(zip(FIELDS, RIGHT, strict=True)) | {field: value}
    values = ", ".join(f"'{cell}'" for cell in row.values())
    done = loaded(f"BEGIN; INSERT INTO statistics VALUES ({values}); ROLLBACK;")
    assert (done.returncode == 0) is (why == "")
    assert why in done.stderr


def test_a_key_is_there_once(loaded: Ask) -> None:
    again = YEAR.read_text(encoding="utf-8").splitlines()[1].replace(",", "','")
    done = loaded(f"INSERT INTO statistics VALUES ('{again}');")
    assert "duplicate key value violates unique constraint" in done.stderr
