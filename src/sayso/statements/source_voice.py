"""The voice behind a noun phrase: what kind of source it is, how it is named, who it is, whom it speaks for.

In: a text read into words, pieces and cast (`Reading`). Out: `Voice`s, by phrase. What only the statements around it
can tell (pronouns, first person) is left to `source_reference`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.statements.source_cast import STOPS, Cast, Figure
from sayso.statements.source_kind import KIN, bearing_name, is_adjectival, kind_of
from sayso.statements.source_phrase import COUNTRY, PAPERS, QUANTITIES, Phrase, hoist_portfolio, read_phrase
from sayso.statements.source_pieces import Marker, Piece
from sayso.statements.source_tables import Lexicon, load_lexicon
from sayso.statements.source_words import Word, split_words, word_set

OUTLETS = frozenset(("news_media", "state_media"))
REPORTING = word_set("reporting")
STATE_ORGANS = word_set("state_organs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Kind, naming, entity and affiliation of a speaker; `words` is where the text describes one without a name."""

    kind: str = "unknown"
    naming: str = "none"
    entity: str | None = None
    affiliation: str | None = None
    words: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text as words, pieces and cast; `piece_at` holds, for each word, the piece that covers it."""

    words: tuple[Word, ...]
    pieces: tuple[Piece, ...]
    cast: Cast
    lexicon: Lexicon
    piece_at: tuple[int, ...]

    def phrase(self, start: int, end: int) -> Phrase:
        """Return the noun phrase in pieces `start` to `end`."""
        return hoist_portfolio(read_phrase(self.pieces, start, end), self.pieces)

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the pieces that overlap characters `start` to `end`; an empty range if none does."""
        low = _first_ending_after(self.words, start)
        high = low
        while high < len(self.words) and self.words[high].start < end:
            high += 1
        if low >= high:
            return (0, 0)
        return self.piece_at[low], self.piece_at[high - 1] + 1


@lru_cache(maxsize=8)
def read_text(text: str) -> Text:
    """Read a text into words, pieces and cast; the last few texts are remembered, source and chain ask for the same."""
    lexicon = load_lexicon()
    words = split_words(text)
    pieces = Marker(words, lexicon).mark()
    piece_at = [0] * len(words)
    for number, piece in enumerate(pieces):
        for at in range(piece.start, piece.end):
            piece_at[at] = number
    cast = Cast(words, pieces, lexicon)
    return Text(words=words, pieces=pieces, cast=cast, lexicon=lexicon, piece_at=tuple(piece_at))


def _first_ending_after(words: tuple[Word, ...], offset: int) -> int:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    return low


def voice_of_figure(figure: Figure) -> Voice:
    """Return the voice of somebody or some body of the cast."""
    if figure.plural:
        return Voice(kind="public", naming="unnamed")
    naming = "named" if figure.person else "body"
    return Voice(kind=figure.kind, naming=naming, entity=figure.name, affiliation=figure.affiliation)


def voice_of_phrase(text: Text, phrase: Phrase) -> Voice:
    """Return the voice of a noun phrase, by its own words and by the names the text joins to it."""
    parts = _coordinated(text, phrase)
    if parts:
        return _together([voice_of_phrase(text, part) for part in parts], parts, text)
    if phrase.name is not None:
        return _voice_of_name(text, phrase, phrase.name)
    if phrase.sort == "utterance":
        return _voice_of_author(text, phrase) or _described(text, phrase)
    if phrase.head is not None:
        return _voice_of_noun(text, phrase)
    return _voice_of_rest(text, phrase)


def _voice_of_name(text: Text, phrase: Phrase, name: Piece) -> Voice:
    figure = text.cast.of(name)
    if figure is None:
        return _described(text, phrase)
    voice = voice_of_figure(figure)
    own = kind_of(phrase)
    crowd = (
        name.known is not None
        and " " not in name.text
        and name.text.endswith("s")
        and name.known.kind == "party_or_opposition"
    )
    if figure.plural or (crowd and text.pieces[phrase.start].text.casefold() in QUANTITIES | {"a", "an", "at"}):
        return replace(_described(text, phrase), kind=own)
    if figure.kind == "unknown" or (own == "state_media" and not figure.person):
        voice = replace(voice, kind=own)
    if not figure.person and figure.kind == "unknown" and " " in figure.name and own == "unknown":
        voice = replace(voice, naming="body")
    if figure.person:
        voice = replace(voice, affiliation=text.cast.body_of(phrase) or figure.affiliation)
    return voice


