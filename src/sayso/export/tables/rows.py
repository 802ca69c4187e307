"""Make a flat record of each statement: its labels and spans as JSON format 1 has them, its page and what read it.

In: sheets. Out: one mapping a statement, the same keys in the same order; what is not known is None. Offsets count
characters of the page as it came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sayso.export.json.page import encodable, statement_object
from sayso.export.sheets import Sheet
from sayso.labels import vouched
from sayso.ledger import Hit

Row = dict[str, Any]
_APART = " … "


def make_rows(sheets: Iterable[Sheet]) -> Iterator[Row]:
    """Yield the statements as rows."""
    for sheet in sheets:
        for hit in sheet.hits:
            yield make_row(sheet, hit)


def make_row(sheet: Sheet, hit: Hit) -> Row:
    """Return one statement as a row; `source`, `cue`, `content`, `chain` and `evidence` are lists of mappings."""
    page, run = sheet.reading.page, sheet.reading.run
    day = hit.judged_at.date().isoformat() if hit.judged_at else None
    return {
        **statement_object(sheet.document, hit.statement),
        "vouched": vouched(hit.statement.status, hit.judged_by, day),
        "judged_by": hit.judged_by,
        "judged_at": hit.judged_at.isoformat() if hit.judged_at else None,
        "page_id": hit.page_id,
        "reading_id": hit.reading_id,
        "document_id": hit.statement.document_id,
        "location": encodable(hit.location),
        "title": hit.title,
        "outlet": hit.outlet,
        "published": hit.published,
        "fetched_at": page.fetched_at.isoformat() if page.fetched_at else None,
        "language": sheet.document.language,
        "run_id": run.id,
        "version": run.version,
        "weights": run.weights,
    }


def act_of(row: Row) -> str:
    """Return what the source does, or does not: "promise", "not promise"."""
    return f"{'not ' if row['negated'] else ''}{row['act']}" if row["act"] else "statement"


def joined(spans: Iterable[Row]) -> str | None:
    """Return the words of spans as one text, with an ellipsis where they are apart; None without any."""
    return _APART.join(span["text"] for span in spans) or None


def hands(row: Row) -> str | None:
    """Return the chain in one line, first speaker first."""
    return " > ".join(f"{link['rel']}: {link['entity'] or link['text']}" for link in row["chain"]) or None
