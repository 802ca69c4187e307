"""Teach the network to code events.

In: lessons with all that they tell, lessons of which the type alone is known, phrases for agents. Out: a `Coder`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from sayso.language.encoder import States
from sayso.language.events import MODES, TYPES
from training.events.data import NONE, Lesson, Target
from training.events.model import Coder

Array = NDArray[np.float32]
_RATE, _ENCODER_RATE, _BATCH = 7e-4, 1e-4, 16
_ALIKE = 12  # batches whose texts are sorted by length, so that little is filled up
_HEADLINES = 0.5  # weight of what lessons tell of which only the type is known
_OUTSIDE = 0.3  # weight of pieces that tell nothing
_FITTING = torch.tensor([[own == kind for own, _ in MODES] for kind in TYPES])


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """What there is to learn from: lessons, those of which the type alone is known, phrases with their sectors."""

    lessons: Sequence[Lesson]
    headlines: Sequence[Lesson]
    agents: Sequence[tuple[States, Array]]


def learn(coder: Coder, taught: Taught, *, epochs: int, seed: int, kept: Path | None = None) -> None:
    """Teach the network all of it; how it was made and the seed decide what comes out. Each epoch is `kept`."""
    rng = random.Random(seed)
    encoder = {id(each) for each in coder.encoder.parameters()}
    groups = [
        {"params": [each for each in coder.parameters() if id(each) not in encoder]},
        {"params": list(coder.encoder.parameters()), "lr": _ENCODER_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, _RATE, weight_decay=0.01)
    steps = epochs * -(-len(taught.lessons) // _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 100) * max(0.02, 1 - step / steps)
    )
    mixed = list(taught.lessons)
    coder.train()
    for epoch in range(epochs):
        losses = []
        for batch in _batches(mixed, rng):
            loss = _of_lessons(coder, batch)
            if taught.headlines:
                loss = loss + _HEADLINES * _of_headlines(coder, rng.sample(list(taught.headlines), _BATCH))
            if taught.agents:
                loss = loss + _HEADLINES * _of_agents(coder, rng.sample(list(taught.agents), _BATCH))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(coder.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        if kept:
            torch.save(coder.state_dict(), kept)
        print(f"epoch {epoch + 1}: {np.mean(losses):.3f}", flush=True)
    coder.eval()


def _batches(lessons: list[Lesson], rng: random.Random) -> Iterator[list[Lesson]]:
    """Yield the lessons in batches of like length, in another order each time."""
    rng.shuffle(lessons)
    batches = []
    for at in range(0, len(lessons), _ALIKE * _BATCH):
        alike = sorted(lessons[at : at + _ALIKE * _BATCH], key=lambda lesson: len(lesson.states.starts))
        batches += [alike[start : start + _BATCH] for start in range(0, len(alike), _BATCH)]
    rng.shuffle(batches)
    yield from batches


def padded(states: Sequence[States]) -> tuple[Tensor, Tensor, Tensor]:
    """Return vectors (batch, T, hidden), ids and mask (batch, T) of texts, the shorter ones filled up."""
    longest = max(len(each.starts) for each in states)
    vectors = torch.zeros(len(states), longest, states[0].vectors.shape[1])
    ids, mask = torch.zeros(len(states), longest, dtype=torch.long), torch.zeros(len(states), longest)
    for row, each in enumerate(states):
        length = len(each.starts)
        vectors[row, :length] = torch.from_numpy(each.vectors.astype(np.float32))
        ids[row, :length], mask[row, :length] = torch.from_numpy(each.ids), 1
    return vectors, ids, mask


def pooled(logits: Tensor, mask: Tensor) -> Tensor:
    """Return (batch, types): the log of the mean over pieces of what they say of a text."""
    held = torch.logsumexp(logits + (mask[..., None] - 1) * 1e4, 1)
    return held - torch.log(mask.sum(1, keepdim=True))


def _of_lessons(coder: Coder, lessons: Sequence[Lesson]) -> Tensor:
    vectors, ids, mask = padded([lesson.states for lesson in lessons])
    made = coder.encode(vectors, ids, mask)
    types = torch.full(ids.shape, -100, dtype=torch.long)
    for row, lesson in enumerate(lessons):
        types[row, : len(lesson.states.starts)] = torch.from_numpy(lesson.types)
    weights = torch.ones(NONE + 1)
    weights[NONE] = _OUTSIDE
    loss = functional.cross_entropy(coder.cue(made).flatten(0, 1), types.flatten(), weight=weights, ignore_index=-100)
    whole = torch.from_numpy(np.stack([lesson.whole for lesson in lessons]))
    loss = loss + 2 * functional.binary_cross_entropy_with_logits(pooled(coder.sentence(made), mask), whole)
    told = [
        (made[row, : len(lesson.states.starts)], target)
        for row, lesson in enumerate(lessons)
        for target in lesson.events
    ]
    return loss + _of_events(coder, told) if told else loss


def _of_events(coder: Coder, told: Sequence[tuple[Tensor, Target]]) -> Tensor:
    """Return the mean loss over events of what they are beside their type."""
    cues = [torch.from_numpy(target.cue) for _, target in told]
    signs = torch.stack([coder.signs(made, cue) for (made, _), cue in zip(told, cues, strict=True)])
    parts = torch.cat(
        [coder.parts(made, cue, target.type).flatten(0, 1) for (made, target), cue in zip(told, cues, strict=True)]
    )
    marked = torch.cat([torch.from_numpy(target.parts).flatten(0, 1) for _, target in told])
    loss = 8 * functional.binary_cross_entropy_with_logits(parts, marked, pos_weight=torch.tensor(2.0))
    contexts = torch.from_numpy(np.stack([target.contexts for _, target in told]))
    loss = loss + 3 * functional.binary_cross_entropy_with_logits(coder.context(signs), contexts)
    for name in ("factuality", "stand"):
        right = torch.tensor([getattr(target, name) for _, target in told])
        loss = loss + 0.2 * functional.cross_entropy(getattr(coder, name)(signs), right)
    kinds, modes = (torch.tensor([getattr(target, name) for _, target in told]) for name in ("type", "mode"))
    if (moded := modes >= 0).any():
        logits = coder.mode(signs[moded]).masked_fill(~_FITTING[kinds[moded]], -1e4)
        loss = loss + functional.cross_entropy(logits, modes[moded])
    parties = [
        (coder.sectors(made, torch.from_numpy(pieces)), torch.from_numpy(sectors))
        for made, target in told
        for pieces, sectors in target.parties
        if len(pieces)
    ]
    if parties:
        logits, right = (torch.stack(each) for each in zip(*parties, strict=True))
        loss = loss + 4 * functional.binary_cross_entropy_with_logits(logits, right)
    return loss


def _of_headlines(coder: Coder, lessons: Sequence[Lesson]) -> Tensor:
    """Return the loss of texts that tell one type, no one knows by which words."""
    vectors, ids, mask = padded([lesson.states for lesson in lessons])
    made = coder.encode(vectors, ids, mask)
    right = torch.tensor([int(lesson.whole.argmax()) for lesson in lessons])
    by_words = torch.logsumexp(coder.cue(made) + (mask[..., None] - 1) * 1e4, 1)[:, :NONE]
    return functional.cross_entropy(pooled(coder.sentence(made), mask)[:, :NONE], right) + (
        0.5 * functional.cross_entropy(by_words, right)
    )


def _of_agents(coder: Coder, agents: Sequence[tuple[States, Array]]) -> Tensor:
    """Return the loss of phrases for agents, the first words of "The … said so."."""
    vectors, ids, mask = padded([states for states, _ in agents])
    made = coder.encode(vectors, ids, mask)
    logits = torch.stack(
        [coder.sectors(made[row], torch.arange(len(states.starts) - 3)) for row, (states, _) in enumerate(agents)]
    )
    right = torch.from_numpy(np.stack([sectors for _, sectors in agents]))
    return 2 * functional.binary_cross_entropy_with_logits(logits, right)
