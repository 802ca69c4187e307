"""Find who did what to whom: an encoder that codes events, with its heads, behind a gate.

In: states of the encoder, sentences as ranges of pieces. Out: for each piece the chances that it tells an event of
each type; for an event its mode, contexts, factuality, and which pieces are its parties, place and date. How the
weights were trained is in `weights/CARD.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.labels import CONTEXTS, EVENT_MODES, EVENT_VALUES, FACTUALITIES, SECTORS
from sayso.language.encoder import States, open_session, run_over
from sayso.language.weights import FOLDER

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]
TYPES = tuple(EVENT_MODES)
MODES = tuple((kind, mode) for kind, modes in EVENT_MODES.items() for mode in modes)
STANDS = EVENT_VALUES["stand"]
#: Parts of an event that its pieces may be: who acts, upon whom, where, when.
PARTS = ("actor", "recipient", "place", "date")
#: By what nearness to a cue is told: distances from these on share numbers, before and behind apart.
DISTANCES = np.array([0, 1, 2, 4, 8, 16, 32, 64])


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the heads say of one event: its mode, chances of contexts, factuality, stand, parts.

    parts: (T, 4 parts, 2), the chance that each of the T pieces of the sentence is in a part, and that it opens one.
    """

    mode: str | None
    contexts: tuple[tuple[str, float], ...]
    factuality: str
    stand: str
    parts: Array


class EventHeads:
    """The encoder of events at `graph`, which also takes the finder's states, and the heads over both at `heads`."""

    def __init__(self, graph: Path, heads: Path, threads: int) -> None:
        self._session = open_session(graph, threads)
        with np.load(heads) as stored:
            self._weights: Mapping[str, Array] = {name: stored[name].astype(np.float32) for name in stored}

    @property
    def bar(self) -> float:
        """The chance from which a sentence is said to tell an event of the likeliest type."""
        return float(self._weights["bar"])

    @property
    def further(self) -> float:
        """The chance from which it is said to tell one of another type as well."""
        return float(self._weights["further"])

    def promising(self, states: States, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the sentences that may tell an event, by what the finder's encoder made of them."""
        if not ranges:
            return []
        hidden = np.maximum(self._map("gate.0", gate_signs(states.vectors, ranges)), 0)
        passing = _sigmoid(self._map("gate.2", hidden)[:, 0]) >= self._weights["gate.bar"]
        return [span for span, passes in zip(ranges, passing.tolist(), strict=True) if passes]

    def read(self, states: States, ranges: Sequence[tuple[int, int]]) -> Array:
        """Return (N, width): what the encoder makes of each piece in the ranges, zeros elsewhere."""
        return run_over(self._session, states, ranges)

    def cues(self, made: Array) -> Array:
        """Return (T, types): the chance that each piece tells an event of each type."""
        return _softmax(self._map("cue.2", np.maximum(self._map("cue.0", made), 0)))[:, :-1]

    def types(self, made: Array, cues: Array) -> Array:
        """Return (types,): the chance that a sentence of T pieces tells an event of each type.

        Half of it is the chance that some piece tells one, half is told by the sentence as a whole.
        """
        logits = self._map("sentence", made)
        top = logits.max(axis=0)
        pooled = top + np.log(np.exp(logits - top).mean(axis=0))
        some = 1 - np.exp(np.log(np.clip(1 - cues, 1e-6, 1)).sum(axis=0))
        chances: Array = 0.5 * some + 0.5 * _sigmoid(pooled[:-1])
        return chances

    def tell(self, made: Array, cue: Numbers, kind: str) -> Told:
        """Return what there is to say of the event whose cue are the pieces `cue` of a sentence's T pieces."""
        at = made[cue].mean(axis=0)
        signs = np.maximum(self._map("event", np.concatenate([at, made.mean(axis=0)])), 0)
        fitting = [number for number, (own, _) in enumerate(MODES) if own == kind]
        modes = self._map("mode", signs)
        contexts = _sigmoid(self._map("context", signs))
        return Told(
            mode=MODES[max(fitting, key=lambda number: float(modes[number]))][1] if fitting else None,
            contexts=tuple((CONTEXTS[number], float(contexts[number])) for number in np.argsort(-contexts)),
            factuality=FACTUALITIES[int(self._map("factuality", signs).argmax())],
            stand=STANDS[int(self._map("stand", signs).argmax())],
            parts=self._parts(made, at, int(cue[0]), TYPES.index(kind)),
        )

    def sectors(self, made: Array, pieces: Numbers) -> list[tuple[str, float]]:
        """Return the sectors of a party with their chances, the likeliest first."""
        both = np.concatenate([made[pieces].mean(axis=0), made[pieces].max(axis=0)])
        chances = _sigmoid(self._map("sector.2", np.maximum(self._map("sector.0", both), 0)))
        return [(SECTORS[number], float(chances[number])) for number in np.argsort(-chances)]

    def _parts(self, made: Array, at: Array, first: int, kind: int) -> Array:
        near = self._weights["part.near"][bucket(np.arange(len(made)) - first)]
        hidden = self._map("part.piece", made) + self._map("part.cue", at) + near + self._weights["part.type"][kind]
        return _sigmoid(self._map("part.out", np.maximum(hidden, 0))).reshape(len(made), len(PARTS), 2)

    def _map(self, name: str, given: Array) -> Array:
        mapped: Array = given @ self._weights[name] + self._weights[f"{name}.bias"]
        return mapped


def gate_signs(vectors: Array, ranges: Sequence[tuple[int, int]]) -> Array:
    """Return (S, 2 hidden): the mean and the highest of the states of each of S sentences' pieces."""
    signs: Array = np.stack(
        [np.concatenate([vectors[a:b].mean(axis=0), vectors[a:b].max(axis=0)]) for a, b in ranges]
    ).astype(np.float32)
    return signs


def bucket(distances: Numbers) -> Numbers:
    """Return the number of what is learnt for how far behind a cue (positive) or before it a piece stands."""
    found = np.searchsorted(DISTANCES, np.abs(distances), side="right") - 1
    return np.where(distances >= 0, found, found + len(DISTANCES))


def _softmax(logits: Array) -> Array:
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    chances: Array = shifted / shifted.sum(axis=-1, keepdims=True)
    return chances


def _sigmoid(logits: Array) -> Array:
    chances: Array = (1 / (1 + np.exp(-np.clip(logits, -60, 60)))).astype(np.float32, copy=False)
    return chances


@lru_cache(maxsize=4)
def load_event_heads(threads: int = 0, folder: Path = FOLDER) -> EventHeads:
    """Return what codes events, loaded once a process."""
    return EventHeads(folder / "events.onnx", folder / "events.npz", threads)
