"""How headings of comments write times in other languages than English: "vor 3 Stunden", "hier à 14 h 30".

In: nothing, or a date as written. Out: its day, where it names its month; patterns: `ELSEWHERE` for what tells a time
anywhere in a heading, `DAY` for a day named from today, which tells one as a line of its own, `BEFORE_DATE` for what
stands between a name and a date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

from sayso.pages.vocabulary import any_of, read_vocabulary

_LISTS = read_vocabulary("sayso.pages.time")
_PASSED = _LISTS.any_phrase("elsewhere.passed")
_MONTH = rf"{any_of(_LISTS.words('months.stems'))}[^\W\d_]{{0,8}}\.?"
_WEEKDAY = rf"(?:{_LISTS.any_word('weekdays.names', 'weekdays.short')}\.?,?\s+)"
_ORDINAL = _LISTS.any_word("days.ordinals_in_markup")
_OF = _LISTS.any_word("days.before_month_in_markup", "days.before_year_in_markup")
_HOUR = (
    rf"\d{{1,2}}(?:[:.]\d\d(?:[:.]\d\d)?|\s?h(?:\s?\d\d)?|(?=\s?{_LISTS.any_word('elsewhere.behind_hour')}\b))"
    rf"(?!\d)(?:\s?(?:{_LISTS.any_word('elsewhere.behind_hour')}|h)\b)?"
)
_TO_HOUR = rf"\s*(?:[,|·•–-]\s*)?(?:(?<=[\s,])(?:{_LISTS.any_phrase('elsewhere.before_hour')})\s+)?(?<=[\s,|·•–-])"
_DATE = rf"{_WEEKDAY}?\d{{1,2}}{_ORDINAL}?\s+(?:{_OF}\s+)?{_MONTH}"
_YEAR = rf"(?:,?\s+(?:{_OF}\s+)?\d{{4}}(?!\d)(?:\s?[гр]\.)?)"
_EASTERN = r"\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
#: A day named from today: a time where it stands alone.
DAY = _LISTS.any_phrase("elsewhere.days")
_NEAR = _LISTS.any_phrase("elsewhere.days", "elsewhere.days_with_hour")
#: A time, whole: how long ago, a day with its hour, a date with its year or hour, now.
ELSEWHERE = (
    rf"(?:{_PASSED}(?![^\W\d_])|(?:{_NEAR}){_TO_HOUR}{_HOUR}|{_LISTS.any_phrase('elsewhere.now')}(?![^\W\d_])"
    rf"|{_DATE}(?:{_YEAR}(?:{_TO_HOUR}{_HOUR})?|{_TO_HOUR}{_HOUR})|{_EASTERN}(?:\s+\d{{1,2}}:\d\d(?::\d\d)?)?)"
)
BEFORE_DATE = _LISTS.any_word("elsewhere.before_date")
#: Words that stand in such times: without a figure or one of them a line tells none.
TELLING = rf"(?<![^\W\d_])(?:{_PASSED}|{_NEAR}|{_LISTS.any_phrase('elsewhere.now')})(?![^\W\d_])"

_LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "da", "nb", "sv", "pl", "ru", "tr", "fi")
_MONTHS: defaultdict[str, set[int]] = defaultdict(set)
for _language in _LANGUAGES:
    for _number, _name in enumerate(_LISTS.words(f"elsewhere.{_language}.months"), 1):
        for _end in range(3, len(_name) + 1):
            _MONTHS[_name[:_end]].add(_number)
_WRITTEN = re.compile(
    rf"(\d{{1,2}}){_ORDINAL}?\s+(?:{_OF}\s+)?([^\W\d_]{{3,}})\.?,?\s+(?:{_OF}\s+)?(\d{{4}})(?!\d)", re.IGNORECASE
)


def find_day(text: str, *, leading: bool = False) -> str | None:
    """Return the first day in a text, as an ISO day, whose month is named in one of these languages, cut short or not.

    None where that may be two months ("jui."). A `leading` one begins the text.
    """
    for found in _WRITTEN.finditer(text):
        if leading and found.start():
            return None
        months = _MONTHS.get(found[2].lower(), set())
        if len(months) == 1:
            try:
                return date(int(found[3]), min(months), int(found[1])).isoformat()
            except ValueError:
                return None
    return None
