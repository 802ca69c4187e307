"""What is compared of two mentions, of many pairs at once.

In: pairs of `Told`s. Out: (P, F) their signs, in the order of `FEATURES`; the order of the two makes no difference.
Numbers and negation are signs of their own here, since no vector of words holds them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.claims.linking.told import Told
from sayso.claims.mentions.numbers import rival, same_amount, words_of

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]
_LEAST, _TEN = np.float32(1e-6), np.float32(10)
_MANY = 20  # pairs of one mention from which its words are looked up in all others at once
Weighed = Mapping[Any, float]

FEATURES = (
    "near", "jaccard", "contained", "shared", "heaviest", "telling jaccard", "telling contained", "telling shared",
    "telling heaviest", "around jaccard", "around contained", "around the other", "twos", "threes", "share of twos",
    "same number", "same count", "rival number", "number in one", "names shared", "names apart", "length ratio",
    "shorter", "one page", "both headlines", "a headline", "lower", "apart", "same holder", "own voice in one",
    "opposed",
)  # fmt: skip


def features(pairs: Sequence[tuple[Told, Told]]) -> Array:
    """Return (P, F) the signs of pairs."""
    often = Counter(id(each) for pair in pairs for each in pair)
    turned = [pair if often[id(pair[0])] >= often[id(pair[1])] else pair[::-1] for pair in pairs]
    told = list({id(each): each for pair in turned for each in pair}.values())
    numbers = {id(each): number for number, each in enumerate(told)}
    one = np.array([numbers[id(each)] for each, _ in turned], dtype=np.int64)
    other = np.array([numbers[id(each)] for _, each in turned], dtype=np.int64)
    columns = (*_by_words(told, one, other), *_by_numbers(told, one, other), *_by_place(told, one, other))
    return np.stack(columns, axis=1).astype(np.float32)


def _by_words(told: Sequence[Told], one: Numbers, other: Numbers) -> Iterable[Array]:
    """Yield the signs of words: what the two share of them, and what lies around."""
    yield _cosines(told, one, other)
    words = [each.words for each in told]
    jaccard, contained, shared, heaviest = _overlap(words, one, other)
    yield from (jaccard, contained, shared / _TEN, heaviest / _TEN)
    jaccard, contained, shared, heaviest = _overlap([each.telling for each in told], one, other)
    yield from (jaccard, contained, shared / _TEN, heaviest / _TEN)
    around = [each.around for each in told]
    yield from _overlap(around, one, other)[:2]
    crossed = (_contained(around, words, one, other), _contained(around, words, other, one))
    yield np.maximum(*crossed)
    twos = [dict.fromkeys((run for run in each.runs if len(run) == 2), 1.0) for each in told]
    both, _ = _shared(twos, twos, one, other)
    threes = [dict.fromkeys((run for run in each.runs if len(run) == 3), 1.0) for each in told]
    yield from (both, _shared(threes, threes, one, other)[0])
    counts = _sums(twos)
    yield _part(both, counts[one], counts[other])


def _by_numbers(told: Sequence[Told], one: Numbers, other: Numbers) -> Iterable[Array]:
    """Yield the signs of numbers and of names."""
    having = _array(told, lambda each: bool(each.mention.quantities))
    signs = np.zeros((3, len(one)), dtype=np.float32)
    for at in np.flatnonzero((having[one] > 0) & (having[other] > 0)).tolist():
        amounts, others = told[one[at]].mention.quantities, told[other[at]].mention.quantities
        same = any(same_amount(a, b) for a in amounts for b in others)
        counted = any(same_amount(a, b) and words_of(a.measure) & words_of(b.measure) for a in amounts for b in others)
        signs[:, at] = same, counted, not same and any(rival(a, b) for a in amounts for b in others)
    yield from signs
    yield (having[one] != having[other]).astype(np.float32)
    names = [dict.fromkeys(each.names, 1.0) for each in told]
    shared, _ = _shared(names, names, one, other)
    named = _sums(names) > 0
    yield from (shared, (named[one] & named[other] & (shared == 0)).astype(np.float32))


def _by_place(told: Sequence[Told], one: Numbers, other: Numbers) -> Iterable[Array]:
    """Yield the signs of length, of place, and of who says it and how."""
    lengths = np.log(_array(told, lambda each: len(each.words) + 1))
    yield from (np.abs(lengths[one] - lengths[other]), np.minimum(lengths[one], lengths[other]))
    yield _equal([each.page for each in told], one, other)
    headlines, shares = _array(told, lambda each: each.headline), _array(told, lambda each: each.share)
    yield from (headlines[one] * headlines[other], np.maximum(headlines[one], headlines[other]))
    yield from (np.maximum(shares[one], shares[other]), np.abs(shares[one] - shares[other]))
    named = _array(told, lambda each: each.mention.named)
    yield _equal([each.mention.holder for each in told], one, other) * named[one] * named[other]
    yield 1 - _equal([each.mention.voice for each in told], one, other)
    yield 1 - _equal([each.mention.rejects for each in told], one, other)


def _overlap(weighed: Sequence[Weighed], one: Numbers, other: Numbers) -> tuple[Array, Array, Array, Array]:
    """Return the weighted Jaccard and containment of two sets of words, what they share, and the heaviest of it."""
    shared, heaviest = _shared(weighed, weighed, one, other)
    sums = _sums(weighed)
    first, second = sums[one], sums[other]
    return shared / np.maximum(_LEAST, first + second - shared), _part(shared, first, second), shared, heaviest


def _contained(weighed: Sequence[Weighed], others: Sequence[Weighed], one: Numbers, other: Numbers) -> Array:
    """Return what one has of the other's words, as part of the lighter of the two."""
    return _part(_shared(weighed, others, one, other)[0], _sums(weighed)[one], _sums(others)[other])


