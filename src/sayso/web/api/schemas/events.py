"""Events, places and moments of a page as types. In: nothing. Out: pydantic models of them in format 1."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from sayso.labels import CONTEXTS, EVENT_MODES, FACTUALITIES, SECTORS
from sayso.web.api.schemas.spans import QuantityShape, Span, label


class PartyShape(Span):
    """Who acts or is acted upon."""

    entity: str | None = Field(description="Who that is, where it is sure.")
    country: str | None = Field(description="ISO 3166-1 alpha-3; IGO, NGO or MNC for a body of no one country.")
    sectors: list[str] = Field(json_schema_extra={"items": {"type": "string", "enum": list(SECTORS)}})


class EventShape(BaseModel):
    """One event as one voice tells it, in the types, modes and contexts of PLOVER."""

    id: str
    event_type: str = Field(json_schema_extra={"enum": list(EVENT_MODES)})
    mode: str | None
    contexts: list[str] = Field(json_schema_extra={"items": {"type": "string", "enum": list(CONTEXTS)}})
    cue: list[Span] = Field(description="The words that tell its type.")
    actors: list[PartyShape]
    recipients: list[PartyShape]
    reciprocal: bool = Field(description="Whether the actors do it to each other.")
    place: str | None = Field(description="The id of a place of the same page.")
    moment: str | None = Field(description="The id of a moment of the same page.")
    date: str | None = Field(description="The moment's value; without one the page's day where it is told as news.")
    quantities: list[QuantityShape]
    statement: str | None = Field(description="The innermost statement that tells it; null where the author does.")
    source: str | None = Field(description="Who tells it; null where the author does.")
    factuality: str | None = Field(
        json_schema_extra=label(FACTUALITIES), description="How sure the source is of it (FactBank)."
    )
    stand: Literal["actual", "denied", "ordered", "planned", "feared", "hypothetical", "historical"]
    confidence: float | None = Field(description="that there is such an event, and that its type is right")
    status: Literal["machine", "confirmed", "corrected", "rejected"]


class CandidateShape(BaseModel):
    """A place that a name may mean."""

    name: str
    geonames_id: int | None = Field(description="Null for a row of the user's own gazetteer.")
    feature: str = Field(description="A GeoNames feature code.")
    country: str | None = Field(description="ISO 3166-1 alpha-2")
    division: str | None
    latitude: float
    longitude: float


class PlaceShape(Span):
    """A name of a place."""

    id: str
    role: Literal["where", "whose"] = Field(description="whose: a government or people, as in “Washington said”.")
    resolved: CandidateShape | None = Field(description="Null where it could be many, or is not known.")
    candidates: list[CandidateShape] = Field(description="Those it may be, the likeliest first.")
    precision: Literal["point", "city", "division", "country", "region"] | None
    confidence: float | None = Field(description="that resolved is right")


class MomentShape(Span):
    """An expression of time; its days count both."""

    id: str
    value: str | None = Field(description="ISO 8601; null where the page does not pin it.")
    first_day: str | None
    last_day: str | None
    granularity: Literal[
        "time", "part", "day", "week", "month", "season", "quarter", "year", "decade", "century", "span"
    ]
    anchor: Literal["itself", "document", "dateline", "named"] | None
