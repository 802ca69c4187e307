"""Claims: find them, get one, put pages together.

In: a request. Out: JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from sayso.claims.dossier import make_dossier
from sayso.doors import parameters as asking
from sayso.doors.claims import MOST_MEMBERS, MOST_PAGES
from sayso.export.json.claims import answer_object, documents_of, entry_object
from sayso.export.json.dossier import dossier_object
from sayso.export.json.page import FORMAT, encodable
from sayso.ledger import ClaimEntry, ClaimQuery
from sayso.ledger.ledger import Ledger
from sayso.records import Reading
from sayso.web.api.filters import Paging
from sayso.web.api.lists import answer, answer_list, base_of
from sayso.web.api.problems import documented
from sayso.web.api.schemas.claims import ClaimAnswerShape, ClaimsAnswer, DossierAnswer

ClaimId = Annotated[asking.Given, Path(description="The id of a claim, or its first digits.")]
PageIds = Annotated[
    list[asking.Given],
    Query(min_length=1, max_length=MOST_PAGES, description="The id of a page; give the parameter once for each."),
]


class ClaimFilters(Paging):
    """Which claims; all that is given must hold."""

    words: asking.Words | None = Field(None, description="In the claim's words, or the name that a person gave it.")
    contested: bool | None = Field(None, description="Whether some assert it and others deny it.")
    page_id: asking.Given | None = Field(None, description="Stated or denied on this page.")
    holder: asking.Words | None = Field(None, description="The whole name of who states or denies it, in any case.")
    origins: Annotated[int, Field(ge=0, le=1_000_000)] | None = Field(
        None, description="With at least so many independent origins."
    )
    since: asking.Day | None = Field(None, description="On a page published on this day or later.")
    status: asking.StatusValue | None = Field(None, description="Rejected ones are left out unless asked for.")

    def query(self) -> ClaimQuery:
        """Return what the ledger is asked, for one claim more than was asked for."""
        asked: dict[str, Any] = self.model_dump() | {"limit": self.limit + 1}
        return ClaimQuery(**asked)


def claim_routes(ledger: Ledger) -> APIRouter:
    """Return the routes of /claims and /dossier over a ledger."""
    router = APIRouter(tags=["claims"])

    @router.get("/claims", response_model=ClaimsAnswer, responses=documented(404, 422))
    def find_claims(request: Request, filters: Annotated[ClaimFilters, Query()]) -> Response:
        """Find what is claimed in the pages of the ledger, that came to be shown last first; never what is true."""
        base = base_of(request)

        def write(entry: ClaimEntry) -> dict[str, Any]:
            return entry_object(entry) | {"link": f"{base}/claims/{entry.id}"}

        return answer_list(request, "claims", ledger.find_claims(filters.query()), filters.limit, write)

    @router.get("/claims/{id}", response_model=ClaimAnswerShape, responses=documented(404, 422))
    def get_claim(id: ClaimId) -> Response:  # noqa: A002
        """Get one claim: who states it and where, on whose word, what lies beside it. At most 200 mentions are told."""
        found = ledger.claim(id, limit=MOST_MEMBERS)
        return answer({"format": FORMAT, **answer_object(found, documents_of(ledger, found))})

    @router.get("/dossier", response_model=DossierAnswer, responses=documented(404, 422))
    def put_together(page: PageIds) -> Response:
        """Put up to fifty pages together: what they claim, who says so, who denies it, on whose word."""
        readings = list({reading.page.id: reading for reading in map(ledger.reading, page)}.values())
        return answer(
            {"format": FORMAT, **dossier_object(make_dossier(readings), "dossier"), "failed": _failed(readings)}
        )

    return router


def _failed(readings: Iterable[Reading]) -> list[dict[str, Any]]:
    return [{"page_id": each.page.id, "message": encodable(each.failure.message)} for each in readings if each.failure]
