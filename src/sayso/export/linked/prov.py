"""Write statements as PROV-O JSON-LD: through whose hands each came to its page, and what read it there.

In: sheets. Out: one document, its `@graph` the pages, runs and statements. A statement is an entity derived from its
page (`wasQuotedFrom` for direct words only) and attributed to its speaker. Each hand of its chain is an entity of its
own, derived from the hand before; the first one is the primary source, and a page is derived from the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.export.linked.jsonld import (
    TERMS,
    Object,
    agent_type,
    filled,
    own_terms,
    page_iri,
    run_name,
    urn,
    write_document,
)
from sayso.export.sheets import Sheet
from sayso.export.tables.rows import Row, joined, make_row
from sayso.ledger import Hit
from sayso.records import Reading

_HEAD = {
    "@context": {
        "prov": "http://www.w3.org/ns/prov#",
        "label": "http://www.w3.org/2000/01/rdf-schema#label",
        "sayso": TERMS,
        **{
            name: {"@id": f"prov:{name}", "@type": "@id"}
            for name in (
                "wasQuotedFrom", "wasDerivedFrom", "hadPrimarySource", "wasAttributedTo", "wasGeneratedBy",
                "wasAssociatedWith", "used",
            )
        },
    }
}  # fmt: skip


def write(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """Yield the document."""
    return write_document(_HEAD, "@graph", _items(sheets))


def _items(sheets: Iterable[Sheet]) -> Iterator[Object]:
    for sheet in sheets:
        yield from _page(sheet)
        for hit in sheet.hits:
            yield from _statement(sheet, make_row(sheet, hit), hit)


def _page(sheet: Sheet) -> Iterator[Object]:
    reading, document = sheet.reading, sheet.document
    outlet = {"@id": f"{urn(reading.page.id)}:outlet", "@type": ["prov:Agent", "prov:Organization"]}
    yield filled(
        {
            "@id": page_iri(reading),
            "@type": "prov:Entity",
            "label": document.title,
            "sayso:page": reading.page.id,
            "sayso:sha256": reading.page.sha256,
            "sayso:published": document.published,
            "wasAttributedTo": outlet | {"label": document.outlet} if document.outlet else None,
        }
    )
    yield {
        "@id": _activity(reading),
        "@type": "prov:Activity",
        "used": page_iri(reading),
        "wasAssociatedWith": {
            "@id": urn(reading.run.id),
            "@type": ["prov:Agent", "prov:SoftwareAgent"],
            "label": run_name(reading.run),
            "sayso:weights": reading.run.weights,
        },
    }


def _statement(sheet: Sheet, row: Row, hit: Hit) -> Iterator[Object]:
    hands = list(_hands(row))
    direct = row["form"] == "direct"
    came_from = [page_iri(sheet.reading)]
    yield filled(
        {
            "@id": urn(row["id"]),
            "@type": "prov:Entity",
            "prov:value": joined(row["content"]),
            "wasQuotedFrom" if direct else "wasDerivedFrom": came_from,
            "hadPrimarySource": hands[0]["@id"] if hands else None,
            "wasAttributedTo": _speaker(row),
            "wasGeneratedBy": _activity(sheet.reading),
            "sayso:parent": {"@id": urn(row["parent"])} if row["parent"] else None,
            "sayso:judgedBy": hit.judged_by,
            "sayso:judgedAt": row["judged_at"],
            "sayso:place": [f"{s['start']}-{s['end']}" for s in row["content"] if s["start"] is not None],
            **own_terms(row),
        }
    )
    yield from hands
    if hands:
        yield {"@id": page_iri(sheet.reading), "wasDerivedFrom": hands[-1]["@id"]}


def _hands(row: Row) -> Iterator[Object]:
    """Yield what each hand of a chain had, first speaker first."""
    before = None
    for number, link in enumerate(row["chain"]):
        name = f"{urn(row['id'])}:hand:{number}"
        quoted = row["form"] == "direct" and link["rel"] == "quoted_by"
        who = agent_type(link, "prov:Person", "prov:Organization", "prov:Entity", "prov:Agent")
        item = {
            "@id": name,
            "@type": "prov:Entity",
            "sayso:rel": link["rel"],
            "wasQuotedFrom" if quoted else "wasDerivedFrom": before,
        }
        yield filled(item | _by(who, f"{name}:who", link["entity"] or link["text"]))
        before = name


def _speaker(row: Row) -> Object | None:
    name = row["entity"] or joined(row["source"])
    who = agent_type(row, "prov:Person", "prov:Organization", "prov:Entity", "prov:Agent")
    return _by(who, f"{urn(row['id'])}:who", name).get("wasAttributedTo") if name else None


def _by(kind: str, name: str, label: str) -> Object:
    """Return whom an entity is attributed to; PROV attributes to agents alone, so a paper that speaks is one too."""
    kinds = ["prov:Agent", kind] if kind != "prov:Agent" else ["prov:Agent"]
    return {"wasAttributedTo": {"@id": name, "@type": kinds, "label": label}}


def _activity(reading: Reading) -> str:
    return urn(reading.id)
