"""What is counted from statements when a page is written, so that no list has to count when it is asked for.

In: the key of a page whose current reading, or what people judged of it, changed. Out: the rows of `source_pages`, and
those of `sources` (`sums`), as if counted anew from all current readings. Readers' comments and rejected statements are
not counted. A name is joined across pages where that is sure: a person by two names or more, a body by its name; who is
called by one name is joined within the page alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from sayso.ledger.index.sums import add_differences
from sayso.ledger.store.schema import (
    UNKNOWN_DAY,
    current_readings,
    documents,
    readings,
    source_pages,
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


def recount(connection: Connection, page_key: int) -> None:
    """Count the sources of a page anew, and let their sums follow."""
    there = source_pages.c.page_key == page_key
    before = {row["source_id"]: dict(row) for row in connection.execute(select(source_pages).where(there)).mappings()}
    after = {row["source_id"]: row for row in _count_page(connection, page_key)}
    gone = [each for each, row in before.items() if after.get(each) != row]
    for some in (gone[at : at + _BATCH] for at in range(0, len(gone), _BATCH)):
        connection.execute(delete(source_pages).where(there, source_pages.c.source_id.in_(some)))
    new = [row for each, row in sorted(after.items()) if before.get(each) != row]
    if new:
        connection.execute(insert(source_pages), new)
    add_differences(connection, before, after)


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


def _most(values: Iterable[Any]) -> Any:
    """Return the most frequent value that is known; of several, the first in the alphabet."""
    known = [(-number, value) for value, number in Counter(values).items() if value is not None]
    return min(known)[1] if known else None