def _voice_of_author(text: Text, phrase: Phrase) -> Voice | None:
    """Return the voice of whose statement it is: an owner, a name before the noun, "by", "from" or "of" after it."""
    if phrase.owner is not None:
        return voice_of_phrase(text, phrase.owner)
    for link, tail in phrase.tails:
        by = text.pieces[tail.start - 1].text.casefold() if tail.start else ""
        if "by" in (link, by) or link == "from":
            return voice_of_phrase(text, tail)
    for piece in reversed(phrase.before):
        if piece.named:
            figure = text.cast.of(piece)
            return voice_of_figure(figure) if figure else None
        if piece.role and piece.role.sort == "group":
            return _voice_of_noun(text, replace(phrase, head=piece, before=phrase.before[: phrase.before.index(piece)]))
    return None


def voice_of_paper(text: Text, phrase: Phrase) -> Voice:
    """Return the voice of a statement taken for a paper: named by whose it is, where that is a body."""
    bearer = next((p for p in phrase.before if p.named), None)
    if bearer is None or phrase.head is None:
        return replace(_described(text, phrase), kind="document")
    return Voice(kind="document", naming="body", entity=_composite(text, phrase, bearer, phrase.head))


def _voice_of_noun(text: Text, phrase: Phrase) -> Voice:
    """Return the voice of a phrase without a name: a body by its words, somebody met before, or nobody named."""
    head = phrase.head
    assert head is not None and head.role is not None  # noqa: S101  (the caller looked)
    kind = kind_of(phrase)
    if kind == head.role.otherwise and head.role.kind is None:
        kind = text.cast.kind_beside(phrase) or kind
    if kind == "unknown" and phrase.definite and head.role.sort == "people":
        kind = _kind_before(text, head)
    owned = _owned(text, phrase, head)
    if owned is not None:
        return owned
    bearer = bearing_name(phrase)
    if bearer is not None and head.role.sort in ("group", "paper") and phrase.name is None:
        figure = text.cast.of(bearer)
        if figure is not None and figure.kind in OUTLETS and head.text.casefold() in REPORTING:
            return voice_of_figure(figure)
        if head.role.sort == "group" and kind == "unknown" and figure is not None:
            kind = figure.kind
        return Voice(kind=kind, naming="body", entity=_composite(text, phrase, bearer, head))
    if head.text.casefold() in REPORTING:
        for link, tail in phrase.tails:
            outlet = text.cast.of(tail.name) if tail.name is not None and link in ("in", "by", "from") else None
            if outlet is not None and outlet.kind in OUTLETS:
                return voice_of_figure(outlet)
    known = _met_before(text, phrase, head)
    if known is not None:
        return voice_of_figure(known)
    same = _same_before(text, phrase, head)
    if same is not None:
        return same
    organ = _state_organ(text, phrase, head)
    if organ is not None:
        return Voice(kind=kind, naming="body", entity=organ)
    body = text.cast.body_of(phrase)
    if kind == "unknown" and head.role.kind is None:
        kind = text.cast.kind_of_body(body)
    return replace(_described(text, phrase), kind=kind, affiliation=body)


def _owned(text: Text, phrase: Phrase, head: Piece) -> Voice | None:
    """Return the voice of "Orlen's office": a body that is known by its owner."""
    if phrase.owner is None or head.text.casefold() not in ("office", "team"):
        return None
    owner = phrase.owner
    if owner.name is not None:
        figure = text.cast.of(owner.name)
    else:
        figure = _holder(text, owner, owner.head) if owner.head is not None else None
    if figure is None or not figure.person:
        return None
    return Voice(kind=figure.kind, naming="body", entity=f"{head.text.capitalize()} of {figure.name}")


def _composite(text: Text, phrase: Phrase, bearer: Piece, head: Piece) -> str:
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


def _met_before(text: Text, phrase: Phrase, head: Piece) -> Figure | None:
    """Return whom "the minister", "the group", "the Resolution" point back at."""
    role = head.role
    if role is None or not phrase.definite or phrase.owner is not None:
        return None
    if role.sort == "person" and not phrase.tails and not phrase.asides:
        return _holder(text, phrase, head)
    if role.sort in ("group", "paper") and not phrase.tails and not any(p.named for p in phrase.before):
        if role.kind in ("news_media", "state_media") and " " in head.text:
            return None
        return text.cast.body_called(head, head.start)
    return None


