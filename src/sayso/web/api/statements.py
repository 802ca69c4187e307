"""Statements: find them, get one, find those alike, count their labels.

In: a request. Out: JSON.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from sayso.doors import parameters as asking
from sayso.doors.privacy import Privacy
from sayso.errors import UnknownId
from sayso.export.json.page import FORMAT
from sayso.ledger import Hit
from sayso.ledger.ledger import Ledger
from sayso.web.api.filters import Comments, Filters, PagedFilters
from sayso.web.api.lists import answer, answer_list, base_of
from sayso.web.api.problems import documented
from sayso.web.api.schemas.answers import AlikeAnswer, FacetsAnswer, StatementAnswer, StatementsAnswer
from sayso.web.api.writing import HitWriter, facets_object

StatementId = Annotated[asking.Given, Path(description="The id of a statement, or its first digits.")]
MOST_ALIKE = 50


def statement_routes(ledger: Ledger, privacy: Privacy) -> APIRouter:
    """Return the routes of /statements and /facets over a ledger."""
    router = APIRouter(tags=["statements"])

    @router.get("/statements", response_model=StatementsAnswer, responses=documented(422))
    def find_statements(request: Request, filters: Annotated[PagedFilters, Query()]) -> Response:
        """Find statements; all that is given must hold."""
        hits = privacy.search(ledger, filters.query(after=filters.after, limit=filters.limit + 1))
        return answer_list(request, "statements", hits, filters.limit, HitWriter(ledger, privacy, base_of(request)))

    @router.get("/statements/{id}", response_model=StatementAnswer, responses=documented(404, 422))
    def get_statement(request: Request, id: StatementId, comments: Comments = False) -> Response:  # noqa: A002
        """Get one statement."""
        hit = _find(ledger, id, comments=comments)
        return answer({"format": FORMAT, **HitWriter(ledger, privacy, base_of(request))(hit)})

    @router.get("/statements/{id}/alike", response_model=AlikeAnswer, responses=documented(404, 422))
    def find_alike(
        request: Request,
        id: StatementId,  # noqa: A002
        limit: Annotated[int, Query(ge=1, le=MOST_ALIKE)] = 20,
    ) -> Response:
        """Find statements of other pages with nearly the same content."""
        found = ledger.alike(_find(ledger, id, comments=True).statement.id, limit=limit)
        write = HitWriter(ledger, privacy, base_of(request))
        told = [write(hit) for hit in found if hit.statement.layer == "article"]
        return answer({"format": FORMAT, "statements": told})

    @router.get("/facets", response_model=FacetsAnswer, responses=documented(422))
    def count_labels(filters: Annotated[Filters, Query()]) -> Response:
        """Count the labels of the statements that the filters find."""
        return answer({"format": FORMAT, **facets_object(ledger.facets(filters.query()))})

    return router


def _find(ledger: Ledger, given: str, *, comments: bool) -> Hit:
    hit = ledger.statement(given)
    if hit.statement.layer == "comment" and not comments:
        raise UnknownId(f"{hit.statement.id} stands in a reader's comment: only comments=true shows it.")
    return hit
