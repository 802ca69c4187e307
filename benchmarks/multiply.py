"""Multiply a ledger inside its database, to measure with millions of statements.

usage: python -m benchmarks.multiply LEDGER --copies N      (a ledger that benchmarks.make_ledger wrote, say)

Each copy of the pages has keys, ids, addresses and days of its own: the days go back by ten years at most. Sources that
say little, and half of the words that few statements hold, are others in each copy (`bridge`, `bridge00001f`), so that
names and words grow as they do in an archive; great sources and common words grow with the ledger. In one copy of ten
contents have their like in others. Columns, words and indexes are as if the pages had been read; the records within are
those of the page that was copied: ask such a ledger, do not judge in it. A ledger is multiplied once.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from zlib import crc32

from sqlalchemy import Connection, Engine, text

from benchmarks.bulk import _WORDS, TABLES, _bulk_postgres, _bulk_sqlite, columns_of
from benchmarks.make_ledger import _look_at
from sayso.ledger import open_ledger
from sayso.ledger.store.connections import PLAIN
from sayso.ledger.store.schema import UNKNOWN_DAY, metadata

MARK = "\ue000"  # where the number of the copy goes; no folded word and no id holds it
_CODE = 6  # hex digits of a copy's number, in the place of an id's last ones
_GREAT = 10  # of a hundred sources: those that are the same in all copies
_COMMON = 0.005  # of all statements: words that as many hold are the same in all copies
_DAYS = 3_650  # that the copies' days are spread over
_PLACE = {"key", "page_key", "reading_key", "capture_key", "document_key"}
_OWN = {"id", "digest", "identity", "parent"}
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How far the keys of a copy stand from those of the one before, and how many statements one has."""

    step: int
    statements: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", help="the file, or a database URL; it grows")
    parser.add_argument("--copies", type=int, default=9, help="that are added to the pages that are there")
    arguments = parser.parse_args()
    started, worked = time.perf_counter(), time.process_time()
    made = multiply(arguments.ledger, arguments.copies)
    took, work = time.perf_counter() - started, time.process_time() - worked
    rate = f"{made / took:,.0f} a second, {work / made * 1e6:.0f} µs of work for each in this process"
    print(f"{made:,} statements more in {arguments.ledger}, {took:.0f} s: {rate}")


def multiply(target: str, copies: int) -> int:
    """Add copies of all pages of a ledger; return how many statements that made."""
    with open_ledger(target, create=False) as ledger:
        engine: Engine = ledger._engine
        alone = engine.execution_options(**PLAIN) if engine.dialect.name == "sqlite" else engine
        with alone.connect() as connection:
            size = _size(connection)
            with _unindexed(connection):
                _number(connection, copies)
                for name in TABLES:
                    _copy(connection, name, size)
                _grow_sources(connection)
            connection.commit()
        _look_at(engine)
    return size.statements * copies


def _size(connection: Connection) -> Size:
    highest = (f"(SELECT max(key) FROM {name})" for name in ("pages", "captures", "documents", "readings"))
    step = max(connection.execute(text(f"SELECT {', '.join(highest)}")).one()) + 1
    return Size(step=step, statements=connection.execute(text("SELECT count(*) FROM statements")).scalar_one())


@contextmanager
def _unindexed(connection: Connection) -> Iterator[None]:
    """Let rows come in without indexes, which are made at the end, in one transaction."""
    with (_bulk_sqlite if _is_file(connection) else _bulk_postgres)(connection):
        yield


