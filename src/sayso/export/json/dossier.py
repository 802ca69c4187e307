"""Write a dossier as one JSON object: claims with their mentions, relations, numbers, things of proof, changes.

In: a `Dossier` and a name for each page. Out: the object. A page's id is the stem of its file; spans count characters
of the page as it came in; a mention in the outlet's own voice has the holder "the outlet".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from sayso.claims.dossier import Dossier
from sayso.export.json.page import encodable
from sayso.pages.offsets import locate
from sayso.records import Claim, Document, Quantity, Reading, Span, Stated

OWN_VOICE = "the outlet"

Object = dict[str, Any]


def dossier_object(dossier: Dossier, name: str) -> Object:
    """Return a dossier called `name` as an object whose values are plain."""
    names = page_names(dossier.readings)
    documents = {document.id: document for document in map(_document, dossier.readings)}
    ids = {claim.id: claim for claim in dossier.linked.claims}
    return {
        "dossier": name,
        "pages": [_page(document, names[document.id]) for document in documents.values()],
        "claims": [_claim(claim, documents, names) for claim in ids.values()],
        "relations": [{"a": each.a, "b": each.b, "rel": each.kind, "on": each.on} for each in dossier.linked.relations],
        "quantities": [each for reading in dossier.readings for each in _quantities(reading, names)],
        "items": [
            {
                "id": item.id,
                "kind": item.kind,
                "what": item.words,
                "mentions": [
                    {"page": names[page], "span": _range(documents[page], mention.span)}
                    for page, mention in item.mentions
                ],
            }
            for item in dossier.items
        ],
        "changes": [
            {
                "holder": each.holder,
                "from": each.before,
                "to": each.after,
                "page": names[each.page],
                "order": "known" if each.known else "unknown",
            }
            for each in dossier.linked.changes
        ],
    }


def page_names(readings: Sequence[Reading]) -> dict[str, str]:
    """Return for the id of each document the stem of its file or address; where two are alike, its page's id."""
    stems = {_document(reading).id: _stem(reading) for reading in readings}
    taken = list(stems.values())
    return {id_: stem if taken.count(stem) == 1 else id_ for id_, stem in stems.items()}


def _stem(reading: Reading) -> str:
    stem = PurePath((reading.page.location or "").split("#")[0].rstrip("/")).stem
    return str(encodable(stem)) or reading.page.id


def _document(reading: Reading) -> Document:
    if reading.document is None:
        raise ValueError(f"no document in {reading.id}")  # a dossier holds none that failed
    return reading.document


def _page(document: Document, name: str) -> Object:
    return {
        "id": name,
        "page_id": document.page_id,
        "outlet": document.outlet,
        "date": _day(document),
    }


def _claim(claim: Claim, documents: Mapping[str, Document], names: Mapping[str, str]) -> Object:
    return {
        "id": claim.id,
        "text": claim.text,
        "contested": claim.contested,
        "mentions": [_mention(each, documents[each.page], names[each.page]) for each in claim.stated],
        "origins": {
            "independent": len(claim.independent),
            "unknown": len(claim.unknown),
            "named": [origin.words for origin in claim.independent],
            "unnamed": [{"words": origin.words, "via": origin.via} for origin in claim.unknown],
            "possible": [origin.words for origin in claim.possible],
        },
    }


def _mention(stated: Stated, document: Document, page: str) -> Object:
    mention = stated.mention
    return {
        "id": mention.id,
        "page": page,
        "content": [place for span in mention.content if (place := _range(document, span))],
        "text": stated.text,
        "voice": mention.voice,
        "holder": mention.holder or OWN_VOICE,
        "named": mention.named,
        "link": stated.stand,
        "origin": mention.origin,
        "statement": mention.statement,
        "sure": stated.sure,
    }


def _quantities(reading: Reading, names: Mapping[str, str]) -> list[Object]:
    document = _document(reading)
    told: dict[Span, tuple[Quantity, str | None]] = {}
    for mention in reading.mentions:
        for amount in mention.quantities:
            told.setdefault(amount.span, (amount, mention.holder))
    return [
        {
            "page": names[document.id],
            "span": _range(document, span),
            "measure": amount.measure,
            "value": int(amount.value) if amount.value.is_integer() else amount.value,
            "unit": amount.unit,
            "bound": amount.bound,
            "holder": holder or OWN_VOICE,
            "date": _day(document),
        }
        for span, (amount, holder) in sorted(told.items())
    ]


def _range(document: Document, span: Span) -> list[int] | None:
    place = locate(document.offsets, span)
    return [place.start, place.end] if place else None


def _day(document: Document) -> str | None:
    return (document.published or "")[:10] or None
