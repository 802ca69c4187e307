"""What is asked of a ledger about events, and what it answers. In: nothing. Out: frozen records.

`near` of a query is a place on the globe and a distance; days are those of events, not of publication.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sayso.ledger.answers import Counts
from sayso.records import Event, Moment, Place, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Within so many kilometres of a point, in degrees (WGS 84)."""

    latitude: float
    longitude: float
    kilometres: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """Which events to find; what is None does not matter. All that is given must hold.

    Words are found as in `Query`: `words` anywhere in the words of an event, `actor`, `recipient`, `place` and `source`
    in those of one part (and the names they stand for). `country` is the code of a party on either side, `holder` the
    whole name of who tells it, in any case. `since` and `until` are days: an event is found whose days overlap them;
    one without a day never is. What was rejected is left out unless `status` asks for it, what readers' comments tell
    unless `comments` does. `after` is the cursor of an entry: go on behind it.
    """

    event_type: str | None = None
    mode: str | None = None
    context: str | None = None
    actor: str | None = None
    recipient: str | None = None
    country: str | None = None
    place: str | None = None
    near: Near | None = None
    since: date | None = None
    until: date | None = None
    source: str | None = None
    holder: str | None = None
    factuality: str | None = None
    stand: str | None = None
    statement: str | None = None
    words: str | None = None
    page_ids: tuple[str, ...] | None = None
    min_confidence: float | None = None
    status: Status | None = None
    comments: bool = False
    after: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTexts:
    """The words of an event's spans, in their order, and the passage around its cue."""

    cue: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    place: str | None = None
    moment: str | None = None
    passage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry:
    """An event found, as people judged it, with its place, its moment, its words and the page it stands on."""

    event: Event
    place: Place | None
    moment: Moment | None
    texts: EventTexts
    page_id: str
    reading_id: str
    location: str | None
    title: str | None
    outlet: str | None
    published: str | None
    judged_by: str | None = None
    judged_at: datetime | None = None
    cursor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """How many of the events found were at a place."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacets:
    """How many of the events found have which label, the most frequent first; months in their order.

    Counted are the first up to a number; `capped` tells that there are more. `country` counts codes of parties, each
    once an event; `month` those events whose days are of one month.
    """

    counted: int
    capped: bool
    event_type: Counts = ()
    mode: Counts = ()
    context: Counts = ()
    country: Counts = ()
    factuality: Counts = ()
    stand: Counts = ()
    source: Counts = ()
    month: Counts = ()
    places: tuple[PlaceCount, ...] = ()
