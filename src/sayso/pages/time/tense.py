"""Tell whether a sentence speaks of what was or of what will be, at one place in it.

In: a text and a place. Out: a `Tense`, by the verb nearest before the place, else by the first after it; unknown where
no verb tells. A few hundred forms of English, no parse: "said on Tuesday it will close" is past on Tuesday.
"""

from __future__ import annotations

import re
from enum import Enum

from sayso.pages.vocabulary import read_vocabulary

_SENTENCE = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z“\"‘])|\n")
_FARTHEST = 400  # characters: a verb farther off tells nothing
_LISTS = read_vocabulary("sayso.pages.time")
_CUES = re.compile(
    rf"(?P<unknown>\b{_LISTS.any_phrase('tense.en.unknown')}\b)"
    rf"|(?P<future>{_LISTS.any_phrase('tense.en.future')})"
    rf"|(?P<now>\b{_LISTS.any_phrase('tense.en.now')})"
    rf"|(?P<past>\b{_LISTS.any_word('tense.en.irregular')}\b|\b\w{{2,}}(?<!ne)(?<!he)ed\b)",
    re.IGNORECASE,
)


class Tense(Enum):
    """What a sentence speaks of."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


def tell_tense(text: str, start: int, end: int) -> Tense:
    """Return the tense of the words around `text[start:end]`."""
    left, right = max(0, start - _FARTHEST), min(len(text), end + _FARTHEST)
    opening = max((cut.end() for cut in _SENTENCE.finditer(text, left, start)), default=left)
    closing = next((cut.start() for cut in _SENTENCE.finditer(text, end, right)), right)
    before = [cue.lastgroup for cue in _CUES.finditer(text, opening, start)]
    after = _CUES.search(text, end, closing)
    nearest = before[-1] if before else after.lastgroup if after else None
    return {"past": Tense.PAST, "future": Tense.FUTURE}.get(nearest or "", Tense.UNKNOWN)
