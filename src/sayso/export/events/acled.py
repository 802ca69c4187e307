"""Write events in ACLED's 31 columns and ours behind them: CSV, one event a row, or one source's version a row.

In: sheets. Out: bytes, a row at a time, guarded as the CSV of statements is. ACLED keeps the lowest of conflicting
tolls; so does `fatalities`, and `tolls` has them all, each with who tells it. Only what somebody tells as having taken
place is a row of events; versions go out whatever they say. Types that do not follow plainly from PLOVER's are empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sayso.export.events.countries import find_country
from sayso.export.events.plover import CIVILIANS, acled_actor, acled_type
from sayso.export.events.sheets import EventSheet, happened, occurred
from sayso.export.events.summary import Summary, sentence_of, summarise
from sayso.export.json.page import encodable
from sayso.export.json.spans import span_object
from sayso.export.tables.csv_rows import write_rows
from sayso.records import Event, Moment, Party, Place, Span

ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_OURS = (
    "tolls", "versions", "told_by", "plover_type", "plover_mode", "plover_contexts", "status", "vouched", "confidence",
    "page_id", "page_location",
)  # fmt: skip
COLUMNS = (*ACLED, *_OURS)
VERSION_COLUMNS = (*ACLED, *_OURS, "version_id", "factuality", "stand", "took_place", "statement_id", "places")
_TIMES = {"time": 1, "part": 1, "day": 1, "week": 2, "month": 3}
_MOST_NOTES = 600
_APART = "; "

_Row = dict[str, Any]


def write(sheets: Iterable[EventSheet]) -> Iterator[bytes]:
    """Yield the names of the columns, then the events."""
    return write_rows(COLUMNS, (_row(sheet, summarise(sheet, each)) for sheet in sheets for each in occurred(sheet)))


def write_versions(sheets: Iterable[EventSheet]) -> Iterator[bytes]:
    """Yield the names of the columns, then each version of each event; those of one event share `event_id_cnty`."""
    return write_rows(VERSION_COLUMNS, (row for sheet in sheets for row in _version_rows(sheet)))


def _version_rows(sheet: EventSheet) -> Iterator[_Row]:
    for versions in sheet.groups:
        event_id = _event_id(sheet, summarise(sheet, versions))
        for event in versions:
            yield _row(sheet, summarise(sheet, [event])) | {
                "event_id_cnty": event_id,
                "versions": len(versions),
                "version_id": event.id,
                "factuality": event.factuality,
                "stand": event.stand,
                "took_place": happened(event),
                "statement_id": event.statement,
                "places": ";".join(_extent(sheet, span) for span in event.cue),
            }


def _row(sheet: EventSheet, event: Summary) -> _Row:
    lead, page = event.lead, sheet.reading.page
    return {
        "event_id_cnty": _event_id(sheet, event),
        **_when(event.moment),
        **_what(sheet, event),
        **_where(event.place, sheet),
        "source": sheet.document.outlet or encodable(page.location),
        "notes": _notes(sheet, event),
        "fatalities": None if event.fatalities is None else f"{event.fatalities:.12g}",
        "tags": _crowd(lead) if lead.event_type == "PROTEST" else None,
        "timestamp": int(page.fetched_at.timestamp()) if page.fetched_at else None,
        "tolls": _APART.join(event.tolls),
        "versions": len(event.versions),
        "told_by": _APART.join(event.told),
        "plover_type": lead.event_type,
        "plover_mode": event.mode,
        "plover_contexts": _APART.join(event.contexts),
        "status": lead.status,
        "vouched": sheet.vouched(lead),
        "confidence": event.confidence,
        "page_id": page.id,
        "page_location": encodable(page.location),
    }


def _event_id(sheet: EventSheet, event: Summary) -> str:
    country = find_country(event.place.resolved.country) if event.place and event.place.resolved else None
    return f"{country.alpha3}{event.id}" if country else event.id


def _when(moment: Moment | None) -> _Row:
    if moment is None or moment.start is None:
        return {}
    precision = _TIMES.get(moment.granularity)
    one_year = moment.end is not None and moment.end.year == moment.start.year
    return {
        "event_date": moment.start.isoformat() if precision else None,
        "year": moment.start.year if one_year else None,
        "time_precision": precision,
    }


def _what(sheet: EventSheet, event: Summary) -> _Row:
    lead = event.lead
    acting, hit = _sectors(event)
    disorder, broad, fine = acled_type(lead.event_type, event.mode, acting, hit)
    actors = [_name(sheet, party) for party in event.actors]
    recipients = [_name(sheet, party) for party in event.recipients]
    if lead.reciprocal and not recipients:  # who do the same to each other are two sides there
        actors, recipients = actors[:1], actors[1:]
    one = acled_actor(lead.event_type, event.mode, acting, acts=True) if actors else None
    other = acled_actor(lead.event_type, event.mode, hit, acts=False) if recipients else None
    targeted = other == CIVILIANS and disorder == "Political violence"
    return {
        "disorder_type": disorder,
        "event_type": broad,
        "sub_event_type": fine,
        "actor1": actors[0] if actors else None,
        "assoc_actor_1": _APART.join(actors[1:]),
        "inter1": one,
        "actor2": recipients[0] if recipients else None,
        "assoc_actor_2": _APART.join(recipients[1:]),
        "inter2": other,
        "interaction": f"{one}-{other}" if one and other else None,
        "civilian_targeting": "Civilian targeting" if targeted else None,
    }


def _sectors(event: Summary) -> tuple[list[str], list[str]]:
    """Return the sectors of the first who acts and of the first acted upon; where it is mutual, of two who act."""
    sides = [event.actors[:1], event.recipients[:1]]
    if event.lead.reciprocal and not event.recipients:
        sides[1] = event.actors[1:2]
    acting, hit = ([sector for party in side for sector in party.sectors] for side in sides)
    return acting, hit


def _name(sheet: EventSheet, party: Party) -> str:
    return party.entity or sheet.document.quote(party.span)


def _where(place: Place | None, sheet: EventSheet) -> _Row:
    if place is None:
        return {}
    found = place.resolved
    if found is None:  # as it is written: which place it is, is not known
        return {"location": sheet.document.quote(place.span)}
    country = find_country(found.country)
    return {
        "iso": country.number if country else None,
        "country": country.name if country else None,
        "admin1": found.division or (found.name if found.feature == "ADM1" else None),
        "location": found.name,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "geo_precision": {"point": 1, "city": 1, "division": 3}.get(place.precision or ""),
    }


def _notes(sheet: EventSheet, event: Summary) -> str:
    """Return the sentence that the surest voice tells it in, who tells it, and every toll."""
    words = sentence_of(sheet, event.lead)
    cut = words if len(words) <= _MOST_NOTES else words[: _MOST_NOTES - 1] + "…"
    vouched = sheet.vouched(event.lead)
    tolls = f" Numbers: {_APART.join(event.tolls)}." if event.tolls else ""
    return f"{cut} [Told by: {_APART.join(event.told)}.{tolls} {vouched}.]".strip()


def _crowd(event: Event) -> str | None:
    counts = [amount for amount in event.quantities if amount.counts == "protesters"]
    signs = {"=": "", ">=": "at least ", "<=": "at most ", "~": "around "}
    return f"crowd size={signs[counts[0].bound]}{counts[0].value:,.12g}" if counts else None


def _extent(sheet: EventSheet, span: Span) -> str:
    found = span_object(sheet.document, span)
    return "?" if found["start"] is None else f"{found['start']}-{found['end']}"
