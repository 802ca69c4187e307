"""What clauses mean and which pages would share them: the weights that put pages together.

In: states of the encoder, word pieces, signs of pairs. Out: for each piece the log-probabilities that it begins or goes
on with a clause that pages share; for each clause a vector of what it says; for each pair of clauses the chance that
both say the same. How they were trained is in `weights/CARD.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.language.heads import log_softmax
from sayso.language.weights import FOLDER

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimHeads:
    """The weights of the heads by name."""

    weights: Mapping[str, Array]

    def tag(self, states: Array) -> Array:
        """Return (N, 3): log-probabilities that each of N pieces stands outside, begins, goes on with a shared clause."""
        hidden = np.maximum(_around(states) @ self.weights["cut.in"] + self.weights["cut.in.bias"], 0)
        return log_softmax(_around(hidden) @ self.weights["cut.out"] + self.weights["cut.out.bias"])

    def same(self, signs: Array) -> Array:
        """Return (P,): the chance that each of P pairs says the same, from its signs (P, F)."""
        given = (signs - self.weights["pair.mean"]) / self.weights["pair.scale"]
        hidden = np.maximum(given @ self.weights["pair.in"] + self.weights["pair.in.bias"], 0)
        logits = hidden @ self.weights["pair.out"] + self.weights["pair.out.bias"]
        chances: Array = 1 / (1 + np.exp(-logits[:, 0]))
        return chances


def _around(rows: Array) -> Array:
    """Return (N, 3 W): each row between the one before it and the one behind it, zeros at the ends."""
    edge = np.zeros((1, rows.shape[1]), dtype=rows.dtype)
    return np.concatenate([np.concatenate([edge, rows[:-1]]), rows, np.concatenate([rows[1:], edge])], axis=1)


@cache
def load_claim_heads(path: Path = FOLDER / "claims.npz") -> ClaimHeads:
    """Return the heads that travel with the weights."""
    with np.load(path) as stored:
        return ClaimHeads(weights={name: stored[name].astype(np.float32) for name in stored})
