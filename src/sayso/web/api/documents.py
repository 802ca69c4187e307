"""Documents: list what was read, get one page in format 1.

In: a request. Out: JSON.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from sayso.doors import parameters as asking
from sayso.doors.privacy import Privacy
from sayso.export.json.corrections import changes_object
from sayso.export.json.page import FORMAT, to_json
from sayso.ledger.ledger import Ledger
from sayso.web.api.filters import Comments, DocumentFilters, paging_of
from sayso.web.api.lists import answer, answer_list, base_of
from sayso.web.api.problems import documented
from sayso.web.api.schemas.answers import DocumentsAnswer
from sayso.web.api.schemas.corrections import ChangesAnswer
from sayso.web.api.schemas.shapes import FailedPage, ReadPage
from sayso.web.api.writing import document_object

GivenId = Annotated[
    asking.Given, Path(description="The id of a page, a document, a reading or a statement, or its first digits.")
]

Against = Annotated[asking.Given | None, Query(description="The older reading; else the newest other one.")]


def document_routes(ledger: Ledger, privacy: Privacy) -> APIRouter:
    """Return the routes of /documents over a ledger."""
    router = APIRouter(prefix="/documents", tags=["documents"])

    @router.get("", response_model=DocumentsAnswer, responses=documented(422))
    def list_documents(request: Request, filters: Annotated[DocumentFilters, Query()]) -> Response:
        """List what was read, the newest first; pages that could not be read, too."""
        entries = ledger.documents(**paging_of(filters))
        write = partial(document_object, base=base_of(request))
        return answer_list(request, "documents", entries, filters.limit, write)

    @router.get("/{id}/changes", response_model=ChangesAnswer, responses=documented(404, 422))
    def get_changes(id: GivenId, against: Against = None) -> Response:  # noqa: A002
        """Tell what is new since older weights read the page: statements found now, gone now, and other names."""
        return answer({"format": FORMAT, **changes_object(ledger.changes(id, against))})

    @router.get("/{id}", response_model=ReadPage | FailedPage, responses=documented(404, 422))
    def get_document(id: GivenId, comments: Comments = False) -> Response:  # noqa: A002
        """Get one page with its statements as format 1 has it; of a page that could not be read the error."""
        reading = privacy.reading(ledger.reading(id), comments=comments)
        return Response(to_json(reading), media_type="application/json")

    return router
