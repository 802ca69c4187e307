"""What a program may say of an event, with places in the page as it came in. In: JSON. Out: a `Correction`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sayso.doors import parameters as asking
from sayso.errors import BadJudgement
from sayso.ledger import Correction
from sayso.ledger.judge.anchors import find_spans
from sayso.records import Anchor, Candidate, Party, Reading, Span
from sayso.web.api.judgements import By, Range


class NewParty(Range):
    """Who acts or is acted upon, by the place of its words in the page."""

    entity: asking.Words | None = None
    country: asking.Country | None = None
    sectors: tuple[asking.Words, ...] = Field((), max_length=10)


class NewPlace(BaseModel):
    """Where it was."""

    model_config = ConfigDict(extra="forbid")

    name: asking.Words
    latitude: float = Field(ge=-90, le=90, allow_inf_nan=False)
    longitude: float = Field(ge=-180, le=180, allow_inf_nan=False)
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    geonames_id: int | None = Field(None, ge=0, le=2**31 - 1)
    at: Range | None = Field(None, description="The words of the page for it.")


class NewEventJudgement(BaseModel):
    """What a person says of an event; what is not given stays as it is."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["confirm", "correct", "reject"]
    by: By
    labels: dict[asking.Words, asking.Words | None] | None = Field(
        None, description="event_type, mode, stand, factuality, source, or date as an ISO value; null takes it away."
    )
    actors: Annotated[list[NewParty], Field(max_length=50)] | None = None
    recipients: Annotated[list[NewParty], Field(max_length=50)] | None = None
    place: NewPlace | None = None
    unplaced: bool = Field(False, description="The page does not tell where it was.")
    note: asking.Words | None = None


def correction_of(reading: Reading, given: NewEventJudgement) -> Correction | None:
    """Return what a judgement corrects, None where it corrects nothing. Raises BadJudgement."""
    told = (given.labels, given.actors, given.recipients, given.place, given.unplaced or None)
    if all(each is None for each in told):
        return None
    place = given.place
    return Correction(
        labels=given.labels or {},
        actors=_parties(reading, given.actors),
        recipients=_parties(reading, given.recipients),
        place=_candidate(place) if place else None,
        place_span=_span(reading, place.at) if place and place.at else None,
        unplaced=given.unplaced,
    )


def _candidate(place: NewPlace) -> Candidate:
    return Candidate(
        name=place.name,
        geonames_id=place.geonames_id,
        feature="",
        country=place.country,
        division=None,
        latitude=place.latitude,
        longitude=place.longitude,
    )


def _parties(reading: Reading, given: Sequence[NewParty] | None) -> tuple[Party, ...] | None:
    if given is None:
        return None
    return tuple(
        Party(span=_span(reading, each), entity=each.entity, country=each.country, sectors=each.sectors)
        for each in given
    )


def _span(reading: Reading, given: Range) -> Span:
    """Return the span of the document's text that a range of its page stands for. Raises BadJudgement."""
    anchor = Anchor(start=given.start, end=given.end, text="")
    found = find_spans(reading.document, (anchor,)) if reading.document else None
    if not found:
        raise BadJudgement(f"[{given.start}, {given.end}) is nowhere in the text that was read on {reading.page.id}.")
    return found[0]
