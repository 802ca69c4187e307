"""Group the sayings of a neighbourhood into claims.

In: sayings with the mentions that stand for them, the chances of their pairs, what people said. Out: groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sayso.claims.linking.link import LEAST, group
from sayso.claims.linking.pairs import must_not_link
from sayso.ledger.claims.people.said import Said, bind, bound_by
from sayso.ledger.claims.rows import Kept, order

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The sayings of one claim, each with the mean chance that it says the same as the others; None for one alone."""

    sure: Mapping[int, float | None]


def group_sayings(kept: Mapping[int, Kept], chances: Mapping[Pair, float], said: Iterable[Said]) -> list[Group]:
    """Return the groups of some sayings; the same for any order in which they came."""
    if len(kept) == 1:
        return [Group(sure=dict.fromkeys(kept))]
    ordered = sorted(kept, key=lambda saying: order(kept[saying].told))
    place = {saying: at for at, saying in enumerate(ordered)}
    bound = bound_by(said)

    def numbered(pair: Pair) -> Pair:
        one, other = place[pair[0]], place[pair[1]]
        return (one, other) if one < other else (other, one)

    by_place = {numbered(pair): chance for pair, chance in chances.items()}
    apart = [numbered(pair) for pair in bound.pairs_apart() if pair[0] in place and pair[1] in place]
    ranked = {pair: by_place[pair] for pair in sorted(by_place)}
    made = group([kept[saying].told for saying in ordered], ranked, apart=sorted(apart))
    groups = bind(([ordered[at] for at in numbers] for numbers in made), bound)
    owner = {saying: number for number, each in enumerate(groups) for saying in each}
    sums: dict[int, float] = defaultdict(float)
    for (one, other), chance in sorted(chances.items()):
        if owner[one] == owner[other]:
            sums[one] += chance
            sums[other] += chance
    return [
        Group(sure={saying: round(sums[saying] / (len(each) - 1), 4) if len(each) > 1 else None for saying in each})
        for each in groups
    ]


def choose_claim(
    told: Kept, met: Mapping[int, float], held: Mapping[int, Collection[Kept]]
) -> tuple[int, float] | None:
    """Return the claim that a saying joins by itself, and how surely; None where it stands alone.

    `met` are its chances with sayings it was compared with, `held` the sayings of each claim they are of: where a
    neighbourhood is too large to be grouped anew.
    """
    fitting = []
    for claim, some in held.items():
        if any(must_not_link(told.told, other.told) for other in some if other.saying in met):
            continue
        mean = sum(met.get(other.saying, 0.0) for other in some) / len(some)
        if mean >= LEAST:
            fitting.append((-mean, claim))
    if not fitting:
        return None
    mean, claim = min(fitting)
    return claim, round(-mean, 4)
