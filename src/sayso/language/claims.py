"""What clauses mean and which pages would share them: the weights that put pages together.

In: states of the encoder, word pieces, signs of pairs. Out: for each piece the log-probabilities that it begins or goes
on with a clause that pages share; for each clause a vector of what it says; for each pair of mentions the chance that
both say the same. How they were trained is in `weights/CARD.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.language.encoder import States, open_session, run_over
from sayso.language.heads import log_softmax
from sayso.language.weights import FOLDER
from sayso.records import Span

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]
CHUNK = 128  # pieces read together


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimHeads:
    """The weights of the heads by name."""

    weights: Mapping[str, Array]

    def tag(self, states: Array) -> Array:
        """Return (N, 3): log-probabilities that each piece stands outside, begins, goes on with a shared clause."""
        hidden = np.maximum(_between(states, self.weights["cut.in"]) + self.weights["cut.in.bias"], 0)
        return log_softmax(_between(hidden, self.weights["cut.out"]) + self.weights["cut.out.bias"])


class PairTrees:
    """Trees that give the chance that two mentions say the same."""

    def __init__(self, path: Path) -> None:
        self._session = open_session(path, 1)

    def chances(self, signs: Array) -> Array:
        """Return (P,): the chance of each of P pairs, from its signs (P, F)."""
        chances: Array = self._session.run(None, {"signs": signs})[0][:, 0]
        return chances


class Meaning:
    """Says what clauses mean: a layer more over the states of the encoder, run for the paragraphs that hold them."""

    def __init__(self, path: Path, threads: int) -> None:
        self._session = open_session(path, threads)

    def of(self, states: States, contents: Sequence[Sequence[Span]]) -> list[bytes]:
        """Return for each content its vector as 8-bit numbers; what means alike has like vectors."""
        held = [np.concatenate([states.pieces_in(span) for span in spans]) for spans in contents]
        chunks = paragraphs(states)
        needed = np.unique(
            np.searchsorted(chunks, np.concatenate([*held, np.zeros(0, dtype=np.int64)]), side="right") - 1
        )
        means = run_over(self._session, states, [(int(chunks[at]), int(chunks[at + 1])) for at in needed.tolist()])
        return [_quantized(means[pieces].sum(axis=0)) for pieces in held]


def paragraphs(states: States) -> Numbers:
    """Return where chunks of whole lines begin, of at most `CHUNK` pieces where no line is longer; last the end."""
    count = len(states.starts)
    opens = [0, *(at for at in range(1, count) if "\n" in states.text[states.ends[at - 1] : states.starts[at]]), count]
    edges = [0]
    for before, here in pairwise(opens):
        if here - edges[-1] > CHUNK:
            if before > edges[-1]:
                edges.append(before)
            edges.extend(range(edges[-1] + CHUNK, here, CHUNK))
    return np.array(edges if edges[-1] == count else [*edges, count], dtype=np.int64)


def _quantized(vector: Array) -> bytes:
    length = float(np.linalg.norm(vector))
    return (vector * (127 / length) if length else vector).round().astype(np.int8).tobytes()


def _between(rows: Array, weights: Array) -> Array:
    """Return (N, D): each row between the one before it and the one behind it, times weights (3 W, D)."""
    before, own, behind = np.split(weights, 3)
    made = rows @ own
    made[1:] += rows[:-1] @ before
    made[:-1] += rows[1:] @ behind
    return made


@lru_cache(maxsize=4)
def load_meaning(threads: int = 0, path: Path = FOLDER / "claims.onnx") -> Meaning:
    """Return what says what clauses mean, loaded once a process."""
    return Meaning(path, threads)


@cache
def load_claim_heads(path: Path = FOLDER / "claims.npz") -> ClaimHeads:
    """Return the heads that travel with the weights."""
    with np.load(path) as stored:
        return ClaimHeads(weights={name: stored[name].astype(np.float32) for name in stored})


@cache
def load_pair_trees(path: Path = FOLDER / "pairs.onnx") -> PairTrees:
    """Return the trees that compare pairs of mentions, loaded once a process."""
    return PairTrees(path)
