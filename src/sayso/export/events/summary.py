"""Say one event in one row where several voices tell it: each field from whom it is best had, every toll kept.

In: a sheet and the versions of one event. Out: `Summary`. Which of them is right is not told: the row has what the
surest voice that tells it as something that took place says, and of what that one leaves out what another does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sayso.export.events.sheets import EventSheet, happened
from sayso.export.words import block_around
from sayso.records import Event, Moment, Party, Place, Quantity

_BOUNDS = {"=": "", ">=": "at least ", "<=": "at most ", "~": "about "}
_SURE = ("CT+", None, "PR+", "Uu", "PS+")
_ENDS = (". ", "! ", "? ")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One event of a page. `tolls` are all numbers with who tells them.

    `fatalities` is the lowest count of deaths of those who tell it as something that took place, None without any.
    """

    id: str
    lead: Event
    versions: tuple[Event, ...]
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Place | None
    moment: Moment | None
    fatalities: float | None
    tolls: tuple[str, ...]
    told: tuple[str, ...]
    confidence: float | None


def summarise(sheet: EventSheet, versions: Sequence[Event]) -> Summary:
    """Return the versions of an event as one."""
    ordered = sorted(versions, key=_sureness)
    claimed = [amount for event in versions if happened(event) for amount in event.quantities]
    deaths = [amount.value for amount in claimed if amount.counts == "deaths"]
    numbers = [f"{say_toll(amount)}: {say_telling(sheet, event)}" for event in versions for amount in event.quantities]
    return Summary(
        id=versions[0].id,
        lead=ordered[0],
        versions=tuple(versions),
        mode=_first(ordered, lambda event: event.mode),
        contexts=tuple(dict.fromkeys(context for event in versions for context in event.contexts)),
        actors=_first(ordered, lambda event: event.actors) or (),
        recipients=_first(ordered, lambda event: event.recipients) or (),
        place=_first([e for e in ordered if (p := sheet.place(e)) and p.resolved] or ordered, sheet.place),
        moment=_first([e for e in ordered if (m := sheet.moment(e)) and m.value] or ordered, sheet.moment),
        fatalities=min(deaths) if deaths else None,
        tolls=tuple(dict.fromkeys(numbers)),
        told=tuple(dict.fromkeys(say_telling(sheet, event) for event in versions)),
        confidence=ordered[0].confidence,
    )  # fmt: skip


def say_toll(amount: Quantity) -> str:
    """Return a number with its bound and what it counts: "at least 12 deaths"."""
    unit = " percent" if amount.unit == "percent" else ""
    counted = amount.counts if amount.counts and amount.counts != "other" else amount.measure
    return f"{_BOUNDS[amount.bound]}{amount.value:.12g}{unit} {counted}".strip()


def say_telling(sheet: EventSheet, event: Event) -> str:
    """Return who tells a version, and how: "Coast Guard (CT-, denied)"."""
    how = ", ".join(each for each in (event.factuality, event.stand if event.stand != "actual" else None) if each)
    return f"{sheet.told_by(event)} ({how})" if how else sheet.told_by(event)


def sentence_of(sheet: EventSheet, event: Event) -> str:
    """Return the sentence that tells an event, on one line; the rest of its block where no sentence can be told."""
    around = block_around(sheet.document, event.cue[0]) if event.cue else None
    if around is None:
        return ""
    text, cue = sheet.document.text, event.cue[0]
    starts = [at + 2 for mark in _ENDS if (at := text.rfind(mark, around.start, cue.start)) >= 0]
    ends = [at + len(mark) - 1 for mark in (*_ENDS, ".” ") if (at := text.find(mark, cue.end, around.end)) >= 0]
    words = text[max([around.start, *starts]) : min([around.end, *ends])]
    return " ".join(words.split())


def _sureness(event: Event) -> tuple[bool, int]:
    """Return what versions are ordered by; those alike stay in the order of the page."""
    return not happened(event), _SURE.index(event.factuality) if event.factuality in _SURE else len(_SURE)


def _first(events: Sequence[Event], of: Callable[[Event], _Value | None]) -> _Value | None:
    return next((value for event in events if (value := of(event))), None)
