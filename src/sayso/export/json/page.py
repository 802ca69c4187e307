"""Write a reading as JSON, format 1: one object a line.

In: a `Reading`. Out: the bytes of one line, without its line end. Every `start` and `end` counts characters
of the page as it came in; a `text` is what stands there, repaired where a repair says so. A span that
cannot be located has null offsets, a field that was not computed is null or empty, and the same reading
always gives the same bytes. New fields may come; a change or a removal raises `format`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from sayso.export.json.events import event_object, moment_object, place_object
from sayso.export.json.spans import Object, extent, quantity_object, span_object, span_objects
from sayso.records import (
    Block,
    Comment,
    Document,
    Link,
    Mention,
    Origin,
    Page,
    Reading,
    Run,
    Statement,
)

FORMAT = 1

T = TypeVar("T")
_ESCAPED = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]")  # DEL, C1 controls, line separators in UTF-8


def to_json(reading: Reading) -> bytes:
    """Return the reading as one line of UTF-8 JSON; a failed one has `error` in place of what was read."""
    return one_line(_reading(reading))


def one_line(value: Object) -> bytes:
    """Return `value` as JSON on one line, whoever splits the lines.

    What some readers take for the end of a line (U+0085, U+2028, U+2029) and what terminals obey is escaped.
    """
    return _ESCAPED.sub(_escape, msgspec.json.encode(value))


def statement_object(document: Document, statement: Statement) -> Object:
    """Return one statement as format 1 has it."""
    return {
        "id": statement.id,
        "parent": statement.parent,
        "layer": statement.layer,
        "comment": statement.comment,
        "form": statement.form,
        "source": span_objects(document, statement.source),
        "cue": span_objects(document, statement.cue),
        "content": span_objects(document, statement.content),
        "source_kind": statement.source_kind,
        "naming": statement.naming,
        "entity": statement.entity,
        "affiliation": statement.affiliation,
        "chain": [_link(document, link) for link in statement.chain],
        "origin": statement.origin,
        "act": statement.act,
        "negated": statement.negated,
        "denies": statement.denies if statement.act or statement.factuality else None,
        "stance": statement.stance,
        "factuality": statement.factuality,
        "evidence": [{"kind": found.kind, **span_object(document, found.span)} for found in statement.evidence],
        "confidence": statement.confidence,
        "identity_confidence": statement.identity_confidence,
        "label_confidence": statement.label_confidence,
        "candidates": list(statement.candidates),
        "status": statement.status,
    }


def mention_object(document: Document, mention: Mention) -> Object:
    """Return one place that states a proposition as format 1 has it: all but what its words mean in numbers."""
    return {
        "id": mention.id,
        "statement": mention.statement,
        "content": span_objects(document, mention.content),
        "voice": mention.voice,
        "holder": mention.holder,
        "named": mention.named,
        "affiliation": mention.affiliation,
        "stand": mention.stand,
        "denied": mention.denied,
        "negative": mention.negative,
        "origin": mention.origin,
        "origin_named": mention.origin_named,
        "quantities": [quantity_object(document, amount) for amount in mention.quantities],
        "confidence": mention.confidence,
    }


def _escape(match: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(match.group().decode("utf-8"))


def _reading(reading: Reading) -> Object:
    document, failure = reading.document, reading.failure
    head: Object = {"format": FORMAT, "page": _page(reading.page, document)}
    if document is None:
        error = {"kind": failure.kind, "message": encodable(failure.message)} if failure else None
        return head | {"error": error}
    return head | {
        "document": _document(document),
        "comments": [_comment(document, comment) for comment in document.comments],
        "repairs": [
            {"start": r.start, "end": r.end, "original": r.original, "repaired": r.repaired, "kind": r.kind}
            for r in document.repairs
        ],
        "statements": [statement_object(document, statement) for statement in reading.statements],
        "mentions": [mention_object(document, mention) for mention in reading.mentions],
        "items": [{**span_object(document, item.span), "kind": item.kind} for item in reading.items],
        "events": _each(document, event_object, reading.events),
        "places": _each(document, place_object, reading.places),
        "moments": _each(document, moment_object, reading.moments),
        "run": _run(reading.run, reading.seconds),
    }


def _each(document: Document, make: Callable[[Document, T], Object], told: Sequence[T] | None) -> list[Object] | None:
    """Return the objects of what was read, null where the run looked for none."""
    return None if told is None else [make(document, one) for one in told]


def _page(page: Page, document: Document | None) -> Object:
    return {
        "id": page.id,
        "location": encodable(page.location),
        "media_type": page.media_type,
        "encoding": document.encoding if document else None,
        "sha256": page.sha256,
        "bytes": page.size,
        "fetched_at": page.fetched_at,
        "container": _container(page.origin) if page.origin else None,
    }


def _container(origin: Origin) -> Object:
    return {
        "location": encodable(origin.location),
        "article": origin.number,
        "start": origin.start,
        "end": origin.end,
        "extracted": origin.extracted,
        "offset": origin.offset,
        "digest": origin.digest,
    }


def _document(document: Document) -> Object:
    return {
        "id": document.id,
        "title": document.title,
        "byline": document.byline,
        "outlet": document.outlet,
        "published": document.published,
        "language": document.language,
        "address": document.address,
        "notes": document.notes,
        "blocks": [_block(document, block) for block in document.blocks],
        "times": [{**span_object(document, time.span), "resolved": time.resolved} for time in document.times],
    }


def _block(document: Document, block: Block) -> Object:
    return {
        "role": block.role,
        **extent(block.ranges),
        "xpath": block.xpath,
        "place": block.place,
        "text": document.quote(block.span),
    }


def _comment(document: Document, comment: Comment) -> Object:
    return {
        "id": comment.id,
        "commenter": comment.commenter,
        "display": comment.display,
        "posted": comment.posted,
        "posted_at": comment.posted_at,
        "header_start": comment.header_start,
        **extent(comment.ranges),
        "text": document.quote(comment.span) if comment.span else "",
        "reply_to": comment.reply_to,
    }


def _link(document: Document, link: Link) -> Object:
    return {
        "rel": link.rel,
        **span_object(document, link.span),
        "entity": link.entity,
        "source_kind": link.source_kind,
        "naming": link.naming,
    }


def _run(run: Run, seconds: float) -> Object:
    return {
        "id": run.id,
        "version": run.version,
        "weights": run.weights,
        "settings": dict(run.settings),
        "seconds": round(seconds, 3),
    }


def encodable(text: str | None) -> str | None:
    """Return `text` with what UTF-8 cannot hold (undecodable bytes of a file's name) as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8") if text else text
