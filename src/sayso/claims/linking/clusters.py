"""Put mentions of one proposition together.

In: chances of pairs, and pairs that must not be one. Out: groups of mentions. Average linkage over the pairs that were
compared (Sokal and Michener, 1958); a group's every member is asked, so that one likeness does not draw in a stranger.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

Pair = tuple[int, int]


def cluster(count: int, chances: Mapping[Pair, float], apart: Iterable[Pair], least: float) -> list[list[int]]:
    """Return groups of the numbers 0 to count - 1, in the order of their first members.

    chances holds the pairs (one < other) that were compared; a pair that was not counts as 0. Two groups are joined
    while the mean chance over all pairs between them is at least `least` and none of `apart` lies between them.
    """
    groups: dict[int, list[int]] = {number: [number] for number in range(count)}
    sums: dict[int, dict[int, float]] = {number: {} for number in range(count)}
    barred: dict[int, set[int]] = {number: set() for number in range(count)}
    for (one, other), chance in chances.items():
        sums[one][other] = sums[other][one] = chance
    for one, other in apart:
        barred[one].add(other)
        barred[other].add(one)
    waiting = [(-chance, one, other, 1, 1) for (one, other), chance in chances.items() if chance >= least]
    heapq.heapify(waiting)
    while waiting:
        _, one, other, size, width = heapq.heappop(waiting)
        known = one in groups and other in groups and (len(groups[one]), len(groups[other])) == (size, width)
        if not known or other in barred[one]:
            continue
        groups[one] += groups.pop(other)
        _join(sums, one, other)
        for far in barred.pop(other):
            barred[far].discard(other)
            barred[far].add(one)
            barred[one].add(far)
        for far, total in sums[one].items():
            mean = total / (len(groups[one]) * len(groups[far]))
            if mean >= least:
                first, second = sorted((one, far))
                heapq.heappush(waiting, (-mean, first, second, len(groups[first]), len(groups[second])))
    return [sorted(groups[first]) for first in sorted(groups, key=lambda number: min(groups[number]))]


def _join(sums: dict[int, dict[int, float]], one: int, other: int) -> None:
    """Add up what lies between a group and two that become one."""
    gone = sums.pop(other)
    sums[one].pop(other, None)
    for far, total in gone.items():
        if far == one:
            continue
        sums[one][far] = sums[far][one] = sums[one].get(far, 0.0) + total
        sums[far].pop(other)
