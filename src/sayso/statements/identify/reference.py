"""Whom pronouns stand for, as the encoder read the text: a distribution over those the text names, or none of them.

In: a text read into words and cast, the voices of its sources that are no pronouns, and the states that the encoder
made of its word pieces. Out: for the place of a pronoun, each entity with the chance that it is meant. What is left
over falls on people and things without a name, or on nobody: a name is given only by who is sure enough of it.

A head chooses for every mention among all pieces of the text, trained so that all pieces of all mentions of the same
entity are right (the word-level way of Dobrovolskii, 2021, with the loss summed over right answers). A choice that
falls on another pronoun goes on to whom that one stands for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.language.encoder import States
from sayso.language.heads import Heads
from sayso.records import Span
from sayso.statements.identify.pronouns import is_adjective
from sayso.statements.identify.text import Text
from sayso.statements.identify.voice import Voice, voice_of_figure

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]
_STEP, _REACH = 8_000, 1_000  # pieces of a stretch, and those around it that are looked at; training looks 500 far
_TOLD_APART = 0.01  # the chance from which an entity is a candidate
_ROUNDS = 4  # of going on from pronoun to pronoun; chains of more are rare
_KINDS = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "themselves": "they",
    "we": "we", "us": "we", "our": "we", "i": "i", "me": "i", "my": "i",
}  # fmt: skip
_RELATIVE = {"who": "who", "whom": "who", "which": "which", "that": "which"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What the encoder made of a text, and the heads that read it."""

    states: States
    heads: Heads


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Who may be meant, and how likely."""

    voice: Voice
    chance: float


def mention_kind(words: str) -> str:
    """Return what a mention is by its words, one of `heads.MENTIONS`."""
    lower = words.casefold()
    if lower in _KINDS or lower in _RELATIVE:
        return _KINDS.get(lower) or _RELATIVE[lower]
    described = lower.startswith(("the ", "a ", "an ", "his ", "her ", "their ", "its ", "our ", "my ", "some "))
    return "name" if words[:1].isupper() and not described else "description"


class Referents:
    """Whom the pronouns of one text stand for."""

    def __init__(self, text: Text, voices: Mapping[Span, Voice], asked: Mapping[Span, str], reader: Reader) -> None:
        self._states, self._heads = reader.states, reader.heads
        self._entities: list[Voice] = []
        self._numbers: dict[str, int] = {}
        self._owner = np.full(len(reader.states.vectors), -1, dtype=np.int64)
        self._own_figures(text)
        for span, voice in voices.items():
            self._owner[self._pieces(span)] = self._number(voice)
        mentions = {
            Span(start=word.start, end=word.end): _KINDS[word.text.casefold()]
            for word in text.words
            if word.text.casefold() in _KINDS and word.text != "US"
        } | dict(asked)
        self._pronouns = defaultdict[int, list[tuple[Numbers, str]]](list)  # by the stretches they may be near
        for span, kind in mentions.items():
            if len(pieces := self._pieces(span)):
                first = int(pieces[0])
                for stretch in range((first - _REACH) // _STEP, (first + _REACH) // _STEP + 1):
                    self._pronouns[stretch * _STEP].append((pieces, kind))
        self._found: dict[int, tuple[Candidate, ...]] = {}  # by the first piece of a mention
        for start in range(0, len(self._owner), _STEP):
            self._resolve(start)

    def candidates(self, span: Span) -> tuple[Candidate, ...]:
        """Return those that the mention in a span may stand for, the likeliest first; the rest stands for no name."""
        wanted = self._pieces(span)
        return self._found.get(int(wanted[0]), ()) if len(wanted) else ()

    def _own_figures(self, text: Text) -> None:
        for figure in text.cast.figures:
            voice = voice_of_figure(figure)
            for at in figure.at:
                piece = text.pieces[text.piece_at[at]]
                if is_adjective(text, piece):
                    continue
                span = Span(start=text.words[piece.start].start, end=text.words[piece.end - 1].end)
                self._owner[self._pieces(span)] = self._number(voice)

    def _number(self, voice: Voice) -> int:
        """Return the number of an entity, -1 for what has no name."""
        if voice.entity is None:
            return -1
        if voice.entity not in self._numbers:
            self._numbers[voice.entity] = len(self._entities)
            self._entities.append(voice)
        return self._numbers[voice.entity]

    def _pieces(self, span: Span) -> Numbers:
        return self._states.pieces_in(span)

    def _resolve(self, start: int) -> None:
        """Find whom the mentions in a stretch of the text stand for, among what is near it.

        A long text is taken in stretches: the choices are as many as mentions times pieces.
        """
        low, high = max(0, start - _REACH), min(len(self._owner), start + _STEP + _REACH)
        held = self._pronouns[start]
        near = [(pieces - low, kind) for pieces, kind in held if low <= pieces[0] and pieces[-1] < high]
        if not near:
            return
        entities, owner = np.unique(self._owner[low:high], return_inverse=True)
        found = self._chances(self._states.vectors[low:high], near, owner, len(entities))
        for (pieces, _), chances in zip(near, found, strict=True):
            first = int(pieces[0]) + low
            if start <= first < start + _STEP:
                self._found.setdefault(first, tuple(self._ranked(entities, chances)))

    def _ranked(self, entities: Numbers, chances: Array) -> Iterator[Candidate]:
        for at in np.argsort(-chances):
            if entities[at] >= 0 and chances[at] > _TOLD_APART:
                yield Candidate(voice=self._entities[entities[at]], chance=float(chances[at]))

    def _chances(self, vectors: Array, mentions: Sequence[tuple[Numbers, str]], owner: Numbers, entities: int) -> Array:
        """Return (mentions, entities): the chance of each; owner (N,) are the entities that the pieces belong to."""
        chosen = np.exp(self._heads.refer(vectors, mentions))[:, :-1]
        names = np.zeros((len(vectors), entities), dtype=np.float32)
        names[np.arange(len(names)), owner] = 1
        between = np.zeros((len(mentions), len(mentions)), dtype=np.float32)
        for column, (pieces, _) in enumerate(mentions):
            between[:, column] = chosen[:, pieces].sum(axis=1)
            names[pieces] = 0
        direct = chosen @ names
        found: Array = direct
        for _ in range(_ROUNDS):
            found = direct + between @ found
        return found
