"""What the tools on claims answer, as types whose schemas the tools declare.

In: nothing. Out: pydantic models. The rule for `untrusted_page_text` is that of `answers`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from sayso.mcp.answers import NOTICE, PageMark, Place

Stand = Literal["asserts", "hedges", "denies", "retells"]
COUNTED = (
    "Corroboration counts origins, never pages. Unnamed origins may be one person: they are never counted as"
    " independent."
)


class ClaimText(BaseModel):
    """The words of a claim, as its first asserter words it, and the name that a person gave it."""

    text: str
    title: str | None


class ClaimMark(BaseModel):
    """A proposition that pages share, and what is counted of it; whether it is so is told nowhere."""

    id: str
    status_in_words: str
    contested: bool = Field(description="Whether somebody asserts it and somebody else denies it.")
    mentions: int
    pages: int
    holders: int
    independent_origins: int
    unknown_origins: int
    first: str | None = Field(description="The first day of publication that is known.")
    last: str | None
    untrusted_page_text: ClaimText


class ClaimsAnswer(BaseModel):
    """The claims found, and how to ask for more."""

    notice: str = NOTICE
    counting: str = COUNTED
    claims: list[ClaimMark]
    next_cursor: str | None = Field(description="Give it as cursor for what follows; null at the end.")


class NumberText(BaseModel):
    """The words of a number, and what it counts."""

    text: str
    measure: str


class Number(Place):
    """A number claimed of the world; `bound` is ">=" for at least, "<=" for at most, "~" for about."""

    value: float
    bound: Literal["=", ">=", "<=", "~"]
    unit: str | None
    untrusted_page_text: NumberText


class MemberText(BaseModel):
    """The words of a mention, whose they are as far as the page tells, and the passage around them."""

    text: str
    passage: str
    holder: str | None = Field(description="null: the outlet says it in its own voice.")
    origin: str | None


class Member(BaseModel):
    """One place that states or denies the claim: how, and where."""

    page: PageMark
    stand: Stand
    voice: Literal["statement", "author"] = Field(description="author: the outlet says it itself.")
    statement_link: str | None
    places: list[Place]
    numbers: list[Number]
    sure: float | None = Field(description="The mean chance that it says the same as the others.")
    untrusted_page_text: MemberText


class OriginText(BaseModel):
    """An origin; `via` is the named hand before an unnamed one."""

    words: str
    via: str | None


class Origin(BaseModel):
    """Somebody whose word the claim goes back to."""

    independent: bool
    untrusted_page_text: OriginText


class TieText(BaseModel):
    """What a relation rests on."""

    on: str


class Tie(BaseModel):
    """`a` contradicts, narrows or supports `b`; the other claim is told."""

    a: str
    kind: Literal["contradicts", "narrows", "supports"]
    b: str
    other: ClaimMark
    untrusted_page_text: TieText


class TurnText(BaseModel):
    """Whose line it is."""

    holder: str


class Turn(BaseModel):
    """A line that changes from one claim to another, or between asserting and denying one."""

    before: str
    after: str
    order_known: bool
    untrusted_page_text: TurnText


class ClaimAnswer(BaseModel):
    """One claim: who states it and where, on whose word, what lies beside it."""

    notice: str = NOTICE
    counting: str = COUNTED
    claim: ClaimMark
    origins: list[Origin]
    members: list[Member]
    members_left_out: int
    relations: list[Tie]
    changes: list[Turn]
