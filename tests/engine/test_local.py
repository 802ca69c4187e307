"""Many pages: order, a bounded stream, workers that die."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.engine import local
from sayso.engine.local import map_pages, read_many
from sayso.pages.opening.gather import FailedPage
from sayso.reading import ReadingSettings
from sayso.records import Failure, Page, Reading
from tests.engine.work import lose, obey


def pages(*told: str) -> list[Page]:
    return [Page(data=data.encode(), location=str(number)) for number, data in enumerate(told)]


def locations(readings: list[Reading]) -> list[str | None]:
    return [reading.page.location for reading in readings]


def kinds(readings: list[Reading]) -> list[str | None]:
    return [reading.failure.kind if reading.failure else None for reading in readings]


def test_readings_come_in_the_order_of_the_pages() -> None:
    given = pages(*"abcdefghijkl")
    assert [reading.page for reading in map_pages(obey, given, lost=lose, jobs=2)] == given


def test_a_page_that_kills_its_worker_is_a_failed_reading_and_no_other_is_lost() -> None:
    readings = list(map_pages(obey, pages("a", "die", "b", "c"), lost=lose, jobs=2))
    assert locations(readings) == ["0", "1", "2", "3"]
    assert kinds(readings) == [None, "worker", None, None]


def test_a_page_that_killed_a_worker_once_is_read_again(tmp_path: Path) -> None:
    readings = list(map_pages(obey, pages("a", f"die once {tmp_path / 'died'}", "b"), lost=lose, jobs=2))
    assert kinds(readings) == [None, None, None]


def test_a_bug_raises() -> None:
    with pytest.raises(ValueError, match="a bug"):
        list(map_pages(obey, pages("a", "raise"), lost=lose, jobs=2))


def test_the_stream_is_never_far_ahead() -> None:
    taken = 0

    def stream() -> Iterator[Page]:
        nonlocal taken
        for page in pages(*map(str, range(100))):
            taken += 1
            yield page

    readings = map_pages(obey, stream(), lost=lose, jobs=2)
    next(readings)
    assert taken <= 8
    readings.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("jobs", [1, 2])
def test_pages_that_could_not_be_opened_are_failed_readings_in_their_place(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "read_page", fake_read_page)
    missing = Failure(kind="missing", message="gone.txt: no such file")
    failed = FailedPage(page=Page(data=b"", location="gone.txt"), failure=missing)
    first, second = pages("a", "b")
    readings = list(read_many((first, failed, second), jobs=jobs))
    assert locations(readings) == ["0", "gone.txt", "1"]
    assert readings[1].failure == missing


def fake_read_page(page: Page, *, settings: ReadingSettings) -> Reading:
    return obey(page)
