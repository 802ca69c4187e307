"""Show events: what, who to whom, where, when, how many; below each, who tells it and how sure that is.

In: the events of a page in their versions, or entries of a ledger's answer. Out: lines on a console. Which version is
right is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console

from sayso.doors.one_line import shorten, show
from sayso.export.events.sheets import EventSheet
from sayso.labels import vouched
from sayso.ledger import EventEntry
from sayso.records import Event, EventStand, Moment, Place, Quantity
from sayso.report.layout import BAR, QUIET, SOURCE, TITLE, put
from sayso.report.wording import FACTUALITY

STAND: dict[EventStand, str] = {
    "actual": "told as something that happened",
    "denied": "denied",
    "ordered": "ordered",
    "planned": "planned",
    "feared": "feared",
    "hypothetical": "supposed",
    "historical": "told of the past",
}
_BOUNDS = {"=": "", ">=": "at least ", "<=": "at most ", "~": "about "}
_PASSAGE = 240


def put_page(console: Console, sheet: EventSheet) -> None:
    """Print the events of a page, each once, with all who tell it."""
    document = sheet.document
    put(console, show(document.title or "(no title)"), style=TITLE)
    where = (document.outlet or "", document.published or "", sheet.reading.page.location or "", sheet.reading.page.id)
    put(console, " · ".join(show(part) for part in where if part), style=QUIET)
    for number, versions in enumerate(sheet.groups, 1):
        first = versions[0]
        console.print()
        sides = [[document.quote(party.span) for party in side] for side in (first.actors, first.recipients)]
        put(console, f"{number}  {_what(first)} · {_who(first, *sides)}", style=TITLE)
        for event in versions:
            place, moment = sheet.place(event), sheet.moment(event)
            words = [document.quote(each.span) if each else None for each in (place, moment)]
            setting = " · ".join(_setting(event, place, moment, *words))
            put(console, " · ".join(_told(event, _teller(sheet, event))), indent=3, style=SOURCE)
            if setting:
                put(console, setting, indent=5)
            put(console, show(" … ".join(map(document.quote, event.cue))), indent=5, bar=BAR)
            put(console, _vouched(event, sheet.vouched(event)), indent=5, style=QUIET)


def put_entry(console: Console, number: int, entry: EventEntry) -> None:
    """Print an event of a list."""
    event, texts = entry.event, entry.texts
    console.print()
    put(console, f"{number}  {_what(event)} · {_who(event, texts.actors, texts.recipients)}", style=TITLE)
    teller = "the author" if event.statement is None else event.source or "nobody named"
    put(console, " · ".join(_told(event, teller)), indent=3, style=SOURCE)
    setting = " · ".join(_setting(event, entry.place, entry.moment, texts.place, texts.moment))
    if setting:
        put(console, setting, indent=3)
    put(console, shorten(show(texts.passage), _PASSAGE), indent=3, bar=BAR)
    where = " · ".join(show(part) for part in (entry.outlet, entry.published, entry.title) if part)
    day = entry.judged_at.date().isoformat() if entry.judged_at else None
    put(console, where, indent=3, style=QUIET)
    put(
        console,
        f"{_vouched(event, vouched(event.status, entry.judged_by, day))} · {entry.page_id}",
        indent=3,
        style=QUIET,
    )


def _teller(sheet: EventSheet, event: Event) -> str:
    if event.statement is None:
        return "the author"
    told = sheet.statements.get(event.statement)
    words = " … ".join(map(sheet.document.quote, told.source)) if told else ""
    return event.source or words or "nobody named"


def _what(event: Event) -> str:
    return f"{event.event_type}{f' ({event.mode})' if event.mode else ''}"


def _who(event: Event, actors: Sequence[str], recipients: Sequence[str]) -> str:
    did, done = (", ".join(map(show, side)) for side in (actors, recipients))
    if event.reciprocal:
        return f"{did} with each other"
    return f"{did or '(nobody named)'} → {done}" if done else did or "(nobody named)"


def _told(event: Event, teller: str) -> Iterator[str]:
    yield f"told by {show(teller)}"
    if event.factuality:
        yield FACTUALITY.get(event.factuality, event.factuality)
    if event.stand != "actual":
        yield STAND[event.stand]


def _setting(
    event: Event, place: Place | None, moment: Moment | None, where: str | None, when: str | None
) -> Iterator[str]:
    if place is not None:
        found = place.resolved
        at = f" ({show(found.name)}, {found.latitude:.2f}, {found.longitude:.2f})" if found else ""
        yield f"at {show(where or '')}{at}{'' if found else ', which place is not known'}"
    if moment is not None:
        yield f"{show(when or '')}: {moment.value or 'no day known'}"
    yield from map(_amount, event.quantities)


def _amount(amount: Quantity) -> str:
    unit = " percent" if amount.unit == "percent" else ""
    counted = amount.counts if amount.counts and amount.counts != "other" else amount.measure
    return f"{_BOUNDS[amount.bound]}{amount.value:,.12g}{unit} {show(counted)}"


def _vouched(event: Event, by: str) -> str:
    sure = "" if event.confidence is None else f" · confidence {event.confidence:.2f}"
    return f"{by}{sure} · {event.id}"
