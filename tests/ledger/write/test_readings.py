"""What is stored comes back equal; nothing is rewritten; a page's current reading is the right one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import LedgerError
from sayso.ledger import Query, Stored, UnkeptPage, open_ledger
from sayso.ledger.ledger import Ledger
from sayso.ledger.store.codec import compress
from sayso.records import (
    Block,
    Capture,
    Comment,
    Document,
    Failure,
    Link,
    Page,
    Reading,
    Run,
    Span,
    Statement,
    capture_of,
)
from tests.factory import RUN, make_document, make_failure, make_page, make_reading, make_thread

NOON = datetime(2021, 3, 5, 12, tzinfo=UTC)
NEXT = replace(RUN, version="0.2.0")
PLAIN = replace(RUN, settings=(("plain", "true"),))

spans = st.tuples(st.integers(0, 400), st.integers(0, 60)).map(lambda at: Span(start=at[0], end=sum(at)))
several = st.lists(spans, max_size=2).map(tuple)
maybe = st.none() | st.text(max_size=20)
links = st.builds(Link, span=spans)
blocks = st.builds(Block, start=st.just(0), end=st.just(4), ranges=several)
comments = st.builds(Comment, start=st.just(0), end=st.just(3), ranges=several)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Return any reading there can be: every field of every record drawn."""
    page = draw(st.builds(Page, data=st.binary(max_size=50), fetched_at=st.none() | st.just(NOON)))
    document = draw(
        st.builds(
            Document,
            page_id=st.just(page.id),
            blocks=st.lists(blocks, max_size=3).map(tuple),
            comments=st.lists(comments, max_size=2).map(tuple),
            repairs=st.just(()),
            offsets=st.just(()),
        )
    )
    made = st.builds(
        Statement,
        document_id=st.just(document.id),
        source=several,
        cue=several,
        content=several,
        chain=st.lists(links, max_size=2).map(tuple),
        confidence=st.none() | st.floats(0, 1),
        factuality=maybe,
    )
    statements = tuple(draw(st.lists(made, max_size=4)))
    return Reading(page=page, run=draw(st.builds(Run)), document=document, statements=statements)


@given(reading=readings())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_reading_comes_back_equal(ledger: Ledger, reading: Reading) -> None:
    fresh = str(uuid4())  # one place and one run for each example: a run that reads a page again adds nothing
    reading = replace(reading, page=replace(reading.page, location=fresh), run=replace(reading.run, weights=fresh))
    ledger.store(reading)
    assert ledger.reading(reading.id) == reading


def test_every_label_and_the_thread_come_back(ledger: Ledger) -> None:
    labelled, thread = make_reading(), make_reading(make_thread())
    for reading in (labelled, thread):
        ledger.store(reading)
        assert ledger.reading(reading.id) == reading
    assert ledger.reading(labelled.id).seconds == 0.25


def test_the_same_page_and_run_add_only_a_capture(ledger: Ledger) -> None:
    reading = make_reading(page=make_page(fetched_at=NOON))
    assert ledger.store(reading) == Stored(
        page_id=reading.page.id, reading_id=reading.id, page=True, capture=True, reading=True
    )
    again = replace(reading, page=replace(reading.page, fetched_at=NOON + timedelta(days=1)))
    second = ledger.store(again)
    assert (second.page, second.capture, second.reading) == (False, True, False)
    third = ledger.store(again)
    assert (third.page, third.capture, third.reading) == (False, False, False)
    assert ledger.captures(reading.page.id) == (capture_of(reading.page), capture_of(again.page))
    status = ledger.status()
    assert (status.pages, status.captures, status.readings, status.statements) == (1, 2, 1, 2)


def test_a_new_run_adds_a_reading_and_rewrites_none(ledger: Ledger) -> None:
    old, new = make_reading(), make_reading(run=NEXT)
    ledger.store(old)
    ledger.store(new)
    assert ledger.reading(old.page.id) == new
    assert ledger.reading(old.id) == old
    assert ledger.reading(old.statements[0].id) == new
    assert len(list(ledger.search(Query()))) == 2
    assert ledger.status().readings == 2


def test_a_run_met_before_does_not_displace_a_newer_one(ledger: Ledger) -> None:
    ledger.store(make_reading(make_document("Other page")))
    newer = make_reading(run=NEXT)
    ledger.store(newer)
    ledger.store(make_reading())
    assert ledger.reading(newer.page.id) == newer


