"""The rows that events are found by: made, removed.

In: a document, and what a reading of it tells of events. Out: rows of `events`, `event_labels` and `event_words`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, delete, insert

from sayso.ledger.event_answers import EventTexts
from sayso.ledger.events.globe import point
from sayso.ledger.events.judging import Told
from sayso.ledger.index.counted import name_key
from sayso.ledger.store.codec import pack, storable
from sayso.ledger.store.event_tables import event_labels, events
from sayso.ledger.store.fulltext import add_words, event_words
from sayso.ledger.store.schema import UNKNOWN_DAY, statement_key
from sayso.records import Document, Event, Moment, Party, Place, Span

LONG = "long"  # the month of events that go on for longer than `MONTHS`, or whose days are open
MONTHS = 24
_BATCH = 500
_AROUND = 160  # characters of the passage on either side of the cue


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the record of a row holds."""

    event: Event
    place: Place | None
    moment: Moment | None
    texts: EventTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Which page and reading rows are of, and the newest judgement of each event, by its place in the reading."""

    page_key: int
    reading_key: int
    judged: Mapping[int, int]


def add_events(connection: Connection, document: Document, told: Told, whose: Whose) -> None:
    """Add what finds the events of a reading."""
    places, moments = {each.id: each for each in told.places}, {each.id: each for each in told.moments}
    blocks = _Blocks(document)
    kept = {
        statement_key(whose.reading_key, position): _kept(document, blocks, event, places, moments)
        for position, event in enumerate(told.events)
    }
    if not kept:
        return
    newest = {statement_key(whose.reading_key, at): key for at, key in whose.judged.items()}
    rows = [
        _columns(document, each)
        | {"key": key, "page_key": whose.page_key, "reading_key": whose.reading_key, "judgement_key": newest.get(key)}
        for key, each in sorted(kept.items())
    ]
    connection.execute(insert(events), rows)
    labels = sorted((*label, key) for key, each in kept.items() for label in _labels(each))
    if labels:
        connection.execute(insert(event_labels), [dict(zip(_LABEL, label, strict=True)) for label in labels])
    add_words(connection, event_words, [{"rowid": key, **_words(each)} for key, each in sorted(kept.items())])


def remove_events(connection: Connection, keys: Select[Any]) -> None:
    """Remove events; `keys` selects theirs."""
    found = list(connection.execute(keys).scalars())
    for some in (found[at : at + _BATCH] for at in range(0, len(found), _BATCH)):
        connection.execute(delete(event_labels).where(event_labels.c.event_key.in_(some)))
        connection.execute(delete(event_words).where(event_words.c.rowid.in_(some)))
        connection.execute(delete(events).where(events.c.key.in_(some)))


def months_of(first: int, last: int) -> Iterator[str]:
    """Yield the months of days, given as ordinals, or that they are long or open."""
    if not first or last >= UNKNOWN_DAY:
        yield LONG
        return
    begin, end = date.fromordinal(first), date.fromordinal(last)
    count = (end.year - begin.year) * 12 + end.month - begin.month + 1
    if count > MONTHS:
        yield LONG
        return
    for at in range(begin.month - 1, begin.month - 1 + count):
        yield f"{begin.year + at // 12:04}-{at % 12 + 1:02}"


_LABEL = ("kind", "value", "event_key")


def _kept(
    document: Document, blocks: _Blocks, event: Event, places: Mapping[str, Place], moments: Mapping[str, Moment]
) -> Kept:
    place, moment = places.get(event.place or ""), moments.get(event.moment or "")
    quote = document.quote
    texts = EventTexts(
        cue=tuple(map(quote, event.cue)),
        actors=tuple(quote(party.span) for party in event.actors),
        recipients=tuple(quote(party.span) for party in event.recipients),
        quantities=tuple(quote(amount.span) for amount in event.quantities),
        place=quote(place.span) if place else None,
        moment=quote(moment.span) if moment else None,
        passage=quote(blocks.passage(event.cue[0])),
    )
    return Kept(event=event, place=place, moment=moment, texts=texts)


class _Blocks:
    """The blocks and comments of a document in the order of its text: which of them holds a place."""

    def __init__(self, document: Document) -> None:
        comments = (each.span for each in document.comments if each.span)
        self._spans = sorted((*(block.span for block in document.blocks), *comments), key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]
        self._text = document.text

    def passage(self, cue: Span) -> Span:
        """Return the words around a cue, whole ones, within its block or comment."""
        at = bisect_right(self._starts, cue.start) - 1
        within = self._spans[at] if at >= 0 and self._spans[at].overlaps(cue) else cue
        start, end = max(within.start, cue.start - _AROUND), min(within.end, cue.end + _AROUND)
        while within.start < start < cue.start and not self._text[start - 1].isspace():
            start += 1
        while within.end > end > cue.end and not self._text[end].isspace():
            end -= 1
        return Span(start=min(start, cue.start), end=max(end, cue.end))


def _columns(document: Document, kept: Kept) -> dict[str, Any]:
    event, place = kept.event, kept.place
    where = place.resolved if place else None
    days = _days(kept.moment)
    x, y, z = point(where.latitude, where.longitude) if where else (None, None, None)
    return {
        "id": event.id,
        "statement": event.statement,
        "layer": "comment" if _in_comment(document, event) else "article",
        "event_type": event.event_type,
        "mode": event.mode,
        "factuality": event.factuality,
        "stand": event.stand,
        "status": event.status,
        "source": storable(event.source),
        "holder": name_key(storable(event.source)),
        "confidence": event.confidence,
        "first_day": days[0] if days else None,
        "last_day": days[1] if days else None,
        "place": storable(where.name if where else kept.texts.place),
        "place_country": where.country if where else None,
        "latitude": where.latitude if where else None,
        "longitude": where.longitude if where else None,
        "x": x,
        "y": y,
        "z": z,
        "record": pack(kept),
    }


def _in_comment(document: Document, event: Event) -> bool:
    start = event.cue[0].start
    return any(each.span is not None and each.span.start <= start < each.span.end for each in document.comments)


def _days(moment: Moment | None) -> tuple[int, int] | None:
    if moment is None or (moment.start is None and moment.end is None):
        return None
    return moment.start.toordinal() if moment.start else 0, moment.end.toordinal() if moment.end else UNKNOWN_DAY


def _labels(kept: Kept) -> set[tuple[str, str]]:
    event = kept.event
    found = {("context", each) for each in event.contexts}
    found |= {("country", each.country) for each in (*event.actors, *event.recipients) if each.country}
    days = _days(kept.moment)
    return found | ({("month", each) for each in months_of(*days)} if days else set())


def _words(kept: Kept) -> dict[str, str | int]:
    event, texts, place = kept.event, kept.texts, kept.place
    where = place.resolved if place else None
    return {
        "actor": _joined(*texts.actors, *map(_named, event.actors)),
        "recipient": _joined(*texts.recipients, *map(_named, event.recipients)),
        "place": _joined(texts.place, where.name if where else None, where.division if where else None),
        "source": event.source or "",
        "text": _joined(*texts.cue, *texts.quantities, texts.moment),
    }


def _named(party: Party) -> str | None:
    return party.entity


def _joined(*words: str | None) -> str:
    return " ".join(filter(None, words))