def _same_before(text: Text, phrase: Phrase, head: Piece) -> Voice | None:
    """Return the body that the same noun, then with a name before it, spoke of: "Dutch police", then "the police"."""
    if head.role is None or head.role.sort != "group" or phrase.tails:
        return None
    if not phrase.definite and head.role.kind not in ("state_media", "military", "court_or_police"):
        return None
    if head.text.casefold() == "administration":
        return _administration(text, head)
    for phrase_before in _phrases_before(text, head):
        bearer = bearing_name(phrase_before)
        if bearer is not None and phrase_before.head is not None:
            entity = _composite(text, phrase_before, bearer, phrase_before.head)
            return Voice(kind=kind_of(phrase_before), naming="body", entity=entity)
    return None


def _administration(text: Text, head: Piece) -> Voice | None:
    """Return the administration of the last president named."""
    for _, figure in text.cast.before(head.start):
        if figure.person and "president" in figure.nouns:
            return Voice(kind="government", naming="body", entity=f"{figure.name.split()[-1]} administration")
    return None


def _kind_before(text: Text, head: Piece) -> str:
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


def _holder(text: Text, phrase: Phrase, head: Piece) -> Figure | None:
    """Return the last person before the phrase of whom the text used this noun."""
    noun = head.text.casefold()
    for _, figure in text.cast.before(head.start):
        if figure.person and any(said == noun or said.endswith(f" {noun}") for said in figure.nouns):
            return figure
    return None


def _state_organ(text: Text, phrase: Phrase, head: Piece) -> str | None:
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


def _voice_of_rest(text: Text, phrase: Phrase) -> Voice:
    """Return the voice of words that hold no noun we know."""
    for part in (*phrase.before, *([phrase.owner.name] if phrase.owner and phrase.owner.name else [])):
        figure = text.cast.of(part) if part.known is not None and part.known.sort in COUNTRY else None
        if figure is not None and phrase.determiner == "the":
            return voice_of_figure(figure)
    for part in phrase.before:
        if part.sort == "modifier" and part.kind:
            return replace(_described(text, phrase), kind=part.kind)
    words = [p for p in text.pieces[phrase.start : phrase.end] if p.sort == "word" and p.text[:1].isalpha()]
    single = len(words) == 1 and phrase.end - phrase.start == 1 and words[0].text[:1].isupper()
    if single and words[0].text.casefold() not in ("it", "this"):
        return Voice(kind="unknown", naming="body", entity=words[0].text)
    return _described(text, phrase)


def _described(text: Text, phrase: Phrase) -> Voice:
    words = (text.pieces[phrase.start].start, text.pieces[phrase.end - 1].end) if phrase.end > phrase.start else None
    return Voice(kind=kind_of(phrase), naming="unnamed", words=words)


def _coordinated(text: Text, phrase: Phrase) -> list[Phrase]:
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


def _together(voices: list[Voice], parts: list[Phrase], text: Text) -> Voice:
    """Join the voices of a list: the first gives the kind, the first named one the naming."""
    named = [voice for voice in voices if voice.naming in ("named", "body")]
    if not named:
        start, end = text.pieces[parts[0].start].start, text.pieces[parts[-1].end - 1].end
        kind = next((voice.kind for voice in voices if voice.kind != "unknown"), "unknown")
        return Voice(kind=kind, naming="unnamed", words=(start, end))
    names = [voice.entity or text.cast.spell(*voice.words) for voice in voices if voice.entity or voice.words]
    kinds = [voice.kind for voice in voices if voice.kind != "unknown"] or ["unknown"]
    if len(parts) > 1 and parts[0].name is not None and parts[0].name.sort in ("person", "name"):
        shared = kind_of(parts[0])
        kinds = [shared, *kinds] if shared != "unknown" else kinds
    return Voice(kind=kinds[0], naming=named[0].naming, entity="; ".join(names))


def nouns_before(text: Text, word: int, most: int = 140) -> Iterator[Piece]:
    """Yield the names and role nouns before a word, the nearest first."""
    at = text.piece_at[word - 1] if 0 < word <= len(text.words) else -1
    floor = max(0, word - most)
    while at >= 0 and text.pieces[at].start >= floor:
        piece = text.pieces[at]
        if piece.named or (piece.role and piece.role.noun.casefold() not in KIN):
            yield piece
        at -= 1


def is_paper(piece: Piece) -> bool:
    """Tell whether a piece is a noun for papers, pictures or recordings."""
    return piece.role is not None and piece.role.sort in PAPERS
