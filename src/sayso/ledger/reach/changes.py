"""Tell what a reading of a page says that an older one did not.

In: two readings of one page, as machines made them. Out: the statements that are new, gone, or have another name.
Statements are the same by the characters of the page they hold, as judgements find them; nothing is deleted by a new
reading, so the older one can still be shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from sayso.ledger.answers import Changes, Renamed
from sayso.ledger.ask.recall import recall_reading
from sayso.ledger.index.counted import name_key
from sayso.ledger.judge.anchors import anchor_statement
from sayso.ledger.judge.matching import Places
from sayso.ledger.store.codec import unpack
from sayso.ledger.store.ids import find_reading
from sayso.ledger.store.schema import current_readings, readings, runs
from sayso.ledger.write.readings import is_default
from sayso.records import Reading, Run, Statement


def find_changes(connection: Connection, given: str, against: str | None, *, comments: bool) -> Changes:
    """Return what a reading tells against an older one of its page: the newest other one, unless told. UnknownId."""
    key = find_reading(connection, given)
    older = find_reading(connection, against) if against is not None else _older(connection, key)
    now = recall_reading(connection, key, judged=False)
    if older is None:
        return Changes(now=now)
    return compare(recall_reading(connection, older, judged=False), now, comments=comments)


def list_changes(connection: Connection, *, comments: bool) -> Iterator[Changes]:
    """Yield the changes of every page that was read more than once, in the order of their current readings."""
    often = select(readings.c.page_key).where(readings.c.document_key.is_not(None)).group_by(readings.c.page_key)
    chosen = select(current_readings.c.reading_key).where(
        current_readings.c.page_key.in_(often.having(func.count() > 1))
    )
    for key in connection.execute(chosen.order_by(current_readings.c.reading_key)).scalars().all():
        older = _older(connection, key)
        if older is not None:
            before, now = (recall_reading(connection, each, judged=False) for each in (older, key))
            yield compare(before, now, comments=comments)


def compare(before: Reading, now: Reading, *, comments: bool = False) -> Changes:
    """Return what a reading tells that the one before did not, of readers' comments only if asked; pure."""
    old, new = ([s for s in each.statements if comments or s.layer == "article"] for each in (before, now))
    places = Places()
    for number, statement in enumerate(old):
        anchors = before.document and anchor_statement(before.document, statement)
        if anchors:
            places.add(number, anchors)
    taken: dict[int, Statement] = {}
    found = []
    for statement in new:
        anchors = now.document and anchor_statement(now.document, statement)
        match = places.best(anchors) if anchors else None
        if match is None or match in taken:
            found.append(statement)
        else:
            taken[match] = statement
    pairs = (Renamed(before=old[number], now=taken[number]) for number in sorted(taken))
    renamed = [each for each in pairs if name_key(each.before.entity) != name_key(each.now.entity)]
    return Changes(
        now=now,
        before=before,
        found=tuple(found),
        gone=tuple(each for number, each in enumerate(old) if number not in taken),
        renamed=tuple(renamed),
        same=len(taken) - len(renamed),
    )


def _older(connection: Connection, key: int) -> int | None:
    """Return the newest other reading of a page that did not fail, one with default settings before others."""
    page_key = select(readings.c.page_key).where(readings.c.key == key).scalar_subquery()
    chosen = (
        select(readings.c.key, runs.c.record)
        .join(runs, runs.c.key == readings.c.run_key)
        .where(readings.c.page_key == page_key, readings.c.key != key, readings.c.document_key.is_not(None))
    )
    found = connection.execute(chosen).all()
    best = max(found, key=lambda row: (is_default(unpack(row.record, Run)), row.key), default=None)
    return None if best is None else int(best.key)
