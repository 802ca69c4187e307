"""What is counted from statements when a page is written, so that no list has to count when it is asked for.

In: the key of a page whose current reading, or what people judged of it, changed. Out: the rows of `source_pages`
and `sources`, as if counted anew from all current readings. Readers' comments and rejected statements are not
counted. A name is joined across pages where that is sure: a person by two names or more, a body by its name; who is
called by one name is joined within the page alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, delete, func, insert, select, text, update

from sayso.ledger.index.likeness import sketch
from sayso.ledger.store.codec import unpack
from sayso.ledger.store.folding import fold
from sayso.ledger.store.schema import (
    UNKNOWN_DAY,
    current_readings,
    documents,
    likenesses,
    pages,
    readings,
    source_pages,
    sources,
    statements,
)
from sayso.records import make_id

_Row = Row[*tuple[Any, ...]]
_BATCH = 500
_SURE = ("named", "body")


def name_key(name: str | None) -> str | None:
    """Return a name without case and double spaces: names that are one by this are one name."""
    return " ".join((name or "").casefold().split()) or None


def source_id_of(row: Mapping[str, Any], page_id: str) -> str | None:
    """Return the id of the source that a statement's columns tell of, None where it is not sure who that is."""
    name = name_key(row["entity"])
    if not name or row["naming"] not in _SURE or row["source_kind"] == "reader" or row["layer"] != "article":
        return None
    alone = row["naming"] == "named" and len(name.split()) == 1
    return make_id("src", name, page_id if alone else None)


def names_of(row: Mapping[str, Any], page_id: str) -> dict[str, str | None]:
    """Return the columns that a source is found by."""
    return {"source_id": source_id_of(row, page_id), "entity_key": name_key(row["entity"])}


def add_likenesses(connection: Connection, contents: Mapping[int, str]) -> None:
    """Keep what finds contents alike; `contents` are by the key of their statement."""
    rows = [{"hash": each, "statement_key": key} for key, words in contents.items() for each in sketch(words)]
    if rows:
        connection.execute(insert(likenesses), rows)


def recount(connection: Connection, page_key: int) -> None:
    """Count the sources of a page anew, and sum up those it named before or names now."""
    if connection.dialect.name != "sqlite":  # so that no two pages sum up one source at a time; SQLite has one writer
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('sayso sources'))"))
    there = source_pages.c.page_key == page_key
    changed = set(connection.execute(select(source_pages.c.source_id).where(there)).scalars())
    connection.execute(delete(source_pages).where(there))
    rows = list(_count_page(connection, page_key))
    if rows:
        connection.execute(insert(source_pages), rows)
    _sum_up(connection, changed | {row["source_id"] for row in rows})


def refresh(connection: Connection) -> None:
    """Make all that is counted anew, from the statements and documents as they stand."""
    for table in (likenesses, source_pages, sources):
        connection.execute(delete(table))
    for key, page_id in connection.execute(select(readings.c.key, pages.c.id).join(pages)).all():
        _fill(connection, key, page_id)
    for page_key in connection.execute(select(current_readings.c.page_key)).scalars().all():
        rows = list(_count_page(connection, page_key))
        if rows:
            connection.execute(insert(source_pages), rows)
    _sum_up(connection, connection.execute(select(source_pages.c.source_id).distinct()).scalars().all())


def _fill(connection: Connection, reading_key: int, page_id: str) -> None:
    columns = (statements.c[name] for name in ("key", "entity", "naming", "source_kind", "layer", "texts"))
    rows = connection.execute(select(*columns).where(statements.c.reading_key == reading_key)).mappings().all()
    if not rows:
        return
    names = [names_of(dict(row), page_id) | {"this": row["key"]} for row in rows]
    connection.execute(update(statements).where(statements.c.key == bindparam("this")), names)
    articles = (row for row in rows if row["layer"] == "article")
    said = {row["key"]: unpack(row["texts"], dict[str, tuple[str, ...]])["content"] for row in articles}
    add_likenesses(connection, {key: " ".join(content) for key, content in said.items()})


