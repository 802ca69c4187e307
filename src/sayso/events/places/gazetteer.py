"""The gazetteer that travels: what places bear a name, and where they are.

In: a name. Out: rows of the table, as numbers, and what each is. The arrays lie in `gazetteer/`, made by
`training/gazetteer.py`; they are mapped, not read, so that a page costs the few rows it asks for.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.events.places.spelling import key_of
from sayso.records.setting import Candidate

FOLDER = Path(__file__).with_name("gazetteer")
SCALE = 10_000  # coordinates are kept as ten-thousandths of a degree: eleven metres
_STEPS = 11.5  # steps of the logarithm in which populations are kept: nine in a hundred each
_ARRAYS = (
    "keys", "checks", "links", "ids", "latitudes", "longitudes", "populations", "features", "countries", "firsts",
    "seconds", "names", "ends",
)  # fmt: skip


def pack_population(people: int) -> int:
    """Return the byte that a number of people is kept as."""
    return min(255, round(math.log1p(people) * _STEPS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A row of the gazetteer as resolving needs it: `other` says that the name is not its first one."""

    row: int
    other: bool
    feature: str
    country: str
    first: int
    second: int
    people: float
    latitude: float
    longitude: float


class Gazetteer:
    """The table in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._arrays: dict[str, NDArray[Any]] = {
            name: np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray) for name in _ARRAYS
        }
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._features: list[str] = labels["features"]
        self._countries: list[str] = labels["countries"]

    def find(self, names: Sequence[str]) -> dict[str, tuple[Found, ...]]:
        """Return for each folded name that is known the places that bear it."""
        if not names:
            return {}
        keys = np.array([key_of(name) for name in names], dtype=np.uint64)
        high = (keys >> np.uint64(8)).astype(np.uint32)
        all_keys, checks, links = self._arrays["keys"], self._arrays["checks"], self._arrays["links"]
        starts = np.searchsorted(all_keys, high, side="left").tolist()
        found = {}
        for name, key, wanted, start in zip(names, keys.tolist(), high.tolist(), starts, strict=True):
            at, rows = start, []
            while at < len(all_keys) and int(all_keys[at]) == wanted:
                if int(checks[at]) == key & 255:
                    rows.append(self._found(int(links[at])))
                at += 1
            if rows:
                found[name] = tuple(rows)
        return found

    def candidate(self, row: int) -> Candidate:
        """Return a row as a record."""
        first = int(self._arrays["firsts"][row])
        return Candidate(
            name=self.name(row),
            geonames_id=int(self._arrays["ids"][row]) or None,
            feature=self._features[int(self._arrays["features"][row])],
            country=self._countries[int(self._arrays["countries"][row])] or None,
            division=self.name(first) if first else None,
            latitude=int(self._arrays["latitudes"][row]) / SCALE,
            longitude=int(self._arrays["longitudes"][row]) / SCALE,
        )

    def name(self, row: int) -> str:
        """Return the first name of a row."""
        ends = self._arrays["ends"]
        return bytes(self._arrays["names"][int(ends[row - 1]) if row else 0 : int(ends[row])]).decode()

    def _found(self, link: int) -> Found:
        arrays, row = self._arrays, link >> 1
        return Found(
            row=row,
            other=bool(link & 1),
            feature=self._features[int(arrays["features"][row])],
            country=self._countries[int(arrays["countries"][row])],
            first=int(arrays["firsts"][row]),
            second=int(arrays["seconds"][row]),
            people=int(arrays["populations"][row]) / _STEPS,
            latitude=int(arrays["latitudes"][row]) / SCALE,
            longitude=int(arrays["longitudes"][row]) / SCALE,
        )


@cache
def load_gazetteer() -> Gazetteer:
    """Return the packaged gazetteer, opened once a process."""
    return Gazetteer(FOLDER)
