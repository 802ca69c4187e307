"""Gather what an export of events is made of: a page that tells events, those that were asked for, in their versions.

In: readings, or a ledger and a query. Out: sheets, in the order of the query. What stands in readers' comments is left
out: no format has to think of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from sayso.errors import UnknownId
from sayso.export.events.versions import group_versions
from sayso.export.readers import without_comments
from sayso.labels import vouched
from sayso.records import Document, Event, Moment, Place, Reading, Statement

if TYPE_CHECKING:
    from sayso.ledger import EventEntry
    from sayso.ledger.ledger import Ledger

_NOT_SO = ("CT-", "PR-", "PS-")


@dataclass(frozen=True, kw_only=True)
class EventSheet:
    """A reading, its document, and its events: `groups` are versions of one event each.

    `judged` is by whom and on which day, by the ids of events that somebody judged.
    """

    reading: Reading
    document: Document
    groups: tuple[tuple[Event, ...], ...]
    judged: Mapping[str, tuple[str, str]]

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The places of the page by their ids."""
        return places_of(self.reading)

    @cached_property
    def moments(self) -> Mapping[str, Moment]:
        """The expressions of time of the page by their ids."""
        return moments_of(self.reading)

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """The statements of the page by their ids."""
        return {statement.id: statement for statement in self.reading.statements}

    def place(self, event: Event) -> Place | None:
        """Return where an event happened, None where it is not told."""
        return self.places.get(event.place or "")

    def moment(self, event: Event) -> Moment | None:
        """Return when an event happened, None where it is not told."""
        return self.moments.get(event.moment or "")

    def vouched(self, event: Event) -> str:
        """Return in words who vouches for an event having been read so."""
        return vouched(event.status, *self.judged.get(event.id, ()))

    def told_by(self, event: Event) -> str:
        """Return on whose word an event is told: the source, "author" where the outlet itself tells it."""
        return "author" if event.statement is None else event.source or "unknown"


def places_of(reading: Reading) -> dict[str, Place]:
    """Return the places of a reading by their ids."""
    return {place.id: place for place in reading.places or ()}


def moments_of(reading: Reading) -> dict[str, Moment]:
    """Return the expressions of time of a reading by their ids."""
    return {moment.id: moment for moment in reading.moments or ()}


def make_sheet(
    reading: Reading, wanted: Collection[str] | None = None, judged: Mapping[str, tuple[str, str]] | None = None
) -> EventSheet | None:
    """Return a reading's events, or those of these ids; None of a page that has none, or that no run looked at so."""
    if reading.document is None or not reading.events:
        return None
    bare = without_comments(reading, reading.document)
    document = bare.document or reading.document
    told = [event for event in bare.events or () if event.status != "rejected" or (wanted and event.id in wanted)]
    groups = group_versions(document, told, places_of(bare), moments_of(bare))
    if wanted is not None:  # grouped among all of the page: what is not asked for still tells what belongs together
        groups = tuple(found for group in groups if (found := tuple(each for each in group if each.id in wanted)))
    return EventSheet(reading=bare, document=document, groups=groups, judged=judged or {}) if groups else None


def sheets_of_entries(ledger: Ledger, entries: Iterable[EventEntry]) -> Iterator[EventSheet]:
    """Yield the pages of what a ledger found, each with what was found there; what was forgotten meanwhile is left out.

    Entries of one page stand together, as a ledger gives them.
    """
    for reading_id, found in groupby(entries, key=lambda entry: entry.reading_id):
        each = tuple(found)
        try:
            reading = ledger.reading(reading_id)
        except UnknownId:
            continue
        judged = {
            entry.event.id: (entry.judged_by, entry.judged_at.date().isoformat())
            for entry in each
            if entry.judged_by and entry.judged_at
        }
        sheet = make_sheet(reading, {entry.event.id for entry in each}, judged)
        if sheet:
            yield sheet


def happened(event: Event) -> bool:
    """Return whether an event is told as something that took place: not denied, planned, feared or made up."""
    return event.stand in ("actual", "historical") and event.factuality not in _NOT_SO


def occurred(sheet: EventSheet) -> Iterator[tuple[Event, ...]]:
    """Yield the groups of which at least one voice tells that it took place."""
    yield from (group for group in sheet.groups if any(map(happened, group)))
