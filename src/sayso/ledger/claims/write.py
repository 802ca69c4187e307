"""Write groups of sayings as claims.

In: groups. Out: rows of `claims` and `members`, ids that go on. A claim keeps the id it was first written with; a group
takes the id of the claim that most of its mentions were of, and the ids of the others lead on to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from sayso.claims.linking.origins import origin_key, origins
from sayso.claims.linking.stands import stands
from sayso.ledger.claims.grouping import Group
from sayso.ledger.claims.rows import Kept, Known, batches, in_sayings, load, load_copies, order
from sayso.ledger.claims.sayings import Touched, first_worded
from sayso.ledger.index.counted import name_key
from sayso.ledger.store.claim_tables import claims, former_claims, members, mentions, sayings
from sayso.ledger.store.codec import storable
from sayso.records import Stand, Stated, claim_id, holder_of, make_id

_TRIED = 8  # mentions of a group whose id a new claim may take
_EMPTY = dict.fromkeys(("mentions", "pages", "holders", "independent", "unknown"), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """A saying as it stood."""

    worded_key: int
    copies: int
    claim_key: int | None
    sure: float | None


def write_groups(
    connection: Connection, grouped: Sequence[Group], anew: Collection[int], known: Known = MappingProxyType({})
) -> Touched:
    """Let claims be what some groups of sayings are now; those that they were before, without any `anew`, stay.

    `known` are mentions that need not be read.
    """
    before = _before(connection, {saying for group in grouped for saying in group.sure})
    groups = _changed(connection, grouped, before, set(anew))
    if not groups:
        return Touched()
    before = {saying: before[saying] for group in groups for saying in group.sure}
    worded = load(connection, {each.worded_key for each in before.values()}, known)
    mine = [[worded[before[saying].worded_key] for saying in sorted(group.sure)] for group in groups]
    kept = _continued(connection, groups, before)
    new = {at: some for at, some in enumerate(mine) if at not in kept}
    back = _come_back(connection, {at: groups[at] for at in new}, before)
    made = _made(connection, new, back)
    owner = {at: kept.get(at) or made[at] for at in range(len(groups))}
    _lead_on(connection, groups, before, owner)
    touched = Touched(claims={each.claim_key for each in before.values() if each.claim_key} | set(owner.values()))
    wording = {owner[at]: next(k for k in some if k.key == first_worded(some)) for at, some in enumerate(mine)}
    turned = reword(connection, wording, touched)
    target = {saying: owner[at] for at, group in enumerate(groups) for saying in group.sure}
    chances = {saying: chance for group in groups for saying, chance in group.sure.items()}
    sure = {saying: _sure(chance, before[saying].copies) for saying, chance in chances.items()}
    rows = [{"this": saying, "claim_key": claim, "sure": chances[saying]} for saying, claim in target.items()]
    connection.execute(update(sayings).where(sayings.c.key == bindparam("this")), rows)
    moved = {saying for saying, claim in target.items() if before[saying].claim_key != claim or claim in turned}
    alone = {saying for saying in moved if before[saying].copies == 1}
    only = (worded[before[saying].worded_key] for saying in alone)
    enter(connection, (*only, *load_copies(connection, moved - alone)), target, wording, sure)
    told_surer = [{"this": saying, "sure": sure[saying]} for saying in target.keys() - moved]
    if told_surer:
        copies = select(mentions.c.key).where(mentions.c.saying == bindparam("this"))
        connection.execute(update(members).where(members.c.mention_key.in_(copies)), told_surer)
    return touched


def join_copies(connection: Connection, copied: Collection[int], come: Sequence[Kept]) -> Touched:
    """Let copies that came join the claims of their sayings, and claims follow those that went."""
    rows = _placed(connection, copied)
    touched = Touched(claims={row.claim_key for row in rows})
    wording = _worded_now(connection, touched.claims, rows)
    turned = reword(connection, wording, touched)
    rows += _placed(connection, set(_sayings_of(connection, turned)) - set(copied))
    new = Counter(each.saying for each in come)
    few = {
        row.key for row in rows if row.sure is None and row.copies - new[row.key] <= 1
    }  # they may stand alone, or did
    anew = few | {row.key for row in rows if row.claim_key in turned}
    target = {row.key: row.claim_key for row in rows}
    sure = {row.key: _sure(row.sure, row.copies) for row in rows}
    fresh = (each for each in come if each.saying in target and each.saying not in anew)
    enter(connection, (*load_copies(connection, anew), *fresh), target, wording, sure)
    return touched


def join_alone(connection: Connection, saying: int, chosen: tuple[int, float]) -> Touched:
    """Let one saying join a claim by itself."""
    claim, chance = chosen
    connection.execute(update(sayings).where(sayings.c.key == saying).values(claim_key=claim, sure=chance))
    return join_copies(connection, {saying}, list(load_copies(connection, {saying})))


def reword(connection: Connection, wording: Mapping[int, Kept], touched: Touched) -> set[int]:
    """Word claims by these mentions; return those whose wording turned from positive to negative or back."""
    turned: set[int] = set()
    rows: list[dict[str, Any]] = []
    columns = (claims.c.key, claims.c.worded_key, claims.c.negative, claims.c.text)
    for some in batches(wording):
        for row in connection.execute(select(*columns).where(claims.c.key.in_(some))):
            kept = wording[row.key]
            now = {"worded_key": kept.key, "negative": kept.told.mention.negative, "text": kept.told.text}
            if row.negative != now["negative"]:
                turned.add(row.key)
            if row.text != now["text"]:
                touched.reworded.add(row.key)
            if (row.worded_key, row.negative, row.text) != tuple(now.values()):
                rows.append({"this": row.key, **now})
    if rows:
        connection.execute(update(claims).where(claims.c.key == bindparam("this")), rows)
    return turned


def enter(
    connection: Connection,
    some: Iterable[Kept],
    target: Mapping[int, int],
    wording: Mapping[int, Kept],
    sure: Mapping[int, float | None],
) -> None:
    """Write mentions as members of the claims that their sayings are of."""
    by_claim: dict[int, list[Kept]] = defaultdict(list)
    for each in some:
        by_claim[target[each.saying]].append(each)
    rows = [
        _member(each, claim, stand, sure[each.saying])
        for claim, held in by_claim.items()
        for each, stand in zip(held, stands([k.told for k in held], wording[claim].told), strict=True)
    ]
    for keys in batches([row["mention_key"] for row in rows]):
        connection.execute(delete(members).where(members.c.mention_key.in_(keys)))
    if rows:
        connection.execute(insert(members), rows)


def _sure(chance: float | None, copies: int) -> float | None:
    """Return how sure a member is: mentions of equal words say the same."""
    return 1.0 if chance is None and copies > 1 else chance


def _placed(connection: Connection, wanted: Collection[int]) -> list[Row[Any]]:
    columns = (sayings.c.key, sayings.c.worded_key, sayings.c.claim_key, sayings.c.sure, sayings.c.copies)
    return list(in_sayings(connection, select(*columns), wanted))


def _member(kept: Kept, claim: int, stand: Stand, sure: float | None) -> dict[str, Any]:
    told, mention = kept.told, kept.told.mention
    stated = Stated(mention=mention, stand=stand, text=told.text, page=told.page, outlet=told.outlet)
    named, unknown = origins([told]) if mention.origin else ((), ())
    origin = next(iter((*named, *unknown)), None)
    return {
        "mention_key": kept.key,
        "claim_key": claim,
        "page_key": kept.page_key,
        "stand": stand,
        "sure": sure,
        "holder": storable(holder_of(stated)),
        "holder_key": storable(name_key(mention.holder)),
        "named": mention.named and mention.holder is not None,
        "voiced": mention.voice != "author",
        "origin": storable(origin_key(origin.words)) if origin else None,
        "origin_named": bool(named),
        "day": told.published,
    }


def _before(connection: Connection, wanted: Collection[int]) -> dict[int, _Before]:
    columns = (sayings.c.key, sayings.c.worded_key, sayings.c.copies, sayings.c.claim_key, sayings.c.sure)
    return {
        row.key: _Before(worded_key=row.worded_key, copies=row.copies, claim_key=row.claim_key, sure=row.sure)
        for row in in_sayings(connection, select(*columns), wanted)
    }


def _changed(
    connection: Connection, groups: Sequence[Group], before: Mapping[int, _Before], anew: set[int]
) -> list[Group]:
    """Return the groups that are no claim as it stands."""
    counted = select(sayings.c.claim_key, func.count().label("held")).group_by(sayings.c.claim_key)
    sizes = {
        row.claim_key: row.held
        for some in batches({each.claim_key for each in before.values() if each.claim_key is not None})
        for row in connection.execute(counted.where(sayings.c.claim_key.in_(some)))
    }

    def stays(group: Group) -> bool:
        if not anew.isdisjoint(group.sure):
            return False
        owners = {before[saying].claim_key for saying in group.sure}
        as_sure = all(before[saying].sure == chance for saying, chance in group.sure.items())
        return as_sure and len(owners) == 1 and sizes.get(owners.pop()) == len(group.sure)

    return [group for group in groups if not stays(group)]


def _continued(connection: Connection, groups: Sequence[Group], before: Mapping[int, _Before]) -> dict[int, int]:
    """Return which claim each group goes on with, if any: the greatest shares first, each claim once."""
    shares: dict[tuple[int, int], int] = defaultdict(int)
    for at, group in enumerate(groups):
        for saying in group.sure:
            claim = before[saying].claim_key
            if claim is not None:
                shares[at, claim] += before[saying].copies
    elsewhere = _elsewhere(connection, {claim for _, claim in shares}, before.keys())
    found: dict[int, int] = {}
    words = _words_of(connection, {claim for _, claim in shares})
    worded = [{before[saying].worded_key for saying in group.sure} for group in groups]

    def rank(each: tuple[int, int]) -> tuple[int, int, bool, int]:
        at, claim = each
        return -shares[each], claim, words[claim] not in worded[at], min(groups[at].sure)

    for at, claim in sorted(shares, key=rank):
        if at not in found and claim not in found.values() and claim not in elsewhere:
            found[at] = claim
    return found


def _words_of(connection: Connection, wanted: Collection[int]) -> dict[int, int]:
    """Return the mention that worded each claim so far."""
    chosen = select(claims.c.key, claims.c.worded_key)
    return {
        row.key: row.worded_key
        for some in batches(wanted)
        for row in connection.execute(chosen.where(claims.c.key.in_(some)))
    }


def _elsewhere(connection: Connection, wanted: Collection[int], here: Collection[int]) -> set[int]:
    """Return the claims that other sayings are of as well."""
    chosen = select(sayings.c.key, sayings.c.claim_key)
    return {
        row.claim_key
        for some in batches(wanted)
        for row in connection.execute(chosen.where(sayings.c.claim_key.in_(some)))
        if row.key not in here
    }


def _come_back(
    connection: Connection, groups: Mapping[int, Group], before: Mapping[int, _Before]
) -> dict[int, list[str]]:
    """Return the former ids that mentions of groups gave, which leave the claims that they were of."""
    found: dict[int, list[str]] = {}
    for at, group in groups.items():
        left = {saying for saying in group.sure if before[saying].claim_key is not None}
        ids = [claim_id(kept.told.mention) for kept in load_copies(connection, left)]
        held = [
            name
            for some in batches(ids)
            for name in connection.execute(select(former_claims.c.id).where(former_claims.c.id.in_(some))).scalars()
        ]
        if held:
            found[at] = sorted(held)
    return found


def _made(
    connection: Connection, groups: Mapping[int, Sequence[Kept]], back: Mapping[int, Sequence[str]]
) -> dict[int, int]:
    """Make a claim for each group, and return their keys; `back` are former ids that they may take again."""
    tried = {
        at: list(back.get(at, ()))
        + [claim_id(each.told.mention) for each in sorted(some, key=lambda each: order(each.told))[:_TRIED]]
        for at, some in groups.items()
    }
    taken: set[str] = set()
    for some in batches({each for ids in tried.values() for each in ids}):
        taken |= set(connection.execute(select(claims.c.id).where(claims.c.id.in_(some))).scalars())
    ids: dict[int, str] = {}
    for at, some in tried.items():
        free = (each for each in some if each not in taken)
        number = connection.execute(select(func.max(claims.c.key))).scalar() if not set(some) - taken else None
        ids[at] = next(free, None) or make_id("claim", some[0], at, number)
        taken.add(ids[at])
    rows = [
        {
            "id": ids[at],
            "text": "",
            "status": "machine",
            "worded_key": 0,
            "negative": groups[at][0].told.mention.negative,
            "contested": False,
            **_EMPTY,
        }
        for at in ids
    ]
    keys: dict[str, int] = {}
    if rows:
        connection.execute(insert(claims), rows)
    for some in batches(ids.values()):
        connection.execute(delete(former_claims).where(former_claims.c.id.in_(some)))  # one of them came back
        found = connection.execute(select(claims.c.id, claims.c.key).where(claims.c.id.in_(some)))
        keys |= {row.id: row.key for row in found}
    return {at: keys[name] for at, name in ids.items()}


def _lead_on(
    connection: Connection, groups: Sequence[Group], before: Mapping[int, _Before], owner: Mapping[int, int]
) -> None:
    """Let the ids of claims that no group goes on with lead to where most of their mentions are."""
    shares: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for at, group in enumerate(groups):
        for saying in group.sure:
            claim = before[saying].claim_key
            if claim is not None:
                shares[claim][owner[at]] += before[saying].copies
    gone = {
        claim: min((-count, to) for to, count in by.items())[1]
        for claim, by in shares.items()
        if claim not in owner.values()
    }
    held = _elsewhere(connection, gone.keys(), before.keys())
    for claim, to in sorted(gone.items()):
        if claim not in held:
            name = connection.execute(select(claims.c.id).where(claims.c.key == claim)).scalar_one()
            connection.execute(update(former_claims).where(former_claims.c.claim_key == claim).values(claim_key=to))
            connection.execute(insert(former_claims), {"id": name, "claim_key": to})


def _sayings_of(connection: Connection, wanted: Collection[int]) -> list[int]:
    return [
        key
        for some in batches(wanted)
        for key in connection.execute(select(sayings.c.key).where(sayings.c.claim_key.in_(some))).scalars()
    ]


def _worded_now(connection: Connection, wanted: Collection[int], changed: Sequence[Any]) -> dict[int, Kept]:
    """Return the mention that words each claim, after some of its sayings got or lost copies."""
    keys: dict[int, set[int]] = defaultdict(set)
    for row in changed:
        keys[row.claim_key].add(row.worded_key)
    for some in batches(wanted):
        worded = select(claims.c.key, claims.c.worded_key, mentions.c.key.label("there"))
        worded = worded.outerjoin(mentions, mentions.c.key == claims.c.worded_key).where(claims.c.key.in_(some))
        lost = []
        for row in connection.execute(worded):
            if row.there is None:
                lost.append(row.key)
            else:
                keys[row.key].add(row.there)
        held = select(sayings.c.claim_key, sayings.c.worded_key).where(sayings.c.claim_key.in_(lost))
        for row in connection.execute(held):
            keys[row.claim_key].add(row.worded_key)
    kept = load(connection, {key for some in keys.values() for key in some})
    found = {}
    for claim, held_keys in keys.items():
        some = [kept[key] for key in held_keys]
        worded_key = first_worded(some)
        found[claim] = kept[worded_key]
    return found
