"""Which word pieces the parts of a statement are.

In: the pieces of a text and the spans of a statement. Out: for each of `heads.PARTS` the numbers of its pieces.
Training asks the same functions, so that the heads are asked as they were taught.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
_OPENING = 4  # pieces of a content in which a negation or a modal mostly stands
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+(?=['\"“‘(]*[A-Z])|\n")
Range = tuple[int, int]


def pieces_in(starts: Numbers, ends: Numbers, ranges: Iterable[Range]) -> Numbers:
    """Return the numbers of the pieces that overlap half-open ranges of characters."""
    held = [
        np.arange(np.searchsorted(ends, start, side="right"), np.searchsorted(starts, end)) for start, end in ranges
    ]
    return np.concatenate([np.zeros(0, dtype=np.int64), *held])


def sentence_behind(text: str, end: int) -> Range:
    """Return the sentence behind the one that ends at `end` or holds it; an empty range at the text's end."""
    closes = _SENTENCE_END.search(text, max(0, end - 1))
    if closes is None:
        return len(text), len(text)
    following = _SENTENCE_END.search(text, closes.end())
    return closes.end(), following.start() + 1 if following else len(text)


def parts_of(text: str, starts: Numbers, ends: Numbers, spans: Sequence[Sequence[Range]]) -> tuple[Numbers, ...]:
    """Return the pieces of each part, in the order of `heads.PARTS`; `spans` are source, cue and content."""
    source, cue, content = (pieces_in(starts, ends, part) for part in spans)
    last = max((end for part in spans[1:] for _, end in part), default=0)
    behind = pieces_in(starts, ends, [sentence_behind(text, last)])
    return cue, cue[:1], source, content, content[:_OPENING], behind
