"""Teach the packaged network to label and to say who is who, without unlearning where statements are.

In: PolNeAR train (for what it knows), our labelled passages, GUM and GAP. Out: checkpoint.pt, from which a training
that was stopped goes on, and at the end weights.pt: the network and both heads. Each step asks three things of it: to
tag and link windows as the packaged network does, to tag our passages as we did, and in turn to label their
statements and to find who is meant. The embeddings stay as they are.

usage: python -m training.joint --data train.jsonl.gz --identity FOLDER --encoder FOLDER --out FOLDER [--steps N]
       [--begin weights.pt]
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from sayso.language.weights import FOLDER
from training.batches import collate
from training.data import Example, read_tokenizer
from training.export import export
from training.head_losses import label_loss, memory_loss, refer_loss
from training.heads import Judge, Referrer, arrays
from training.identity import Text
from training.lessons import Asked, Lessons, prepare
from training.losses import loss_of
from training.model import Tagger
from training.shipped import shipped_weights, take_heads
from training.train import save

RATE, HEAD_RATE, SEED = 2e-4, 1e-3, 3
SHARE = 0.75  # of the taught network in the mean with the packaged one, which keeps what that one knew
SETTLING = 150  # steps in which the heads alone learn to read the mean
_OWN = 0.4  # the weight of where our passages have statements
_TAGS, _LABELS, _TEXTS, _DOCUMENT = 1200, 1500, 7, 4  # pieces, pieces, texts and windows a step asks about
Window = TypeVar("Window", Example, Asked)


class Pupil(nn.Module):
    """The network and its new heads."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.tagger = Tagger(encoder)
        self.tagger.load_state_dict(shipped_weights())
        self.tagger.words.weight.requires_grad_(requires_grad=False)
        hidden = self.tagger.words.weight.shape[1]
        self.judge, self.referrer = Judge(hidden), Referrer(hidden)
        take_heads(self.judge, self.referrer)

    def judged(self, asked: Sequence[Asked]) -> Tensor:
        """Return the logits of all labels of all statements of the windows."""
        ids, marks, mask = _padded([each.ids for each in asked], [each.marks for each in asked])
        states = self.tagger(ids, marks, mask).states
        return self.judge(pool(states, asked), torch.from_numpy(np.concatenate([each.told for each in asked])))  # type: ignore[no-any-return]

    def states_of(self, texts: Sequence[Text]) -> list[Tensor]:
        """Return the states (N, hidden) of each text, of the pieces that its windows own."""
        windows = [(text, window) for text in texts for window in text.windows]
        cuts = [text.pieces.take(slice(window.start, window.end)) for text, window in windows]
        framed = [np.concatenate([[101], cut.ids, [102]]) for cut in cuts]
        states = self.tagger(*_padded(framed, [np.pad(cut.marks, 1) for cut in cuts])).states
        owned = [
            states[row, 1 + window.first - window.start : 1 + window.last - window.start]
            for row, (_, window) in enumerate(windows)
        ]
        result, at = [], 0
        for text in texts:
            result.append(torch.cat(owned[at : at + len(text.windows)]))
            at += len(text.windows)
        return result


