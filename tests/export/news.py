"""A small ledger of invented pages that every format is tried on: a text with a thread, a damaged text, HTML."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sayso.ledger import open_ledger
from sayso.ledger.ledger import Ledger
from sayso.pages import read_document
from sayso.records import Link, Page, Reading, Span, Statement
from tests.export.json.test_page import damaged_page
from tests.factory import RUN, find, make_page, make_statement, make_statements, make_thread

READER = "Tolan Brisk"
HEARD = "that the quay is full of lorries"
PARAPHRASE = "that troops had landed at Velmar"
DIRECT = "Not one soldier set foot there,"
PARTLY = "“far too slow” to save the light"
FETCHED = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
HTML_PAGE = (
    '<html lang="en"><head><title>Light goes out at Ostrel</title><meta charset="utf-8"></head><body><article>'
    "<h1>Light goes out at Ostrel</h1>"
    "<p>The lighthouse at Ostrel went dark on Monday, and nobody in the town was told of it before the evening "
    "ferry had left the <b>quay</b> with sixty people on board. "
    "Keeper Mila Dorn said the repair was <i>“far too slow”</i> to save the light&nbsp;&amp; its lens. "
    "=SUM(A1) was chalked on the door, and the ministry promised an inquiry that would begin within the week.</p>"
    "<p>Ships have been warned to keep two miles off the rocks until a lamp on a buoy can be put in its place, "
    "which the harbour office thinks will take until the end of the month at least.</p>"
    "</article></body></html>"
)


def make_news(path: Path) -> Ledger:
    """Return a ledger that holds the pages."""
    ledger = open_ledger(path)
    for reading in (thread(), damaged_page(), lighthouse()):
        ledger.store(reading)
    return ledger


def thread() -> Reading:
    """Return a text with a direct, an indirect and a shown statement, and one in a reader's comment."""
    document = make_thread()
    direct = make_statement(
        document,
        "she",
        "said",
        f"“{DIRECT}”",
        form="direct",
        source_kind="government",
        naming="named",
        entity="Oda Renn",
        act="assert",
        factuality="CT-",
        confidence=0.8,
        chain=(
            Link(rel="speaker", span=find(document.text, "she"), entity="Oda Renn", naming="named"),
            Link(rel="quoted_by", span=find(document.text, "Coast Monitor"), entity="Coast Monitor", naming="body"),
        ),
        origin="Oda Renn",
    )
    heard = make_statement(
        document,
        "I",
        "heard",
        HEARD,
        layer="comment",
        comment="c1",
        source_kind="reader",
        naming="named",
        entity=READER,
        affiliation=f"Friends of {READER}",
        origin=READER,
        chain=(Link(rel="speaker", span=find(document.text, "heard"), entity=READER, source_kind="reader"),),
        act="assert",
        confidence=0.5,
    )
    page = replace(make_page(document.text), media_type="text/plain", charset="utf-8")
    statements = (*make_statements(document), direct, heard)
    return Reading(page=page, run=RUN, document=document, statements=statements)


def lighthouse() -> Reading:
    """Return an HTML page with a mixed statement over markup, and one whose words a spreadsheet would compute."""
    location = "https://ostrel-post.example/light?id=7"
    page = Page(data=HTML_PAGE.encode(), media_type="text/html", location=location, fetched_at=FETCHED)
    document = read_document(page)
    text = document.text
    start = text.index("the repair was")
    mixed = Statement(
        document_id=document.id,
        source=(find(text, "Keeper Mila Dorn"),),
        cue=(find(text, "said"),),
        content=(Span(start=start, end=text.index(" =SUM") - 1),),
        form="mixed",
        source_kind="public",
        naming="named",
        entity="Mila Dorn",
        act="assert",
        confidence=0.7,
    )
    formula = make_statement(document, "the ministry", "promised", "=SUM(A1) was chalked", confidence=0.3)
    return Reading(page=page, run=RUN, document=document, statements=(mixed, formula))
