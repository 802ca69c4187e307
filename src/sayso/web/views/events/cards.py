"""What is told of one event, beside an article and in lists: type, who to whom, where, when, on whose word, how sure.

In: a sheet. Out: an `EventCard` for each account of an event, numbered e1, e2 … in the order of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sayso.doors.one_line import show
from sayso.export.events import EventSheet
from sayso.export.events.countries import find_country
from sayso.export.events.summary import say_toll
from sayso.pages.offsets import locate
from sayso.records import Event, Moment, Party, Place
from sayso.report.wording import FACTUALITY, in_words
from sayso.web.wording import say_day

STANDS = {
    "actual": "told as something that took place",
    "denied": "denied",
    "ordered": "ordered, not told to have taken place",
    "planned": "planned",
    "feared": "feared",
    "hypothetical": "only imagined (hypothetical)",
    "historical": "told of the past (historical)",
}
SECTORS = {
    "COP": "police", "GOV": "government", "JUD": "courts", "LEG": "legislature", "MIL": "military",
    "PRM": "paramilitary", "PTY": "party", "REB": "rebels", "SPY": "intelligence", "UAF": "armed, unidentified",
    "UNK": "unknown", "AGR": "farming", "BUS": "business", "CRM": "criminal", "CVL": "civilians", "EDU": "education",
    "ELI": "elites", "JRN": "journalists", "LAB": "labour", "MED": "medicine", "REF": "refugees", "OPP": "opposition",
    "PRE": "former office", "REL": "religion", "SOC": "civil society",
}  # fmt: skip
BODIES = {"IGO": "a body of many states", "NGO": "a non-governmental body", "MNC": "a multinational company"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCard:
    """One account of an event in words. `others` are the numbers of other accounts of the same event on the page."""

    id: str
    number: str
    event: Event
    name: str
    cue: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    where: str | None
    when: str | None
    tolls: tuple[str, ...]
    told_by: str
    statement: tuple[str, str] | None  # id and number
    factuality: str | None
    stand: str
    vouched: str
    place: str
    others: tuple[tuple[str, str], ...]  # anchor and number


def make_event_cards(sheet: EventSheet, numbers: Mapping[str, str] | None = None) -> tuple[EventCard, ...]:
    """Return the cards of a page's events in its order; `numbers` are those of statements, by their ids."""
    flat = sorted((event for group in sheet.groups for event in group), key=lambda event: event.cue[0].start)
    named = {event.id: f"e{at}" for at, event in enumerate(flat, 1)}
    groups = {event.id: group for group in sheet.groups for event in group}
    return tuple(_card(sheet, event, named, groups[event.id], numbers or {}) for event in flat)


def _card(
    sheet: EventSheet, event: Event, named: Mapping[str, str], group: tuple[Event, ...], numbers: Mapping[str, str]
) -> EventCard:
    document, place, moment = sheet.document, sheet.place(event), sheet.moment(event)
    spans = [locate(document.offsets, span) for span in event.cue]
    statement = event.statement
    return EventCard(
        id=event.id,
        number=named[event.id],
        event=event,
        name=say_type(event.event_type, event.mode),
        cue=" … ".join(show(document.quote(span)) for span in event.cue),
        actors=tuple(say_party(sheet, party) for party in event.actors),
        recipients=tuple(say_party(sheet, party) for party in event.recipients),
        where=say_place(sheet, place) if place else None,
        when=say_moment(sheet, moment) if moment else None,
        tolls=tuple(say_toll(amount) for amount in event.quantities),
        told_by=_told_by(sheet, event),
        statement=(statement, numbers[statement]) if statement in numbers and statement else None,
        factuality=FACTUALITY.get(event.factuality, event.factuality) if event.factuality else None,
        stand=STANDS[event.stand],
        vouched=sheet.vouched(event),
        place=", ".join(f"{span.start:,}–{span.end:,}" if span else "not located" for span in spans),
        others=tuple((each.id, named[each.id]) for each in group if each.id != event.id),
    )


def say_type(event_type: str, mode: str | None) -> str:
    """Return a type and its mode in words: "assault: heavy weapons"."""
    kind = event_type.lower()
    return f"{kind}: {mode.replace('-', ' ')}" if mode else kind


def say_party(sheet: EventSheet, party: Party) -> str:
    """Return who somebody is: by name, else by words, with country and sectors."""
    name = show(party.entity or sheet.document.quote(party.span))
    country = find_country(party.country)
    known = [country.name if country else BODIES.get(party.country or "", party.country)]
    told = [each for each in known if each] + [SECTORS.get(each, in_words(each)) for each in party.sectors]
    return f"{name} ({', '.join(told)})" if told else name


def say_place(sheet: EventSheet, place: Place) -> str:
    """Return a place as it is written, and which one that is, or which ones it may be."""
    words, found = show(sheet.document.quote(place.span)), place.resolved
    if found is None:
        may = ", or ".join(_candidate(each.name, each.division, each.country) for each in place.candidates[:3])
        return f"{words} (may be {may})" if may else f"{words} (not resolved)"
    told = _candidate(found.name, found.division, found.country)
    return told if told.startswith(words) else f"{words}: {told}"


def say_moment(sheet: EventSheet, moment: Moment) -> str:
    """Return a time as it is written, and which days that is."""
    words = show(sheet.document.quote(moment.span))
    if moment.start and moment.start == moment.end:
        return f"{say_day(moment.start)} (“{words}”)"
    if moment.start or moment.end:
        return f"{_edge(moment.start)} to {_edge(moment.end)} (“{words}”)"
    return f"“{words}” (no day can be told)"


def _edge(day: date | None) -> str:
    return say_day(day) if day else "…"


def _candidate(name: str, division: str | None, country: str | None) -> str:
    found = find_country(country)
    whole = found.name if found else country
    parts = [name, division, whole if whole != name else None]
    return show(", ".join(dict.fromkeys(part for part in parts if part)))


def _told_by(sheet: EventSheet, event: Event) -> str:
    if event.statement is None:
        return "the outlet itself"
    return show(event.source) if event.source else "a source that is not named"
