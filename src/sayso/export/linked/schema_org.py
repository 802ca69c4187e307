"""Write statements as schema.org JSON-LD: `Quotation` for direct words, `Claim` for all others.

In: sheets. Out: one document, its `@graph` an `Article` a page and one item a statement. The directly quoted words of
a mixed content are `Quotation` parts of its `Claim`. Never a `ClaimReview`: that is a verdict, and we give none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.export.linked.jsonld import TERMS, Object, agent_type, filled, own_terms, urn, web_address, write_document
from sayso.export.sheets import Sheet
from sayso.export.tables.rows import Row, joined, make_row
from sayso.export.words import quoted_words
from sayso.ledger import Hit
from sayso.records import Span, Statement

_HEAD = {"@context": {"@vocab": "https://schema.org/", "sayso": TERMS}}


def write(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """Yield the document."""
    return write_document(_HEAD, "@graph", _items(sheets))


def _items(sheets: Iterable[Sheet]) -> Iterator[Object]:
    for sheet in sheets:
        yield _article(sheet)
        for hit in sheet.hits:
            yield _statement(sheet, hit)


def _article(sheet: Sheet) -> Object:
    document, page = sheet.document, sheet.reading.page
    return filled(
        {
            "@id": urn(page.id),
            "@type": "Article",
            "url": web_address(document.address or page.location),
            "headline": document.title,
            "publisher": {"@type": "Organization", "name": document.outlet} if document.outlet else None,
            "datePublished": document.published,
            "inLanguage": document.language,
            "sha256": page.sha256,
        }
    )


def _statement(sheet: Sheet, hit: Hit) -> Object:
    row, article = make_row(sheet, hit), {"@id": urn(sheet.reading.page.id)}
    quoted = [sheet.document.quote(span) for span in _own_words(sheet, hit.statement)]
    common = {"@id": urn(row["id"]), "creativeWorkStatus": row["vouched"]}
    who = _speaker(row)
    if row["form"] == "direct" and quoted:
        item: Object = {"@type": "Quotation", "text": " … ".join(quoted), "spokenByCharacter": who, "isPartOf": article}
    else:
        told = {"creativeWorkStatus": row["vouched"], "sayso:status": row["status"], "sayso:form": "direct"}
        parts = [{"@type": "Quotation", "text": words, "spokenByCharacter": who, **told} for words in quoted]
        item = {
            "@type": "Claim",
            "text": joined(row["content"]),
            "author": who,
            "appearance": article,
            "hasPart": [filled(part) for part in parts],
        }
    return filled(common | item | own_terms(row) | _place(row))


def _own_words(sheet: Sheet, statement: Statement) -> Iterator[Span]:
    """Yield the quoted words of a statement; of a mixed one those that it does not itself attribute to another."""
    inner = [span for each in sheet.reading.statements if each.parent == statement.id for span in each.content]
    for words in quoted_words(sheet.document, statement):
        if statement.form == "direct" or not any(words.overlaps(span) for span in inner):
            yield words


def _speaker(row: Row) -> Object | None:
    name = row["entity"]
    words = joined(row["source"])
    if not (name or words):
        return None
    kind = agent_type(row, "Person", "Organization", "CreativeWork", "Thing")
    return filled({"@type": kind, "name": name, "description": words if words != name else None})


def _place(row: Row) -> Object:
    """Return where the content stands in the page as it came in."""
    found = [span for span in row["content"] if span["start"] is not None]
    return {"sayso:place": [f"{span['start']}-{span['end']}" for span in found]}
