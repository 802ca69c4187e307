"""Who a phrase without a name points back at: "the minister", "the group", "the police", "the sources".

In: a text and a phrase of it. Out: a figure of the cast met before, or the name that an earlier phrase with the same
noun bore ("Dutch police"); and for a quotation that nothing introduces, the one person of whom the sentence before it
tells ("Drost put down her glasses. “Never.”").
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.statements.identify.figures import Figure
from sayso.statements.identify.nouns.kinds import bearing_name, kind_of
from sayso.statements.identify.nouns.phrase import COUNTRY, Phrase
from sayso.statements.identify.nouns.tagged import Piece
from sayso.statements.identify.nouns.tokens import word_set
from sayso.statements.identify.nouns.wide_phrase import STOPS
from sayso.statements.identify.text import Text

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
    noun = head.text.casefold()
    for _, figure in text.cast.before(head.start):
        if figure.person and any(said == noun or said.endswith(f" {noun}") for said in figure.nouns):
            return figure
    return None


def same_before(text: Text, phrase: Phrase, head: Piece) -> tuple[str, str] | None:
    """Return kind and name of the body that the same noun spoke of before: "Dutch police", then "the police"."""
    if head.role is None or head.role.sort != "group" or phrase.tails:
        return None
    if not phrase.definite and head.role.kind not in ("state_media", "military", "court_or_police"):
        return None
    if head.text.casefold() == "administration":
        return _administration(text, head)
    for phrase_before in _phrases_before(text, head):
        bearer = bearing_name(phrase_before)
        if bearer is not None and phrase_before.head is not None:
            return kind_of(phrase_before), composite_name(text, phrase_before, bearer, phrase_before.head)
    return None


def _administration(text: Text, head: Piece) -> tuple[str, str] | None:
    """Return kind and name of the administration of the last president named."""
    for _, figure in text.cast.before(head.start):
        if figure.person and "president" in figure.nouns:
            return "government", f"{figure.name.split()[-1]} administration"
    return None


def kind_before(text: Text, head: Piece) -> str:
    """Return the kind of the people that the same noun spoke of before with more words ("the sources")."""
    return next((kind for kind in map(kind_of, _phrases_before(text, head)) if kind != "unknown"), "unknown")


def _phrases_before(text: Text, head: Piece) -> Iterator[Phrase]:
    """Yield the phrases with the same noun before a piece, the nearest first."""
    noun = head.text.casefold()
    at = text.piece_at[head.start] - 1
    while at >= 0:
        piece = text.pieces[at]
        if piece.role is not None and piece.text.casefold() == noun:
            start = at
            while start > 0 and text.pieces[start - 1].sort != "word":
                start -= 1
            end = at + 1
            while end < len(text.pieces) and end - at < 8 and text.pieces[end].text not in STOPS | {","}:
                end += 1
            yield text.phrase(start, end)
        at -= 1


def state_organ(text: Text, phrase: Phrase, head: Piece) -> str | None:
    """Return "Syrian army" for "the army" in a text whose one country is plain to see."""
    if phrase.determiner != "the" or head.text.casefold() not in STATE_ORGANS or phrase.tails:
        return None
    counts: dict[str, int] = {}
    for figure in text.cast.figures:
        if figure.country and (figure.nation or figure.plural):
            counts[figure.country] = counts.get(figure.country, 0) + len(figure.at)
    ranked = sorted(counts, key=lambda country: -counts[country])
    if not ranked or counts[ranked[0]] < 3 or (len(ranked) > 1 and counts[ranked[1]] * 2 > counts[ranked[0]]):
        return None
    return f"{text.lexicon.adjectives.get(ranked[0], ranked[0])} {head.text.casefold()}"


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
    if known is not None and known.sort == "body" and known.kind != "intergovernmental" and bearer.text.isupper():
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
