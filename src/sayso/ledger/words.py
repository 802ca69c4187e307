"""Cut text and queries into the words that full text is searched by.

In: any text. Out: folded words (no case, no accents) with one space between, so that every database indexes and
looks up the same words; whatever a user types is words, never syntax.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+)')


def fold(text: str) -> str:
    """Return the words of a text, folded: `“Así”, he said.` gives `asi he said`."""
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(_WORD.findall(bare.casefold()))


def find_phrases(query: str) -> tuple[str, ...]:
    """Return the words and quoted phrases of a query, folded; what is joined (`state-run`) is a phrase."""
    pieces = (quoted or word for quoted, word in _PIECE.findall(query))
    return tuple(filter(None, map(fold, pieces)))
