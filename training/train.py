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

from sayso.language.pieces import WINDOW
from training.data import ELSEWHERE, OUTSIDE, UNKNOWN, Article, Example, cut_fragment, load, load_passages, windows
from training.examples import read_examples
from training.model import Tagger

EXAMPLES = Path(__file__).parent / "examples"
NEVER = -1e4  # a logit that no softmax chooses


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What one training run depends on.

    `rate` is the peak learning rate, `average` the decay of the moving average, `drop_pieces` the share of pieces
    hidden from the encoder, `fragments` how many an article gives an epoch, `repeats` how often an epoch shows our
    own passages, `share` how much of the articles is used.
    """

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
    fragments: int = 0
    repeats: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What is learned from: articles with their outer statements, passages of our own with all of theirs."""

    articles: list[Article]
    passages: list[Article]
    tokenizer: Tokenizer


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded windows and the cue rows among them: links (R, 2, T) belong to window `owner` (R,), piece `cues` (R,)."""

    ids: Tensor
    marks: Tensor
    mask: Tensor
    tags: Tensor
    inner: Tensor
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
        tags=stack([pad(e.tags, UNKNOWN) for e in examples]),
        inner=stack([pad(e.inner, UNKNOWN) for e in examples]),
        owner=torch.cat([torch.full((len(e.cues),), n) for n, e in enumerate(examples)]),
        cues=torch.from_numpy(np.concatenate([e.cues for e in examples])),
        links=torch.from_numpy(np.concatenate([pad(e.links) for e in examples])),
    )


def groups(material: Material, recipe: Recipe, epoch: int) -> list[list[Example]]:
    """Return the groups of windows that one epoch's batches are made of, cut and shuffled by seed and epoch alone."""
    chance = random.Random(recipe.seed * 1000 + epoch)
    texts = [*material.articles, *material.passages * recipe.repeats]
    examples = [e for text in texts for e in windows(text, material.tokenizer, chance)]
    for article in material.articles * recipe.fragments:
        if fragment := cut_fragment(article, material.tokenizer, chance):
            examples += windows(fragment, material.tokenizer, None)
    examples.sort(key=lambda e: len(e.ids) + chance.random() * 40)  # windows of near length share a batch
    grouped = list(_group(examples, recipe.batch * WINDOW))
    chance.shuffle(grouped)
    return grouped


def _group(examples: Sequence[Example], pieces: int) -> Iterator[list[Example]]:
    """Yield neighbours whose pieces, padded, come to at most `pieces`, so that all steps weigh alike."""
    group: list[Example] = []
    for example in examples:
        longest = max(len(e.ids) for e in [*group, example])
        if group and longest * (len(group) + 1) > pieces:
            yield group
            group = []
        group.append(example)
    if group:
        yield group


def loss_of(model: Tagger, batch: Batch, recipe: Recipe, unknown: int) -> Tensor:
    """Cross-entropy of the tags, of the choices of both links and of the cues inside contents."""
    ids = batch.ids
    if model.training:
        dropped = (torch.rand(ids.shape, device=ids.device) < recipe.drop_pieces) & (batch.mask == 1)
        dropped[:, 0] = False
        ids = ids.masked_fill(dropped, unknown)
    scores = model(ids, batch.marks, batch.mask)
    tags = functional.cross_entropy(
        scores.tags.float().flatten(0, 2), batch.tags.transpose(1, 2).flatten(), ignore_index=UNKNOWN
    )
    links = scores.links.float()
    return (
        3 * tags
        + recipe.link_weight * (_source_loss(links[:, 0], batch) + _content_loss(links[:, 1], batch))
        + _inner_loss(scores.inner.float(), batch)
    )


def _inner_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Cross-entropy over the pieces of contents whose inner statements are marked; zero where there are none."""
    known = batch.inner != UNKNOWN
    if not known.any():
        return logits.sum() * 0
    return functional.binary_cross_entropy_with_logits(logits[known], batch.inner[known].float())


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


def load_material(data: Path, encoder: Path, recipe: Recipe) -> Material:
    """Read the training split of `data` and our own passages."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    articles = load(data / "train.jsonl.gz", tokenizer)
    random.Random(recipe.seed).shuffle(articles)
    passages = load_passages(read_examples(EXAMPLES), tokenizer) if recipe.repeats else []
    return Material(articles=articles[: round(len(articles) * recipe.share)], passages=passages, tokenizer=tokenizer)


