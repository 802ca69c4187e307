"""Where and when: a name of a place, an expression of time. In: their spans in a document. Out: what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sayso.records.document import Span
from sayso.records.ids import make_id

Granularity = Literal["time", "part", "day", "week", "month", "season", "quarter", "year", "decade", "century", "span"]
#: By what an expression is pinned: it says it all itself; the day of the document; the dateline; a date named before.
MomentAnchor = Literal["itself", "document", "dateline", "named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One expression of time in a text: `span` are its words.

    `value` is ISO 8601: a day "2024-03-12", week "2024-W11", month "2024-03", year "2024", or an interval of two days
    "2020-01-01/2029-12-31" whose open end is ".." ("2024-03-01/.."). None where the page does not pin it, or where
    there is no such day. `start` and `end` are the first and last day meant, None where open. `granularity` says how
    fine the words are, `anchor` by what they are pinned.
    """

    document_id: str
    span: Span
    value: str | None
    start: date | None
    end: date | None
    granularity: Granularity
    anchor: MomentAnchor | None

    @property
    def id(self) -> str:
        """Moment id, over document and span."""
        return make_id("mom", self.document_id, self.span.start, self.span.end)


#: Where something happened, or whose it is: the government in "Washington said", the people in "Kenyan troops".
PlaceRole = Literal["where", "whose"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name may mean: its row of the gazetteer. `geonames_id` is None for a row of the user's own.

    `feature` is its GeoNames feature code (PPL, PPLC, ADM1, PCLI, STRT …), `country` the ISO 3166-1 alpha-2 code,
    `division` the name of its first-order division, `latitude` and `longitude` are degrees.
    """

    name: str
    geonames_id: int | None
    feature: str
    country: str | None
    division: str | None
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One name of a place in a text: `span` are its words, `role` what it does there.

    `resolved` is the place it means, None where it could be many or is not known; `candidates` are those it may be, the
    likeliest first. `confidence` is the chance that `resolved` is right.
    """

    document_id: str
    span: Span
    role: PlaceRole
    resolved: Candidate | None = None
    candidates: tuple[Candidate, ...] = ()
    confidence: float | None = None

    @property
    def precision(self) -> str | None:
        """How fine the place is: "point", "city", "division", "country", "region"; None where it is not resolved."""
        return precision_of(self.resolved.feature) if self.resolved else None

    @property
    def id(self) -> str:
        """Place id, over document and span."""
        return make_id("plc", self.document_id, self.span.start, self.span.end)


def precision_of(feature: str) -> str:
    """Return how fine a place of a GeoNames feature code is."""
    if feature.startswith("PPL"):
        return "city"
    if feature.startswith("ADM"):
        return "division"
    if feature.startswith(("PCL", "TERR")):
        return "country"
    return "region" if feature.startswith(("RGN", "CONT", "SEA", "OCN", "GULF", "MTS", "DSRT", "ISLS")) else "point"
