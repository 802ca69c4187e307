"""Teach which pairs of mentions say the same, from the signs that `sayso.claims.linking.pairs` compares.

In: the marked mentions of dossiers. Out: the arrays `pair.*` of `claims.npz`: a small network, calibrated by its loss.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from sayso.claims.linking.pairs import features
from sayso.claims.linking.told import Told, told_of
from sayso.claims.mentions.read import Contents, make_mention
from sayso.language.claims import Meaning
from sayso.records import Span
from training.claims.pages import Marked

_HIDDEN, _EPOCHS, _BATCH, _RATE = 24, 30, 2048, 3e-3


def told_in(pages: Sequence[Marked], meaning: Meaning | None) -> list[tuple[str, Told]]:
    """Return the marked mentions of a dossier as linking sees them, each with its claim."""
    found: list[tuple[str, Told]] = []
    for page in pages:
        inside = Contents(page.statements)
        claims, mentions = [], []
        for claim, _, spans in page.mentions:
            longest = max(spans, key=lambda span: span.end - span.start)
            whole = Span(start=spans[0].start, end=spans[-1].end)
            mentions.append(replace(make_mention(page.document, whole, inside.holding(longest)), content=spans))
            claims.append(claim)
        if meaning is not None:
            vectors = meaning.of(page.states, [mention.content for mention in mentions])
            mentions = [replace(mention, vector=vector) for mention, vector in zip(mentions, vectors, strict=True)]
        day = date.fromisoformat(page.date) if page.date else None
        told = (replace(each, outlet=page.outlet, published=day) for each in told_of(page.document, mentions))
        found += zip(claims, told, strict=True)
    return found


def train_pairs(dossiers: Sequence[Sequence[tuple[str, Told]]], *, seed: int = 0) -> dict[str, NDArray[np.float32]]:
    """Return the arrays of a network that learned from all pairs within each dossier."""
    torch.manual_seed(seed)
    pairs = [pair for told in dossiers for pair in combinations(told, 2)]
    signs = torch.tensor([features(one, other) for (_, one), (_, other) in pairs], dtype=torch.float32)
    same = torch.tensor([float(first == second) for (first, _), (second, _) in pairs])
    mean, scale = signs.mean(0), signs.std(0) + 1e-3
    given = (signs - mean) / scale
    into, out = nn.Linear(given.shape[1], _HIDDEN), nn.Linear(_HIDDEN, 1)
    model = nn.Sequential(into, nn.ReLU(), nn.Dropout(0.1), out)
    optimizer = torch.optim.AdamW(model.parameters(), _RATE, weight_decay=0.02)
    for _ in range(_EPOCHS):
        for batch in torch.randperm(len(given)).split(_BATCH):
            loss = functional.binary_cross_entropy_with_logits(model(given[batch])[:, 0], same[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    arrays = {
        "pair.mean": mean,
        "pair.scale": scale,
        "pair.in": into.weight.T,
        "pair.in.bias": into.bias,
        "pair.out": out.weight.T,
        "pair.out.bias": out.bias,
    }
    return {name: array.detach().numpy().astype(np.float32) for name, array in arrays.items()}
