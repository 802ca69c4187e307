"""Read back what a ledger holds: a reading as it was stored, a page's captures, the counts.

In: keys. Out: records equal to those that were stored. Damage raises LedgerError, never a wrong record.
"""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, Executable, Row, func, select, text

from sayso.errors import LedgerError
from sayso.ledger.answers import LedgerStatus, RunCount, UnkeptPage
from sayso.ledger.store.claim_tables import reading_mentions
from sayso.ledger.store.codec import decompress, unpack
from sayso.ledger.store.event_tables import reading_events
from sayso.ledger.store.schema import HEAD, captures, current_readings, documents, pages, readings, runs, statements
from sayso.records import (
    Capture,
    Document,
    Event,
    Failure,
    ItemMention,
    Mention,
    Moment,
    Page,
    Place,
    Reading,
    Run,
    Statement,
)

_TOLD: dict[str, Any] = {"events": tuple[Event, ...], "places": tuple[Place, ...], "moments": tuple[Moment, ...]}


def recall_reading(connection: Connection, key: int, *, judged: bool = True) -> Reading:
    """Return the reading of this key, with what people judged of it or as the machine made it."""
    row = connection.execute(
        select(
            readings,
            pages.c.sha256,
            pages.c.size,
            pages.c.data,
            runs.c.record.label("run"),
            captures.c.record.label("capture"),
            documents.c.record.label("document"),
            reading_mentions.c.mentions,
            reading_mentions.c["items"].label("things"),
            *(reading_events.c[f"{prefix}{name}"] for name in _TOLD for prefix in ("", "judged_")),
        )
        .select_from(
            readings.join(pages, pages.c.key == readings.c.page_key)
            .join(runs)
            .join(captures, captures.c.key == readings.c.capture_key)
        )
        .outerjoin(documents, documents.c.key == readings.c.document_key)
        .outerjoin(reading_mentions, reading_mentions.c.reading_key == readings.c.key)
        .outerjoin(reading_events, reading_events.c.reading_key == readings.c.key)
        .where(readings.c.key == key)
    ).one()
    return Reading(
        page=_page(row),
        run=unpack(row.run, Run),
        document=unpack(row.document, Document) if row.document else None,
        statements=_statements(connection, key, judged=judged),
        mentions=unpack(row.mentions, tuple[Mention, ...]) if row.mentions else (),
        items=unpack(row.things, tuple[ItemMention, ...]) if row.things else (),
        **{name: _told(row, name, judged=judged) for name in _TOLD},
        failure=unpack(row.failure, Failure) if row.failure else None,
        seconds=row.seconds,
    )


def current_keys(connection: Connection) -> tuple[int, ...]:
    """Return the keys of the current readings, in the order they were stored."""
    chosen = select(current_readings.c.reading_key).order_by(current_readings.c.reading_key)
    return tuple(connection.execute(chosen).scalars())


def recall_captures(connection: Connection, page_key: int) -> tuple[Capture, ...]:
    """Return the sightings of a page, in the order they were stored."""
    chosen = select(captures.c.record).where(captures.c.page_key == page_key).order_by(captures.c.key)
    return tuple(unpack(record, Capture) for record in connection.execute(chosen).scalars())


def count(connection: Connection, target: str) -> LedgerStatus:
    """Return what the ledger holds."""

    def number(chosen: Executable) -> int:
        return int(connection.execute(chosen).scalar() or 0)

    rows = select(func.count())
    current = current_readings.c.reading_key
    shown = select(func.sum(documents.c.comments)).join(readings, readings.c.document_key == documents.c.key)
    older = select(readings.c.key).outerjoin(current_readings, current == readings.c.key).where(current.is_(None))
    of_older = statements.c.reading_key.in_(older)  # few: counting all and these is ten times as quick as joining
    return LedgerStatus(
        target=target,
        revision=HEAD,
        bytes=number(_size(connection)),
        pages=number(rows.select_from(pages).where(pages.c.forgotten_at.is_(None))),
        forgotten=number(rows.select_from(pages).where(pages.c.forgotten_at.is_not(None))),
        captures=number(rows.select_from(captures)),
        readings=number(rows.select_from(readings)),
        failed=number(rows.select_from(readings).where(readings.c.failure.is_not(None))),
        statements=number(rows.select_from(statements)) - number(rows.select_from(statements).where(of_older)),
        comments=number(shown.join(current_readings, current == readings.c.key)),
        runs=_runs(connection),
    )


def _told(row: Row[Any], name: str, *, judged: bool) -> Any:
    """Return what a reading tells of events, as judged if asked for; None where its run looked for none."""
    kept = (judged and getattr(row, f"judged_{name}")) or getattr(row, name)
    return unpack(kept, _TOLD[name]) if kept else None


def _page(row: Row[Any]) -> Page:
    capture = unpack(row.capture, Capture)
    seen = {
        "media_type": row.media_type,
        "charset": row.charset,
        "location": capture.location,
        "fetched_at": capture.fetched_at,
        "status": capture.status,
        "headers": capture.headers,
        "origin": capture.origin,
        "told": capture.told,
    }
    if row.data is None:
        return UnkeptPage(known_sha256=row.sha256, known_size=row.size, **seen)
    data = decompress(row.data, capture.page_id)
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise LedgerError(f"{capture.page_id}: its bytes in the ledger are not those that were read: restore it.")
    return Page(data=data, **seen)


def _statements(connection: Connection, reading_key: int, *, judged: bool) -> tuple[Statement, ...]:
    of_reading = statements.c.reading_key == reading_key
    if not judged:
        chosen = select(statements.c.record).where(of_reading, statements.c.added.is_(False))
    else:
        chosen = select(func.coalesce(statements.c.judged, statements.c.record)).where(of_reading)
    in_order = chosen.order_by(statements.c.key.desc())
    return tuple(unpack(record, Statement) for record in connection.execute(in_order).scalars())


def _runs(connection: Connection) -> tuple[RunCount, ...]:
    counted = select(runs.c.record, func.count(readings.c.key)).outerjoin(readings).group_by(runs.c.key)
    found = connection.execute(counted.order_by(runs.c.key)).all()
    return tuple(RunCount(run=unpack(record, Run), readings=number) for record, number in found)


def _size(connection: Connection) -> Executable:
    if connection.dialect.name != "sqlite":
        return select(func.pg_database_size(func.current_database()))
    return text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
