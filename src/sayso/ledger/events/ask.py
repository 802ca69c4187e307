"""Find events of current readings.

In: a query. Out: entries, newest reading first and in the order of the page, in parts that have a transaction each.

Where one of the conditions holds of few events (`_FEW`), an index gives these and the others are tested on them. Where
all are common, events are gone through from the newest on until the part is full, which is soon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, select

from sayso.ledger.ask.cursors import make_cursor, read_cursor
from sayso.ledger.event_answers import EventEntry, EventQuery
from sayso.ledger.events.globe import is_near
from sayso.ledger.events.rows import LONG, MONTHS, Kept, months_of
from sayso.ledger.index.counted import name_key
from sayso.ledger.store.codec import unpack
from sayso.ledger.store.event_tables import event_judgements, event_labels, events
from sayso.ledger.store.folding import find_phrases
from sayso.ledger.store.fulltext import Wanted, event_words, holds
from sayso.ledger.store.ids import find_event
from sayso.ledger.store.schema import captures, documents, pages, readings
from sayso.records import Capture, EventJudgement

_LIST = "e"
_PART = 200  # events of one part
_FEW = 4_000  # events from which a search begins, rather than go through all from the newest on
_ANYWHERE = ("actor", "recipient", "place", "source", "text")
_Transaction = Callable[[], AbstractContextManager[Connection]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Condition:
    """Something asked for: a test of a row, and what gives the keys of all rows that pass, where an index can."""

    test: ColumnElement[bool]
    keys: Select[Any] | None = None


def search_events(transaction: _Transaction, query: EventQuery) -> Iterator[EventEntry]:
    """Yield the events a query asks for. Raises BadCursor."""
    left = query.limit
    while left is None or left > 0:
        part = _PART if left is None else min(left, _PART)
        with transaction() as connection:
            keys = find_keys(connection, query, part)
            rows = _entries(connection, keys)
        yield from map(_entry, rows)
        if len(keys) < part:
            return
        query = replace(query, after=make_cursor(_LIST, keys[-1]))
        left = None if left is None else left - part


def find_keys(connection: Connection, query: EventQuery, limit: int) -> Sequence[int]:
    """Return the keys of the first events that a query asks for."""
    wanted = _wanted(query)
    if not all(wanted.values()):
        return ()  # asked for words, but gave none: "?!" stands nowhere
    conditions = list(_conditions(query))
    if wanted:
        worded = select(event_words.c.rowid).where(holds(connection, event_words, wanted))
        conditions.append(_Condition(test=events.c.key.in_(worded), keys=worded))
    below = None if query.after is None else int(read_cursor(_LIST, query.after, (int,))[0])
    begin = _fewest(connection, conditions)
    tests = [each.test for each in conditions if each is not begin]
    chosen = select(events.c.key).where(*tests, *_bounds(query))
    if begin is not None and begin.keys is not None:
        chosen = chosen.where(events.c.key.in_(begin.keys))
    if below is not None:
        chosen = chosen.where(events.c.key < below)
    return connection.execute(chosen.order_by(events.c.key.desc()).limit(limit)).scalars().all()


def recall_event(connection: Connection, given: str) -> EventEntry:
    """Return one event of a current reading, by its id or the unique beginning of one. Raises UnknownId."""
    (row,) = _entries(connection, [find_event(connection, given)])
    return _entry(row)


def _fewest(connection: Connection, conditions: Sequence[_Condition]) -> _Condition | None:
    """Return the condition that the fewest events meet, None where all are met by many."""
    best: tuple[int, _Condition] | None = None
    for each in conditions:
        if each.keys is None:
            continue
        some = each.keys.limit(_FEW + 1).subquery()
        number = int(connection.execute(select(func.count()).select_from(some)).scalar_one())
        if number <= _FEW and (best is None or number < best[0]):
            best = number, each
    return best[1] if best else None


def _wanted(query: EventQuery) -> Wanted:
    asked = {
        _ANYWHERE: query.words,
        ("actor",): query.actor,
        ("recipient",): query.recipient,
        ("place",): query.place,
        ("source",): query.source,
    }
    return {columns: find_phrases(words) for columns, words in asked.items() if words is not None}


def _conditions(query: EventQuery) -> Iterator[_Condition]:
    labels = (
        (events.c.event_type, query.event_type),
        (events.c.mode, query.mode),
        (events.c.factuality, query.factuality),
        (events.c.stand, query.stand),
        (events.c.status, query.status),
        (events.c.holder, None if query.holder is None else name_key(query.holder) or ""),
        (events.c.statement, query.statement),
    )
    for column, value in labels:
        if value is not None:
            yield _Condition(test=_aside(column) == value, keys=select(events.c.key).where(column == value))
    for kind, value in (("context", query.context), ("country", query.country)):
        if value is not None:
            yield _labelled(kind, (value,))
    if query.near is not None:
        keys = select(events.c.key).where(is_near(query.near, _itself))
        yield _Condition(test=is_near(query.near, _aside), keys=keys)
    if query.page_ids is not None:
        asked = select(pages.c.key).where(pages.c.id.in_(query.page_ids))
        keys = select(events.c.key).where(events.c.page_key.in_(asked))
        yield _Condition(test=_aside(events.c.page_key).in_(asked), keys=keys)
    if query.since is not None or query.until is not None:
        yield from _on_days(query.since, query.until)


def _on_days(since: date | None, until: date | None) -> Iterator[_Condition]:
    """Yield what is asked of days: a few months are looked up, all else is tested."""
    first, last = since.toordinal() if since else 0, until.toordinal() if until else None
    tests = [_aside(events.c.last_day) >= first]
    tests += [_aside(events.c.first_day) <= last] if last is not None else []
    for test in tests:
        yield _Condition(test=test)
    if since and until and until >= since:
        months = tuple(months_of(first, until.toordinal()))
        if LONG not in months and len(months) <= MONTHS:
            yield _labelled("month", (*months, LONG))


def _labelled(kind: str, values: Sequence[str]) -> _Condition:
    is_it = (event_labels.c.kind == kind, event_labels.c.value.in_(values))
    test = exists(select(event_labels.c.event_key).where(*is_it, event_labels.c.event_key == events.c.key))
    keys = select(event_labels.c.event_key).where(*is_it)
    return _Condition(test=test, keys=keys.distinct() if len(values) > 1 else keys)


def _bounds(query: EventQuery) -> Iterator[ColumnElement[bool]]:
    if query.min_confidence is not None:
        yield events.c.confidence >= query.min_confidence
    if query.status is None:
        yield _aside(events.c.status) != "rejected"
    if not query.comments:
        yield events.c.layer == "article"


def _aside(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column off its index, so that events are gone through in the order of their keys."""
    return func.coalesce(column, column)


