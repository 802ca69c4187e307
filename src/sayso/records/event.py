"""Who did what to whom, as one voice of a page tells it. In: spans of a document. Out: its id.

Types, modes, contexts and sectors are those of PLOVER; what the fields mean is in docs/labels.md, "Events".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.records.document import Span
from sayso.records.ids import make_id
from sayso.records.quantity import Quantity
from sayso.records.statement import Status

#: Whether it is told as something that is so, or how else.
EventStand = Literal["actual", "denied", "ordered", "planned", "feared", "hypothetical", "historical"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who acts or is acted upon: its words, who that is where it is sure, country (ISO 3166-1 alpha-3) and sectors.

    In place of a country stands "IGO", "NGO" or "MNC" for a body of many states, of none, of business.
    """

    span: Span
    entity: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event as one voice tells it: `cue` are the words that tell its type.

    `statement` is the id of the innermost statement it stands in, None where the author tells it; `source` is who
    tells it, as far as it is sure, else by words. `factuality` is how sure that source is of it (FactBank), `stand`
    whether it is told as something that is so. Where the parties do the same to each other (`reciprocal`) all are
    actors. `place` and `moment` are ids of a `Place` and a `Moment` of the same page; `date` is the moment's value, or
    without a moment the day of the page, where the event is told as news of that day. `confidence` is the chance that
    there is such an event and that its type is right; `status` is who vouches for it.
    """

    document_id: str
    cue: tuple[Span, ...]
    event_type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    reciprocal: bool = False
    place: str | None = None
    moment: str | None = None
    date: str | None = None
    quantities: tuple[Quantity, ...] = ()
    statement: str | None = None
    source: str | None = None
    factuality: str | None = None
    stand: EventStand = "actual"
    confidence: float | None = None
    status: Status = "machine"

    @property
    def id(self) -> str:
        """Event id, over document, cue and the statement it stands in."""
        return make_id("ev", self.document_id, [[span.start, span.end] for span in self.cue], self.statement)
