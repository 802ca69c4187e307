"""Turn readings and their statements into answers.

In: a document with its statements. Out: the types of `answers`, bounded: text that would be too long is cut and
marked as `shortened`, while its place still tells all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, islice

from sayso.doors.privacy import Privacy
from sayso.export.passages import Piece, parts_of, passage_of
from sayso.labels import vouched
from sayso.ledger import AliasEntry, Changes, Hit, SourceEntry
from sayso.mcp.answers import (
    ArticlePage,
    Block,
    Found,
    Hand,
    HandText,
    PageMark,
    PageText,
    Place,
    Source,
    SourceText,
    Statement,
    StatementPlaces,
    StatementText,
)
from sayso.mcp.corrections import Alias, AliasText, ChangeCounts, ChangesAnswer, ReadingMark
from sayso.pages.offsets import locate
from sayso.records import Document, Link, Reading, Span, Status
from sayso.records import Statement as Record

LONGEST = 1_500  # characters of one part of a statement
PIECE = 4_000  # characters of one block
TEXT = 12_000  # characters of blocks in one answer


def tell_page(reading: Reading, document: Document) -> ArticlePage:
    """Return which page this is, and what was read in it: how many comments, too, though they may be left out."""
    return ArticlePage(
        page_id=reading.page.id,
        reading_id=reading.id,
        document_id=document.id,
        link=link_to("pages", reading.page.id),
        media_type=reading.page.media_type,
        language=document.language,
        statements=sum(statement.layer == "article" for statement in reading.statements),
        comments=len(document.comments),
        untrusted_page_text=PageText(
            title=short(document.title),
            byline=short(document.byline),
            outlet=short(document.outlet),
            published=short(document.published),
            location=short(reading.page.location),
        ),
    )


def tell_hit_page(hit: Hit) -> PageMark:
    """Return which page a hit stands on."""
    return PageMark(
        page_id=hit.page_id,
        reading_id=hit.reading_id,
        link=link_to("pages", hit.page_id),
        untrusted_page_text=PageText(
            title=short(hit.title),
            outlet=short(hit.outlet),
            published=short(hit.published),
            location=short(hit.location),
        ),
    )


def tell_found(hit: Hit, document: Document, privacy: Privacy) -> Found:
    """Return a statement that was found, and the page it stands on."""
    statement, shown = privacy.statement(hit.statement, document)
    return Found(
        statement=tell_statement(shown, statement, hit.judged_by, hit.judged_at),
        page=tell_hit_page(hit),
        in_document=hit.in_document,
    )


def tell_alias(entry: AliasEntry) -> Alias:
    """Return one alias."""
    names = AliasText(
        alias=short(entry.alias) or "", name=short(entry.name) or "", by=short(entry.by) or "", source=entry.source
    )
    return Alias(
        id=entry.id,
        kind=entry.kind,
        at=entry.at.isoformat(),
        judgement_id=entry.judgement_id,
        statements=entry.statements,
        untrusted_page_text=names,
    )


def tell_changes(changes: Changes, limit: int) -> ChangesAnswer:
    """Return what a reading found that an older one did not, at most `limit` statements of each sort."""
    now, before = changes.now, changes.before

    def told(reading: Reading | None, statements: Iterable[Record]) -> list[Statement]:
        document = reading.document if reading else None
        return [tell_statement(document, each) for each in islice(statements, limit)] if document else []

    return ChangesAnswer(
        page_id=now.page.id,
        now=_mark(now),
        before=_mark(before) if before else None,
        counts=ChangeCounts(
            found=len(changes.found), gone=len(changes.gone), renamed=len(changes.renamed), same=changes.same
        ),
        found=told(now, changes.found),
        gone=told(before, changes.gone),
        renamed_before=told(before, (each.before for each in changes.renamed)),
        renamed_now=told(now, (each.now for each in changes.renamed)),
    )


def _mark(reading: Reading) -> ReadingMark:
    return ReadingMark(reading_id=reading.id, version=reading.run.version, weights=reading.run.weights)


def tell_source(entry: SourceEntry) -> Source:
    """Return one source of the ledger."""
    return Source(
        key=entry.key,
        kind=entry.kind,
        naming=entry.naming,
        statements=entry.statements,
        pages=entry.pages,
        denies=entry.denies,
        first=entry.first.isoformat() if entry.first else None,
        last=entry.last.isoformat() if entry.last else None,
        untrusted_page_text=SourceText(name=short(entry.name) or "", affiliation=short(entry.affiliation)),
    )


def tell_statement(
    document: Document, statement: Record, by: str | None = None, at: datetime | None = None
) -> Statement:
    """Return one statement with its places, its words, the passage it was read from, and who judged it when, if any."""
    passage = passage_of(document, statement)
    parts = {"source": statement.source, "cue": statement.cue, "content": statement.content}
    words = {name: [document.quote(span) for span in spans] for name, spans in parts.items()}
    return Statement(
        id=statement.id,
        link=link_to("statements", statement.id),
        parent=statement.parent,
        status=statement.status,
        status_in_words=_in_words(statement.status, at),
        layer=statement.layer,
        form=statement.form,
        source_kind=statement.source_kind,
        naming=statement.naming,
        act=statement.act,
        negated=statement.negated,
        denies=statement.denies,
        stance=statement.stance,
        factuality=statement.factuality,
        evidence=[found.kind for found in statement.evidence],
        confidence=statement.confidence,
        identity_confidence=statement.identity_confidence,
        label_confidence=statement.label_confidence,
        places=StatementPlaces(
            **{name: [place_of(document, span) for span in spans] for name, spans in parts.items()},
            passage=place_of(document, passage),
        ),
        chain=[_hand(document, link) for link in statement.chain],
        shortened=any(len(text) > LONGEST for text in (*chain(*words.values()), document.quote(passage))),
        untrusted_page_text=StatementText(
            **{name: [cut(text) for text in texts] for name, texts in words.items()},
            passage=cut(document.quote(passage)),
            entity=short(statement.entity),
            candidates=[name for name in map(short, statement.candidates) if name],
            affiliation=short(statement.affiliation),
            origin=short(statement.origin),
            judged_by=short(by),
        ),
    )


def tell_text(document: Document, after: int, *, comments: bool) -> tuple[list[Block], int | None]:
    """Return the blocks from the piece with number `after` on, as many as fit, and the number to go on from."""
    pieces = list(_pieces(parts_of(document, comments=comments)))
    told: list[Block] = []
    for number, piece in enumerate(pieces[after:], after):
        if told and sum(len(block.untrusted_page_text) for block in told) + piece.span.end - piece.span.start > TEXT:
            return told, number
        place = place_of(document, piece.span)
        told.append(
            Block(role=piece.role, start=place.start, end=place.end, untrusted_page_text=document.quote(piece.span))
        )
    return told, None


def link_to(what: str, given: str) -> str:
    """Return the permanent link of a page or a statement, a resource of this server."""
    return f"sayso://{what}/{given}"


def _pieces(parts: Iterable[Piece]) -> Iterator[Piece]:
    for part in parts:
        for start in range(part.span.start, part.span.end, PIECE):
            yield Piece(role=part.role, span=Span(start=start, end=min(start + PIECE, part.span.end)))


def _in_words(status: Status, at: datetime | None) -> str:
    """Return what must be told with every use of a statement; a name that anybody may give has no place in it."""
    return vouched(status, on=at.date().isoformat() if at else None)


def _hand(document: Document, link: Link) -> Hand:
    place = place_of(document, link.span)
    return Hand(
        start=place.start,
        end=place.end,
        rel=link.rel,
        source_kind=link.source_kind,
        naming=link.naming,
        untrusted_page_text=HandText(text=cut(document.quote(link.span)), entity=short(link.entity)),
    )


def place_of(document: Document, span: Span) -> Place:
    """Return where a span stands in the page as it came in."""
    found = locate(document.offsets, span)
    return Place(start=found.start if found else None, end=found.end if found else None)


def cut(text: str) -> str:
    """Return words of a page, at most as many characters as one part of a statement may have."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} […]"


def short(text: str | None) -> str | None:
    """Return a name or title that stands in one line, and can be sent: a file's name may hold what UTF-8 cannot."""
    return text and text[:300].encode("utf-8", "backslashreplace").decode()
