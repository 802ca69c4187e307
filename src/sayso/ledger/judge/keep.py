"""Keep judgements, and let the rows that are searched tell what was judged.

In: a judgement, or a new reading of a page that was judged. Out: the rows of every reading of that page as judged
(`apply` says how), the machine's record left beside. No judgement is rewritten or deleted but by `forget`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from sayso.errors import BadCursor, UnknownId
from sayso.ledger.index.rows import NewRow, add_rows, remove_rows, replace_row
from sayso.ledger.judge.apply import Judged, Outcome, apply, check
from sayso.ledger.store.codec import pack, unpack
from sayso.ledger.store.schema import (
    current_readings,
    documents,
    judgements,
    pages,
    readings,
    statement_key,
    statements,
)
from sayso.records import Document, Judgement, Statement

_Row = Row[*tuple[Any, ...]]
_BATCH = 500


def store_judgements(connection: Connection, page_id: str, given: Sequence[Judgement]) -> int:
    """Keep judgements of one page, each once, apply them to all of its readings, and return the page's key."""
    for judgement in given:
        check(judgement)
    page_key = page_to_judge(connection, page_id)
    known = known_judgements(connection, [judgement.id for judgement in given])
    new = {judgement.id: judgement for judgement in given if judgement.id not in known}
    if new:
        rows = [
            {
                "id": name,
                "page_key": page_key,
                "at": judgement.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "record": pack(judgement),
            }
            for name, judgement in new.items()
        ]
        connection.execute(insert(judgements), rows)
        for key in readings_of(connection, page_key):
            judge_rows(connection, page_key, key)
    return page_key


def page_to_judge(connection: Connection, page_id: str) -> int:
    """Return the key of a page that can be judged, held until the transaction ends. Raises UnknownId."""
    chosen = select(pages.c.key).where(pages.c.id == page_id, pages.c.forgotten_at.is_(None)).with_for_update()
    page_key = connection.execute(chosen).scalar()
    if page_key is None:
        raise UnknownId(f"{page_id} is no page of this ledger, so nothing on it can be judged.")
    return int(page_key)


def known_judgements(connection: Connection, ids: Sequence[str]) -> frozenset[str]:
    """Return which judgements are kept already."""
    found: set[str] = set()
    for some in (ids[at : at + _BATCH] for at in range(0, len(ids), _BATCH)):
        found |= set(connection.execute(select(judgements.c.id).where(judgements.c.id.in_(some))).scalars())
    return frozenset(found)


def readings_of(connection: Connection, page_key: int) -> Sequence[int]:
    """Return the keys of a page's readings, the current one first, then the newest."""
    chosen = select(readings.c.key).outerjoin(current_readings, current_readings.c.reading_key == readings.c.key)
    order = (current_readings.c.reading_key.is_(None), readings.c.key.desc())
    return connection.execute(chosen.where(readings.c.page_key == page_key).order_by(*order)).scalars().all()


def page_judgements(connection: Connection, page_key: int) -> dict[str, tuple[int, Judgement]]:
    """Return the judgements of a page by id, oldest first, each with its key."""
    chosen = select(judgements.c.id, judgements.c.key, judgements.c.record).where(judgements.c.page_key == page_key)
    rows = connection.execute(chosen.order_by(judgements.c.at, judgements.c.key))
    return {row.id: (row.key, unpack(row.record, Judgement)) for row in rows}


def outcome_of(connection: Connection, reading_key: int, more: Sequence[Judgement] = ()) -> Outcome | None:
    """Return a reading as its page was judged, or would be with some `more`; None for a failed one."""
    row = connection.execute(
        select(documents.c.record, readings.c.page_key)
        .join(readings, readings.c.document_key == documents.c.key)
        .where(readings.c.key == reading_key)
    ).one_or_none()
    if row is None:
        return None
    judged = [judgement for _, judgement in page_judgements(connection, row.page_key).values()]
    judged = sorted((*judged, *more), key=lambda each: each.at) if more else judged
    machine = [unpack(each.record, Statement) for each in _machine_rows(connection, reading_key)]
    return apply(unpack(row.record, Document), machine, judged)


