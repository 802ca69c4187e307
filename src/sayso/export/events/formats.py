"""The formats that events are exported in, and the one function that every door writes them with.

In: sheets, or an open ledger and a query for events. Out: bytes as they come; one page is held at a
time, of Parquet 2,000 versions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, cast

from sayso.errors import SettingsError
from sayso.export.events.sheets import EventSheet, sheets_of_entries
from sayso.export.formats import Format

if TYPE_CHECKING:
    from sayso.ledger import EventQuery
    from sayso.ledger.ledger import Ledger

FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format(
            name="polecat",
            media_type="text/tab-separated-values; charset=utf-8",
            suffix=".tsv",
            description="POLECAT's 40 columns, an event a row",
        ),
        Format(
            name="acled",
            media_type="text/csv; charset=utf-8",
            suffix=".csv",
            description="ACLED's columns, an event a row, every toll kept",
        ),
        Format(
            name="acled_versions",
            media_type="text/csv; charset=utf-8",
            suffix=".csv",
            description="ACLED's columns, a source's version of an event a row",
        ),
        Format(
            name="geojson",
            media_type="application/geo+json",
            suffix=".geojson",
            description="GeoJSON, a source's version of an event a feature",
        ),
        Format(
            name="parquet",
            media_type="application/vnd.apache.parquet",
            suffix=".parquet",
            description="a source's version of an event a row, typed; needs the extra `arrow`",
            binary=True,
        ),
    )
}
_Writer = Callable[[Iterable[EventSheet]], Iterator[bytes]]
_WRITERS = {
    "polecat": "polecat.write",
    "acled": "acled.write",
    "acled_versions": "acled.write_versions",
    "geojson": "geojson.write",
    "parquet": "tables.write",
}


def find_format(name: str) -> Format:
    """Return a format by its name. Raises SettingsError with the names there are."""
    if name not in FORMATS:
        raise SettingsError(f"no format {name}: give one of {', '.join(FORMATS)}")
    return FORMATS[name]


def write_events(name: str, sheets: Iterable[EventSheet]) -> Iterator[bytes]:
    """Return the events of sheets in the format of this name, as bytes that are made as they are taken.

    Raises SettingsError for an unknown name, MissingExtra where the format needs what is not installed, at once.
    """
    module, function = _WRITERS[find_format(name).name].split(".")
    return cast("_Writer", getattr(import_module(f"sayso.export.events.{module}"), function))(sheets)


def stream(name: str, ledger: Ledger, query: EventQuery) -> Iterator[bytes]:
    """Return the events that a query finds in the format of this name, as bytes that are made as they are taken.

    Raises SettingsError for an unknown name, MissingExtra where the format needs what is not installed, at once. What
    readers' comments tell stays out, whatever the query asks for.
    """
    find_format(name)
    return write_events(name, sheets_of_entries(ledger, ledger.events(replace(query, comments=False))))
