"""Teach the small network to say what the teacher says clauses mean, and to keep claims apart by itself.

In: pages as the finder's encoder read them, the teacher's vectors of their clauses, dossiers. Out: a `Student`. The
teacher's vectors are turned to their main axes (principal components) and cut to the student's width first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from sayso.language.claims import paragraphs
from sayso.language.encoder import States
from training.claims.student import WIDTH, Student, pooled
from training.claims.teacher import Teacher, contrast

Array = NDArray[np.float32]
_RATE, _SEED = 4e-4, 3
_CONTRAST = 0.5


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page's states, its clauses as ranges of characters, what the teacher says of each, their claims if known."""

    states: States
    ranges: tuple[tuple[tuple[int, int], ...], ...]
    taught: Array
    claims: tuple[str, ...] | None = None


def words_of(teacher: Teacher) -> Array:
    """Return (vocabulary, WIDTH): what each piece means by itself to an encoder, along the main axes."""
    made = []
    ids = torch.arange(teacher.tokenizer.vocab_size)
    with torch.no_grad():
        for part in ids.split(512):
            framed = torch.stack([torch.full_like(part, 101), part, torch.full_like(part, 102)], 1)
            made.append(
                teacher.encoder(input_ids=framed, attention_mask=torch.ones_like(framed)).last_hidden_state.mean(1)
            )
    words = torch.cat(made).numpy()
    return (words - words.mean(0)) @ axes(words)


def axes(vectors: Array, width: int = WIDTH) -> Array:
    """Return (hidden, width): the main axes of vectors."""
    _, _, turned = np.linalg.svd(vectors - vectors.mean(0), full_matrices=False)
    main: Array = turned[:width].T.astype(np.float32)
    return main


def distil(words: Array, encoder: Path, lessons: Sequence[Sequence[Lesson]], *, epochs: int = 4) -> Student:
    """Return a student that learned from lessons, each of the pages that are read together."""
    torch.manual_seed(_SEED)
    rng = np.random.default_rng(_SEED)
    main = axes(np.concatenate([page.taught for lesson in lessons for page in lesson]).astype(np.float32))
    student = Student(words, encoder)
    scale, bias = nn.Parameter(torch.tensor(15.0)), nn.Parameter(torch.tensor(-8.0))
    optimizer = torch.optim.AdamW([{"params": student.parameters()}, {"params": [scale, bias], "lr": 1e-2}], _RATE)
    total = epochs * len(lessons)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 50) * max(0.02, 1 - step / total)
    )
    for epoch in range(epochs):
        student.train()
        losses = []
        for number in rng.permutation(len(lessons)):
            lesson = lessons[number]
            vectors = torch.cat([meant(student, page) for page in lesson])
            targets = torch.from_numpy(np.concatenate([page.taught for page in lesson]).astype(np.float32) @ main)
            loss = (1 - functional.cosine_similarity(vectors, targets)).mean()
            if all(page.claims is not None for page in lesson):
                claims = [claim for page in lesson for claim in page.claims or ()]
                loss = loss + _CONTRAST * contrast(vectors, claims, scale, bias)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(float(loss))
        print(f"student: epoch {epoch + 1} of {epochs}, loss {np.mean(losses):.3f}", flush=True)
    return student.eval()


def meant(student: Student, page: Lesson) -> Tensor:
    """Return (C, WIDTH): what a student says the clauses of a page mean."""
    edges = paragraphs(page.states).tolist()
    chunks = list(pairwise(edges))
    longest = max(end - start for start, end in chunks)
    states = torch.zeros(len(chunks), longest, page.states.vectors.shape[1])
    ids, mask = torch.zeros(len(chunks), longest, dtype=torch.long), torch.zeros(len(chunks), longest)
    for row, (start, end) in enumerate(chunks):
        states[row, : end - start] = torch.from_numpy(page.states.vectors[start:end].astype(np.float32))
        ids[row, : end - start] = torch.from_numpy(page.states.ids[start:end].astype(np.int64))
        mask[row, : end - start] = 1
    made = student(states, ids, mask)
    flat = torch.cat([made[row, : end - start] for row, (start, end) in enumerate(chunks)])
    shares = torch.zeros(len(page.ranges), len(flat))
    for row, ranges in enumerate(page.ranges):
        pieces = np.concatenate([_pieces(page.states, start, end) for start, end in ranges])
        shares[row, pieces] = 1 / max(1, len(pieces))
    return pooled(flat, shares)


def _pieces(states: States, start: int, end: int) -> NDArray[np.int64]:
    return np.arange(np.searchsorted(states.ends, start, side="right"), np.searchsorted(states.starts, end))
