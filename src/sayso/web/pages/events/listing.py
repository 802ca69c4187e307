"""The list of events, on a map and by month: `/events`; the same as files: `/events/export/{format}`.

In: a request. Out: HTML, or bytes as they are made. Which of several accounts is right is told nowhere.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from sayso.export.events import FORMATS, sheets_of_entries, stream
from sayso.web import claim_charts, event_charts
from sayso.web.site import show_page, site_of
from sayso.web.views.asked import address_of
from sayso.web.views.events.asked import CHOICES, events_asked_for, read_event_query
from sayso.web.views.events.listed import told_in, view_event_facets
from sayso.web.views.events.numbers import numbers_in
from sayso.web.views.events.spread import columns_of, spots_of

router = APIRouter(include_in_schema=False)
_SHOWN = 25


@router.get("/events")
def list_events(request: Request) -> Response:
    """List what happened as the pages of the ledger tell it."""
    ledger, params = site_of(request).ledger, request.query_params
    asked = events_asked_for(params)
    found = list(ledger.events(read_event_query(params, limit=_SHOWN + 1)))
    entries = found[:_SHOWN]
    facets = ledger.event_facets(read_event_query(asked))
    sheets = tuple(sheets_of_entries(ledger, entries))
    values = {
        "asked": asked,
        "choices": CHOICES,
        "without": {name: address_of("/events", asked, **{name: None}) for name in asked},
        "told": told_in(sheets),
        "numbers": numbers_in(sheets),
        "facets": view_event_facets(asked, facets),
        "spots": spots_of(facets.places, asked),
        "columns": columns_of(facets.month, asked),
        "total": facets.counted,
        "capped": facets.capped,
        "more": address_of("/events", asked, after=entries[-1].cursor) if len(found) > _SHOWN else None,
        "start": address_of("/events", asked) if "after" in params else None,
        "charts": event_charts,
        "draw_numbers": claim_charts.draw_numbers,
        "files": {each.name: (address_of(f"/events/export/{each.name}", asked), each) for each in FORMATS.values()},
    }
    return show_page(request, "events.html", values)


@router.get("/events/export/{name}")
async def export_events(request: Request, name: str) -> Response:
    """Stream the events that a query asks for; what readers' comments tell stays out."""
    if name not in FORMATS:
        raise HTTPException(404, f"{name}: give one of {', '.join(FORMATS)}")
    site, chosen = site_of(request), FORMATS[name]
    query = replace(read_event_query(request.query_params), after=None)
    make = partial(stream, name, site.ledger, query)
    return await site.downloads.answer(make, media_type=chosen.media_type, name=f"sayso-events-{name}{chosen.suffix}")
