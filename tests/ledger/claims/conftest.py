"""Mentions are compared by a rule of words, in place of weights: the square of what two share of their weight."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from sayso.claims.linking.likeness import Array
from sayso.claims.linking.told import Told, overlap
from sayso.ledger.claims import pairs


@pytest.fixture(autouse=True)
def _compared_by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "same_claim", by_words)


def by_words(both: Iterable[tuple[Told, Told]]) -> Array:
    """Return the chance of each pair."""
    return np.array([overlap(one.words, other.words)[0] ** 2 for one, other in both], dtype=np.float32)
