"""List claims, and tell which claims given statements state.

In: a query, ids of statements. Out: entries, the claim that came to be shown last first, each with its cursor. A claim
is shown that is stated on two pages or by two holders, is denied or contradicted, or that a person named or confirmed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from sayso.ledger.answers import ClaimEntry, ClaimQuery, DroppedName, StatedClaim
from sayso.ledger.ask.cursors import make_cursor, read_cursor
from sayso.ledger.index.counted import name_key
from sayso.ledger.store.claim_tables import claims, members, mentions
from sayso.ledger.store.codec import unpack
from sayso.ledger.store.folding import find_phrases
from sayso.ledger.store.fulltext import Wanted, claim_words, holds
from sayso.ledger.store.ids import find_page
from sayso.ledger.store.schema import current_readings, statements
from sayso.records import Mention

_LIST = "c"
_HOLDERS = 50  # names that are told of each side of a claim
_BATCH = 500


def list_claims(connection: Connection, query: ClaimQuery) -> Iterator[ClaimEntry]:
    """Yield the claims that a query asks for. Raises UnknownId for a page, BadCursor."""
    chosen = select(claims).where(claims.c.number.is_not(None), *_asked(connection, query))
    below = int(read_cursor(_LIST, query.after, (int,))[0]) if query.after is not None else None
    if below is not None:
        chosen = chosen.where(claims.c.number < below)
    if query.words is not None:
        phrases = find_phrases(query.words)
        if not phrases:
            return
        chosen = _worded(connection, chosen, phrases, below)
    else:
        chosen = chosen.order_by(claims.c.number.desc())
    for row in connection.execute(chosen.limit(query.limit)):
        yield make_entry(row)


def claims_of(connection: Connection, given: Collection[str]) -> dict[str, tuple[StatedClaim, ...]]:
    """Return the claims that statements of current readings state, by the ids given."""
    names = _machine_ids(connection, given)
    found: dict[str, list[StatedClaim]] = defaultdict(list)
    stated = (
        select(claims, mentions.c.statement, members.c.stand.label("stood"), members.c.holder)
        .join(members, members.c.claim_key == claims.c.key)
        .join(mentions, mentions.c.key == members.c.mention_key)
        .where(claims.c.number.is_not(None), claims.c.status != "rejected")
        .order_by(mentions.c.start, claims.c.key)
    )
    rows = [row for some in _parts(names) for row in connection.execute(stated.where(mentions.c.statement.in_(some)))]
    sides = _sides(connection, {row.key for row in rows})
    for row in rows:
        asserting, denying = (
            tuple(holder for holder in sides[row.key, stand] if holder != row.holder)[:_HOLDERS]
            for stand in ("asserts", "denies")
        )
        told = StatedClaim(claim=make_entry(row), stand=row.stood, asserted_by=asserting, denied_by=denying)
        for name in names[row.statement]:
            found[name].append(told)
    return {name: tuple(told) for name, told in found.items()}


def names_dropped(connection: Connection, page_key: int) -> list[DroppedName]:
    """Return what the current reading of a page asserts in its own voice and other pages attribute to somebody.

    Where the page attributes it elsewhere, nothing was dropped.
    """
    stated = (
        select(claims, members.c.voiced, mentions.c.record)
        .join(members, members.c.claim_key == claims.c.key)
        .join(mentions, mentions.c.key == members.c.mention_key)
        .where(members.c.page_key == page_key, members.c.stand == "asserts")
        .where(claims.c.number.is_not(None), claims.c.status != "rejected")
        .order_by(mentions.c.start, claims.c.key)
    )
    rows = connection.execute(stated).all()
    told = {row.key for row in rows if row.voiced}
    own = [row for row in rows if row.key not in told]
    sides = _sides(connection, {row.key for row in own}, voiced=True)
    return [
        DroppedName(
            claim=make_entry(row),
            content=unpack(row.record, Mention).content,
            attributed_to=tuple(sides[row.key, "asserts"][:_HOLDERS]),
        )
        for row in own
        if sides[row.key, "asserts"]
    ]


def make_entry(row: Row[Any]) -> ClaimEntry:
    """Return the entry of a row of `claims`."""
    return ClaimEntry(
        id=row.id,
        text=row.text,
        title=row.title,
        status=row.status,
        mentions=row.mentions,
        pages=row.pages,
        holders=row.holders,
        independent=row.independent,
        unknown=row.unknown,
        contested=row.contested,
        first=row.first_day,
        last=row.last_day,
        cursor=make_cursor(_LIST, row.number) if row.number is not None else "",
    )


def _asked(connection: Connection, query: ClaimQuery) -> Iterator[ColumnElement[bool]]:
    yield claims.c.status == query.status if query.status is not None else claims.c.status != "rejected"
    if query.contested is not None:
        yield claims.c.contested.is_(query.contested)
    if query.origins is not None:
        yield claims.c.independent >= query.origins
    if query.since is not None:
        yield claims.c.last_day >= query.since
    if query.page_id is not None:
        page_key = find_page(connection, query.page_id)
        yield claims.c.key.in_(select(members.c.claim_key).where(members.c.page_key == page_key))
    if query.holder is not None:
        named = select(members.c.claim_key).where(members.c.holder_key == (name_key(query.holder) or ""))
        yield claims.c.key.in_(named)


def _worded(connection: Connection, chosen: Select[Any], phrases: Sequence[str], below: int | None) -> Select[Any]:
    wanted: Wanted = {("text",): phrases}
    if connection.dialect.name == "sqlite":  # FTS5 leads: it gives rows by falling number as they are asked for
        number = func.coalesce(claim_words.c.rowid, claim_words.c.rowid)
        chosen = chosen.where(holds(connection, claim_words, wanted), claims.c.number == number)
        if below is not None:
            chosen = chosen.where(claim_words.c.rowid < below)
        return chosen.order_by(claim_words.c.rowid.desc())
    found = select(claim_words.c.rowid).where(holds(connection, claim_words, wanted))
    return chosen.where(claims.c.number.in_(found)).order_by(claims.c.number.desc())


def _machine_ids(connection: Connection, given: Collection[str]) -> Mapping[str, list[str]]:
    """Return the ids given by those that the machine gave the same statements."""
    found: dict[str, list[str]] = defaultdict(list)
    current = statements.join(current_readings, current_readings.c.reading_key == statements.c.reading_key)
    for some in _parts(given):
        same = or_(statements.c.id.in_(some), statements.c.judged_id.in_(some))
        chosen = select(statements.c.id, statements.c.judged_id).select_from(current).where(same)
        for row in connection.execute(chosen):
            found[row.id] += [name for name in {row.id, row.judged_id} if name in set(some)]
    return found


def _sides(
    connection: Connection, wanted: Collection[int], *, voiced: bool = False
) -> dict[tuple[int, str], list[str]]:
    """Return who asserts and who denies claims, in the order of the alphabet; `voiced` leaves out own voice."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    sides = select(members.c.claim_key, members.c.stand, members.c.holder).distinct()
    if voiced:
        sides = sides.where(members.c.voiced)
    for some in _parts(wanted):
        stood = sides.where(members.c.claim_key.in_(some), members.c.stand.in_(("asserts", "denies")))
        for row in connection.execute(stood.order_by(members.c.holder)):
            found[row.claim_key, row.stand].append(row.holder)
    return found


def _parts(values: Collection[Any]) -> Iterator[list[Any]]:
    every = sorted(values)
    for at in range(0, len(every), _BATCH):
        yield every[at : at + _BATCH]