def _count_page(connection: Connection, page_key: int) -> Iterator[dict[str, Any]]:
    said = (
        select(
            *(statements.c[name] for name in ("source_id", "entity", "source_kind", "naming", "affiliation", "denies")),
            current_readings.c.reading_key,
            documents.c.published_on,
        )
        .select_from(current_readings.join(statements, statements.c.reading_key == current_readings.c.reading_key))
        .join(readings, readings.c.key == current_readings.c.reading_key)
        .join(documents, documents.c.key == readings.c.document_key)
        .where(current_readings.c.page_key == page_key, statements.c.source_id.is_not(None))
        .where(statements.c.status != "rejected", statements.c.layer == "article")
    )
    by_source: dict[str, list[_Row]] = {}
    for row in connection.execute(said):
        by_source.setdefault(row.source_id, []).append(row)
    for source_id, rows in by_source.items():
        yield {
            "source_id": source_id,
            "page_key": page_key,
            "reading_key": rows[0].reading_key,
            "day": rows[0].published_on.toordinal() if rows[0].published_on else UNKNOWN_DAY,
            "name": _most(row.entity for row in rows),
            "kind": _most(row.source_kind for row in rows),
            "naming": _most(row.naming for row in rows),
            "affiliation": _most(row.affiliation for row in rows),
            "statements": len(rows),
            "denies": sum(row.denies for row in rows),
        }


def _sum_up(connection: Connection, ids: Iterable[str]) -> None:
    every = sorted(ids)
    for some in (every[at : at + _BATCH] for at in range(0, len(every), _BATCH)):
        connection.execute(delete(sources).where(sources.c.id.in_(some)))
        rows = [_source(each) for each in _summed(connection, some)]
        if rows:
            connection.execute(insert(sources), rows)


def _summed(connection: Connection, ids: Sequence[str]) -> Iterable[list[_Row]]:
    """Return the sums of each source by how it was named: one row a way of naming."""
    naming = [source_pages.c[name] for name in ("source_id", "name", "kind", "naming", "affiliation")]
    known = case((source_pages.c.day < UNKNOWN_DAY, source_pages.c.day))
    summed = select(
        *naming,
        func.count().label("pages"),
        func.sum(source_pages.c.statements).label("statements"),
        func.sum(source_pages.c.denies).label("denies"),
        func.min(known).label("first_day"),
        func.max(known).label("last_day"),
    )
    by_source: dict[str, list[_Row]] = {}
    for row in connection.execute(summed.where(source_pages.c.source_id.in_(ids)).group_by(*naming)):
        by_source.setdefault(row.source_id, []).append(row)
    return by_source.values()


def _source(rows: Sequence[_Row]) -> dict[str, Any]:
    def most(field: str) -> Any:
        counted: Counter[Any] = Counter()
        for row in rows:
            counted[getattr(row, field)] += row.statements
        return _first(counted)

    return {
        "id": rows[0].source_id,
        "name": (name := most("name")),
        "folded": fold(name),
        "kind": most("kind"),
        "naming": most("naming"),
        "affiliation": most("affiliation"),
        "statements": sum(row.statements for row in rows),
        "pages": sum(row.pages for row in rows),
        "denies": sum(row.denies for row in rows),
        "first_day": min((row.first_day for row in rows if row.first_day is not None), default=None),
        "last_day": max((row.last_day for row in rows if row.last_day is not None), default=None),
    }


def _most(values: Iterable[Any]) -> Any:
    return _first(Counter(values))


def _first(counted: Counter[Any]) -> Any:
    """Return the most frequent value that is known; of several, the first in the alphabet."""
    known = [(-number, value) for value, number in counted.items() if value is not None]
    return min(known)[1] if known else None
