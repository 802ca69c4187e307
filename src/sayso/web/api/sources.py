"""Sources: who speaks in the pages of the ledger, and all that one of them said.

In: a request. Out: JSON.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from sayso.doors import parameters as asking
from sayso.doors.privacy import Privacy
from sayso.export.json.page import FORMAT
from sayso.ledger.ledger import Ledger
from sayso.web.api.filters import Paging, SourceFilters, paging_of
from sayso.web.api.lists import answer, answer_list, base_of
from sayso.web.api.problems import documented
from sayso.web.api.schemas.answers import OneSource, SourcesAnswer, StatementsAnswer
from sayso.web.api.writing import HitWriter, source_object

Key = Annotated[asking.Words, Path(description="The key of a source, as /sources gives it.")]


def source_routes(ledger: Ledger, privacy: Privacy) -> APIRouter:
    """Return the routes of /sources over a ledger."""
    router = APIRouter(prefix="/sources", tags=["sources"])

    @router.get("", response_model=SourcesAnswer, responses=documented(422))
    def list_sources(request: Request, filters: Annotated[SourceFilters, Query()]) -> Response:
        """List persons and bodies that are sure to be the same wherever they speak; those who say most come first."""
        write = partial(source_object, base=base_of(request))
        return answer_list(request, "sources", ledger.sources(**paging_of(filters)), filters.limit, write)

    @router.get("/{key}", response_model=OneSource, responses=documented(404, 422))
    def get_source(request: Request, key: Key) -> Response:
        """Get one source."""
        return answer({"format": FORMAT, **source_object(ledger.source(key), base_of(request))})

    @router.get("/{key}/statements", response_model=StatementsAnswer, responses=documented(404, 422))
    def list_said(request: Request, key: Key, paging: Annotated[Paging, Query()]) -> Response:
        """List what one source said, the oldest publication first."""
        ledger.source(key)
        hits = ledger.said_by(key, **paging_of(paging))
        return answer_list(request, "statements", hits, paging.limit, HitWriter(ledger, privacy, base_of(request)))

    return router
