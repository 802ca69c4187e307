"""The network that codes events: a small pretrained encoder of its own, beside the states that the finder's has made.

In: states (batch, T, hidden) and word pieces (batch, T). Out: `encode` (batch, T, HIDDEN + WIDTH), over which the heads
of `sayso.language.events` stand: what all-MiniLM-L6-v2, taught further, makes of the pieces, and the finder's states,
which know letter case and who speaks, brought to a narrower width. Over the finder's states alone types are found eight
points of F1 worse, with one layer more or two: an encoder taught to find statements has forgotten what is told.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from sayso.labels import CONTEXTS, FACTUALITIES, SECTORS
from sayso.language.events import DISTANCES, MODES, PARTS, STANDS, TYPES, bucket

HIDDEN, WIDTH = 384, 128
_PART, _SECTOR = 128, 128
_OPENING = 101  # the piece that opens a text to the encoder
_DROPOUT = 0.05  # inside the encoder


class Coder(nn.Module):
    """Encoder and heads; the encoder begins as the one in the folder `encoder`."""

    def __init__(self, encoder: Path, dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder, add_pooling_layer=False, attn_implementation="eager")
        for module in self.encoder.modules():
            if isinstance(module, nn.Dropout):
                module.p = _DROPOUT
        self.into, self.norm = nn.Linear(HIDDEN, WIDTH), nn.LayerNorm(WIDTH)
        wide = HIDDEN + WIDTH
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
        return self.encode(states, ids, torch.ones_like(ids))

    def encode(self, states: Tensor, ids: Tensor, mask: Tensor) -> Tensor:
        """Return (batch, T, HIDDEN + WIDTH); mask (batch, T) is 1 for pieces that are there."""
        opening = torch.full_like(ids[:, :1], _OPENING)
        read = self.encoder(
            input_ids=torch.cat([opening, ids], 1), attention_mask=torch.cat([torch.ones_like(mask[:, :1]), mask], 1)
        )
        first = self.norm(self.into(self.dropout(states)))
        return torch.cat([read.last_hidden_state[:, 1:], first], -1)

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
