"""The table of aliases that the user owns: which names are one.

In: corrections of names, tables of aliases, the id of an alias. Out: rows of `aliases`, entries of a list, lines of a
table. It changes no statement by itself: it is offered, and goes into the lexicon as `aliases.tsv`.

A correction from one name to another feeds it where the two are spellings of one, or where the words of the page
call the speaker by the first: who is corrected from "he" to somebody else was mistaken for another, and has no alias.
Judging the statement again takes back what its judgements fed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from sayso.errors import BadAliases
from sayso.labels import SOURCE_KINDS
from sayso.ledger.answers import AliasEntry
from sayso.ledger.ask.cursors import make_cursor, read_cursor
from sayso.ledger.ask.search import shown
from sayso.ledger.index.counted import name_key
from sayso.ledger.judge.apply import Renaming
from sayso.ledger.reach.spellings import are_variants, calls
from sayso.ledger.store.codec import storable
from sayso.ledger.store.ids import find_alias
from sayso.ledger.store.schema import aliases, current_readings, statements
from sayso.records import Judgement, make_id

COLUMNS = ("alias", "name", "kind", "source")  # of the lexicon's aliases.tsv
LONGEST = 300  # characters of a name in a table
_Row = Row[*tuple[Any, ...]]


def is_alias(words: str, was: str | None, now: str | None) -> bool:
    """Tell whether a correction says that two names are one, and not that somebody else was meant."""
    if not was or not now or name_key(was) == name_key(now):
        return False
    return calls(words, was) or are_variants(was, now)


def feed(connection: Connection, judgement: Judgement, renaming: Renaming, words: str) -> None:
    """Keep the alias that a correction says, in place of those that earlier ones of the same statement said."""
    earlier = [each.id for each in renaming.judged.judgements]
    connection.execute(delete(aliases).where(aliases.c.judgement_id.in_(earlier)))
    machine = renaming.judged.machine
    was = machine.entity if machine and machine.entity else renaming.before.entity
    now = renaming.now
    if was and now.entity and is_alias(words, was, now.entity):
        row = _named(was, now.entity, now.source_kind or "")
        _put(connection, row | {"by": judgement.by, "at": judgement.at, "judgement_id": judgement.id, "source": ""})


def list_aliases(connection: Connection, *, after: str | None, limit: int | None) -> Iterator[AliasEntry]:
    """Yield the aliases, the newest first."""
    chosen = select(aliases, _waiting().label("statements"))
    if after is not None:
        chosen = chosen.where(aliases.c.key < read_cursor("n", after, (int,))[0])
    for row in connection.execute(chosen.order_by(aliases.c.key.desc()).limit(limit)):
        yield _entry(row)


def find_entry(connection: Connection, given: str) -> AliasEntry:
    """Return one alias by its id. Raises UnknownId."""
    chosen = select(aliases, _waiting().label("statements")).where(aliases.c.key == find_alias(connection, given))
    return _entry(connection.execute(chosen).one())


def remove_alias(connection: Connection, given: str) -> AliasEntry:
    """Take an alias out of the table and return what it was. Raises UnknownId."""
    entry = find_entry(connection, given)
    connection.execute(delete(aliases).where(aliases.c.id == entry.id))
    return entry


def write_table(entries: Iterable[AliasEntry]) -> Iterator[str]:
    """Yield the lines of `aliases.tsv`, with their ends; of two rows for one alias the lexicon takes the later."""
    yield "\t".join(COLUMNS) + "\n"
    for each in entries:
        ground = f"corrected by hand on {each.at.date().isoformat()}, {each.judgement_id}"
        cells = (each.alias, each.name, each.kind, ground if each.judgement_id else each.source)
        line = "\t".join(" ".join(cell.split()) for cell in cells)
        if not line.startswith("#"):  # it would be a remark
            yield f"{line}\n"


def read_table(text: str) -> list[dict[str, str]]:
    """Return the rows of a table of aliases. Raises BadAliases, which names the line."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line and line[0] != "#"]
    if not lines or tuple(lines[0][1].split("\t")) != COLUMNS:
        raise BadAliases(f"This is no table of aliases: its heading is {' '.join(COLUMNS)}, split by tabs.")
    rows = []
    for number, line in lines[1:]:
        cells = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
        if len(cells) > len(COLUMNS):
            raise BadAliases(f"Line {number} has {len(cells)} columns, and there are {len(COLUMNS)}.")
        row = dict(zip(COLUMNS, [" ".join(cell.split()) for cell in cells] + [""] * len(COLUMNS), strict=False))
        _check(number, row)
        rows.append(row)
    return rows


def bring_in(connection: Connection, rows: Iterable[Mapping[str, str]], *, by: str, at: datetime) -> int:
    """Keep the rows of a table that are not kept yet, and return how many were new."""
    new = 0
    for row in rows:
        named = _named(row["alias"], row["name"], row["kind"])
        known = connection.execute(select(aliases.c.key).where(aliases.c.id == named["id"])).scalar()
        if known is None:
            _put(connection, named | {"by": by, "at": at, "judgement_id": None, "source": row["source"]})
            new += 1
    return new


def _check(number: int, row: Mapping[str, str]) -> None:
    if not row["alias"] or not row["name"]:
        raise BadAliases(f"Line {number}: an alias needs both names, `alias` and `name`.")
    if name_key(row["alias"]) == name_key(row["name"]):
        raise BadAliases(f"Line {number}: {row['alias'][:60]!r} is the name itself: an alias is another.")
    if max(len(row["alias"]), len(row["name"]), len(row["source"])) > LONGEST:
        raise BadAliases(f"Line {number}: a name has at most {LONGEST} characters.")
    if row["kind"] and row["kind"] not in SOURCE_KINDS:
        raise BadAliases(f"Line {number}: {row['kind'][:40]!r} is no kind: give one of {', '.join(SOURCE_KINDS)}.")


def _named(alias: str, name: str, kind: str) -> dict[str, Any]:
    key = name_key(alias) or ""
    named = {"id": make_id("alias", key, name_key(name)), "alias": alias, "alias_key": key, "name": name, "kind": kind}
    return {column: storable(value) for column, value in named.items()}


def _put(connection: Connection, row: Mapping[str, Any]) -> None:
    """Keep an alias; of two judgements that say the same the newer stands."""
    connection.execute(delete(aliases).where(aliases.c.id == row["id"]))  # so that it is the newest of the list
    when = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    values = dict(row) | {"at": when, "by": storable(row["by"]), "source": storable(row["source"])}
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    adding = dialect.insert(aliases).values(values)  # somebody else may say the same at this moment
    connection.execute(adding.on_conflict_do_update(index_elements=[aliases.c.id], set_=values))


def _waiting() -> Any:
    """Return how many statements bear an alias that nobody judged."""
    chosen = select(func.count()).select_from(
        statements.join(current_readings, current_readings.c.reading_key == statements.c.reading_key)
    )
    bearing = (statements.c.entity_key == aliases.c.alias_key, statements.c.judgement_key.is_(None))
    return chosen.where(*bearing, *shown()).correlate(aliases).scalar_subquery()


def _entry(row: _Row) -> AliasEntry:
    return AliasEntry(
        id=row.id,
        alias=row.alias,
        name=row.name,
        kind=row.kind,
        by=row.by,
        at=datetime.fromisoformat(row.at),
        judgement_id=row.judgement_id,
        source=row.source,
        statements=row.statements,
        cursor=make_cursor("n", row.key),
    )
