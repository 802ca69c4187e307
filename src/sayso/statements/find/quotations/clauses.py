"""Read the clause beside a quotation that tells who speaks: “…,” said the mayor; Aker warned: “…”.

In: a text, the place where a quotation ends or begins, and how far to look. Out: a `Clause`, its source and cue, or
None. There is no parser: behind a quotation that ends in a comma nearly any verb is one of saying, elsewhere only those
that the pattern knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.language.quotes import SAYING
from sayso.records import Span

_ROLE = r"(?:[A-ZÀ-Þ][a-z’-]+ (?=[a-z]))?(?:[a-z][\w’'-]*[ -]){0,6}"
_CAPITAL = r"(?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w’'&-]*)"
_JOINED = r"(?:de|da|del|della|di|du|la|le|van|von|der|den|ten|bin|al|el|of|and|for|the)"
_NICK = r"(?: [“‘\"'«][^”’\"'»\n]{2,20}[”’\"'»])?"
_NAMED = rf"(?:{_ROLE}{_CAPITAL}{_NICK}(?: {_CAPITAL}| {_JOINED}(?: {_JOINED})?(?= [A-ZÀ-Þ]))*)"
_PRONOUN = r"(?:he|she|they|it|I|we|He|She|They|It|We)"
_SOMEBODY = (
    r"(?:(?:an?|the|one|another|his|her|its|their|our|my|two|three|some|several|many|other|The|One|An?|His|Her)"
    r" [\w’' -]{2,60}?)"
)
_WHO = rf"(?:{_PRONOUN}|{_NAMED}|{_SOMEBODY})"
_APPOSED = rf"(?:, (?:{_NAMED}|(?:an?|the|who|whose) [^,.“”\"\n]{{2,80}})(?=[,.;:?!]|$))?"
_ASIDE = r"(?:, (?!and |but )[^,“”\"\n]{2,90},| \([^)\n]{1,60}\))?"
_ADVERB = r"(?:(?:\w+ly|also|then|later|once|now|still|too|again|had|has|have|would|did|to) )?"
_VERB = (
    r"(?:[a-z]+(?:ed|s)|went|began|broke|spoke|thought|put|cut|let|held|made|got|took|came|sang|swore|felt|read|ran)"
)
_NO_VERB = (
    r"(?:is|was|has|does|as|its|his|this|us|yes|thus|plus|perhaps|across|besides|towards|indeed|supposed|alleged)\b"
)
_NEAR = 220  # characters beside a quotation in which its clause stands

# behind a quotation: `free` where a comma closed it, so that any verb will do
_AFTER = re.compile(
    rf"\s*[,”]?\s*(?:[—–-]+\s*)?(?:(?P<said>{_ADVERB}{SAYING})\b {_ADVERB}(?P<who>{_WHO}{_APPOSED})"
    r"(?=[,.;:!?—–(“\"\n]| (?:to|in|on|at|after|before|as|when|while|during|from|with|who|whose|by|of|over|outside"
    r"|inside|this|last|yesterday|today|and|but|about|through|told|then)\b|\s*$)"
    rf"|(?P<who2>{_WHO}{_ASIDE}) (?P<said2>{_ADVERB}{SAYING})\b)"
)
_AFTER_FREE = re.compile(
    rf"\s*[,”]?\s*(?:[—–-]+\s*)?(?:(?P<who>(?:{_PRONOUN}|{_NAMED}){_ASIDE}) (?P<said>{_ADVERB}(?!{_NO_VERB}){_VERB})\b"
    rf"|(?P<said2>(?!{_NO_VERB}){_VERB})\b (?P<who2>{_NAMED}{_APPOSED}))"
)
_BEFORE = re.compile(rf"(?P<who>{_WHO}{_ASIDE}) (?P<said>{_ADVERB}{SAYING}\b)(?: [\w’'. -]{{1,60}}?)?[,:]?\s*$")
_ANNOUNCED = re.compile(
    rf"(?:(?!Here|There|This|That)(?P<who>{_WHO}{_ASIDE}) (?:was|is|were|are|sounded|seemed|had)\b"
    r"[^.“”\"\n]{0,60}(?P<said>:)"
    rf"|(?:[\w’' -]{{0,30}}\b(?:from|is|by|of) )?(?P<who2>{_NAMED}{_ASIDE})(?P<said2>:))\s*$"
)
_SENTENCE = re.compile(r"(?<=[a-z0-9)”’\"'][.!?])[”’\"')]*\s+")
_SHORT = re.compile(
    r"\b(?:Mrs?|Ms|Drs?|Sens?|Reps?|Govs?|Gen|St|Jr|Sr|Lt|Col|Capt|Sgt|Prof|Rev|Hon|No|vs|etc|approx)\.$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Who speaks and by which words; `end` is where the clause beside a quotation ends."""

    source: Span
    cue: Span
    end: int


def sentence_ends(text: str, start: int, end: int) -> list[int]:
    """Return where sentences that end between two places do, marks and white space behind them included."""
    return [
        found.end()
        for found in _SENTENCE.finditer(text, start, end)
        if not _SHORT.search(text, max(0, found.start() - 8), found.start())
    ]


def clause_after(text: str, at: int, end: int, *, comma: bool) -> Clause | None:
    """Return the clause that follows a quotation which ends at `at`; `comma` tells that it ends in one."""
    end = min(end, at + _NEAR)
    found = _AFTER.match(text, at, end) or (_AFTER_FREE.match(text, at, end) if comma else None)
    return _clause(found) if found else None


def clause_before(text: str, start: int, at: int) -> Clause | None:
    """Return the clause of the sentence that leads to a quotation which begins at `at`."""
    start = max(start, at - _NEAR)
    start = max([start, *sentence_ends(text, start, at)])
    found = next((m for at_ in _starts(text, start, at) if (m := _BEFORE.match(text, at_, at))), None)
    found = found or next((m for at_ in _starts(text, start, at) if (m := _ANNOUNCED.match(text, at_, at))), None)
    return _clause(found) if found else None


def _starts(text: str, start: int, at: int) -> list[int]:
    """Return where a noun phrase may begin: at the sentence, or behind a comma or a joining word."""
    inside = [m.end() for m in re.finditer(r"(?:, |; |\band |\bbut |\bwhen |\bas )", text[start:at])]
    return [start, *(start + place for place in inside)]


def _clause(found: re.Match[str]) -> Clause:
    groups = found.groupdict()
    who = "who" if groups.get("who") else "who2"
    said = "said" if groups.get("said") else "said2"
    named = found[who].rstrip(",")
    source = Span(start=found.start(who), end=found.start(who) + len(named))
    return Clause(source=source, cue=Span(start=found.start(said), end=found.end(said)), end=found.end())
