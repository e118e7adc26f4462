"""Work in processes of its own: what comes out, what is said, and what goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

import pytest

from course import cores
from course.cache import PLAIN

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def test_what_comes_out_and_what_is_said_comes_back() -> None:
    work = cores.Work(lambda: {"made": [os.write(1, "одно\n".encode()), os.write(2, b"two\n")]})
    assert work.done() == (True, {"made": [9, 4]}, "одно\ntwo\n")


def test_work_goes_on_at_once() -> None:
    works = [cores.Work(os.getpid) for _ in range(3)]
    assert len({os.getpid(), *(work.done()[1] for work in works)}) == 4


@pytest.mark.parametrize(
    "error", [ValueError("of some kind"), SystemExit("of some kind"), KeyboardInterrupt("of some kind")]
)
def test_what_goes_wrong_is_told(error: BaseException) -> None:
    def work() -> None:
        raise error

    assert cores.Work(work).done() == (False, None, "of some kind\n")


def test_a_process_that_is_killed_did_not_go_well() -> None:
    well, made, _ = cores.Work(lambda: os.kill(os.getpid(), 9)).done()
    assert (well, made) == (False, None)


def test_only_a_process_of_one_thread_may_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PLAIN, raising=False)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert cores.several() == (sys.platform != "darwin")
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not cores.several()


def test_one_core_is_not_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert not cores.several()


def test_plain_is_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLAIN, "1")
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert not cores.several()


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cores."""
    monkeypatch.setattr(cores, "several", lambda: True)


@pytest.mark.usefixtures("two")
def test_two_processes_do_each_of_many_things_once_and_in_order() -> None:
    things = list(range(1000))
    done = cores.each(lambda thing: (thing, time.sleep(0.0005), os.getpid()), things, few=10)
    assert [thing for thing, _, _ in done] == things
    assert len({process for *_, process in done}) == 2


@pytest.mark.usefixtures("two")
def test_few_things_are_done_here() -> None:
    assert cores.each(lambda thing: (thing, os.getpid()), [1, 2], few=2) == [(1, os.getpid()), (2, os.getpid())]
    assert cores.each(str, [], few=2) == []


@pytest.mark.usefixtures("two")
def test_what_a_process_that_is_killed_has_taken_is_done_again() -> None:
    here = os.getpid()

    def work(thing: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        time.sleep(0.002)
        return thing * 2

    assert cores.each(work, range(100), few=10) == [thing * 2 for thing in range(100)]


@pytest.mark.usefixtures("two")
def test_what_goes_wrong_in_either_process_is_raised_here() -> None:
    def work(thing: int) -> int:
        if thing == 99:
            raise ValueError("of some kind")
        return thing

    with pytest.raises(ValueError, match="of some kind"):
        cores.each(work, range(100), few=10)


def test_numbers_are_taken_once() -> None:
    numbers = cores.Numbers(256)

    def some() -> list[int]:
        return [number for number in numbers.taken() if time.sleep(0.0005) is None]

    work = cores.Work(some)
    here = some()
    _, there, _ = work.done()
    assert here == sorted(here)
    assert min(len(here), len(there)) > 0
    assert sorted(here + there) == list(range(256))


def test_a_process_gives_way_with_all_that_it_starts() -> None:
    def given() -> tuple[int, int]:
        cores.give_way(2)
        return os.nice(0), int(subprocess.check_output([sys.executable, "-c", "import os; print(os.nice(0))"]))

    before = os.nice(0)
    assert cores.Work(given).done()[1] == (min(before + 6, 19),) * 2
    assert os.nice(0) == before
