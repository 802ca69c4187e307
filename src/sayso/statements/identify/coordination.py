"""Several speakers in one source: "Norway, Sweden and the bank".

In: a text and a phrase of it. Out: the phrases of the speakers, none where the phrase is one speaker.
"""

from __future__ import annotations

import itertools

from sayso.statements.identify.nouns.kinds import is_adjectival
from sayso.statements.identify.nouns.phrase import Phrase
from sayso.statements.identify.text import Text


def coordinated(text: Text, phrase: Phrase) -> list[Phrase]:
    """Return the speakers of "Norway, Sweden and the bank", none if the phrase is one speaker."""
    opening = phrase.start + (text.pieces[phrase.start].text.casefold() == "both")
    ands = [at for at in range(opening, phrase.end) if text.pieces[at].text in ("and", "&", "or")]
    if not ands:
        return []
    commas = [at for at in range(opening, ands[-1]) if text.pieces[at].text == ","]
    for cuts in ([*commas, ands[-1]], [ands[-1]], ands):
        bounds = [opening - 1, *cuts, phrase.end]
        pairs = [(a + 1, b) for a, b in itertools.pairwise(bounds) if b > a + 1]
        parts = [text.phrase(start, end) for start, end in pairs]
        if len(parts) > 1 and all(_stands_alone(text, part) for part in parts) and not _one_of_two(parts):
            return parts
    return []


def _one_of_two(parts: list[Phrase]) -> bool:
    """Tell whether "and" joins only the names that a noun hangs on ("the leaders of Norway and Sweden")."""
    first, second = parts[0], parts[1]
    bare = second.head is None and second.name is not None and second.determiner is None
    return first.name is None and bool(first.tails) and bare


def _stands_alone(text: Text, phrase: Phrase) -> bool:
    """Tell whether a part of a list is a speaker by itself."""
    if phrase.tails and phrase.name is None and phrase.sort not in ("people", "group"):
        return False
    if phrase.name is not None:
        return not (is_adjectival(phrase.name) and phrase.name.known is None)
    return phrase.sort == "people" or (phrase.sort in ("group", "person") and phrase.determiner is not None)
