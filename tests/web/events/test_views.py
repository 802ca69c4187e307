"""Maps and months: what points lie in a window, and that months follow each other without a gap."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger import PlaceCount
from sayso.web.event_charts import draw_map, draw_months
from sayso.web.views.events.outlines import HIGH, WIDE, outline_path, window_around
from sayso.web.views.events.spread import columns_of, spots_of

_points = st.lists(st.tuples(st.floats(-180, 180), st.floats(-58, 82)), min_size=1, max_size=8)


@given(_points)
def test_every_point_lies_in_its_window(points: list[tuple[float, float]]) -> None:
    window = window_around(points)
    for point in points:
        x, y = window.place(*point)
        assert -0.1 <= x <= WIDE + 0.1
        assert -0.1 <= y <= HIGH + 0.1


def test_north_is_up_and_east_is_right() -> None:
    window = window_around([(35.9, 34.9), (37.1, 36.2)])
    (west, south), (east, north) = window.place(35.9, 34.9), window.place(37.1, 36.2)
    assert west < east
    assert north < south


def test_coasts_are_drawn_where_they_lie() -> None:
    path = str(outline_path(window_around([]), "land"))
    starts = [(int(x) / 10, int(y) / 10) for x, y in re.findall(r"M(-?\d+) (-?\d+)", path)]
    assert len(starts) > 80
    assert all(-1 <= x <= WIDE + 1 for x, _ in starts)
    steps = [int(step) for line in re.findall(r"l([^Z]*)", path) for step in re.findall(r"-?\d+", line)]
    assert max(map(abs, steps)) < 0.1 * 10 * WIDE  # no line leaps over the map from edge to edge
    near = outline_path(window_around([(35.9, 34.9)]), "land")
    assert 0 < len(near) < len(path) / 2  # only what is seen is sent


def test_places_with_more_accounts_have_larger_discs() -> None:
    places = [
        PlaceCount(name=name, country="UA", latitude=latitude, longitude=30.0, events=number)
        for name, latitude, number in (("Halm", 50.0, 9), ("Dorvik", 49.0, 1))
    ]
    radii = [float(each) for each in re.findall(r' r="([\d.]+)"', draw_map(spots_of(places, {"type": "ASSAULT"})))]
    assert radii[0] > radii[1] > 0
    assert 'href="/events?type=ASSAULT&amp;place=Halm"' in draw_map(spots_of(places, {"type": "ASSAULT"}))
    assert draw_map(()) == ""


@given(st.dictionaries(st.dates(date(2020, 1, 1), date(2026, 12, 31)).map(lambda d: f"{d:%Y-%m}"), st.integers(1, 9),
                       max_size=6))  # fmt: skip
def test_months_follow_each_other_and_none_is_lost(months: dict[str, int]) -> None:
    columns = columns_of(months.items(), {})
    assert sum(column.number for column in columns) == sum(months.values())
    spans = [re.findall(r"\d{4}-\d\d-\d\d", column.address) for column in columns]
    for (_, last), (first, _) in pairwise(spans):
        assert (date.fromisoformat(first) - date.fromisoformat(last)).days == 1
    drawn = draw_months(columns)
    assert drawn.count("<rect") == sum(1 for column in columns if column.number)


def test_years_stand_where_months_are_too_many() -> None:
    columns = columns_of((("1999-12", 2), ("2024-05", 3)), {"type": "AID"})
    assert [columns[0].name, columns[-1].name, len(columns)] == ["1999", "2024", 26]
    assert columns[0].address == "/events?type=AID&since=1999-01-01&until=1999-12-31"
