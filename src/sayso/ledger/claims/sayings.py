"""Mentions of equal words, one of which stands for all.

In: mentions that came and that went. Out: rows of `sayings`, and which of them have to be compared and grouped anew.
The mention with the smallest id stands for its saying, whichever page came first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from sayso.claims.linking.stands import worded_by
from sayso.ledger.claims.pairs import compare, drop
from sayso.ledger.claims.rows import Kept, batches, in_sayings, load, load_copies
from sayso.ledger.claims.sketches import draw
from sayso.ledger.store.claim_tables import mentions, sayings


@dataclass(slots=True, kw_only=True)
class Touched:
    """What changed: sayings that must be grouped anew, those that have more or fewer copies, claims to sum up.

    `reworded` are the claims whose words changed.
    """

    grouped: set[int] = field(default_factory=set)
    copied: set[int] = field(default_factory=set)
    claims: set[int] = field(default_factory=set)
    reworded: set[int] = field(default_factory=set)

    def add(self, other: Touched) -> None:
        """Take in what else changed."""
        self.grouped |= other.grouped
        self.copied |= other.copied
        self.claims |= other.claims
        self.reworded |= other.reworded


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    mention_key: int
    mention_id: str | None  # None where that mention went
    worded_key: int
    copies: int


def settle(
    connection: Connection,
    page_key: int,
    gone: Sequence[tuple[int, int]],
    come: Sequence[Kept],
    *,
    compared: bool = True,
) -> Touched:
    """Let sayings follow the mentions of a page that went (their keys and sayings) and those that came.

    They are compared with others, unless all are `compared` later.
    """
    wanted = {saying for _, saying in gone} | {kept.saying for kept in come}
    known = _known(connection, wanted)
    lost = Counter(saying for _, saying in gone)
    lost_keys = {key for key, _ in gone}
    by_saying: dict[int, list[Kept]] = defaultdict(list)
    for kept in come:
        by_saying[kept.saying].append(kept)
    worded = _worded(connection, known, by_saying, lost_keys)
    heads = _heads(connection, known, by_saying)
    touched, rows = Touched(), []
    promoted: dict[int, int] = {}
    for saying in wanted:
        old = known.get(saying)
        copies = (old.copies if old else 0) + len(by_saying[saying]) - lost[saying]
        if not copies:
            continue
        head = heads[saying]
        rows.append({"key": saying, "mention_key": head, "worded_key": worded[saying], "copies": copies})
        if old is None or old.mention_key != head:
            promoted[saying] = head
        if old is not None:
            touched.copied.add(saying)
    _write(connection, rows, known)
    empty = wanted - {row["key"] for row in rows}
    touched.grouped |= drop(connection, empty | (promoted.keys() & known.keys())) | promoted.keys()
    for some in batches(empty):
        connection.execute(delete(sayings).where(sayings.c.key.in_(some)))
    if compared and (gone or come):
        moved = {known[saying].mention_key for saying in promoted.keys() & known.keys()} | set(promoted.values())
        pages = _pages_of(connection, moved - {kept.key for kept in come}) | {page_key}
        compare(connection, draw(connection, pages), promoted.keys())
    return touched


def _pages_of(connection: Connection, wanted: Collection[int]) -> set[int]:
    """Return the pages on which some mentions stand."""
    chosen = select(mentions.c.page_key).distinct()
    return {
        page
        for some in batches(wanted)
        for page in connection.execute(chosen.where(mentions.c.key.in_(some))).scalars()
    }


def _known(connection: Connection, wanted: set[int]) -> dict[int, _Saying]:
    columns = (*(sayings.c[name] for name in ("key", "mention_key", "worded_key", "copies")), mentions.c.id)
    chosen = select(*columns).outerjoin(mentions, mentions.c.key == sayings.c.mention_key)
    return {
        row.key: _Saying(mention_key=row.mention_key, mention_id=row.id, worded_key=row.worded_key, copies=row.copies)
        for row in in_sayings(connection, chosen, wanted)
    }


def _heads(connection: Connection, known: Mapping[int, _Saying], come: Mapping[int, Sequence[Kept]]) -> dict[int, int]:
    """Return the mention that stands for each saying: the one with the smallest id."""
    ids = {saying: [(kept.told.mention.id, kept.key) for kept in some] for saying, some in come.items()}
    for saying, old in known.items():
        if old.mention_id is not None:
            ids.setdefault(saying, []).append((old.mention_id, old.mention_key))
    headless = {saying for saying, old in known.items() if old.mention_id is None}
    first = select(func.min(mentions.c.id).label("id")).group_by(mentions.c.saying)
    for some in batches(headless):
        least = first.where(mentions.c.saying.in_(some)).subquery()
        chosen = select(mentions.c.saying, mentions.c.id, mentions.c.key).join(least, least.c.id == mentions.c.id)
        for row in connection.execute(chosen):
            ids.setdefault(row.saying, []).append((row.id, row.key))
    return {saying: min(found)[1] for saying, found in ids.items() if found}


def _worded(
    connection: Connection, known: Mapping[int, _Saying], come: Mapping[int, Sequence[Kept]], lost: set[int]
) -> dict[int, int]:
    """Return the mention of each saying that would word a claim of it."""
    kept = {saying: old.worded_key for saying, old in known.items() if old.worded_key not in lost}
    copies: dict[int, list[Kept]] = defaultdict(list)
    for each in load_copies(connection, known.keys() - kept.keys()):
        copies[each.saying].append(each)
    before = load(connection, {key for saying, key in kept.items() if come.get(saying)})
    for saying, some in come.items():
        copies[saying] += some
        if saying in kept:
            copies[saying].append(before[kept[saying]])
    return kept | {saying: first_worded(some) for saying, some in copies.items() if some}


def first_worded(some: Sequence[Kept]) -> int:
    """Return the key of the mention that words what some mentions state."""
    if len(some) == 1:
        return some[0].key
    ordered = sorted(some, key=lambda kept: kept.told.mention.id)
    chosen = worded_by([kept.told for kept in ordered])
    return next(kept.key for kept in ordered if kept.told is chosen)


def _write(connection: Connection, rows: Sequence[dict[str, Any]], known: Mapping[int, _Saying]) -> None:
    new = [row for row in rows if row["key"] not in known]
    if new:
        connection.execute(insert(sayings), sorted(new, key=lambda row: row["key"]))
    names = ("mention_key", "worded_key", "copies")
    old = [{"this": row["key"], **{name: row[name] for name in names}} for row in rows if row["key"] in known]
    if old:
        connection.execute(update(sayings).where(sayings.c.key == bindparam("this")), old)
