"""Write events in the 40 columns of POLECAT's weekly files: tab-separated, one event a row.

In: sheets. Out: bytes, a row at a time. Only what somebody tells as having taken place goes out, since POLECAT has no
column for the rest; texts that are not known are "None", as in those files, numbers that are not known are empty. The
last column says that a machine read it, or who checked it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from sayso.export.events.countries import find_country
from sayso.export.events.plover import QUAD_CODES
from sayso.export.events.sheets import EventSheet, occurred
from sayso.export.events.summary import Summary, summarise
from sayso.export.json.page import encodable
from sayso.export.tables.csv_rows import guard
from sayso.records import Candidate, Party, day_of

_PARTY = (
    "{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw", "Wikipedia {} ID",
)  # fmt: skip
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(name.format("Actor") for name in _PARTY), *(name.format("Recipient") for name in _PARTY),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
_NUMBERS = frozenset({"Intensity", "Latitude", "Longitude", "GeoNames ID"})
_WHITE = re.compile(r"\s+")
_LANGUAGES = {"en": "English"}
_APART = "; "


def write(sheets: Iterable[EventSheet]) -> Iterator[bytes]:
    """Yield the names of the columns, then the events."""
    yield _line(COLUMNS)
    for sheet in sheets:
        story = _story(sheet)
        for versions in occurred(sheet):
            row = _row(sheet, summarise(sheet, versions)) | story
            yield _line([_cell(name, row.get(name)) for name in COLUMNS])


def _line(cells: Sequence[str]) -> bytes:
    """Return one line; a cell that holds quotation marks stands in quotation marks, as readers of such files expect."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter="\t", lineterminator="\n").writerow(cells)
    return buffer.getvalue().encode("utf-8", "backslashreplace")


def _row(sheet: EventSheet, event: Summary) -> dict[str, object]:
    moment, lead = event.moment, event.lead
    one_day = moment is not None and moment.start is not None and moment.start == moment.end
    confidence = "" if event.confidence is None else f"; confidence {event.confidence:.2f}"
    return {
        "Event ID": event.id,
        "Event Date": moment.start if one_day and moment else None,
        "Event Type": lead.event_type,
        "Event Mode": event.mode,
        "Quad Code": QUAD_CODES.get(lead.event_type),
        "Contexts": _APART.join(event.contexts),
        **_parties("Actor", sheet, event.actors),
        **_parties("Recipient", sheet, event.recipients),
        **_where(sheet, event),
        "Version": f"sayso {sheet.reading.run.version}; {sheet.vouched(lead)}{confidence}",
    }


def _parties(side: str, sheet: EventSheet, parties: Sequence[Party]) -> dict[str, object]:
    """Return the eight columns of a side; those who act together stand apart by `; `, in one order in each column."""
    words = [sheet.document.quote(party.span) for party in parties]
    countries = list(dict.fromkeys(party.country for party in parties if party.country))
    known = [country.cow for code in countries if (country := find_country(code)) and country.cow]
    sectors = list(dict.fromkeys(sector for party in parties for sector in party.sectors))
    values = (
        _APART.join(party.entity or said for party, said in zip(parties, words, strict=True)),
        _APART.join(countries),
        _APART.join(map(str, known)),
        sectors[0] if sectors else None,
        _APART.join(sectors),
        None,
        _APART.join(words),
        None,
    )
    return dict(zip((name.format(side) for name in _PARTY), values, strict=True))


def _where(sheet: EventSheet, event: Summary) -> dict[str, object]:
    if event.place is None:
        return {}
    found, precision = event.place.resolved, event.place.precision
    raw: dict[str, object] = {"Raw Placename": sheet.document.quote(event.place.span)}
    if found is None:
        return raw
    return raw | {
        "Placename": found.name,
        "City": found.name if precision == "city" else None,
        "Province": found.division or (found.name if found.feature == "ADM1" else None),
        "District": found.name if found.feature == "ADM2" else None,
        "Country": _alpha3(found),
        "Latitude": found.latitude,
        "Longitude": found.longitude,
        "GeoNames ID": found.geonames_id,
        "Feature Type": found.feature,
    }


def _alpha3(found: Candidate) -> str | None:
    country = find_country(found.country)
    return country.alpha3 if country else found.country


def _story(sheet: EventSheet) -> dict[str, object]:
    document = sheet.document
    named: dict[str, list[str]] = {"named": [], "body": []}
    for statement in sheet.statements.values():
        if statement.entity and statement.naming in named:
            named[statement.naming].append(statement.entity)
    places = (place.resolved.name for place in sheet.places.values() if place.resolved)
    return {
        "Source": document.outlet or encodable(sheet.reading.page.location),
        "Publication Date": day_of(document.published),
        "Story People": _APART.join(dict.fromkeys(named["named"])),
        "Story Organizations": _APART.join(dict.fromkeys(named["body"])),
        "Story Locations": _APART.join(dict.fromkeys(places)),
        "Language": _LANGUAGES.get(document.language or "", document.language),
    }


def _cell(name: str, value: object) -> str:
    """Return a value on one line without tabs; of a text what a spreadsheet would not compute."""
    if value is None or value == "":
        return "" if name in _NUMBERS else "None"
    return str(guard(_WHITE.sub(" ", value).strip())) if isinstance(value, str) else str(value)
