"""The page of one statement, its permanent link: `/statements/{statement_id}`.

In: a request. Out: HTML.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from sayso.errors import UnknownId
from sayso.ledger import Hit
from sayso.ledger.ledger import Ledger
from sayso.web import charts
from sayso.web.site import show_page, site_of
from sayso.web.views.citation import cite
from sayso.web.views.context import view_context

router = APIRouter(include_in_schema=False)
StatementId = Annotated[str, Path(pattern="^st_[0-9a-f]{1,16}$")]
_ALIKE, _MORE = 12, 8


@router.get("/statements/{statement_id}")
def show_statement(request: Request, statement_id: StatementId) -> Response:
    """Show a statement in its passage, who else said it, and what else its source said."""
    ledger = site_of(request).ledger
    hit = ledger.statement(statement_id)
    reading = ledger.reading(hit.reading_id)
    context = view_context(reading, hit)
    if context is None or reading.document is None:
        raise UnknownId(f"{statement_id}: its page is no longer kept")
    values = {
        "hit": hit,
        "document": reading.document,
        "page": reading.page,
        "context": context,
        "card": replace(context.card, claims=ledger.claims_of([hit.statement.id]).get(hit.statement.id, ())),
        "citation": cite(reading, hit, address=str(request.url_for("show_statement", statement_id=hit.statement.id))),
        "same_source": _same_source(ledger, hit),
        "alike": ledger.alike(hit.statement.id, limit=_ALIKE),
        "charts": charts,
    }
    return show_page(request, "statement.html", values)


def _same_source(ledger: Ledger, hit: Hit) -> tuple[Hit, ...]:
    """Return a few other statements of the same source, where it is sure which that is."""
    if hit.source_key is None:
        return ()
    found = ledger.said_by(hit.source_key, limit=_MORE + 1)
    return tuple(each for each in found if each.statement.id != hit.statement.id)[:_MORE]
