"""Give statements the labels that the heads find likeliest.

In: statements labelled by the tables, and the states of their text. Out: the same with act, stance, factuality and
negation as the heads judge, who take what the tables say for one sign among many; and the chance that all four are
right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sayso.language.encoder import States
from sayso.language.heads import PARTS, Heads, mean_of
from sayso.records import Span, Statement
from sayso.statements.classify.parts import parts_of
from sayso.statements.classify.settled import settle

Array = NDArray[np.float32]
FIELDS = ("act", "stance", "factuality", "negated", "source_kind", "naming")
NEGATED = {"negated": True, "plain": False}
# the kind is left to the tables and to who it is: on the choosing half of the gold they are right for 67 of 100, the
# head for 61; of the others the head is as good there, and better on passages of ours that it did not learn from
DECIDED = ("act", "stance", "factuality", "negated")
_FAINT = 1e-6


def classify(statements: Sequence[Statement], states: States, heads: Heads) -> tuple[Statement, ...]:
    """Return the statements as the heads judge them."""
    if not statements or not len(states.vectors):
        return tuple(statements)
    judged = heads.judge(pool(statements, states), witness(statements, heads.values))
    labelled = (
        _labelled(statement, {label: chances[row] for label, chances in judged.items()}, heads)
        for row, statement in enumerate(statements)
    )
    return tuple(settle(states.text, statement) for statement in labelled)


def pool(statements: Iterable[Statement], states: States) -> Array:
    """Return (S, parts, hidden): the means of the states of each part, zeros for one that a statement lacks."""
    pooled = []
    for statement in statements:
        spans = tuple([(span.start, span.end) for span in part] for part in _spans(statement))
        held = parts_of(states.text, states.starts, states.ends, spans)
        pooled.append([mean_of(states.vectors, pieces) if len(pieces) else _none(states) for pieces in held])
    return np.array(pooled, dtype=np.float32).reshape(-1, len(PARTS), states.vectors.shape[1])


def witness(statements: Iterable[Statement], values: Mapping[str, Sequence[str]]) -> Array:
    """Return (S, values): one for each value of a label that the tables gave, in the order of `values`."""
    names = [(label, value) for label, held in values.items() for value in held]
    return np.array(
        [[float(_told(statement, label) == value) for label, value in names] for statement in statements],
        dtype=np.float32,
    )


def _told(statement: Statement, label: str) -> str | None:
    if label == "negated":
        return "negated" if statement.negated else "plain"
    told: str | None = getattr(statement, label)
    return told


def _spans(statement: Statement) -> tuple[tuple[Span, ...], ...]:
    return statement.source, statement.cue, statement.content


def _none(states: States) -> Array:
    return np.zeros(states.vectors.shape[1], dtype=np.float32)


def _labelled(statement: Statement, chances: Mapping[str, Array], heads: Heads) -> Statement:
    best = {label: heads.values[label][int(chances[label].argmax())] for label in DECIDED}
    return replace(
        statement,
        act=best["act"],
        stance=best["stance"],
        factuality=best["factuality"],
        negated=NEGATED[best["negated"]],
        label_confidence=heads.sure("labels", (likelihood(best, chances, heads),)),
    )


def decided(statement: Statement) -> dict[str, str | None]:
    """Return the labels of a statement that the heads decide."""
    return {label: _told(statement, label) for label in DECIDED}


def likelihood(told: Mapping[str, str | None], chances: Mapping[str, Array], heads: Heads) -> float:
    """Return the logit of the chance that the heads give to all the labels that they decide together."""
    logs = (
        float(chances[label][heads.values[label].index(value)]) for label, value in told.items() if value is not None
    )
    chance = math.exp(sum(logs))
    return math.log(max(chance, _FAINT)) - math.log(max(1 - chance, _FAINT))
