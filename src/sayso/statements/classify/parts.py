"""Which word pieces the parts of a statement are.

In: the pieces of a text and the spans of a statement. Out: for each of `heads.PARTS` the numbers of its pieces.
Training asks the same functions, so that the heads are asked as they were taught.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sayso.language.pieces import pieces_in

Numbers = NDArray[np.int64]
_OPENING = 4  # pieces of a content in which a negation or a modal mostly stands
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+(?=['\"“‘(]*[A-Z])")
_LINE_END = re.compile(r"\n")
Range = tuple[int, int]


def sentence_behind(text: str, end: int) -> Range:
    """Return the sentence behind the one that ends at `end` or holds it; an empty range at the text's end."""
    starts, ends = _sentence_ends(text)
    closes = bisect_left(starts, max(0, end - 1))
    if closes == len(starts):
        return len(text), len(text)
    following = bisect_left(starts, ends[closes])
    return ends[closes], starts[following] + 1 if following < len(starts) else len(text)


@lru_cache(maxsize=8)
def _sentence_ends(text: str) -> tuple[list[int], list[int]]:
    """Return where the ends of sentences begin and end, a line's end that closes no sentence by itself."""
    found = sorted({match.span() for end in (_SENTENCE_END, _LINE_END) for match in end.finditer(text)})
    return [start for start, _ in found], [end for _, end in found]


def parts_of(text: str, starts: Numbers, ends: Numbers, spans: Sequence[Sequence[Range]]) -> tuple[Numbers, ...]:
    """Return the pieces of each part, in the order of `heads.PARTS`; `spans` are source, cue and content."""
    source, cue, content = (pieces_in(starts, ends, part) for part in spans)
    last = max((end for part in spans[1:] for _, end in part), default=0)
    behind = pieces_in(starts, ends, [sentence_behind(text, last)])
    return cue, cue[:1], source, content, content[:_OPENING], behind
