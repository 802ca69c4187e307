"""What a capitalised word is of: a place, a people, a person, a body, or none of these.

In: for each word its states and signs. Out: the chance of each kind. Two layers of plain arithmetic over what the
encoder made already; taught by `training/places`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

#: What a word is of, in the order of the head's outputs.
KINDS = ("none", "place", "people", "person", "body")
PATH = Path(__file__).with_name("head.npz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The weights."""

    into: NDArray[np.float32]
    into_bias: NDArray[np.float32]
    out: NDArray[np.float32]
    out_bias: NDArray[np.float32]

    def judge(self, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (C, kinds): the chances of each of C words by their states and signs."""
        logits = np.maximum(inputs @ self.into + self.into_bias, 0) @ self.out + self.out_bias
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances: NDArray[np.float32] = shares / shares.sum(axis=1, keepdims=True)
        return chances


@cache
def load_head() -> Head:
    """Return the packaged head, loaded once a process."""
    with np.load(PATH) as stored:
        return Head(**{name: stored[name].astype(np.float32) for name in stored})
