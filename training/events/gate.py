"""Teach the gate: which sentences are worth being read by the encoder of events.

In: the network as shipped, texts without labels, passages. Out: the gate's weights. It learns from the finder's states,
which are there anyway, to foresee where the network would tell an event.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from sayso.language.encoder import States
from sayso.language.events import EventHeads, gate_signs

Array = NDArray[np.float32]
_HIDDEN, _STEPS, _RATE = 32, 600, 3e-3
_KEPT = 0.975  # of the sentences that tell an event pass
_APART = 4  # every fourth sentence chooses the bar
_LEAST = 4  # pieces


def train_gate(
    heads: EventHeads, texts: Sequence[States], sentences: Sequence[Sequence[tuple[int, int]]]
) -> dict[str, Array]:
    """Return the gate's weights by name; `sentences` are ranges of pieces of each text."""
    signs, told = [], []
    for states, ranges in zip(texts, sentences, strict=True):
        held = [(start, end) for start, end in ranges if end - start >= _LEAST]
        if not held:
            continue
        made = heads.read(states, held)
        signs.append(gate_signs(states.vectors, held))
        told += [
            float(heads.types(made[start:end], heads.cues(made[start:end])).max()) >= heads.bar for start, end in held
        ]
    given, right = torch.from_numpy(np.concatenate(signs)), torch.tensor(told, dtype=torch.float32)
    apart = torch.arange(len(right)) % _APART == 0
    torch.manual_seed(1)
    gate = nn.Sequential(nn.Linear(given.shape[1], _HIDDEN), nn.ReLU(), nn.Dropout(0.2), nn.Linear(_HIDDEN, 1))
    optimizer = torch.optim.AdamW(gate.parameters(), _RATE, weight_decay=0.01)
    for _ in range(_STEPS):
        loss = functional.binary_cross_entropy_with_logits(gate(given[~apart])[:, 0], right[~apart])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        chances = torch.sigmoid(gate.eval()(given[apart])[:, 0])
    bar = float(np.quantile(chances[right[apart] > 0].numpy(), 1 - _KEPT))
    passing = float((chances[right[apart] == 0] >= bar).float().mean())
    print(f"gate: {len(told)} sentences, {sum(told)} with events; of those without, {passing:.2f} pass")
    first, last = gate[0], gate[3]
    return {
        "gate.0": first.weight.detach().numpy().T.astype(np.float16),
        "gate.0.bias": first.bias.detach().numpy().astype(np.float16),
        "gate.2": last.weight.detach().numpy().T.astype(np.float16),
        "gate.2.bias": last.bias.detach().numpy().astype(np.float16),
        "gate.bar": np.float32(bar),
    }
