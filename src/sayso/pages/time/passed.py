"""How comments write in English the time that has passed since: "3 weeks, 2 days ago", "half an hour ago", "last week".

In: nothing. Out: patterns, `PASSED` and `STRETCH` for what tells a time anywhere, `WEAK` for what tells one behind an
hour or as a line of its own ("Monday", "3h"), and `is_of_time`, which says that words are a piece of a time, no name.
"""

from __future__ import annotations

import re

from sayso.pages.vocabulary import any_of, read_vocabulary

_LISTS = read_vocabulary("sayso.pages.time")
_ONE_TO_SIXTY = (
    *_LISTS.words("numbers.en.one"),
    *_LISTS.words("numbers.en.from_two"),
    *_LISTS.words("numbers.en.tens"),
)
_LONG_UNITS = _LISTS.words("units.en.names", "units.en.longer")
_LONG_UNIT = rf"{any_of(_LONG_UNITS)}s?"
_UNIT = rf"(?:{_LONG_UNIT}|{_LISTS.any_word('passed.en.short_units')}\.?)(?![^\W\d_])"
_HALF_MORE = rf"(?:\s+{_LISTS.any_phrase('passed.en.half_more')})?"
# A word goes with a unit that is written out: "a M" is a name.
_WORDED = (
    rf"(?<!\w)(?:{_LISTS.any_phrase('passed.en.amounts')}|{any_of(_ONE_TO_SIXTY)}){_HALF_MORE}[\s-]+{_LONG_UNIT}\b"
)
_ONE = rf"(?:\d+(?:[.,]\d+)?\+?\s*{_UNIT}|{_WORDED}){_HALF_MORE}"
_JOIN = rf"\s*(?:,\s*)?(?:{_LISTS.any_word('passed.en.joins')}\s+)?"
_AMOUNTS = rf"(?:{_LISTS.any_phrase('passed.en.before_amount')}\s+|[<~]\s?)?{_ONE}(?:{_JOIN}{_ONE}){{0,3}}"
#: "About 3 weeks and 2 days ago", "moments ago".
PASSED = (
    rf"(?:{_AMOUNTS}\s+{_LISTS.any_word('ago.en.behind')}|{_LISTS.any_phrase('passed.en.moments')}"
    rf"|(?<!\d)(?<!\d\s){_LISTS.any_phrase('passed.en.bare')})"
)
#: "Yesterday", "last week": with an hour behind it or without.
STRETCH = _LISTS.any_phrase("passed.en.stretches")
#: "Monday": a time with an hour behind it.
WEEKDAY = _LISTS.any_phrase("passed.en.weak_stretches")
_SHORT = rf"[<~]?\s?\d+\s?(?:{_LISTS.any_word('passed.en.short_units')}|{_LONG_UNIT})\.?"
#: What tells a time only as a line of its own.
WEAK = rf"(?:{_SHORT}(?:\s?{_SHORT})?|{WEEKDAY})"
_SHORT_UNITS = frozenset(_LISTS.words("passed.en.short_units"))
_NO_NAMES = frozenset(
    (
        *_LISTS.words("passed.en.no_names", "passed.en.joins", "weekdays.en.names", "ago.en.behind"),
        *_ONE_TO_SIXTY,
        *_LONG_UNITS,
        *(f"{unit}s" for unit in _LONG_UNITS),
    )
)


def is_of_time(words: str) -> bool:
    """Say whether words are made of figures, units and such: a piece of a written time, and nobody's name."""
    pieces = re.findall(r"[^\W\d_]+|\d+", words.lower())
    return bool(pieces) and all(
        piece in _NO_NAMES or piece.isdecimal() or (piece in _SHORT_UNITS and at > 0 and pieces[at - 1].isdecimal())
        for at, piece in enumerate(pieces)
    )
