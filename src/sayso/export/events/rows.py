"""Make a flat record of each version of an event: labels, parties, place, day, numbers, its page and what read it.

In: sheets. Out: one mapping a version, the same keys in the same order; what is not known is None. Offsets count
characters of the page as it came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sayso.export.events.sheets import EventSheet
from sayso.export.json.page import encodable
from sayso.export.json.spans import quantity_object, span_object
from sayso.records import Event, Party

Row = dict[str, Any]


def version_rows(sheets: Iterable[EventSheet]) -> Iterator[Row]:
    """Yield the versions as rows; `event` is the id of the first version of the same event on the page."""
    for sheet in sheets:
        for group in sheet.groups:
            for event in group:
                yield version_row(sheet, event, group[0].id)


def version_row(sheet: EventSheet, event: Event, group: str) -> Row:
    """Return one version as a row; parties, cue and quantities are lists of mappings."""
    document, page, run = sheet.document, sheet.reading.page, sheet.reading.run
    return {
        "id": event.id,
        "event": group,
        "status": event.status,
        "vouched": sheet.vouched(event),
        "confidence": event.confidence,
        "event_type": event.event_type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "actors": [_party(sheet, party) for party in event.actors],
        "recipients": [_party(sheet, party) for party in event.recipients],
        "reciprocal": event.reciprocal,
        **_where(sheet, event),
        **_when(sheet, event),
        "quantities": [
            {**quantity_object(document, amount), "counts": amount.counts} for amount in event.quantities
        ],
        "told_by": sheet.told_by(event),
        "factuality": event.factuality,
        "stand": event.stand,
        "statement": event.statement,
        "cue": [span_object(document, span) for span in event.cue],
        "page_id": page.id,
        "reading_id": sheet.reading.id,
        "document_id": event.document_id,
        "location": encodable(page.location),
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published,
        "fetched_at": page.fetched_at.isoformat() if page.fetched_at else None,
        "language": document.language,
        "run_id": run.id,
        "version": run.version,
        "weights": run.weights,
    }  # fmt: skip


def _party(sheet: EventSheet, party: Party) -> Row:
    return {
        **span_object(sheet.document, party.span),
        "entity": party.entity,
        "country": party.country,
        "sectors": list(party.sectors),
    }


def _where(sheet: EventSheet, event: Event) -> Row:
    place = sheet.place(event)
    resolved = place.resolved if place else None
    return {
        "place": sheet.document.quote(place.span) if place else None,
        "place_name": resolved.name if resolved else None,
        "geonames_id": resolved.geonames_id if resolved else None,
        "feature": resolved.feature if resolved else None,
        "country": resolved.country if resolved else None,
        "division": resolved.division if resolved else None,
        "latitude": resolved.latitude if resolved else None,
        "longitude": resolved.longitude if resolved else None,
        "precision": place.precision if place else None,
        "place_confidence": place.confidence if place else None,
        "place_candidates": [each.name for each in place.candidates] if place else [],
    }


def _when(sheet: EventSheet, event: Event) -> Row:
    moment = sheet.moment(event)
    return {
        "date": moment.value if moment else None,
        "date_start": moment.start.isoformat() if moment and moment.start else None,
        "date_end": moment.end.isoformat() if moment and moment.end else None,
        "granularity": moment.granularity if moment else None,
        "date_words": sheet.document.quote(moment.span) if moment else None,
        "date_anchor": moment.anchor if moment else None,
    }
