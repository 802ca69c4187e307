"""What lies between claims, and whose line changes: computed for claims that changed, and those next to them.

In: claims that were grouped anew. Out: rows of `claim_relations` and `claim_changes`. Claims are held against each
other where a pair of their sayings was worth keeping, and only where both tell numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select

from sayso.claims.linking.changes import changes
from sayso.claims.linking.relations import relations
from sayso.ledger.claims.pairs import paired_with
from sayso.ledger.claims.rows import Kept, batches, in_sayings, load, load_sayings, order
from sayso.ledger.store.claim_tables import claim_changes, claim_relations, members, mentions, sayings
from sayso.records import Claim, ClaimRelation, Stand, Stated

_MOST = 200  # members of one holder that are looked through for a change
Between = tuple[int, int]


def relate(connection: Connection, changed: Collection[int]) -> set[int]:
    """Write the relations of some claims anew; return those whose relations changed."""
    touched = _forget_relations(connection, changed)
    mine = _sayings(connection, changed)
    owner = {saying: claim for claim, some in mine.items() for saying in some}
    met = paired_with(connection, _telling(connection, owner), least=0.0)
    owner |= _owners(connection, {other for _, other in met} - owner.keys())
    between = [(one, other) for one, other in met if other in owner and owner[one] != owner[other]]
    telling = set(_telling(connection, {other for _, other in between}))
    pairs = {
        (min(owner[one], owner[other]), max(owner[one], owner[other])) for one, other in between if other in telling
    }
    held = _sayings(connection, {claim for pair in pairs for claim in pair})
    kept = load_sayings(connection, [saying for some in held.values() for saying in some], vectors=True)
    told = {claim: sorted((kept[saying].told for saying in some), key=order) for claim, some in held.items()}
    rows: list[dict[str, Any]] = []
    for pair in sorted(pairs):
        one, other = sorted(pair, key=lambda claim: order(told[claim][0]))
        stated = [(Claim(id=str(claim), text="", stated=()), told[claim]) for claim in (one, other)]
        rows += [
            {"a_key": int(each.a), "b_key": int(each.b), "kind": each.kind, "on": each.on} for each in relations(stated)
        ]
    if rows:
        connection.execute(insert(claim_relations), rows)
    return touched | {row[name] for row in rows for name in ("a_key", "b_key")}


def note_changes(connection: Connection, changed: Collection[int]) -> None:
    """Write anew whose line changes within some claims, or between one of them and one that contradicts it."""
    for some in batches(changed):
        there = or_(claim_changes.c.before_key.in_(some), claim_changes.c.after_key.in_(some))
        connection.execute(delete(claim_changes).where(there))
    contradicting = _contradicting(connection, changed)
    wanted = _both(connection, changed)
    for pair, holders in _in_both(connection, contradicting).items():
        for claim in pair:
            wanted[claim] |= holders
    stated = _stated(connection, wanted)
    made = [Claim(id=str(claim), text="", stated=tuple(some)) for claim, some in sorted(stated.items())]
    known = set(stated)
    lies = [
        ClaimRelation(a=str(a), b=str(b), kind="contradicts", on="")
        for a, b in sorted(contradicting)
        if {a, b} <= known
    ]
    rows = {
        (int(each.before), int(each.after), each.holder): {
            "before_key": int(each.before),
            "after_key": int(each.after),
            "holder": each.holder,
            "page": each.page,
            "known": each.known,
        }
        for each in changes(made, lies)
        if {int(each.before), int(each.after)} & set(changed)
    }
    if rows:
        connection.execute(insert(claim_changes), list(rows.values()))


def _forget_relations(connection: Connection, changed: Collection[int]) -> set[int]:
    touched: set[int] = set()
    for some in batches(changed):
        there = or_(claim_relations.c.a_key.in_(some), claim_relations.c.b_key.in_(some))
        for row in connection.execute(select(claim_relations.c.a_key, claim_relations.c.b_key).where(there)):
            touched |= {row.a_key, row.b_key}
        connection.execute(delete(claim_relations).where(there))
    return touched


def _sayings(connection: Connection, wanted: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for some in batches(wanted):
        held = select(sayings.c.claim_key, sayings.c.key).where(sayings.c.claim_key.in_(some))
        for row in connection.execute(held):
            found[row.claim_key].append(row.key)
    return found


def _telling(connection: Connection, wanted: Collection[int]) -> list[int]:
    """Return the sayings that tell a number."""
    chosen = select(sayings.c.key).join(mentions, mentions.c.key == sayings.c.mention_key).where(mentions.c.numbered)
    return [row.key for row in in_sayings(connection, chosen, wanted)]


def _owners(connection: Connection, wanted: Collection[int]) -> dict[int, int]:
    chosen = select(sayings.c.key, sayings.c.claim_key)
    return {
        row.key: row.claim_key
        for some in batches(wanted)
        for row in connection.execute(chosen.where(sayings.c.key.in_(some)))
    }


def _contradicting(connection: Connection, wanted: Collection[int]) -> set[Between]:
    found: set[Between] = set()
    for some in batches(wanted):
        there = or_(claim_relations.c.a_key.in_(some), claim_relations.c.b_key.in_(some))
        chosen = select(claim_relations.c.a_key, claim_relations.c.b_key).where(there)
        rows = connection.execute(chosen.where(claim_relations.c.kind == "contradicts"))
        found |= {(row.a_key, row.b_key) for row in rows}
    return found


def _both(connection: Connection, wanted: Collection[int]) -> defaultdict[int, set[str]]:
    """Return by claim the holders that assert it and deny it."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for some in batches(wanted):
        stood = select(members.c.claim_key, members.c.holder).where(
            members.c.claim_key.in_(some), members.c.named, members.c.stand.in_(("asserts", "denies"))
        )
        twice = stood.group_by(members.c.claim_key, members.c.holder).having(
            func.count(func.distinct(members.c.stand)) > 1
        )
        for row in connection.execute(twice):
            found[row.claim_key].add(row.holder)
    return found


def _in_both(connection: Connection, pairs: Iterable[Between]) -> dict[Between, set[str]]:
    """Return for each two claims the holders that assert both."""
    wanted = list(pairs)
    holders: dict[int, set[str]] = defaultdict(set)
    for some in batches({claim for pair in wanted for claim in pair}):
        asserting = select(members.c.claim_key, members.c.holder).where(
            members.c.claim_key.in_(some), members.c.named, members.c.stand == "asserts"
        )
        for row in connection.execute(asserting.distinct()):
            holders[row.claim_key].add(row.holder)
    return {pair: both for pair in wanted if (both := holders[pair[0]] & holders[pair[1]])}


def _stated(connection: Connection, wanted: Mapping[int, Collection[str]]) -> dict[int, list[Stated]]:
    found: dict[int, list[Stated]] = {}
    for claim, holders in wanted.items():
        chosen = select(members.c.mention_key, members.c.stand).where(
            members.c.claim_key == claim, members.c.named, members.c.holder.in_(holders)
        )
        stood = {row.mention_key: row.stand for row in connection.execute(chosen.limit(_MOST))}
        kept = sorted(load(connection, stood).values(), key=lambda each: order(each.told))
        found[claim] = [stated_of(each, stood[each.key]) for each in kept]
    return found


def stated_of(kept: Kept, stand: Stand, sure: float | None = None) -> Stated:
    """Return a mention in its claim."""
    told = kept.told
    return Stated(
        mention=told.mention,
        stand=stand,
        text=told.text,
        page=told.page,
        outlet=told.outlet,
        published=told.published,
        sure=sure,
    )
