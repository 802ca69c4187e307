"""The numbers that are told of events, by what they count, put side by side by source.

In: sheets. Out: `Measured` numbers, as those of claims are drawn. Which of them is right is not ours to tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sayso.doors.one_line import show
from sayso.export.events import EventSheet
from sayso.export.events.summary import say_toll
from sayso.records import Event, Quantity
from sayso.web.views.claims.figures import MOST, Figure, Measured
from sayso.web.views.events.cards import say_type
from sayso.web.wording import say_day, say_outlet

_MOST_DRAWINGS = 6


def numbers_in(sheets: Iterable[EventSheet]) -> tuple[Measured, ...]:
    """Return numbers that count the same of events of one type at one place, where these are not all one number."""
    found: defaultdict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for sheet in sheets:
        for group in sheet.groups:
            where = next((place.resolved.name for e in group if (place := sheet.place(e)) and place.resolved), "")
            for event in group:
                for amount in event.quantities:
                    counted = amount.counts if amount.counts and amount.counts != "other" else amount.measure
                    key = (counted, where, say_type(event.event_type, None))
                    found[key].append(_figure(sheet, event, amount))
    made = []
    for (counted, where, kind), told in found.items():
        figures = list(dict.fromkeys(told))
        if len({(figure.value, figure.bound) for figure in figures}) > 1:
            measure = show(f"{counted}, {kind}{f', {where}' if where else ''}")
            made.append(Measured(measure=measure, figures=tuple(figures[:MOST]), more=max(0, len(figures) - MOST)))
    return tuple(sorted(made, key=lambda each: -len(each.figures))[:_MOST_DRAWINGS])


def _figure(sheet: EventSheet, event: Event, amount: Quantity) -> Figure:
    document, page = sheet.document, sheet.reading.page
    outlet = show(say_outlet(document.outlet, page.location))
    own = event.statement is None
    return Figure(
        value=amount.value,
        bound=amount.bound,
        told=say_toll(amount).removesuffix(amount.counts or amount.measure).strip() or say_toll(amount),
        who=outlet if own else show(event.source or "a source that is not named"),
        outlet="in its own voice" if own else outlet,
        day=say_day(document.published),
        stand="denies" if event.stand == "denied" else "says",
        address=f"/pages/{page.id}#{event.id}",
    )
