"""Who spoke, and all that one of them said: `/sources`, `/sources/{key}`.

In: a request. Out: HTML.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from sayso.labels import SOURCE_KINDS
from sayso.web import charts
from sayso.web.site import show_page, site_of
from sayso.web.views.asked import address_of
from sayso.web.views.source import count_acts, count_hands, dots_of

router = APIRouter(include_in_schema=False)
_SHOWN, _SAID = 50, 100


@router.get("/sources")
def show_sources(request: Request, q: str = "", kind: str = "", after: str | None = None) -> Response:
    """List the persons and bodies that spoke."""
    if kind and kind not in SOURCE_KINDS:
        raise HTTPException(422, f"kind={kind}: give one of {', '.join(SOURCE_KINDS)}")
    found = site_of(request).ledger.sources(words=q.strip() or None, kind=kind or None, after=after, limit=_SHOWN + 1)
    entries = found[:_SHOWN]
    asked = {name: value for name, value in (("q", q.strip()), ("kind", kind)) if value}
    values = {
        "entries": entries,
        "asked": asked,
        "kinds": [each for each in SOURCE_KINDS if each not in ("reader", "author")],
        "more": address_of("/sources", asked, after=entries[-1].cursor) if len(found) > _SHOWN else None,
        "start": address_of("/sources", asked) if after else None,
    }
    return show_page(request, "sources.html", values)


@router.get("/sources/{key}")
def show_source(request: Request, key: str, after: str | None = None) -> Response:
    """Show all that one source said, by time and act."""
    ledger = site_of(request).ledger
    entry = ledger.source(key)
    found = ledger.said_by(key, after=after, limit=_SAID + 1)
    hits = found[:_SAID]
    more = len(found) > _SAID
    dots = dots_of(hits)
    values = {
        "entry": entry,
        "hits": hits,
        "acts": count_acts(hits),
        "through": count_hands(hits, entry.name),
        "line": charts.draw_time_line(dots),
        "undated": sum(dot.day is None for dot in dots),
        "whole": not more and after is None,
        "more": address_of(f"/sources/{key}", {}, after=hits[-1].cursor) if more else None,
        "start": f"/sources/{key}" if after else None,
    }
    return show_page(request, "source.html", values)
