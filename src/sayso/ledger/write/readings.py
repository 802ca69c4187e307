"""Write one reading into a ledger, whole or not at all.

In: a reading and a connection inside a transaction. Out: what was new. Nothing there is changed by it but
the pointer to a page's current reading: the newest run's with default settings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import astuple
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sayso.errors import ForgottenPage
from sayso.ledger.answers import Stored, UnkeptPage
from sayso.ledger.claims.follow import follow_page
from sayso.ledger.events.follow import follow_events, keep_events
from sayso.ledger.index.counted import recount
from sayso.ledger.index.rows import NewRow, add_rows
from sayso.ledger.judge.keep import judge_rows
from sayso.ledger.store.claim_tables import reading_mentions
from sayso.ledger.store.codec import compress, pack, storable, unpack
from sayso.ledger.store.fulltext import add_words, document_words
from sayso.ledger.store.schema import (
    captures,
    current_readings,
    documents,
    pages,
    readings,
    runs,
    statement_key,
)
from sayso.records import ARTICLE_ROLES, Document, Page, Reading, Run, capture_of, day_of, make_id


def store_reading(connection: Connection, reading: Reading, *, keep: bool, again: bool) -> Stored:
    """Add what the ledger lacks of a reading. Raises ForgottenPage, unless `again`."""
    new_page, page_key = _add_page(connection, reading.page, keep=keep, again=again)
    new_capture, capture_key = add_capture(connection, reading.page, page_key)
    new_reading, reading_key = _add_reading(connection, reading, page_key, capture_key)
    if new_reading:
        _add_statements(connection, reading, reading_key)
        _add_mentions(connection, reading, reading_key)
        keep_events(connection, reading, reading_key)
        _point(connection, page_key)
        judge_rows(connection, page_key, reading_key)
        follow_page(connection, page_key)
        follow_events(connection, page_key)
        recount(connection, page_key)
    return Stored(
        page_id=reading.page.id,
        reading_id=reading.id,
        page=new_page,
        capture=new_capture,
        reading=new_reading,
    )


def is_default(run: Run) -> bool:
    """Tell whether a run read with the settings that nobody changed."""
    return not run.settings


def add_capture(connection: Connection, page: Page, page_key: int) -> tuple[bool, int]:
    """Add a sighting of a page unless it is there; return whether it was new, and its key."""
    capture = capture_of(page)
    location = storable(capture.location)
    row = {"id": capture.id, "page_key": page_key, "location": location, "record": pack(capture)}
    return _add(connection, captures, row, by="id")


def _add_page(connection: Connection, page: Page, *, keep: bool, again: bool) -> tuple[bool, int]:
    unkept = isinstance(page, UnkeptPage)
    row = {"id": page.id, "sha256": page.sha256, "size": page.size, "added_at": _now()}
    new, key = _add(connection, pages, row, by="id")
    columns = (pages.c.forgotten_at, pages.c.data.is_(None).label("bare"))
    # the lock makes two readings of one page take turns on PostgreSQL; SQLite has one writer anyway
    kept = connection.execute(select(*columns).where(pages.c.key == key).with_for_update()).one()
    if kept.forgotten_at and not again:
        raise ForgottenPage(f"{page.id} was forgotten on {kept.forgotten_at[:10]}: it is not kept a second time.")
    values: dict[str, bytes | None] = {"forgotten_at": None} if kept.forgotten_at else {}
    if keep and kept.bare and not unkept:
        values["data"] = compress(page.data)
    if values:
        connection.execute(update(pages).where(pages.c.key == key).values(**values))
    return new, key


def _add_reading(connection: Connection, reading: Reading, page_key: int, capture_key: int) -> tuple[bool, int]:
    identity = _identity(reading)
    known = connection.execute(select(readings.c.key).where(readings.c.identity == identity)).scalar()
    if known is not None:
        return False, int(known)
    _, run_key = _add(connection, runs, {"id": reading.run.id, "record": pack(reading.run)}, by="id")
    row = {
        "id": reading.id,
        "identity": identity,
        "page_key": page_key,
        "run_key": run_key,
        "capture_key": capture_key,
        "document_key": _add_document(connection, reading.document, page_key),
        "media_type": reading.page.media_type,
        "charset": reading.page.charset,
        "failure": pack(reading.failure) if reading.failure else None,
        "seconds": reading.seconds,
        "read_at": _now(),
    }
    return _add(connection, readings, row, by="identity")


def _identity(reading: Reading) -> str:
    """Return what makes a reading one more.

    Missing files share their no bytes, yet each failed by itself. What is told of a page from outside changes what is
    shown of it, but not the text, which the ids of document and reading are of.
    """
    if reading.failure:
        return make_id("fail", reading.id, reading.failure.kind, reading.page.location)
    return make_id("told", reading.id, *astuple(reading.page.told)) if reading.page.told else reading.id


def _add_document(connection: Connection, document: Document | None, page_key: int) -> int | None:
    if document is None:
        return None
    record = pack(document)
    row = {
        "id": document.id,
        "digest": hashlib.sha256(record.encode()).hexdigest(),
        "page_key": page_key,
        "title": storable(document.title),
        "outlet": storable(document.outlet),
        "published": storable(document.published),
        "published_on": day_of(document.published),
        "comments": len(document.comments),
        "record": record,
    }
    new, key = _add(connection, documents, row, by="digest")
    if new:
        add_words(connection, document_words, [{"rowid": key, **_document_words(document)}])
    return key


def _document_words(document: Document) -> dict[str, str]:
    article = (block for block in document.blocks if block.role in ARTICLE_ROLES)
    spoken = (comment for comment in document.comments if comment.start is not None)  # the others are empty
    return {
        "outlet": document.outlet or "",
        "title": document.title or "",
        "text": "\n".join(document.text[block.start : block.end] for block in article),
        "comments": "\n".join(document.text[comment.start : comment.end] for comment in spoken),
    }


def _add_statements(connection: Connection, reading: Reading, reading_key: int) -> None:
    if not reading.document:
        return
    new = [
        NewRow(key=statement_key(reading_key, position), reading_key=reading_key, statement=statement)
        for position, statement in enumerate(reading.statements)
    ]
    add_rows(connection, reading.document, new)


def _add_mentions(connection: Connection, reading: Reading, reading_key: int) -> None:
    if reading.mentions or reading.items:
        row = {"reading_key": reading_key, "mentions": pack(reading.mentions), "items": pack(reading.items)}
        connection.execute(insert(reading_mentions), row)


def _point(connection: Connection, page_key: int) -> None:
    """Point to the page's current reading: a failure hides no document, `plain` hides no default reading."""
    columns = (readings.c.key, readings.c.document_key, runs.c.key.label("run"), runs.c.record)
    found = connection.execute(select(*columns).join(runs).where(readings.c.page_key == page_key)).all()

    def rank(row: Row[*tuple[Any, ...]]) -> tuple[bool, bool, int, int]:
        return row.document_key is not None, is_default(unpack(row.record, Run)), row.run, row.key

    connection.execute(delete(current_readings).where(current_readings.c.page_key == page_key))
    connection.execute(insert(current_readings), {"page_key": page_key, "reading_key": max(found, key=rank).key})


def _add(connection: Connection, table: Table, row: Mapping[str, Any], *, by: str) -> tuple[bool, int]:
    """Insert a row unless there is one alike; return whether it is new, and its key."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    adding = dialect.insert(table).values(row).on_conflict_do_nothing().returning(table.c.key)
    key = connection.execute(adding).scalar()
    if key is not None:
        return True, int(key)
    return False, int(connection.execute(select(table.c.key).where(table.c[by] == row[by])).scalar_one())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
