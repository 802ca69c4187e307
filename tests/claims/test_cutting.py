"""Clauses cut from scores."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sayso.claims.mentions.cutting import BEGIN, INSIDE, OUTSIDE, cut, likeliest, runs
from sayso.records import Span


def scores_of(tags: list[int]) -> np.ndarray:
    scores = np.full((len(tags), 3), -5.0, dtype=np.float32)
    scores[np.arange(len(tags)), tags] = -0.01
    return scores


def places(count: int) -> tuple[np.ndarray, np.ndarray]:
    starts = np.arange(count, dtype=np.int64) * 5
    return starts, starts + 4


def test_a_clause_goes_from_its_begin_to_what_is_outside_or_begins_anew() -> None:
    tags = [OUTSIDE, BEGIN, INSIDE, BEGIN, INSIDE, INSIDE, OUTSIDE]
    found = list(cut(scores_of(tags), *places(7), [Span(start=0, end=34)]))
    assert [(span.start, span.end) for span, _ in found] == [(5, 14), (15, 29)]


def test_no_clause_goes_over_a_block() -> None:
    tags = [BEGIN, INSIDE, INSIDE, INSIDE]
    found = list(cut(scores_of(tags), *places(4), [Span(start=0, end=9), Span(start=10, end=19)]))
    assert all(span.end <= 9 or span.start >= 10 for span, _ in found)


def test_what_stands_outside_the_blocks_is_passed_over() -> None:
    assert list(cut(scores_of([BEGIN, INSIDE]), *places(2), [])) == []


@given(arrays(np.float32, st.tuples(st.integers(1, 9), st.just(3)), elements=st.floats(-9, 0, width=32)))
def test_the_tags_are_the_likeliest_of_those_allowed(scores: np.ndarray) -> None:
    tags = likeliest(scores)
    assert tags[0] != INSIDE
    assert all(not (one == OUTSIDE and other == INSIDE) for one, other in pairwise(tags))
    best = {OUTSIDE: scores[0, OUTSIDE], BEGIN: scores[0, BEGIN]}
    for row in scores[1:]:
        entered = max(best.values())
        going = max(value for tag, value in best.items() if tag != OUTSIDE) if set(best) - {OUTSIDE} else -np.inf
        best = {OUTSIDE: entered + row[OUTSIDE], BEGIN: entered + row[BEGIN], INSIDE: going + row[INSIDE]}
    assert np.isclose(scores[np.arange(len(tags)), tags].sum(), max(best.values()), atol=1e-3)


@given(st.lists(st.sampled_from([OUTSIDE, BEGIN, INSIDE]), max_size=20))
def test_every_begin_opens_one_run(tags: list[int]) -> None:
    found = list(runs(np.array(tags, dtype=np.int64)))
    assert [begin for begin, _ in found] == [at for at, tag in enumerate(tags) if tag == BEGIN]
    assert all(begin < end <= len(tags) for begin, end in found)
