"""Cut a text into words and sentences, for reading cues and contents by table.

In: a text. Out: `Tokens`, its words in lower case with their places, and where its sentences begin. Words are
cut so that a negation ("n't") or a possessive ("'s") stands alone; every character outside white space is in
one word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sayso.records import Span

_WORD = re.compile(
    r"[A-Za-z][a-z]*+(?![\w'’‑-])"  # most words, found the short way
    r"|\w+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\w+(?:[-‑]\w+)*|[^\w\s]"
)
_LONGEST = 3_000  # characters of a sentence: what has no end is cut, since much is looked for sentence by sentence
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[^\sa-z])|\n\s*")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Cpl|Adm|Sen|Rep|Gov|Pres|Rev|Hon|St|Jr|Sr|vs|No"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|Corp|etc|[a-z]\.[a-z])|\b[A-Z])\.\s+$"
)


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of a text in lower case, apostrophes straight; their places; where sentences begin."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]

    def within(self, start: int, end: int) -> range:
        """Return the indices of the words that begin in [start, end)."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def under(self, spans: Iterable[Span]) -> tuple[int, ...]:
        """Return the indices of the words under spans, in the order of the spans."""
        return tuple(i for span in spans for i in self.within(span.start, span.end))

    def sentence_words(self, offset: int, step: int = 0) -> range:
        """Return the indices of the words of the sentence that holds `offset`, or of one `step` further."""
        at = bisect_right(self.sentences, offset) - 1 + step
        if at >= len(self.sentences):
            return range(len(self.words), len(self.words))
        last = at + 1 == len(self.sentences)
        end = len(self.words) if last else bisect_left(self.starts, self.sentences[at + 1])
        return range(bisect_left(self.starts, self.sentences[at]), end)


@lru_cache(maxsize=4)
def tokenise(text: str) -> Tokens:
    """Return the words and sentences of `text`. The last are kept: every stage asks for the same text."""
    found = list(_WORD.finditer(text))
    return Tokens(
        words=tuple([_plain(word.group()) for word in found]),
        starts=tuple([word.start() for word in found]),
        ends=tuple([word.end() for word in found]),
        sentences=_sentence_starts(text),
    )


def _plain(word: str) -> str:
    return word.lower() if word.isascii() else word.lower().replace("’", "'").replace("‑", "-")


def _sentence_starts(text: str) -> tuple[int, ...]:
    ends = _SENTENCE_END.finditer(text)
    starts = [0, *(end.end() for end in ends if "\n" in end.group() or not _is_abbreviation(text, end))]
    return tuple(at for start, end in pairwise((*starts, len(text))) for at in (start, *_cuts(text, start, end)))


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a sentence from one character to another is cut, behind spaces, because it is too long."""
    while end - start > _LONGEST and (space := text.find(" ", start + _LONGEST, end)) >= 0:
        start = space + 1
        yield start


def _is_abbreviation(text: str, end: re.Match[str]) -> bool:
    return bool(_ABBREVIATED.search(text, max(0, end.start() - 8), end.end()))
