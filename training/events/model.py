"""The network that codes events over the states that the finder's encoder has made already.

In: states (batch, T, hidden) and word pieces (batch, T). Out: `encode` (batch, T, 2 hidden), what `sayso.language.events`
reads its heads from: the states with the words themselves, and what two transformer layers make of them. The layers
begin as the upper two of all-MiniLM-L6-v2, whose lower four the finder's encoder began as.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.labels import CONTEXTS, FACTUALITIES, SECTORS
from sayso.language.events import DISTANCES, MODES, PARTS, STANDS, TYPES, bucket

HIDDEN, ATTENTION_HEADS, LAYERS = 384, 12, (4, 5)
_PART, _SECTOR = 128, 128


class Layer(nn.Module):
    """A transformer layer with ReLU, its weights named as BERT's are."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.project, self.out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.widen, self.narrow = nn.Linear(HIDDEN, 4 * HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
        self.after, self.last = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, barred: Tensor | None) -> Tensor:
        """Return (batch, T, hidden); `barred` (batch, 1, 1, T) is added to what pieces attend by."""
        batch, length, _ = states.shape
        width = HIDDEN // ATTENTION_HEADS
        asks, keys, values = (
            part.view(batch, length, ATTENTION_HEADS, width).transpose(1, 2)
            for part in self.project(states).split(HIDDEN, dim=2)
        )
        scores = asks @ keys.transpose(2, 3) * width**-0.5
        mixed = (scores if barred is None else scores + barred).softmax(-1) @ values
        states = self.after(states + self.dropout(self.out(mixed.transpose(1, 2).reshape(batch, length, HIDDEN))))
        made: Tensor = self.last(states + self.dropout(self.narrow(functional.relu(self.widen(states)))))
        return made

    def take(self, weights: Mapping[str, Tensor], number: int) -> None:
        """Begin as layer `number` of a BERT."""
        at = f"encoder.layer.{number}."
        asked = [f"{at}attention.self.{name}" for name in ("query", "key", "value")]
        for kind in ("weight", "bias"):
            getattr(self.project, kind).data = torch.cat([weights[f"{name}.{kind}"] for name in asked])
            for module, name in (
                (self.out, "attention.output.dense"),
                (self.after, "attention.output.LayerNorm"),
                (self.widen, "intermediate.dense"),
                (self.narrow, "output.dense"),
                (self.last, "output.LayerNorm"),
            ):
                getattr(module, kind).data = weights[f"{at}{name}.{kind}"]


class Coder(nn.Module):
    """Layers and heads; words (vocabulary, W): what each piece means by itself."""

    def __init__(self, words: NDArray[np.float32], encoder: Path | None, dropout: float = 0.2) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(torch.from_numpy(words), freeze=False)
        self.into, self.norm = nn.Linear(words.shape[1], HIDDEN), nn.LayerNorm(HIDDEN)
        nn.init.normal_(self.into.weight, std=0.01)
        self.layers = nn.ModuleList(Layer(dropout) for _ in LAYERS)
        if encoder:
            weights = load_file(encoder / "model.safetensors")
            for layer, number in zip(self.layers, LAYERS, strict=True):
                layer.take(weights, number)
        wide = 2 * HIDDEN
        self.cue = self._two(wide, HIDDEN, len(TYPES) + 1, dropout)
        self.sentence = nn.Linear(wide, len(TYPES) + 1)
        self.part_piece, self.part_cue = nn.Linear(wide, _PART), nn.Linear(wide, _PART)
        self.part_near, self.part_type = nn.Embedding(2 * len(DISTANCES), _PART), nn.Embedding(len(TYPES), _PART)
        self.part_out = nn.Linear(_PART, 2 * len(PARTS))
        self.event, self.dropout = nn.Linear(2 * wide, HIDDEN), nn.Dropout(dropout)
        self.mode, self.context = nn.Linear(HIDDEN, len(MODES)), nn.Linear(HIDDEN, len(CONTEXTS))
        self.factuality, self.stand = nn.Linear(HIDDEN, len(FACTUALITIES)), nn.Linear(HIDDEN, len(STANDS))
        self.sector = self._two(2 * wide, _SECTOR, len(SECTORS), dropout)

    @staticmethod
    def _two(given: int, hidden: int, out: int, dropout: float) -> nn.Sequential:
        return nn.Sequential(nn.Linear(given, hidden), nn.ReLU(), nn.Dropout(dropout), nn.Linear(hidden, out))

    def forward(self, states: Tensor, ids: Tensor) -> Tensor:
        """Return what the heads are read from, of texts without padding: what is exported."""
        return self.encode(states, ids, None)

    def encode(self, states: Tensor, ids: Tensor, mask: Tensor | None) -> Tensor:
        """Return (batch, T, 2 hidden); mask (batch, T) is 1 for pieces that are there."""
        first = self.norm(states + self.into(self.words(ids)))
        barred = None if mask is None else (1 - mask[:, None, None, :]) * -1e4
        made = first
        for layer in self.layers:
            made = layer(made, barred)
        return torch.cat([made, first], -1)

    def parts(self, made: Tensor, cue: Tensor, kind: int) -> Tensor:
        """Return (T, parts, 2): logits of being in a part, and of opening one."""
        near = torch.from_numpy(bucket(np.arange(len(made)) - int(cue[0])))
        hidden = self.part_piece(made) + self.part_cue(made[cue].mean(0)) + self.part_near(near)
        out: Tensor = self.part_out(functional.relu(hidden + self.part_type.weight[kind]))
        return out.view(len(made), len(PARTS), 2)

    def signs(self, made: Tensor, cue: Tensor) -> Tensor:
        """Return (hidden,): what mode, contexts, factuality and stand of an event are read from."""
        both = torch.cat([made[cue].mean(0), made.mean(0)])
        signs: Tensor = self.dropout(functional.relu(self.event(both)))
        return signs

    def sectors(self, made: Tensor, pieces: Tensor) -> Tensor:
        """Return the logits of a party's sectors."""
        logits: Tensor = self.sector(torch.cat([made[pieces].mean(0), made[pieces].max(0).values]))
        return logits
