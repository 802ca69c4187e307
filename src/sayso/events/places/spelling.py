"""How a name of a place is looked up, whatever way it is written.

In: a name as a page or a table writes it. Out: its folded form, and the number that stands for it in the gazetteer.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_SPACES = re.compile(r"[\s\-‐‑–_/]+")
_LEFT_OUT = re.compile(r"['’‘`ʻʼ.,()]")
_OTHER_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})


def fold(name: str) -> str:
    """Return a name in plain lower-case letters: "St. Jôrn’s-on-Sea" is "saint jorns on sea"."""
    text = name
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _LEFT_OUT.sub("", text.casefold().translate(_OTHER_LETTERS))
    words = _SPACES.sub(" ", text).strip().split(" ")
    if words[0] == "the" and len(words) > 1:
        words = words[1:]
    return " ".join(_SHORT.get(word, word) for word in words)


def key_of(folded: str) -> int:
    """Return the number of 40 bits that a folded name is kept by; two names share one in a chance of a billion."""
    return int.from_bytes(blake2b(folded.encode(), digest_size=5).digest(), "big")
