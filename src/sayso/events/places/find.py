"""Find the names of places in a text.

In: a text, its states. Out: `Name`s: where they stand and what they may mean. Every run of capitalised words is held
against the gazetteer, in all its parts; the head judges, from the encoder's states and the letters around them, whether
the words are of a place or a people here. A name that no gazetteer has ("Dublin Road") is a place's where the head is
surer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.events.places.head import KINDS, load_head
from sayso.events.places.names import Lookup, Meaning, abbreviations
from sayso.events.places.signs import GROUND, PUBLIC, Window, given_names, goes_on, signs, windows
from sayso.events.places.words import Word, split_words, word_states
from sayso.language.encoder import States
from sayso.records import Span

#: Countries whose short names are nothing else.
ABBREVIATED = frozenset(
    (
        "US",
        "U.S.",
        "USA",
        "U.S.A.",
        "UK",
        "U.K.",
        "UAE",
        "U.A.E.",
        "EU",
        "E.U.",
        "DRC",
    )
)
_HOLDER = re.compile(r"(?:,\s*|\s+\()([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})")
_OWNED = re.compile(r"['’]s?$")
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{1,14})?(?: \([A-Z][\w ]{1,20}\))? ?(?:[—–]|--?(?= )) ?")
_ROUTE = re.compile(r"[ -]\d{1,3}\b(?! (?:percent|per cent|people|years))")
_PLACE, _PEOPLE, _PERSON = (KINDS.index(kind) for kind in ("place", "people", "person"))
_NAMED_FOR = frozenset(
    ("University", "Bank", "Church", "College", "Institute", "Museum", "Conference", "Duke", "Duchess")
)
#: Chances from which a name is a place's: of one the gazetteer has, of a people, of one it has not.
KNOWN, WELL_KNOWN, PEOPLE, UNKNOWN = 0.35, 0.2, 0.4, 0.8
#: Where a name was that sure once, it is a place's from the second chance on elsewhere in the page.
ONCE_SURE, THEN = 0.8, 0.25
GROUND_SURE = 0.5  # of what ends in a word of the landscape
_NEVER_ALONE = GROUND | PUBLIC | frozenset((
    "North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Center", "Centre", "Central",
    "Northeast", "Northwest", "Southeast", "Southwest", "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday",
    "Friday", "Saturday", "Sunday", "I", "A", "The", "He", "She", "It", "In", "On", "At", "But", "And", "We", "They",
    "Mr", "Mrs", "Ms", "Dr", "God", "Islam", "Of", "By", "To", "Or", "As", "If", "So", "No", "This", "That", "Most",
    "Many", "All", "For", "From", "With", "An", "Be", "Is", "Are", "Was", "You", "My", "His", "Her", "Our", "Their",
    "Who", "What", "When", "Where", "How", "Why", "Not", "Now", "New", "Old", "Can", "Will", "Hall", "Region",
    "Saint", "Grand", "First", "Great", "Upper", "Lower", "Big", "Little", "Arab", "Muslim", "Jewish", "Christian",
    "Congress", "Interstate", "Route", "Second", "Third", "Union", "College", "University", "Church", "Club",
    "Hotel", "Sun", "Red", "Blue", "Green", "Post",
))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name of a place: its words, what it may mean, the words of what it is told to lie in, how sure it is one."""

    span: Span
    words: str
    meaning: Meaning | None
    sure: float
    inside: str | None = None


def judge_words(
    text: str, words: Sequence[Word], states: States, parts: Sequence[Window], meanings: Mapping[str, Meaning]
) -> NDArray[np.float32]:
    """Return (W, kinds): the chances of every word, nought for those without a capital."""
    capital = [number for number, word in enumerate(words) if word.capital]
    chances = np.zeros((len(words), len(KINDS)), dtype=np.float32)
    if capital:
        inputs = [word_states(words, capital, states), signs(text, words, capital, parts, meanings)]
        chances[capital] = load_head().judge(np.concatenate(inputs, axis=1))
    return chances


def find_names(text: str, states: States, lookup: Lookup) -> tuple[list[Name], Mapping[str, Meaning]]:
    """Return the names of places in their order, and what all names that were looked up may mean."""
    if not states.vectors.size:
        return [], {}
    words = split_words(text)
    parts = list(windows(text, words))
    meanings = lookup(window.text for window in parts)
    chances = judge_words(text, words, states, parts, meanings)
    found = [*_known(parts, words, chances, meanings, text), *_unknown(text, words, chances, meanings)]
    taken = np.zeros(len(words), dtype=bool)
    chosen = []
    for window, sure in sorted(found, key=lambda each: (each[0].first - each[0].last, -each[1])):
        if not taken[window.first : window.last + 1].any():
            taken[window.first : window.last + 1] = True
            chosen.append((window, sure))
    chosen.sort(key=lambda each: each[0].first)
    return [_name(n, chosen, words, meanings, text) for n in range(len(chosen))], meanings


