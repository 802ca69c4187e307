"""Write readings into a ledger many times as quick as `Ledger.store` does, for ledgers that are measured.

In: readings of pages that the ledger does not hold, each with a number; the path or URL of the ledger. Out: the rows
that storing them one by one would have made (a test holds the two together). Indexes are made at the end: SQLite takes
the rows in one transaction, PostgreSQL by COPY. Mentions and claims are left out.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, insert, select, text

from sayso.ledger.index.likeness import sketch
from sayso.ledger.index.rows import _UNJUDGED, _texts, _words, statement_columns
from sayso.ledger.index.sums import TALLIED, _add_sums, _describe
from sayso.ledger.store.codec import compress, pack, storable
from sayso.ledger.store.folding import fold
from sayso.ledger.store.packed import Packed, compress_record
from sayso.ledger.store.schema import (
    UNKNOWN_DAY,
    likenesses,
    metadata,
    source_pages,
    source_tallies,
    sources,
    statement_key,
)
from sayso.ledger.write.readings import _document_words, _identity, _now
from sayso.records import Document, Reading, capture_of, day_of

Rows = Mapping[str, Sequence[Mapping[str, Any]]]  # by the name of their table
T = TypeVar("T")
Stems = Mapping[str, str]  # of words, as PostgreSQL has them
TABLES = (
    "pages", "captures", "documents", "readings", "current_readings", "statements", "likenesses", "source_pages",
    "document_words", "statement_words",
)  # fmt: skip
_WORDS = {
    "document_words": ("rowid", "outlet", "title", "text", "comments"),
    "statement_words": ("rowid", "source", "content", "origin"),
}
_AT_ONCE = 500
_STAGE = "CREATE TEMP TABLE staged (hash INTEGER, statement_key INTEGER)"
_UNSTAGE = "INSERT INTO likenesses SELECT hash, statement_key FROM staged ORDER BY hash, statement_key"


def make_rows(numbered: Iterable[tuple[int, Reading]], run_key: int) -> Rows:
    """Return the rows of readings; a number is the key of page, capture, document and reading."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for key, reading in numbered:
        document = reading.document
        assert document is not None
        _add_page(rows, key, reading, document, run_key)
        _add_statements(rows, key, reading, document)
    return rows


def _add_page(
    rows: Mapping[str, list[dict[str, Any]]], key: int, reading: Reading, document: Document, run_key: int
) -> None:
    page, capture, record = reading.page, capture_of(reading.page), pack(document)
    about = {"id": page.id, "sha256": page.sha256, "size": page.size, "added_at": _now()}
    rows["pages"].append(about | {"key": key, "data": compress(page.data), "forgotten_at": None})
    met = {"id": capture.id, "page_key": key, "location": storable(capture.location), "record": pack(capture)}
    rows["captures"].append(met | {"key": key})
    rows["documents"].append(
        {
            "key": key,
            "id": document.id,
            "digest": hashlib.sha256(record.encode()).hexdigest(),
            "page_key": key,
            "title": storable(document.title),
            "outlet": storable(document.outlet),
            "published": storable(document.published),
            "published_on": day_of(document.published),
            "comments": len(document.comments),
            "record": record,
        }
    )
    rows["readings"].append(
        {
            "key": key,
            "id": reading.id,
            "identity": _identity(reading),
            "page_key": key,
            "run_key": run_key,
            "capture_key": key,
            "document_key": key,
            "media_type": page.media_type,
            "charset": page.charset,
            "failure": None,
            "seconds": reading.seconds,
            "read_at": _now(),
        }
    )
    rows["current_readings"].append({"page_key": key, "reading_key": key})
    rows["document_words"].append({"rowid": key, **_document_words(document)})


