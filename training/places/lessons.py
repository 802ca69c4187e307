"""What capitalised words of training texts are of: the labels that the head of places is taught by.

In: our own passages, GUM's mentions, and texts without labels. Out: for each capitalised word one of `KINDS`, or None
where nothing is known. Texts without labels are labelled where that is sure: names of countries and states, what "in"
stands before or a state stands behind, first names with what follows them, words that end the names of bodies.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.events.places.countries import load_spellings
from sayso.events.places.gazetteer import load_gazetteer
from sayso.events.places.names import Lookup, Meaning
from sayso.events.places.signs import PUBLIC, Window, given_names
from sayso.events.places.words import Word, split_words

_MARK = re.compile(r"\[([PNOD]) ([^\]]+)\]")
_MARKED = {"P": "place", "N": "person", "O": "body", "D": "people"}
_GUM = {"place": "place", "person": "person", "organization": "body"}
_BEFORE = frozenset(("in", "near", "outside", "from", "across", "around", "throughout"))
_TITLES = frozenset((
    "Mr.", "Mrs.", "Ms.", "Dr.", "Sen.", "Rep.", "Gov.", "Gen.", "Col.", "Lt.", "Sgt.", "Capt.", "Rev.", "Senator",
    "Judge", "Justice", "President", "Congressman", "Congresswoman", "Governor", "Professor", "Sheriff",
))  # fmt: skip
_BODIES = frozenset((
    "University", "Party", "Ministry", "Department", "Company", "Inc", "Corp", "Bank", "Post", "Times", "Committee",
    "Council", "Agency", "Association", "Court", "Army", "Airlines", "Institute", "Center", "Foundation", "College",
    "Commission", "Bureau", "Union", "Group", "Club", "School", "Hospital", "Church", "Journal", "Tribune", "Service",
))  # fmt: skip
_NEVER = frozenset((
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Congress", "Parliament",
    "Senate", "House", "Christmas", "Easter", "English", "Republican", "Democrat", "Internet", "Court", "Government",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text, its words, and what each of them is of, where that is known."""

    text: str
    words: list[Word]
    kinds: list[str | None]


def own_lessons(path: Path) -> Iterator[Lesson]:
    """Yield our passages; what is capitalised and unmarked is none."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, spans, behind = "", [], 0
            for mark in _MARK.finditer(line):
                text += line[behind : mark.start()]
                spans.append((len(text), len(text) + len(mark[2]), _MARKED[mark[1]]))
                text, behind = text + mark[2], mark.end()
            yield _lesson(text + line[behind:], spans)


def gum_lessons(documents: Iterable[dict[str, Any]]) -> Iterator[Lesson]:
    """Yield GUM's texts: a word is of the shortest mention around it, of five words at most."""
    for document in documents:
        text = document["text"]
        mentions = sorted(document["mentions"], key=lambda mention: mention["start"] - mention["end"])
        spans = [
            (mention["start"], mention["end"], _GUM.get(mention["type"], "none"))
            for mention in mentions
            if len(text[mention["start"] : mention["end"]].split()) <= 5
        ]
        lesson = _lesson(text, spans)
        peoples = load_spellings()
        for number, word in enumerate(lesson.words):
            if peoples.get(word.text, (None, ""))[1] == "people" and lesson.kinds[number] != "body":
                lesson.kinds[number] = "people"
        yield lesson


def silver_lessons(texts: Iterable[str]) -> Iterator[Lesson]:
    """Yield texts with what is sure of them."""
    given = given_names()
    lookup = Lookup(load_gazetteer())
    for text in texts:
        words = split_words(text)
        yield Lesson(text, words, _silver(text, words, given, lookup))


def _silver(text: str, words: list[Word], given: frozenset[str], lookup: Lookup) -> list[str | None]:
    kinds: list[str | None] = [None] * len(words)
    lower = Counter(word.text for word in words if not word.capital)
    runs = list(_runs(text, words))
    known = lookup(text[words[a].start : words[b].end] for a, b in runs)
    surnames: set[str] = set()
    for first, last in runs:
        name = text[words[first].start : words[last].end]
        kind = _by_words(words[first : last + 1], given) or _by_name(name, given)
        if kind is None and name in known and name not in _NEVER and name not in given:
            kind = _by_place(text, words, first, last, known[name])
        if kind is None and first == last:
            kind = _alone(name, opens=words[first].opens, lower=lower)
        if kind == "person":
            surnames.add(words[last].text)
        titled = last > first and words[first].text in _TITLES
        for number in range(first + titled, last + 1):
            kinds[number] = kind
    for first, last in runs:
        if first == last and kinds[first] is None and words[first].text in surnames:
            kinds[first] = "person"
    return kinds


def _by_words(run: Sequence[Word], given: frozenset[str]) -> str | None:
    """Return what a run of two words or more is by its first or last."""
    if len(run) < 2:
        return None
    if run[-1].text in _BODIES:
        return "body"
    first_name = run[0].text in given and run[-1].text not in _NEVER
    return "person" if run[0].text in _TITLES or first_name else None


def _by_name(name: str, given: frozenset[str]) -> str | None:
    sense = load_spellings().get(name, (None, ""))[1] if name not in given else ""
    return "people" if sense == "people" else "place" if sense == "name" else None


def _by_place(text: str, words: Sequence[Word], first: int, last: int, meaning: Meaning) -> str | None:
    before = words[first - 1].text if first else ""
    behind = text[words[last].end : words[last].end + 2]
    if before in _BEFORE and (behind[:1] in ",.;" or behind[1:2].islower()):
        return "place"
    state = any(row.feature == "ADM1" and row.country == "US" and not row.other for row in meaning.rows)
    return "place" if state and not words[first].opens else None


def _alone(name: str, *, opens: bool, lower: Counter[str]) -> str | None:
    if name.isupper() and 3 <= len(name) <= 5:
        return "body"
    return "none" if name in _NEVER or (opens and lower[name.lower()]) else None


def _runs(text: str, words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield the first and last number of the words of each run of capitalised words with only spaces between."""
    number = 0
    while number < len(words):
        if not words[number].capital:
            number += 1
            continue
        last = number
        while (
            last + 1 < len(words) and words[last + 1].capital and text[words[last].end : words[last + 1].start] == " "
        ):
            last += 1
        yield number, last
        number = last + 1


def public_places(lesson: Lesson, parts: Sequence[Window], meanings: Mapping[str, Meaning]) -> None:
    """Mark the name of a place that a public body bears as a place's: "Torrington Fire Department"."""
    for window in parts:
        meaning = meanings.get(window.text)
        if meaning is None or meaning.part or window.text in PUBLIC or window.last + 1 >= len(lesson.words):
            continue
        kinds = set(lesson.kinds[window.first : window.last + 2])
        opens = window.first == 0 or lesson.kinds[window.first - 1] != "body"
        if lesson.words[window.last + 1].text in PUBLIC and kinds == {"body"} and opens:
            for number in range(window.first, window.last + 1):
                lesson.kinds[number] = "people" if meaning.people else "place"


def _lesson(text: str, spans: list[tuple[int, int, str]]) -> Lesson:
    words = split_words(text)
    kinds: list[str | None] = ["none"] * len(words)
    for start, end, kind in spans:  # the longest first, so that the shortest stays
        for number, word in enumerate(words):
            if start <= word.start and word.end <= end:
                kinds[number] = kind
    return Lesson(text, words, kinds)
