"""Places in a page as types. In: nothing. Out: pydantic models of ranges, words and numbers in format 1."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field
from pydantic.config import JsonDict

from sayso.labels import COUNTED


def label(values: tuple[str, ...]) -> JsonDict:
    """Return the schema of a label that may be null."""
    return {"enum": [*values, None]}


class Extent(BaseModel):
    """A half-open range."""

    start: int | None
    end: int | None


class Span(Extent):
    """A range and the words that were read there, repaired where a repair says so."""

    text: str


class QuantityShape(Span):
    """A number claimed of the world; `bound` is ">=" for at least, "<=" for at most, "~" for about."""

    measure: str = Field(description="What is counted.")
    value: float
    bound: Literal["=", ">=", "<=", "~"]
    unit: Literal["percent", "currency"] | None
    counts: str | None = Field(json_schema_extra=label(COUNTED), description="Of an event: what it is a number of.")
