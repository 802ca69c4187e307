"""Teach a pruned network to say what it said before it was pruned.

In: the weights before. Out: a loss, how far a network's states after every layer, and its scores, are from those of its
former self (as in Romero et al., 2015). Nothing is asked of the annotators, so nothing more is learnt by heart.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.batches import Batch
from training.model import Scores, State, Tagger

_TAG_WEIGHT, _LINK_WEIGHT = 5.0, 2.0


class Match:
    """The loss of a network of as many layers as the one with weights `state`."""

    def __init__(self, state: State) -> None:
        self._former = Tagger(state).eval().requires_grad_(requires_grad=False)

    def __call__(self, model: nn.Module, ids: Tensor, batch: Batch) -> Tensor:
        """Return the loss; `ids` are those of the batch, perhaps with some hidden."""
        assert isinstance(model, Tagger)  # noqa: S101  (nothing else has these layers)
        with torch.no_grad():
            wanted, told = _read(self._former.to(ids.device), ids, batch)
        states, scores = _read(model, ids, batch)
        mask = batch.mask.float()
        apart = torch.stack([_apart(one, other, mask) for one, other in zip(states, wanted, strict=True)]).sum()
        return (
            apart
            + _TAG_WEIGHT * _otherwise(scores.tags.flatten(2, 3), told.tags.flatten(2, 3), mask)
            + _LINK_WEIGHT * _apart(scores.sides.flatten(2), told.sides.flatten(2), mask)
            + _otherwise(_as_choice(scores.inner), _as_choice(told.inner), mask)
        )


def pupil(state: State) -> Tagger:
    """Return the network to be taught: its vocabulary and its sense of distance stay, and nothing is dropped."""
    model = Tagger(state)
    model.words.requires_grad_(requires_grad=False)
    model.heads.near.requires_grad_(requires_grad=False)
    model.heads.dropout.p = 0.0
    return model


def _read(model: Tagger, ids: Tensor, batch: Batch) -> tuple[list[Tensor], Scores]:
    """Return the states (batch, T, hidden) after every layer, and the scores."""
    states: list[Tensor] = []
    hooks = [layer.register_forward_hook(lambda _layer, _given, made: states.append(made)) for layer in model.layers]
    scores: Scores = model(ids, batch.marks, batch.mask)
    for hook in hooks:
        hook.remove()
    return states, scores


def _apart(one: Tensor, other: Tensor, mask: Tensor) -> Tensor:
    """Return the squared distance of two tensors (batch, T, N) as a share of the size of the other."""
    apart = (one.float() - other.float()).square().sum(-1) * mask
    return apart.sum() / (other.float().square().sum(-1) * mask).sum()


def _otherwise(logits: Tensor, wanted: Tensor, mask: Tensor) -> Tensor:
    """Return how far choices (batch, T, N, choices) are from wanted ones, the divergence of the N summed up."""
    chances, told = (each.float().log_softmax(-1) for each in (logits, wanted))
    apart = functional.kl_div(chances, told, reduction="none", log_target=True).sum((2, 3)) * mask
    return apart.sum() / mask.sum()


def _as_choice(logits: Tensor) -> Tensor:
    """Return logits (batch, T) of yes as those of no and yes (batch, T, 1, 2)."""
    return torch.stack([torch.zeros_like(logits), logits], -1)[:, :, None]
