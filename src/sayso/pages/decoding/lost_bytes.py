"""Find what ftfy leaves or gets wrong: sequences of UTF-8 that lost a byte, and such as open a word.

In: a line. Out: `Found` places with what stands there rightly. UTF-8's closing quotation mark (E2 80 9D) loses its
third byte wherever Windows-1252 is written, which has no character for it: `â€` is left, or `â€` with U+FFFD or a
question mark. It is put back where a quotation mark is open, and else left alone: it is no dagger, and the space behind
it no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LOST = "utf-8-read-as-sloppy-windows-1252, its third byte lost"
OPENING = "utf-8-read-as-sloppy-windows-1252"
_THIRD = re.escape(bytes(range(0x80, 0xC0)).decode("sloppy-windows-1252"))
# Before a space stands no third byte, though a dagger has a no-break one; behind the end of a sentence a question mark
# was put for it.
_LOST = re.compile(rf"â€(?:\ufffd|(?<=[.,!?…]â€)\?|(?=\xa0)|(?![{_THIRD}]))")
_MARKS = re.compile(rf"“|â€œ|”|â€\x9d|{_LOST.pattern}")
_DASHES_AND_MARKS = "–—‘’“”\xa0"
# "Ã¥kesson": ftfy trusts such a pair inside of words only. No word begins with one of these signs before a letter.
_SECOND = "".join(c for c in bytes(range(0x80, 0xC0)).decode("sloppy-windows-1252") if c not in _DASHES_AND_MARKS)
_PAIR = re.compile(rf"(?<![^\W\d_])[ÃÄÅ][{re.escape(_SECOND)}](?=[^\W\d_])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Characters [start, end) of a line that are `repaired`; None where they are to be left as they stand."""

    start: int
    end: int
    repaired: str | None
    kind: str


def find_lost(line: str) -> Iterator[Found]:
    """Yield the sequences of a line that lost their third byte, in order."""
    if "â€" not in line:
        return
    opened = False
    for mark in _MARKS.finditer(line):
        if mark[0] in ("“", "â€œ"):
            opened = True
        elif mark[0] in ("”", "â€\x9d"):
            opened = False
        elif opened or not line.startswith("\xa0", mark.end()):
            yield Found(start=mark.start(), end=mark.end(), repaired="”" if opened else None, kind=LOST)
            opened = False


def find_openings(line: str) -> Iterator[Found]:
    """Yield the pairs that open a word and are one letter."""
    for pair in _PAIR.finditer(line):
        letter = pair[0].encode("sloppy-windows-1252").decode("utf-8")
        if letter.isalpha():
            yield Found(start=pair.start(), end=pair.end(), repaired=letter, kind=OPENING)
