"""Read the pages of dossiers as sayso reads them, for learning from what is marked in them.

In: `Dossier`s. Out: for each page its document, statements, states, and the mentions marked in it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sayso.claims.mentions.read import Contents, make_mention
from sayso.language.encoder import States, load_encoder
from sayso.pages import open_page, read_document
from sayso.records import Document, Mention, Span, Statement
from sayso.statements import label_statements, read_statements
from training.claims.dossiers import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A page of a dossier; `mentions` are those marked in it, each with its claim and its spans of the document."""

    name: str
    outlet: str
    date: str | None
    document: Document
    statements: tuple[Statement, ...]
    states: States
    mentions: tuple[tuple[str, dict[str, Any], tuple[Span, ...]], ...]


def read_pages(dossiers: Iterable[Dossier]) -> Iterator[tuple[Dossier, list[Marked]]]:
    """Yield each dossier with its pages as read."""
    encoder = load_encoder(0)
    with tempfile.TemporaryDirectory() as folder:
        for dossier in dossiers:
            yield dossier, [_read(dossier, page, Path(folder), encoder) for page in dossier.marked["pages"]]


def _read(dossier: Dossier, page: dict[str, Any], folder: Path, encoder: Any) -> Marked:
    path = folder / "page.txt"
    path.write_text(dossier.texts[page["id"]], encoding="utf-8")
    document = read_document(open_page(path, max_bytes=1 << 20))
    found = read_statements(document, encoder)
    return Marked(
        name=page["id"],
        outlet=page["outlet"],
        date=page["date"],
        document=document,
        statements=label_statements(document, found.statements, found.states),
        states=found.states,
        mentions=tuple(
            (claim["id"], mention, spans)
            for claim in dossier.marked["claims"]
            for mention in claim["mentions"]
            if mention["page"] == page["id"] and (spans := spans_of(document, mention["content"]))
        ),
    )


def mention_in(document: Document, spans: tuple[Span, ...], inside: Contents) -> Mention:
    """Return a marked mention with what its words and the statement it stands in tell."""
    longest = max(spans, key=lambda span: span.end - span.start)
    whole = Span(start=spans[0].start, end=spans[-1].end)
    return replace(make_mention(document.text, whole, inside.holding(longest)), content=spans)


def spans_of(document: Document, places: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Return places of the page as it came in as spans of its document; what was not read is left out."""
    found = []
    for start, end in places:
        for part in document.offsets:
            first, last = max(start, part.page_start), min(end, part.page_end)
            if first < last:
                shift = part.text_start - part.page_start
                found.append(Span(start=first + shift, end=last + shift))
    return tuple(found)
