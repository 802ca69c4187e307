"""What a step of joint training brings down: what was forgotten, labels that are wrong, and wrong people.

In: scores of the network now and before, logits of the heads, what is right. Out: one number each.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.heads import LABELS
from training.identity import Row
from training.model import Scores

_WEIGHTS = {"act": 1.0, "stance": 0.6, "factuality": 0.8, "negated": 0.4, "source_kind": 1.0, "naming": 0.7}
_HEED = (1.0, 0.3)  # by level: of what is nested our own passages know better than the packaged network
_NEVER = -1e4


def memory_loss(now: Scores, then: Scores, links: Tensor, known: Tensor, mask: Tensor) -> Tensor:
    """Return how far tags and links have moved from what the packaged network says (Hinton et al., 2015)."""
    present = mask == 1
    total = 4 * functional.mse_loss(torch.sigmoid(now.inner), torch.sigmoid(then.inner))
    for level, weight in enumerate(_HEED):
        tags = _divergence(then.tags[:, :, level], now.tags[:, :, level], present[:, :, None].expand(-1, -1, 3))
        total = total + 3 * weight * tags
        cue = (then.tags[:, :, level, 1].softmax(-1)[:, :, 0] < 0.7) & present
        content = (then.tags[:, :, level, 2].softmax(-1)[:, :, 0] < 0.8) & present
        for number, chosen, absent in (
            (2 * level, cue, ~present[:, None, :]),
            (2 * level + 1, content, ~present[:, :, None]),
        ):
            before, after = (each[:, number].masked_fill(absent, _NEVER) for each in (known, links))
            if number % 2:
                before, after = before.transpose(1, 2), after.transpose(1, 2)
            total = total + weight * _divergence(before, after, chosen)
    return total


def _divergence(before: Tensor, after: Tensor, counted: Tensor) -> Tensor:
    """Return the mean Kullback-Leibler divergence of the last axis over the rows that count."""
    apart = (before.softmax(-1) * (before.log_softmax(-1) - after.log_softmax(-1))).sum(-1)
    return (apart * counted).sum() / counted.sum().clamp(min=1)


def label_loss(logits: Tensor, right: Tensor) -> Tensor:
    """Return the cross-entropy of the labels, each with its weight: logits (S, WIDTH), right (S, labels)."""
    total, at = logits.new_zeros(()), 0
    for number, (label, values) in enumerate(LABELS.items()):
        loss = functional.cross_entropy(logits[:, at : at + len(values)], right[:, number], label_smoothing=0.05)
        total, at = total + _WEIGHTS[label] * loss, at + len(values)
    return total


def refer_loss(chances: Tensor, rows: Sequence[Row]) -> Tensor:
    """Return the negative log of the chance (M, N + 1) that falls on anything right, by the weights of the mentions."""
    right = np.zeros(tuple(chances.shape), dtype=bool)
    for line, row in zip(right, rows, strict=True):
        line[:] = row.verdict == "wrong"
        line[row.pieces] = row.verdict == "right"
        line[-1] = row.verdict != "right"
    weights = torch.tensor([row.weight for row in rows])
    losses = -torch.logsumexp(chances.masked_fill(~torch.from_numpy(right), _NEVER), 1)
    return (losses * weights).sum() / weights.sum()
