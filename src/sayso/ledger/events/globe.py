"""Distances on the globe, as conditions that an index answers first.

In: degrees and kilometres. Out: a point on a globe of radius 1; the condition that a row of `events` lies near.

A box of latitudes and longitudes is looked up, then the straight line through the globe is measured, which is shorter
exactly where the way around is, and takes no functions of angles that a database may lack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import asin, cos, pi, radians, sin
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from sayso.ledger.event_answers import Near
from sayso.ledger.store.event_tables import events

RADIUS = 6371.0088  # kilometres, the mean one of the earth


def point(latitude: float, longitude: float) -> tuple[float, float, float]:
    """Return where a place lies on a globe of radius 1."""
    up, east = radians(latitude), radians(longitude)
    return cos(up) * cos(east), cos(up) * sin(east), sin(up)


def is_near(near: Near, column: Callable[[ColumnElement[Any]], ColumnElement[Any]]) -> ColumnElement[bool]:
    """Return the condition that an event was near; `column` makes what is asked of latitude and longitude of them."""
    angle = min(near.kilometres / RADIUS, pi)
    here = point(near.latitude, near.longitude)
    apart = [(column - value) * (column - value) for column, value in zip(_XYZ, here, strict=True)]
    chord = (2 * sin(angle / 2)) ** 2 + 1e-15  # rounding leaves a place at no distance from itself a little off
    return and_(*_box(near, angle, column), apart[0] + apart[1] + apart[2] <= chord)


_XYZ = (events.c.x, events.c.y, events.c.z)


def _box(
    near: Near, angle: float, column: Callable[[ColumnElement[Any]], ColumnElement[Any]]
) -> Iterator[ColumnElement[bool]]:
    latitude, longitude = column(events.c.latitude), column(events.c.longitude)
    wide = angle * 180 / pi + 1e-6
    yield latitude.between(near.latitude - wide, near.latitude + wide)
    reach = sin(angle) / max(cos(radians(near.latitude)), 1e-12)
    if abs(near.latitude) + wide >= 90 or reach >= 1:
        return  # a pole lies within: every longitude may be near
    east = asin(reach) * 180 / pi + 1e-6
    west, east = near.longitude - east, near.longitude + east
    here = longitude.between(west, east)
    if west < -180:
        yield or_(here, longitude >= west + 360)
    elif east > 180:
        yield or_(here, longitude <= east - 360)
    else:
        yield here