def test_plain_reading_is_current_only_without_a_default_one(ledger: Ledger) -> None:
    plain, default = make_reading(run=PLAIN), make_reading()
    ledger.store(plain)
    assert ledger.reading(plain.page.id) == plain
    ledger.store(default)
    ledger.store(make_reading(run=replace(PLAIN, version="0.3.0")))
    assert ledger.reading(plain.page.id) == default


def test_two_runs_of_one_document_keep_what_each_made_of_it(ledger: Ledger) -> None:
    old = make_reading(make_document(language=None))
    new = make_reading(make_document(language="en"), run=NEXT)
    assert old.document is not None
    assert new.document is not None
    assert old.document.id == new.document.id
    ledger.store(old)
    ledger.store(new)
    assert (ledger.reading(old.id), ledger.reading(new.id)) == (old, new)


def test_failures_are_recorded_each_by_itself(ledger: Ledger) -> None:
    first, second = make_failure("a.txt"), make_failure("b.txt", kind="missing")
    for reading in (first, second, first):
        ledger.store(reading)
    assert ledger.reading(second.page.id) == second
    status = ledger.status()
    assert (status.pages, status.captures, status.failed) == (1, 2, 2)


def test_a_failure_does_not_hide_what_was_read(ledger: Ledger) -> None:
    good = make_reading()
    failure = Failure(kind="huge", message="harbour.txt: too large.")
    failed = replace(good, run=NEXT, document=None, statements=(), failure=failure)
    ledger.store(good)
    ledger.store(failed)
    assert ledger.reading(good.page.id) == good
    assert ledger.reading(failed.id) == failed


def test_bytes_that_are_not_kept(target: str) -> None:
    reading = make_reading()
    with open_ledger(target, keep_pages=False) as ledger:
        ledger.store(reading)
        kept = ledger.reading(reading.id)
        assert isinstance(kept.page, UnkeptPage)
        assert (kept.page.data, kept.page.size) == (b"", len(reading.page.data))
        assert (kept.page.id, kept.page.location, kept.id) == (reading.page.id, "harbour.txt", reading.id)
        assert kept.document == reading.document
        assert not ledger.store(kept).reading
    with open_ledger(target) as ledger:
        ledger.store(reading)
        assert ledger.reading(reading.id) == reading


@pytest.mark.parametrize("location", ["a\udcff.txt", "a\0.txt", "Žofín “1”.txt", None])
def test_any_file_name_is_kept(ledger: Ledger, location: str | None) -> None:
    reading = make_reading(page=make_page(location=location))
    ledger.store(reading)
    assert ledger.reading(reading.id).page.location == location
    assert ledger.captures(reading.page.id) == (capture_of(reading.page),)


def test_the_same_bytes_declared_otherwise(ledger: Ledger) -> None:
    page = make_page(media_type="text/html", charset="windows-1252", status=200, headers=(("ETag", "x"),))
    reading = make_reading(page=page)
    ledger.store(reading)
    assert ledger.reading(reading.id).page == page


def test_status_counts_what_is_there(ledger: Ledger) -> None:
    ledger.store(make_reading())
    ledger.store(make_reading(run=NEXT))
    ledger.store(make_reading(make_thread()))
    ledger.store(make_failure("a.txt"))
    status = ledger.status()
    assert (status.pages, status.captures, status.readings, status.failed) == (3, 3, 4, 1)
    assert (status.statements, status.comments, status.forgotten) == (2, 1, 0)
    assert [(each.run, each.readings) for each in status.runs] == [(RUN, 3), (NEXT, 1)]
    assert status.bytes > 0
    assert status.revision == "0009"


def test_bytes_that_changed_in_the_ledger_are_refused(tmp_path: Path) -> None:
    reading = make_reading()
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.store(reading)
        for kept in (b"no zlib", compress(b"another page")):
            with ledger._engine.begin() as connection:
                connection.exec_driver_sql("UPDATE pages SET data = ?", (kept,))
            with pytest.raises(LedgerError, match="bytes in the ledger are"):
                ledger.reading(reading.id)


def test_captures_of_an_unread_page(ledger: Ledger) -> None:
    ledger.store(make_failure("gone.txt"))
    page_id = make_failure("gone.txt").page.id
    assert ledger.captures(page_id) == (Capture(page_id=page_id, location="gone.txt", fetched_at=None),)


def test_current_readings_are_one_of_every_page(ledger: Ledger) -> None:
    old, failed = make_reading(), make_failure("empty.txt")
    new = replace(old, run=replace(old.run, version="0.2.0"))
    for reading in (old, failed, new):
        ledger.store(reading)
    assert set(ledger.current()) == {failed, new}
