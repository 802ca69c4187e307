"""Let the rows of events follow what is read of a page and judged on it.

In: the key of a page. Out: rows of the events of its current reading, as judged; what was judged beside what each of
its readings told. No judgement is rewritten or deleted but by `forget`.
"""

from __future__ import annotations

from datetime import UTC
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from sayso.errors import BadCursor
from sayso.ledger.events.judging import JudgedEvents, Told, apply_events, check_event
from sayso.ledger.events.rows import Whose, add_events, remove_events
from sayso.ledger.judge.keep import page_to_judge
from sayso.ledger.store.codec import pack, unpack
from sayso.ledger.store.event_tables import event_judgements, events, reading_events
from sayso.ledger.store.schema import current_readings, documents, readings
from sayso.records import Document, Event, EventJudgement, Moment, Place, Reading

_KINDS: dict[str, Any] = {"events": tuple[Event, ...], "places": tuple[Place, ...], "moments": tuple[Moment, ...]}


def keep_events(connection: Connection, reading: Reading, reading_key: int) -> None:
    """Keep what a new reading tells of events, whole."""
    told = {name: getattr(reading, name) for name in _KINDS}
    if any(each is not None for each in told.values()):
        row = {name: None if each is None else pack(each) for name, each in told.items()}
        connection.execute(insert(reading_events), {"reading_key": reading_key, **row})


def follow_events(connection: Connection, page_key: int) -> None:
    """Let what is found of a page's events be what its current reading tells, as people judged it."""
    remove_events(connection, select(events.c.key).where(events.c.page_key == page_key))
    judged = _judgements(connection, page_key)
    current = select(current_readings.c.reading_key).where(current_readings.c.page_key == page_key)
    shown = connection.execute(current).scalar()
    for row in _told_rows(connection, page_key):
        document = unpack(row.document, Document)
        told = Told(**{name: unpack(getattr(row, name), kind) for name, kind in _KINDS.items() if getattr(row, name)})
        found = apply_events(document, told, [judgement for _, judgement in judged])
        _keep_judged(connection, row, told, found)
        if row.reading_key == shown:
            keys = {judgement.id: key for key, judgement in judged}
            newest = {number: keys[judgement.id] for number, judgement in found.newest.items()}
            whose = Whose(page_key=page_key, reading_key=row.reading_key, judged=newest)
            add_events(connection, document, found.told, whose)


def store_event_judgement(connection: Connection, judgement: EventJudgement) -> int:
    """Keep a judgement, once, let the rows follow it, and return the page's key. Raises BadJudgement, UnknownId."""
    check_event(judgement)
    page_key = page_to_judge(connection, judgement.page_id)
    known = select(event_judgements.c.key).where(event_judgements.c.id == judgement.id)
    if connection.execute(known).scalar() is None:
        when = judgement.at.astimezone(UTC).isoformat(timespec="microseconds")
        row = {"id": judgement.id, "page_key": page_key, "at": when, "record": pack(judgement)}
        connection.execute(insert(event_judgements), row)
        follow_events(connection, page_key)
    return page_key


def list_event_judgements(
    connection: Connection, page_key: int | None, after: str | None, limit: int
) -> tuple[EventJudgement, ...]:
    """Return judgements of events in the order they were stored, behind the one whose id is `after`."""
    chosen = select(event_judgements.c.record)
    if page_key is not None:
        chosen = chosen.where(event_judgements.c.page_key == page_key)
    if after is not None:
        key = connection.execute(select(event_judgements.c.key).where(event_judgements.c.id == after)).scalar()
        if key is None:
            raise BadCursor(f"{after[:60]!r} is the id of no judgement of an event: begin anew without.")
        chosen = chosen.where(event_judgements.c.key > key)
    found = connection.execute(chosen.order_by(event_judgements.c.key).limit(limit)).scalars()
    return tuple(unpack(record, EventJudgement) for record in found)


def event_orphans(connection: Connection, reading_key: int) -> tuple[EventJudgement, ...]:
    """Return the judgements of its page that no event of a reading answers to."""
    page_key = connection.execute(select(readings.c.page_key).where(readings.c.key == reading_key)).scalar_one()
    judged = [judgement for _, judgement in _judgements(connection, page_key)]
    row = next((each for each in _told_rows(connection, page_key) if each.reading_key == reading_key), None)
    if row is None:
        return tuple(judged)
    told = Told(events=unpack(row.events, _KINDS["events"]) if row.events else ())
    return apply_events(unpack(row.document, Document), told, judged).orphans


def drop_events(connection: Connection, page_key: int) -> None:
    """Remove all that tells of a page's events, and what people said of them."""
    remove_events(connection, select(events.c.key).where(events.c.page_key == page_key))
    read = select(readings.c.key).where(readings.c.page_key == page_key)
    connection.execute(delete(reading_events).where(reading_events.c.reading_key.in_(read)))
    connection.execute(delete(event_judgements).where(event_judgements.c.page_key == page_key))


def _keep_judged(connection: Connection, row: Row[Any], told: Told, found: JudgedEvents) -> None:
    changed = found.told != told
    anew = {f"judged_{name}": pack(getattr(found.told, name)) if changed else None for name in _KINDS}
    if any(getattr(row, name) != value for name, value in anew.items()):
        this = reading_events.c.reading_key == row.reading_key
        connection.execute(update(reading_events).where(this).values(**anew))


def _judgements(connection: Connection, page_key: int) -> list[tuple[int, EventJudgement]]:
    chosen = select(event_judgements.c.key, event_judgements.c.record).where(event_judgements.c.page_key == page_key)
    rows = connection.execute(chosen.order_by(event_judgements.c.at, event_judgements.c.key))
    return [(row.key, unpack(row.record, EventJudgement)) for row in rows]


def _told_rows(connection: Connection, page_key: int) -> list[Row[Any]]:
    tables = reading_events.join(readings, readings.c.key == reading_events.c.reading_key)
    tables = tables.join(documents, documents.c.key == readings.c.document_key)
    chosen = select(reading_events, documents.c.record.label("document")).select_from(tables)
    return list(connection.execute(chosen.where(readings.c.page_key == page_key)).all())
