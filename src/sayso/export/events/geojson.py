"""Write events as GeoJSON (RFC 7946): one FeatureCollection, a feature a version of an event.

In: sheets. Out: bytes, a feature at a time. Positions are longitude, latitude in degrees of WGS 84; a version whose
place is not told or not resolved has a null geometry. Properties are the columns of the table of versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.export.events.rows import Row, version_rows
from sayso.export.events.sheets import EventSheet
from sayso.export.json.page import one_line


def write(sheets: Iterable[EventSheet]) -> Iterator[bytes]:
    """Yield the collection."""
    yield b'{"type":"FeatureCollection","features":['
    apart = b"\n"
    for row in version_rows(sheets):
        yield apart + one_line(_feature(row))
        apart = b",\n"
    yield b"\n]}\n"


def _feature(row: Row) -> Row:
    known = row["latitude"] is not None and row["longitude"] is not None
    point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]} if known else None
    told = {name: value for name, value in row.items() if name not in ("latitude", "longitude")}
    return {"type": "Feature", "id": row["id"], "geometry": point, "properties": told}
