"""What the current reading of a page tells towards claims, as people judged its statements.

In: the key of a page. Out: its mentions with their words, and the things of proof that its article speaks of. Who
holds a mention follows the statement as it was judged; a mention of a rejected statement is left out, and so is what
stands in readers' comments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from sayso.claims.linking.told import Told, told_of
from sayso.claims.mentions.read import make_mention
from sayso.ledger.store.claim_tables import reading_mentions
from sayso.ledger.store.codec import storable, unpack
from sayso.ledger.store.schema import current_readings, documents, readings, statements
from sayso.records import Document, ItemMention, Mention, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A mention, and the range of its page's text that is its own or its statement's."""

    told: Told
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTold:
    """What the current reading of a page tells; nothing where there is none, or where it failed."""

    reading_key: int = 0
    document: Document | None = None
    places: tuple[Place, ...] = ()
    items: tuple[ItemMention, ...] = ()


def page_told(connection: Connection, page_key: int) -> PageTold:
    """Return what the current reading of a page tells towards claims."""
    row = connection.execute(
        select(
            reading_mentions.c.reading_key,
            reading_mentions.c.mentions,
            reading_mentions.c["items"].label("things"),
            documents.c.record,
            documents.c.outlet,
            documents.c.published_on,
        )
        .select_from(current_readings)
        .join(reading_mentions, reading_mentions.c.reading_key == current_readings.c.reading_key)
        .join(readings, readings.c.key == current_readings.c.reading_key)
        .join(documents, documents.c.key == readings.c.document_key)
        .where(current_readings.c.page_key == page_key)
    ).one_or_none()
    if row is None:
        return PageTold()
    document = unpack(row.record, Document)
    said = _statements(connection, row.reading_key)
    article = min((each.start for each in document.comments if each.start is not None), default=len(document.text))
    machine = {each.id: each for each in unpack(row.mentions, tuple[Mention, ...]) if each.content[0].start < article}
    kept = [judged for each in machine.values() if (judged := _judged(document, each, said)) is not None]
    told = told_of(document, kept)
    found = {(each.span.start, each.span.end): each for each in unpack(row.things, tuple[ItemMention, ...])}
    return PageTold(
        reading_key=row.reading_key,
        document=document,
        places=tuple(_places(told, said)),
        items=tuple(each for each in found.values() if each.span.start < article),
    )


_Said = Mapping[str, tuple[Statement, Statement | None]]


def _statements(connection: Connection, reading_key: int) -> _Said:
    """Return the statements of a reading by the id the machine gave them: as it read them, and as they were judged."""
    columns = (statements.c.record, statements.c.judged)
    rows = connection.execute(select(*columns).where(statements.c.reading_key == reading_key))
    read = ((unpack(row.record, Statement), row.judged) for row in rows)
    return {each.id: (each, unpack(judged, Statement) if judged else None) for each, judged in read}


def _judged(document: Document, mention: Mention, said: _Said) -> Mention | None:
    """Return a mention as people judged the statement it is of; None where they rejected that."""
    machine, judged = said.get(mention.statement or "", (None, None))
    if machine is None or judged is None:
        return mention
    if judged.status == "rejected":
        return None
    made = make_mention(document.text, mention.content[0], judged)
    told = replace(mention, holder=made.holder, named=made.named, origin=made.origin, origin_named=made.origin_named)
    labelled = (machine.act, machine.factuality) == (judged.act, judged.factuality)
    return told if labelled else replace(told, stand=made.stand, denied=made.denied)


def _places(told: Iterable[Told], said: _Said) -> Iterable[Place]:
    for each in told:
        statement = said.get(each.mention.statement or "", (None, None))[0]
        spans = [*each.mention.content]
        spans += (*statement.source, *statement.cue, *statement.content) if statement else ()
        clean = replace(each, text=storable(each.text) or "")
        yield Place(told=clean, start=min(span.start for span in spans), end=max(span.end for span in spans))
