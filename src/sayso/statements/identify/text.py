"""A text read once: its words, the pieces they make, and everybody it names.

In: the text of a document. Out: a `Text`, remembered for the last few, since several stages ask for the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.settings import load_settings
from sayso.statements.identify.cast import Cast
from sayso.statements.identify.nouns.phrase import Phrase, hoist_portfolio, read_phrase
from sayso.statements.identify.nouns.tables import Lexicon, load_lexicon
from sayso.statements.identify.nouns.tagged import Marker, Piece
from sayso.statements.identify.nouns.tokens import Word, split_words

LONGEST = 60  # pieces that a noun phrase is looked for in: a row of names without end is none


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Text:
    """A text as words, pieces and cast.

    `piece_at`, `starts` and `ends` hold, for each word, the piece that covers it and its characters; `marks` where
    quotation marks stand, opening, closing and straight ones; `gaps` where blank lines do.
    """

    words: tuple[Word, ...]
    pieces: tuple[Piece, ...]
    cast: Cast
    lexicon: Lexicon
    piece_at: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    marks: tuple[list[int], ...]
    gaps: list[int]

    def phrase(self, start: int, end: int) -> Phrase:
        """Return the noun phrase in pieces `start` to `end`."""
        return hoist_portfolio(read_phrase(self.pieces, start, end), self.pieces)

    def is_quoted(self, start: int, end: int) -> bool:
        """Tell whether what ends at a character stands in a quotation that opened at `start` or after it."""
        opened, closed, straight = (marks_between(marks, start, end) for marks in self.marks)
        return opened > closed or straight % 2 == 1

    def has_mark(self, start: int, end: int) -> bool:
        """Tell whether a quotation mark that can open one stands between two characters."""
        return any(marks_between(marks, start, end) for marks in (self.marks[0], self.marks[2]))

    def paragraph(self, at: int) -> int:
        """Return where the paragraph of a character begins."""
        number = bisect_right(self.gaps, at - 2) - 1
        return self.gaps[number] if number >= 0 else 0

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the pieces that overlap characters `start` to `end`; an empty range if none does."""
        low = bisect_right(self.ends, start)
        high = bisect_left(self.starts, end, low)
        if low >= high:
            return (0, 0)
        return self.piece_at[low], self.piece_at[high - 1] + 1


@lru_cache(maxsize=8)
def read_text(text: str) -> Text:
    """Read a text into words, pieces and cast; the last few texts are remembered."""
    lexicon = load_lexicon(load_settings().lexicon)
    words = split_words(text)
    pieces = Marker(words, lexicon).mark()
    piece_at = [number for number, piece in enumerate(pieces) for _ in range(piece.start, piece.end)]
    cast = Cast(words, pieces, lexicon)
    return Text(
        words=words,
        pieces=pieces,
        cast=cast,
        lexicon=lexicon,
        piece_at=tuple(piece_at),
        starts=tuple([word.start for word in words]),
        ends=tuple([word.end for word in words]),
        marks=tuple([found.start() for found in re.finditer(mark, text)] for mark in '“”"'),
        gaps=[found.start() for found in re.finditer("\n(?=\n)", text)],
    )


def marks_between(marks: Sequence[int], start: int, end: int) -> int:
    """Return how many of the places lie between two characters."""
    return max(0, bisect_left(marks, end) - bisect_left(marks, start))
