"""All that a page tells of what happened: its events, places and moments, in one call.

In: a document with its statements, the encoder's states. Out: `Told`; and the same moved to another copy of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.events.coding import Page, read_events
from sayso.events.places import read_places
from sayso.events.time import read_moments
from sayso.language.encoder import States
from sayso.records import Document, Event, Moment, Party, Place, Span, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a page tells of what happened, where and when."""

    events: tuple[Event, ...]
    places: tuple[Place, ...]
    moments: tuple[Moment, ...]


def read_told(document: Document, statements: Sequence[Statement], states: States, threads: int = 0) -> Told:
    """Return what the article of a page tells of what happened."""
    places, moments = read_places(document, statements, states), read_moments(document)
    page = Page(document=document, statements=statements, states=states, places=places, moments=moments)
    return Told(events=read_events(page, threads), places=places, moments=moments)


def move_back(told: Told, document_id: str, span: Callable[[Span], Span], statements: Mapping[str, str]) -> Told:
    """Return what a document's plain copy tells as told by the document: places in it, ids, ids of statements."""
    places = tuple(replace(each, document_id=document_id, span=span(each.span)) for each in told.places)
    moments = tuple(replace(each, document_id=document_id, span=span(each.span)) for each in told.moments)
    ids = {old.id: new.id for old, new in zip(told.places, places, strict=True)}
    ids |= {old.id: new.id for old, new in zip(told.moments, moments, strict=True)}

    def moved(parties: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(replace(party, span=span(party.span)) for party in parties)

    events = tuple(
        replace(
            event,
            document_id=document_id,
            cue=tuple(map(span, event.cue)),
            actors=moved(event.actors),
            recipients=moved(event.recipients),
            place=ids[event.place] if event.place else None,
            moment=ids[event.moment] if event.moment else None,
            quantities=tuple(replace(each, span=span(each.span)) for each in event.quantities),
            statement=statements[event.statement] if event.statement else None,
        )
        for event in told.events
    )
    return Told(events=events, places=places, moments=moments)
