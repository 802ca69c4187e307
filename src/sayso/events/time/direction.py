"""Tell whether the words around an expression of time speak of what was or of what is to come.

In: a text and a place in it. Out: -1 for what was, 1 for what is to come, 0 where no verb tells. The verb nearest
before the place in its sentence decides, else the first behind it: "said on Tuesday it will close" is past on Tuesday.
"""

from __future__ import annotations

import re

from sayso.events.time.words import LISTS, PAGES

_FARTHEST = 250  # characters: a verb farther off tells nothing
_END = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z“\"‘\[])|\n\s*\n|;\s")
_TITLES = re.compile(
    r"\b(?:[A-Za-z]|mr|mrs|ms|dr|gen|col|lt|sgt|maj|capt|rep|sen|gov|st|no|u\.s|jan|feb|mar|apr|aug|sept?|oct|nov|dec)$",
    re.IGNORECASE,
)
_CUES = re.compile(
    rf"\b(?P<future>{LISTS.any_phrase('tense.en.future')}|(?i:will|shall|won['’]t)\b(?:\s+\w+){{0,2}})(?![^\W\d_])"
    rf"|['’]ll\s(?P<soon>\w+)"
    rf"|\b(?P<plan>{LISTS.any_word('tense.en.plans')}|(?<!\bto\s)(?<!\bnot\s)(?<!\bthe\s)(?<!\ba\s)meet)\b"
    rf"|\b(?P<past>{PAGES.any_word('tense.en.irregular')}|been|\w{{2,}}(?<!ne)(?<!he)(?<!ee)ed)\b",
    re.IGNORECASE,
)
_DEADLINE = re.compile(rf"\b(?:by|{LISTS.any_phrase('ends.en.until')}|(?:is|are)(?:\s+on)?)\s+$", re.IGNORECASE)


def sentence_around(text: str, start: int, end: int, farthest: int = _FARTHEST) -> tuple[int, int]:
    """Return where the sentence around a place begins and ends, so far and no farther."""
    left, right = max(0, start - farthest), min(len(text), end + farthest)
    opening = left
    for cut in _END.finditer(text, left, start):
        if not _TITLES.search(text, max(left, cut.start() - 6), cut.start()):
            opening = cut.end()
    closing = right
    for cut in _END.finditer(text, end, right):
        if not _TITLES.search(text, max(end, cut.start() - 6), cut.start()):
            closing = cut.start() + 1
            break
    return opening, closing


def tell_direction(text: str, start: int, end: int) -> int:
    """Return -1 for what was, 1 for what is to come, 0 where no verb tells."""
    opening, closing = sentence_around(text, start, end)
    before = list(_CUES.finditer(text, opening, start))
    behind = (one for one in _CUES.finditer(text, end, closing) if one.lastgroup != "plan")
    cue = before[-1] if before else next(behind, None)
    if cue is None:  # "holds until Sunday"
        return 1 if _DEADLINE.search(text, max(opening, start - 12), start) else 0
    return -1 if cue.lastgroup == "past" else 1
