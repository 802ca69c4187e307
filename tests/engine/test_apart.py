"""A process apart: pages that kill it, take too long, or meet a bug cost themselves and no other."""

from __future__ import annotations

import multiprocessing
import threading
import time

import pytest

from sayso.engine.apart import Apart, EndedError, Means
from sayso.records import Page, Reading
from tests.engine.work import RUN, die, nap, nothing


def means(seconds: float = 60.0) -> Means:
    return Means(work=nap, warm=nothing, run=RUN, seconds=seconds)


def kind(reading: Reading) -> str | None:
    return reading.failure.kind if reading.failure else None


def test_each_page_has_its_own_reading_whatever_the_one_before_it_did() -> None:
    with Apart(means()) as apart:
        readings = [apart.read(Page(data=data, location=data.decode())) for data in (b"a", b"die", b"raise", b"b")]
    assert [kind(reading) for reading in readings] == [None, "worker", "worker", None]
    assert [reading.page.data for reading in readings] == [b"a", b"die", b"raise", b"b"]
    assert readings[1].failure is not None
    assert readings[1].failure.message == "die: the process reading it died twice, perhaps out of memory; read it alone"
    assert readings[2].failure is not None
    assert "ValueError: a bug" in readings[2].failure.message
    assert not multiprocessing.active_children()


def test_a_page_that_takes_too_long_is_left_and_the_next_one_is_read() -> None:
    with Apart(means(1.0)) as apart:
        apart.read(Page(data=b"a"))
        started = time.monotonic()
        slow, next_one = apart.read(Page(data=b"sleep", location="x")), apart.read(Page(data=b"b"))
    assert kind(slow) == "slow"
    assert slow.failure is not None
    assert slow.failure.message == "x: not read within 1 seconds; read it alone"
    assert kind(next_one) is None
    assert time.monotonic() - started < 60


def test_a_process_that_does_not_start_is_no_failure_of_a_page() -> None:
    with Apart(Means(work=nap, warm=die, run=RUN, seconds=60)) as apart, pytest.raises(OSError, match="does not start"):
        apart.read(Page(data=b"a"))


def test_it_can_be_ended_from_another_thread_in_the_midst_of_a_page() -> None:
    with Apart(means(300)) as apart:
        apart.read(Page(data=b"a"))
        threading.Timer(0.5, apart.end).start()
        started = time.monotonic()
        with pytest.raises(EndedError):
            apart.read(Page(data=b"sleep"))
        assert time.monotonic() - started < 60
    assert not multiprocessing.active_children()
