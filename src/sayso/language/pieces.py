"""Cut a text into word pieces and the pieces into windows: what the encoder sees.

In: a text. Out: `Pieces` (ids, character offsets and marks of every piece) and `Window`s over them. Every piece
lies inside the text; the windows cover all pieces and each piece is owned by exactly one window.

The vocabulary knows no capitals and no line breaks, so each piece also carries a mark, one integer that holds the
letter case of its word, whether it stands in quotation marks, and whether it opens a paragraph. Weights are
trained with these marks: a change here asks for new weights.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.language.quotes import find_quoted

CASES, QUOTATIONS, POSITIONS = 4, 3, 2  # what a mark holds: letter case, quotation state, paragraph position
MARKS = CASES * QUOTATIONS * POSITIONS
OPENING = CASES * QUOTATIONS  # marks from here on open a paragraph
WINDOW = 256  # pieces, the two special ones included
OVERLAP = 64
_WORD = re.compile(r"\w+(?:[-.'’&]\w+)*")
_BREAK = re.compile(r"\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The word pieces of a text: arrays of equal length. `opens` tells whether a piece is the first of its word."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    marks: NDArray[np.int64]
    opens: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, at: NDArray[np.int64] | slice) -> Pieces:
        """Return the pieces numbered `at`."""
        return Pieces(
            ids=self.ids[at], starts=self.starts[at], ends=self.ends[at], marks=self.marks[at], opens=self.opens[at]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Pieces [start, end) read together, of which [first, last) are owned: their cues are this window's to report."""

    start: int
    end: int
    first: int
    last: int


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
    )


def _marks(text: str, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    starts = offsets[:, 0]
    marks = np.zeros(len(offsets), dtype=np.int64)
    cased = [(*word.span(), case) for word in _WORD.finditer(text) if (case := _case(word.group()))]
    places = np.searchsorted(starts, [place[:2] for place in cased]) if cased else ()
    for (first, last), (_, _, case) in zip(places, cased, strict=True):
        marks[first:last] = case
    for quoted in find_quoted(text):
        held = slice(np.searchsorted(starts, quoted.start), np.searchsorted(starts, quoted.end))
        if quoted.double or not np.any(marks[held] >= CASES):  # inside double marks single ones change nothing
            marks[held] += CASES if quoted.double else 2 * CASES
    if len(marks):
        opening = {0, *(int(np.searchsorted(starts, at.end())) for at in _BREAK.finditer(text))}
        marks[sorted(at for at in opening if at < len(marks))] += OPENING
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


def cut_windows(
    pieces: Pieces, *, size: int = WINDOW - 2, overlap: int = OVERLAP, first_end: int | None = None
) -> Iterator[Window]:
    """Yield windows of at most `size` pieces, of near length, that cover `pieces`, neighbours sharing about `overlap`.

    A window starts where a paragraph starts if one does within the overlap, and its neighbours share what they both
    hold half and half. `first_end` bounds the first window (training moves the cuts with it).
    """
    total, opens = len(pieces), [int(at) for at in np.flatnonzero(pieces.marks >= OPENING)]
    if first_end is None and total > size:
        count = math.ceil((total - overlap) / (size - overlap))
        size = math.ceil((total + (count - 1) * overlap) / count)
    spans: list[tuple[int, int]] = []
    start, end = 0, min(total, size, first_end or size)
    while total:
        spans.append((start, end))
        if end == total:
            break
        start = _next_start(opens, start, end, overlap)
        end = min(total, start + size)
    middles = [0, *((s + e) // 2 for (_, e), (s, _) in pairwise(spans)), total]
    for (start, end), first, last in zip(spans, middles, middles[1:], strict=False):
        yield Window(start=start, end=end, first=first, last=last)


def _next_start(opens: Sequence[int], start: int, end: int, overlap: int) -> int:
    earliest, latest = max(start + 1, end - overlap), max(start + 1, end - overlap // 4)
    at = bisect_right(opens, earliest - 1)
    return opens[at] if at < len(opens) and opens[at] <= latest else earliest
