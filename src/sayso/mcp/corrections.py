"""What the tools for corrections answer, as types whose schemas the tools declare.

In: nothing. Out: pydantic models, by the rule of `answers`: names stand under `untrusted_page_text`.
"""

from __future__ import annotations

from pydantic import BaseModel, Field

from sayso.mcp.answers import NOTICE, Found, Statement


class NamesText(BaseModel):
    """How somebody was called, and how they are called now."""

    was: str | None
    now: str


class JudgedAnswer(BaseModel):
    """The judgement that was made, and the statement as it is now."""

    notice: str = NOTICE
    judgement_id: str
    found: Found
    others: int = Field(description="How many statements of the same speaker nobody judged: list_same_entity.")


class SameAnswer(BaseModel):
    """The statements that a correction speaks of, too."""

    notice: str = NOTICE
    given: str
    count: int
    found: list[Found]
    next_cursor: str | None = Field(description="Give it as cursor for what follows; null at the end.")
    untrusted_page_text: NamesText


class AppliedAnswer(BaseModel):
    """The judgements that were made."""

    notice: str = NOTICE
    judgement_ids: list[str]
    left: int = Field(description="How many statements are left that nobody judged: call again for them.")
    untrusted_page_text: NamesText


class AliasText(BaseModel):
    """Two names of one, and who said so."""

    alias: str
    name: str
    by: str
    source: str


class Alias(BaseModel):
    """An alias."""

    id: str
    kind: str
    at: str
    judgement_id: str | None
    statements: int = Field(description="How many still bear the alias and were judged by nobody.")
    untrusted_page_text: AliasText


class AliasesAnswer(BaseModel):
    """Aliases, the newest first."""

    notice: str = NOTICE
    aliases: list[Alias]
    next_cursor: str | None = Field(description="Give it as cursor for what follows; null at the end.")


class ReadingMark(BaseModel):
    """A reading, and what read."""

    reading_id: str
    version: str
    weights: str


class ChangeCounts(BaseModel):
    """How many statements are new, gone, have another name, are the same."""

    found: int
    gone: int
    renamed: int
    same: int


class ChangesAnswer(BaseModel):
    """What a reading found that an older one did not, both as the machine made them; `before` is null without one."""

    notice: str = NOTICE
    page_id: str
    now: ReadingMark
    before: ReadingMark | None
    counts: ChangeCounts
    found: list[Statement]
    gone: list[Statement]
    renamed_before: list[Statement] = Field(description="As the older reading has them, in the same order as the next.")
    renamed_now: list[Statement]
