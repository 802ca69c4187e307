"""Fine-tune the encoder on PolNeAR train, writing a checkpoint that resumes.

In: the folder with train.jsonl.gz, the encoder's folder. Out: checkpoint.pt (everything needed to go on) and, at
the end, weights.pt (the moving average of the weights, which is what is exported).
"""

from __future__ import annotations

import json
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training.data import ELSEWHERE, OUTSIDE, Article, Example, load, windows
from training.model import Tagger

NEVER = -1e4  # a logit that no softmax chooses


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What one training run depends on. `rate` is the peak learning rate, `average` the decay of the moving average."""

    epochs: int = 6
    batch: int = 16
    rate: float = 3e-4
    warmup: float = 0.06
    decay: float = 0.01
    average: float = 0.997
    drop_pieces: float = 0.06
    link_weight: float = 1.0
    seed: int = 7
    share: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded windows and the cue rows among them: links (R, 2, T) belong to window `owner` (R,), piece `cues` (R,)."""

    ids: Tensor
    marks: Tensor
    mask: Tensor
    tags: Tensor
    owner: Tensor
    cues: Tensor
    links: Tensor

    def to(self, device: torch.device) -> Batch:
        """Return the batch on `device`."""
        return Batch(**{name: getattr(self, name).to(device) for name in self.__slots__})


def collate(examples: Sequence[Example]) -> Batch:
    """Pad to the longest window of the batch."""
    length = max(len(example.ids) for example in examples)

    def pad(array: np.ndarray, value: int = 0) -> np.ndarray:
        widths = [(0, 0)] * (array.ndim - 1) + [(0, length - array.shape[-1])]
        return np.pad(array, widths, constant_values=value)

    def stack(arrays: list[np.ndarray]) -> Tensor:
        return torch.from_numpy(np.stack(arrays))

    return Batch(
        ids=stack([pad(e.ids) for e in examples]),
        marks=stack([pad(e.marks) for e in examples]),
        mask=stack([pad(np.ones_like(e.ids)) for e in examples]),
        tags=stack([pad(e.tags, -100) for e in examples]),
        owner=torch.cat([torch.full((len(e.cues),), n) for n, e in enumerate(examples)]),
        cues=torch.from_numpy(np.concatenate([e.cues for e in examples])),
        links=torch.from_numpy(np.concatenate([pad(e.links) for e in examples])),
    )


def batches(articles: Sequence[Article], tokenizer: Tokenizer, recipe: Recipe, epoch: int) -> Iterator[Batch]:
    """Yield one epoch of batches, cut and shuffled by seed and epoch alone."""
    chance = random.Random(recipe.seed * 1000 + epoch)
    examples = [e for article in articles for e in windows(article, tokenizer, chance)]
    examples.sort(key=lambda e: len(e.ids) + chance.random() * 40)  # windows of near length share a batch
    groups = [examples[at : at + recipe.batch] for at in range(0, len(examples), recipe.batch)]
    chance.shuffle(groups)
    yield from map(collate, groups)


def loss_of(model: Tagger, batch: Batch, recipe: Recipe, unknown: int) -> Tensor:
    """Cross-entropy of the tags plus that of the choices of both links."""
    ids = batch.ids
    if model.training:
        dropped = (torch.rand(ids.shape, device=ids.device) < recipe.drop_pieces) & (batch.mask == 1)
        dropped[:, 0] = False
        ids = ids.masked_fill(dropped, unknown)
    scores = model(ids, batch.marks, batch.mask)
    tags = functional.cross_entropy(
        scores.tags.float().flatten(0, 2), batch.tags.transpose(1, 2).flatten(), ignore_index=-100
    )
    links = scores.links.float()
    return 3 * tags + recipe.link_weight * (_source_loss(links[:, 0], batch) + _content_loss(links[:, 1], batch))


