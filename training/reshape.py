"""Reshape a trained network: fewer heads and narrower layers, then more layers, at the same cost.

In: the weights of a `Tagger` and batches it was trained on. Out: weights of another shape that say nearly the same, to
be trained on. What the loss would miss least goes first, by the first term of its Taylor series (Molchanov et al.,
2017; for heads Michel et al., 2019). A new layer is the copy of one before it that passes its states on as they are
until training gives it something to add.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.batches import Batch
from training.losses import loss_of
from training.model import HEAD, State, Tagger, depth


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


def prune(state: State, worth: Sequence[Worth], *, heads: int, width: int) -> State:
    """Return the weights with the `heads` and the `width` hidden units that are worth most in every layer."""
    result = dict(state)
    for number, each in enumerate(worth):
        kept = each.heads.topk(heads).indices.sort().values
        columns = (kept[:, None] * HEAD + torch.arange(HEAD)).flatten()
        rows = torch.cat([columns + side * HEAD * len(each.heads) for side in range(3)])
        units = each.units.topk(width).indices.sort().values
        for name, taken in (("project", rows), ("widen", units)):
            for kind in ("weight", "bias"):
                result[f"layers.{number}.{name}.{kind}"] = state[f"layers.{number}.{name}.{kind}"][taken]
        for name, taken in (("out", columns), ("narrow", units)):
            result[f"layers.{number}.{name}.weight"] = state[f"layers.{number}.{name}.weight"][:, taken]
    return result


def grow(state: State, after: Sequence[int]) -> State:
    """Return the weights with a new layer after each of the layers `after`."""
    result = {name: value for name, value in state.items() if not name.startswith("layers.")}
    held = [_layer(state, number) for number in range(depth(state))]
    deeper = [part for n, layer in enumerate(held) for part in ([layer, _passing(layer)] if n in after else [layer])]
    for number, layer in enumerate(deeper):
        result |= {f"layers.{number}.{name}": value for name, value in layer.items()}
    return result


def _layer(state: State, number: int) -> State:
    prefix = f"layers.{number}."
    return {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}


def _passing(layer: State) -> State:
    """Return a copy of a layer that adds nothing and whose norms give back what that layer's last norm gives."""
    result = {name: value.clone() for name, value in layer.items()}
    scale, shift = layer["norm_output.weight"], layer["norm_output.bias"]
    for name in ("out", "narrow"):
        result[f"{name}.weight"].zero_()
        result[f"{name}.bias"].zero_()
    for name in ("norm_attention", "norm_output"):
        result[f"{name}.weight"].fill_(float((scale.square().mean() + shift.var()).sqrt()))
        result[f"{name}.bias"].fill_(float(shift.mean()))
    return result
