"""A shard is read once, whole or up to where it was broken off, whatever its pages or its disk do.

Pages are read without the model: a reading has one statement.
"""

from __future__ import annotations

import errno
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sayso.engine.apart import Means
from sayso.engine.archive import pieces, run, work
from sayso.engine.archive.pieces import PAGES, Report, begin, check, put_down, readings_of
from sayso.engine.archive.run import on_this_machine, read_shards
from sayso.engine.archive.shards import Shard, list_shards
from sayso.engine.archive.work import Given, read_shard
from sayso.errors import HugePage, SaysoError
from sayso.ledger.answers import UnkeptPage
from sayso.pages import read_document
from sayso.records import Failure, Page, Reading
from tests.engine.work import nap, nothing
from tests.factory import RUN, make_events_reading, make_page, make_reading
from tests.pages.containers.warcs import Answer, article, packed, record


@pytest.fixture(autouse=True)
def _run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "current_run", lambda settings: RUN)


@pytest.fixture
def given(tmp_path: Path) -> Given:
    begin(tmp_path / "out", RUN)
    return Given(out=tmp_path / "out", max_bytes=100_000)


def crawl(tmp_path: Path, pages: int = 12) -> tuple[Shard, ...]:
    answers = (
        Answer(address=f"https://pier.example/{n}", body=article(f"Pier {n}", paragraphs=1)) for n in range(pages)
    )
    (tmp_path / "a.warc.gz").write_bytes(packed(map(record, answers)))
    return list_shards([str(tmp_path / "a.warc.gz")])


class Reader:
    """Reads, and remembers what."""

    def __init__(self, stop: Callable[[Page], bool] = lambda page: False) -> None:
        self.read: list[str | None] = []
        self._stop = stop

    def __call__(self, page: Page) -> Reading:
        if self._stop(page):
            raise KeyboardInterrupt
        self.read.append(page.location)
        return make_reading(page=page)


def held(given: Given) -> list[Reading]:
    return [reading for piece in pieces.pieces(given.out) for reading in readings_of(given.out, piece)]


def test_what_is_put_down_comes_back_equal(given: Given) -> None:
    sound = make_reading(page=make_page(fetched_at=datetime(2024, 3, 12, 8, tzinfo=UTC), headers=(("etag", "x"),)))
    failed = Reading(
        page=Page(data=b"\xff\x00", location="odd \udcff"),
        run=RUN,
        failure=Failure(kind="binary", message="odd \udcff: no"),
    )
    put_down(given.out, "shard_0123456789abcdef", 0, [sound, failed], keep_pages=True)
    assert held(given) == [sound, failed]


def test_pages_can_be_left_out_and_keep_their_ids(given: Given) -> None:
    put_down(given.out, "shard_0123456789abcdef", 0, [make_reading()], keep_pages=False)
    (reading,) = held(given)
    assert isinstance(reading.page, UnkeptPage)
    assert (reading.page.id, reading.page.size) == (make_page().id, make_page().size)
    assert reading.id == make_reading().id


def test_statements_and_mentions_are_tables_that_others_read(tmp_path: Path, given: Given) -> None:
    reading = make_reading()
    put_down(given.out, "shard_0123456789abcdef", 0, [reading], keep_pages=True)
    rows = pq.read_table(given.out / "statements").to_pylist()
    assert [row["id"] for row in rows] == [one.id for one in reading.statements if one.comment is None]
    assert {row["page_id"] for row in rows} == {reading.page.id}
    assert pq.read_table(given.out / "readings", columns=["page_id"]).num_rows == 1
    assert pq.read_table(given.out / "mentions").num_rows == len(reading.mentions)


def test_events_are_a_table_that_others_read_and_come_back(given: Given) -> None:
    reading = make_events_reading()
    put_down(given.out, "shard_0123456789abcdef", 0, [make_reading(), reading], keep_pages=True)
    rows = pq.read_table(given.out / "events").to_pylist()
    assert [(row["event_type"], row["told_by"]) for row in rows] == [("COERCE", "author"), ("MOBILIZE", "Oda Renn")]
    assert held(given) == [make_reading(), reading]


def test_a_shard_is_read_once(tmp_path: Path, given: Given) -> None:
    (shard,) = crawl(tmp_path)
    reader = Reader()
    first = read_shard(shard, given, reader)
    assert (first.pages, first.error, len(reader.read)) == (12, None, 12)
    assert read_shard(shard, given, reader) == first
    assert len(reader.read) == 12
    assert [reading.page.location for reading in held(given)] == reader.read


