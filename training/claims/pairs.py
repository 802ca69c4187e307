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
from torch import Tensor, nn
from torch.nn import functional

from sayso.claims.linking.pairs import features
from sayso.claims.linking.told import Told, told_of
from sayso.claims.mentions.read import Contents
from sayso.language.claims import Meaning
from training.claims.pages import Marked, mention_in

_HIDDEN, _EPOCHS, _BATCH, _RATE = 24, 40, 2048, 3e-3
_NETS = 6


def told_in(pages: Sequence[Marked], meaning: Meaning | None) -> list[tuple[str, Told]]:
    """Return the marked mentions of a dossier as linking sees them, each with its claim."""
    found: list[tuple[str, Told]] = []
    for page in pages:
        inside = Contents(page.statements)
        mentions = [mention_in(page.document, spans, inside) for _, _, spans in page.mentions]
        if meaning is not None:
            vectors = meaning.of(page.states, [mention.content for mention in mentions])
            mentions = [replace(mention, vector=vector) for mention, vector in zip(mentions, vectors, strict=True)]
        day = date.fromisoformat(page.date) if page.date else None
        told = (replace(each, outlet=page.outlet, published=day) for each in told_of(page.document, mentions))
        found += zip((claim for claim, _, _ in page.mentions), told, strict=True)
    return found


def train_pairs(dossiers: Sequence[Sequence[tuple[str, Told]]], *, seed: int = 0) -> dict[str, NDArray[np.float32]]:
    """Return the arrays of a network that learned from all pairs within each dossier.

    It is the mean of several that were begun otherwise, put beside each other: one alone varies by points. What says
    what clauses mean must not have learned from these dossiers, or its cosines are trusted too much.
    """
    pairs = [pair for told in dossiers for pair in combinations(told, 2)]
    signs = torch.tensor([features(one, other) for (_, one), (_, other) in pairs], dtype=torch.float32)
    same = torch.tensor([float(first == second) for (first, _), (second, _) in pairs])
    mean, scale = signs.mean(0), signs.std(0) + 1e-3
    nets = [_train((signs - mean) / scale, same, seed + number) for number in range(_NETS)]
    arrays = {
        "pair.mean": mean,
        "pair.scale": scale,
        "pair.in": torch.cat([into.weight.T for into, _ in nets], 1),
        "pair.in.bias": torch.cat([into.bias for into, _ in nets]),
        "pair.out": torch.cat([out.weight.T for _, out in nets]) / _NETS,
        "pair.out.bias": torch.stack([out.bias for _, out in nets]).mean(0),
    }
    return {name: array.detach().numpy().astype(np.float32) for name, array in arrays.items()}


def _train(given: Tensor, same: Tensor, seed: int) -> tuple[nn.Linear, nn.Linear]:
    torch.manual_seed(seed)
    into, out = nn.Linear(given.shape[1], _HIDDEN), nn.Linear(_HIDDEN, 1)
    model = nn.Sequential(into, nn.ReLU(), nn.Dropout(0.1), out)
    optimizer = torch.optim.AdamW(model.parameters(), _RATE, weight_decay=0.02)
    for _ in range(_EPOCHS):
        for batch in torch.randperm(len(given)).split(_BATCH):
            loss = functional.binary_cross_entropy_with_logits(model(given[batch])[:, 0], same[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return into, out
