"""Teach a whole encoder what clauses mean: those that state one proposition come near each other, on whatever page.

In: dossiers, and pages of ECB+ with chains of events as weaker lessons. Out: a fine-tuned encoder whose vectors
`training.claims.distil` teaches to the small network. A clause is read within its sentence and its pieces' states are
averaged; within a dossier every pair is told whether it is one claim (binary cross-entropy) and every mention is drawn
to those of its claim (supervised contrast, Khosla et al. 2020).
"""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from training.claims.pages import Marked

EPOCHS, RATE, SEED = 4, 5e-5, 1
LONGEST = 72  # pieces of a sentence that are read
_TOGETHER = 8  # sentences run together
_ECB_SHARE = 0.5  # how much a lesson of ECB+ counts
_WIDEST = 9  # words on each side of an event that may belong to its clause
_SPEECH = ("REPORTING", "PERCEPTION")
_EDGES = frozenset(",.;:()\"'`-") | {
    "``",
    "''",
    "--",
    "and",
    "but",
    "that",
    "who",
    "which",
    "while",
    "after",
    "before",
    "when",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in its sentence: `start`, `end` of each piece in it; `claim` and `page` it belongs to."""

    sentence: str
    ranges: tuple[tuple[int, int], ...]
    claim: str


class Teacher(nn.Module):
    """An encoder with a scale and a bias for cosines."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(encoder)
        self.encoder = AutoModel.from_pretrained(encoder)
        self.scale, self.bias = nn.Parameter(torch.tensor(15.0)), nn.Parameter(torch.tensor(-8.0))

    def forward(self, clauses: Sequence[Clause]) -> Tensor:
        """Return (C, hidden), of length one, what each clause means. A sentence of several clauses is read once."""
        sentences = list(dict.fromkeys(clause.sentence for clause in clauses))
        read = self.tokenizer(sentences, truncation=True, max_length=LONGEST, return_offsets_mapping=True)
        sizes = [len(ids) for ids in read["input_ids"]]
        order = sorted(range(len(sentences)), key=sizes.__getitem__)
        states: dict[str, Tensor] = {}
        for at in range(0, len(order), _TOGETHER):
            rows = order[at : at + _TOGETHER]
            held = self.tokenizer.pad({"input_ids": [read["input_ids"][row] for row in rows]}, return_tensors="pt")
            made = self.encoder(**held).last_hidden_state
            states.update({sentences[row]: made[number, : sizes[row]] for number, row in enumerate(rows)})
        offsets = dict(zip(sentences, read["offset_mapping"], strict=True))
        means = [states[clause.sentence][_inside(offsets[clause.sentence], clause)].mean(0) for clause in clauses]
        return functional.normalize(torch.stack(means), dim=1)


def _inside(offsets: Sequence[tuple[int, int]], clause: Clause) -> list[int]:
    """Return the pieces of a clause; all of its sentence where it was cut off."""
    held = [at for at, (start, end) in enumerate(offsets) if any(a < end and start < b for a, b in clause.ranges)]
    return held or list(range(len(offsets)))


def train_teacher(encoder: Path, lessons: Sequence[tuple[list[Clause], float]], out: Path) -> Teacher:
    """Return an encoder that learned from lessons, each with its weight; `out` keeps it after every epoch."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    teacher = Teacher(encoder)
    slow = [{"params": teacher.encoder.parameters(), "lr": RATE}, {"params": [teacher.scale, teacher.bias], "lr": 1e-2}]
    optimizer = torch.optim.AdamW(slow, weight_decay=0.01)
    total = EPOCHS * len(lessons)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 30) * max(0.03, 1 - step / total)
    )
    for epoch in range(EPOCHS):
        teacher.train()
        losses = []
        for number in rng.permutation(len(lessons)):
            clauses, weight = lessons[number]
            loss = weight * contrast(
                teacher(clauses), [clause.claim for clause in clauses], teacher.scale, teacher.bias
            )
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(float(loss))
        torch.save(teacher.state_dict(), out)
        print(f"teacher: epoch {epoch + 1} of {EPOCHS}, loss {np.mean(losses):.3f}", flush=True)
    return teacher.eval()


def contrast(vectors: Tensor, claims: Sequence[str], scale: Tensor, bias: Tensor) -> Tensor:
    """Return the loss of vectors (C, D) of length one, of which those of one claim should be near."""
    names = {claim: number for number, claim in enumerate(dict.fromkeys(claims))}
    numbers = torch.tensor([names[claim] for claim in claims])
    others = 1 - torch.eye(len(claims))
    same = (numbers[:, None] == numbers[None]).float() * others
    cosines = vectors @ vectors.T
    told = functional.binary_cross_entropy_with_logits(
        cosines * scale + bias, same, reduction="none", pos_weight=torch.tensor(4.0)
    )
    drawn = torch.log_softmax(cosines / 0.07 - 1e9 * torch.eye(len(claims)), 1)
    paired = same.sum(1) > 0
    pull = -(drawn * same).sum(1)[paired] / same.sum(1)[paired]
    return (told * others).sum() / others.sum() + 0.3 * (pull.mean() if len(pull) else pull.sum())


def clauses_of(pages: Sequence[Marked]) -> list[Clause]:
    """Return the marked mentions of a dossier as clauses."""
    return [
        make_clause(page.document.text, [(span.start, span.end) for span in spans], claim)
        for page in pages
        for claim, _, spans in page.mentions
    ]


def make_clause(text: str, ranges: Sequence[tuple[int, int]], claim: str = "") -> Clause:
    """Return ranges of a text as a clause in the sentence that holds them."""
    first, last = ranges[0][0], ranges[-1][1]
    start = max(text.rfind(". ", 0, first) + 2 if ". " in text[:first] else 0, text.rfind("\n", 0, first) + 1)
    stops = [at for at in (text.find(". ", last), text.find("\n", last)) if at >= 0]
    sentence = text[start : min(stops, default=len(text))]
    return Clause(sentence, tuple((a - start, b - start) for a, b in ranges), claim)


def ecb_lessons(path: Path, *, most: int = 56) -> Iterator[tuple[list[Clause], float]]:
    """Yield lessons of the pages of one event: clauses around the words of event chains that several pages share."""
    by_event: dict[str, list[dict]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            by_event[page["event"]].append(page)
    rng = random.Random(SEED)
    for pages in by_event.values():
        found = [(clause, number) for number, page in enumerate(pages) for clause in _event_clauses(page)]
        told = defaultdict(set)
        for clause, number in found:
            told[clause.claim].add(number)
        shared = [clause for clause, _ in found if len(told[clause.claim]) > 1]
        alone = [clause for clause, _ in found if len(told[clause.claim]) == 1]
        rng.shuffle(shared)
        rng.shuffle(alone)
        while len(shared) > 10:
            yield shared[: most * 3 // 4] + alone[: most // 4], _ECB_SHARE
            shared, alone = shared[most * 3 // 4 :], alone[most // 4 :]


def _event_clauses(page: dict) -> Iterator[Clause]:
    for mention in page["mentions"]:
        if mention["kind"] != "event" or any(part in mention["type"] for part in _SPEECH):
            continue
        words = page["sentences"][mention["sentence"]]
        first = last = trigger = mention["tokens"][0]
        while first > 0 and words[first - 1] not in _EDGES and trigger - first < _WIDEST:
            first -= 1
        while last + 1 < len(words) and words[last + 1] not in _EDGES and last - trigger < _WIDEST:
            last += 1
        start = len(" ".join(words[:first])) + bool(first)
        yield Clause(" ".join(words), ((start, start + len(" ".join(words[first : last + 1]))),), mention["chain"])
