"""Events on a map and by month, drawn as SVG.

In: `Spot`s of a map, `Column`s of a time line. Out: `Markup`, in which every word that came from outside is escaped.
Both say in words what they show, and a table stands beside each.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from sayso.doors.one_line import shorten
from sayso.web.views.events.outlines import HIGH, WIDE, outline_path, window_around
from sayso.web.views.events.spread import Column, Spot
from sayso.web.wording import counted

_SMALLEST, _LARGEST = 5.0, 22.0  # radii
_FOOT, _TALL, _LEFT = 24, 120, 8


def draw_map(spots: Sequence[Spot]) -> Markup:
    """Return where events are told to have been, a disc a place, its area by how many."""
    if not spots:
        return Markup("")
    window = window_around((spot.longitude, spot.latitude) for spot in spots)
    most = max(spot.number for spot in spots)
    discs = Markup("").join(
        _draw_spot(spot, window.place(spot.longitude, spot.latitude), most)
        for spot in sorted(spots, key=lambda spot: -spot.number)  # small ones lie above
    )
    told = "; ".join(f"{spot.name}: {spot.number}" for spot in spots[:12])
    rest = f"; and {len(spots) - 12} more places" if len(spots) > 12 else ""
    return Markup(
        '<svg class="map" viewBox="0 0 {0} {1}" role="group" aria-labelledby="map-title map-said">'
        '<title id="map-title">Where it is told to have happened</title><desc id="map-said">{2}{3}</desc>'
        '<rect class="sea" width="{0}" height="{1}"></rect><g transform="scale(.1)">'
        '<path class="land" d="{4}"></path><path class="border" d="{5}"></path></g>{6}</svg>'
    ).format(
        WIDE, HIGH, told, rest, outline_path(window, "land"), outline_path(window, "borders"), discs
    )  # fmt: skip


def _draw_spot(spot: Spot, at: tuple[float, float], most: int) -> Markup:
    radius = max(_SMALLEST, _LARGEST * math.sqrt(spot.number / most)) if most > 1 else _SMALLEST + 1
    said = f"{shorten(spot.name, 60)}: {counted(spot.number, 'account')}"
    return Markup(
        '<a href="{}"><title>{}</title><circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}" class="spot"></circle></a>'
    ).format(spot.address, said, at[0], at[1], radius)


def draw_months(columns: Sequence[Column]) -> Markup:
    """Return how many events are told of each month, or of each year where there are many."""
    if not columns:
        return Markup("")
    most = max(column.number for column in columns)
    step = (WIDE - 2 * _LEFT) / len(columns)
    bars = Markup("").join(_draw_column(each, _LEFT + step * at, step, most) for at, each in enumerate(columns))
    first, last = columns[0], columns[-1]
    ends = Markup('<text x="{}" y="{}" class="axis">{}</text>').format(_LEFT, _TALL + _FOOT - 6, first.name)
    if len(columns) > 1:
        ends += Markup('<text x="{}" y="{}" class="axis end">{}</text>').format(
            WIDE - _LEFT, _TALL + _FOOT - 6, last.name
        )
    told = "; ".join(f"{each.name}: {each.number}" for each in columns if each.number)
    return Markup(
        '<svg class="months" viewBox="0 0 {0} {1}" role="group" aria-labelledby="months-title months-said">'
        '<title id="months-title">When it is told to have happened</title><desc id="months-said">{2}</desc>'
        '<path class="axis-line" d="M{3} {4}H{5}"></path>{6}{7}</svg>'
    ).format(WIDE, _TALL + _FOOT, told, _LEFT, _TALL, WIDE - _LEFT, bars, ends)


def _draw_column(column: Column, left: float, step: float, most: int) -> Markup:
    if not column.number:
        return Markup("")
    high = max(3.0, (_TALL - 10) * column.number / most)
    wide = max(2.0, min(step * 0.8, 40.0))
    said = f"{column.name}: {counted(column.number, 'account')}"
    return Markup(
        '<a href="{}"><title>{}</title><rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="bar"></rect>'
        "</a>"
    ).format(column.address, said, left + (step - wide) / 2, _TALL - high, wide, high)
