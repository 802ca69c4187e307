"""The network: one encoder, a tagging head and a linking head (torch; the run time uses its ONNX export).

Tagging: for each piece and each of source, cue and content one of O, B, I, and whether it is the cue of a statement
inside a content, which tells what contents are worth a second reading. Linking, by a biaffine product as in
Dozat and Manning (ICLR 2017) plus a learned bias for the distance: each piece of a content chooses the cue it hangs
on, each piece of a cue chooses its source; who has none chooses the opening special piece.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import AutoModel

from sayso.language.pieces import MARKS

REACH = 160  # pieces beyond which all distances share one bias
WIDTH = 128
NEAR_SCALE = 30.0  # lets the distances learn faster than the encoder under one learning rate


class Scores(NamedTuple):
    """Logits: tags (batch, T, 3 roles, 3 tags); links (batch, 2, T cue pieces, T pieces), for source and content.

    inner (batch, T): whether a piece is the cue of a statement inside a content.
    """

    tags: Tensor
    links: Tensor
    inner: Tensor


class Tagger(nn.Module):
    """Encoder with both heads. `encoder` is a folder with config.json and model.safetensors."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        # Attention dropout is off: it costs half of the time on a processor and brought nothing measurable.
        self.encoder = AutoModel.from_pretrained(
            encoder, attn_implementation="sdpa", attention_probs_dropout_prob=0.0, add_pooling_layer=False
        )
        hidden = self.encoder.config.hidden_size
        self.marks = nn.Embedding(MARKS, hidden)
        nn.init.zeros_(self.marks.weight)
        self.dropout = nn.Dropout(0.1)
        self.tag = nn.Linear(hidden, 9)
        self.inner = nn.Linear(hidden, 1)
        self.link = nn.Sequential(nn.Linear(hidden, hidden), nn.GELU(), nn.Linear(hidden, 4 * WIDTH))
        self.near = nn.Parameter(torch.zeros(2, 2 * REACH + 1))

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> Scores:
        """Score windows: ids and marks (batch, T) integers, mask (batch, T) one for pieces and zero for padding."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.marks(marks)
        states = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        states = self.dropout(states)
        batch, length, _ = states.shape
        tags = self.tag(states).view(batch, length, 3, 3)
        sides = self.link(states).view(batch, length, 2, 2, WIDTH)
        query, key = sides[:, :, 0].transpose(1, 2), sides[:, :, 1].transpose(1, 2)
        places = torch.arange(length, device=ids.device)
        distance = (places[None, :] - places[:, None]).clamp(-REACH, REACH) + REACH
        links = query @ key.transpose(-1, -2) / math.sqrt(WIDTH) + NEAR_SCALE * self.near[:, distance]
        return Scores(tags, links, self.inner(states).squeeze(-1))