def _add_statements(rows: Mapping[str, list[dict[str, Any]]], key: int, reading: Reading, document: Document) -> None:
    said: dict[str, list[dict[str, Any]]] = {}
    for position, statement in reversed(tuple(enumerate(reading.statements))):  # by rising key
        this, texts = statement_key(key, position), _texts(document, statement)
        columns = {**statement_columns(document, statement, texts), **_UNJUDGED}
        columns |= {"key": this, "id": statement.id, "reading_key": key, "record": pack(statement)}
        rows["statements"].append(columns)
        rows["statement_words"].append({"rowid": this, **_words(statement, texts)})
        if statement.layer == "article":
            hashes = sketch(" ".join(texts["content"]))
            rows["likenesses"].extend({"hash": each, "statement_key": this} for each in hashes)
            if columns["source_id"]:
                said.setdefault(columns["source_id"], []).append(columns)
    day = day_of(document.published)
    for source_id, found in said.items():
        rows["source_pages"].append(
            {
                "source_id": source_id,
                "page_key": key,
                "reading_key": key,
                "day": day.toordinal() if day else UNKNOWN_DAY,
                "name": _most(found, "entity"),
                "kind": _most(found, "source_kind"),
                "naming": _most(found, "naming"),
                "affiliation": _most(found, "affiliation"),
                "statements": len(found),
                "denies": sum(each["denies"] for each in found),
            }
        )


def _most(found: Iterable[Mapping[str, Any]], name: str) -> Any:
    known = Counter(each[name] for each in found if each[name] is not None)
    return min((-number, value) for value, number in known.items())[1] if known else None


def columns_of(name: str) -> tuple[str, ...]:
    """Return the columns of a table, in the order in which rows are written."""
    return _WORDS[name] if name in _WORDS else tuple(each.name for each in metadata.tables[name].columns)


def as_tuples(rows: Rows) -> Mapping[str, Sequence[tuple[Any, ...]]]:
    """Return rows as SQLite takes them."""

    def plain(name: str) -> Iterator[tuple[Any, ...]]:
        columns = columns_of(name)
        for row in rows[name]:
            if name in _WORDS:
                yield (row["rowid"], *(fold(row[each]) for each in columns[1:]))
            else:
                yield tuple(_iso(value) for value in _kept(name, row))

    return {name: list(plain(name)) for name in rows}


def as_copy(rows: Rows, stems: Stems) -> Mapping[str, bytes]:
    """Return rows as PostgreSQL's COPY takes them."""

    def lines(name: str) -> Iterator[str]:
        columns = columns_of(name)
        for row in rows[name]:
            if name in _WORDS:
                yield "\t".join((str(row["rowid"]), *(_vector(fold(row[each]), stems) for each in columns[1:])))
            else:
                yield _line(_kept(name, row))

    return {name: ("\n".join(lines(name)) + "\n").encode() if rows[name] else b"" for name in rows}


def _kept(name: str, row: Mapping[str, Any]) -> list[Any]:
    """Return the values of a row as the database keeps them."""
    columns = metadata.tables[name].columns
    return [
        compress_record(value) if isinstance(column.type, Packed) and value is not None else value
        for column in columns
        for value in [row.get(column.name)]
    ]


def _vector(words: str, stems: Stems) -> str:
    """Return folded words as a tsvector; what is folded has nothing to escape."""
    places: dict[str, list[str]] = {}
    for at, word in enumerate(words.split(), 1):
        places.setdefault(stems[word], []).append(str(at))
    return " ".join([f"{stem}:{','.join(found)}" for stem, found in places.items()])


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _line(values: Sequence[Any]) -> str:
    texts = ["\\N" if value is None else value if isinstance(value, str) else _copied(value) for value in values]
    if any("\\" in text or "\n" in text or "\t" in text or "\r" in text for text in texts if len(text) > 2):
        texts = [_escape(text) if isinstance(value, str) else text for text, value in zip(texts, values, strict=True)]
    return "\t".join(texts)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def _copied(value: Any) -> str:
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    return "tf"[not value] if isinstance(value, bool) else str(value)


def find_stems(connection: Connection, words: Collection[str]) -> Stems:
    """Return how the server stems words."""
    asked = text("SELECT word, array_to_string(tsvector_to_array(to_tsvector('sayso', word)), '') AS stem "
                 "FROM unnest(CAST(:words AS text[])) AS word")  # fmt: skip
    return {row.word: row.stem for row in connection.execute(asked, {"words": sorted(words)})}


