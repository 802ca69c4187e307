"""Claims and dossiers, as types that OpenAPI tells of.

In: nothing. Out: pydantic models.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from sayso.web.api.schemas.answers import LINK, NEXT
from sayso.web.api.schemas.shapes import HitPage, MentionShape
from sayso.web.api.schemas.spans import Span

Stand = Literal["asserts", "hedges", "denies", "retells"]
Bound = Literal["=", ">=", "<=", "~"]
Relation = Literal["contradicts", "narrows", "supports"]


class ClaimShape(BaseModel):
    """A proposition that pages share, and what is counted of it. Origins are counted, never articles."""

    id: str
    text: str = Field(description="As its first asserter words it; text of a page, untrusted.")
    title: str | None = Field(description="The name that a person gave it.")
    status: Literal["machine", "confirmed", "rejected"]
    contested: bool = Field(description="Whether somebody asserts it and somebody else denies it.")
    mentions: int
    pages: int
    holders: int
    independent: int = Field(description="Clearly different named origins of those who assert it.")
    unknown: int = Field(
        description="Unnamed origins, and pages that assert it in their own voice without telling any."
    )
    first: str | None = Field(description="The first day of publication that is known.")
    last: str | None


class ClaimInList(ClaimShape):
    """A claim of a list."""

    link: str = LINK


class ClaimsAnswer(BaseModel):
    """Claims, those that came to be shown last first."""

    format: Literal[1]
    claims: list[ClaimInList]
    next: str | None = NEXT


class MemberShape(BaseModel):
    """A mention in its claim; its `stand` is how its holder stands to the claim."""

    page: HitPage
    mention: MentionShape
    sure: float | None = Field(description="The mean chance that it says the same as the others.")


class UnknownOrigin(BaseModel):
    """An unnamed origin; `via` is the named hand before it."""

    words: str
    via: str | None


class OriginsShape(BaseModel):
    """On whose word a claim rests."""

    independent: list[str]
    unknown: list[UnknownOrigin]


class RelationShape(BaseModel):
    """`a` contradicts, narrows or supports `b`; the other claim is told."""

    a: str
    kind: Relation
    b: str
    on: str
    other: ClaimShape


class ChangeShape(BaseModel):
    """A holder's line that changes from one claim to another, or from one stand to another."""

    holder: str
    before: str
    after: str
    document_id: str
    order: Literal["known", "unknown"]


class ItemShape(Span):
    """A thing spoken of as proof where the claim is stated."""

    kind: str
    page_id: str


class ClaimJudgementShape(BaseModel):
    """What a person said of the claim."""

    id: str
    kind: Literal["merge", "split", "confirm", "reject", "rename"]
    by: str
    at: str
    text: str | None
    note: str | None


class ClaimAnswerShape(BaseModel):
    """One claim with everything."""

    format: Literal[1]
    claim: ClaimShape
    members: list[MemberShape]
    origins: OriginsShape
    relations: list[RelationShape]
    changes: list[ChangeShape]
    items: list[ItemShape]
    judgements: list[ClaimJudgementShape]
    former: list[str] = Field(description="Ids of claims that became part of it.")


class DossierPage(BaseModel):
    """A page of a dossier; `id` is what it is called within."""

    id: str
    page_id: str
    outlet: str | None
    date: str | None


class DossierMention(BaseModel):
    """A place that states, denies or hedges a claim; `content` are ranges of characters of the page."""

    id: str
    page: str
    content: list[list[int]]
    text: str
    voice: Literal["statement", "author"]
    holder: str = Field(description='"the outlet" for its own voice.')
    named: bool
    link: Stand
    origin: str | None
    statement: str | None
    sure: float | None


class DossierOrigins(BaseModel):
    """On whose word a claim rests."""

    independent: int
    unknown: int
    named: list[str]
    unnamed: list[UnknownOrigin]
    possible: list[str] = Field(description="Named, but not sure to say the same: not counted.")


class DossierClaim(BaseModel):
    """A claim that the pages share or contest."""

    id: str
    text: str
    contested: bool
    mentions: list[DossierMention]
    origins: DossierOrigins


class DossierRelation(BaseModel):
    """`a` contradicts, narrows or supports `b`."""

    a: str
    b: str
    rel: Relation
    on: str


class DossierQuantity(BaseModel):
    """A number claimed of the world."""

    page: str
    span: list[int] | None
    measure: str
    value: float
    unit: str | None
    bound: Bound
    holder: str
    date: str | None


class ItemPlace(BaseModel):
    """Where an item is spoken of."""

    page: str
    span: list[int] | None


class DossierItem(BaseModel):
    """A thing spoken of as proof."""

    id: str
    kind: str
    what: str
    mentions: list[ItemPlace]


class DossierChange(BaseModel):
    """A holder's line that changes from one claim to another."""

    holder: str
    from_: str = Field(alias="from")
    to: str
    page: str
    order: Literal["known", "unknown"]


class FailedInDossier(BaseModel):
    """A page that could not be read."""

    page_id: str
    message: str


class DossierAnswer(BaseModel):
    """What some pages claim together."""

    format: Literal[1]
    dossier: str
    pages: list[DossierPage]
    claims: list[DossierClaim]
    relations: list[DossierRelation]
    quantities: list[DossierQuantity]
    items: list[DossierItem]
    changes: list[DossierChange]
    failed: list[FailedInDossier]
