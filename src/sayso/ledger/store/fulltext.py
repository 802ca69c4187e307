"""Full text, the one part that databases do each in their own way: FTS5 on SQLite, tsvector on PostgreSQL.

In: words by column. Out: conditions and rows that each database understands.

Both have a table of words for statements, one for documents, one for claims and one for events, whose `rowid` is the
key of what the words are of, of a claim its number. Both stem English words (`missile` finds `missiles`) and leave none
out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    TableClause,
    and_,
    bindparam,
    column,
    func,
    insert,
    literal_column,
    or_,
    table,
)

from sayso.ledger.store.folding import fold

statement_words = table("statement_words", *map(column, ("rowid", "source", "content", "origin")))
document_words = table("document_words", *map(column, ("rowid", "outlet", "title", "text", "comments")))
claim_words = table("claim_words", *map(column, ("rowid", "text")))
event_words = table("event_words", *map(column, ("rowid", "actor", "recipient", "place", "source", "text")))

Wanted = Mapping[tuple[str, ...], Sequence[str]]  # phrases that must all stand in one or another of the columns
_TSVECTOR_LENGTH = 250_000  # PostgreSQL refuses a tsvector over 1 MB: the rest of so long a text is not found there


def add_words(connection: Connection, words: TableClause, rows: Sequence[Mapping[str, str | int]]) -> None:
    """Index rows of a `rowid` and texts."""
    if rows:
        folded = [{name: fold(v) if isinstance(v, str) else v for name, v in row.items()} for row in rows]
        connection.execute(_insertion(connection, words), folded)


def holds(connection: Connection, words: TableClause, wanted: Wanted) -> ColumnElement[bool]:
    """Return the condition that the words of a row hold all that is wanted."""
    if connection.dialect.name == "sqlite":
        return literal_column(words.name).op("MATCH", is_comparison=True)(_match(wanted))
    return and_(*(_somewhere(words, columns, phrase) for columns, p in wanted.items() for phrase in p))


def _insertion(connection: Connection, words: TableClause) -> Insert:
    if connection.dialect.name == "sqlite":
        return insert(words)
    texts = [each.name for each in words.c if each.name != "rowid"]
    vectors = {name: func.to_tsvector("sayso", func.substr(bindparam(name), 1, _TSVECTOR_LENGTH)) for name in texts}
    return insert(words).values(rowid=bindparam("rowid"), **vectors)


def _match(wanted: Wanted) -> str:
    """Return an FTS5 expression: `{source content} : ("minister" AND "never sent")`."""
    parts = []
    for columns, phrases in wanted.items():
        quoted = " AND ".join(f'"{phrase}"' for phrase in phrases)  # folded: there is no quote inside to escape
        parts.append(f"({{{' '.join(columns)}}} : ({quoted}))")
    return " AND ".join(parts)


def _somewhere(words: TableClause, columns: tuple[str, ...], phrase: str) -> ColumnElement[bool]:
    query = func.phraseto_tsquery("sayso", phrase)
    return or_(*(words.c[name].op("@@", is_comparison=True)(query) for name in columns))
