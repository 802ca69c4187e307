"""Which words are a party, a place, a date of an event: whole names out of the chances of pieces.

In: chances of pieces, where they stand in a text. Out: ranges of pieces that hold whole words.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]
Pieces = tuple[int, int]
_SURE, _LIKELY, _LEAST = 0.5, 0.25, 0.55  # a range begins with a sure piece, takes in likely ones, has one at least so
_APART = re.compile(r"[,;:]|\s(?:and|or|with|against|from|to|by)\s")  # between two parties
_JOINS = re.compile(r"[\s\-’'.\"“”()]*(?:(?:of|the|de|al|bin|for|in)\s+)?")  # between two parts of one name
_EMPTY = re.compile(
    r"(?:\W|\d|\b(?:the|a|an|of|and|or|on|in|at|to|for|with|from|by|its|their|his|her|it|that|who|which|said|s|political)\b)*",
    re.IGNORECASE,
)


def runs_of(chances: Array, text: str, starts: Numbers, ends: Numbers) -> list[Pieces]:
    """Return the ranges of pieces that are in a part; chances (T, 2): of being inside, of opening one.

    starts and ends (T,) are the places of the pieces in `text`. A range never cuts a word; parts of one name are one.
    """
    if not len(starts):
        return []
    inside = _by_word(chances[:, 0], starts, ends)
    runs: list[Pieces] = []
    for piece in np.nonzero(inside >= _SURE)[0].tolist():
        if runs and piece < runs[-1][1]:
            continue
        first, last = piece, piece + 1
        while first > 0 and inside[first - 1] >= _LIKELY and not (runs and first <= runs[-1][1]):
            first -= 1
        while (
            last < len(inside)
            and inside[last] >= _LIKELY
            and not (chances[last, 1] > _SURE and _APART.search(text, int(starts[last - 1]), int(ends[last])))
        ):
            last += 1
        if runs and _JOINS.fullmatch(text, int(ends[runs[-1][1] - 1]), int(starts[first])):
            first = runs.pop()[0]
        runs.append((first, last))
    return [
        (first, last)
        for first, last in (_trimmed(run, text, starts, ends) for run in runs)
        if first < last and inside[first:last].max() >= _LEAST
    ]


def whole_words(pieces: Numbers, starts: Numbers, ends: Numbers) -> list[Pieces]:
    """Return pieces as ranges of whole words: those of one word together, and neighbouring words."""
    words = _words(starts, ends)
    taken = np.nonzero(np.isin(words, words[pieces]))[0]
    runs: list[Pieces] = []
    for piece in taken.tolist():
        if runs and piece == runs[-1][1]:
            runs[-1] = (runs[-1][0], piece + 1)
        else:
            runs.append((piece, piece + 1))
    return runs


def _words(starts: Numbers, ends: Numbers) -> Numbers:
    """Return (T,): the number of the word that each piece is of."""
    return np.cumsum(np.concatenate([[1], starts[1:] > ends[:-1]]))


def _by_word(chances: Array, starts: Numbers, ends: Numbers) -> Array:
    """Give all pieces of a word the mean of their chances."""
    words = _words(starts, ends)
    sums, counts = np.bincount(words, chances), np.bincount(words)
    mean: Array = (sums / np.maximum(counts, 1))[words].astype(np.float32)
    return mean


def _trimmed(run: Pieces, text: str, starts: Numbers, ends: Numbers) -> Pieces:
    """Return a range without marks and small words at its end; an empty one where it has nothing else."""
    first, last = run
    if _EMPTY.fullmatch(text, int(starts[first]), int(ends[last - 1])):
        return first, first
    while last > first and _EMPTY.fullmatch(text, int(starts[last - 1]), int(ends[last - 1])):
        last -= 1
    while first < last and not text[int(starts[first])].isalnum():
        first += 1
    return first, last
