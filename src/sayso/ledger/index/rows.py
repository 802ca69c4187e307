"""The rows of statements, with their words and likenesses: made, made anew, removed.

In: a statement and the document it stands in. Out: rows of `statements`, `statement_words` and `likenesses` that
tell the same. The machine's `record` is written once and never changed. Rows go in by ascending key: then they fill the
pages of a table of SQLite, which else are left half empty, and its word index is written once a page, not once a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from sayso.ledger.index.counted import names_of
from sayso.ledger.index.likeness import sketch
from sayso.ledger.store.codec import pack, storable, unpack
from sayso.ledger.store.fulltext import add_words, statement_words
from sayso.ledger.store.schema import likenesses, statements
from sayso.records import Document, Statement

_LABELS = (
    "parent", "comment", "layer", "form", "source_kind", "naming", "entity", "affiliation", "origin",
    "act", "negated", "stance", "factuality", "confidence", "status",
)  # fmt: skip
_UNJUDGED: Mapping[str, Any] = {"judged": None, "judged_id": None, "judgement_key": None, "added": False}
_Texts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRow:
    """A statement to add; `judged` are the columns that people's judgements fill."""

    key: int
    reading_key: int
    statement: Statement
    judged: Mapping[str, Any] = field(default_factory=lambda: _UNJUDGED)


def add_rows(connection: Connection, document: Document, new: Sequence[NewRow]) -> None:
    """Add statements of one reading."""
    if not new:
        return
    new = sorted(new, key=lambda each: each.key)
    texts = [_texts(document, each.statement) for each in new]
    rows = [
        statement_columns(document, each.statement, said)
        | {"key": each.key, "id": each.statement.id, "reading_key": each.reading_key, "record": pack(each.statement)}
        | dict(each.judged)
        for each, said in zip(new, texts, strict=True)
    ]
    connection.execute(insert(statements), rows)
    _index(connection, {each.key: (each.statement, said) for each, said in zip(new, texts, strict=True)})


def replace_row(
    connection: Connection, key: int, document: Document, statement: Statement, judged: Mapping[str, Any]
) -> None:
    """Let the columns of a row, but for id and record, tell of a statement as it was judged."""
    texts = _texts(document, statement)
    columns = statement_columns(document, statement, texts) | dict(judged)
    this = select(statements.c.key).where(statements.c.key == key)
    _remove_likenesses(connection, this)
    connection.execute(delete(statement_words).where(statement_words.c.rowid == key))
    connection.execute(update(statements).where(statements.c.key == key).values(**columns))
    _index(connection, {key: (statement, texts)})


def remove_rows(connection: Connection, keys: Select[Any]) -> None:
    """Remove statements; `keys` selects theirs."""
    connection.execute(delete(statement_words).where(statement_words.c.rowid.in_(keys)))
    _remove_likenesses(connection, keys)
    connection.execute(delete(statements).where(statements.c.key.in_(keys)))


def add_likenesses(connection: Connection, keys: Select[Any]) -> None:
    """Make the likenesses of statements that lack them, for a ledger of an earlier version."""
    rows = _likenesses(_said(connection, keys))
    if rows:
        connection.execute(insert(likenesses), rows)


def content_of(texts: str) -> str:
    """Return the content that a row's `texts` tell."""
    return " ".join(unpack(texts, dict[str, tuple[str, ...]])["content"])


def statement_columns(document: Document, statement: Statement, texts: _Texts) -> dict[str, Any]:
    """Return what is searched, joined and counted of a statement."""
    labels = {name: getattr(statement, name) for name in _LABELS}
    clean = {name: storable(value) if isinstance(value, str) else value for name, value in labels.items()}
    return clean | names_of(clean, document.page_id) | {"denies": statement.denies, "texts": pack(texts)}


def _index(connection: Connection, said: Mapping[int, tuple[Statement, _Texts]]) -> None:
    words: list[dict[str, str | int]] = [
        {"rowid": key, **_words(statement, texts)} for key, (statement, texts) in said.items()
    ]
    add_words(connection, statement_words, words)
    rows = _likenesses({key: " ".join(texts["content"]) for key, (s, texts) in said.items() if s.layer == "article"})
    if rows:
        connection.execute(insert(likenesses), rows)


def _likenesses(contents: Mapping[int, str]) -> list[dict[str, int]]:
    """Return the rows that find contents alike, in the order of the table."""
    found = sorted((each, key) for key, words in contents.items() for each in sketch(words))
    return [{"hash": each, "statement_key": key} for each, key in found]


def _remove_likenesses(connection: Connection, keys: Select[Any]) -> None:
    this = (likenesses.c.hash == bindparam("h"), likenesses.c.statement_key == bindparam("k"))
    rows = [{"h": row["hash"], "k": row["statement_key"]} for row in _likenesses(_said(connection, keys))]
    if rows:
        connection.execute(delete(likenesses).where(*this), rows)


def _said(connection: Connection, keys: Select[Any]) -> dict[int, str]:
    """Return the contents of those that stand in articles, by the key of their statement."""
    chosen = select(statements.c.key, statements.c.texts).where(statements.c.key.in_(keys))
    rows = connection.execute(chosen.where(statements.c.layer == "article"))
    return {row.key: content_of(row.texts) for row in rows}


def _texts(document: Document, statement: Statement) -> dict[str, tuple[str, ...]]:
    parts = {"source": statement.source, "cue": statement.cue, "content": statement.content}
    return {name: tuple(map(document.quote, spans)) for name, spans in parts.items()}


def _words(statement: Statement, texts: _Texts) -> dict[str, str]:
    who = (*texts["source"], statement.entity, statement.affiliation)
    return {
        "source": " ".join(filter(None, who)),
        "content": " ".join(texts["content"]),
        "origin": statement.origin or "",
    }
