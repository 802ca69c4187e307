"""Which of the places that bear a name is meant, by all that a page names.

In: the names of a page in their order. Out: for each the chances of its rows, the likeliest first. A row begins with
what it is and how many live there; then the rows of all names weigh on each other in rounds: near ones gain, those of a
country or division named elsewhere gain, and what a name is told to lie in ("Paris, Texas") settles it, there and
wherever the same name stands again.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.events.places.gazetteer import Found
from sayso.events.places.names import Meaning

MOST = 14  # rows of one name that are weighed, by what they begin with
ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each sign counts; chosen on half of two collections, see docs/events.md."""

    people: float = 0.32
    country: float = 4.0
    first: float = 2.6
    second: float = -1.0
    seat: float = 0.8
    capital: float = 4.0
    region: float = 2.0
    quarter: float = -0.6
    other: float = -0.8
    near: float = 3.4
    reach: float = 200.0
    same_country: float = 1.1
    same_first: float = 3.0
    inside: float = 9.0
    own: float = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One name of a page: its words, and the words of the place that it is told to lie in, if any."""

    words: str
    inside: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A row and the chance that it is meant."""

    row: Found
    chance: float


def resolve(
    names: Sequence[Named], meanings: Mapping[str, Meaning], weights: Weights | None = None
) -> dict[str, tuple[Chance, ...]]:
    """Return for each of the different names the chances of its rows, the likeliest first."""
    weights = weights or Weights()
    different = [name for name in dict.fromkeys(named.words for named in names) if name in meanings]
    if not different:
        return {}
    counts: dict[str, int] = defaultdict(int)
    told: dict[str, set[str]] = defaultdict(set)
    for named in names:
        counts[named.words] += 1
        if named.inside:
            told[named.words].add(named.inside)
    held = {name: _begin(meanings[name], weights) for name in different}
    for name in different:
        for inside in told[name]:
            if inside in meanings:
                _settle(held[name], meanings[name], meanings[inside], weights)
        held[name] = sorted(held[name], key=lambda pair: -pair[1])[:MOST]
    rows = [row for name in different for row, _ in held[name]]
    begun = np.array([score for name in different for _, score in held[name]])
    edges = np.cumsum([0, *(len(held[name]) for name in different)])
    chances = _weigh(rows, begun, edges, np.array([counts[name] for name in different], dtype=float), weights)
    return {
        name: tuple(
            sorted(
                (Chance(row=rows[n], chance=float(chances[n])) for n in range(start, end)),
                key=lambda each: -each.chance,
            )
        )
        for name, start, end in zip(different, edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    }


def _begin(meaning: Meaning, weights: Weights) -> list[tuple[Found, float]]:
    """Return the rows of a name with what each begins with."""
    return [(row, _prior(row, meaning, weights)) for row in meaning.rows]


def _prior(row: Found, meaning: Meaning, weights: Weights) -> float:
    score = weights.people * row.people
    feature = row.feature
    if feature.startswith(("PCL", "TERR")):
        score += weights.country
    elif feature == "ADM1":
        score += weights.first
    elif feature.startswith("ADM"):
        score += 0.0 if meaning.sort in {"second", "division"} else weights.second
    elif feature == "PPLC":
        score += weights.capital
    elif feature in {"PPLA", "PPLA2"}:
        score += weights.seat
    elif feature in {"PPLX", "PPLL", "PPLA4", "PPLA5", "PPLF"}:
        score += weights.quarter
    elif not feature.startswith("PPL"):
        score += weights.region
    if row.other and not meaning.people:
        score += weights.other
    return score + (weights.own if row.row < 0 else 0.0)


def _settle(held: list[tuple[Found, float]], meaning: Meaning, holder: Meaning, weights: Weights) -> None:
    """Let the rows that lie in what a name is told to lie in gain."""
    for number, (row, score) in enumerate(held):
        if any(lies_in(row, other) for other in holder.rows):
            held[number] = (row, score + weights.inside)


def lies_in(row: Found, other: Found) -> bool:
    """Whether a place lies in a country, a division, or near a town that it is told with."""
    if row.row == other.row:
        return False
    if other.feature.startswith(("PCL", "TERR")):
        return row.country == other.country and not row.feature.startswith("PCL")
    if other.feature == "ADM1":
        return row.first == other.row
    return other.feature.startswith("ADM") and row.second == other.row


def _weigh(
    rows: Sequence[Found], begun: NDArray[np.float64], edges: NDArray[np.int64], counts: NDArray[np.float64],
    weights: Weights,
) -> NDArray[np.float64]:  # fmt: skip
    """Return the chance of each row within its name, after the names have weighed on each other."""
    names = np.repeat(np.arange(len(counts)), np.diff(edges))
    pull = _pulls(rows, names, weights)
    loud = np.minimum(counts, 4) ** 0.5
    chances = _soft(begun, names)
    if len(counts) == 1:
        return chances
    for _ in range(ROUNDS):
        pulled = pull * chances[None, :]
        best = np.maximum.reduceat(pulled, edges[:-1], axis=1)  # the row of each other name that pulls most
        best[np.arange(len(rows)), names] = 0
        weight = np.broadcast_to(loud, best.shape).copy()
        weight[np.arange(len(rows)), names] = 0
        ordered = np.sort(best * weight, axis=1)[:, ::-1]
        gain = ordered[:, :6] @ (0.7 ** np.arange(min(6, ordered.shape[1])))
        chances = _soft(begun + gain, names)
    return chances


def _pulls(rows: Sequence[Found], names: NDArray[np.int64], weights: Weights) -> NDArray[np.float64]:
    """Return (R, R): how much each row gains by each other, were that one sure."""
    latitudes, longitudes = (np.radians([getattr(row, what) for row in rows]) for what in ("latitude", "longitude"))
    part = np.sin((latitudes[:, None] - latitudes) / 2) ** 2
    part += np.cos(latitudes[:, None]) * np.cos(latitudes) * np.sin((longitudes[:, None] - longitudes) / 2) ** 2
    distance = 12742 * np.arcsin(np.sqrt(np.clip(part, 0, 1)))
    points = np.array([not row.feature.startswith(("PCL", "TERR", "CONT", "RGN", "OCN", "SEA")) for row in rows])
    firsts = np.array([row.row if row.feature == "ADM1" else row.first or -1 - n for n, row in enumerate(rows)])
    codes: dict[str, int] = {}
    countries = np.array([codes.setdefault(row.country or f"?{n}", len(codes)) for n, row in enumerate(rows)])
    pull: NDArray[np.float64] = weights.near * np.exp(-distance / weights.reach) * (points[:, None] & points)
    pull = np.maximum(pull, weights.same_first * (firsts[:, None] == firsts))
    pull = np.maximum(pull, weights.same_country * (countries[:, None] == countries))
    pull[names[:, None] == names] = 0
    return pull


def _soft(scores: NDArray[np.float64], names: NDArray[np.int64]) -> NDArray[np.float64]:
    most = np.full(names[-1] + 1, -math.inf)
    np.maximum.at(most, names, scores)
    shares = np.exp(scores - most[names])
    chances: NDArray[np.float64] = shares / np.bincount(names, shares)[names]
    return chances
