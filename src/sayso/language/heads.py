"""Judge statements and say whom a word stands for, from the states that the encoder made of a text's pieces.

In: the states (N, hidden) of all pieces of a text, and which pieces the parts of statements are. Out: log-probabilities
of each label, and of each piece as that which a mention stands for. Plain arithmetic over arrays: the encoder has read
the text already, so that labels cost next to nothing more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.language.weights import FOLDER

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]
#: What a label head looks at: the means of the states of cue, its first piece, source, content, its opening, and the
#: sentence behind the statement.
PARTS = ("cue", "cue opening", "source", "content", "content opening", "behind")
#: By what nearness is told: distances from these on share a bias, before and behind apart.
DISTANCES = np.array([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
#: What a mention is by its words; each has biases of its own.
MENTIONS = ("he", "she", "it", "they", "we", "i", "you", "who", "which", "name", "description")

_VALUES = "values."


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The weights of the heads, by name, and the values of each label in their order."""

    weights: Mapping[str, Array]
    values: Mapping[str, tuple[str, ...]]
    bound: float  # the chance from which a name is given; see training.trust

    def sure(self, what: str, signs: Sequence[float]) -> float:
        """Return the calibrated chance that something is right, to four places so that it reads the same anywhere.

        `what` names a logistic regression that travels with the weights; its last figure is the bias.
        """
        *weights, bias = self.weights[f"sure.{what}"].tolist()
        score = bias + sum(weight * sign for weight, sign in zip(weights, signs, strict=True))
        return round(1 / (1 + math.exp(-score)), 4)

    def judge(self, pooled: Array, lexical: Array) -> dict[str, Array]:
        """Return by label the log-probabilities (S, values) of S statements.

        pooled (S, parts, hidden) are the means of the states of `PARTS`, lexical (S, L) what the tables say.
        """
        inputs = np.concatenate([pooled.reshape(len(pooled), -1), lexical], axis=1)
        hidden = np.maximum(inputs @ self.weights["judge.in"] + self.weights["judge.in.bias"], 0)
        logits = (
            hidden @ self.weights["judge.out"] + self.weights["judge.out.bias"] + lexical @ self.weights["judge.skip"]
        )
        edges = np.cumsum([0, *(len(values) for values in self.values.values())])
        return {
            label: log_softmax(logits[:, start:end])
            for label, start, end in zip(self.values, edges, edges[1:], strict=False)
        }

    def refer(self, states: Array, mentions: Sequence[tuple[Numbers, str]]) -> Array:
        """Return (M, N + 1): for each mention the log-probability that it stands for each piece, last for none.

        A mention is given by its pieces and its kind, one of `MENTIONS`. It never stands for itself.
        """
        mean = np.stack([mean_of(states, pieces) for pieces, _ in mentions])
        kinds = np.array([MENTIONS.index(kind) for _, kind in mentions])
        taken = states @ self.weights["refer.taken"] + self.weights["refer.taken.bias"]
        takes = mean @ self.weights["refer.takes"] + self.weights["refer.takes.bias"]
        logits = takes @ taken.T * np.float32(takes.shape[1] ** -0.5)
        count = len(states)
        near = self.weights["refer.near"][:, bucket(np.arange(count - 1, -count, -1))]  # from farthest before on
        for number, (pieces, _) in enumerate(mentions):
            start = count - 1 - int(pieces[0])
            logits[number] += near[kinds[number], start : start + count]
            logits[number, pieces] = -np.inf
        none = (
            mean @ self.weights["refer.none"] + self.weights["refer.none.bias"] + self.weights["refer.none.kind"][kinds]
        )
        return log_softmax(np.concatenate([logits, none], axis=1))


def mean_of(states: Array, pieces: Numbers) -> Array:
    """Return the mean of the states of pieces."""
    mean: Array = np.add.reduce(states[pieces]) / np.float32(len(pieces))
    return mean


def bucket(distances: Numbers) -> Numbers:
    """Return the number of the bias for how far before (positive) or behind (negative) a mention a piece stands."""
    bucket = np.searchsorted(DISTANCES, np.abs(distances), side="right") - 1
    return np.where(distances >= 0, bucket, bucket + len(DISTANCES))


def log_softmax(logits: Array) -> Array:
    """Return the log-probabilities that the last axis of logits stands for."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    chances: Array = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return chances


@cache
def load_heads(path: Path = FOLDER / "heads.npz") -> Heads:
    """Return the heads that travel with the weights."""
    with np.load(path) as stored:
        weights = {name: stored[name] for name in stored}
    values = {
        name.removeprefix(_VALUES): tuple(weights.pop(name).tolist()) for name in [*weights] if name.startswith(_VALUES)
    }
    bound = float(weights.pop("bound"))
    return Heads(
        weights={name: array.astype(np.float32) for name, array in weights.items()}, values=values, bound=bound
    )
