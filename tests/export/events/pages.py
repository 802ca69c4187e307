"""An invented page that tells one shelling by three voices, and four other events."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sayso.export.events import EventSheet, make_sheet
from sayso.records import Candidate, Document, Event, Moment, Party, Place, Quantity, Reading, Span
from tests.factory import find, make_document, make_page, make_reading, make_statement

TEXT = (
    "Shells fall on Dorvik\n\n"
    "Artillery of the Northern Army shelled Dorvik on 4 May 2024. The governor said that the army had bombarded the "
    "town and that at least 12 people were killed.\n\n"
    "Spokesman Ivo Tamm denied that the army had fired on Dorvik. A monitor said that three were killed in the "
    "bombardment of Dorvik.\n\n"
    "=Marchers gathered in Halm, some 2,000 of them, and police may arrest the organisers. Envoys of Ostrel and Kerran "
    "signed a truce in May 2024. “It\tis over,” said one."
)
DORVIK = Candidate(
    name="Dorvik", geonames_id=101, feature="PPL", country="UA", division="Northmark", latitude=48.25, longitude=-37.5
)
BOTH = (DORVIK, Candidate(name="Dorvik", geonames_id=None, feature="ADM2", country=None, division=None,
                          latitude=1.0, longitude=2.0))  # fmt: skip


def make_shelling(**fields: Any) -> Reading:
    """Return the reading; `fields` are those of `Reading`."""
    document = make_document(TEXT, outlet="Kerran Daily", published="2024-05-06T08:00:00Z")
    statements = governor, spokesman, monitor = (
        make_statement(document, "The governor", "said", "the army had bombarded"),
        make_statement(document, "Spokesman Ivo Tamm", "denied", "the army had fired on Dorvik", entity="Ivo Tamm",
                       naming="named", factuality="CT-"),
        make_statement(document, "A monitor", "said", "three were killed"),
    )  # fmt: skip
    there = _place(document, "Dorvik on 4 May", 6, DORVIK)
    denied = _place(document, "Dorvik. A monitor", 6, DORVIK)
    counted = _place(document, "bombardment of Dorvik", 21, DORVIK, skip=15)
    march = Place(document_id=document.id, span=find(TEXT, "Halm"), role="where", candidates=BOTH, confidence=0.4)
    day = _moment(document, "on 4 May 2024", "2024-05-04", date(2024, 5, 4), date(2024, 5, 4))
    month = _moment(document, "in May 2024", "2024-05", date(2024, 5, 1), date(2024, 5, 31))
    army: dict[str, Any] = {"country": "UKR", "sectors": ("MIL",)}
    shelled: dict[str, Any] = {"mode": "heavy-weapons", "contexts": ("military",)}
    events = (
        _event(document, "shelled", "ASSAULT", **shelled, actors=(_party(document, "the Northern Army", **army),),
               place=there.id, moment=day.id, factuality="CT+", confidence=0.91),
        _event(document, "bombarded", "ASSAULT", actors=(_party(document, "the army", **army),),
               recipients=(_party(document, "the town", country="UKR", sectors=("CVL",)),),
               quantities=(_count(document, "at least 12 people", 12, ">="),), statement=governor.id,
               source="the governor", factuality="CT+", confidence=0.8),
        _event(document, "fired on", "ASSAULT", actors=(_party(document, "the army had fired", 8, **army),),
               place=denied.id, statement=spokesman.id, source="Ivo Tamm", factuality="CT-", stand="denied"),
        _event(document, "bombardment", "ASSAULT", place=counted.id, statement=monitor.id, source="a monitor",
               quantities=(_count(document, "three", 3, "="),), factuality="PR+", **shelled),
        _event(document, "gathered", "PROTEST", mode="demo", place=march.id,
               actors=(_party(document, "=Marchers", sectors=("CVL",)),),
               quantities=(_count(document, "some 2,000", 2000, "~", "protesters"),), confidence=0.7),
        _event(document, "arrest", "COERCE", mode="arrest", actors=(_party(document, "police", sectors=("COP",)),),
               factuality="PS+", stand="feared"),
        _event(document, "signed a truce", "RETREAT", mode="ceasefire", reciprocal=True, moment=month.id,
               actors=(_party(document, "Envoys of Ostrel", entity="Ostrel", country="EST", sectors=("GOV",)),
                       _party(document, "Kerran", country="IGO"))),
    )  # fmt: skip
    made = make_reading(
        document,
        page=make_page(TEXT, location="dorvik.txt", fetched_at=datetime(2024, 5, 7, tzinfo=UTC)),
        statements=statements,
        events=events,
        places=(there, denied, counted, march),
        moments=(day, month),
    )
    return replace(made, **fields)


def make_shelling_sheet(**fields: Any) -> EventSheet:
    """Return the sheet of the page."""
    sheet = make_sheet(make_shelling(**fields))
    assert sheet is not None
    return sheet


def _event(document: Document, cue: str, event_type: str, **fields: Any) -> Event:
    return Event(document_id=document.id, cue=(find(document.text, cue),), event_type=event_type, **fields)


def _party(document: Document, words: str, length: int | None = None, **fields: Any) -> Party:
    return Party(span=_cut(document, words, length), **fields)


def _place(document: Document, words: str, length: int, resolved: Candidate, *, skip: int = 0) -> Place:
    span = _cut(document, words, length, skip=skip)
    return Place(document_id=document.id, span=span, role="where", resolved=resolved, candidates=(resolved,))


def _cut(document: Document, words: str, length: int | None, *, skip: int = 0) -> Span:
    found = find(document.text, words)
    return Span(start=found.start + skip, end=found.start + (length or len(words)))


def _moment(document: Document, words: str, value: str, start: date, end: date) -> Moment:
    fine = "day" if start == end else "month"
    return Moment(document_id=document.id, span=find(document.text, words), value=value, start=start, end=end,
                  granularity=fine, anchor="itself")  # type: ignore[arg-type]  # fmt: skip


def _count(document: Document, words: str, value: float, bound: Any, counts: str = "deaths") -> Quantity:
    return Quantity(span=find(document.text, words), measure="people", value=value, bound=bound, counts=counts)
