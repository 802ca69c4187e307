"""The sums of sources, kept by what a page adds to them and takes from them.

In: what sources say on one page, as it was counted before and as it is now. Out: rows of `sources` and
`source_tallies` that tell what counting every page anew would. Nothing here grows with how much a source has said.

Sources are changed in the order of their ids, those of a page in one go and late in its transaction: so writers of a
server wait for one another shortly, and never in a circle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sayso.ledger.store.folding import fold
from sayso.ledger.store.schema import UNKNOWN_DAY, source_pages, source_tallies, sources

TALLIED = ("name", "kind", "naming", "affiliation")  # what a source is called: as most of its statements have it
_SUMMED = ("statements", "pages", "denies")
_BATCH = 500
_Counted = Mapping[str, Mapping[str, Any]]


def add_differences(connection: Connection, before: _Counted, after: _Counted) -> None:
    """Let the sums follow a page; both are its rows of `source_pages` by source."""
    changed = sorted(each for each in before.keys() | after.keys() if before.get(each) != after.get(each))
    if not changed:
        return
    _add_sums(connection, [_difference(each, before.get(each), after.get(each)) for each in changed])
    _add_tallies(connection, changed, before, after)
    left = [each for each in changed if each not in after]
    for some in (left[at : at + _BATCH] for at in range(0, len(left), _BATCH)):
        connection.execute(delete(sources).where(sources.c.id.in_(some), sources.c.pages == 0))
    for some in (changed[at : at + _BATCH] for at in range(0, len(changed), _BATCH)):
        _describe(connection, some)


def _difference(source_id: str, was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> dict[str, Any]:
    sums = {name: _of(now, name) - _of(was, name) for name in _SUMMED}
    return {"id": source_id, "name": "", "folded": "", "naming": "", **sums}


def _of(row: Mapping[str, Any] | None, name: str) -> int:
    return 0 if row is None else int(row.get(name, 1))  # a row is one page


def _add_sums(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    adding = dialect.insert(sources)
    summed = {name: sources.c[name] + adding.excluded[name] for name in _SUMMED}
    connection.execute(adding.on_conflict_do_update(index_elements=[sources.c.id], set_=summed), rows)


def _add_tallies(connection: Connection, changed: Collection[str], before: _Counted, after: _Counted) -> None:
    counted: Counter[tuple[str, str, str]] = Counter()
    for source_id in changed:
        for sign, rows in ((-1, before), (1, after)):
            row = rows.get(source_id)
            for field in TALLIED if row else ():
                if row and row[field] is not None:
                    counted[source_id, field, row[field]] += sign * row["statements"]
    differences = [(*key, number) for key, number in sorted(counted.items()) if number]
    if not differences:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    adding = dialect.insert(source_tallies)
    summed = {"statements": source_tallies.c.statements + adding.excluded.statements}
    keys = list(source_tallies.primary_key.columns)
    names = ("source_id", "field", "value", "statements")
    added = [dict(zip(names, each, strict=True)) for each in differences]
    connection.execute(adding.on_conflict_do_update(index_elements=keys, set_=summed), added)
    fewer = sorted({source_id for source_id, _, _, number in differences if number < 0})
    for some in (fewer[at : at + _BATCH] for at in range(0, len(fewer), _BATCH)):
        none = (source_tallies.c.source_id.in_(some), source_tallies.c.statements == 0)
        connection.execute(delete(source_tallies).where(*none))


def _describe(connection: Connection, ids: Sequence[str]) -> None:
    """Let the rows of sources tell how most statements call them, and the days of the first and the last."""
    tallies: dict[str, dict[str, list[tuple[int, str]]]] = {}
    for row in connection.execute(select(source_tallies).where(source_tallies.c.source_id.in_(ids))):
        tallies.setdefault(row.source_id, {}).setdefault(row.field, []).append((-row.statements, row.value))
    known = (source_pages.c.source_id == sources.c.id, source_pages.c.day < UNKNOWN_DAY)
    first, last = (
        select(func.min(source_pages.c.day)).where(*known).correlate(sources).scalar_subquery(),
        select(func.max(source_pages.c.day)).where(*known).correlate(sources).scalar_subquery(),
    )
    chosen = select(sources, first.label("first"), last.label("last")).where(sources.c.id.in_(ids))
    new = list(_described(connection.execute(chosen.order_by(sources.c.id)).all(), tallies))
    if new:
        connection.execute(update(sources).where(sources.c.id == bindparam("this")), new)


def _described(
    rows: Sequence[Row[Any]], tallies: Mapping[str, Mapping[str, list[tuple[int, str]]]]
) -> Iterator[dict[str, Any]]:
    for row in rows:
        told = {field: _most(tallies.get(row.id, {}).get(field, ())) for field in TALLIED}
        now = told | {"folded": fold(told["name"] or ""), "first_day": row.first, "last_day": row.last}
        if any(getattr(row, name) != value for name, value in now.items()):
            yield {"this": row.id, **now}


def _most(counted: Collection[tuple[int, str]]) -> str | None:
    """Return the most frequent value; of several, the first in the alphabet."""
    return min(counted)[1] if counted else None