def _part(shared: Array, first: Array, second: Array) -> Array:
    part: Array = (shared / np.maximum(_LEAST, np.minimum(first, second))).astype(np.float32)
    return part


def _shared(weighed: Sequence[Weighed], others: Sequence[Weighed], one: Numbers, other: Numbers) -> tuple[Array, Array]:
    """Return (P,) the sum of the lesser weights of what is in both, and the heaviest of it."""
    order = np.argsort(one, kind="stable")
    groups = {mine: list(group) for mine, group in groupby(order.tolist(), key=one.tolist().__getitem__)}
    few = [(mine, pair) for mine, pairs in groups.items() if len(pairs) < _MANY for pair in pairs]
    many = {mine: np.array(pairs) for mine, pairs in groups.items() if len(pairs) >= _MANY}
    sums, tops = np.zeros(len(one), dtype=np.float32), np.zeros(len(one), dtype=np.float32)
    for mine, pair in few:
        theirs = others[other[pair]]
        if both := [min(weight, theirs[word]) for word, weight in weighed[mine].items() if word in theirs]:
            sums[pair], tops[pair] = sum(both), max(both)
    for mine, (total, top) in _shared_by_many(weighed, others, {mine: other[pairs] for mine, pairs in many.items()}):
        sums[many[mine]], tops[many[mine]] = total, top
    return sums, tops


def _shared_by_many(
    weighed: Sequence[Weighed], others: Sequence[Weighed], groups: Mapping[int, Numbers]
) -> Iterable[tuple[int, tuple[Array, Array]]]:
    """Yield what a mention shares with each of some others: all that have a word are asked at once."""
    if not groups:
        return
    lists: dict[Hashable, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for number in np.unique(np.concatenate(list(groups.values()))).tolist():
        for word, weight in others[number].items():
            lists[word][0].append(number)
            lists[word][1].append(weight)
    held = {word: (np.array(rows), np.array(weights, np.float32)) for word, (rows, weights) in lists.items()}
    for mine, theirs in groups.items():
        total, top = np.zeros(len(others), dtype=np.float32), np.zeros(len(others), dtype=np.float32)
        for word, weight in weighed[mine].items():
            if word in held:
                rows, weights = held[word]
                lesser = np.minimum(weights, np.float32(weight))
                total[rows] += lesser
                top[rows] = np.maximum(top[rows], lesser)
        yield mine, (total[theirs], top[theirs])


def _cosines(told: Sequence[Told], one: Numbers, other: Numbers) -> Array:
    """Return the cosine of each pair's vectors, -1 to 1; 0 where one has none."""
    width = max(len(each.vector) for each in told)
    fitting = [each.vector if len(each.vector) == width else np.zeros(width, np.float32) for each in told]
    vectors = np.stack(fitting)
    cosines: Array = np.einsum("ij,ij->i", vectors[one], vectors[other])
    return cosines


def _equal(values: Sequence[Hashable], one: Numbers, other: Numbers) -> Array:
    known = {value: number for number, value in enumerate(dict.fromkeys(values))}
    numbers = np.array([known[value] for value in values])
    equal: Array = (numbers[one] == numbers[other]).astype(np.float32)
    return equal


def _sums(weighed: Sequence[Weighed]) -> Array:
    return np.array([sum(words.values()) for words in weighed], dtype=np.float32)


def _array(told: Sequence[Told], of: Callable[[Told], float]) -> Array:
    return np.array([of(each) for each in told], dtype=np.float32)