def _itself(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return column


def _entries(connection: Connection, keys: Sequence[int]) -> Sequence[Row[Any]]:
    """Return what entries tell of events, by falling key."""
    tables = (
        events.join(pages, pages.c.key == events.c.page_key)
        .join(readings, readings.c.key == events.c.reading_key)
        .join(documents, documents.c.key == readings.c.document_key)
        .join(captures, captures.c.key == readings.c.capture_key)
        .outerjoin(event_judgements, event_judgements.c.key == events.c.judgement_key)
    )
    columns = (
        events.c.key,
        events.c.record,
        pages.c.id.label("page_id"),
        readings.c.id.label("reading_id"),
        captures.c.record.label("capture"),
        *(documents.c[name] for name in ("title", "outlet", "published")),
        event_judgements.c.record.label("judgement"),
    )
    chosen = select(*columns).select_from(tables).where(events.c.key.in_(keys))
    return connection.execute(chosen.order_by(events.c.key.desc())).all()


def _entry(row: Row[Any]) -> EventEntry:
    kept = unpack(row.record, Kept)
    judgement = unpack(row.judgement, EventJudgement) if row.judgement else None
    return EventEntry(
        event=kept.event,
        place=kept.place,
        moment=kept.moment,
        texts=kept.texts,
        page_id=row.page_id,
        reading_id=row.reading_id,
        location=unpack(row.capture, Capture).location,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        judged_by=judgement.by if judgement else None,
        judged_at=judgement.at if judgement else None,
        cursor=make_cursor(_LIST, row.key),
    )
