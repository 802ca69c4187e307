"""Pages on one harbour, of invented outlets: two name the minister, three retell one officer, two an official."""

from __future__ import annotations

from dataclasses import replace

from sayso.records import Link, Reading, Span, Statement
from tests.factory import find, make_document, make_page, make_reading, make_statement

NAMED = "Harbour shut\n\nMinister Oda Renn said that no ship had sailed.\n\nAn official claimed that it was mined."
RELAYED = "Harbour shut\n\n{who} told ARNA that the quay was mined, {outlet} writes."

GOVERNMENT = Link(rel="speaker", span=Span(start=0, end=0), source_kind="government", naming="unnamed")


def named(outlet: str) -> Reading:
    """Return a page where the minister denies, and an official accuses; nobody passes either on."""
    document = make_document(f"{NAMED}\n\n{outlet}", outlet=outlet)
    minister = make_statement(
        document,
        "Minister Oda Renn",
        "said",
        "that no ship had sailed",
        source_kind="government",
        naming="named",
        entity="Oda Renn",
        chain=(replace(GOVERNMENT, span=find(document.text, "Minister Oda Renn"), entity="Oda Renn", naming="named"),),
        origin="Oda Renn",
        act="assert",
        factuality="CT-",
    )
    official = make_statement(
        document,
        "An official",
        "claimed",
        "that it was mined",
        source_kind="government",
        naming="unnamed",
        chain=(replace(GOVERNMENT, span=find(document.text, "An official")),),
        origin="An official",
        act="assert",
        factuality="CT+",
    )
    return made(document.text, outlet, minister, official)


def relayed(outlet: str, who: str = "An officer") -> Reading:
    """Return a page that retells what an officer told a state agency."""
    text = RELAYED.format(who=who, outlet=outlet)
    document = make_document(text, outlet=outlet)
    officer = Link(rel="speaker", span=find(text, who), source_kind="military", naming="unnamed")
    agency = Link(rel="said_to", span=find(text, "ARNA"), entity="ARNA", source_kind="state_media", naming="body")
    statement = make_statement(
        document,
        who,
        "told",
        "that the quay was mined",
        source_kind="military",
        naming="unnamed",
        chain=(officer, agency),
        origin=f"{who} via ARNA",
        act="assert",
        factuality="CT+",
    )
    return made(text, outlet, statement)


def made(text: str, outlet: str, *statements: Statement) -> Reading:
    """Return the reading of a page of this text."""
    page = make_page(text, location=f"{outlet}.txt")
    document = make_document(text, outlet=outlet, page_id=page.id)
    return make_reading(
        page=page,
        document=document,
        statements=tuple(replace(statement, document_id=document.id) for statement in statements),
    )


HARBOUR = (
    named("Coast Radio"),
    relayed("Courier"),
    relayed("Lantern", "an officer"),
    named("Free Quay"),
    relayed("Tide"),
)
