"""The proof by kills and bad surroundings: what is whole, what is a clear message, and what it says at the end."""

from __future__ import annotations

from bench.kills import Case, whole
from bench.stress import table, verdict
from bench.surroundings import clear
from bench.workshop import Done

GOOD = Case("random moment", "site", "kill -9 at 12% of 6 s", ())
BAD = Case("full disk", "pdf", "0.00 MB are free", ("it shows a traceback: …", "pdf/ is not whole"))


def test_a_folder_is_what_it_was_or_the_new_one() -> None:
    old, new = {"a": "1", "b": "1"}, {"a": "2", "b": "2"}
    assert whole("site", old, old, new)
    assert whole("site", old, new, new)
    assert whole("dist", None, None, new)
    assert not whole("site", old, {"a": "2", "b": "1"}, new)
    assert not whole("site", old, {}, new)
    assert not whole("site", old, None, new)


def test_of_prints_each_file_is_what_it_was_or_the_new_one() -> None:
    old = {"l/a.pdf": "1", "l/b.pdf": "1", "l/gone.pdf": "1", "manifest.json": "1"}
    new = {"l/a.pdf": "2", "l/b.pdf": "2", "l/more.pdf": "2", "manifest.json": "2"}
    half = {"l/a.pdf": "2", "l/b.pdf": "1", "manifest.json": "9", ".making-x/a.pdf": "9"}
    assert whole("pdf", old, half, new)
    assert not whole("pdf", old, half | {"l/b.pdf": "9"}, new)
    assert not whole("pdf", old, {"l/a.pdf": "2"}, new)


def test_a_clear_message_is_no_traceback() -> None:
    assert list(clear(Done(1, "", "site: No space left on device - make room\n"))) == []
    assert list(clear(Done(0, "", ""))) == ["its exit code is 0", "it says nothing on the error stream"]
    assert list(clear(Done(-9, "", "Traceback (most"))) == [
        "its exit code is -9",
        "it shows a traceback: Traceback (most",
    ]


def test_the_table_names_every_fault_and_the_last_line_has_the_seed() -> None:
    assert list(table([GOOD, GOOD, BAD])) == [
        "random moment   site        2 of   2",
        "full disk       pdf         0 of   1",
        "    0.00 MB are free: it shows a traceback: …",
        "    0.00 MB are free: pdf/ is not whole",
    ]
    assert verdict([GOOD, GOOD, BAD], 7) == "FAILED: 2 of 3 faults did no harm (2 kills, 1 surroundings), seed 7"
    assert verdict([GOOD], 7) == "passed: 1 of 1 faults did no harm (1 kills, 0 surroundings), seed 7"
