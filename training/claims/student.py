"""The network that says what clauses mean, over the states that the finder's encoder has made already.

In: states (batch, T, hidden) and word pieces (batch, T). Out: (batch, T, D), whose mean over a clause's pieces is what
the clause means. A transformer layer sees the states beside what each word means by itself, which an encoder that was
trained to find statements has mostly forgotten.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoConfig
from transformers.models.bert.modeling_bert import BertLayer

WIDTH = 128  # numbers of a vector
LAYERS = 1


class Student(nn.Module):
    """Meanings of pieces. words (vocabulary, W): what each piece means by itself; `encoder` tells the layers' sizes."""

    def __init__(self, words: NDArray[np.float32], encoder: Path) -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(encoder)
        config._attn_implementation = "eager"
        config.hidden_act = "relu"
        hidden = config.hidden_size
        self.words = nn.Embedding.from_pretrained(torch.from_numpy(words), freeze=False)
        self.into, self.norm = nn.Linear(hidden + words.shape[1], hidden), nn.LayerNorm(hidden)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(BertLayer(config) for _ in range(LAYERS))
        self.out = nn.Linear(2 * hidden, WIDTH)

    def forward(self, states: Tensor, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return the meaning of each piece; mask (batch, T) is 1 for those that are there."""
        first = self.norm(self.into(torch.cat([self.dropout(states), self.words(ids)], -1)))
        hidden = first
        barred = None if mask is None else (1 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            made = layer(hidden, attention_mask=barred)
            hidden = made[0] if isinstance(made, tuple) else made
        meanings: Tensor = self.out(torch.cat([hidden, first], -1))
        return meanings


def pooled(meanings: Tensor, shares: Tensor) -> Tensor:
    """Return (M, D): the meanings of M clauses, of length one; shares (M, N) are each piece's part in each clause."""
    return functional.normalize(shares @ meanings, dim=1)
