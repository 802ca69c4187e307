"""Fine-tune a network, writing a checkpoint that resumes.

In: the material, a network and a recipe, perhaps a teacher. Out: checkpoint.pt (everything needed to go on) and, at the
end, weights.pt (the moving average of the weights, which is what is used).
"""

from __future__ import annotations

import json
import math
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import nn

from training.batches import Batch, Material, Taught, collate, cut_all, group
from training.data import Example
from training.losses import loss_of

Lesson = Callable[[Sequence[Example], Path], Sequence[Taught | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What one training run depends on.

    `pieces` is the size of a batch, `rate` the peak learning rate, `faster` by how much it is multiplied for parameters
    whose names begin so, `average` the decay of the moving average, `drop_pieces` the share of pieces hidden from the
    encoder, `fragments` how many an article gives an epoch, `repeats` how often an epoch shows our own passages, `cuts`
    in how many ways the windows are cut, `heed` the share of a teacher in what counts as right.
    """

    epochs: int
    pieces: int
    rate: float
    seed: int
    warmup: float = 0.06
    decay: float = 0.01
    average: float = 0.997
    drop_pieces: float = 0.06
    fragments: int = 0
    repeats: int = 2
    cuts: int = 1
    heed: float = 0.0
    faster: Mapping[str, float] = field(default_factory=dict)


class Trainer:
    """A network being trained: its optimizer, the moving average of its weights and how far it is."""

    def __init__(self, model: nn.Module, recipe: Recipe) -> None:
        self.recipe = recipe
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model = model.to(self.device)
        self.average = {name: value.detach().clone() for name, value in self.model.state_dict().items()}
        self.optimizer = torch.optim.AdamW(self._groups(), lr=recipe.rate, weight_decay=recipe.decay, fused=True)
        self.step = 0

    def _groups(self) -> list[dict[str, object]]:
        """Return the parameters by the peak of their rates."""
        peaks: dict[float, list[nn.Parameter]] = {}
        for name, parameter in self.model.named_parameters():
            if parameter.requires_grad:
                times = next((by for start, by in self.recipe.faster.items() if name.startswith(start)), 1.0)
                peaks.setdefault(self.recipe.rate * times, []).append(parameter)
        return [{"params": parameters, "peak": peak} for peak, parameters in peaks.items()]

    def resume(self, checkpoint: Path) -> None:
        """Go on from a checkpoint. Raises OSError where it cannot be read."""
        state = torch.load(checkpoint, map_location=self.device)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average, self.step = state["average"], state["step"]

    def save(self, checkpoint: Path) -> None:
        """Write a checkpoint; a crash leaves the one before."""
        state = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}
        save(checkpoint, {**state, "average": self.average, "step": self.step})

    def learn(self, batch: Batch, total: int, hidden: int) -> float:
        """Take one step and return its loss; `hidden` is the id that stands for a dropped piece."""
        for parameters in self.optimizer.param_groups:
            parameters["lr"] = parameters["peak"] * _schedule(self.step / total, self.recipe.warmup)
        self.model.train()
        batch = batch.to(self.device)
        dropped = (torch.rand(batch.ids.shape, device=self.device) < self.recipe.drop_pieces) & (batch.mask == 1)
        dropped[:, 0] = False
        with autocast(self.device):
            scores = self.model(batch.ids.masked_fill(dropped, hidden), batch.marks, batch.mask)
            links = self.model.heads.join(scores.sides)  # type: ignore[union-attr,operator]
            loss = loss_of(scores, links, batch, self.recipe.heed)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        follow = 1 - min(self.recipe.average, self.step / (self.step + 19))
        for name, value in self.model.state_dict().items():
            self.average[name].lerp_(value, follow)
        return float(loss.detach())


def train(
    material: Material, make: Callable[[], nn.Module], out: Path, recipe: Recipe, lesson: Lesson | None = None
) -> Path:
    """Train what `make` returns, or go on from `out`/checkpoint.pt; return the averaged weights.

    `lesson` returns what a teacher says of examples, which it may keep under the given path. Weights that are there
    already are returned as they are.
    """
    out.mkdir(parents=True, exist_ok=True)
    checkpoint, weights = out / "checkpoint.pt", out / "weights.pt"
    if weights.exists():
        return weights
    torch.manual_seed(recipe.seed)
    examples = [
        cut_all(material, random.Random(recipe.seed * 1000 + cut), fragments=recipe.fragments, repeats=recipe.repeats)
        for cut in range(recipe.cuts)
    ]
    taught = [lesson(held, out / f"taught-{cut}.pt") if lesson else () for cut, held in enumerate(examples)]
    steps = [
        (epoch % recipe.cuts, numbers)
        for epoch in range(recipe.epochs)
        for numbers in group(examples[epoch % recipe.cuts], recipe.pieces, random.Random(recipe.seed * 1000 + epoch))
    ]
    trainer = Trainer(make(), recipe)
    if checkpoint.exists():
        trainer.resume(checkpoint)
        print(f"going on from step {trainer.step} of {len(steps)}", file=sys.stderr)
    hidden = material.tokenizer.token_to_id("[MASK]")
    started, first, losses = time.monotonic(), trainer.step, []
    for cut, numbers in steps[trainer.step :]:
        said = [taught[cut][n] for n in numbers] if lesson else ()
        losses.append(trainer.learn(collate([examples[cut][n] for n in numbers], said), len(steps), hidden))
        if trainer.step % 20 == 0:
            pace = (time.monotonic() - started) / (trainer.step - first)
            report = {"step": trainer.step, "of": len(steps), "loss": sum(losses) / len(losses), "seconds": pace}
            print(json.dumps(report), flush=True)
            losses.clear()
        if trainer.step % 100 == 0:
            trainer.save(checkpoint)
    save(weights, trainer.average)
    return weights


def autocast(device: torch.device) -> torch.autocast:
    """Compute in bfloat16 where the device has it; a processor without takes ninety times as long for it."""
    able = device.type != "cpu" or bool(torch.cpu.get_capabilities().get("avx512_bf16"))
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=able)


def _schedule(done: float, warmup: float) -> float:
    return done / warmup if done < warmup else 0.5 * (1 + math.cos(math.pi * (done - warmup) / (1 - warmup)))


def save(path: Path, state: object) -> None:
    """Write `state` whole or not at all."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)
