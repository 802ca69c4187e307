"""Write events as lines of JSON: those of one page in the form that coders of events are scored by, those of a ledger.

In: a reading; an entry of a ledger's answer and the document it stands in. Out: objects whose values are plain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from sayso.export.json.events import event_object, moment_object, place_object
from sayso.export.json.page import FORMAT, encodable, one_line
from sayso.export.json.spans import Object, span_objects
from sayso.ledger import EventEntry
from sayso.records import Document, Event, EventJudgement, Party, Place, Reading, Statement

if TYPE_CHECKING:
    from sayso.ledger.ledger import Ledger


def page_line(reading: Reading) -> Object:
    """Return the events of a page, flat: words for parties and places, null events where the run looked for none."""
    head: Object = {"id": name_of(reading)}
    if reading.failure:
        return head | {"events": None, "error": encodable(reading.failure.message)}
    if reading.document is None or reading.events is None:
        return head | {"events": None}
    flat = _Flat(reading, reading.document)
    return head | {"events": [flat.event(event) for event in reading.events]}


def name_of(reading: Reading) -> str:
    """Return what a page is called in lines: the stem of its file or address, with its place in a file of many."""
    whole, mark, place = (reading.page.location or "").partition("#")
    stem = encodable(PurePath(whole.rstrip("/")).stem)
    return f"{stem}{mark}{place}" if stem else reading.page.id


def entry_object(entry: EventEntry, document: Document) -> Object:
    """Return an event that a ledger found, with its place and its moment, and the page it stands on."""
    page = {
        "id": entry.page_id,
        "location": encodable(entry.location),
        "title": entry.title,
        "outlet": entry.outlet,
        "published": entry.published,
    }
    return {
        "page": page,
        "event": event_object(document, entry.event),
        "place": place_object(document, entry.place) if entry.place else None,
        "moment": moment_object(document, entry.moment) if entry.moment else None,
        "passage": entry.texts.passage,
        "judged_by": entry.judged_by,
        "judged_at": entry.judged_at.isoformat() if entry.judged_at else None,
    }


def entry_line(entry: EventEntry, document: Document) -> Object:
    """Return the same as a line of its own."""
    return {"format": FORMAT, **entry_object(entry, document)}


def event_judgement_line(judgement: EventJudgement) -> bytes:
    """Return what a person said of an event as one line."""
    return one_line({"format": FORMAT, **event_judgement_object(judgement)})


def event_judgement_object(judgement: EventJudgement) -> Object:
    """Return what a person said of an event."""
    told: Object = msgspec.to_builtins(judgement)
    return {"id": judgement.id, **told}


def with_documents(ledger: Ledger, entries: Iterable[EventEntry]) -> Iterator[tuple[EventEntry, Document]]:
    """Yield entries with the documents they stand in; those of one page come one after the other."""
    last: tuple[str, Document | None] = ("", None)
    for entry in entries:
        if last[0] != entry.reading_id:
            last = entry.reading_id, ledger.reading(entry.reading_id).document
        if last[1] is not None:
            yield entry, last[1]


class _Flat:
    """The events of one page as flat objects."""

    def __init__(self, reading: Reading, document: Document) -> None:
        self._document = document
        self._places: dict[str, Place] = {each.id: each for each in reading.places or ()}
        self._statements: dict[str, Statement] = {each.id: each for each in reading.statements}

    def event(self, event: Event) -> Object:
        place = self._places.get(event.place or "")
        quote = self._document.quote
        return {
            "id": event.id,
            "event_type": event.event_type,
            "mode": event.mode,
            "contexts": list(event.contexts),
            "actor": self._words(event.actors),
            "actor_code": _codes(event.actors),
            "recipient": self._words(event.recipients),
            "recipient_code": _codes(event.recipients),
            "reciprocal": event.reciprocal,
            "location": quote(place.span) if place else None,
            "date": event.date,
            "factuality": event.factuality,
            "source": self._source(event),
            "quantities": {amount.counts: amount.value for amount in reversed(event.quantities) if amount.counts},
            "cue": span_objects(self._document, event.cue),
            "stand": event.stand,
            "confidence": event.confidence,
            "statement": event.statement,
        }

    def _words(self, parties: Sequence[Party]) -> list[str]:
        return [self._document.quote(party.span) for party in parties]

    def _source(self, event: Event) -> str | None:
        """Return who tells it, None for the author."""
        if event.statement is None or event.source:
            return event.source
        told = self._statements.get(event.statement)
        return " … ".join(map(self._document.quote, told.source)) or None if told else None


def _codes(parties: Sequence[Party]) -> list[list[str | None]]:
    return [[party.country, party.sectors[0] if party.sectors else None] for party in parties]
