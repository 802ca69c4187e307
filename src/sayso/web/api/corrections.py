"""How far corrections reach: other statements of the same speaker, and the table of aliases.

In: the id of a judgement or of an alias, a table. Out: JSON, or the table; and judgements in the ledger.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from sayso.doors import parameters as asking
from sayso.doors.privacy import Privacy
from sayso.export.json.corrections import alias_object, correction_object
from sayso.export.json.page import FORMAT
from sayso.export.json.spans import Object, span_object
from sayso.export.passages import passage_of
from sayso.ledger import Hit
from sayso.ledger.ledger import Ledger
from sayso.web.api.filters import MOST, Paging, SameFilters, paging_of
from sayso.web.api.judgements import By
from sayso.web.api.lists import answer, answer_list, base_of
from sayso.web.api.problems import documented
from sayso.web.api.schemas.corrections import AliasesAnswer, AppliedAnswer, ImportedAnswer, OneAlias, SameAnswer
from sayso.web.api.writing import HitWriter, judgement_object

TABLE = "text/tab-separated-values"
LONGEST_TABLE = 5_000_000  # characters
Correction = Annotated[asking.Given, Path(description="The id of a judgement that corrected a name, or of an alias.")]
AliasId = Annotated[asking.Given, Path(description="The id of an alias, or its first digits.")]


class Apply(BaseModel):
    """Who corrects which of the statements."""

    model_config = ConfigDict(extra="forbid")

    by: By
    statements: list[asking.Given] | None = Field(None, max_length=MOST, description="These alone; else all of them.")
    page_id: asking.Given | None = Field(None, description="Those of this page only.")
    join: bool = Field(False, description="Two people that the ledger knows are one: without it that is refused.")


class AliasTable(BaseModel):
    """Aliases to bring in: lines split by tabs, under the heading alias, name, kind, source."""

    model_config = ConfigDict(extra="forbid")

    by: By
    table: str = Field(max_length=LONGEST_TABLE, pattern=r"^[^\x00]*$")


def correction_routes(ledger: Ledger, privacy: Privacy) -> APIRouter:
    """Return the routes of /same-entity and /aliases over a ledger."""
    router = APIRouter(tags=["corrections"])

    @router.get("/same-entity/{id}", response_model=SameAnswer, responses=documented(404, 422))
    def list_same(request: Request, id: Correction, filters: Annotated[SameFilters, Query()]) -> Response:  # noqa: A002
        """List the statements that a correction speaks of, too: of the same speaker, and judged by nobody."""
        same = ledger.same_entity(id, page_id=filters.page_id, after=filters.after, limit=filters.limit + 1)
        write = HitWriter(ledger, privacy, base_of(request))
        document_of = cache(lambda reading_id: ledger.reading(reading_id).document)

        def told(hit: Hit) -> Object:
            document = document_of(hit.reading_id)
            passage = span_object(document, passage_of(document, hit.statement)) if document else None
            return write(hit) | {"passage": passage}

        return answer_list(request, "statements", same.hits, filters.limit, told, head=correction_object(same))

    @router.post("/same-entity/{id}", response_model=AppliedAnswer, responses=documented(400, 404, 409, 422))
    def apply_same(id: Correction, given: Apply) -> Response:  # noqa: A002
        """Correct those statements, all or some: each by a judgement of its own.

        At most some hundreds at once: ask again while there are some `left` and the answer has judgements.
        """
        made = ledger.correct_same(
            id,
            by=given.by,
            at=datetime.now(UTC),
            only=given.statements,
            page_id=given.page_id,
            join=given.join,
            most=MOST,
        )
        judged = [judgement_object(each, each) for each in made]
        left = ledger.same_entity(id, page_id=given.page_id, limit=0).count
        return answer({"format": FORMAT, "judgements": judged, "left": left})

    @router.get("/aliases", response_model=AliasesAnswer, responses=documented(422))
    def list_aliases(request: Request, paging: Annotated[Paging, Query()]) -> Response:
        """List which names people said to be one, the newest first."""
        return answer_list(request, "aliases", ledger.aliases(**paging_of(paging)), paging.limit, alias_object)

    @router.post("/aliases", response_model=ImportedAnswer, responses=documented(400, 422))
    def import_aliases(given: AliasTable) -> Response:
        """Bring in the aliases of a table; a wrong line refuses all of it."""
        new = ledger.import_aliases(given.table, by=given.by, at=datetime.now(UTC))
        return answer({"format": FORMAT, "new": new})

    @router.get("/aliases/table", responses={200: {"content": {TABLE: {}}}, **documented()}, response_class=Response)
    def export_aliases() -> Response:
        """Get the table as aliases.tsv, for a folder that SAYSO_LEXICON names."""
        return Response(ledger.export_aliases(), media_type=TABLE)

    @router.delete("/aliases/{id}", response_model=OneAlias, responses=documented(404, 422))
    def remove_alias(id: AliasId) -> Response:  # noqa: A002
        """Take an alias out of the table; no judgement is touched."""
        return answer({"format": FORMAT, **alias_object(ledger.remove_alias(id))})

    return router
