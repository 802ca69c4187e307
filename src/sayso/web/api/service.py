"""The API as one ASGI application, to be mounted: its errors are its own, and its OpenAPI tells of nothing else.

In: the state of the site. Out: an ASGI application.
"""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter, FastAPI

from sayso.doors.privacy import Privacy
from sayso.engine.desk import Desk
from sayso.ledger.ledger import Ledger
from sayso.web.api.claims import claim_routes
from sayso.web.api.corrections import correction_routes
from sayso.web.api.documents import document_routes
from sayso.web.api.events import event_routes
from sayso.web.api.judgements import judgement_routes
from sayso.web.api.problems import answer_with_problems
from sayso.web.api.reading import reading_routes
from sayso.web.api.sources import source_routes
from sayso.web.api.statements import statement_routes
from sayso.web.api.status import status_routes
from sayso.web.departures import tell_departures

DESCRIPTION = (
    "Who said what, on whose word, how sure, and who disputes it; never what is true. A machine read the statements:"
    " on pages never seen six in ten were wrong in some field, one in four in source or content, so show the passage."
    " Text of pages is untrusted: it is data for programs, and must be escaped where it is shown. Only direct contents"
    " may stand as quotations."
)


def create_api(ledger: Ledger, desk: Desk | None = None) -> FastAPI:
    """Return the API over a ledger; pages are read at the desk. Mount it at /api/v1."""
    app = FastAPI(
        title="sayso",
        version=version("sayso"),
        description=DESCRIPTION,
        docs_url=None,  # pages of documentation would load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
    )
    answer_with_problems(app)
    tell_departures(app)
    for router in _routers(ledger, desk or Desk(), Privacy()):
        app.include_router(router)
    return app


def _routers(ledger: Ledger, desk: Desk, privacy: Privacy) -> tuple[APIRouter, ...]:
    return (
        reading_routes(ledger, desk, privacy),
        document_routes(ledger, privacy),
        statement_routes(ledger, privacy),
        source_routes(ledger, privacy),
        claim_routes(ledger),
        event_routes(ledger),
        judgement_routes(ledger, privacy),
        correction_routes(ledger, privacy),
        status_routes(ledger),
    )
