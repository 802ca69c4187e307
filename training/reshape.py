"""Make a trained network smaller: take out the heads and hidden units that matter least.

In: the weights of a `Tagger` and batches it was trained on. Out: fewer weights that say nearly the same, to be taught
by what they were (see training.match). What the loss would miss least goes first, by the first term of its Taylor
series (Molchanov et al., 2017; for heads Michel et al., 2019), wherever it stands: layers come out of different widths.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.batches import Batch
from training.losses import loss_of
from training.model import HEAD, State, Tagger

_UNITS = 32  # a layer's hidden units come in so many, which suits a processor


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What the loss would miss without a part of a layer: its heads (H,), the units of its hidden layer (W,)."""

    heads: Tensor
    units: Tensor


def weigh(state: State, batches: Iterable[Batch]) -> list[Worth]:
    """Return the worth of every layer's parts, summed over the windows of the batches."""
    model = Tagger(state).eval()
    reached: dict[nn.Module, Tensor] = {}

    def keep(module: nn.Module, given: tuple[Tensor]) -> None:
        given[0].retain_grad()
        reached[module] = given[0]

    for layer in model.layers:
        layer.out.register_forward_pre_hook(keep)
        layer.narrow.register_forward_pre_hook(keep)
    sums: dict[nn.Module, Tensor] = {}
    for batch in batches:
        scores = model(batch.ids, batch.marks, batch.mask)
        loss_of(scores, model.heads.join(scores.sides), batch, 0.0).backward()  # type: ignore[no-untyped-call]
        for layer in model.layers:
            for part, size in ((layer.out, HEAD), (layer.narrow, 1)):
                held = reached[part]
                missed = (held * held.grad).detach().sum(1).unflatten(-1, (-1, size)).sum(-1)
                sums[part] = sums.get(part, 0) + missed.abs().sum(0)
        model.zero_grad()
    return [Worth(heads=sums[layer.out], units=sums[layer.narrow]) for layer in model.layers]


def prune(state: State, worth: Sequence[Worth], *, heads: float, units: float) -> State:
    """Return the weights with about these shares of all heads and all hidden units, those that are worth most."""
    result = dict(state)
    many_heads = _shares([each.heads for each in worth], heads, step=1)
    many_units = _shares([each.units for each in worth], units, step=_UNITS)
    for number, each in enumerate(worth):
        kept = each.heads.topk(many_heads[number]).indices.sort().values
        columns = (kept[:, None] * HEAD + torch.arange(HEAD)).flatten()
        rows = torch.cat([columns + side * HEAD * len(each.heads) for side in range(3)])
        hidden = each.units.topk(many_units[number]).indices.sort().values
        for name, taken in (("project", rows), ("widen", hidden)):
            for kind in ("weight", "bias"):
                result[f"layers.{number}.{name}.{kind}"] = state[f"layers.{number}.{name}.{kind}"][taken]
        for name, taken in (("out", columns), ("narrow", hidden)):
            result[f"layers.{number}.{name}.weight"] = state[f"layers.{number}.{name}.weight"][:, taken]
    return result


def _shares(worth: Sequence[Tensor], share: float, *, step: int) -> list[int]:
    """Return how many parts each layer keeps of those that are together worth most, in steps, at least one step."""
    layers = torch.arange(len(worth)).repeat_interleave(torch.tensor([len(each) for each in worth]))
    kept = torch.cat(list(worth)).topk(round(share * len(layers))).indices
    many = torch.bincount(layers[kept], minlength=len(worth)).tolist()
    return [max(1, round(number / step)) * step for number in many]