@contextmanager
def writing(connection: Connection) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """Yield what writes rows of `as_tuples` or `as_copy`; indexes are made when all are written.

    The connection is in no transaction that it minds.
    """
    if connection.dialect.name == "sqlite":
        with _bulk_sqlite(connection) as write:
            yield write
    else:
        with _bulk_postgres(connection) as write:
            yield write
    _sum_up(connection)
    connection.commit()


def _batches(every: Sequence[T]) -> Iterator[Sequence[T]]:
    return (every[at : at + _AT_ONCE] for at in range(0, len(every), _AT_ONCE))


def _sum_up(connection: Connection) -> None:
    """Add up what sources say on all pages."""
    sums: dict[str, Counter[str]] = {}
    tallies: Counter[tuple[str, str, str]] = Counter()
    for row in connection.execute(select(source_pages)).mappings():
        counted = sums.setdefault(row["source_id"], Counter())
        counted.update({"statements": row["statements"], "pages": 1, "denies": row["denies"]})
        told = (field for field in TALLIED if row[field] is not None)
        tallies.update({(row["source_id"], field, row[field]): row["statements"] for field in told})
    names = tuple(column.name for column in source_tallies.columns)
    for table in (source_tallies, sources):
        connection.execute(delete(table))
    for some in _batches(sorted(sums)):
        blank = {"name": "", "folded": "", "naming": ""}
        _add_sums(connection, [{"id": each, **blank, **sums[each]} for each in some])
    for keys in _batches(sorted(tallies)):
        rows = [dict(zip(names, (*key, tallies[key]), strict=True)) for key in keys]
        connection.execute(insert(source_tallies), rows)
    for some in _batches(sorted(sums)):
        _describe(connection, some)


@contextmanager
def _bulk_sqlite(connection: Connection) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    raw = connection.connection.driver_connection
    assert raw is not None
    for setting in ("foreign_keys = OFF", "synchronous = OFF", f"cache_size = -{512 * 1024}", "temp_store = FILE"):
        raw.execute(f"PRAGMA {setting}")
    found = f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN {TABLES}"
    indexes = raw.execute(found).fetchall()
    raw.execute("BEGIN")
    for name, _ in indexes:
        raw.execute(f"DROP INDEX {name}")
    raw.execute(_STAGE)
    for name in _WORDS:
        raw.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('hashsize', {64 << 20})")

    def write(rows: Mapping[str, Any]) -> None:
        for name, found in rows.items():
            columns = columns_of(name)
            into = "staged" if name == likenesses.name else name
            places = ", ".join("?" * len(columns))
            raw.executemany(f"INSERT INTO {into} ({', '.join(columns)}) VALUES ({places})", found)

    yield write
    raw.execute(_UNSTAGE)
    raw.execute("DROP TABLE staged")
    for _, made in indexes:
        raw.execute(made)
    for name in _WORDS:
        raw.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('hashsize', {1 << 20})")
    raw.execute("COMMIT")


@contextmanager
def _bulk_postgres(connection: Connection) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    raw = connection.connection.driver_connection
    assert raw is not None
    tables = ", ".join(f"'{name}'::regclass" for name in TABLES)
    constraints = connection.execute(
        text(
            "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            f" WHERE (conrelid IN ({tables}) OR confrelid IN ({tables})) AND contype IN ('f', 'p', 'u')"
            " ORDER BY contype IN ('p', 'u') DESC, contype"
        )
    ).all()
    indexes = connection.execute(
        text(
            "SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index"
            f" WHERE indrelid IN ({tables}) AND NOT indisunique"
        )
    ).all()
    connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
    for table, name, _ in reversed(constraints):
        connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
    for name, _ in indexes:
        connection.execute(text(f"DROP INDEX {name}"))

    def write(rows: Mapping[str, Any]) -> None:
        for name, lines in rows.items():
            with raw.cursor().copy(f"COPY {name} ({', '.join(columns_of(name))}) FROM STDIN") as copy:
                copy.write(lines)

    yield write
    for _, made in indexes:
        connection.execute(text(made))
    for table, name, made in constraints:
        connection.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}"))
    for name in ("pages", "captures", "documents", "readings"):
        counted = f"pg_get_serial_sequence('{name}', 'key')"
        connection.execute(text(f"SELECT setval({counted}, (SELECT max(key) FROM {name}))"))
    connection.commit()
