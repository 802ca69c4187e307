"""Groups of mentions of one proposition."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.linking.clusters import cluster

_PAIRS = list(combinations(range(7), 2))


def test_mentions_that_are_alike_come_together_and_others_stay_alone() -> None:
    assert cluster(4, {(0, 1): 0.9, (2, 3): 0.2}, [], 0.5) == [[0, 1], [2], [3]]


def test_one_likeness_draws_in_no_stranger() -> None:
    chances = {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.9, (2, 3): 0.8}
    assert cluster(4, chances, [], 0.5) == [[0, 1, 2], [3]]


def test_what_must_not_be_one_is_not() -> None:
    chances = {(0, 1): 0.9, (1, 2): 0.85, (0, 2): 0.8}
    groups = cluster(3, chances, [(0, 2)], 0.3)
    assert not any({0, 2} <= set(group) for group in groups)
    assert [0, 1] in groups


@given(
    st.dictionaries(st.sampled_from(_PAIRS), st.floats(0.0, 1.0), max_size=21),
    st.lists(st.sampled_from(_PAIRS), max_size=4),
    st.floats(0.1, 0.9),
)
def test_every_group_holds_together_and_every_mention_is_in_one(
    chances: dict[tuple[int, int], float], apart: list[tuple[int, int]], least: float
) -> None:
    groups = cluster(7, chances, apart, least)
    assert sorted(number for group in groups for number in group) == list(range(7))
    assert all(not {one, other} <= set(group) for group in groups for one, other in apart)
    for one, other in combinations(groups, 2):  # nothing is left that should have been joined
        barred = any({a, b} & set(one) and {a, b} & set(other) for a, b in apart)
        between = [chances.get((min(a, b), max(a, b)), 0.0) for a in one for b in other]
        assert barred or sum(between) / len(between) < least + 1e-9
