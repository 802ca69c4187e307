"""Mark in a passage the words that another wording does not have.

In: two wordings. Out: `Run`s of the first. Words are alike by their stems, numbers by their values and bounds; of the
small words only those count that turn what is said round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sayso.claims.linking.told import weigh
from sayso.claims.mentions.numbers import numbers
from sayso.claims.vocabulary import vocabulary

_WORD = re.compile(r"\w[\w'’]*")
_TURNING = "not"  # how every word of negation is compared: "not", "never", "didn't"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters of a passage, and whether they differ."""

    text: str
    differs: bool


def differing(text: str, wording: str) -> tuple[Run, ...]:
    """Return a text in runs, those marked whose words a wording lacks; joined, the runs are the text."""
    known = {key for _, _, key in _keys(wording)}
    marked = [(start, end) for start, end, key in _keys(text) if key not in known]
    flags = [False] * len(text)
    for start, end in marked:
        flags[start:end] = [True] * (end - start)
    at, runs = 0, []
    for differs, group in groupby(flags):
        length = sum(1 for _ in group)
        runs.append(Run(text=text[at : at + length], differs=differs))
        at += length
    return tuple(runs)


def _keys(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words and numbers of a text that tell something, each with what it is compared by."""
    at = 0
    for number in numbers(text):
        yield from _words(text, at, number.start)
        # the noun that is counted is a word like any other
        figures = number.end - len(number.counted) if number.counted else number.end
        yield number.start, len(text[:figures].rstrip()), f"{number.bound}{number.value:g} {number.unit or ''}"
        at = figures
    yield from _words(text, at, len(text))


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for match in _WORD.finditer(text, start, end):
        word = match.group().casefold().replace("’", "'")
        if word in _negations() or word.endswith("n't"):
            yield match.start(), match.end(), _TURNING
            continue
        for stem in weigh(match.group()):
            yield match.start(), match.end(), stem


def _negations() -> frozenset[str]:
    return frozenset(vocabulary()["signs"]["negation"])