def _padded(ids: Sequence[NDArray[np.int64]], marks: Sequence[NDArray[np.int64]]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(map(len, ids))
    rows = [
        torch.from_numpy(np.stack([np.pad(one, (0, longest - len(one))) for one in each]))
        for each in (ids, marks, [np.ones(len(one), dtype=np.int64) for one in ids])
    ]
    return rows[0], rows[1], rows[2]


def pool(states: Tensor, asked: Sequence[Asked]) -> Tensor:
    """Return (S, parts, hidden), the means of the states (windows, T, hidden) of the parts of all statements."""
    held = [(row, part) for row, window in enumerate(asked) for parts in window.parts for part in parts]
    length = states.shape[1]
    rows = np.concatenate([np.full(len(part), number) for number, (_, part) in enumerate(held)])
    pieces = np.concatenate([row * length + part for row, part in held])
    shares = np.concatenate([np.full(len(part), 1 / max(len(part), 1), dtype=np.float32) for _, part in held])
    chosen = states.flatten(0, 1)[torch.from_numpy(pieces)] * torch.from_numpy(shares)[:, None]
    pooled = states.new_zeros(len(held), states.shape[-1]).index_add(0, torch.from_numpy(rows), chosen)
    return pooled.view(sum(len(window.parts) for window in asked), -1, states.shape[-1])


class Course:
    """The training: what is asked in which step follows from the seed and the step alone, so that it can go on."""

    def __init__(
        self, pupil: Pupil, master: Tagger, lessons: Lessons, steps: int, *, heads_alone: bool = False
    ) -> None:
        self.pupil, self.master, self.lessons, self.steps = pupil, master.eval(), lessons, steps
        heads = [*pupil.judge.parameters(), *pupil.referrer.parameters()]
        body = [parameter for parameter in pupil.tagger.parameters() if parameter.requires_grad]
        self.optimizer = torch.optim.AdamW(
            [{"params": heads, "peak": HEAD_RATE}, *([{"params": body, "peak": RATE}] if body else [])],
            lr=RATE,
            weight_decay=0.01,
            fused=True,
        )
        self.step, self.heads_alone = 0, heads_alone

    def take(self) -> dict[str, float]:
        """Take one step and return its losses."""
        chance = random.Random(SEED * 1_000_003 + self.step)
        torch.manual_seed(SEED * 1_000_003 + self.step)
        for each in self.optimizer.param_groups:
            each["lr"] = each["peak"] * _pace(self.step / self.steps)
        self.pupil.train()
        asked = {"who": self._who(chance)} if self.step % 2 else {"labels": self._labels(chance)}
        if not self.heads_alone:
            asked["known"], asked["own"] = self._known(chance), self._own(chance)
        losses = {}
        for name, loss in asked.items():
            loss.backward()  # type: ignore[no-untyped-call]
            losses[name] = float(loss.detach())
        nn.utils.clip_grad_norm_(self.pupil.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        return losses

    def _known(self, chance: random.Random) -> Tensor:
        batch = collate(_some(self.lessons.known, _TAGS, chance))
        hidden = (torch.rand(batch.ids.shape) < 0.04) & (batch.mask == 1)
        hidden[:, 0] = False
        with torch.no_grad():
            then = self.master(batch.ids, batch.marks, batch.mask)
            known = self.master.heads.join(then.sides)
        now = self.pupil.tagger(batch.ids.masked_fill(hidden, 103), batch.marks, batch.mask)
        return memory_loss(now, then, self.pupil.tagger.heads.join(now.sides), known, batch.mask)

    def _labels(self, chance: random.Random) -> Tensor:
        asked = _some(self.lessons.asked, _LABELS, chance)
        right = torch.from_numpy(np.concatenate([each.right for each in asked]))
        return label_loss(self.pupil.judged(asked), right)

    def _who(self, chance: random.Random) -> Tensor:
        document = chance.choice(self.lessons.documents)
        at = chance.randrange(max(1, len(document.windows) - _DOCUMENT + 1))
        near = chance.randrange(max(1, len(self.lessons.short) - 40))
        few = chance.sample(self.lessons.short[near : near + 40], _TEXTS)
        loss = torch.zeros(())
        for texts, weight in (([document.part(at, at + _DOCUMENT)], 0.8), (few, 1.2 / len(few))):
            for text, states in zip(texts, self.pupil.states_of(texts), strict=True):
                rows = text.rows if len(text.rows) <= 160 else chance.sample(text.rows, 160)
                if rows:
                    chances = self.pupil.referrer(states, [(row.mention, row.kind) for row in rows])
                    loss = loss + weight * refer_loss(chances, rows)
        return loss

    def _own(self, chance: random.Random) -> Tensor:
        batch = collate(_some(self.lessons.passages, _TAGS, chance))
        scores = self.pupil.tagger(batch.ids, batch.marks, batch.mask)
        return _OWN * loss_of(scores, self.pupil.tagger.heads.join(scores.sides), batch, 0.0)

    def resume(self, checkpoint: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(checkpoint)
        self.pupil.load_state_dict(state["pupil"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step = state["step"]

    def save(self, checkpoint: Path) -> None:
        """Write a checkpoint; a crash leaves the one before."""
        state = {"pupil": self.pupil.state_dict(), "optimizer": self.optimizer.state_dict(), "step": self.step}
        save(checkpoint, state)


def _some(windows: Sequence[Window], pieces: int, chance: random.Random) -> list[Window]:
    """Return windows of near length that hold about so many pieces in all."""
    first = chance.choice(windows)
    alike = [one for one in chance.sample(windows, min(len(windows), 200)) if abs(len(one.ids) - len(first.ids)) < 24]
    return [first, *alike[: max(0, pieces // len(first.ids) - 1)]]


def _pace(done: float) -> float:
    return max(1e-3, min(1.0, done / 0.08 + 0.01) * 0.5 * (1 + math.cos(math.pi * done)))


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="PolNeAR train.jsonl.gz")
    parser.add_argument("--identity", type=Path, required=True, help="folder with gum_coref and gap")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with the pretrained small encoder")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoint and weights")
    parser.add_argument("--steps", type=int, default=450)
    parser.add_argument("--begin", type=Path, help="weights.pt of an earlier training, in place of the packaged ones")
    parser.add_argument("--package", type=Path, default=FOLDER, help="where model and heads go")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    pupil = Pupil(given.encoder)
    if given.begin:
        pupil.load_state_dict(torch.load(given.begin))
    weights = given.out / "weights.pt"
    if weights.exists():
        pupil.load_state_dict(torch.load(weights))
    else:
        teach(pupil, given)
        save(weights, pupil.state_dict())
    settled = given.out / "settled.pt"
    if settled.exists():
        pupil.load_state_dict(torch.load(settled))
    else:
        settle(pupil, given)
        save(settled, pupil.state_dict())
    save(given.out / "tagger.pt", pupil.tagger.state_dict())
    export(given.out / "tagger.pt", given.encoder, given.package)
    np.savez(given.package / "heads.npz", **arrays(pupil.judge, pupil.referrer), bound=np.array(1.0))
    print("now fit the confidences: python -m training.calibrate, then python -m training.trust", file=sys.stderr)


def settle(pupil: Pupil, given: argparse.Namespace) -> None:
    """Put the mean of the taught network and the packaged one in its place, and let the heads learn to read it."""
    packaged = shipped_weights()
    mixed = {
        name: SHARE * value + (1 - SHARE) * packaged[name] if value.is_floating_point() else value
        for name, value in pupil.tagger.state_dict().items()
    }
    pupil.tagger.load_state_dict(mixed)
    pupil.tagger.requires_grad_(requires_grad=False)
    lessons = prepare(given.data, given.identity, read_tokenizer(given.encoder), random.Random(SEED))
    course = Course(pupil, pupil.tagger, lessons, SETTLING, heads_alone=True)
    while course.step < SETTLING:
        course.take()


def teach(pupil: Pupil, given: argparse.Namespace) -> None:
    """Train, from the checkpoint in `--out` if there is one."""
    lessons = prepare(given.data, given.identity, read_tokenizer(given.encoder), random.Random(SEED))
    master = Tagger(given.encoder)
    master.load_state_dict(shipped_weights())
    course = Course(pupil, master, lessons, given.steps)
    checkpoint = given.out / "checkpoint.pt"
    if checkpoint.exists():
        course.resume(checkpoint)
        print(f"going on from step {course.step} of {given.steps}", file=sys.stderr)
    started, first = time.monotonic(), course.step
    while course.step < given.steps:
        losses = course.take()
        if course.step % 20 == 0:
            pace = (time.monotonic() - started) / (course.step - first)
            print(json.dumps({"step": course.step, "of": given.steps, "seconds": pace, **losses}), flush=True)
        if course.step % 100 == 0:
            course.save(checkpoint)


if __name__ == "__main__":
    main()
