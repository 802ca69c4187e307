"""Tell whether a sentence speaks of what was or of what will be, at one place in it.

In: a text and a place. Out: a `Tense`, by the verb nearest before the place, else by the first after it; unknown where
no verb tells. A few hundred forms of English, no parse: "said on Tuesday it will close" is past on Tuesday.
"""

from __future__ import annotations

import re
from enum import Enum

_SENTENCE = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z“\"‘])|\n")
_FARTHEST = 400  # characters: a verb farther off tells nothing
_IRREGULAR = (
    "said|told|was|were|had|did|fell|met|wrote|went|took|made|came|began|left|gave|got|held|sent|spoke|won|lost|found|saw"
    "|shot|struck|broke|ran|rose|sank|sold|bought|brought|kept|led|became|knew|thought|drew|flew|fled|fought|felt|heard"
    "|laid|lay|paid|rang|sat|stood|stole|swore|taught|threw|understood|withdrew|woke|built|caught|chose|drove|dealt"
)
_CUES = re.compile(
    # what was to come, seen from then, may have come or not
    r"(?P<unknown>\b(?:was|were|had\s+been)\s+(?:due|to|set|expected|scheduled|planned|supposed)\b|\bwould\b|\bcould\b"
    r"|\bmay\b|\bmight\b)"
    r"|(?P<future>\b(?:will|shall|won['’]t)\b(?:\s+(?:not|also|now|be|have|\w+ly))*(?:\s+\w+)?(?:\s+\w+ed\b)?"
    r"|['’]ll\b(?:\s+\w+)?|\b(?:is|are|has\s+been|have\s+been)\s+(?:\w+ly\s+)?(?:due|set|expected|scheduled|planned|to|going)\b"
    r"(?:\s+to(?:\s+be)?\s+\w+|\s+for)?|\b(?:plans?|hopes?|intends?|aims?)\s+to\s+\w+|\bscheduled\s+for\b|\bdue\b)"
    r"|(?P<now>\b(?:is|are|being)\s+(?:being\s+)?\w+)"
    rf"|(?P<past>\b(?:{_IRREGULAR})\b|\b\w{{2,}}(?<!ne)(?<!he)ed\b)",
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
