"""Write events, places and moments of a page as JSON, format 1.

In: a document and what was read in it. Out: objects whose values are plain. An event names its place, its moment and
its statement by their ids, which stand in the same reading.
"""

from __future__ import annotations

from sayso.export.json.spans import Object, quantity_object, span_object, span_objects
from sayso.records import Candidate, Document, Event, Moment, Party, Place


def event_object(document: Document, event: Event) -> Object:
    """Return one event as one voice tells it; `statement` is null where the author tells it."""
    return {
        "id": event.id,
        "event_type": event.event_type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "cue": span_objects(document, event.cue),
        "actors": [_party(document, party) for party in event.actors],
        "recipients": [_party(document, party) for party in event.recipients],
        "reciprocal": event.reciprocal,
        "place": event.place,
        "moment": event.moment,
        "quantities": [quantity_object(document, amount) for amount in event.quantities],
        "statement": event.statement,
        "source": event.source,
        "factuality": event.factuality,
        "stand": event.stand,
        "confidence": event.confidence,
        "status": event.status,
    }


def place_object(document: Document, place: Place) -> Object:
    """Return one name of a place; `resolved` is null where it could be many, or is not known."""
    return {
        "id": place.id,
        **span_object(document, place.span),
        "role": place.role,
        "resolved": candidate_object(place.resolved) if place.resolved else None,
        "candidates": [candidate_object(each) for each in place.candidates],
        "precision": place.precision,
        "confidence": place.confidence,
    }


def candidate_object(candidate: Candidate) -> Object:
    """Return one place that a name may mean."""
    return {
        "name": candidate.name,
        "geonames_id": candidate.geonames_id,
        "feature": candidate.feature,
        "country": candidate.country,
        "division": candidate.division,
        "latitude": candidate.latitude,
        "longitude": candidate.longitude,
    }


def moment_object(document: Document, moment: Moment) -> Object:
    """Return one expression of time; `first_day` and `last_day` are the days it spans, null where open."""
    return {
        "id": moment.id,
        **span_object(document, moment.span),
        "value": moment.value,
        "first_day": moment.start.isoformat() if moment.start else None,
        "last_day": moment.end.isoformat() if moment.end else None,
        "granularity": moment.granularity,
        "anchor": moment.anchor,
    }


def _party(document: Document, party: Party) -> Object:
    return {
        **span_object(document, party.span),
        "entity": party.entity,
        "country": party.country,
        "sectors": list(party.sectors),
    }
