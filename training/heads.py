"""The heads that label statements and say whom a mention stands for, on the states of the encoder.

In: states, and the pieces of the parts of statements, or of mentions. Out: logits of every label; log-probabilities of
every piece of a text as that which a mention stands for. `sayso.language.heads` computes the same without torch, from
the arrays that `arrays` returns.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from sayso.labels import VALUES
from sayso.language.heads import DISTANCES, MENTIONS, PARTS, bucket
from sayso.records import Statement
from sayso.statements import label_statements
from sayso.statements.classify.labels import FIELDS, NEGATED
from training.documents import make_document, make_statements

Numbers = NDArray[np.int64]
LABELS: dict[str, tuple[str, ...]] = {  # in the order of the logits
    label: tuple(sorted(NEGATED, key=NEGATED.__getitem__)) if label == "negated" else VALUES[label] for label in FIELDS
}
WIDTH = sum(map(len, LABELS.values()))
_HIDDEN, _TAKEN = 256, 128
_TRUST = 3.0  # the logit that a value begins with where the tables say it
_NEVER = -1e4


class Judge(nn.Module):
    """Logits (S, WIDTH) of the labels of S statements, from the states of their parts and what the tables say.

    At first it believes the tables; what it learns is where they err.
    """

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.2)
        self.into = nn.Linear(len(PARTS) * hidden + WIDTH, _HIDDEN)
        self.out = nn.Linear(_HIDDEN, WIDTH)
        self.skip = nn.Linear(WIDTH, WIDTH, bias=False)
        nn.init.zeros_(self.out.weight)
        self.skip.weight.data = _TRUST * torch.eye(WIDTH)

    def forward(self, pooled: Tensor, told: Tensor) -> Tensor:
        """Judge statements: pooled (S, parts, hidden), told (S, WIDTH)."""
        inputs = self.dropout(torch.cat([pooled.flatten(1), told], 1))
        logits: Tensor = self.out(self.dropout(torch.relu(self.into(inputs)))) + self.skip(told)
        return logits


class Referrer(nn.Module):
    """Log-probabilities (M, N + 1) that M mentions stand for each of the N pieces of a text, last for none of them."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.1)
        self.takes, self.taken = nn.Linear(hidden, _TAKEN), nn.Linear(hidden, _TAKEN)
        self.near = nn.Embedding(len(MENTIONS), 2 * len(DISTANCES))
        self.none, self.none_kind = nn.Linear(hidden, 1), nn.Embedding(len(MENTIONS), 1)
        nn.init.zeros_(self.near.weight)
        nn.init.zeros_(self.none_kind.weight)

    def forward(self, states: Tensor, mentions: Sequence[tuple[Numbers, str]]) -> Tensor:
        """Refer mentions of one text: states (N, hidden), each mention its pieces and its kind."""
        states = self.dropout(states)
        own = np.zeros((len(mentions), len(states)), dtype=np.float32)
        for row, (pieces, _) in zip(own, mentions, strict=True):
            row[pieces] = 1 / len(pieces)
        share = torch.from_numpy(own)
        mean = share @ states
        kinds = torch.tensor([MENTIONS.index(kind) for _, kind in mentions])
        logits = self.takes(mean) @ self.taken(states).T / math.sqrt(_TAKEN)
        first = np.array([pieces[0] for pieces, _ in mentions])
        buckets = torch.from_numpy(bucket(first[:, None] - np.arange(len(states))))
        logits = (logits + torch.gather(self.near(kinds), 1, buckets)).masked_fill(share > 0, _NEVER)
        none = self.none(mean) + self.none_kind(kinds)
        return torch.cat([logits, none], 1).log_softmax(1)


# by name in heads.npz: which module's weight, and whether it is turned, maps being (in, out) there
HEADS = {
    "judge.in": ("judge", "into.weight", True),
    "judge.in.bias": ("judge", "into.bias", False),
    "judge.out": ("judge", "out.weight", True),
    "judge.out.bias": ("judge", "out.bias", False),
    "judge.skip": ("judge", "skip.weight", True),
    "refer.takes": ("referrer", "takes.weight", True),
    "refer.takes.bias": ("referrer", "takes.bias", False),
    "refer.taken": ("referrer", "taken.weight", True),
    "refer.taken.bias": ("referrer", "taken.bias", False),
    "refer.near": ("referrer", "near.weight", False),
    "refer.none": ("referrer", "none.weight", True),
    "refer.none.bias": ("referrer", "none.bias", False),
    "refer.none.kind": ("referrer", "none_kind.weight", False),
}


def arrays(judge: Judge, referrer: Referrer) -> dict[str, NDArray[Any]]:
    """Return the weights as `sayso.language.heads` names them, maps as (in, out), and the values of the labels."""
    owners = {"judge": judge, "referrer": referrer}
    weights = {}
    for name, (owner, place, turned) in HEADS.items():
        module, kind = place.split(".")
        weight = getattr(getattr(owners[owner], module), kind).detach()
        weights[name] = (weight.T if turned else weight).numpy().astype(np.float16)
    return weights | {f"values.{label}": np.array(values) for label, values in LABELS.items()}


def told_by_tables(text: str, attributions: Sequence[Mapping[str, Any]]) -> tuple[Statement, ...]:
    """Return the statements of a marked passage as the tables label them, which is what the judge is told."""
    document = make_document(text)
    return label_statements(document, make_statements(document, attributions))
