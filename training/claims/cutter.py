"""Teach the head that cuts clauses, on the frozen states of the encoder.

In: pages with marked mentions. Out: the arrays `cut.*` of `claims.npz`. The innermost mention wins where they nest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from sayso.claims.mentions.cutting import BEGIN, INSIDE, OUTSIDE
from training.claims.pages import Marked

_WIDTH, _EPOCHS, _RATE = 128, 8, 1e-3
_WEIGHTS = (0.6, 2.0, 1.0)  # outside, begin, inside: a clause missed costs more than one too many


class Cutter(nn.Module):
    """Logits (N, 3) of the tags of N pieces, each seen between its neighbours, twice."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.3)
        self.into, self.out = nn.Linear(3 * hidden, _WIDTH), nn.Linear(3 * _WIDTH, 3)

    def forward(self, states: Tensor) -> Tensor:
        """Tag the pieces of one page: states (N, hidden)."""
        hidden = torch.relu(self.into(_around(self.dropout(states))))
        logits: Tensor = self.out(_around(self.dropout(hidden)))
        return logits


def _around(rows: Tensor) -> Tensor:
    edge = rows.new_zeros(1, rows.shape[1])
    return torch.cat([torch.cat([edge, rows[:-1]]), rows, torch.cat([rows[1:], edge])], 1)


def tags_of(page: Marked) -> NDArray[np.int64]:
    """Return the tag of each piece of a page."""
    tags = np.full(len(page.states.starts), OUTSIDE, dtype=np.int64)
    taken = np.zeros(len(tags), dtype=bool)
    for _, _, spans in sorted(page.mentions, key=lambda mention: sum(span.end - span.start for span in mention[2])):
        for span in spans:
            pieces = [piece for piece in page.states.pieces_in(span).tolist() if not taken[piece]]
            for part in np.split(pieces, np.flatnonzero(np.diff(pieces) != 1) + 1):
                if len(part) > 1 or len(pieces) <= 2:
                    run = part.astype(np.int64)
                    tags[run], tags[run[:1]], taken[run] = INSIDE, BEGIN, True
    return tags


def train_cutter(pages: Sequence[Marked], *, seed: int = 0) -> dict[str, NDArray[np.float32]]:
    """Return the arrays of a head that learned from the pages."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    model = Cutter(pages[0].states.vectors.shape[1])
    optimizer = torch.optim.AdamW(model.parameters(), _RATE, weight_decay=0.01)
    lessons = [(torch.from_numpy(page.states.vectors), torch.from_numpy(tags_of(page))) for page in pages]
    for _ in range(_EPOCHS):
        model.train()
        for number in rng.permutation(len(lessons)):
            states, tags = lessons[number]
            loss = functional.cross_entropy(model(states), tags, weight=torch.tensor(_WEIGHTS))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return {
        "cut.in": _array(model.into.weight.T),
        "cut.in.bias": _array(model.into.bias),
        "cut.out": _array(model.out.weight.T),
        "cut.out.bias": _array(model.out.bias),
    }


def _array(weights: Any) -> NDArray[np.float32]:
    array: NDArray[np.float32] = weights.detach().numpy().astype(np.float32)
    return array
