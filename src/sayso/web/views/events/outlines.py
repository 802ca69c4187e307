"""The part of the world that points lie in, and the outlines of its land. In: points. Out: a `Window`, paths for SVG.

Longitudes and latitudes are drawn as they are (equirectangular), longitudes drawn closer by the cosine of the middle
latitude. outlines.json is made by training/outlines.py from Natural Earth, which is in the public domain.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

from markupsafe import Markup

WIDE, HIGH = 720, 360  # of the drawing
_NARROWEST, _AROUND = 16.0, 0.25  # degrees of longitude at least; of what the points span, left around them
_WORLD = (-180.0, -58.0, 180.0, 82.0)
_NEAR = 0.8  # what two points of an outline are apart at least, of a unit of the drawing

Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A part of the world: the degrees in its middle, and how many units of the drawing a degree of each is."""

    longitude: float
    latitude: float
    across: float
    up: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a point lies in the drawing."""
        return (
            WIDE / 2 + (longitude - self.longitude) * self.across,
            HIGH / 2 - (latitude - self.latitude) * self.up,
        )


def window_around(points: Iterable[tuple[float, float]]) -> Window:
    """Return the part of the world that holds points (longitude, latitude), all of it where they are far apart."""
    known = list(points)
    west, south, east, north = _WORLD
    if known:
        west, east = min(x for x, _ in known), max(x for x, _ in known)
        south, north = min(y for _, y in known), max(y for _, y in known)
    middle = (south + north) / 2
    closer = max(math.cos(math.radians(middle)), 0.3)
    around = 1 + 2 * _AROUND
    degrees = max((east - west) * around, (north - south) * around * WIDE / HIGH / closer, _NARROWEST)
    if not known or degrees > 200:
        west, south, east, north = _WORLD
        return Window(longitude=0, latitude=(south + north) / 2, across=WIDE / 360, up=HIGH / (north - south))
    across = WIDE / degrees
    # to two digits: lists whose points lie alike share one drawing
    return Window(longitude=round((west + east) / 2, 2), latitude=round(middle, 2), across=across, up=across / closer)


@lru_cache(maxsize=64)
def outline_path(window: Window, kind: Literal["land", "borders"]) -> Markup:
    """Return the data of a path of what is seen through a window, in tenths of the drawing's units."""
    parts = []
    for line in _lines()[kind]:
        drawn = [window.place(x, y) for x, y in line]
        if _seen(drawn):
            parts.append(_path(drawn, closed=kind == "land"))
    return Markup("").join(Markup(part) for part in parts)  # noqa: S704 - numbers and letters of ours alone


def _seen(drawn: Sequence[tuple[float, float]]) -> bool:
    left, right = min(x for x, _ in drawn), max(x for x, _ in drawn)
    top, foot = min(y for _, y in drawn), max(y for _, y in drawn)
    return left < WIDE and right > 0 and top < HIGH and foot > 0


def _path(drawn: Sequence[tuple[float, float]], *, closed: bool) -> str:
    """Return a line in whole tenths, each point as a step from the one before: half as long as places would be."""
    kept = [(round(10 * drawn[0][0]), round(10 * drawn[0][1]))]
    for x, y in drawn[1:]:
        point = round(10 * x), round(10 * y)
        if max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) >= 10 * _NEAR:
            kept.append(point)
    if len(kept) < 2:
        return ""
    steps = " ".join(f"{x - left} {y - top}" for (left, top), (x, y) in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{steps}".replace(" -", "-") + ("Z" if closed else "")


@cache
def _lines() -> dict[str, tuple[Line, ...]]:
    told = json.loads((files("sayso.web.views.events") / "outlines.json").read_text(encoding="utf-8"))
    return {kind: tuple(_whole(flat) for flat in told[kind]) for kind in ("land", "borders")}


def _whole(flat: Sequence[int]) -> Line:
    x = y = 0
    points = []
    for at in range(0, len(flat), 2):
        x, y = x + flat[at], y + flat[at + 1]
        points.append((x / 10, y / 10))
    return tuple(points)
