"""Read the numbers that a text claims of the world.

In: text. Out: each number with its value, what bounds it, and what is counted. Dates, times, ages, ordinals and the
numbers of things ("Flight 12") claim no amount and are left out. Words and what they are worth stand in
`claims/vocabulary.toml`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.claims.vocabulary import any_of, vocabulary
from sayso.records import Bound, Quantity

_BEFORE, _AFTER = 40, 30  # characters around a number that tell what it is
_FOLLOWS = 6  # characters behind a number, with its noun, in which its predicate begins
_PREDICATE = re.compile(r"\b(?:were|was|are|have|has|had)\b")
_CLAUSE = 60  # characters between a number and the word for what happened to what it counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of a text: [start, end) with the words that bound it and `counted`, the words of what is counted."""

    start: int
    end: int
    value: float
    bound: Bound
    unit: str | None
    counted: str


def numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """Yield the numbers that begin in text[start:end], in order."""
    last = len(text) if end is None else end
    ranged = -1  # where the upper end of a range begins, which is no number by itself
    for match in _expression().finditer(text, start, last):
        value = _value(match)
        told = value is not None and match.start() != ranged and not _claims_nothing(text, match, value)
        ranged = match.end() if told and match["to"] else -1
        if value is None or not told:
            continue
        opens, closes, bound = _bounded(text, match)
        counted = _counted().match(text, closes, last)
        yield Number(
            start=opens,
            end=counted.end("noun") if counted else closes,
            value=value,
            bound=bound,
            unit="currency" if match["money"] else "percent" if match["percent"] else None,
            counted=" ".join(counted["noun"].split()) if counted else "",
        )


def spelled(words: str) -> float | None:
    """Return the value of a number in words ("two hundred and six"), None for what is none."""
    known = vocabulary()["numbers"]
    total, current, half = 0.0, 0.0, False
    for word in re.split(r"[ -]", words.lower()):
        if word == "half":
            half = True
        elif word in ("a", "an"):
            current = 1.0
        elif word in known["small"]:
            current += known["small"][word]
        elif word in known["scales"]:
            scale = known["scales"][word]
            current = (current or 1.0) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
        elif word != "and":
            return None
    return (total + current) / (2 if half else 1)


def _bounded(text: str, match: re.Match[str]) -> tuple[int, int, Bound]:
    """Return where a number begins and ends with the words that bound it, and its bound."""
    words = vocabulary()["numbers"]
    start, end = match.span("amount")
    bound: Bound = ">=" if match["to"] or (match["vague"] and not match["vague"].lower().endswith("dozen")) else "="
    if before := _before().search(text, max(0, start - _BEFORE), start):
        start, bound = before.start("cue"), words["before"][_key(before["cue"])]
    if after := _after().match(text, end):
        end, bound = after.end("cue"), words["after"][_key(after["cue"])]
    return start, end, bound


def _key(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())


@cache
def _expression() -> re.Pattern[str]:
    words = vocabulary()["numbers"]
    small, scales, vague = (any_of(words[name]) for name in ("small", "scales", "several"))
    below = rf"(?:{small})(?:[ -](?:{small}))?"
    word = rf"(?:half )?(?:(?:{below}|an?)(?:[ -](?:{scales})(?: (?:and )?{below})?)+|{below})"
    figure = r"\d{1,3}(?:, ?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    return re.compile(
        r"(?<![\w.,$€£¥-])(?<!\d )(?P<amount>(?P<money>(?:US|A|C|HK)?[$€£¥] ?)?(?:"
        rf"(?P<figure>{figure})(?P<scale>[ -](?:{scales})\b|bn\b|m\b(?!\w)|k\b)?"
        rf"|(?P<vague>(?:an? |half an? |several |many )?(?:{vague})(?: of (?:{vague}))?)\b(?= )"
        rf"|(?P<word>{word})\b|(?P<none>{any_of(words['none'])})\b)"
        r"(?P<percent> ?%|[ -]per ?cent\b(?: points?)?)?(?P<to> ?(?:to|-|–) ?(?=[\d$€£]))?)",
        re.IGNORECASE,
    )


@cache
def _before() -> re.Pattern[str]:
    cues = any_of(vocabulary()["numbers"]["before"])
    return re.compile(rf"\b(?P<cue>{cues})(?: an?| the| some| only| as)? *[\"“']?$", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf",? (?P<cue>{any_of(vocabulary()['numbers']['after'])})\b", re.IGNORECASE)


@cache
def _counted() -> re.Pattern[str]:
    small = rf"(?:{any_of(vocabulary()['numbers']['small_words'])})\b"
    which = r"(?:(?:of|more|other|others|different) (?:the |his |her |its |their |those )?)?"
    return re.compile(rf"(?:[ -]|\s-\s){which}(?P<noun>[a-z][\w’'-]*(?: (?!{small})[a-z][\w’'-]*)?)", re.IGNORECASE)


