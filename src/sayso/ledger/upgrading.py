"""Make anew what a ledger of an earlier version lacks, a part at a time.

In: a ledger whose tables are this version's, and the steps in its `backlog`. Out: the same ledger, all of it as this
version would have written it.

The migration that changes the tables writes the steps down with them. Each part is one transaction with the key that
it went on to, so that whoever is stopped leaves a whole ledger, and whoever opens it next goes on from there. Rows
read the same before and after their part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Table, bindparam, delete, func, insert, select, update

from sayso.ledger.index.counted import names_of, recount
from sayso.ledger.index.rows import add_likenesses
from sayso.ledger.judge.keep import judge_rows, readings_of
from sayso.ledger.store.claim_tables import mentions, reading_mentions
from sayso.ledger.store.schema import (
    backlog,
    current_readings,
    documents,
    judgements,
    pages,
    readings,
    source_pages,
    source_tallies,
    sources,
    statements,
)

_SINCE = "0005"  # the revision from which on rows are written as they are now: one that changes that raises it
_PART = 100  # pages, or rows of a page each, that are one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What is done for each of the keys in a column, in their order."""

    keys: Column[int]
    work: Callable[[Connection, int], None]


def note_steps(connection: Connection, before: str) -> None:
    """Write down all that a ledger of the revision `before` lacks, and forget what will be counted anew."""
    if before >= _SINCE:
        return  # what it still waits for is written down
    for table in (source_pages, sources, source_tallies):
        connection.execute(delete(table))
    connection.execute(insert(backlog), [{"step": name, "done": -1} for name in STEPS])


def is_waiting(connection: Connection) -> bool:
    """Tell whether anything is still to be made anew."""
    return connection.execute(select(backlog.c.step).limit(1)).scalar() is not None


def take_part(connection: Connection) -> float | None:
    """Do the next part, and return how much of all is done, from 0 to 1; None when nothing was left."""
    waiting = {row.step: row.done for row in connection.execute(select(backlog).with_for_update())}
    name = next((each for each in STEPS if each in waiting), None)
    if name is None:
        return None
    step, done = STEPS[name], waiting[name]
    chosen = select(step.keys).where(step.keys > done).distinct().order_by(step.keys).limit(_PART)
    keys = connection.execute(chosen).scalars().all()
    for key in keys:
        step.work(connection, key)
    here = backlog.c.step == name
    before = list(STEPS).index(name)
    if not keys:
        connection.execute(delete(backlog).where(here))
        return (before + 1) / len(STEPS)
    connection.execute(update(backlog).where(here).values(done=keys[-1]))
    last = connection.execute(select(func.max(step.keys))).scalar_one()
    return (before + keys[-1] / last) / len(STEPS)


def _write_statements(connection: Connection, reading_key: int) -> None:
    """Write the statements of a reading as they are written now, with all that finds them."""
    named, packed = ("entity_key", "source_id"), ("texts", "record", "judged")
    columns = ("key", "entity", "naming", "source_kind", "layer", *named, *packed)
    chosen = select(*(statements.c[name] for name in columns)).where(statements.c.reading_key == reading_key)
    rows = connection.execute(chosen.order_by(statements.c.key)).mappings().all()
    if not rows:
        return
    of_reading = select(pages.c.id).join(readings, readings.c.page_key == pages.c.key)
    page_id = connection.execute(of_reading.where(readings.c.key == reading_key)).scalar_one()
    called = [names_of(dict(row), page_id) for row in rows]
    changed = any(row[name] != names[name] for row, names in zip(rows, called, strict=True) for name in named)
    new = [
        {"this": row["key"], **{name: row[name] for name in packed}, **(names if changed else {})}
        for row, names in zip(rows, called, strict=True)
    ]
    connection.execute(update(statements).where(statements.c.key == bindparam("this")), new)
    add_likenesses(connection, select(statements.c.key).where(statements.c.reading_key == reading_key))


def _judge(connection: Connection, page_key: int) -> None:
    """Let the rows of a page that was judged tell what is made of its judgements now."""
    for key in readings_of(connection, page_key):
        judge_rows(connection, page_key, key)


def _write_again(table: Table, *columns: str) -> Callable[[Connection, int], None]:
    """Return what writes the records of a row as they are written now."""
    (own,) = table.primary_key.columns

    def work(connection: Connection, key: int) -> None:
        chosen = select(*(table.c[name] for name in columns)).where(own == key)
        row = dict(connection.execute(chosen).mappings().one())
        connection.execute(update(table).where(own == key).values(**row))

    return work


def _steps() -> Iterable[tuple[str, _Step]]:
    yield "statements", _Step(keys=readings.c.key, work=_write_statements)
    yield "judgements", _Step(keys=judgements.c.page_key, work=_judge)
    yield "documents", _Step(keys=documents.c.key, work=_write_again(documents, "record"))
    told = _write_again(reading_mentions, "mentions", "items")
    yield "told", _Step(keys=reading_mentions.c.reading_key, work=told)
    yield "mentions", _Step(keys=mentions.c.key, work=_write_again(mentions, "record"))
    yield "sources", _Step(keys=current_readings.c.page_key, work=recount)


STEPS: Mapping[str, _Step] = dict(_steps())
