"""What the tools on events answer, as types whose schemas the tools declare.

In: nothing. Out: pydantic models. The rule for `untrusted_page_text` is that of `answers`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from sayso.mcp.answers import NOTICE, PageMark, Place

TOLD = (
    "Each entry is one voice's telling of an event: the same event may be told by others otherwise. Give source and"
    " factuality with every use, and never a number without who tells it."
)


class EventPartyText(BaseModel):
    """The words of a party, and who that is where it is sure."""

    text: str
    entity: str | None


class EventParty(Place):
    """Who acts or is acted upon; `country` is ISO 3166-1 alpha-3, or IGO, NGO, MNC; sectors are PLOVER's."""

    country: str | None
    sectors: list[str]
    untrusted_page_text: EventPartyText


class EventNumberText(BaseModel):
    """The words of a number, and what it counts."""

    text: str
    measure: str


class EventNumber(Place):
    """A number told of the event; `bound` is ">=" for at least, "<=" for at most, "~" for about."""

    value: float
    bound: Literal["=", ">=", "<=", "~"]
    unit: str | None
    counts: str | None = Field(description="deaths, injuries, troops …")
    untrusted_page_text: EventNumberText


class EventPlaceText(BaseModel):
    """The words for a place, and what the gazetteer calls it."""

    text: str
    name: str | None


class EventPlace(Place):
    """Where it happened; null coordinates where the name could be many, or is not known."""

    latitude: float | None
    longitude: float | None
    country: str | None = Field(description="ISO 3166-1 alpha-2")
    precision: str | None
    confidence: float | None
    untrusted_page_text: EventPlaceText


class EventMoment(Place):
    """When it happened: `value` is ISO 8601, null where the page does not pin it; `anchor` is what pins it."""

    value: str | None
    first_day: str | None
    last_day: str | None
    anchor: str | None
    untrusted_page_text: str


class EventText(BaseModel):
    """The words that tell the event, those around them, who tells it, and who judged it."""

    cue: list[str]
    passage: str
    source: str | None = Field(description="null: the author of the page.")
    judged_by: str | None


class EventTold(BaseModel):
    """One event as one voice tells it, in the types, modes and contexts of PLOVER."""

    id: str
    event_type: str
    mode: str | None
    contexts: list[str]
    stand: str = Field(description="actual, or denied, ordered, planned, feared, hypothetical, historical.")
    factuality: str | None = Field(description="How sure the source is: CT+ certain, PR likely, PS possible, - not so.")
    told_by: Literal["author", "statement"]
    statement_link: str | None
    reciprocal: bool
    actors: list[EventParty]
    recipients: list[EventParty]
    place: EventPlace | None
    moment: EventMoment | None
    numbers: list[EventNumber]
    cue_places: list[Place]
    confidence: float | None = Field(description="That there is such an event, and that its type is right.")
    status_in_words: str
    page: PageMark
    untrusted_page_text: EventText


class EventsAnswer(BaseModel):
    """The events found, and how to ask for more."""

    notice: str = NOTICE
    telling: str = TOLD
    events: list[EventTold]
    next_cursor: str | None = Field(description="Give it as cursor for what follows; null at the end.")


class EventAnswer(BaseModel):
    """One event."""

    notice: str = NOTICE
    telling: str = TOLD
    event: EventTold
