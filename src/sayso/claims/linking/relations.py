"""What lies between claims: rival numbers contradict, exact ones narrow vague ones.

In: claims with the mentions they were made of. Out: `ClaimRelation`s. A later toll by the same holder is a change, no
contradiction. Only numbers that count the same thing of matters alike are held against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from sayso.claims.linking.told import Told, near, overlap
from sayso.claims.mentions.numbers import rival, same_amount
from sayso.records import Claim, ClaimRelation, Quantity

_ALIKE = 0.3  # of the weight of the shorter wording that two claims about one matter share
_NEAR = 0.4  # the cosine from which they mean things alike
_LOOKED_AT = 5  # members of a claim that are asked


def relations(claims: Sequence[tuple[Claim, Sequence[Told]]]) -> Iterator[ClaimRelation]:
    """Yield the relations of claims by their numbers."""
    counted = [(claim, members, told) for claim, members in claims if (told := _told(members))]
    for (one, mine, amounts), (other, theirs, others) in combinations(counted, 2):
        found = next(((a, b) for a in amounts for b in others if rival(a, b) and a.measure and b.measure), None)
        if found is None or not _of_one_matter(mine, theirs):
            continue
        a, b = found
        if _within(a, b) or _within(b, a):
            first, second, exact, vague = (one, other, a, b) if _within(a, b) else (other, one, b, a)
            yield ClaimRelation(a=first.id, b=second.id, kind="narrows", on=f"{_say(exact)}, {_say(vague)}")
        elif not _compatible(a, b) and not _is_later_word(mine, theirs):
            yield ClaimRelation(a=one.id, b=other.id, kind="contradicts", on=f"{_say(a)}, {_say(b)}")


def _is_later_word(mine: Sequence[Told], theirs: Sequence[Told]) -> bool:
    """Whether both are told by one and the same holder alone, on different days: a later toll contradicts nothing."""
    holders = [{each.mention.holder for each in members} for members in (mine, theirs)]
    days = [{each.published for each in members} for members in (mine, theirs)]
    return len(holders[0]) == 1 and holders[0] == holders[1] and None not in holders[0] and not days[0] & days[1]


def _told(members: Sequence[Told]) -> list[Quantity]:
    """Return the numbers that at least half of the members tell: those that the claim is about."""
    told = [amount for each in members for amount in each.mention.quantities if amount.measure]
    return [amount for at, amount in enumerate(told) if _is_shared(amount, told[:at], members)]


def _is_shared(amount: Quantity, before: Sequence[Quantity], members: Sequence[Told]) -> bool:
    if any(same_amount(amount, other) for other in before):
        return False
    telling = sum(any(same_amount(amount, other) for other in each.mention.quantities) for each in members)
    return telling * 2 >= len(members)


def _of_one_matter(mine: Sequence[Told], theirs: Sequence[Told]) -> bool:
    """Whether two claims speak of one matter: by their words, or by what they mean."""
    pairs = [(a, b) for a in mine[:_LOOKED_AT] for b in theirs[:_LOOKED_AT]]
    return any(overlap(a.words, b.words)[1] >= _ALIKE or near(a, b) >= _NEAR for a, b in pairs)


def _within(exact: Quantity, vague: Quantity) -> bool:
    """Whether an exact number is one that a vague one allows: 41 and "dozens"."""
    return exact.bound == "=" and vague.bound in (">=", "~") and _vague(vague) and exact.value >= vague.value


def _vague(amount: Quantity) -> bool:
    return amount.value in (24, 40, 200, 2000, 2_000_000, 2_000_000_000) and amount.bound == ">="


def _compatible(one: Quantity, other: Quantity) -> bool:
    """Whether both can be so: at least 10, and 12."""
    for a, b in ((one, other), (other, one)):
        if a.bound == ">=" and (b.value >= a.value or b.bound == ">="):
            return True
        if a.bound == "<=" and (b.value <= a.value or b.bound == "<="):
            return True
        if a.bound == "~" and abs(a.value - b.value) <= 0.1 * a.value:
            return True
    return False


def _say(amount: Quantity) -> str:
    bound = {"=": "", ">=": "at least ", "<=": "at most ", "~": "about "}[amount.bound]
    return f"{bound}{amount.value:g} {amount.measure}".strip()