def _is_file(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _number(connection: Connection, copies: int) -> None:
    """Make the tables of the copies' numbers and of the sources that all copies share."""
    for made in (
        "CREATE TEMP TABLE copies (number INTEGER, code TEXT, days INTEGER)",
        f"CREATE TEMP TABLE great AS SELECT id FROM sources ORDER BY statements DESC, id"
        f" LIMIT (SELECT count(*) * {_GREAT} / 100 FROM sources)",
        "CREATE INDEX great_ids ON great (id)",
    ):
        connection.exec_driver_sql(made)
    rows = [{"n": each, "c": f"{each:0{_CODE}x}", "d": each * 37 % _DAYS} for each in range(1, copies + 1)]
    connection.execute(text("INSERT INTO copies VALUES (:n, :c, :d)"), rows)


def _copy(connection: Connection, name: str, size: Size) -> None:
    """Add the rows of all copies to one table."""
    if name in _WORDS:
        _mark_words(connection, name)
        stage, shift = f"marked_{name}", size.step << 24 if name == "statement_words" else size.step
        vector = "" if _is_file(connection) else "::tsvector"
        told = [f"s.rowid + c.number * CAST({shift} AS BIGINT)"]
        told += [f"replace(s.{each}, '{MARK}', c.code){vector}" for each in columns_of(name)[1:]]
    else:
        stage = f"marked_{name}"
        connection.exec_driver_sql(f"CREATE TEMP TABLE {stage} AS SELECT {_marked(name)} FROM {name}")
        told = [_told(connection, name, each, size) for each in columns_of(name)]
    into = "staged" if name == "likenesses" and _is_file(connection) else name
    order = " ORDER BY 1, 2" if name in ("source_pages", "likenesses") and into == name else ""
    asked = f"SELECT {', '.join(told)} FROM copies c CROSS JOIN {stage} s{order}"
    connection.execute(text(f"INSERT INTO {into} ({', '.join(columns_of(name))}) {asked}"))
    connection.exec_driver_sql(f"DROP TABLE {stage}")


def _marked(name: str) -> str:
    """Return the columns of a table with the mark where a copy has its own."""

    def column(each: str) -> str:
        if each in _OWN:
            return f"substr({each}, 1, length({each}) - {_CODE}) || '{MARK}' AS {each}"
        if each == "location":
            return f"{each} || '?{MARK}' AS {each}"
        if each == "source_id" and name in ("statements", "source_pages", "sources", "source_tallies"):
            return _unless_great("source_id", f"substr(source_id, 1, length(source_id) - {_CODE}) || '{MARK}'")
        if each in ("entity", "entity_key") or (name == "source_pages" and each == "name"):
            return _unless_great(each, f"{each} || ' {MARK}'")
        return each

    return ", ".join(map(column, columns_of(name)))


def _unless_great(column: str, marked: str) -> str:
    alone = "source_id IS NULL OR source_id IN (SELECT id FROM great)"
    return f"CASE WHEN {alone} THEN {column} ELSE {marked} END AS {column}"


def _told(connection: Connection, name: str, column: str, size: Size) -> str:
    """Return what a column of a copy holds."""
    this = f"s.{column}"
    if name in ("statements", "likenesses") and column in ("key", "statement_key"):
        return f"{this} + c.number * CAST({size.step << 24} AS BIGINT)"
    if column in _PLACE:
        return f"{this} + c.number * {size.step}"
    if column == "hash":
        moved = f"({this} + c.number * CAST(829349951 AS BIGINT)) % 2147483648"
        return f"CAST(CASE WHEN c.number % 10 = 0 THEN {this} ELSE {moved} END AS INTEGER)"
    if column == "day":
        return f"CASE WHEN {this} < {UNKNOWN_DAY} THEN {this} - c.days ELSE {this} END"
    if column in ("published_on", "published"):
        day = "date(s.published_on, '-' || c.days || ' days')" if _is_file(connection) else "(s.published_on - c.days)"
        return day if column == "published_on" else f"coalesce(CAST({day} AS TEXT) || substr({this}, 11), {this})"
    kind = metadata.tables[name].columns[column].type.python_type
    marked = column in _OWN | {"location", "source_id", "entity", "entity_key"} or (name, column) == (
        "source_pages",
        "name",
    )
    return f"replace({this}, '{MARK}', c.code)" if marked and kind is str else this


def _mark_words(connection: Connection, name: str) -> None:
    """Make a table of the words of all rows, with the mark behind those that each copy has for itself."""
    columns = columns_of(name)[1:]
    cast = "" if _is_file(connection) else "::text"
    chosen = text(f"SELECT rowid, {', '.join(f'{each}{cast} AS {each}' for each in columns)} FROM {name}")
    rows = [dict(row) for row in connection.execute(chosen).mappings()]
    pattern = _WORD if _is_file(connection) else re.compile(r"'([^']+)'")
    counted = Counter(word for row in rows for word in {w for each in columns for w in pattern.findall(row[each])})
    common = _COMMON * len(rows) if name == "statement_words" else _COMMON * 25 * len(rows)
    own = {word for word, count in counted.items() if count <= common and crc32(word.encode()) % 2}
    made = ", ".join(f"{each} TEXT" for each in columns)
    connection.exec_driver_sql(f"CREATE TEMP TABLE marked_{name} (rowid BIGINT, {made})")
    marked = [{each: _mark(value, own, pattern) for each, value in row.items()} for row in rows]
    places = ", ".join(f":{each}" for each in ("rowid", *columns))
    connection.execute(text(f"INSERT INTO marked_{name} VALUES ({places})"), marked)


def _mark(value: str | int, own: set[str], pattern: re.Pattern[str]) -> str | int:
    if isinstance(value, int):
        return value

    def marked(found: re.Match[str]) -> str:
        word = found[1] if pattern.groups else found[0]
        return found[0].replace(word, word + MARK) if word in own else found[0]

    return pattern.sub(marked, value)


def _grow_sources(connection: Connection) -> None:
    """Add the sources that are each copy's own, and let those of all copies say as much more."""
    own = "id NOT IN (SELECT id FROM great)"
    new: Mapping[str, str] = {
        "id": f"substr(s.id, 1, length(s.id) - {_CODE}) || c.code",
        "name": "s.name || ' ' || c.code",
        "folded": "s.folded || ' ' || c.code",
        "first_day": "s.first_day - c.days",
        "last_day": "s.last_day - c.days",
    }
    columns = columns_of("sources")
    told = ", ".join(new.get(each, f"s.{each}") for each in columns)
    tallied = (
        f"substr(s.source_id, 1, length(s.source_id) - {_CODE}) || c.code, s.field,"
        " CASE WHEN s.field = 'name' THEN s.value || ' ' || c.code ELSE s.value END, s.statements"
    )
    more = "(SELECT count(*) + 1 FROM copies)"
    earlier = "(SELECT max(days) FROM copies)"
    for change in (
        f"INSERT INTO sources ({', '.join(columns)}) SELECT {told} FROM copies c CROSS JOIN sources s WHERE s.{own}",
        "INSERT INTO source_tallies (source_id, field, value, statements)"
        f" SELECT {tallied} FROM copies c CROSS JOIN source_tallies s WHERE s.source_{own}",
        f"UPDATE source_tallies SET statements = statements * {more} WHERE source_id IN (SELECT id FROM great)",
        f"UPDATE sources SET statements = statements * {more}, pages = pages * {more}, denies = denies * {more},"
        f" first_day = first_day - {earlier} WHERE id IN (SELECT id FROM great)",
    ):
        connection.exec_driver_sql(change)


if __name__ == "__main__":
    main()
