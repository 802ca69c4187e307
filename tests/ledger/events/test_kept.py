"""Events are kept whole, forgotten with their page, and those of the current reading are found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select

from sayso.ledger import EventQuery, open_ledger
from sayso.ledger.ledger import Ledger
from sayso.ledger.store.event_tables import event_labels, events, reading_events
from sayso.ledger.store.schema import HEAD
from sayso.records import Run
from tests.factory import RUN, make_event, make_events_reading, make_failure, make_reading, make_thread
from tests.ledger.earlier import take_back_to_the_eighth


def test_a_reading_comes_back_equal(ledger: Ledger) -> None:
    reading = make_events_reading()
    ledger.store(reading)
    assert ledger.reading(reading.id) == reading
    assert ledger.reading(reading.id, judged=False) == reading


def test_none_is_not_nothing(ledger: Ledger) -> None:
    looked = make_reading(events=(), places=(), moments=())
    ledger.store(looked)
    assert ledger.reading(looked.id).events == ()
    older = make_reading(make_thread())
    ledger.store(older)
    recalled = ledger.reading(older.id)
    assert (recalled.events, recalled.places, recalled.moments) == (None, None, None)
    partly = make_reading(make_thread(), run=replace(RUN, version="0.2.0"), moments=())
    ledger.store(partly)
    assert (ledger.reading(partly.id).events, ledger.reading(partly.id).moments) == (None, ())


def test_a_newer_run_takes_the_place_of_the_one_before(ledger: Ledger) -> None:
    first = make_events_reading()
    ledger.store(first)
    assert first.events
    newer = replace(first, run=Run(version="0.2.0", weights="v"), events=first.events[1:])
    ledger.store(newer)
    assert [entry.event.id for entry in ledger.events()] == [first.events[1].id]
    assert next(iter(ledger.events())).reading_id == newer.id
    assert ledger.reading(first.id) == first
    plain = replace(first, run=Run(version="0.3.0", weights="v", settings=(("plain", "true"),)))
    ledger.store(plain)
    assert next(iter(ledger.events())).reading_id == newer.id
    ledger.store(replace(first, document=None, statements=(), events=None, places=None, moments=None,
                         run=Run(version="0.4.0", weights="v"), failure=make_failure("x").failure))  # fmt: skip
    assert len(list(ledger.events())) == 1


def test_what_comments_tell_is_found_only_where_asked_for(ledger: Ledger) -> None:
    document = make_thread()
    told = (make_event(document), make_event(document, "full of lorries", source="Tolan Brisk"))
    ledger.store(make_reading(document, events=told, places=(), moments=()))
    assert [entry.event for entry in ledger.events()] == [told[0]]
    assert [entry.event for entry in ledger.events(EventQuery(comments=True))] == list(told)
    assert ledger.event_facets().counted == 1


def test_a_page_is_forgotten_with_its_events(ledger: Ledger) -> None:
    reading = make_events_reading()
    ledger.store(reading)
    ledger.forget(reading.page.id)
    assert list(ledger.events()) == []
    with ledger._engine.connect() as connection:
        for table in (events, event_labels, reading_events):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0
    if ledger._engine.dialect.name == "sqlite":
        data = b"".join(path.read_bytes() for path in Path(ledger.name).parent.glob("ledger.db*"))
        assert b"velmar" not in data.lower()
        assert b"oda renn" not in data.lower()


def test_a_ledger_of_before_gets_the_tables_and_tells_that_nobody_looked(target: str) -> None:
    reading = make_reading()
    with open_ledger(target) as ledger:
        ledger.store(reading)
        with ledger._engine.begin() as connection:
            take_back_to_the_eighth(connection)
    with open_ledger(target) as ledger:
        assert ledger.status().revision == HEAD
        assert ledger.reading(reading.id) == reading
        assert list(ledger.events()) == []
        ledger.store(make_events_reading(make_thread()))
        assert len(list(ledger.events())) == 2