def list_judgements(
    connection: Connection, page_key: int | None, after: str | None, limit: int
) -> tuple[Judgement, ...]:
    """Return judgements in the order they were stored, behind the one whose id is `after`."""
    chosen = select(judgements.c.record)
    if page_key is not None:
        chosen = chosen.where(judgements.c.page_key == page_key)
    if after is not None:
        key = connection.execute(select(judgements.c.key).where(judgements.c.id == after)).scalar()
        if key is None:
            raise BadCursor(f"{after[:60]!r} is no judgement's id: begin anew without.")
        chosen = chosen.where(judgements.c.key > key)
    found = connection.execute(chosen.order_by(judgements.c.key).limit(limit)).scalars()
    return tuple(unpack(record, Judgement) for record in found)


def attached(connection: Connection, reading_key: int) -> dict[str, tuple[Judgement, ...]]:
    """Return the judgements of a reading's statements, by the id of the statement as judged, oldest first."""
    outcome = outcome_of(connection, reading_key)
    judged = outcome.judged if outcome else ()
    return {each.statement.id: tuple(each.judgements) for each in judged if each.judgements}


def orphans_of(connection: Connection, reading_key: int) -> tuple[Judgement, ...]:
    """Return the judgements that no statement of a reading answers to; all of them where it failed."""
    outcome = outcome_of(connection, reading_key)
    if outcome is not None:
        return outcome.orphans
    page_key = connection.execute(select(readings.c.page_key).where(readings.c.key == reading_key)).scalar_one()
    return tuple(judgement for _, judgement in page_judgements(connection, page_key).values())


def judge_rows(connection: Connection, page_key: int, reading_key: int) -> None:
    """Let the rows of a reading tell what was judged of its page; touches only those that change."""
    known = page_judgements(connection, page_key)
    outcome = outcome_of(connection, reading_key) if known else None
    if outcome is None:
        return
    document = document_of(connection, reading_key)
    keys = {name: key for name, (key, _) in known.items()}
    rows = _machine_rows(connection, reading_key)
    for row, state in zip(rows, outcome.judged, strict=False):
        judged = _judged_columns(state, keys)
        if (row.judged, row.judgement_key) != (judged["judged"], judged["judgement_key"]):
            replace_row(connection, row.key, document, state.statement, judged)
    _replace_added(connection, reading_key, document, outcome.judged[len(rows) :], keys)


def _replace_added(
    connection: Connection, reading_key: int, document: Document, added: Sequence[Judged], keys: Mapping[str, int]
) -> None:
    of_reading = statements.c.reading_key == reading_key
    remove_rows(connection, select(statements.c.key).where(of_reading, statements.c.added))
    count = len(_machine_rows(connection, reading_key))
    new = [
        NewRow(
            key=statement_key(reading_key, count + position),
            reading_key=reading_key,
            statement=state.statement,
            judged=_judged_columns(state, keys) | {"added": True},
        )
        for position, state in enumerate(added)
    ]
    add_rows(connection, document, new)


def _judged_columns(state: Judged, keys: Mapping[str, int]) -> dict[str, Any]:
    changed = state.statement != state.machine
    return {
        "judged": pack(state.statement) if changed else None,
        "judged_id": state.statement.id if changed else None,
        "judgement_key": keys[state.judgements[-1].id] if state.judgements else None,
    }


def _machine_rows(connection: Connection, reading_key: int) -> Sequence[_Row]:
    chosen = select(statements.c.key, statements.c.record, statements.c.judged, statements.c.judgement_key)
    of_machine = (statements.c.reading_key == reading_key, statements.c.added.is_(False))
    return connection.execute(chosen.where(*of_machine).order_by(statements.c.key.desc())).all()


def document_of(connection: Connection, reading_key: int) -> Document:
    """Return the document of a reading that did not fail."""
    chosen = select(documents.c.record).join(readings, readings.c.document_key == documents.c.key)
    return unpack(connection.execute(chosen.where(readings.c.key == reading_key)).scalar_one(), Document)
