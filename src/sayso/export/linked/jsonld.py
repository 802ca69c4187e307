"""What the JSON-LD formats share: documents that are written as they are made, names of things, our own terms.

In: mappings, one a statement or page. Out: bytes of one JSON-LD document with one item a line. Its contexts are
written out in it wherever the format allows, so that nothing has to be fetched to read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from sayso.export.json.page import one_line
from sayso.export.tables.rows import Row
from sayso.records import Reading, Run

Object = dict[str, Any]
TERMS = "urn:sayso:term:"
_TOLD = (
    "form", "status", "vouched", "confidence", "identity_confidence", "label_confidence", "act", "negated", "denies",
    "stance", "factuality", "source_kind", "naming", "affiliation", "origin", "layer",
)  # fmt: skip
_IN_ADDRESSES = "%/:=&?~#+!$,;@()*[]-._"


def write_document(head: Object, key: str, items: Iterable[Object]) -> Iterator[bytes]:
    """Yield a JSON document: `head`, and under `key` the items, one a line."""
    yield one_line(head)[:-1] + b',"' + key.encode() + b'":['
    before = b"\n"
    for item in items:
        yield before + one_line(item)
        before = b",\n"
    yield b"\n]}\n"


def urn(given: str) -> str:
    """Return the name of a thing that has an id of ours."""
    return f"urn:sayso:{given}"


def web_address(location: str | None) -> str | None:
    """Return a location as an IRI, None where it is no web address."""
    try:
        parts = urlsplit(location or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return quote(location or "", safe=_IN_ADDRESSES, errors="replace")


def page_iri(reading: Reading) -> str:
    """Return the address of a page, or the name it has by its bytes."""
    return web_address(reading.page.location) or urn(reading.page.id)


def filled(item: Object) -> Object:
    """Return an object without what is not known."""
    return {key: value for key, value in item.items() if value not in (None, [], {})}


def own_terms(row: Row) -> Object:
    """Return what no other vocabulary says: form, status, confidence and the labels, under names of our own."""
    return {f"sayso:{name}": row[name] for name in _TOLD}


def run_name(run: Run) -> str:
    """Return what read, in words."""
    return f"sayso {run.version}"


def agent_type(row: Row, named: str, body: str, work: str, other: str) -> str:
    """Return the type of a speaker: a named person, a body, a document or picture, or what nobody named."""
    if row["source_kind"] in ("document", "media_item"):
        return work
    return {"named": named, "body": body}.get(row["naming"] or "", other)
