"""The larger network that teaches the small one: MPNet under heads of the same kind.

In: word piece ids of the small one's vocabulary, which is MPNet's but for four pieces put in front and other names for
the special ones. Out: `Scores` of one level. It is used for training alone: too slow for an archive, and not shipped.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from sayso.language.pieces import MARKS
from training.model import Heads, Scores, as_added, attend

_SHIFT = 4
_SPECIAL = {0: 1, 100: 3, 101: 0, 102: 2, 103: 30526}  # padding, unknown, opening, closing, hidden


class Teacher(nn.Module):
    """MPNet (Song et al., 2020) from the folder `encoder`, its bias for distance left as it was pretrained."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder, add_pooling_layer=False)
        self.encoder.encoder.relative_attention_bias.weight.requires_grad_(False)
        for module in self.encoder.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0  # on a processor it takes an eighth of the time
        hidden = self.encoder.config.hidden_size
        self.marks = nn.Embedding(MARKS, hidden)
        nn.init.zeros_(self.marks.weight)
        self.heads = Heads(hidden, width=128, levels=1)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> Scores:
        """Score windows: ids and marks (batch, T) integers; mask (batch, T) one for pieces, zero for padding."""
        mapped = ids + _SHIFT
        for own, theirs in _SPECIAL.items():
            mapped = mapped.masked_fill(ids == own, theirs)
        words = self.encoder.embeddings.word_embeddings(mapped)
        states = self.encoder.embeddings(inputs_embeds=words + self.marks(marks))
        with torch.no_grad():
            bias = self.encoder.encoder.compute_position_bias(states)[:1]
            bias = (bias + as_added(mask)).to(as_added(mask).dtype)
        for layer in self.encoder.encoder.layer:
            inner = layer.attention.attn
            mixed = attend(inner.q(states), inner.k(states), inner.v(states), bias)
            states = layer.attention.LayerNorm(inner.o(mixed) + states)
            states = layer.output(layer.intermediate(states), states)
        scores: Scores = self.heads(states)
        return scores
