"""Write FollowTheMoney statements, one JSON object a line, as `ftm aggregate-statements` reads them.

In: sheets. Out: lines; each says one value of one property of one entity. A page is an `Article`; a speaker with a
name a `Person` or `Organization`, with a `Mention` in each page; each statement of ours a `Note` on its speaker,
its `proof` the page, its `description` the words (in quotation marks if they are direct, and only then). Their own
word for such a line is "statement"; here it is `ftm_statement`, since a statement is something else with us. The
same value of the same entity may come again from another page: it has the same id, and readers fold it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from sayso.export.json.page import one_line
from sayso.export.linked.jsonld import Object, agent_type, web_address
from sayso.export.sheets import Sheet
from sayso.export.tables.rows import Row, act_of, hands, joined, make_row
from sayso.export.words import quoted_words
from sayso.ledger import Hit
from sayso.records import make_id

DATASET = "sayso"
_TYPES = {
    "id": "id",
    "name": "name",
    "title": "string",
    "sourceUrl": "url",
    "publisher": "string",
    "publishedAt": "date",
    "retrievedAt": "date",
    "language": "language",
    "processingAgent": "string",
    "author": "string",
    "notes": "text",
    "description": "text",
    "summary": "text",
    "keywords": "string",
    "entity": "entity",
    "proof": "entity",
    "document": "entity",
    "resolved": "entity",
    "detectedSchema": "string",
}
_LANGUAGES = {"en": "eng"}
_TOLD = (
    "form", "status", "confidence", "identity_confidence", "label_confidence", "act", "negated", "denies", "stance",
    "factuality", "source_kind", "naming", "affiliation", "origin", "layer",
)  # fmt: skip


def write(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """Yield the lines, those of a page and its statements at a time."""
    for sheet in sheets:
        yield from entity_lines(entity_key(sheet.reading.page.id), "Article", _article(sheet), _seen(sheet))
        named: set[str] = set()
        for hit in sheet.hits:
            yield from _statement(sheet, hit, named)


def _statement(sheet: Sheet, hit: Hit, named: set[str]) -> Iterator[bytes]:
    row, seen, page_id = make_row(sheet, hit), _seen(sheet), entity_key(sheet.reading.page.id)
    speaker = _speaker(row, hit)
    if speaker:
        key, schema, name = speaker
        if key not in named:
            named.add(key)
            yield from entity_lines(key, schema, {"name": name}, seen)
            mention = {"document": page_id, "name": name, "resolved": key, "detectedSchema": schema}
            yield from entity_lines(entity_key(make_id("mention", page_id, key)), "Mention", mention, seen)
    yield from entity_lines(
        entity_key(row["id"]), "Note", _note(sheet, hit, row, speaker[0] if speaker else None), seen
    )


def _speaker(row: Row, hit: Hit) -> tuple[str, str, str] | None:
    """Return id, schema and name of who speaks; None where it has no name, or is a paper or a picture."""
    schema = agent_type(row, "Person", "Organization", "", "")
    if not schema or not row["entity"]:
        return None
    key = hit.source_key or make_id("source", row["page_id"], row["entity"])
    return entity_key(key), schema, row["entity"]


def entity_key(given: str) -> str:
    """Return one of our ids as theirs are written."""
    return f"sayso-{given.replace('_', '-')}"


def _article(sheet: Sheet) -> Object:
    document, page, run = sheet.document, sheet.reading.page, sheet.reading.run
    return {
        "name": document.title or page.id,
        "title": document.title,
        "sourceUrl": web_address(page.location),
        "publisher": document.outlet,
        "publishedAt": document.published,
        "retrievedAt": page.fetched_at.isoformat() if page.fetched_at else None,
        "language": _LANGUAGES.get(document.language or ""),
        "author": document.byline,
        "processingAgent": f"sayso {run.version} ({run.id})",
    }


def _note(sheet: Sheet, hit: Hit, row: Row, speaker: str | None) -> dict[str, Any]:
    who = row["entity"] or joined(row["source"]) or "nobody named"
    places = ", ".join("?" if s["start"] is None else f"{s['start']}-{s['end']}" for s in row["content"])
    told = [f"{name}: {str(row[name]).lower()}" for name in _TOLD if row[name] is not None]
    return {
        "name": f"{who}: {act_of(row)}",
        "description": _words(sheet, hit, row),
        "summary": f"{row['vouched']}; {row['form']} words",
        "notes": "; ".join((f"place: {places}", *told, f"chain: {hands(row) or 'none'}")),
        "keywords": [f"form:{row['form']}", f"status:{row['status']}"],
        "entity": speaker,
        "proof": entity_key(row["page_id"]),
        "publisher": row["outlet"],
        "sourceUrl": web_address(row["location"]),
    }


def _words(sheet: Sheet, hit: Hit, row: Row) -> str | None:
    if row["form"] != "direct":
        return joined(row["content"])
    return " … ".join(f"“{sheet.document.quote(span)}”" for span in quoted_words(sheet.document, hit.statement))


def _seen(sheet: Sheet) -> str | None:
    at = sheet.reading.page.fetched_at
    return at.isoformat(timespec="seconds") if at else None


def entity_lines(entity_id: str, schema: str, properties: Object, seen: str | None) -> Iterator[bytes]:
    """Yield the lines of one entity; the first, `id`, holds the others' ids in one hash, as FollowTheMoney has it."""
    made = [
        ftm_statement(entity_id, schema, name, value, seen)
        for name, given in properties.items()
        for value in (given if isinstance(given, list) else [given])
        if value
    ]
    checksum = hashlib.sha1("".join(sorted(line["id"] for line in made)).encode(), usedforsecurity=False).hexdigest()
    for line in (ftm_statement(entity_id, schema, "id", checksum, seen), *made):
        yield one_line(line) + b"\n"


def ftm_statement(entity_id: str, schema: str, prop: str, value: str, seen: str | None) -> Object:
    """Return one line; its id is FollowTheMoney's own hash, so that equal ones from elsewhere fold into it."""
    key = f"{DATASET}.{entity_id}.{prop}.{value}".encode("utf-8", "replace")
    return {
        "canonical_id": entity_id,
        "entity_id": entity_id,
        "prop": prop,
        "prop_type": _TYPES[prop],
        "schema": schema,
        "value": value,
        "dataset": DATASET,
        "lang": None,
        "original_value": None,
        "first_seen": seen,
        "last_seen": seen,
        "external": False,
        "origin": None,
        "id": hashlib.sha1(key, usedforsecurity=False).hexdigest(),
    }
