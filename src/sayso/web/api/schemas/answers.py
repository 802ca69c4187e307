"""The answers that are no page of format 1, as types that OpenAPI tells of.

In: nothing. Out: pydantic models.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from sayso.web.api.schemas.shapes import ErrorShape, HitPage, StatementShape

NEXT = Field(description="The address of what follows; null at the end. The Link header has it, too.")
LINK = Field(description="A permanent address.")


class HitAnswer(BaseModel):
    """A statement, the page it stands on, and who judged it, if anybody did."""

    page: HitPage
    reading_id: str
    statement: StatementShape
    in_document: bool = Field(description="The words asked for stand elsewhere on the page, not in the statement.")
    judged_by: str | None
    judged_at: str | None
    source_key: str | None = Field(description="Which of /sources said it, where that is sure.")
    link: str = LINK


class StatementsAnswer(BaseModel):
    """Statements, those of the newest readings first."""

    format: Literal[1]
    statements: list[HitAnswer]
    next: str | None = NEXT


class StatementAnswer(HitAnswer):
    """One statement."""

    format: Literal[1]


class AlikeAnswer(BaseModel):
    """Statements of other pages with nearly the same content."""

    format: Literal[1]
    statements: list[HitAnswer]


class DocumentAnswer(BaseModel):
    """A page in the list of what was read; `error` tells why one could not be."""

    page_id: str
    reading_id: str
    document_id: str | None
    location: str | None
    title: str | None
    outlet: str | None
    published: str | None
    fetched_at: str | None
    read_at: str
    statements: int
    comments: int
    error: ErrorShape | None
    link: str = LINK


class DocumentsAnswer(BaseModel):
    """What was read, the newest first."""

    format: Literal[1]
    documents: list[DocumentAnswer]
    next: str | None = NEXT


class SourceAnswer(BaseModel):
    """A person or body that is sure to be the same wherever it speaks; `first` and `last` are days of publication."""

    key: str
    name: str
    kind: str | None
    naming: str | None
    affiliation: str | None
    statements: int
    pages: int
    denies: int
    first: str | None
    last: str | None
    link: str = LINK


class OneSource(SourceAnswer):
    """One source."""

    format: Literal[1]


class SourcesAnswer(BaseModel):
    """Sources, those with the most statements first."""

    format: Literal[1]
    sources: list[SourceAnswer]
    next: str | None = NEXT


class Count(BaseModel):
    """How many statements have a value."""

    value: str
    count: int


class FacetsAnswer(BaseModel):
    """How many of the statements found have which label, the most frequent first."""

    format: Literal[1]
    counted: int
    capped: bool = Field(description="Whether there are more statements than were counted.")
    act: list[Count]
    kind: list[Count]
    naming: list[Count]
    form: list[Count]
    stance: list[Count]
    denies: list[Count]
    outlet: list[Count]
    year: list[Count]


class AnchorAnswer(BaseModel):
    """Characters of the page as it came in, and the words that were read there."""

    start: int
    end: int
    text: str


class SpansAnswer(BaseModel):
    """The three parts of a statement."""

    source: list[AnchorAnswer]
    cue: list[AnchorAnswer]
    content: list[AnchorAnswer]


class JudgementAnswer(BaseModel):
    """What a person said of a statement."""

    id: str
    kind: Literal["confirm", "correct", "reject", "add"]
    by: str
    at: str
    page_id: str
    anchors: SpansAnswer
    corrected: SpansAnswer | None
    labels: dict[str, str | bool | None]
    note: str | None


class OneJudgement(JudgementAnswer):
    """One judgement."""

    format: Literal[1]


class JudgementsAnswer(BaseModel):
    """Judgements, in the order they were made."""

    format: Literal[1]
    judgements: list[JudgementAnswer]
    next: str | None = NEXT


class RunAnswer(BaseModel):
    """A run and how many readings it made."""

    id: str
    version: str
    weights: str
    readings: int


class StatusAnswer(BaseModel):
    """What the ledger holds, and what reads now."""

    format: Literal[1]
    version: str
    weights: str
    revision: str
    bytes: int
    pages: int
    forgotten: int
    captures: int
    readings: int
    failed: int
    statements: int
    comments: int
    runs: list[RunAnswer]
