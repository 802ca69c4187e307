"""Whom a pronoun stands for.

In: a text, the place of a pronoun, what was said before it and by whom. Out: the `Voice` it stands for, or None.
Candidates are the names and nouns before it that fit its number and gender; nearness, having spoken last and opening
a sentence decide between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.statements.identify.noun_bounds import chunk
from sayso.statements.identify.nouns.kinds import KIN
from sayso.statements.identify.nouns.phrase import DETERMINERS
from sayso.statements.identify.nouns.tagged import Piece
from sayso.statements.identify.text import LONGEST, Text
from sayso.statements.identify.voice import Voice, voice_of_figure, voice_of_phrase

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
IT = frozenset(("it", "its", "itself", "this"))
THEY = frozenset(("they", "them", "their", "these", "those"))
FIRST = frozenset(("i", "me", "my", "mine", "myself"))
FIRST_PLURAL = frozenset(("we", "us", "our", "ours"))
YOU = frozenset(("you", "your", "yours", "yourself"))
RELATIVE = frozenset(("which", "who", "that", "whom", "whose"))
FAR = 4  # sentences
SINGULAR_THINGS = frozenset(("group", "paper", "item"))
PLURAL_THINGS = frozenset(("people", "papers", "items"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A voice that has spoken, and at which word."""

    word: int
    voice: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronoun:
    """A pronoun in lower case, and its word."""

    text: str
    word: int


def refer(
    text: Text, at: Pronoun, spoken: Sequence[Spoken], *, barred: Voice | None = None, floor: int = 0
) -> Voice | None:
    """Return whom a third-person pronoun stands for: never `barred`, nobody before the word `floor`."""
    pronoun, word = at.text, at.word
    best: tuple[float, Voice] | None = None
    sentence = text.words[word].sentence
    for voice, place, worth in _candidates(text, pronoun, word, spoken):
        if place < floor:
            break
        if barred is not None and _same(barred, voice):
            continue
        far = sentence - text.words[place].sentence
        if far > FAR:
            break
        score = worth - 1.5 * far - (word - place) / 400
        if best is None or score > best[0]:
            best = (score, voice)
    return best[1] if best else None


def _candidates(text: Text, pronoun: str, word: int, spoken: Sequence[Spoken]) -> Iterator[tuple[Voice, int, float]]:
    """Yield voices that fit, where they stand, and what speaks for them besides nearness."""
    last = next((said for said in reversed(spoken) if said.word < word), None)
    for piece in _nouns_before(text, word):
        voice = _fitting(text, pronoun, piece)
        if voice is None:
            continue
        worth = 1.5 * opens_clause(text, piece) - 1.0 * _hangs(text, piece)
        if last is not None and _same(last.voice, voice):
            worth += 1.5
        if pronoun in THEY and voice.naming == "body":
            worth -= 1.0
        if pronoun in HE | SHE and voice.naming == "unnamed":
            worth -= 1.5
        yield voice, piece.start, worth


def _same(first: Voice, second: Voice) -> bool:
    """Tell whether two voices are one: the same entity, or words that overlap."""
    if first.words is not None and second.words is not None:
        return first.words[0] < second.words[1] and second.words[0] < first.words[1]
    return first.entity is not None and first.entity == second.entity


def _fitting(text: Text, pronoun: str, piece: Piece) -> Voice | None:
    """Return the voice of a name or noun if its number and gender allow the pronoun."""
    if piece.named:
        figure = text.cast.of(piece)
        if figure is None:
            return None
        if pronoun in HE or pronoun in SHE:
            wrong = "f" if pronoun in HE else "m"
            return voice_of_figure(figure) if figure.person and figure.gender != wrong else None
        if figure.person or (figure.plural and pronoun in IT) or is_adjective(text, piece):
            return None
        return voice_of_figure(figure)
    role = piece.role
    if role is None or _belongs_to_name(text, piece):
        return None
    fits = (
        role.sort in SINGULAR_THINGS
        if pronoun in IT
        else role.sort in PLURAL_THINGS
        if pronoun in THEY
        else role.sort == "person"
    )
    return voice_of_phrase(text, chunk(text, piece)) if fits else None


def is_adjective(text: Text, piece: Piece) -> bool:
    """Tell whether a nation's name is only an adjective here ("Turkish soldiers")."""
    if piece.known is None or piece.known.sort != "demonym":
        return False
    after = text.piece_at[piece.start] + 1
    return not piece.known.plural or (after < len(text.pieces) and text.pieces[after].role is not None)


def _belongs_to_name(text: Text, piece: Piece) -> bool:
    """Tell whether a noun only describes the name right after it, or modifies the noun after it."""
    after = text.piece_at[piece.start] + 1
    if after >= len(text.pieces):
        return False
    following = text.pieces[after]
    return following.sort in ("person", "name", "title", "role")


def opens_clause(text: Text, piece: Piece) -> bool:
    """Tell whether a name or noun is likely the subject: it opens its sentence, an article or title before it aside."""
    at = text.piece_at[piece.start]
    sentence = text.words[piece.start].sentence
    floor = max(0, at - LONGEST)
    while at > floor and text.words[text.pieces[at - 1].start].sentence == sentence:
        before = text.pieces[at - 1]
        if before.sort == "word" and before.text.casefold() not in DETERMINERS and before.text[:1].isalpha():
            return before.text.casefold() in ("when", "while", "after", "as", "but", "and") and at < 2
        if before.text in (",", ":"):
            return False
        at -= 1
    return True


def _hangs(text: Text, piece: Piece) -> bool:
    """Tell whether a name or noun hangs on another by a preposition or possessive."""
    at = text.piece_at[piece.start]
    after = text.pieces[at + 1].sort if at + 1 < len(text.pieces) else ""
    before = text.pieces[at - 1] if at else None
    if before is not None and before.text.casefold() in DETERMINERS and at > 1:
        before = text.pieces[at - 2]
    hung = before is not None and before.text in ("of", "by", "with", "to", "in", "from", "at", "on", "for")
    return after == "possessive" or hung


def _nouns_before(text: Text, word: int, most: int = 140) -> Iterator[Piece]:
    """Yield the names and role nouns before a word, the nearest first."""
    at = text.piece_at[word - 1] if 0 < word <= len(text.words) else -1
    floor = max(0, word - most)
    while at >= 0 and text.pieces[at].start >= floor:
        piece = text.pieces[at]
        if piece.named or (piece.role and piece.role.noun.casefold() not in KIN):
            yield piece
        at -= 1
