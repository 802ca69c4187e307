"""What a list of statements may be asked with, in an address.

In: the parameters of an address. Out: a `Query`, or a refusal that names the parameter.

Every filter of `Query` has its parameter; a parameter that is none is refused, because a filter that is misspelt and
passed over would find what was not asked for.
"""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import Query as InQuery
from pydantic import BaseModel, ConfigDict, Field

from sayso.doors import parameters as asking
from sayso.ledger import Query
from sayso.records import Status

MOST = 200  # of one list


class Filters(BaseModel):
    """Which statements; all that is given must hold."""

    model_config = ConfigDict(extra="forbid")

    words: asking.Words | None = Field(
        None, description='In source and content, else in the page; "in quotes" a phrase.'
    )
    source: asking.Words | None = Field(None, description="Words of who says it, entity and affiliation included.")
    entity: asking.Words | None = Field(None, description="The whole name of who says it, in any case.")
    origin: asking.Words | None = Field(None, description="Words of whom it comes from, first of all.")
    outlet: asking.Words | None = Field(None, description="Words of who publishes it.")
    act: asking.Act | None = Field(None, description="What the source does.")
    kind: asking.Kind | None = Field(None, description="What sort of body speaks.")
    naming: asking.NamingValue | None = Field(None, description="How the source is named.")
    form: asking.FormValue | None = Field(None, description="Whose words they are.")
    stance: asking.Stance | None = Field(None, description="How the text that carries it treats it.")
    status: asking.StatusValue | None = Field(None, description="Rejected ones are left out unless asked for.")
    denies: bool | None = Field(None, description="By its act, or by a negative factuality.")
    min_confidence: asking.Probability | None = Field(None, description="Leave out what is less sure.")
    page_id: asking.Given | None = Field(None, description="Of this page only.")
    location: asking.Words | None = Field(None, description="Of pages met at this very address or path.")
    since: asking.Day | None = Field(None, description="Published on this day or later; unknown days never match.")
    until: asking.Day | None = Field(None, description="Published on this day or before.")
    comments: bool = Field(False, description="What stands in readers' comments, too, with hashes for their names.")

    def query(self, *, after: str | None = None, limit: int | None = None) -> Query:
        """Return what the ledger is asked."""
        asked = self.model_dump(exclude={"after", "limit", "status"})
        return Query(**asked, status=cast("Status | None", self.status), after=after, limit=limit)


class Paging(BaseModel):
    """Where a list goes on, and how much of it."""

    model_config = ConfigDict(extra="forbid")

    after: asking.Cursor | None = Field(None, description="The cursor in `next` of the list before.")
    limit: int = Field(20, ge=1, le=MOST, description="At most so many.")


class PagedFilters(Filters, Paging):
    """Which statements, and how much of the list."""


class SourceFilters(Paging):
    """Which sources."""

    words: asking.Words | None = Field(None, description="Words of the name.")
    kind: asking.Kind | None = Field(None, description="What sort of body it is.")


class DocumentFilters(Paging):
    """Which documents."""

    words: asking.Words | None = Field(None, description="Words of title and text.")
    outlet: asking.Words | None = Field(None, description="Words of who publishes it.")
    location: asking.Words | None = Field(None, description="Met at this very address or path.")
    since: asking.Day | None = Field(None, description="Published on this day or later; unknown days never match.")
    until: asking.Day | None = Field(None, description="Published on this day or before.")


class SameFilters(Paging):
    """Which statements that a correction speaks of, too."""

    page_id: asking.Given | None = Field(None, description="Of this page only.")


class JudgementFilters(Paging):
    """Which judgements."""

    page_id: asking.Given | None = Field(None, description="Of this page only.")
    comments: bool = Field(False, description="Those of readers' comments, too, with hashes for their names.")


Comments = Annotated[bool, InQuery(description="Readers' comments too, with hashes for their names.")]


def paging_of(filters: Paging) -> dict[str, Any]:
    """Return the keywords of a ledger's list, one entry more than asked for: it tells whether the list goes on."""
    asked = filters.model_dump()
    return asked | {"limit": filters.limit + 1}