@pytest.mark.parametrize("stopped", range(0, 13, 3))
def test_a_shard_that_was_broken_off_goes_on_behind_its_last_whole_piece(
    tmp_path: Path, given: Given, monkeypatch: pytest.MonkeyPatch, stopped: int
) -> None:
    monkeypatch.setattr(work, "PAGES", 5)
    (shard,) = crawl(tmp_path)
    first = Reader(lambda page: len(first.read) == stopped)
    with pytest.raises(KeyboardInterrupt) if stopped < 12 else nullcontext():
        read_shard(shard, given, first)
    second = Reader()
    report = read_shard(shard, given, second)
    assert report.pages == 12
    assert Counter(reading.page.location for reading in held(given)) == Counter(
        f"https://pier.example/{number}" for number in range(12)
    )
    assert len(second.read) == (12 - stopped // 5 * 5 if stopped < 12 else 0)


def test_a_piece_that_broke_off_before_its_marker_counts_as_not_there(
    tmp_path: Path, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shard,) = crawl(tmp_path)
    write = pieces._write

    def die(path: Path, data: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pieces, "_write", die)
    with pytest.raises(KeyboardInterrupt):
        read_shard(shard, given, Reader())
    assert len(list((given.out / "readings").glob("*.parquet"))) == 1
    assert held(given) == []
    monkeypatch.setattr(pieces, "_write", write)
    read_shard(shard, given, Reader())
    assert len(held(given)) == pq.read_table(given.out / "readings", columns=["page_id"]).num_rows == 12


def test_a_full_disk_leaves_nothing_half_written_and_is_told(
    tmp_path: Path, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shard,) = crawl(tmp_path)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        report = read_shard(shard, given, Reader())
    assert report.error is not None
    assert "No space left" in report.error
    assert [file for file in given.out.rglob("*") if file.is_file()] == [given.out / "run.json"]
    assert read_shard(shard, given, Reader()).error is None


def test_a_shard_that_fails_is_tried_three_times_and_the_others_are_read(tmp_path: Path, given: Given) -> None:
    (shard,) = crawl(tmp_path)
    gone = Shard(places=(str(tmp_path / "gone.warc.gz"),))
    tried: list[str] = []

    def mapped(shards: Sequence[Shard], given: Given) -> Iterator[Report]:
        for one in shards:
            tried.append(one.name)
            yield read_shard(one, given, Reader())

    reports = list(read_shards([gone, shard], given, mapped))
    assert tried == [gone.name, shard.name, gone.name, gone.name]
    assert [(report.name, report.pages, report.error is None) for report in reports] == [
        (shard.name, 12, True),
        (gone.name, 0, False),
    ]
    assert "there is no such file" in str(reports[1].error)


def test_a_damaged_archive_is_a_failed_page_and_the_shard_is_through(tmp_path: Path, given: Given) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(Answer(address="https://pier.example/", body=article("Pier"))) + b"rubble\r\n\r\n")
    (shard,) = list_shards([str(path)])
    report = read_shard(shard, given, Reader())
    assert (report.pages, dict(report.failed), report.error) == (2, {"broken": 1}, None)


def test_a_table_of_captured_pages_gives_pages_with_address_and_time(tmp_path: Path, given: Given) -> None:
    rows = [
        {
            "url": f"https://ida:word@pier.example/{n}",
            "html": article(f"Pier {n}").decode(),
            "date": datetime(2024, 3, n + 1),
        }
        for n in range(4)
    ]
    rows.append({"url": "https://pier.example/long", "html": "<p>" * 50_000, "date": None})
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet", row_group_size=3)
    reader = Reader()
    for shard in list_shards([str(tmp_path / "a.parquet")]):
        assert read_shard(shard, given, reader).error is None
    found = [reading.page for reading in held(given)]
    by_number = sorted(found, key=lambda page: page.origin.number if page.origin else 0)
    assert [page.origin.number for page in by_number if page.origin] == [1, 2, 3, 4, 5]
    assert by_number[3].location == "https://pier.example/3"
    assert by_number[3].fetched_at == datetime(2024, 3, 4, tzinfo=UTC)
    assert read_document(by_number[3]).title == "Pier 3 shut"
    with pytest.raises(HugePage):
        read_document(by_number[4])


def test_a_folder_of_another_run_or_another_format_is_refused(given: Given) -> None:
    with pytest.raises(SaysoError, match="other weights, settings or another version"):
        begin(given.out, replace(RUN, version="9"))
    kind = (given.out / "run.json").read_text()
    (given.out / "run.json").write_text(kind.replace('"format":1', '"format":2'))
    with pytest.raises(SaysoError, match="written in format 2, this sayso reads 1"):
        check(given.out)
    with pytest.raises(SaysoError, match="no folder that `sayso archive` wrote"):
        check(given.out / "readings")


def test_a_damaged_piece_is_told_in_one_line(given: Given) -> None:
    put_down(given.out, "shard_0123456789abcdef", 0, [make_reading()], keep_pages=True)
    (path,) = (given.out / "readings").glob("*.parquet")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SaysoError, match="damaged") as told:
        held(given)
    assert "\n" not in str(told.value)


def test_more_pages_than_a_piece_has_are_several_pieces(tmp_path: Path, given: Given) -> None:
    (shard,) = crawl(tmp_path, PAGES + 3)
    assert read_shard(shard, given, Reader()).pages == PAGES + 3
    assert [piece.rpartition("-")[2] for piece in pieces.pieces(given.out)] == ["00000", "00001"]


def test_a_piece_of_large_pages_is_shorter(tmp_path: Path, given: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "BYTES", 500)
    (shard,) = crawl(tmp_path)
    assert read_shard(shard, given, Reader()).pages == len(held(given)) == 12
    assert 3 < len(pieces.pieces(given.out)) < 12


def test_a_machine_that_would_read_otherwise_reads_nothing(
    tmp_path: Path, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shard,) = crawl(tmp_path)
    monkeypatch.setattr(work, "current_run", lambda settings: replace(RUN, weights="x"))
    report = read_shard(shard, given, Reader())
    assert "has another version, other weights" in str(report.error)
    assert held(given) == []


def test_who_stops_in_the_midst_of_a_page_does_not_wait_for_it(
    tmp_path: Path, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slow").mkdir()
    for number in range(3):
        (tmp_path / "slow" / f"{number}.txt").write_bytes(b"sleep" if number == 1 else b"a")
    monkeypatch.setattr(run, "means_of", lambda given: Means(work=nap, warm=nothing, run=RUN, seconds=300))
    shards = [Shard(places=(str(file),)) for file in sorted((tmp_path / "slow").iterdir())]
    reports = read_shards(shards, given, on_this_machine(1))
    assert next(reports).pages == 1
    started = time.monotonic()
    reports.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 60
    assert len(held(given)) == 1
