"""Write claims of a ledger as JSON: entries of a list, and one claim with everything.

In: a ledger's answers, for one claim the documents it is stated in. Out: objects whose values are plain. Spans count
characters of the page as it came in; a mention has the fields that the JSON of a page gives it, its stand being that
to the claim.
"""

from __future__ import annotations

from collections.abc import Mapping

from sayso.export.json.page import FORMAT, encodable, mention_object, one_line
from sayso.export.json.spans import Object, span_object
from sayso.ledger import ClaimAnswer, ClaimEntry
from sayso.ledger.answers import ClaimItem, ClaimMember
from sayso.ledger.ledger import Ledger
from sayso.records import ClaimJudgement, Document


def entry_to_json(entry: ClaimEntry) -> bytes:
    """Return an entry of a list as one line of UTF-8 JSON."""
    return one_line({"format": FORMAT, **entry_object(entry)})


def answer_to_json(answer: ClaimAnswer, documents: Mapping[str, Document]) -> bytes:
    """Return one claim with everything as one line of UTF-8 JSON."""
    return one_line({"format": FORMAT, **answer_object(answer, documents)})


def documents_of(ledger: Ledger, answer: ClaimAnswer) -> dict[str, Document]:
    """Return the documents that the members of a claim stand in, by their ids."""
    readings = {member.stated.page: member.reading_id for member in answer.members}
    found = {page: ledger.reading(reading_id).document for page, reading_id in readings.items()}
    return {page: document for page, document in found.items() if document is not None}


def entry_object(entry: ClaimEntry) -> Object:
    """Return what a list tells of a claim."""
    return {
        "id": entry.id,
        "text": entry.text,
        "title": entry.title,
        "status": entry.status,
        "contested": entry.contested,
        "mentions": entry.mentions,
        "pages": entry.pages,
        "holders": entry.holders,
        "independent": entry.independent,
        "unknown": entry.unknown,
        "first": entry.first.isoformat() if entry.first else None,
        "last": entry.last.isoformat() if entry.last else None,
    }


def answer_object(answer: ClaimAnswer, documents: Mapping[str, Document]) -> Object:
    """Return one claim: who states it and where, on whose word, what lies beside it, what people said of it."""
    pages = {member.page_id: member.stated.page for member in answer.members}
    return {
        "claim": entry_object(answer.claim),
        "members": [_member(member, documents) for member in answer.members],
        "origins": {
            "independent": [origin.words for origin in answer.independent],
            "unknown": [{"words": origin.words, "via": origin.via} for origin in answer.unknown],
        },
        "relations": [
            {
                "a": each.relation.a,
                "kind": each.relation.kind,
                "b": each.relation.b,
                "on": each.relation.on,
                "other": entry_object(each.other),
            }
            for each in answer.relations
        ],
        "changes": [
            {
                "holder": each.holder,
                "before": each.before,
                "after": each.after,
                "document_id": each.page,
                "order": "known" if each.known else "unknown",
            }
            for each in answer.changes
        ],
        "items": [_item(item, pages, documents) for item in answer.items],
        "judgements": [claim_judgement_object(each) for each in answer.judgements],
        "former": list(answer.former),
    }


def claim_judgement_object(judgement: ClaimJudgement) -> Object:
    """Return what a person said of a claim, without the places it is held on to."""
    return {
        "id": judgement.id,
        "kind": judgement.kind,
        "by": judgement.by,
        "at": judgement.at.isoformat(),
        "text": judgement.text,
        "note": judgement.note,
    }


def _member(member: ClaimMember, documents: Mapping[str, Document]) -> Object:
    stated = member.stated
    page = {
        "id": member.page_id,
        "location": encodable(member.location),
        "title": member.title,
        "outlet": stated.outlet,
        "published": stated.published.isoformat() if stated.published else None,
    }
    mention = mention_object(documents[stated.page], stated.mention) | {"stand": stated.stand}
    return {"page": page, "mention": mention, "sure": stated.sure}


def _item(item: ClaimItem, pages: Mapping[str, str], documents: Mapping[str, Document]) -> Object:
    document = documents[pages[item.page_id]]
    return {"kind": item.kind, "page_id": item.page_id, **span_object(document, item.span)}