def _source_loss(links: Tensor, batch: Batch) -> Tensor:
    """Each cue piece chooses among all pieces: its source's, or the opening piece where there is none."""
    wanted = batch.links[:, 0].clone()
    known = wanted[:, 0] != ELSEWHERE
    wanted[:, 0] = (wanted.sum(-1) == 0).float()
    rows = links[batch.owner, batch.cues].masked_fill(batch.mask[batch.owner] == 0, NEVER)
    return _choice(rows[known], wanted[known])


def _content_loss(links: Tensor, batch: Batch) -> Tensor:
    """Each piece chooses among all pieces: its cue's, or the opening piece where it is no content."""
    wanted = torch.zeros_like(links)
    wanted[batch.owner, batch.cues] = batch.links[:, 1].clamp(min=0)
    hangs = wanted.sum(1) > 0
    wanted[:, 0] = (~hangs).float()
    known = (batch.tags[:, 2] == OUTSIDE) | hangs
    columns = links.masked_fill(batch.mask[:, :, None] == 0, NEVER).transpose(1, 2)
    return _choice(columns[known], wanted.transpose(1, 2)[known])


def _choice(logits: Tensor, wanted: Tensor) -> Tensor:
    """Negative log of the probability that falls on any of the wanted choices, averaged over rows."""
    chosen = logits.masked_fill(wanted == 0, NEVER).logsumexp(-1)
    return (logits.logsumexp(-1) - chosen).mean()


def train(data: Path, encoder: Path, out: Path, recipe: Recipe) -> Path:
    """Train, or go on from `out`/checkpoint.pt, and return the path of the averaged weights."""
    torch.manual_seed(recipe.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    articles = load(data / "train.jsonl.gz", tokenizer)
    random.Random(recipe.seed).shuffle(articles)
    articles = articles[: round(len(articles) * recipe.share)]
    model = Tagger(encoder).to(device)
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    optimizer = torch.optim.AdamW(model.parameters(), lr=recipe.rate, weight_decay=recipe.decay, fused=True)
    steps_an_epoch = sum(1 for _ in batches(articles, tokenizer, recipe, 0))
    total = steps_an_epoch * recipe.epochs
    out.mkdir(parents=True, exist_ok=True)
    checkpoint, step = out / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average, step = state["average"], state["step"]
        print(f"going on from step {step} of {total}", file=sys.stderr)
    unknown = tokenizer.token_to_id("[MASK]")
    started, seen, running = time.monotonic(), 0, 0.0
    for epoch in range(recipe.epochs):
        for place, batch in enumerate(batches(articles, tokenizer, recipe, epoch)):
            at = epoch * steps_an_epoch + place
            if at < step:
                continue
            for group in optimizer.param_groups:
                group["lr"] = recipe.rate * _schedule(at / total, recipe.warmup)
            model.train()
            with torch.autocast(device.type, dtype=torch.bfloat16):
                loss = loss_of(model, batch.to(device), recipe, unknown)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            follow = min(recipe.average, (at + 1) / (at + 20))
            for name, value in model.state_dict().items():
                average[name].lerp_(value, 1 - follow) if value.is_floating_point() else average[name].copy_(value)
            seen, running = seen + 1, running + float(loss.detach())
            if (at + 1) % 20 == 0:
                pace = (time.monotonic() - started) / seen
                print(
                    json.dumps(
                        {
                            "step": at + 1,
                            "of": total,
                            "loss": round(running / 20, 4),
                            "seconds": round(pace, 2),
                        }
                    ),
                    flush=True,
                )
                running = 0.0
            if (at + 1) % 100 == 0 or at + 1 == total:
                _save(
                    checkpoint,
                    {
                        "model": model.state_dict(),
                        "optimizer": optimizer.state_dict(),
                        "average": average,
                        "step": at + 1,
                    },
                )
    weights = out / "weights.pt"
    _save(weights, average)
    return weights


def _schedule(done: float, warmup: float) -> float:
    return done / warmup if done < warmup else 0.5 * (1 + math.cos(math.pi * (done - warmup) / (1 - warmup)))


def _save(path: Path, state: object) -> None:
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)