class Trainer:
    """A model being trained: its optimizer, the moving average of its weights and how far it is."""

    def __init__(self, encoder: Path, recipe: Recipe, start: Path | None) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model = Tagger(encoder).to(self.device)
        if start:
            self.model.load_state_dict(torch.load(start, map_location=self.device), strict=False)
        self.average = {name: value.detach().clone() for name, value in self.model.state_dict().items()}
        self.optimizer = torch.optim.AdamW(self._groups(), lr=recipe.rate, weight_decay=recipe.decay, fused=True)
        self.step = 0

    def _groups(self) -> list[dict[str, object]]:
        """Return the parameters and their rates: a head that learns from our own passages alone sees little."""
        few = list(self.model.inner.parameters())
        rest = [p for name, p in self.model.named_parameters() if not name.startswith("inner.")]
        return [{"params": rest, "peak": self.recipe.rate}, {"params": few, "peak": 10 * self.recipe.rate}]

    def resume(self, checkpoint: Path) -> None:
        """Go on from a checkpoint. Raises OSError where it cannot be read."""
        state = torch.load(checkpoint, map_location=self.device)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average, self.step = state["average"], state["step"]

    def save(self, checkpoint: Path) -> None:
        """Write a checkpoint; a crash leaves the one before."""
        _save(
            checkpoint,
            {
                "model": self.model.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "average": self.average,
                "step": self.step,
            },
        )

    def learn(self, batch: Batch, total: int, hidden: int) -> float:
        """Take one step and return its loss; `hidden` is the id that stands for a dropped piece."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * _schedule(self.step / total, self.recipe.warmup)
        self.model.train()
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            loss = loss_of(self.model, batch.to(self.device), self.recipe, hidden)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        follow = 1 - min(self.recipe.average, self.step / (self.step + 19))
        for name, value in self.model.state_dict().items():
            self.average[name].lerp_(value, follow)
        return float(loss.detach())


def train(data: Path, encoder: Path, out: Path, recipe: Recipe, start: Path | None = None) -> Path:
    """Train, from the weights `start` if given, or go on from `out`/checkpoint.pt; return the averaged weights."""
    material = load_material(data, encoder, recipe)
    hidden = material.tokenizer.token_to_id("[MASK]")
    trainer = Trainer(encoder, recipe, start)
    sizes = [len(groups(material, recipe, epoch)) for epoch in range(recipe.epochs)]
    out.mkdir(parents=True, exist_ok=True)
    checkpoint, weights = out / "checkpoint.pt", out / "weights.pt"
    if checkpoint.exists():
        trainer.resume(checkpoint)
        print(f"going on from step {trainer.step} of {sum(sizes)}", file=sys.stderr)
    started, first, losses = time.monotonic(), trainer.step, []
    for epoch in range(recipe.epochs):
        if trainer.step >= sum(sizes[: epoch + 1]):
            continue
        for group in groups(material, recipe, epoch)[trainer.step - sum(sizes[:epoch]) :]:
            losses.append(trainer.learn(collate(group), sum(sizes), hidden))
            if trainer.step % 20 == 0:
                pace = (time.monotonic() - started) / (trainer.step - first)
                report = {"step": trainer.step, "of": sum(sizes), "loss": sum(losses) / len(losses), "seconds": pace}
                print(json.dumps(report), flush=True)
                losses.clear()
            if trainer.step % 100 == 0:
                trainer.save(checkpoint)
    trainer.save(checkpoint)
    _save(weights, trainer.average)
    return weights


def _schedule(done: float, warmup: float) -> float:
    return done / warmup if done < warmup else 0.5 * (1 + math.cos(math.pi * (done - warmup) / (1 - warmup)))


def _save(path: Path, state: object) -> None:
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)
