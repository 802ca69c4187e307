"""Find the sayings that have to be grouped together when some of them changed.

In: sayings. Out: their neighbourhoods, which no claim reaches beyond: what is connected by pairs with a chance from
which mentions may be one claim, or by what people said. Two groups are only ever joined where the mean chance between
them reaches that bound, hence one pair does: grouping a neighbourhood by itself gives what grouping everything gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from sayso.claims.linking.link import LEAST
from sayso.ledger.claims.pairs import paired_with
from sayso.ledger.claims.people.said import Said, any_said, joined_by_people, said_of

MOST = 2000  # sayings of one neighbourhood that are grouped anew when a page is written


@dataclass(slots=True, kw_only=True)
class Neighbourhoods:
    """Neighbourhoods found: those `whole`, and the sayings asked for that stand in one too large to group anew."""

    whole: list[set[int]] = field(default_factory=list)
    crowded: set[int] = field(default_factory=set)
    said: list[Said] = field(default_factory=list)


class Joined:
    """Sets that grow together (union-find)."""

    def __init__(self) -> None:
        self._over: dict[int, int] = {}
        self._size: dict[int, int] = {}

    def find(self, one: int) -> int:
        """Return what the set of one is known by."""
        over = self._over.setdefault(one, one)
        self._size.setdefault(one, 1)
        while over != self._over[over]:
            self._over[over] = self._over[self._over[over]]
            over = self._over[over]
        self._over[one] = over
        return over

    def join(self, one: int, other: int) -> None:
        """Let the sets of two be one."""
        first, second = self.find(one), self.find(other)
        if first != second:
            self._over[second] = first
            self._size[first] += self._size[second]

    def size(self, one: int) -> int:
        """Return how many are in the set of one."""
        return self._size[self.find(one)]

    def sets(self) -> Iterable[set[int]]:
        """Return the sets."""
        found: dict[int, set[int]] = defaultdict(set)
        for one in self._over:
            found[self.find(one)].add(one)
        return found.values()


def neighbourhoods(connection: Connection, seeds: Collection[int], *, most: int | None) -> Neighbourhoods:
    """Return the neighbourhoods of some sayings; `most` bounds each."""
    joined = Joined()
    frontier = set(seeds)
    seen = set(seeds)
    said: dict[str, Said] = {}
    for seed in seeds:
        joined.find(seed)
    asked = any_said(connection)
    while frontier:
        heard = said_of(connection, frontier) if asked else []
        said |= {each.judgement.id: each for each in heard}
        met = set()
        for one, other in (*paired_with(connection, frontier, least=LEAST), *joined_by_people(heard)):
            joined.join(one, other)
            met |= {one, other}
        frontier = {each for each in met - seen if most is None or joined.size(each) <= most}
        seen |= met
    found = Neighbourhoods(said=sorted(said.values(), key=lambda each: each.judgement.at))
    for each in joined.sets():
        if most is None or len(each) <= most:
            found.whole.append(each)
        else:
            found.crowded |= each & set(seeds)
    return found
