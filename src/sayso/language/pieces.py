"""Cut a text into word pieces and the pieces into windows: what the encoder sees.

In: a text. Out: `Pieces` (ids, character offsets and marks of every piece) and `Window`s over them. Every piece
lies inside the text; the windows cover all pieces and each piece is owned by exactly one window.

The vocabulary knows no capitals and no line breaks, so each piece also carries a mark, one integer that holds the
letter case of its word, whether it stands in quotation marks, and whether it opens a paragraph. Weights are
trained with these marks: a change here asks for new weights.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.language.quotes import find_quoted

CASES, QUOTATIONS, POSITIONS = 4, 3, 2  # what a mark holds: letter case, quotation state, paragraph position
MARKS = CASES * QUOTATIONS * POSITIONS
OPENING = CASES * QUOTATIONS  # marks from here on open a paragraph
WINDOW = 256  # pieces, the two special ones included; 128 cost 3 points of relation F1 on PolNeAR dev (six layers)
# chosen on PolNeAR dev: relation F1 73.5 without any, 73.8 with up to 32 (weights/CARD.md)
CONTEXT = 40  # pieces of whole paragraphs that a window holds before its own
# measured; benchmarks/README.md, "Where the time goes", has 700 and 20
Numbers = NDArray[np.int64]
_ATTENTION, _CALL = 800, 20  # a piece's attention to so many others, a window by itself: see `_cost`
# pieces between places where windows may part: shorter paragraphs go with the one after them, or a page of tiny lines
# takes long to cut
_APART = 8
_WORD = re.compile(r"\w+(?:[-.'’&]\w+)*")
_BREAK = re.compile(r"\n")
_SENTENCE = re.compile(r"""(?:[a-z]{3}|[\d%)’”"])[.!?]['’”")]*\s+(?=['‘“"(]*[A-Z])""")  # not after "Sen." and "J."


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The word pieces of a text: arrays of equal length.

    `opens` tells whether a piece is the first of its word, `sentences` whether it is the first of a sentence that
    follows another in its paragraph.
    """

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    marks: NDArray[np.int64]
    opens: NDArray[np.bool_]
    sentences: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, at: NDArray[np.int64] | slice) -> Pieces:
        """Return the pieces numbered `at`."""
        return Pieces(**{field.name: getattr(self, field.name)[at] for field in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Pieces [start, end) read together, of which [first, last) are owned: their cues are this window's to report."""

    start: int
    end: int
    first: int
    last: int


def pieces_in(starts: Numbers, ends: Numbers, ranges: Iterable[tuple[int, int]]) -> Numbers:
    """Return the numbers of the pieces that overlap half-open ranges of characters, in the order of the ranges."""
    held = [
        np.arange(np.searchsorted(ends, start, side="right"), np.searchsorted(starts, end)) for start, end in ranges
    ]
    return held[0] if len(held) == 1 else np.concatenate([np.zeros(0, dtype=np.int64), *held])


def cut(text: str, tokenizer: Tokenizer) -> Pieces:
    """Return the word pieces of `text`, special pieces left out."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    words = np.array(encoding.word_ids, dtype=np.int64)
    return Pieces(
        ids=np.array(encoding.ids, dtype=np.int64),
        starts=offsets[:, 0],
        ends=offsets[:, 1],
        marks=_marks(text, offsets),
        opens=np.diff(words, prepend=-1) != 0,
        sentences=np.isin(offsets[:, 0], [sentence.end() for sentence in _SENTENCE.finditer(text)]),
    )


def _marks(text: str, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    starts = offsets[:, 0]
    marks = np.zeros(len(offsets), dtype=np.int64)
    cased = [(*word.span(), case) for word in _WORD.finditer(text) if (case := _case(word.group()))]
    places = np.searchsorted(starts, [place[:2] for place in cased]) if cased else ()
    for (first, last), (_, _, case) in zip(places, cased, strict=True):
        marks[first:last] = case
    for quoted in find_quoted(text):
        if quoted.inner:
            continue
        held = slice(np.searchsorted(starts, quoted.start), np.searchsorted(starts, quoted.end))
        if quoted.double or not np.any(marks[held] >= CASES):  # inside double marks single ones change nothing
            marks[held] += CASES if quoted.double else 2 * CASES
    if len(marks):
        opening = np.unique(np.searchsorted(starts, [0, *(at.end() for at in _BREAK.finditer(text))]))
        marks[opening[opening < len(marks)]] += OPENING
    return marks


def _case(word: str) -> int:
    """Return 0 for lower case and figures, 1 for a capital first, 2 for capitals throughout, 3 for capitals inside."""
    if word.islower() or not any(map(str.isalpha, word)):
        return 0
    if word.isupper() and sum(map(str.isalpha, word)) > 1:
        return 2
    return 1 if word[0].isupper() else 3


def unquote(marks: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the marks as they would stand without quotation marks and as the opening of a paragraph."""
    opens = marks >= OPENING
    opens[:1] = True
    return marks % CASES + OPENING * opens


def cut_windows(pieces: Pieces, *, size: int = WINDOW - 2) -> Iterator[Window]:
    """Yield windows of at most `size` pieces that cover `pieces`: whole paragraphs, grouped as they are read fastest.

    A window that cuts a sentence understands less of it, and gains nothing by what its neighbour holds of it too. So
    neighbours share short paragraphs at most, and only a paragraph that is too long is cut, between sentences.
    """
    places = list(_places(pieces, size))
    contexts = list(_contexts(pieces, places))
    costs, ways = [0.0], [(0, 0)]  # by place: of the windows up to there, and the first place and start of the last
    for to, end in enumerate(places[1:], start=1):
        nearest = bisect_left(contexts, end - size, hi=to - 1)
        options = [(costs[at] + _cost(end - contexts[at]), at, contexts[at]) for at in range(nearest, to)]
        if end - contexts[to - 1] > size:  # a paragraph so long that nothing before it has room
            options = [(costs[-1] + _cost(end - places[to - 1]), to - 1, places[to - 1])]
        cost, at, start = min(options)
        costs.append(cost)
        ways.append((at, start))
    windows, to = [], len(places) - 1
    while to > 0:
        at, start = ways[to]
        windows.append(Window(start=start, end=places[to], first=places[at], last=places[to]))
        to = at
    yield from reversed(windows)


def _places(pieces: Pieces, size: int) -> Iterator[int]:
    """Yield where windows may part, from 0 to the end, none further than `size` from the one before."""
    opens, sentences = (np.flatnonzero(held).tolist() for held in (pieces.marks >= OPENING, pieces.sentences))
    place, total = 0, len(pieces)
    yield place
    for end, following in pairwise((*opens, total, total)):
        if end - place < _APART and end < total and following - place <= size:
            continue
        while end - place > size:
            held = sentences[bisect_right(sentences, place) : bisect_right(sentences, place + size)]
            yield (place := held[-1] if held else place + size)
        if end > place:
            yield (place := end)


def _contexts(pieces: Pieces, places: Sequence[int]) -> Iterator[int]:
    """Yield for each place where a window from there starts: at the short paragraphs before it, if there are such."""
    opens = [place for place in places[:-1] if not place or pieces.marks[place] >= OPENING]
    for place in places:
        at = bisect_left(opens, place)
        yield opens[bisect_left(opens, place - CONTEXT)] if place in opens[at : at + 1] else place


def _cost(length: int) -> float:
    """Return about how long a window of so many pieces takes, one piece's products in the layers being 1."""
    return length + length * length / _ATTENTION + _CALL
