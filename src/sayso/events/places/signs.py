"""What the letters around a capitalised word tell of it: what the head of places sees beside the encoder's states.

In: the words of a text, the runs of names in it and what the gazetteer has of them. Out: a row of numbers a word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.events.places.names import Meaning, abbreviations
from sayso.events.places.words import Word

LONGEST = 6  # words of a name
_JOINED = frozenset((
    "of", "the", "and", "de", "del", "la", "le", "el", "al", "ez", "es", "upon", "on", "du", "da", "do", "den",
    "der", "sur", "am", "an", "under", "dos", "das",
))  # fmt: skip
_IN = frozenset(
    ("in", "near", "outside", "across", "around", "throughout", "inside", "toward", "towards", "at", "into")
)
_FROM = frozenset(
    (
        "from",
        "to",
        "of",
        "between",
        "through",
        "over",
        "leaving",
        "left",
        "via",
        "off",
        "for",
        "on",
    )
)
_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev|Jr|Sr|Maj|Cpl|Prof|Det|Insp|Judge|Justice|President|Senator|"
    r"Governor|Sheriff|Mayor|Minister|King|Queen|Prince|Princess|Sir|Lord|Lady|Dame|Chief|Officer|Detective|Professor|"
    r"Secretary|Chancellor|Congressman|Councilman|Coach|Deputy|Sergeant|Captain|General|Colonel|Saint|Pope)\.?"
)
#: Public bodies bear the name of the place that they serve: "Torrington Fire Department".
PUBLIC = frozenset((
    "Police", "Fire", "Department", "County", "City", "Sheriff", "State", "School", "Schools", "Council", "Court",
    "Government", "Ministry", "Mayor", "Gov.", "Governor", "District", "Board", "Town", "Township", "Parish",
    "Municipal", "Legislature", "Senate", "House", "Assembly", "Highway", "Public", "Attorney", "Community",
    "Regional", "Area", "Health", "High", "Middle", "Elementary", "Village", "Borough", "Supreme", "Prime",
    "Foreign", "Defence", "Defense", "Interior", "President", "Parliament", "Embassy", "Army", "Navy", "Provincial",
    "Central", "National", "Superior",
))  # fmt: skip
#: Ends of names of things in a landscape: the whole is a name of its own.
GROUND = frozenset((
    "Street", "St.", "Road", "Rd.", "Avenue", "Ave.", "Ave", "Drive", "Lane", "Boulevard", "Blvd.", "Parkway",
    "Highway", "River", "Creek", "Lake", "Park", "Hospital", "Airport", "Bridge", "Island", "Islands", "Mountain",
    "Mountains", "Valley", "Forest", "Bay", "Beach", "Canal", "Square", "Crescent", "Close", "Court", "Trail", "Way",
    "Place", "Hill", "Hills", "Wilderness", "Refuge", "Reservoir", "Station", "Cemetery", "Mall", "Plaza", "Stadium",
    "Desert", "Sea", "Ocean", "Peninsula", "Coast", "Gulf", "Strait", "Mount", "Harbor", "Harbour", "Port", "Ranch",
    "Farm", "Pike", "Loop", "Bypass", "Ridge", "Glacier", "Falls", "Springs", "Gardens", "Terrace", "Walk", "Row",
    "Gate", "Crossing", "Dam",
))  # fmt: skip
BODY_WORDS = frozenset((
    "University", "Party", "Company", "Inc", "Corp", "Bank", "Post", "Times", "Committee", "Agency", "Association",
    "Airlines", "Institute", "Center", "Centre", "Foundation", "College", "Commission", "Bureau", "Union", "Group",
    "Club", "Church", "Journal", "Tribune", "Service", "News", "Herald", "United", "FC", "Press", "Society",
    "Federation", "Organization", "League", "Team", "Observer", "Sentinel", "Gazette", "Chronicle", "Airways",
    "Tech",
))  # fmt: skip
#: What a town's name stands before in local news: "Mansfield council", "an Alton man".
LOCAL = frozenset((
    "police", "residents", "resident", "woman", "man", "men", "women", "teen", "teenager", "boy", "girl", "council",
    "mayor", "native", "school", "schools", "officials", "officers", "officer", "firefighters", "city", "county",
    "counties", "businesses", "doctor", "couple", "family", "families", "students", "student", "voters", "parents",
    "teacher", "teachers", "lawmakers", "government", "authorities", "troops", "province", "state", "district",
    "region", "area", "town", "village", "suburb", "neighborhood", "neighbourhood", "airport", "hospital", "jury",
    "judge", "deputies", "sheriff", "firm", "company", "businessman", "court", "market", "office", "home", "street",
    "streets",
))  # fmt: skip
_PLACED = frozenset((
    "town", "city", "village", "villages", "towns", "cities", "suburb", "port", "province", "resident", "residents",
    "people", "formerly", "mayor", "county", "state", "region", "district",
))  # fmt: skip
_GIVEN = Path(__file__).parents[2] / "statements" / "lexicon" / "given_names.tsv"
_KNOWN = 12.2  # the logarithm of 200,000 people


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a run of capitalised words: its first and last word, and its text."""

    first: int
    last: int
    text: str


def windows(text: str, words: Sequence[Word]) -> Iterator[Window]:
    """Yield every part of every run of capitalised words that may be a name."""
    for first, word in enumerate(words):
        if not word.capital:
            continue
        for last in range(first, min(first + LONGEST, len(words))):
            if last > first and not goes_on(text, words, last):
                break
            if words[last].capital and (first == last or word.text not in {"The", "A", "In", "At", "From", "And"}):
                yield Window(first, last, text[word.start : words[last].end])


