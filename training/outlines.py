"""Make the outlines of land and borders that maps are drawn on: `python -m training.outlines --topology FILE`.

In: `countries-110m.json` of world-atlas 2 (npm, ISC), which is Natural Earth 4.1 at 1:110 million (public domain) as
TopoJSON. Out: `outlines.json` of the web pages: lines in tenths of degrees, each a list of longitude and latitude, the
first point whole, the others as steps from the one before; `land` are closed lines, `borders` lie between countries.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "src/sayso/web/views/events/outlines.json"
_SMALLEST = 3  # points of a closed line that is kept
_LEAP = 1_800  # tenths of degrees: no two points of one coast are so far apart
Point = tuple[int, int]


def main() -> None:
    """Write the outlines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--topology", type=Path, required=True)
    topology = json.loads(parser.parse_args().topology.read_text(encoding="utf-8"))
    arcs = list(_arcs(topology))
    shared = _shared(topology)
    made = {
        "source": "Natural Earth 4.1, 1:110m, public domain",
        "by way of": "world-atlas 2, Copyright 2013-2019 Michael Bostock, ISC licence",
        "land": [_steps(line) for ring in _rings(topology["objects"]["land"]) for line in _cut(_joined(arcs, ring))],
        "borders": [_steps(line) for at in sorted(shared) for line in _cut(arcs[at])],
    }
    made["land"] = [line for line in made["land"] if len(line) >= 2 * _SMALLEST]
    TARGET.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(made['land'])} outlines, {len(made['borders'])} borders, {TARGET.stat().st_size} bytes")


def _arcs(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Yield the arcs as points in tenths of degrees, those that fall together left out."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            point = round(10 * (x * wide + west)), round(10 * (y * high + south))
            if not points or points[-1] != point:
                points.append(point)
        yield points


def _shared(topology: dict[str, Any]) -> set[int]:
    uses = Counter(
        at if at >= 0 else ~at
        for country in topology["objects"]["countries"]["geometries"]
        for ring in _rings(country)
        for at in ring
    )
    return {at for at, times in uses.items() if times > 1}


def _rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    if geometry["type"] == "GeometryCollection":
        for each in geometry["geometries"]:
            yield from _rings(each)
    elif geometry["type"] == "Polygon":
        yield from geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon


def _joined(arcs: list[list[Point]], ring: list[int]) -> list[Point]:
    points: list[Point] = []
    for at in ring:
        arc = arcs[at] if at >= 0 else arcs[~at][::-1]
        points += arc if not points else arc[1:]
    return points


def _cut(points: list[Point]) -> Iterator[list[Point]]:
    """Yield a line in pieces where it leaps from one edge of the map to the other, a closed one from a leap on."""
    leaps = [at for at in range(1, len(points)) if abs(points[at][0] - points[at - 1][0]) > _LEAP]
    if leaps and points[0] == points[-1]:
        points = points[leaps[0] : -1] + points[: leaps[0]]
    start = 0
    for at in range(1, len(points)):
        if abs(points[at][0] - points[at - 1][0]) > _LEAP:
            yield points[start:at]
            start = at
    if len(points) - start > 1:
        yield points[start:]


def _steps(points: list[Point]) -> list[int]:
    flat = list(points[0])
    for (x, y), (left, low) in zip(points[1:], points, strict=False):
        flat += [x - left, y - low]
    return flat


if __name__ == "__main__":
    main()
