"""Cut text and queries into the words that full text is searched by.

In: any text. Out: folded words (no case, no accents) with one space between, so that every database indexes
and looks up the same words; whatever a user types is words, never syntax.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
# Accents, and what has no width: soft hyphens, marks of direction and where a line may break.
_ACCENT = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_PIECE = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+)')


def fold(text: str) -> str:
    """Return the words of a text, folded: `“Así”, he said.` gives `asi he said`."""
    if not text.isascii():
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    return " ".join(_WORD.findall(text.casefold()))


def find_phrases(query: str) -> tuple[str, ...]:
    """Return the words and quoted phrases of a query, folded; what is joined (`state-run`) is a phrase."""
    pieces = (quoted or word for quoted, word in _PIECE.findall(query))
    return tuple(filter(None, map(fold, pieces)))