def goes_on(text: str, words: Sequence[Word], number: int) -> bool:
    """Whether a run of words that may be one name goes on with a word."""
    between = text[words[number - 1].end : words[number].start]
    if between not in {" ", "-", "\u00a0"} or words[number - 1].text.isdecimal():
        return False
    return words[number].capital or words[number].text in _JOINED


def signs(
    text: str, words: Sequence[Word], chosen: Sequence[int], parts: Sequence[Window], meanings: Mapping[str, Meaning]
) -> NDArray[np.float32]:
    """Return (C, signs) of the chosen words."""
    covering: dict[int, list[tuple[Window, Meaning]]] = defaultdict(list)
    for window in parts:
        meaning = meanings.get(window.text)
        if meaning is not None and not meaning.part:
            for number in range(window.first, window.last + 1):
                covering[number].append((window, meaning))
    placed, personal = _elsewhere(text, words, chosen, covering)
    rows = [
        [*_letters(text, words, n), *_gazetteer(covering[n]), words[n].text in placed, words[n].text in personal]
        for n in chosen
    ]
    return np.array(rows, dtype=np.float32).reshape(len(chosen), COUNT)


COUNT = 37


def _letters(text: str, words: Sequence[Word], number: int) -> list[float]:
    word = words[number]
    before = words[number - 1] if number else None
    behind = words[number + 1] if number + 1 < len(words) else None
    gap_before = text[before.end : word.start] if before else ""
    gap_behind = text[word.end : behind.start] if behind else ""
    near_before = before.text if before and gap_before in {" ", " the "} else ""
    near_behind = behind.text if behind and gap_behind in {" ", "'s ", "’s "} else ""
    run = [words[n].text for n in range(number, min(number + 5, len(words))) if _same_run(text, words, number, n)]
    return [
        word.opens,
        word.text.isupper() and len(word.text) > 1,
        near_before.lower() in _IN or (near_before == "the" and number > 1 and words[number - 2].text.lower() in _IN),
        near_before.lower() in _FROM,
        near_before == "the",
        near_before in given_names(),
        bool(_TITLE.fullmatch(near_before)),
        bool(before and before.capital and gap_before == " "),
        bool(before and before.capital and gap_before == ", "),
        bool(behind and behind.capital and gap_behind == " "),
        bool(behind and behind.capital and gap_behind == ", " and _is_division(behind.text)),
        bool(behind and not behind.capital and gap_behind == " "),
        gap_behind.startswith(("'s", "’s")),
        word.text in given_names(),
        near_behind in PUBLIC,
        any(each in GROUND for each in run),
        any(each in BODY_WORDS for each in run),
        any(each in PUBLIC for each in run[1:]),
        near_behind in {"said", "says", "told", "added"},
        near_behind in LOCAL,
        near_before == "of" and number > 1 and words[number - 2].text in _PLACED,
        near_before == "of" and number > 1 and words[number - 2].capital,
        any(words[n].text == "counties" for n in range(number + 1, min(number + 14, len(words)))),
    ]


def _same_run(text: str, words: Sequence[Word], first: int, last: int) -> bool:
    return all(goes_on(text, words, n) for n in range(first + 1, last + 1))


def _gazetteer(covering: Sequence[tuple[Window, Meaning]]) -> list[float]:
    rows = [row for _, meaning in covering for row in meaning.rows if not row.other or meaning.people]
    people = max((row.people for row in rows), default=0.0)
    longest = max((window.last - window.first + 1 for window, _ in covering), default=0)
    return [
        any(row.feature.startswith(("PCL", "TERR")) for row in rows),
        any(row.feature == "ADM1" and row.country in {"US", "CA", "AU", "GB"} for row in rows),
        any(row.feature == "ADM1" for row in rows),
        any(meaning.people for _, meaning in covering),
        any(meaning.sort == "second" for _, meaning in covering),
        any(row.feature == "PPLC" for row in rows),
        any(row.row and not row.feature.startswith(("P", "A", "T")) for row in rows),
        people / 20,
        people > _KNOWN,
        not covering,
        len(rows) > 8,
        longest / 4,
    ]


def _elsewhere(
    text: str, words: Sequence[Word], chosen: Sequence[int], covering: Mapping[int, Sequence[tuple[Window, Meaning]]]
) -> tuple[set[str], set[str]]:
    """Return the words that the text somewhere plainly uses as a place's, and those it uses as a person's."""
    placed, personal = set(), set()
    for number in chosen:
        word = words[number]
        if number and text[words[number - 1].end : word.start] == " ":
            before = words[number - 1]
            if before.text in given_names() or _TITLE.fullmatch(before.text):
                personal.add(word.text)
            elif before.text in _IN and covering[number]:
                placed.add(word.text)
        if number + 1 < len(words) and covering[number]:
            behind = words[number + 1]
            if text[word.end : behind.start] == ", " and _is_division(behind.text):
                placed.add(word.text)
    return placed, personal


def _is_division(word: str) -> bool:
    return word in abbreviations() or word in _names_of_states()


@cache
def _names_of_states() -> frozenset[str]:
    return frozenset(name.split(" ")[0] for name, _, _ in abbreviations().values()) | {"Ontario", "England", "Scotland"}


@cache
def given_names() -> frozenset[str]:
    """Return the first names of the package's table."""
    lines = _GIVEN.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines[1:] if line and not line.startswith("#"))