def names_at(text: str, spans: Sequence[Span], lookup: Lookup) -> tuple[list[Name], Mapping[str, Meaning]]:
    """Return the names at given spans, as sure as can be, and what they and the words behind their commas may mean."""
    told = [(text[span.start : span.end], _behind_comma(text, span.end)) for span in spans]
    told = [(_OWNED.sub("", words), behind) for words, behind in told]
    meanings = lookup([words for words, _ in told] + [each for _, behind in told for each in behind])
    names = []
    for span, (words, behind) in zip(spans, told, strict=True):
        inside = next((each for each in behind if each in meanings and _holds_places(meanings[each])), None)
        names.append(Name(span=span, words=words, meaning=meanings.get(words), sure=1.0, inside=inside))
    return names, meanings


def _behind_comma(text: str, end: int) -> list[str]:
    """Return what may be the name of a division or a country behind a name and a comma, the longest first."""
    match = _HOLDER.match(text, end)
    words = match.group(1).split(" ") if match else []
    tried = [" ".join(words[:number]) for number in range(len(words), 0, -1)]
    return [*tried, *(each.rstrip(".") for each in tried)]


def _holds_places(meaning: Meaning) -> bool:
    return any(row.feature.startswith(("PCL", "ADM", "TERR")) for row in meaning.rows)


def _known(
    parts: Sequence[Window], words: Sequence[Word], chances: NDArray[np.float32], meanings: Mapping[str, Meaning],
    text: str,
) -> Iterator[tuple[Window, float]]:  # fmt: skip
    """Yield the windows whose words the gazetteer has and the head takes for a place's."""
    judged = []
    most: dict[str, float] = {}
    for window in parts:
        meaning = meanings.get(window.text)
        if meaning is None or _is_wider(window, meaning) or _is_short_word(text, words, window):
            continue
        if _ROUTE.match(text, words[window.last].end) or _is_body_of_city(window, words, meanings, text):
            continue
        inner = [n for n in range(window.first, window.last + 1) if words[n].capital]
        sure = float(chances[inner, _PLACE].mean() + chances[inner, _PEOPLE].mean())
        if _is_of_person(text, words, window, float(chances[inner, _PERSON].mean())) or _is_of_body(words, window):
            continue
        judged.append((window, meaning, sure))
        most[window.text] = max(sure, most.get(window.text, 0.0))
    for window, meaning, sure in judged:
        opens = words[window.first].opens and _DATELINE.match(text, words[window.last].end) is not None
        if opens or sure >= _bound(window.text, meaning, most[window.text]):
            yield window, sure


def _bound(name: str, meaning: Meaning, most: float) -> float:
    """Return the chance from which a name is a place's, given how sure it was anywhere in the page."""
    if name in ABBREVIATED:
        return 0.0
    if meaning.sort == "second":
        return THEN / 2
    bound = PEOPLE if meaning.people else WELL_KNOWN if _is_well_known(name, meaning) else KNOWN
    return min(bound, THEN) if most >= ONCE_SURE else bound


def _is_of_person(text: str, words: Sequence[Word], window: Window, person: float) -> bool:
    """Whether the words are in a person's name: behind a first name, or, by what the head says, before a surname."""
    before, behind = window.first - 1, window.last + 1
    named = (
        before >= 0 and words[before].text in given_names() and text[words[before].end : words[before + 1].start] == " "
    )
    goes = behind < len(words) and words[behind].capital and text[words[window.last].end : words[behind].start] == " "
    return (named and person > 0.3) or (goes and person > 0.6 and words[window.last].text in given_names())


def _is_of_body(words: Sequence[Word], window: Window) -> bool:
    """Whether the words end the name of a body that only bears them: "University of Alabama"."""
    return window.first > 1 and words[window.first - 1].text == "of" and words[window.first - 2].text in _NAMED_FOR


def _is_wider(window: Window, meaning: Meaning) -> bool:
    """Whether the words say more than the name: a part of it, what it is, what a body of it is called."""
    return (
        meaning.part
        or meaning.sort == "town"
        or window.text in _NEVER_ALONE
        or (meaning.sort == "division" and window.text.rpartition(" ")[2] in {"State", "Department", "District"})
        or window.text.startswith(("City of ", "Town of ", "Village of ", "Port of ", "State of "))
    )


