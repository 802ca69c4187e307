"""Say how likely a statement is right: its content and its source both found, each at a Jaccard index of 0.5.

In: the signs that the model's scores give for its parts. Out: a probability, by a logistic regression whose figures
travel with the weights, one for each way that statements are found; `python -m training.calibrate` fits them and prints
how true they are.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sayso.language.weights import FOLDER
from sayso.statements.find.assembly import SIGNS

# how statements are found: in the text, nested in its first reading, and in a content that is read by itself
WAYS = ("text", "nested")
AGAIN = "again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The figures of the regression: one weight for each of `SIGNS`, a bias, and the confidence best kept by F1."""

    weights: tuple[float, ...]
    bias: float
    least: float

    def judge(self, signs: Sequence[float]) -> float:
        """Return the probability, to four places so that it reads the same on every machine."""
        score = self.bias + sum(weight * sign for weight, sign in zip(self.weights, signs, strict=True))
        return round(1 / (1 + math.exp(-score)), 4)


@cache
def load_calibration(way: str = WAYS[0], path: Path = FOLDER / "confidence.json") -> Calibration:
    """Return the figures of a way, which travel with the weights. Raises ValueError where they are for other signs."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    if tuple(stored["signs"]) != SIGNS:
        raise ValueError(f"{path}: made for other signs: make it again with python -m training.calibrate")
    figures = stored[way]
    return Calibration(weights=tuple(figures["weights"]), bias=figures["bias"], least=figures["least"])
