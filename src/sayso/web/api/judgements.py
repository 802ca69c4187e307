"""Judgements: list those that people made, take a new one.

In: what a person says of a statement, with places in the page as it came in. Out: the judgement as the ledger keeps
it, anchored to the characters of the page; it wins over the machine, and nothing is deleted.
Judgements of readers' comments are listed where asked for, and tell no reader's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from itertools import islice
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from sayso.doors import parameters as asking
from sayso.doors.privacy import Privacy
from sayso.errors import BadJudgement, UnknownId
from sayso.export.json.page import FORMAT
from sayso.ledger import judge_missing, judge_statement
from sayso.ledger.judge.anchors import find_spans
from sayso.ledger.ledger import Ledger
from sayso.records import Anchor, Document, Judgement, Reading, Span
from sayso.web.api.filters import MOST, JudgementFilters
from sayso.web.api.lists import answer, answer_list
from sayso.web.api.problems import documented
from sayso.web.api.schemas.answers import JudgementsAnswer, OneJudgement
from sayso.web.api.writing import judgement_object

FARTHEST = 2**31 - 1  # of a place in a page
_NAME = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"


By = Annotated[str, Field(min_length=1, max_length=200, pattern=_NAME, description="Who judges, on one line.")]


class Range(BaseModel):
    """A half-open range of characters of the page as it came in."""

    model_config = ConfigDict(extra="forbid")

    start: int = Field(ge=0, le=FARTHEST)
    end: int = Field(ge=1, le=FARTHEST)


Ranges = Annotated[list[Range], Field(max_length=50)]


class Parts(BaseModel):
    """The parts of a statement as they should be; a part that is not given stays as it is."""

    model_config = ConfigDict(extra="forbid")

    source: Ranges | None = None
    cue: Ranges | None = None
    content: Ranges | None = None


class NewJudgement(BaseModel):
    """What a person says of a statement: `statement` is the one judged, or `page_id` the page one was missed in."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["confirm", "correct", "reject", "add"]
    by: By
    statement: asking.Given | None = Field(None, description="Of confirm, correct and reject.")
    page_id: asking.Given | None = Field(None, description="Of add.")
    spans: Parts | None = Field(None, description="Of correct what changes; of add all there is.")
    labels: dict[asking.Words, asking.Words | bool | None] | None = Field(None, description="Labels and their values.")
    note: asking.Words | None = None
    join: bool = Field(False, description="Two people that the ledger knows are one: without it that is refused.")


def judgement_routes(ledger: Ledger, privacy: Privacy) -> APIRouter:
    """Return the routes of /judgements over a ledger."""
    router = APIRouter(prefix="/judgements", tags=["judgements"])

    @router.get("", response_model=JudgementsAnswer, responses=documented(404, 422))
    def list_judgements(request: Request, filters: Annotated[JudgementFilters, Query()]) -> Response:
        """List what people judged, in the order they did."""
        found = tuple(islice(_shared(ledger, privacy, filters), filters.limit + 1))
        return answer_list(
            request, "judgements", found, filters.limit, lambda each: judgement_object(each.kept, each.shared)
        )

    @router.post("", status_code=201, response_model=OneJudgement, responses=documented(400, 404, 409, 422))
    def judge(given: NewJudgement) -> Response:
        """Confirm, correct or reject a statement, or add one that the machine missed."""
        reading, judgement = _judgement(ledger, given)
        kept = ledger.judge(judgement, join=given.join)
        told = privacy.judgement(kept, reading.document, comments=True) or kept  # without a document none is made
        return answer({"format": FORMAT, **judgement_object(kept, told)}, status=201)

    return router


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """A judgement as it is kept, and as it may be told."""

    kept: Judgement
    shared: Judgement

    @property
    def cursor(self) -> str:
        return self.kept.id


def _shared(ledger: Ledger, privacy: Privacy, filters: JudgementFilters) -> Iterator[_Shared]:
    """Yield the judgements asked for; those that may not be told are passed over."""
    document_of = cache(partial(_document, ledger))
    after = filters.after
    while found := ledger.judgements(filters.page_id, after, MOST):
        after = found[-1].id
        for kept in found:
            shared = privacy.judgement(kept, document_of(kept.page_id), comments=filters.comments)
            if shared:
                yield _Shared(kept=kept, shared=shared)


def _document(ledger: Ledger, page_id: str) -> Document | None:
    try:
        return ledger.reading(page_id).document
    except UnknownId:  # forgotten since
        return None


def _judgement(ledger: Ledger, given: NewJudgement) -> tuple[Reading, Judgement]:
    """Return the reading that a judgement is of, and the judgement. Raises BadJudgement, UnknownId."""
    said: dict[str, Any] = {"by": given.by, "at": datetime.now(UTC), "labels": given.labels, "note": given.note}
    if given.kind == "add":
        if given.page_id is None or given.spans is None:
            raise BadJudgement("To add a statement give page_id, and spans with its content.")
        reading = ledger.reading(given.page_id)
        return reading, judge_missing(reading, _spans(reading, given.spans), **said)
    if given.statement is None:
        raise BadJudgement(f"To {given.kind} a statement give its id as statement.")
    hit = ledger.statement(given.statement)
    reading = ledger.reading(hit.reading_id)
    spans = _spans(reading, given.spans) if given.spans else None
    return reading, judge_statement(reading, hit.statement, given.kind, spans=spans, **said)


def _spans(reading: Reading, parts: Parts) -> dict[str, tuple[Span, ...]]:
    """Return the spans of the document's text that ranges of its page stand for. Raises BadJudgement."""
    found = {}
    for name in ("source", "cue", "content"):
        ranges: list[Range] | None = getattr(parts, name)
        if ranges is not None:
            anchors = [Anchor(start=each.start, end=each.end, text="") for each in ranges]
            spans = find_spans(reading.document, anchors) if reading.document else None
            if spans is None:
                raise BadJudgement(f"The {name} given is nowhere in the text that was read on {reading.page.id}.")
            found[name] = spans
    return found
