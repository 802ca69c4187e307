"""How far corrections and new readings reach, as types that OpenAPI tells of. In: nothing. Out: pydantic models."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from sayso.web.api.schemas.answers import NEXT, HitAnswer, JudgementAnswer
from sayso.web.api.schemas.shapes import StatementShape
from sayso.web.api.schemas.spans import Span


class SameHit(HitAnswer):
    """A statement of the same speaker, under the passage it was read from."""

    passage: Span | None


class SameAnswer(BaseModel):
    """The statements that a correction speaks of, too, those of the newest readings first."""

    format: Literal[1]
    given: str = Field(description="The judgement or the alias that says who it is.")
    was: str | None = Field(description="The name so far; null where the words of the source on one page are meant.")
    now: str
    labels: dict[str, str | bool | None] = Field(description="What would be corrected in each.")
    count: int
    statements: list[SameHit]
    next: str | None = NEXT


class AppliedAnswer(BaseModel):
    """The judgements made, and how many statements are left that nobody judged."""

    format: Literal[1]
    judgements: list[JudgementAnswer]
    left: int


class AliasAnswer(BaseModel):
    """Two names of one: who is called `alias` somewhere is `name`."""

    id: str
    alias: str
    name: str
    kind: str = Field(description="What sort of body it is; empty where that is not known.")
    by: str
    at: str
    judgement_id: str | None = Field(description="The correction that said so; null where it was brought in.")
    source: str
    statements: int = Field(description="How many still bear the alias and were judged by nobody: /same-entity/{id}.")


class OneAlias(AliasAnswer):
    """One alias."""

    format: Literal[1]


class AliasesAnswer(BaseModel):
    """Aliases, the newest first."""

    format: Literal[1]
    aliases: list[AliasAnswer]
    next: str | None = NEXT


class ImportedAnswer(BaseModel):
    """How many aliases of a table were new."""

    format: Literal[1]
    new: int


class ReadingMark(BaseModel):
    """A reading, and what read."""

    reading_id: str
    run_id: str
    version: str
    weights: str


class RenamedAnswer(BaseModel):
    """A statement that two readings found, by another name each."""

    before: StatementShape
    now: StatementShape


class ChangesAnswer(BaseModel):
    """What a reading found that an older one did not, both as the machine made them; `before` is null without one."""

    format: Literal[1]
    page_id: str
    now: ReadingMark
    before: ReadingMark | None
    found: list[StatementShape]
    gone: list[StatementShape]
    renamed: list[RenamedAnswer]
    same: int
