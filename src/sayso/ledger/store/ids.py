"""Find what an id, or the unique beginning of one, stands for.

In: `page_…`, `doc_…`, `read_…`, `st_…`, `judg_…`, `alias_…`, `claim_…` or `ev_…` with at least one digit. Out:
the key of a reading, a page, a judgement, an alias, a claim or an event. Raises UnknownId with a line that lists the
candidates where a beginning is not unique.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, or_, select

from sayso.errors import UnknownId
from sayso.ledger.store.claim_tables import claims, former_claims
from sayso.ledger.store.event_tables import events
from sayso.ledger.store.schema import aliases, current_readings, documents, judgements, pages, readings, statements

_TABLES: dict[str, Table] = {"page": pages, "doc": documents, "read": readings, "st": statements}
_COLUMNS: dict[str, tuple[Column[str], ...]] = {kind: (table.c.id,) for kind, table in _TABLES.items()} | {
    "st": (statements.c.id, statements.c.judged_id)
}
_ID = re.compile(r"(page|doc|read|st)_[0-9a-f]{1,16}")
_JUDGEMENT = re.compile(r"judg_[0-9a-f]{1,16}")
_ALIAS = re.compile(r"alias_[0-9a-f]{1,16}")
_CLAIM = re.compile(r"claim_[0-9a-f]{1,16}")
_EVENT = re.compile(r"ev_[0-9a-f]{1,16}")
_SHOWN = 5


def find_reading(connection: Connection, given: str) -> int:
    """Return the key of the reading an id means: the current one that holds it, else the newest that does."""
    kind, found = _resolve(connection, given)
    chosen = connection.execute(_holding(kind, found)).scalar()
    if chosen is not None:
        return int(chosen)
    when = connection.execute(select(pages.c.forgotten_at).where(pages.c.id == found)).scalar()
    raise UnknownId(f"{found} was forgotten on {str(when)[:10]}; only its hash is left.")


def find_page(connection: Connection, given: str) -> int:
    """Return the key of the page an id means, forgotten or not."""
    if not given.startswith("page_"):
        raise UnknownId(f"{given!r} is no page: its id begins with page_ (`sayso show ID` tells it).")
    _, found = _resolve(connection, given)
    return int(connection.execute(select(pages.c.key).where(pages.c.id == found)).scalar_one())


def find_judgement(connection: Connection, given: str) -> int:
    """Return the key of the judgement an id means."""
    if not _JUDGEMENT.fullmatch(given):
        raise UnknownId(f"{given[:60]!r} is no judgement: its id begins with judg_ (`sayso judge` tells it).")
    found = _only(connection, given, (judgements.c.id,))
    return int(connection.execute(select(judgements.c.key).where(judgements.c.id == found)).scalar_one())


def find_alias(connection: Connection, given: str) -> int:
    """Return the key of the alias an id means."""
    if not _ALIAS.fullmatch(given):
        raise UnknownId(f"{given[:60]!r} is no alias: its id begins with alias_ (`sayso aliases list` tells it).")
    found = _only(connection, given, (aliases.c.id,))
    return int(connection.execute(select(aliases.c.key).where(aliases.c.id == found)).scalar_one())


def find_claim(connection: Connection, given: str) -> int:
    """Return the key of the claim an id means, or led to when claims became one."""
    if not _CLAIM.fullmatch(given):
        raise UnknownId(f"{given[:60]!r} is no claim: its id begins with claim_.")
    found = _only(connection, given, (claims.c.id, former_claims.c.id))
    key = connection.execute(select(claims.c.key).where(claims.c.id == found)).scalar()
    if key is None:
        key = connection.execute(select(former_claims.c.claim_key).where(former_claims.c.id == found)).scalar_one()
    return int(key)


def find_event(connection: Connection, given: str) -> int:
    """Return the key of the event of a current reading that an id means."""
    if not _EVENT.fullmatch(given):
        raise UnknownId(f"{given[:60]!r} is no event: its id begins with ev_ (`sayso events` tells it).")
    found = _only(connection, given, (events.c.id,))
    newest = select(events.c.key).where(events.c.id == found).order_by(events.c.key.desc()).limit(1)
    return int(connection.execute(newest).scalar_one())


def _resolve(connection: Connection, given: str) -> tuple[str, str]:
    match = _ID.fullmatch(given)
    if not match:
        raise UnknownId(f"{given!r} is no id: ids begin with page_, doc_, read_ or st_, then digits 0-9 and a-f.")
    return match[1], _only(connection, given, _COLUMNS[match[1]])


def _only(connection: Connection, given: str, columns: Iterable[Column[str]]) -> str:
    """Return the one id in these columns that begins so."""
    found: list[str] = []
    for column in columns:
        # digits end before g in every collation, so that the index serves on every database
        alike = select(column).where(column >= given, column < given + "g").distinct().order_by(column)
        found.extend(connection.execute(alike.limit(_SHOWN + 1)).scalars())
    found = sorted(set(found))
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownId(
            f"Nothing in the ledger bears the id {given}: `sayso search` and `sayso status` tell what does."
        )
    more = " and more" if len(found) > _SHOWN else ""
    raise UnknownId(f"{given} begins several ids: {', '.join(found[:_SHOWN])}{more}: give more digits.")


def _holding(kind: str, found: str) -> Select[int]:
    source = readings.outerjoin(current_readings, current_readings.c.reading_key == readings.c.key)
    if kind == "page":
        source = source.join(pages, pages.c.key == readings.c.page_key)
    if kind == "doc":
        source = source.join(documents, documents.c.key == readings.c.document_key)
    if kind == "st":
        source = source.join(statements, statements.c.reading_key == readings.c.key)
    newest = (current_readings.c.reading_key.is_(None), readings.c.key.desc())
    return select(readings.c.key).select_from(source).where(_is(kind, found)).order_by(*newest).limit(1)


def find_statement(connection: Connection, given: str) -> int:
    """Return the key of the statement an id means: in a current reading, else in the newest that has it."""
    if not given.startswith("st_"):
        raise UnknownId(f"{given!r} is no statement: its id begins with st_ (`sayso search` tells it).")
    _, found = _resolve(connection, given)
    reading_key = connection.execute(_holding("st", found)).scalar()
    held = select(statements.c.key).where(_is("st", found), statements.c.reading_key == reading_key)
    return int(connection.execute(held.order_by(statements.c.key.desc()).limit(1)).scalar_one())


def _is(kind: str, found: str) -> ColumnElement[bool]:
    return or_(*(column == found for column in _COLUMNS[kind]))
