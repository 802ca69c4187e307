"""How times are written on the pages we met, as patterns over the words of some twenty languages.

In: nothing. Out: `MOMENT` (one written time), `LEAD` and `TRAIL` (what stands around it and is no part of
it).
"""

from __future__ import annotations

import re

from sayso.pages.threads.vocabulary import CALENDAR, PHRASES, any_of

_MONTH = rf"{any_of(CALENDAR['months'])}[^\W\d_]{{0,8}}\.?"
# "County man, 12 Feb": behind another word, a day of the week begins with a capital.
_CAPITAL = r"(?:(?<![^\W\d_] )|(?=(?-i:[A-ZÀ-ÞА-Я])))"
_WEEKDAY = rf"(?:{_CAPITAL}{any_of(CALENDAR['days'])}\b\.?,?\s+(?:den\s+|the\s+|le\s+)?)"
_NUMBER = rf"(?:\d+|{any_of(CALENDAR['numbers'])})"
_UNIT = rf"(?:(?:[smhdwy]|mo)\b|{any_of(CALENDAR['units'])}[^\W\d_]{{0,6}})\.?"
_YEAR = r"(?:(?:19|20)\d\d|['’]\d\d)"
_SHORT_YEAR = r"(?:\d{4}|\d\d)"
_SLASHED = rf"(?:\d{{1,2}}/\d{{1,2}}/{_SHORT_YEAR}|\d{{1,2}}-\d{{1,2}}-{_SHORT_YEAR})"
_NUMERIC = rf"(?:\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}|\d{{1,2}}\.\s?\d{{1,2}}\.\s?{_SHORT_YEAR}|{_SLASHED})(?!\d)"
_EASTERN = r"\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.|º|ª|-го)?"
_DAY_FIRST = rf"{_DAY}\s*(?:de\s+|of\s+|-)?{_MONTH},?(?:\s*(?:de\s+|del\s+|-)?{_YEAR})?"
# "Anna May 3 days ago", "Martin 3 May": a month before a day may be a name.
_MONTH_FIRST = rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR}|(?!\s?(?:{_MONTH}|{_UNIT}\b)))"
_DATE = rf"(?:{_NUMERIC}|{_EASTERN}|{_DAY_FIRST}|{_MONTH_FIRST})"
_ZONE = r"(?:\s?(?:utc|gmt|cest|cet|est|edt|pst|pdt|z)\b)?(?:\s?[+-]\d\d:?\d\d)?"
_MERIDIEM = r"\s?[ap]\.?m\b\.?"
_MINUTES = rf"\d{{1,2}}\s?[:.h]\s?\d\d(?::\d\d)?(?:\.\d+)?(?!\d)(?:{_MERIDIEM})?(?:\s?(?:uhr|hrs|klo))?{_ZONE}"
_CLOCK = rf"(?:{_MINUTES}|\d{{1,2}}{_MERIDIEM})"
_JOIN = rf"\s*[,|/·•–—-]?\s*(?:{PHRASES['between']}(?![^\W\d_])|(?<=\d)t(?=\d))?\s*[,-]?\s*"
_AROUND = r"(?:(?:about|almost|over|etwa|ca\.?)\s+)?"
_AGO = rf"{_AROUND}{_NUMBER}\s*\+?\s?{_UNIT}(?:\s?,?\s?\d+\s?{_UNIT})?\s+{any_of(CALENDAR['ago'])}"
_BEFORE = rf"{PHRASES['before']}\s+{_NUMBER}\s+{_UNIT}(?:\s+sedan|\s+siden)?"
# "hier" is yesterday, and here: such a word needs an hour, or a place of its own.
_NEAR_WORD = any_of(CALENDAR["near"])
_NEAR = rf"{_NEAR_WORD}{_JOIN}{_CLOCK}|(?:^|(?<=[|/·•–—-] )){_NEAR_WORD}(?=\s*(?:$|[|/·•–—-]))"
MOMENT = re.compile(
    rf"(?<!\w)(?:{_WEEKDAY}?{_DATE}(?:{_JOIN}{_CLOCK})?|{_CLOCK}{_JOIN}{_WEEKDAY}?{_DATE}|{_AGO}|{_BEFORE}"
    rf"|{_NEAR}|just now|gerade eben)(?![^\W_])",
    re.IGNORECASE,
)
LEAD = re.compile(rf"^(?:[\s|/·•,;:#(\[–—-]+|{any_of(CALENDAR['leading'])}(?=[\s:])\s*)+", re.IGNORECASE)
TRAIL = re.compile(r"[\s|/·•,;:)\]#–—-]+$")
