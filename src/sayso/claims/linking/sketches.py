"""What is compared of a page before the words of its mentions are looked at one by one.

In: the mentions of a page, each with its words, vector and place. Out: `Sketch`es, arrays that are compared with those
of other pages at once: which pages tell of one matter by their words, and which of their mentions are near.

A mention is seldom told from others by itself ("nobody was arrested"); what it means hangs on the matter of its page.
So mentions are compared with those of pages about the same matter, the more readily, the surer it is that it is one. A
page of very many mentions is sketched in parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]

PART = 60  # mentions that are sketched together
NEAREST = 16  # parts that one is compared with
_COMMONEST = 5.0  # the weight of words that tell nothing of what a page is about
_TELLING = 6.0  # the weight from which pages are looked up by a word
_COVER = 0.25  # what it counts that one mention of a page has all its words on another
_LEAST_WEIGHT = 25.0  # of a mention for that: three words

# All below was chosen on the invented dossiers, so as to keep what `pairs` gives a chance.
_LEAST = 0.545  # how near two mentions are compared from, of one page or of pages surely about one matter
_ONE_MATTER = 0.14  # the likeness of pages from which that is sure
_STRANGER = 6.0  # how much nearer mentions must be for each point below that
_WORDS, _MOST_WORDS = 0.04, 12.0  # what the weight of shared words adds, and up to which
_APART, _SHORT = 0.15, 0.1  # what it takes off to stand apart, and not to be short


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketched:
    """A mention as it is sketched; `number` is by what it is known, None where another stands for its words."""

    number: int | None
    words: Mapping[str, float]
    vector: bytes
    share: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sketch:
    """A page, or a part of it: its W words, and N mentions that have M words."""

    stems: Numbers  # (W,) ascending
    weights: Array  # (W,) of length one
    telling: NDArray[np.bool_]  # (W,) whether pages are looked up by it
    numbers: Numbers  # (N,)
    vectors: NDArray[np.int8]  # (N, D); D is 0 where a reading has none
    places: Array  # (N, 2) how far down the page, and the logarithm of how many words
    counts: Numbers  # (N,) how many of the words below are of each mention
    words: Numbers  # (M,)
    heavy: Array  # (M,) their weights

    def only(self, numbers: Iterable[int]) -> Sketch:
        """Return the same page with some of its mentions."""
        kept = np.isin(self.numbers, list(numbers))
        held = np.repeat(kept, self.counts)
        return replace(
            self,
            numbers=self.numbers[kept],
            vectors=self.vectors[kept],
            places=self.places[kept],
            counts=self.counts[kept],
            words=self.words[held],
            heavy=self.heavy[held],
        )


def sketches(mentions: Iterable[Sketched]) -> Iterator[Sketch]:
    """Yield the sketches of the mentions of one page in their order."""
    every = list(mentions)
    return (_sketch(every[at : at + PART]) for at in range(0, len(every), PART))


def nearest(mine: Sketch, stems: Numbers, parts: Numbers, weights: Array) -> list[int]:
    """Return which parts of pages one is compared with, from the words that they share with it.

    Each row is one word of one part. The most alike come first, and those that have the words of one of its mentions.
    """
    if not len(stems):
        return []
    known, column = np.unique(parts, return_inverse=True)
    row = np.searchsorted(mine.stems, stems)
    alike = np.bincount(column, mine.weights[row] * weights)
    having = np.zeros((len(mine.stems), len(known)), dtype=np.float32)
    having[row, column] = 1
    told = _table(mine, mine.stems)
    covered = (told @ having) / np.maximum(told.sum(axis=1, keepdims=True), _LEAST_WEIGHT)
    rank = alike + _COVER * covered.max(axis=0, initial=0)
    found: list[int] = known[np.lexsort((known, -rank))[:NEAREST]].tolist()
    return found


def near(mine: Sketch, others: Sequence[Sketch]) -> list[tuple[int, int]]:
    """Return the mentions that are near enough to be compared: a number of one, a number of any of the others."""
    others = [other for other in others if len(other.numbers)]
    if not others or not len(mine.numbers):
        return []
    words = np.unique(mine.words)
    one, many = _table(mine, words), np.concatenate([_table(other, words) for other in others])
    shared = np.sqrt(one) @ np.sqrt(many).T
    places = np.concatenate([other.places for other in others])
    closeness = _cosines(mine, others, shared) + _WORDS * np.minimum(shared, _MOST_WORDS)
    closeness -= _APART * np.abs(mine.places[:, :1] - places[:, 0])
    closeness -= _SHORT * np.minimum(mine.places[:, 1:], places[:, 1])
    asked = [_LEAST + _STRANGER * max(0.0, _ONE_MATTER - likeness(mine, other)) for other in others]
    least = np.repeat(asked, [len(other.numbers) for other in others])
    numbers = np.concatenate([other.numbers for other in others])
    found = np.nonzero(closeness >= least)
    return list(zip(mine.numbers[found[0]].tolist(), numbers[found[1]].tolist(), strict=True))


def likeness(one: Sketch, other: Sketch) -> float:
    """Return how much two pages tell of one matter by their words, 0 to 1."""
    _, mine, theirs = np.intersect1d(one.stems, other.stems, assume_unique=True, return_indices=True)
    return float(one.weights[mine] @ other.weights[theirs])


def _sketch(mentions: Sequence[Sketched]) -> Sketch:
    counted = Counter(stem for each in mentions for stem in each.words)
    rare = {stem: weight for each in mentions for stem, weight in each.words.items()}
    by_number = sorted((_number(stem), stem) for stem in counted)
    weights = [(1 + log(counted[stem])) * sqrt(max(rare[stem] - _COMMONEST, 0.01)) for _, stem in by_number]
    length = sqrt(sum(weight * weight for weight in weights)) or 1.0
    held = [each for each in mentions if each.number is not None]
    width = max((len(each.vector) for each in held), default=0)
    vectors = b"".join(each.vector if len(each.vector) == width else bytes(width) for each in held)
    return Sketch(
        stems=np.array([number for number, _ in by_number], dtype=np.int64),
        weights=np.array(weights, dtype=np.float32) / np.float32(length),
        telling=np.array([rare[stem] >= _TELLING for _, stem in by_number], dtype=np.bool_),
        numbers=np.array([each.number for each in held], dtype=np.int64),
        vectors=np.frombuffer(vectors, dtype=np.int8).reshape(len(held), width),
        places=np.array([(each.share, log(len(each.words) + 1)) for each in held], dtype=np.float32).reshape(-1, 2),
        counts=np.array([len(each.words) for each in held], dtype=np.int64),
        words=np.array([_number(stem) for each in held for stem in each.words], dtype=np.int64),
        heavy=np.array([weight for each in held for weight in each.words.values()], dtype=np.float32),
    )


def _table(sketch: Sketch, words: Numbers) -> Array:
    """Return (N, len(words)): the weight of each of some words, ascending, in each mention."""
    made = np.zeros((len(sketch.numbers), len(words)), dtype=np.float32)
    if len(words):
        at = np.minimum(np.searchsorted(words, sketch.words), len(words) - 1)
        there = words[at] == sketch.words
        row = np.repeat(np.arange(len(sketch.numbers)), sketch.counts)
        made[row[there], at[there]] = sketch.heavy[there]
    return made


def _cosines(mine: Sketch, others: Sequence[Sketch], shared: Array) -> Array:
    """Return (N, M) the cosines of the vectors of mentions; of their words where one has no vector."""
    width = mine.vectors.shape[1]
    one = _of_length_one(mine.vectors)
    many = np.concatenate([_of_length_one(other.vectors, width) for other in others])
    cosines: Array = one @ many.T
    lacking = np.logical_not(np.logical_and(np.any(one, axis=1)[:, None], np.any(many, axis=1)[None, :]))
    if lacking.any():
        heavy = _heaviness(mine)[:, None] * np.concatenate([_heaviness(other) for other in others])
        cosines[lacking] = (shared / np.sqrt(np.maximum(heavy, 1e-6)))[lacking]
    return cosines


def _of_length_one(vectors: NDArray[np.int8], width: int | None = None) -> Array:
    """Return vectors of length one; zeros where they are of another width than that."""
    if width is not None and vectors.shape[1] != width:
        return np.zeros((len(vectors), width), dtype=np.float32)
    numbers: Array = vectors.astype(np.float32)
    numbers /= np.maximum(np.sqrt(np.einsum("ij,ij->i", numbers, numbers)), 1e-6)[:, None]
    return numbers


def _heaviness(sketch: Sketch) -> Array:
    row = np.repeat(np.arange(len(sketch.numbers)), sketch.counts)
    weights: Array = np.bincount(row, sketch.heavy, minlength=len(sketch.numbers)).astype(np.float32)
    return weights


@lru_cache(maxsize=100_000)
def _number(stem: str) -> int:
    return int.from_bytes(blake2b(stem.encode(), digest_size=8).digest()) >> 1
