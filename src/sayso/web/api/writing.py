"""Write what the ledger answers as JSON.

In: records of the ledger. Out: objects as `answers` tells of them, with permanent links below the address that the
API is mounted at. Commenters have no names in them.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Any

import msgspec

from sayso.doors.privacy import Privacy
from sayso.errors import UnknownId
from sayso.export.json.page import encodable, statement_object
from sayso.ledger import DocumentEntry, Facets, Hit, LedgerStatus, SourceEntry
from sayso.ledger.ledger import Ledger
from sayso.records import Document, Judgement, Run

Object = dict[str, Any]


class HitWriter:
    """Writes the hits of one answer; each of the documents they stand in is looked up once."""

    def __init__(self, ledger: Ledger, privacy: Privacy, base: str) -> None:
        self._base = base
        self._privacy = privacy
        self._document_of = cache(partial(_document, ledger))

    def __call__(self, hit: Hit) -> Object:
        """Return a statement that was found, and the page it stands on."""
        statement, document = self._privacy.statement(hit.statement, self._document_of(hit.reading_id))
        page = {
            "id": hit.page_id,
            "location": encodable(hit.location),
            "title": hit.title,
            "outlet": hit.outlet,
            "published": hit.published,
        }
        return {
            "page": page,
            "reading_id": hit.reading_id,
            "statement": statement_object(document, statement),
            "in_document": hit.in_document,
            "judged_by": encodable(hit.judged_by),
            "judged_at": hit.judged_at and hit.judged_at.isoformat(),
            "source_key": hit.source_key,
            "link": f"{self._base}/statements/{hit.statement.id}",
        }


def _document(ledger: Ledger, reading_id: str) -> Document:
    document = ledger.reading(reading_id).document
    if document is None:
        raise UnknownId(f"{reading_id}: nothing was read.")
    return document


def document_object(entry: DocumentEntry, base: str) -> Object:
    """Return a page in the list of what was read."""
    told: Object = msgspec.to_builtins(entry)
    del told["cursor"]
    failure = told.pop("failure")
    error = failure and {name: encodable(text) for name, text in failure.items()}
    link = f"{base}/documents/{entry.page_id}"
    return told | {"location": encodable(entry.location), "error": error, "link": link}


def source_object(entry: SourceEntry, base: str) -> Object:
    """Return a source."""
    told: Object = msgspec.to_builtins(entry)
    del told["cursor"]
    return told | {"link": f"{base}/sources/{entry.key}"}


def facets_object(facets: Facets) -> Object:
    """Return how many statements have which label."""
    told: Object = msgspec.to_builtins(facets)
    return {
        name: [{"value": value, "count": count} for value, count in each] if isinstance(each, list | tuple) else each
        for name, each in told.items()
    }


def judgement_object(kept: Judgement, shared: Judgement) -> Object:
    """Return a judgement as it may be shared, under the id of the one that is kept."""
    told: Object = msgspec.to_builtins(shared)
    return {"id": kept.id, **told}


def status_object(status: LedgerStatus, run: Run) -> Object:
    """Return what the ledger holds and what reads now, without the name of a file or of a database."""
    told: Object = msgspec.to_builtins(status)
    del told["target"]
    runs = [
        {"id": each.run.id, "version": each.run.version, "weights": each.run.weights, "readings": each.readings}
        for each in status.runs
    ]
    return {"version": run.version, "weights": run.weights, **told, "runs": runs}
