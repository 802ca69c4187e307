"""Write claims as FollowTheMoney statements, one JSON object a line.

In: sheets. Out: lines. A claim is a `Note`, its `proof` the pages it is stated or denied on, its `entity` the named
origins it goes back to, each a `LegalEntity`, since a claim does not tell persons from bodies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.export.claims.rows import claim_rows
from sayso.export.claims.sheets import ClaimSheet
from sayso.export.ftm import entity_key, entity_lines
from sayso.export.linked.jsonld import Object, web_address
from sayso.ledger import ClaimMember
from sayso.records import make_id


def write(sheets: Iterable[ClaimSheet]) -> Iterator[bytes]:
    """Yield the lines, those of a claim, its pages and origins at a time."""
    told: set[str] = set()
    for sheet in sheets:
        answer = sheet.answer
        for member in answer.members:
            if member.page_id not in told:
                told.add(member.page_id)
                yield from entity_lines(entity_key(member.page_id), "Article", _article(member), None)
        origins = {entity_key(make_id("origin", origin.words)): origin.words for origin in answer.independent}
        for key, name in origins.items():
            if key not in told:
                told.add(key)
                yield from entity_lines(key, "LegalEntity", {"name": name}, None)
        yield from entity_lines(entity_key(answer.claim.id), "Note", _note(sheet, list(origins)), None)


def _article(member: ClaimMember) -> Object:
    stated = member.stated
    return {
        "name": member.title or member.page_id,
        "title": member.title,
        "sourceUrl": web_address(member.location),
        "publisher": stated.outlet,
        "publishedAt": stated.published.isoformat() if stated.published else None,
    }


def _note(sheet: ClaimSheet, origins: list[str]) -> Object:
    (row,) = claim_rows([sheet])
    claim = sheet.answer.claim
    notes = [
        f"asserted by: {'; '.join(row['asserted_by']) or 'nobody'}",
        f"denied by: {'; '.join(row['denied_by']) or 'nobody'}",
        f"unknown origins: {'; '.join(row['unknown_origins']) or 'none'}",
    ]
    return {
        "name": claim.title or claim.text,
        "description": claim.text,
        "summary": f"{row['vouched']}; {claim.independent} independent and {claim.unknown} unknown origins",
        "notes": notes,
        "keywords": [f"status:{claim.status}", *(["contested"] if claim.contested else [])],
        "entity": origins,
        "proof": list(dict.fromkeys(entity_key(member.page_id) for member in sheet.answer.members)),
    }