def _value(match: re.Match[str]) -> float | None:
    words = vocabulary()["numbers"]
    if match["figure"]:
        value = float(re.sub(r"[, ]", "", match["figure"]))
        scale = (match["scale"] or "").lower()
        return value * float(words["short"].get(scale) or words["scales"].get(scale.strip(" -"), 1))
    if match["none"]:
        return 0.0
    if match["vague"]:
        first, *later = [word for word in re.findall(r"\w+", match["vague"].lower()) if word in words["several"]]
        value = float(words["several"][first])
        for word in later:  # "hundreds of thousands"
            value *= words["scales"][word.removesuffix("s")]
        return value / 2 if match["vague"].lower().startswith("half") else value
    return spelled(match["word"])


def _claims_nothing(text: str, match: re.Match[str], value: float) -> bool:
    """Whether a number tells a date, a time, an age, a place in an order, or a name, or is no number here."""
    before, after = text[max(0, match.start() - _AFTER) : match.start()], text[match.end() : match.end() + _AFTER]
    after = "" if match["to"] else after
    if match["none"]:
        return match["none"].lower() in ("no", "none") and not _with("none_of", " ", r"\b").match(after)
    if match["money"] or match["percent"] or match["scale"] or match["vague"]:
        return False
    in_month = _with("months", "(?:st|nd|rd|th)?,? (?:of )?", r"\b").match(after)
    if in_month or _with("months", r"\b", r"\.? $").search(before):
        return True
    if match["figure"]:
        return _dates_or_names(match["figure"], value, before, after)
    if match["word"].lower() == "one":
        return _names_a_thing(before) or not (
            re.search(r"(?:at least|more than|only) $", before, re.IGNORECASE)
            or _with("one_of", " (?:more |other )?", r"\b").match(after)
        )
    return _names_a_thing(before) or bool(
        re.match(r"-(?!million|billion|member|person)|(?:th|s)\b| o'clock| - (?:thirds?|quarters?|year)", after)
    )


def _names_a_thing(before: str) -> bool:
    """Whether the word before a number makes it a name: "silo four", "Flight 12"."""
    return _with("named", r"\b", r"\.? $").search(before) is not None


@cache
def _with(row: str, before: str, after: str) -> re.Pattern[str]:
    """Return what finds any word of a row between two patterns."""
    return re.compile(rf"{before}(?:{any_of(vocabulary()['numbers'][row])}){after}", re.IGNORECASE)


def _dates_or_names(figure: str, value: float, before: str, after: str) -> bool:
    if re.match(
        r" ?:? ?[:/]\d| : \d|(?:st|nd|rd|th|s)\b| ?[ap]\.?m\b|[–-]\d|-(?:year|month|day|week|point)s?\b| GMT", after
    ):
        return True
    if re.match(r"\w", after) and not re.match(r"(?:km|kg|m|mph|ft|g|cm|mm|kph|mw)\b", after, re.IGNORECASE):
        return True
    if re.search(r"[:/#]$|\d ?: ?$", before) or _names_a_thing(before):
        return True
    if figure.isdigit() and len(figure) == 4 and (1500 <= value <= 2100 or after.startswith(" (")):
        return not re.match(r" [a-z]+s\b", after)
    return bool(re.match(r" years? old|,$", after) or (before.endswith((", ", "(")) and re.match(r"[,)]", after)))


def same_amount(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities are one amount: equal values of one unit."""
    return one.unit == other.unit and math.isclose(one.value, other.value)


def rival(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities count the same thing and differ in value."""
    if one.unit != other.unit or math.isclose(one.value, other.value):
        return False
    return bool(words_of(one.measure) & words_of(other.measure))


@cache
def words_of(measure: str) -> frozenset[str]:
    """Return the words of what is counted, without their endings."""
    return frozenset(re.sub(r"(?:ies|s)$", "", word) for word in re.findall(r"[a-z]{3,}", measure.lower()))


def measure_of(text: str, number: Number, start: int, end: int) -> str:
    """Return what a number counts: what happened ("killed") where its clause, text[start:end], tells, else its noun.

    A number with a predicate of its own ("and nineteen were taken to hospital") counts nothing that was told before it.
    """
    if _PREDICATE.search(text, number.start, min(end, number.end + _FOLLOWS)):
        start = number.start
    found = [
        (min(abs(match.start() - number.end), abs(match.end() - number.start)), match.group().lower())
        for match in _happened().finditer(text, start, end)
    ]
    near = min(found, default=None)
    return number.counted if near is None or near[0] > _CLAUSE else _measures()[near[1]]


@cache
def _measures() -> dict[str, str]:
    return {word: measure for measure, words in vocabulary()["measures"].items() for word in words}


@cache
def _happened() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(_measures())})\b", re.IGNORECASE)
