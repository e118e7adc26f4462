"""Work in processes of its own: what comes out, what is said, and what goes wrong."""

from __future__ import annotations

import os
import sys
import threading

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
