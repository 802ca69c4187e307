"""Who a phrase without a name points back at: "the minister", "the group", "the police", "the sources".

In: a text and a phrase of it. Out: a figure of the cast met before, or the name that an earlier phrase with the same
noun bore ("Dutch police"); and for a quotation that nothing introduces, the one person of whom the sentence before it
tells ("Drost put down her glasses. “Never.”").
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from sayso.statements.identify.figures import Figure
from sayso.statements.identify.nouns.kinds import bearing_name, kind_of
from sayso.statements.identify.nouns.phrase import COUNTRY, Phrase
from sayso.statements.identify.nouns.tagged import Piece
from sayso.statements.identify.nouns.tokens import word_set
from sayso.statements.identify.nouns.wide_phrase import STOPS
from sayso.statements.identify.text import LONGEST, Text

DASHES = frozenset("-–—")
STATE_ORGANS = word_set("state_organs")


def met_before(text: Text, phrase: Phrase, head: Piece) -> Figure | None:
    """Return whom "the minister", "the group", "the Resolution" point back at."""
    role = head.role
    if role is None or not phrase.definite or phrase.owner is not None:
        return None
    if role.sort == "person" and not phrase.tails and not phrase.asides:
        return holder_of(text, phrase, head)
    if role.sort in ("group", "paper") and not phrase.tails and not any(p.named for p in phrase.before):
        if role.kind in ("news_media", "state_media") and " " in head.text:
            return None
        return text.cast.body_called(head, head.start)
    return None


def holder_of(text: Text, phrase: Phrase, head: Piece) -> Figure | None:
    """Return the last person before the phrase of whom the text used this noun."""
    return text.cast.holder(head.text.casefold(), head.start)


def same_before(text: Text, phrase: Phrase, head: Piece) -> tuple[str, str] | None:
    """Return kind and name of the body that the same noun spoke of before: "Dutch police", then "the police"."""
    if head.role is None or head.role.sort != "group" or phrase.tails:
        return None
    if not phrase.definite and head.role.kind not in ("state_media", "military", "court_or_police"):
        return None
    if head.text.casefold() == "administration":
        return _administration(text, head)
    return _mentions(text).last(head).body


def _administration(text: Text, head: Piece) -> tuple[str, str] | None:
    """Return kind and name of the administration of the last president named."""
    president = text.cast.president(head.start)
    return ("government", f"{president.name.split()[-1]} administration") if president is not None else None


def kind_before(text: Text, head: Piece) -> str:
    """Return the kind of the people that the same noun spoke of before with more words ("the sources")."""
    return _mentions(text).last(head).kind


class _Told(NamedTuple):
    """What the phrases with a noun tell so far, the last first: kind and name of a body, and a kind."""

    body: tuple[str, str] | None = None
    kind: str = "unknown"


class _Mentions:
    """The role nouns of a text, by their words, and what a later mention of a noun can take from those before it."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._places: dict[str, list[int]] = {}
        for at, piece in enumerate(text.pieces):
            if piece.role is not None:
                self._places.setdefault(piece.text.casefold(), []).append(at)
        self._told: dict[str, list[_Told]] = {}  # by noun, after each of its mentions

    def last(self, head: Piece) -> _Told:
        """Return what the phrases with the same noun before a piece tell."""
        noun = head.text.casefold()
        places, told = self._places.get(noun, []), self._told.setdefault(noun, [_Told()])
        count = bisect_left(places, self._text.piece_at[head.start])
        for at in places[len(told) - 1 : count]:
            told.append(self._add(told[-1], _phrase_with(self._text, at)))
        return told[count]

    def _add(self, told: _Told, phrase: Phrase) -> _Told:
        bearer, kind = bearing_name(phrase), kind_of(phrase)
        body = told.body
        if bearer is not None and phrase.head is not None:
            body = kind, composite_name(self._text, phrase, bearer, phrase.head)
        return _Told(body, kind if kind != "unknown" else told.kind)


@lru_cache(maxsize=8)
def _mentions(text: Text) -> _Mentions:
    return _Mentions(text)


def _phrase_with(text: Text, at: int) -> Phrase:
    """Return the phrase around a role noun: from the words before it that are no plain ones."""
    start, end = at, at + 1
    while start > 0 and at - start < LONGEST and text.pieces[start - 1].sort != "word":
        start -= 1
    while end < len(text.pieces) and end - at < 8 and text.pieces[end].text not in STOPS | {","}:
        end += 1
    return text.phrase(start, end)


def state_organ(text: Text, phrase: Phrase, head: Piece) -> str | None:
    """Return "Syrian army" for "the army" in a text whose one country is plain to see."""
    if phrase.determiner != "the" or head.text.casefold() not in STATE_ORGANS or phrase.tails:
        return None
    country = text.cast.foremost_country
    return f"{text.lexicon.adjectives.get(country, country)} {head.text.casefold()}" if country is not None else None


def composite_name(text: Text, phrase: Phrase, bearer: Piece, head: Piece) -> str:
    """Return the name of a body or paper that a nation's or body's name makes: "Turkish army", "UN report"."""
    owner = phrase.owner
    if owner is not None and owner.name is bearer:
        known = bearer.known
        adjective = text.lexicon.adjectives.get(known.name) if known and known.sort in COUNTRY else None
        first = phrase.before[0].start if phrase.before else head.start
        return f"{adjective or bearer.text} {text.cast.spell(first, head.end)}"
    spelt = text.cast.spell(bearer.start, head.end)
    known = bearer.known
    if (
        known is not None
        and known.sort == "body"
        and known.kind != "intergovernmental"
        and bearer.text.isupper()
        and not known.as_written
    ):
        return known.name + spelt[len(bearer.text) :]
    return spelt


def person_beside(text: Text, start: int) -> Figure | None:
    """Return the only person named in the sentence that ends before the character `start`, in its paragraph."""
    at, _ = text.range_of(start, start + 1)
    if not 0 < at < len(text.pieces):
        return None
    first = text.words[text.pieces[at].start]
    if text.words[text.pieces[at - 1].start].line != first.line:
        return None
    named: dict[str, Figure] = {}
    while at > 0 and text.words[text.pieces[at - 1].start].sentence >= first.sentence - 1:
        at -= 1
        piece, dash = text.pieces[at], text.pieces[at + 1].text in DASHES
        figure = text.cast.of(piece) if piece.named and not (dash and piece.text.isupper()) else None  # no dateline
        if figure is not None and figure.person and (" " in figure.name or figure.gender or figure.nouns):
            named[figure.name] = figure  # others may be places
    return next(iter(named.values())) if len(named) == 1 else None
