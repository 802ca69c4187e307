"""Write a statement that a search found as JSON: one object a line.

In: a hit and the document it stands in. Out: the bytes of one line: the page it stands on, and the statement
as format 1 of a page has it.
"""

from __future__ import annotations

from sayso.export.json.page import FORMAT, encodable, one_line, statement_object
from sayso.export.json.spans import Object
from sayso.ledger import Hit
from sayso.records import Document


def to_json(hit: Hit, document: Document) -> bytes:
    """Return the hit as one line of UTF-8 JSON."""
    return one_line({"format": FORMAT, **hit_object(hit, document)})


def hit_object(hit: Hit, document: Document) -> Object:
    """Return the hit: the page it stands on, and the statement."""
    page = {
        "id": hit.page_id,
        "location": encodable(hit.location),
        "title": hit.title,
        "outlet": hit.outlet,
        "published": hit.published,
    }
    return {"page": page, "statement": statement_object(document, hit.statement)}
