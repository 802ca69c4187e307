"""Leave out what only tells by whom a statement was carried: ", as the Gazette reported", "as reported by the Gazette".

In: a text and its statements. Out: the statements without those whose cue and source stand in such a clause, where
another statement of the same sentence, or one nested in it, says the same: the outlet is a hand of that one, and says
nothing of its own. What was nested in one that is left out stands where that stood.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from sayso.records import Statement

_RETELLING = re.compile(r"\b(?:reported|reports|revealed|wrote)(?: (?:by|in))?$", re.IGNORECASE)
_AS = re.compile(r"\bas (?:first |previously |earlier )?$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?][”\"’)]*\s|\n")
_FAR = 400  # characters between two statements of one sentence
_START = attrgetter("start")


def without_retold(text: str, statements: Sequence[Statement]) -> list[Statement]:
    """Return `statements` in their order, those left out that retell another."""
    by_start = sorted(statements, key=_START)
    starts = [statement.start for statement in by_start]

    def near(statement: Statement) -> Sequence[Statement]:
        first = bisect_left(starts, statement.start - _FAR)
        return by_start[first : bisect_left(starts, statement.start + _FAR)]

    retold = {
        one.id: one.parent
        for one in statements
        if _retells(text, one) and any(it.parent == one.id or _same(text, one, it) for it in near(one))
    }
    kept = (one for one in statements if one.id not in retold)
    return [replace(one, parent=retold[one.parent]) if one.parent in retold else one for one in kept]


def _retells(text: str, statement: Statement) -> bool:
    if not statement.cue or not _RETELLING.search(text, statement.cue[0].start, statement.cue[-1].end):
        return False
    start = min(span.start for span in (*statement.source, *statement.cue))
    return _AS.search(text, max(0, start - 30), start) is not None


def _same(text: str, retold: Statement, other: Statement) -> bool:
    """Tell whether another statement of the sentence holds what is retold, or is retold itself."""
    if other is retold or other.parent != retold.parent or not other.cue:
        return False
    first, last = sorted((other.cue[0].start, retold.cue[0].start))
    if _SENTENCE.search(text, first, last):
        return False
    inside = any(part.overlaps(cue) for part in retold.content for cue in other.cue)
    return inside or any(part.overlaps(said) for part in retold.content for said in other.content)
