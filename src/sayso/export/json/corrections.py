"""Write how far corrections and new readings reach as JSON, format 1: one object a line.

In: judgements, statements that a correction speaks of too, aliases, changes. Out: objects, or the bytes of lines.
"""

from __future__ import annotations

import msgspec

from sayso.export.json.hit import hit_object
from sayso.export.json.page import FORMAT, encodable, one_line, statement_object
from sayso.export.json.spans import Object, span_object
from sayso.export.passages import passage_of
from sayso.ledger import AliasEntry, Changes, Hit, SameEntity
from sayso.records import Document, Judgement, Reading, Statement


def judgement_to_json(judgement: Judgement) -> bytes:
    """Return a judgement as one line."""
    told: Object = msgspec.to_builtins(judgement)
    return one_line({"format": FORMAT, "id": judgement.id, **told})


def same_to_json(hit: Hit, document: Document) -> bytes:
    """Return a statement that a correction speaks of, too, with the passage it was read from, as one line."""
    passage = span_object(document, passage_of(document, hit.statement))
    return one_line({"format": FORMAT, **hit_object(hit, document), "passage": passage})


def correction_object(same: SameEntity) -> Object:
    """Return what would be corrected, and in how many statements."""
    labels = dict(same.labels)
    return {"given": same.given, "was": encodable(same.was), "now": same.now, "labels": labels, "count": same.count}


def alias_object(entry: AliasEntry) -> Object:
    """Return an alias."""
    told: Object = msgspec.to_builtins(entry)
    del told["cursor"]
    return told


def alias_to_json(entry: AliasEntry) -> bytes:
    """Return an alias as one line."""
    return one_line({"format": FORMAT, **alias_object(entry)})


def changes_object(changes: Changes) -> Object:
    """Return what a reading found that an older one did not; `before` is null where there is no other."""
    return {
        "page_id": changes.now.page.id,
        "now": _reading(changes.now),
        "before": _reading(changes.before) if changes.before else None,
        "found": [_statement(changes.now, each) for each in changes.found],
        "gone": [_statement(changes.before, each) for each in changes.gone],
        "renamed": [
            {"before": _statement(changes.before, each.before), "now": _statement(changes.now, each.now)}
            for each in changes.renamed
        ],
        "same": changes.same,
    }


def changes_to_json(changes: Changes) -> bytes:
    """Return what a reading found that an older one did not, as one line."""
    return one_line({"format": FORMAT, **changes_object(changes)})


def _reading(reading: Reading) -> Object:
    run = reading.run
    return {"reading_id": reading.id, "run_id": run.id, "version": run.version, "weights": run.weights}


def _statement(reading: Reading | None, statement: Statement) -> Object:
    document = reading.document if reading else None
    return statement_object(document, statement) if document else {}
