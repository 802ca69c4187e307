"""Status: what the ledger holds, and which version and weights read.

In: a request. Out: JSON.
"""

from __future__ import annotations

from fastapi import APIRouter, Response

from sayso.export.json.page import FORMAT
from sayso.ledger.ledger import Ledger
from sayso.reading import ReadingSettings, current_run
from sayso.web.api.lists import answer
from sayso.web.api.problems import documented
from sayso.web.api.schemas.answers import StatusAnswer
from sayso.web.api.writing import status_object


def status_routes(ledger: Ledger) -> APIRouter:
    """Return the route of /status over a ledger."""
    router = APIRouter(tags=["status"])

    @router.get("/status", response_model=StatusAnswer, responses=documented())
    def tell_status() -> Response:
        """Tell what the ledger holds, and which version and weights read."""
        return answer({"format": FORMAT, **status_object(ledger.status(), current_run(ReadingSettings()))})

    return router
