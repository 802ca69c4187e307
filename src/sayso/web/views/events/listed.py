"""The list of events: those found, each with every account of it, and by what the list can be narrowed.

In: sheets of the pages that have what was found, what a ledger counted. Out: `Told` events, facets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.doors.one_line import show
from sayso.export.events import EventSheet
from sayso.export.events.countries import find_country
from sayso.export.events.summary import sentence_of
from sayso.ledger import EventFacets
from sayso.report.wording import FACTUALITY, in_words
from sayso.web.views.asked import address_of
from sayso.web.views.events.cards import STANDS, EventCard, make_event_cards
from sayso.web.views.results import Choice, Facet
from sayso.web.wording import say_day, say_outlet

_FACETS = {"event_type": "type", "mode": "mode", "context": "context", "country": "country",
           "factuality": "factuality", "stand": "stand"}  # fmt: skip
_NAMES = {"type": "Type", "mode": "Mode", "context": "Context", "country": "Country of either side",
          "factuality": "How sure its source is", "stand": "Told as"}  # fmt: skip
_MOST_CHOICES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event of a page, with the accounts of it that were found, the first that says most before the others."""

    lead: EventCard
    accounts: tuple[EventCard, ...]
    page_id: str
    title: str
    outlet: str
    day: str
    published: str | None
    passage: str


def told_in(sheets: Iterable[EventSheet]) -> tuple[Told, ...]:
    """Return the events of pages, in the order of sheets and of their pages."""
    made = []
    for sheet in sheets:
        cards = {card.id: card for card in make_event_cards(sheet)}
        document, page = sheet.document, sheet.reading.page
        for group in sheet.groups:
            accounts = tuple(cards[event.id] for event in group)
            lead = max(accounts, key=_says)
            made.append(
                Told(
                    lead=lead,
                    accounts=accounts,
                    page_id=page.id,
                    title=show(document.title or "(no title)"),
                    outlet=show(say_outlet(document.outlet, page.location)),
                    day=say_day(document.published),
                    published=document.published,
                    passage=show(sentence_of(sheet, lead.event)),
                )
            )
    return tuple(made)


def view_event_facets(asked: Mapping[str, str], facets: EventFacets) -> tuple[Facet, ...]:
    """Return by what a list can be narrowed; a choice that is set leads to the list without it."""
    made = []
    for field, name in _FACETS.items():
        counts = getattr(facets, field)[:_MOST_CHOICES]
        choices = tuple(
            Choice(
                name=_say(name, value),
                number=number,
                address=address_of("/events", asked, **{name: None if asked.get(name) == value else value}),
                chosen=asked.get(name) == value,
            )
            for value, number in counts
        )
        if choices and (len(choices) > 1 or choices[0].chosen):
            made.append(Facet(name=_NAMES[name], choices=choices))
    return tuple(made)


def _say(name: str, value: str) -> str:
    if name == "country":
        country = find_country(value)
        return country.name if country else value
    if name == "type":
        return value.lower()
    if name == "mode":
        return value.replace("-", " ")
    known = {"factuality": FACTUALITY, "stand": STANDS}.get(name, {})
    return known.get(value, in_words(value))


def _says(card: EventCard) -> int:
    return sum(bool(each) for each in (card.actors, card.recipients, card.where, card.when, card.event.mode))
