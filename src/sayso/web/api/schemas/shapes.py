"""The JSON of format 1 as types, so that OpenAPI tells the truth of it.

In: nothing. Out: pydantic models.

Nothing is made of these types: what `export.page_json` and `export.hit_json` write is sent as it is, and tests hold
the two against each other. Every `start` and `end` counts characters of the page as it came in, null where a span
cannot be located.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from sayso.labels import ACTS, FACTUALITIES, NAMINGS, RELATIONS, SOURCE_KINDS, STANCES
from sayso.web.api.schemas.events import EventShape, MomentShape, PlaceShape
from sayso.web.api.schemas.spans import Extent, QuantityShape, Span, label


class EvidenceSpan(Span):
    """Words that speak of proof."""

    kind: str


class Hand(Span):
    """One hand of a chain, first speaker first."""

    rel: str = Field(json_schema_extra={"enum": list(RELATIONS)})
    entity: str | None
    source_kind: str | None = Field(json_schema_extra=label(SOURCE_KINDS))
    naming: str | None = Field(json_schema_extra=label(NAMINGS))


class StatementShape(BaseModel):
    """One attribution: `source` expresses, holds or shows `content`; `cue` signals it.

    A machine read it unless `status` says that a person did. Only a `direct` content may stand as a quotation.
    """

    id: str
    parent: str | None
    layer: Literal["article", "comment"]
    comment: str | None
    form: Literal["direct", "mixed", "indirect"]
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    source_kind: str | None = Field(json_schema_extra=label(SOURCE_KINDS))
    naming: str | None = Field(json_schema_extra=label(NAMINGS))
    entity: str | None
    affiliation: str | None
    chain: list[Hand]
    origin: str | None
    act: str | None = Field(json_schema_extra=label(ACTS))
    negated: bool | None
    denies: bool | None
    stance: str | None = Field(json_schema_extra=label(STANCES))
    factuality: str | None = Field(json_schema_extra=label(FACTUALITIES))
    evidence: list[EvidenceSpan]
    confidence: float | None = Field(description="that source and content are the right words")
    identity_confidence: float | None = Field(description="that entity, or else the first candidate, is the right name")
    label_confidence: float | None = Field(description="that act, stance, factuality and negated are all right")
    candidates: list[str] = Field(description="Whom the source may stand for, where that is not sure.")
    status: Literal["machine", "confirmed", "corrected", "rejected"]


class MentionShape(BaseModel):
    """A place that states, denies or hedges a proposition, and whose word it is."""

    id: str
    statement: str | None = Field(description="The statement in whose content it stands.")
    content: list[Span]
    voice: Literal["statement", "author"] = Field(description="author: the outlet says it itself.")
    holder: str | None
    named: bool = Field(description="Whether it is sure who the holder is.")
    affiliation: str | None
    stand: Literal["asserts", "hedges", "denies", "retells"]
    denied: bool = Field(description="Whether somebody says that what the words name is not so.")
    negative: bool = Field(description="Whether the words are a negation themselves.")
    origin: str | None
    origin_named: bool
    quantities: list[QuantityShape]
    confidence: float | None


class ItemMentionShape(Span):
    """A noun phrase for a thing that the page speaks of as proof."""

    kind: str


class ContainerShape(BaseModel):
    """Where in a file of many pages one of them stands: a place in the page is `start` more in the file."""

    location: str | None
    article: int
    start: int | None
    end: int | None
    extracted: bool = Field(description="Whether the text taken out of the file is counted, not its characters.")
    offset: int | None = Field(description="Of a record of an archive: the byte of the file at which it begins.")
    digest: str | None = Field(description="Of a record of an archive: what it calls the bytes of its page by.")


class PageShape(BaseModel):
    """The bytes as they came in."""

    id: str
    location: str | None
    media_type: str
    encoding: str | None
    sha256: str
    bytes: int
    fetched_at: str | None = Field(description="ISO 8601")
    container: ContainerShape | None = Field(description="The file of many pages that it was cut out of.")


class Block(Extent):
    """A part of the page with a role; what stands between its `ranges` is not its text."""

    role: str
    ranges: list[Extent]
    xpath: str | None
    place: str | None
    text: str


class Time(Span):
    """A time told relative to another, and what it stands for, if known."""

    resolved: str | None


class DocumentShape(BaseModel):
    """What the page holds."""

    id: str
    title: str | None
    byline: str | None
    outlet: str | None
    published: str | None
    language: str | None
    address: str | None
    notes: list[str]
    blocks: list[Block]
    times: list[Time]


class CommentShape(Extent):
    """A reader's comment, with a hash for the name. Only where `comments=true` asks for them."""

    id: str
    commenter: str | None
    display: str | None
    posted: str | None
    posted_at: str | None
    header_start: int | None
    ranges: list[Extent]
    text: str
    reply_to: str | None


class RepairShape(BaseModel):
    """Encoding damage put right."""

    start: int
    end: int
    original: str
    repaired: str
    kind: str


class RunShape(BaseModel):
    """What read it."""

    id: str
    version: str
    weights: str
    settings: dict[str, str]
    seconds: float


class ReadPage(BaseModel):
    """One page that was read, in format 1."""

    format: Literal[1]
    page: PageShape
    document: DocumentShape
    comments: list[CommentShape]
    repairs: list[RepairShape]
    statements: list[StatementShape]
    mentions: list[MentionShape]
    items: list[ItemMentionShape]
    events: list[EventShape] | None = Field(description="Null where the run that read it looked for none.")
    places: list[PlaceShape] | None
    moments: list[MomentShape] | None
    run: RunShape


class ErrorShape(BaseModel):
    """Why a page could not be read."""

    kind: str
    message: str


class FailedPage(BaseModel):
    """One page that could not be read, in format 1."""

    format: Literal[1]
    page: PageShape
    error: ErrorShape


class HitPage(BaseModel):
    """The page a statement stands on."""

    id: str
    location: str | None
    title: str | None
    outlet: str | None
    published: str | None
