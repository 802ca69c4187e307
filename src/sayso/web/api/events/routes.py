"""Events: find them, get one, count them, judge one.

In: a request. Out: JSON. What readers' comments tell is never among them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from sayso.doors import parameters as asking
from sayso.export.json.happened import entry_object, event_judgement_object, with_documents
from sayso.export.json.page import FORMAT
from sayso.ledger import EventEntry, EventQuery, judge_event
from sayso.ledger.ledger import Ledger
from sayso.web.api.events.judging import NewEventJudgement, correction_of
from sayso.web.api.filters import Paging
from sayso.web.api.lists import answer, answer_list, base_of
from sayso.web.api.problems import documented
from sayso.web.api.schemas.event_answers import (
    EventAnswer,
    EventFacetsAnswer,
    EventJudgementAnswer,
    EventJudgementsAnswer,
    EventsAnswer,
)

EventId = Annotated[asking.Given, Path(description="The id of an event, or its first digits.")]


class EventFilters(BaseModel):
    """Which events; all that is given must hold."""

    model_config = ConfigDict(extra="forbid")

    words: asking.Words | None = Field(None, description='Anywhere in its words; "in quotes" a phrase.')
    event_type: asking.EventType | None = Field(None, description="What happened.")
    mode: asking.EventMode | None = Field(None, description="How.")
    context: asking.EventContext | None = Field(None, description="About what.")
    actor: asking.Words | None = Field(None, description="Words of who does it.")
    recipient: asking.Words | None = Field(None, description="Words of whom it is done to.")
    country: asking.Country | None = Field(None, description="The code of a party on either side.")
    place: asking.Words | None = Field(None, description="Words of where it happened.")
    near: asking.NearValue | None = Field(None, description="Where: within so many kilometres of a point.")
    since: asking.Day | None = Field(None, description="It happened on this day or later; unknown days never match.")
    until: asking.Day | None = Field(None, description="It happened on this day or before.")
    source: asking.Words | None = Field(None, description="Words of who tells it.")
    holder: asking.Words | None = Field(None, description="The whole name of who tells it, in any case.")
    factuality: asking.FactualityValue | None = Field(None, description="How sure its source is of it.")
    stand: asking.EventStandValue | None = Field(None, description="Whether it is told as something that is so.")
    statement: asking.Given | None = Field(None, description="Told in this statement, by the id the machine gave it.")
    page_id: asking.Given | None = Field(None, description="Told on this page.")
    min_confidence: asking.Probability | None = Field(None, description="Leave out what is less sure.")
    status: asking.StatusValue | None = Field(None, description="Rejected ones are left out unless asked for.")

    def query(self) -> EventQuery:
        """Return what the ledger is asked."""
        asked: dict[str, Any] = {
            name: getattr(self, name) for name in EventFilters.model_fields if name not in ("page_id", "status")
        }
        pages = (self.page_id,) if self.page_id is not None else None
        return EventQuery(**asked, page_ids=pages, status=self.status)  # type: ignore[arg-type]


class PagedEventFilters(EventFilters, Paging):
    """Which events, and how much of the list."""

    def query(self) -> EventQuery:
        """Return what the ledger is asked, for one event more than was asked for."""
        return replace(super().query(), after=self.after, limit=self.limit + 1)


class EventJudgementFilters(Paging):
    """Which judgements of events."""

    page_id: asking.Given | None = Field(None, description="Of this page only.")


def event_routes(ledger: Ledger) -> APIRouter:
    """Return the routes of /events over a ledger."""
    router = APIRouter(tags=["events"])

    @router.get("/events", response_model=EventsAnswer, responses=documented(422))
    def find_events(request: Request, filters: Annotated[PagedEventFilters, Query()]) -> Response:
        """Find what happened, where and when, each on whose word; newest reading first, never what is true."""
        base = base_of(request)
        found = list(ledger.events(filters.query()))
        told = {entry.event.id: entry_object(entry, document) for entry, document in with_documents(ledger, found)}

        def write(entry: EventEntry) -> dict[str, Any]:
            return told[entry.event.id] | {"link": f"{base}/events/{entry.event.id}"}

        return answer_list(request, "events", found, filters.limit, write)

    @router.get("/events/{id}", response_model=EventAnswer, responses=documented(404, 422))
    def get_event(request: Request, id: EventId) -> Response:  # noqa: A002
        """Get one event: who to whom, where, when, how many, on whose word."""
        entry = ledger.event(id)
        ((_, document),) = with_documents(ledger, (entry,))
        link = f"{base_of(request)}/events/{entry.event.id}"
        return answer({"format": FORMAT, **entry_object(entry, document), "link": link})

    @router.post(
        "/events/{id}/judgements",
        status_code=201,
        response_model=EventJudgementAnswer,
        responses=documented(400, 404, 422),
    )
    def judge(id: EventId, given: NewEventJudgement) -> Response:  # noqa: A002
        """Confirm, correct or reject an event; it wins over the machine, in every later reading too."""
        entry = ledger.event(id)
        reading = ledger.reading(entry.reading_id)
        kept = ledger.judge_event(
            judge_event(
                reading,
                entry.event,
                given.kind,
                by=given.by,
                at=datetime.now(UTC),
                correction=correction_of(reading, given),
                note=given.note,
            )
        )
        return answer({"format": FORMAT, **event_judgement_object(kept)}, status=201)

    @router.get("/event-judgements", response_model=EventJudgementsAnswer, responses=documented(404, 422))
    def list_judgements(request: Request, filters: Annotated[EventJudgementFilters, Query()]) -> Response:
        """List what people judged of events, in the order they did."""
        found = ledger.event_judgements(filters.page_id, filters.after, filters.limit + 1)
        return answer_list(request, "judgements", found, filters.limit, event_judgement_object)

    @router.get("/event-facets", response_model=EventFacetsAnswer, responses=documented(422))
    def count_events(filters: Annotated[EventFilters, Query()]) -> Response:
        """Count the labels of the first 2,000 events found, and where they were."""
        facets = ledger.event_facets(filters.query())
        labels = ("event_type", "mode", "context", "country", "factuality", "stand", "source", "month")
        counts = {name: [{"value": v, "count": n} for v, n in getattr(facets, name)] for name in labels}
        places = [
            {
                "name": place.name,
                "country": place.country,
                "latitude": place.latitude,
                "longitude": place.longitude,
                "count": place.events,
            }
            for place in facets.places
        ]
        return answer(
            {"format": FORMAT, "counted": facets.counted, "capped": facets.capped, **counts, "places": places}
        )

    return router
