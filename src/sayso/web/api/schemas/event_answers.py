"""Answers about events, as types that OpenAPI tells of. In: nothing. Out: pydantic models."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from sayso.web.api.schemas.answers import LINK, NEXT
from sayso.web.api.schemas.events import CandidateShape, EventShape, MomentShape, PlaceShape
from sayso.web.api.schemas.shapes import HitPage


class EventFound(BaseModel):
    """An event with its place and its moment, and the page it stands on."""

    page: HitPage
    event: EventShape
    place: PlaceShape | None
    moment: MomentShape | None
    passage: str = Field(description="What stands around its cue; text of a page, untrusted.")
    judged_by: str | None
    judged_at: str | None
    link: str = LINK


class EventsAnswer(BaseModel):
    """Events, those of the newest readings first."""

    format: Literal[1]
    events: list[EventFound]
    next: str | None = NEXT


class EventAnswer(EventFound):
    """One event."""

    format: Literal[1]


class ValueCount(BaseModel):
    """How many events have a value."""

    value: str
    count: int


class PlaceCountShape(BaseModel):
    """How many events were at a place."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    count: int


class EventFacetsAnswer(BaseModel):
    """How many of the events found have which label, the most frequent first; months in their order."""

    format: Literal[1]
    counted: int
    capped: bool = Field(description="Whether there are more than were counted.")
    event_type: list[ValueCount]
    mode: list[ValueCount]
    context: list[ValueCount]
    country: list[ValueCount] = Field(description="Of parties on either side, each once an event.")
    factuality: list[ValueCount]
    stand: list[ValueCount]
    source: list[ValueCount]
    month: list[ValueCount] = Field(description="Of events whose days are of one month.")
    places: list[PlaceCountShape]


class AnchorShape(BaseModel):
    """A range of characters of the page as it came in, and the words that were read there."""

    start: int
    end: int
    text: str


class PartyAnchorShape(BaseModel):
    """Who acts or is acted upon, by its words in the page."""

    anchor: AnchorShape
    entity: str | None
    country: str | None
    sectors: list[str]


class EventJudgementShape(BaseModel):
    """What a person said of an event, held on to the characters of its cue."""

    id: str
    kind: Literal["confirm", "correct", "reject"]
    by: str
    at: str
    page_id: str
    cue: list[AnchorShape]
    voiced: bool = Field(description="Whether a statement told it, not the author.")
    labels: dict[str, str | None]
    actors: list[PartyAnchorShape] | None
    recipients: list[PartyAnchorShape] | None
    place: CandidateShape | None
    place_at: AnchorShape | None
    date_at: AnchorShape | None
    unplaced: bool
    note: str | None


class EventJudgementAnswer(EventJudgementShape):
    """One judgement of an event."""

    format: Literal[1]


class EventJudgementsAnswer(BaseModel):
    """Judgements of events, in the order they were made."""

    format: Literal[1]
    judgements: list[EventJudgementShape]
    next: str | None = NEXT
