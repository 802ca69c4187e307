"""Find where a holder's line changes from one mention to another.

In: claims and their relations. Out: `Change`s: the same named holder asserts a claim and denies it elsewhere, asserts
two that contradict each other, or gives two numbers of one thing on two days, as tolls rise. With dates the earlier
comes first; without, the order is not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from sayso.claims.mentions.numbers import rival
from sayso.records import Change, Claim, ClaimRelation, Stated


def changes(claims: Sequence[Claim], relations: Iterable[ClaimRelation]) -> Iterator[Change]:
    """Yield each change of a named holder's line once a pair of claims."""
    known = {claim.id: claim for claim in claims}
    for claim in claims:
        by_holder = _by_holder(claim.stated)
        for holder, told in by_holder.items():
            asserted, denied = ([each for each in told if each.stand == stand] for stand in ("asserts", "denies"))
            if asserted and denied:
                yield _change(holder, asserted[0], denied[0], claim.id, claim.id)
    for relation in relations:
        if relation.kind != "contradicts":
            continue
        one, other = (_asserting(known[number]) for number in (relation.a, relation.b))
        for holder in sorted(one.keys() & other.keys()):
            yield _change(holder, one[holder][0], other[holder][0], relation.a, relation.b)
    yield from _later_numbers(claims)


def _later_numbers(claims: Sequence[Claim]) -> Iterator[Change]:
    """Yield the changes of holders who give another number of the same thing on another day."""
    counted: dict[str, list[tuple[Claim, Stated]]] = defaultdict(list)
    for claim in claims:
        for holder, told in _asserting(claim).items():
            counted[holder] += [(claim, each) for each in told[:1] if each.mention.quantities and each.published]
    for holder, pairs in sorted(counted.items()):
        for (claim, one), (later, other) in combinations(pairs, 2):
            numbers = one.mention.quantities, other.mention.quantities
            if one.published != other.published and any(rival(a, b) for a in numbers[0] for b in numbers[1]):
                yield _change(holder, one, other, claim.id, later.id)


def _asserting(claim: Claim) -> dict[str, list[Stated]]:
    return _by_holder(each for each in claim.stated if each.stand == "asserts")


def _by_holder(stated: Iterable[Stated]) -> dict[str, list[Stated]]:
    found: dict[str, list[Stated]] = defaultdict(list)
    for each in stated:
        if each.mention.named and each.mention.holder:
            found[each.mention.holder].append(each)
    return found


def _change(holder: str, one: Stated, other: Stated, first: str, second: str) -> Change:
    dated = one.published is not None and other.published is not None and one.published != other.published
    if dated and one.published > other.published:  # type: ignore[operator]  # both are dates
        one, other, first, second = other, one, second, first
    return Change(holder=holder, before=first, after=second, page=other.page, known=dated)
