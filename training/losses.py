"""What a training step brings down: how far the scores are from the annotators, and from a teacher.

In: `Scores` of a batch and the `Batch`. Out: one number. Tags are judged piece by piece. Links are judged as choices: a
piece of a cue chooses its source among all pieces, a piece of a content its cue, and the opening piece stands for none.
Of a teacher the first level alone is known; its say is mixed with the annotators' as in distillation (Hinton et al.,
2015), without a temperature.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import Batch
from training.data import ELSEWHERE, OUTSIDE, UNKNOWN
from training.model import Scores

_NEVER = -1e4  # a logit that no softmax chooses
_TAG_WEIGHT = 3.0
_CONTENT = 2  # the row of contents among the roles


def loss_of(scores: Scores, links: Tensor, batch: Batch, heed: float) -> Tensor:
    """Return the loss; `heed` is the share that a teacher has in what counts as right, from 0 to 1.

    links (batch, 2 L, T, T) are the logits of `Heads.join`.
    """
    links = links.float()
    total = _TAG_WEIGHT * _tag_loss(scores.tags.float(), batch, heed) + _inner_loss(scores.inner.float(), batch)
    for level in range(scores.tags.shape[2]):
        total = total + _source_loss(links[:, 2 * level], batch, level, heed)
        total = total + _content_loss(links[:, 2 * level + 1], batch, level, heed)
    return total


def _tag_loss(tags: Tensor, batch: Batch, heed: float) -> Tensor:
    """Cross-entropy of the tags (batch, T, L, 3, 3) of every level."""
    wanted = batch.tags[:, : tags.shape[2]].permute(0, 3, 1, 2)
    loss = functional.cross_entropy(tags.flatten(0, 3), wanted.flatten(), ignore_index=UNKNOWN, reduction="none")
    loss = loss.view(wanted.shape)  # (batch, T, L, 3)
    if heed:
        share = heed * batch.taught[:, None, None]
        taught = batch.taught_tags.float().softmax(-1)
        first = -(taught * tags[:, :, 0].log_softmax(-1)).sum(-1) * batch.mask[:, :, None]
        loss = torch.cat([(share * first + (1 - share) * loss[:, :, 0])[:, :, None], loss[:, :, 1:]], 2)
    known = (wanted != UNKNOWN).sum((0, 1, 3)).clamp(min=1)
    return (loss.sum((0, 1, 3)) / known).sum()


def _inner_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Cross-entropy over the pieces of contents whose inner statements are marked; zero where there are none."""
    known = batch.inner != UNKNOWN
    if not known.any():
        return logits.sum() * 0
    return functional.binary_cross_entropy_with_logits(logits[known], batch.inner[known].float())


def _source_loss(links: Tensor, batch: Batch, level: int, heed: float) -> Tensor:
    """Each cue piece chooses among all pieces: its source's, or the opening piece where there is none."""
    own = (batch.levels == level) & ~(batch.links[:, 0] == ELSEWHERE).any(-1)
    owner, cues, wanted = batch.owner[own], batch.cues[own], batch.links[own, 0]
    if not len(cues):
        return links.sum() * 0
    wanted[:, 0] = (wanted.sum(-1) == 0).float()
    absent = batch.mask[owner] == 0
    logits = links[owner, cues].masked_fill(absent, _NEVER)
    if not heed or level:
        return _choice(logits, wanted).mean()
    taught = batch.taught_links[owner, 0, cues].float().masked_fill(absent, _NEVER)
    return _mixed(logits, wanted, taught, heed * batch.taught[owner])


def _content_loss(links: Tensor, batch: Batch, level: int, heed: float) -> Tensor:
    """Each piece chooses among all pieces: its cue's, or the opening piece where it is no content."""
    own = batch.levels == level
    wanted = links.new_zeros(links.shape)
    wanted[batch.owner[own], batch.cues[own]] = batch.links[own, 1].clamp(min=0)
    hangs = wanted.sum(1) > 0
    wanted[:, 0] = (~hangs).float()
    known = (batch.tags[:, level, _CONTENT] == OUTSIDE) | hangs
    if level:  # what stands in no content of the level above can hold nothing nested
        known &= batch.tags[:, level - 1, _CONTENT] != OUTSIDE
    if not known.any():
        return links.sum() * 0
    absent = (batch.mask == 0)[:, :, None]
    columns = links.masked_fill(absent, _NEVER).transpose(1, 2)[known]
    wanted = wanted.transpose(1, 2)[known]
    if not heed or level:
        return _choice(columns, wanted).mean()
    taught = batch.taught_links[:, 1].float().masked_fill(absent, _NEVER).transpose(1, 2)[known]
    return _mixed(columns, wanted, taught, heed * batch.taught[:, None].expand(known.shape)[known])


def _choice(logits: Tensor, wanted: Tensor) -> Tensor:
    """Return for each row (N, T) the negative log of the chance that falls on any of the wanted choices."""
    return logits.logsumexp(-1) - logits.masked_fill(wanted == 0, _NEVER).logsumexp(-1)


def _mixed(logits: Tensor, wanted: Tensor, taught: Tensor, share: Tensor) -> Tensor:
    """Return the mean loss of rows (N, T) of which a teacher's choice (N, T) has a share (N,) in what is right."""
    heeded = logits.logsumexp(-1) - (taught.softmax(-1) * logits).sum(-1)
    return (share * heeded + (1 - share) * _choice(logits, wanted)).mean()