def _is_body_of_city(window: Window, words: Sequence[Word], meanings: Mapping[str, Meaning], text: str) -> bool:
    """Whether it is a town and the first word of a body of it: "Dublin City" in "Dublin City Schools"."""
    behind = window.last + 1
    goes = behind < len(words) and words[behind].capital and text[words[window.last].end : words[behind].start] == " "
    return goes and window.text.endswith(" City") and window.text.removesuffix(" City") in meanings


def _is_well_known(name: str, meaning: Meaning) -> bool:
    """Whether it is a name of a country, or a state, and of no person."""
    return name not in given_names() and any(
        row.feature.startswith("PCL") or (row.feature == "ADM1" and row.country in {"US", "CA", "AU"})
        for row in meaning.rows
    )


def _is_short_word(text: str, words: Sequence[Word], window: Window) -> bool:
    """Whether the words are an abbreviation of a state that counts as one only behind a town's name."""
    entry = abbreviations().get(window.text) or abbreviations().get(window.text + ".")
    return bool(entry and entry[2] and not _follows_town(text, words, window.first))


def _follows_town(text: str, words: Sequence[Word], number: int) -> bool:
    """Whether a capitalised word and a comma stand before."""
    return (
        number > 0
        and words[number - 1].capital
        and text[words[number - 1].end : words[number].start] in {", ", " (", " "}
    )


def _unknown(
    text: str, words: Sequence[Word], chances: NDArray[np.float32], meanings: Mapping[str, Meaning]
) -> Iterator[tuple[Window, float]]:
    """Yield runs of words that are of a place, whether or not a gazetteer has them: "Dublin Road", "Route 9"."""
    number = 0
    while number < len(words):
        if not _may_open(words[number], chances[number]):
            number += 1
            continue
        last = number
        while last + 1 < len(words) and _runs_on(text, words, chances, last + 1):
            last += 1
        while last > number and not words[last].capital:
            last -= 1
        window = Window(number, last, text[words[number].start : words[last].end])
        sure = float(chances[[n for n in range(number, last + 1) if words[n].capital], _PLACE].mean())
        ground = last > number and words[last].text in GROUND
        if last == number and words[last].text in abbreviations() and (route := _ROUTE.match(text, words[last].end)):
            end = next(n for n in range(last, len(words)) if words[n].end >= route.end())
            yield Window(number, end, text[words[number].start : route.end()]), sure
        if window.text not in _NEVER_ALONE and (
            (ground and sure >= GROUND_SURE)
            or (sure >= UNKNOWN and window.text not in meanings and not _holds_known(window, words, meanings, text))
        ):
            yield window, sure
        number = last + 1


def _may_open(word: Word, chances: NDArray[np.float32]) -> bool:
    return word.capital and bool(chances[_PLACE] >= 0.2) and word.text != "The"


def _runs_on(text: str, words: Sequence[Word], chances: NDArray[np.float32], number: int) -> bool:
    """Whether a run of words of one place goes on with a word."""
    word = words[number]
    if text[words[number - 1].end : word.start] != " " or words[number - 1].text in {
        "Street",
        "Road",
        "Avenue",
        "Drive",
    }:
        return False
    if word.capital:
        return bool(chances[number, _PLACE] >= 0.2) or word.text in GROUND
    return goes_on(text, words, number) and word.text not in {"and", "on", "in", "the"}


def _holds_known(window: Window, words: Sequence[Word], meanings: Mapping[str, Meaning], text: str) -> bool:
    """Whether a part of a run is a name that the gazetteer has."""
    numbers = [n for n in range(window.first, window.last + 1) if words[n].capital]
    parts = (text[words[a].start : words[b].end] for a in numbers for b in numbers if a <= b)
    return any(part in meanings and part not in _NEVER_ALONE for part in parts)


def _name(
    number: int,
    chosen: Sequence[tuple[Window, float]],
    words: Sequence[Word],
    meanings: Mapping[str, Meaning],
    text: str,
) -> Name:
    window, sure = chosen[number]
    start, end = words[window.first].start, words[window.last].end
    inside = None
    if number + 1 < len(chosen):
        following = chosen[number + 1][0]
        joined = text[end : words[following.first].start] in {", ", " (", " ,", ",", " in "}
        if joined and following.text in meanings and _holds_places(meanings[following.text]):
            inside = following.text
    return Name(
        span=Span(start=start, end=end), words=window.text, meaning=meanings.get(window.text), sure=sure, inside=inside
    )
