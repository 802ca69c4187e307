"""The page of statements found: `/search`.

In: a request. Out: HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from sayso.labels import VALUES
from sayso.ledger import Hit
from sayso.web.site import show_page, site_of
from sayso.web.views.asked import LABELS, address_of, asked_for, read_query
from sayso.web.views.results import view_facets

router = APIRouter(include_in_schema=False)
_SHOWN = 25


@router.get("/search")
def search(request: Request) -> Response:
    """Show the statements that a query asks for, and by what they can be narrowed."""
    ledger, params = site_of(request).ledger, request.query_params
    asked = asked_for(params)
    found = list(ledger.search(read_query(params, limit=_SHOWN + 1)))
    hits = found[:_SHOWN]
    facets = ledger.facets(read_query(asked))
    more = address_of("/search", asked, after=hits[-1].cursor) if len(found) > _SHOWN else None
    values = {
        "asked": asked,
        "found": hits,
        "more": more,
        "start": address_of("/search", asked) if "after" in params else None,
        "facets": tuple(view_facets("/search", asked, facets)),
        "total": facets.counted,
        "capped": facets.capped,
        "choices": {name: VALUES[label] for name, label in LABELS.items()},
        "together": _together(hits),
        "without": {name: address_of("/search", asked, **{name: None}) for name in asked},
    }
    return show_page(request, "search.html", values)


def _together(hits: Iterable[Hit]) -> str | None:
    """Return where the pages of hits are put together; None where they are not two."""
    pages = list(dict.fromkeys(hit.page_id for hit in hits))
    return f"/dossier?{urlencode({'page': pages}, doseq=True)}" if len(pages) > 1 else None
