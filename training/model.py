"""The network that is trained and exported: a small transformer under heads that tag, link and promise.

In: word piece ids and marks (see sayso.language.pieces). Out: for both levels of statements, those of the text and
those nested in their contents, BIO logits of source, cue and content for every piece, and vectors whose products say
which pieces a piece of a cue takes for its source and its content; and whether a piece is the cue of a statement
nested deeper still. The layers are those of BERT (Devlin et al., 2019) with ReLU in place of GELU, which a processor
computes at a tenth of the time; the links are biaffine (Dozat and Manning, 2017) with a learned bias for distance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.language.pieces import MARKS, WINDOW
from sayso.statements.find.assembly import LEVELS

LAYERS = (0, 1, 2, 3)  # of the pretrained six
HEADS = 12
REACH = 160  # pieces beyond which all distances share one bias
NEAR_SCALE = 30.0  # lets the distances learn faster than the encoder under one learning rate
_EPSILON = 1e-12


class Scores(NamedTuple):
    """Logits: tags (batch, T, L levels, 3 roles, 3 tags); inner (batch, T). states (batch, T, hidden) they are of.

    sides (batch, T, 2, 2 L, width): for each link, source and content of the first level, then those of the next, the
    vectors of a piece as the one that takes and as the one that is taken.
    """

    tags: Tensor
    sides: Tensor
    inner: Tensor
    states: Tensor


class Heads(nn.Module):
    """The heads on states (batch, T, hidden)."""

    def __init__(self, hidden: int, *, width: int, levels: int) -> None:
        super().__init__()
        self.levels, self.width = levels, width
        self.dropout = nn.Dropout(0.1)
        self.tag = nn.Linear(hidden, 9 * levels)
        self.inner = nn.Linear(hidden, 1)
        self.link = nn.Sequential(nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, 4 * levels * width))
        self.near = nn.Parameter(torch.zeros(2 * levels, 2 * REACH + 1))

    def forward(self, states: Tensor) -> Scores:
        """Score every piece."""
        kept = self.dropout(states)
        batch, length, _ = states.shape
        tags = self.tag(kept).view(batch, length, self.levels, 3, 3)
        sides = self.link(kept).view(batch, length, 2, 2 * self.levels, self.width)
        return Scores(tags, sides, self.inner(kept).squeeze(-1), states)

    def join(self, sides: Tensor) -> Tensor:
        """Return link logits (batch, 2 L, T, T): rows take, columns are taken."""
        takes, taken = (sides[:, :, side].transpose(1, 2) for side in (0, 1))
        places = torch.arange(sides.shape[1], device=sides.device)
        distance = (places[None, :] - places[:, None]).clamp(-REACH, REACH) + REACH
        return takes @ taken.transpose(-1, -2) / math.sqrt(self.width) + self.nearness()[:, distance]

    def nearness(self) -> Tensor:
        """Return the bias (2 L, 2 REACH + 1) of a link by how many pieces after the taking one the taken one stands."""
        return NEAR_SCALE * self.near


class Attention(torch.autograd.Function):
    """Attention without a mask, which exports as the one operator that the run time has for it."""

    @staticmethod
    def forward(_context: object, query: Tensor, key: Tensor, value: Tensor) -> Tensor:  # type: ignore[override]
        """Return the attended values, all (batch, T, hidden)."""
        return attend(query, key, value, None)

    @staticmethod
    def symbolic(graph: torch.Graph, query: torch.Value, key: torch.Value, value: torch.Value) -> torch.Value:
        """Return the exported node."""
        node = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=HEADS)  # type: ignore[attr-defined]
        return node.setType(query.type())  # type: ignore[no-any-return]


def attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
    """Return the values (batch, T, hidden) that each piece attends to; `mask` is added to the logits."""
    batch, length, hidden = query.shape
    query, key, value = (x.view(batch, length, HEADS, -1).transpose(1, 2) for x in (query, key, value))
    mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    return mixed.transpose(1, 2).reshape(batch, length, hidden)


class Layer(nn.Module):
    """One layer of the transformer, from pretrained weights whose names begin with `prefix`."""

    def __init__(self, pretrained: dict[str, Tensor], prefix: str) -> None:
        super().__init__()
        own = {name.removeprefix(prefix): value for name, value in pretrained.items() if name.startswith(prefix)}
        self.project = _linear(own, *(f"attention.self.{side}" for side in ("query", "key", "value")))
        self.out = _linear(own, "attention.output.dense")
        self.norm_attention = _norm(own, "attention.output.LayerNorm")
        self.widen = _linear(own, "intermediate.dense")
        self.narrow = _linear(own, "output.dense")
        self.norm_output = _norm(own, "output.LayerNorm")

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """Return the next states (batch, T, hidden)."""
        sides = self.project(states).chunk(3, -1)
        mixed = Attention.apply(*sides) if mask is None else attend(*sides, mask)  # type: ignore[no-untyped-call]
        states = self.norm_attention(states + self.out(mixed))
        narrowed: Tensor = self.narrow(functional.relu(self.widen(states)))
        result: Tensor = self.norm_output(states + narrowed)
        return result


class Tagger(nn.Module):
    """The network. `encoder` is a folder with the pretrained model.safetensors, `layers` the layers taken from it."""

    def __init__(self, encoder: Path, layers: Sequence[int] = LAYERS) -> None:
        super().__init__()
        pretrained = load_file(encoder / "model.safetensors")
        words, places, kinds = (
            pretrained[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
        )
        hidden = words.shape[1]
        self.words = nn.Embedding.from_pretrained(words, freeze=False)
        self.places = nn.Parameter(places[:WINDOW] + kinds[0])
        self.marks = nn.Embedding(MARKS, hidden)
        nn.init.zeros_(self.marks.weight)
        self.norm = _norm(pretrained, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer(pretrained, f"encoder.layer.{number}.") for number in layers)
        self.heads = Heads(hidden, width=64, levels=LEVELS)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor | None = None) -> Scores:
        """Score windows: ids and marks (batch, T) integers; mask (batch, T) one for pieces, zero for padding."""
        states = self.norm(self.words(ids) + self.marks(marks) + self.places[: ids.shape[1]])
        added = None if mask is None else as_added(mask)
        for layer in self.layers:
            states = layer(states, added)
        scores: Scores = self.heads(states)
        return scores


def as_added(mask: Tensor) -> Tensor:
    """Return the mask (batch, T) in the form that is added to attention logits."""
    device = mask.device.type
    kind = torch.get_autocast_dtype(device) if torch.is_autocast_enabled(device) else torch.float32
    return ((mask[:, None, None, :] - 1) * 1e4).to(kind)


def _linear(pretrained: dict[str, Tensor], *names: str) -> nn.Linear:
    """Return a linear map with the pretrained weights of one, or of several side by side."""
    weight, bias = (torch.cat([pretrained[f"{name}.{kind}"] for name in names]) for kind in ("weight", "bias"))
    linear = nn.Linear(weight.shape[1], weight.shape[0])
    linear.load_state_dict({"weight": weight, "bias": bias})
    return linear


def _norm(pretrained: dict[str, Tensor], name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(pretrained[f"{name}.weight"].shape[0], eps=_EPSILON)
    norm.load_state_dict({kind: pretrained[f"{name}.{kind}"] for kind in ("weight", "bias")})
    return norm
