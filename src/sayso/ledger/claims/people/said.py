"""What people said of claims, as it binds the sayings of a neighbourhood.

In: sayings. Out: which of them people put together, and which they set apart. A later judgement wins over an earlier
one where they speak of the same mentions; all win over the machine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from sayso.ledger.claims.rows import batches
from sayso.ledger.store.claim_tables import claim_anchors, claim_judgements, mentions
from sayso.ledger.store.codec import unpack
from sayso.records import ClaimJudgement

Pair = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Bound:
    """Sets of sayings that people put together, and pairs of sets that they set apart."""

    together: list[frozenset[int]] = field(default_factory=list)
    apart: list[tuple[frozenset[int], frozenset[int]]] = field(default_factory=list)

    def pairs_apart(self) -> set[Pair]:
        """Return each two sayings that are set apart, the smaller first."""
        return {(min(a, b), max(a, b)) for some, others in self.apart for a in some for b in others if a != b}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A judgement with the sayings that it is of now."""

    judgement: ClaimJudgement
    mentions: frozenset[int]
    others: frozenset[int]


def any_said(connection: Connection) -> bool:
    """Tell whether anybody said anything of a claim."""
    return connection.execute(select(claim_judgements.c.key).limit(1)).scalar() is not None


def said_of(connection: Connection, sayings: Collection[int]) -> list[Said]:
    """Return the judgements that hold on to a mention of some sayings, oldest first."""
    if not any_said(connection):
        return []
    held = select(claim_anchors.c.judgement_key).join(mentions, mentions.c.key == claim_anchors.c.mention_key)
    judged = {
        key
        for some in batches(sayings)
        for key in connection.execute(held.where(mentions.c.saying.in_(some)).distinct()).scalars()
    }
    found = (said for some in batches(judged) for said in _said(connection, some))
    return sorted(found, key=lambda said: said.judgement.at)


def _said(connection: Connection, keys: list[int]) -> Iterable[Said]:
    chosen = (
        select(claim_judgements.c.key, claim_judgements.c.record, claim_anchors.c.other, mentions.c.saying)
        .join(claim_anchors, claim_anchors.c.judgement_key == claim_judgements.c.key)
        .join(mentions, mentions.c.key == claim_anchors.c.mention_key)
        .where(claim_judgements.c.key.in_(keys))
        .order_by(claim_judgements.c.at, claim_judgements.c.key)
    )
    records: dict[int, str] = {}
    sides: dict[tuple[int, bool], set[int]] = {}
    for row in connection.execute(chosen):
        records[row.key] = row.record
        sides.setdefault((row.key, row.other), set()).add(row.saying)
    for key, record in records.items():
        one, other = (frozenset(sides.get((key, side), ())) for side in (False, True))
        yield Said(judgement=unpack(record, ClaimJudgement), mentions=one, others=other)


def joined_by_people(said: Iterable[Said]) -> Iterable[Pair]:
    """Yield pairs that hold together, in one neighbourhood, all that each judgement speaks of."""
    for each in said:
        first, *rest = sorted(each.mentions | each.others)
        yield from ((first, other) for other in rest)


def bound_by(said: Iterable[Said]) -> Bound:
    """Return what judgements, oldest first, bind together and set apart."""
    bound = Bound()
    for each in said:
        if each.judgement.kind in ("merge", "confirm"):
            _join(bound, each.mentions | each.others)
        elif each.judgement.kind == "split":
            _part(bound, each.mentions - each.others, each.others)
    return bound


def _join(bound: Bound, all_of: frozenset[int]) -> None:
    kept = ((some - all_of if others & all_of else some, others) for some, others in bound.apart)
    bound.apart = [(some, others) for some, others in kept if some]
    bound.together.append(all_of)


def _part(bound: Bound, some: frozenset[int], others: frozenset[int]) -> None:
    if not some:
        return
    cut = ((each & some, each - some) if each & others else (each,) for each in bound.together)
    bound.together = [part for parts in cut for part in parts if part]
    bound.together.append(some)
    bound.apart.append((some, others))


def bind(groups: Iterable[Collection[int]], bound: Bound) -> list[set[int]]:
    """Return groups of sayings as people put them together.

    Where joining whole groups would join what people set apart, only the very sayings they put together are taken out
    of their groups and joined.
    """
    made = [set(group) for group in groups]
    barred = bound.pairs_apart()
    for wanted in bound.together:
        meeting = [group for group in made if group & wanted]
        if len(meeting) < 2:
            continue
        rest = [group for group in made if not group & wanted]
        whole = set().union(*meeting)
        if _holds(whole, barred):
            made = [*rest, *filter(None, (group - wanted for group in meeting)), set(wanted)]
        else:
            made = [*rest, whole]
    return made


def _holds(group: Collection[int], barred: Collection[Pair]) -> bool:
    return any(one in group and other in group for one, other in barred)
