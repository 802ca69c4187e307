"""The page of one article: `/pages/{page_id}`.

In: a request. Out: HTML.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from sayso.ledger import DroppedName
from sayso.ledger.ledger import Ledger
from sayso.records import Reading
from sayso.web import charts
from sayso.web.site import show_page, site_of
from sayso.web.views.article import TextChoice, view_article

router = APIRouter(include_in_schema=False)
PageId = Annotated[str, Path(pattern="^(page|doc|read)_[0-9a-f]{1,16}$")]


@router.get("/pages/{page_id}")
def show_article(request: Request, page_id: PageId, text: TextChoice = "repaired") -> Response:
    """Show a page as it was published, with its statements."""
    ledger = site_of(request).ledger
    reading = ledger.reading(page_id)
    if reading.document is None:
        why = reading.failure.message if reading.failure else "nothing was read"
        return show_page(request, "error.html", {"title": "This page could not be read", "message": why})
    looked_at = any(statement.status != "machine" for statement in reading.statements)
    judgements = ledger.judgements_of(reading.id) if looked_at else {}
    article = view_article(
        reading,
        reading.document,
        text=text,
        judgements=judgements,
        claims=ledger.claims_of([statement.id for statement in reading.statements]),
        dropped=_dropped(ledger, reading, page_id),
    )
    values = {
        "article": article,
        "document": reading.document,
        "page": reading.page,
        "run": reading.run,
        "text": text,
        "ids": {
            **{card.number: card.id for card in (*article.cards, *article.remark_cards)},
            **{voice.number: voice.id for voice in article.voices},
            **{event.number: event.id for event in article.events or ()},
        },
        "whole": sum(number for _, number in article.shares),
        "charts": charts,
    }
    return show_page(request, "article.html", values)


def _dropped(ledger: Ledger, reading: Reading, given: str) -> tuple[DroppedName, ...]:
    """Return what a page states in its own voice and others attribute; nothing of a reading that is not the current."""
    if given != reading.page.id and ledger.reading(reading.page.id).id != reading.id:
        return ()
    return ledger.names_dropped(reading.page.id)
