"""Make records for tests: `make_page`, `make_document`, `make_statement`, `make_reading`. All is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sayso.records import (
    Block,
    Candidate,
    Comment,
    Document,
    Event,
    Evidence,
    Failure,
    Link,
    Moment,
    Page,
    Party,
    Place,
    Quantity,
    Reading,
    Role,
    Run,
    Segment,
    Span,
    Statement,
)

TEXT = (
    "Harbour of Velmar closed\n\n"
    "Interior minister Oda Renn denied that troops had landed at Velmar. "
    "“Not one soldier set foot there,” she said on Friday.\n\n"
    "According to the Coast Monitor, a leaked order shows two ships."
)
THREAD = "I heard that the quay is full of lorries."
RUN = Run(version="0.1.0", weights="w" * 8)


def make_page(text: str = TEXT, *, location: str | None = "harbour.txt", **fields: Any) -> Page:
    """Return a page of this text; `fields` are those of `Page`."""
    return Page(data=text.encode(), location=location, **fields)


def make_document(text: str = TEXT, **fields: Any) -> Document:
    """Return a document whose blocks are the paragraphs, the first of them a headline, its title.

    `fields` are those of `Document` and replace what would be made.
    """
    made = Document(
        page_id=make_page(text).id,
        text=text,
        encoding="utf-8",
        title=text.split("\n\n", maxsplit=1)[0],
        outlet="Velmar Courier",
        published="2021-03-05",
        language="en",
        blocks=_blocks(text),
        offsets=(Segment(text_start=0, text_end=len(text), page_start=0, page_end=len(text)),),
    )
    return replace(made, **fields)


def make_thread() -> Document:
    """Return a document with one reader's comment below the article."""
    text = f"{TEXT}\n\n{THREAD}"
    span = find(text, THREAD)
    comment = Comment(
        id="c1",
        commenter="Tolan Brisk",
        display="Tolan Brisk (guest)",
        posted="5 years ago",
        start=span.start,
        end=span.end,
        ranges=(span,),
    )
    return make_document(text, blocks=_blocks(TEXT), comments=(comment,))


def make_statement(
    document: Document,
    source: str = "she",
    cue: str = "said",
    content: str = "Not one soldier",
    **fields: Any,
) -> Statement:
    """Return a statement whose parts are the first places of these words; "" makes an empty part."""
    parts = (source, cue, content)
    spans = [(find(document.text, words),) if words else () for words in parts]
    made = Statement(document_id=document.id, source=spans[0], cue=spans[1], content=spans[2], form="indirect")
    return replace(made, **fields)


def make_statements(document: Document) -> tuple[Statement, ...]:
    """Return the denial of a minister and what a leaked paper shows, both fully labelled."""
    who, paper = "Interior minister Oda Renn", "a leaked order"
    denial = make_statement(
        document,
        who,
        "denied",
        "that troops had landed at Velmar",
        source_kind="government",
        naming="named",
        entity="Oda Renn",
        affiliation="Interior Ministry",
        chain=(Link(rel="speaker", span=find(document.text, who), entity="Oda Renn", naming="named"),),
        origin="Oda Renn",
        act="deny",
        negated=False,
        stance="neutral",
        factuality="CT-",
        confidence=0.9,
    )
    shown = make_statement(
        document,
        paper,
        "shows",
        "two ships",
        source_kind="document",
        naming="unnamed",
        chain=(Link(rel="speaker", span=find(document.text, paper), source_kind="document"),),
        origin="a leaked order, Coast Monitor",
        act="show",
        negated=False,
        stance="factive",
        factuality="CT+",
        evidence=(Evidence(kind="leaked", span=find(document.text, "leaked")),),
        confidence=0.4,
    )
    return denial, shown


def make_event(document: Document, cue: str = "had landed", event_type: str = "MOBILIZE", **fields: Any) -> Event:
    """Return an event whose cue is the first place of these words; `fields` are those of `Event`."""
    return Event(document_id=document.id, cue=(find(document.text, cue),), event_type=event_type, **fields)


def make_party(document: Document, words: str, **fields: Any) -> Party:
    """Return a party whose span is the first place of these words."""
    return Party(span=find(document.text, words), **fields)


def make_place(
    document: Document, words: str = "Velmar", latitude: float = 54.5, longitude: float = 18.5, **fields: Any
) -> Place:
    """Return a name of a place, resolved to a port of these degrees; `fields` are those of `Place`."""
    port = Candidate(
        name="Velmar",
        geonames_id=None,
        feature="PPL",
        country="AR",
        division="Coast",
        latitude=latitude,
        longitude=longitude,
    )
    given: dict[str, Any] = {"role": "where", "resolved": port, "candidates": (port,), "confidence": 0.8} | fields
    return Place(document_id=document.id, span=find(document.text, words), **given)


def make_moment(document: Document, words: str = "on Friday", day: date | None = date(2021, 3, 5)) -> Moment:
    """Return an expression of time that means a day, or is not pinned (None)."""
    return Moment(
        document_id=document.id,
        span=find(document.text, words),
        value=day.isoformat() if day else None,
        start=day,
        end=day,
        granularity="day",
        anchor="document" if day else None,
    )


def make_events_reading(document: Document | None = None, **fields: Any) -> Reading:
    """Return a reading of `TEXT` with a denied landing, told by a minister, and ships in the outlet's own voice."""
    document = document or make_document()
    statements = make_statements(document)
    place, moment = make_place(document), make_moment(document)
    landing = make_event(
        document,
        mode="troops",
        contexts=("military", "territory"),
        actors=(make_party(document, "troops", country="RUS", sectors=("MIL",)),),
        place=place.id,
        moment=moment.id,
        date=moment.value,
        quantities=(Quantity(span=find(document.text, "Not one"), measure="soldiers", value=0.0, counts="troops"),),
        statement=statements[0].id,
        source="Oda Renn",
        factuality="CT-",
        stand="denied",
        confidence=0.9,
    )
    closing = make_event(
        document,
        "closed",
        "COERCE",
        mode="restrict",
        recipients=(make_party(document, "Harbour of Velmar", country="ARD", sectors=("BUS",)),),
        factuality="CT+",
        confidence=0.5,
    )
    given = {"statements": statements, "events": (closing, landing), "places": (place,), "moments": (moment,)}
    return make_reading(document, **(given | fields))


def make_reading(document: Document | None = None, **fields: Any) -> Reading:
    """Return a reading of a document, or of the one of `TEXT` with its two statements."""
    if document is None:
        document = make_document()
        fields.setdefault("statements", make_statements(document))
    made = Reading(page=make_page(document.text), run=RUN, document=document, seconds=0.25)
    return replace(made, **fields)


def make_failure(location: str, *, data: bytes = b"", kind: str = "empty", run: Run = RUN) -> Reading:
    """Return the recorded failure of a page."""
    failure = Failure(kind=kind, message=f"{location}: nothing to read: check the file.")
    return Reading(page=Page(data=data, location=location), run=run, failure=failure)


def find(text: str, words: str) -> Span:
    """Return the span of the first place these words stand at."""
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def _blocks(text: str) -> tuple[Block, ...]:
    made, at = [], 0
    for part in text.split("\n\n"):
        role: Role = "paragraph" if at else "headline"
        span = Span(start=at, end=at + len(part))
        made.append(Block(role=role, start=span.start, end=span.end, ranges=(span,)))
        at = span.end + 2
    return tuple(made)
