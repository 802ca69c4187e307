"""Write statements as W3C Web Annotations, one a statement, on the characters of the page as it came in.

In: sheets. Out: one `AnnotationPage`. A target is one span, its part told by `styleClass` (`sayso-source`, `sayso-cue`,
`sayso-content`). Where the page is text, `TextPositionSelector` counts its characters and `exact`, `prefix` and
`suffix` are those characters, as a browser has them: a line end is one line feed. In HTML that selector would count the
text without markup, which every browser makes its own way; so there `DataPositionSelector` counts the bytes of the
page, and `exact` is the text without markup, as a browser has it. Damage by encodings is in `exact`, because it is in
the page. What stands around a span is told within its block alone: beyond it may be a reader's name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from sayso.export.linked.jsonld import TERMS, Object, filled, own_terms, page_iri, run_name, urn, write_document
from sayso.export.masked import MaskedDocument
from sayso.export.sheets import Sheet
from sayso.export.tables.rows import Row, act_of, make_row
from sayso.export.words import as_it_came_in, block_around, decoded_page, page_characters
from sayso.ledger import Hit
from sayso.pages import HTML
from sayso.pages.decoding.decode import Decoded
from sayso.pages.offsets import locate
from sayso.records import Span

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"  # the specification asks for this very name
_AROUND = 32
_TAGS = ("act", "form", "status", "source_kind", "stance", "factuality")


def write(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """Yield the document."""
    head = {"@context": [_CONTEXT, {"sayso": TERMS}], "type": "AnnotationPage"}
    return write_document(head, "items", _items(sheets))


def _items(sheets: Iterable[Sheet]) -> Iterator[Object]:
    for sheet in sheets:
        place = _Place(sheet)
        for hit in sheet.hits:
            yield _annotation(sheet, place, hit)


def _annotation(sheet: Sheet, place: _Place, hit: Hit) -> Object:
    row, run = make_row(sheet, hit), sheet.reading.run
    parts = {"source": hit.statement.source, "cue": hit.statement.cue, "content": hit.statement.content}
    targets = [place.target(part, span) for part, spans in parts.items() for span in spans]
    return filled(
        {
            "id": urn(row["id"]),
            "type": "Annotation",
            "motivation": "describing",
            "generator": {"id": urn(run.id), "type": "Software", "name": run_name(run)},
            "creator": {"type": "Person", "name": hit.judged_by} if hit.judged_by else None,
            "modified": row["judged_at"],
            "body": [_told(row), *_tags(row)],
            "target": [target for target in targets if target] or page_iri(sheet.reading),
            **own_terms(row),
        }
    )


def _told(row: Row) -> Object:
    who = row["entity"] or " … ".join(span["text"] for span in row["source"]) or "nobody named"
    value = f"{who}: {act_of(row)}, {row['form']} words; {row['vouched']}"
    return {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en", "value": value}


def _tags(row: Row) -> Iterator[Object]:
    for name in _TAGS:
        if row[name]:
            value = act_of(row) if name == "act" else row[name]
            yield {"type": "TextualBody", "purpose": "tagging", "value": f"{name}:{value}"}


@dataclass(frozen=True)
class _Place:
    """A page, and where spans of its document stand in it."""

    sheet: Sheet

    @cached_property
    def _markup(self) -> bool:
        return self.sheet.reading.page.media_type.partition(";")[0].strip().lower() in HTML

    @cached_property
    def _characters(self) -> str | None:
        return page_characters(self.sheet.reading)

    @cached_property
    def _decoded(self) -> Decoded | None:
        return decoded_page(self.sheet.reading)

    @cached_property
    def _state(self) -> Object | None:
        at = self.sheet.reading.page.fetched_at
        return {"type": "TimeState", "sourceDate": at.isoformat()} if at else None

    def target(self, part: str, span: Span) -> Object | None:
        """Return the target that a span is, None where it was not read from the page."""
        found = locate(self.sheet.document.offsets, span)
        if found is None:
            return None
        return filled(
            {
                "type": "SpecificResource",
                "source": page_iri(self.sheet.reading),
                "state": self._state,
                "styleClass": f"sayso-{part}",
                "selector": [each for each in self._selectors(span, found) if each],
            }
        )

    def _selectors(self, span: Span, found: Span) -> Iterator[Object | None]:
        if self._markup:
            yield self._quote_of_text(span)
            yield self._bytes(found)
        else:
            hidden = isinstance(self.sheet.document, MaskedDocument)  # the page itself has names in it
            yield self._quote_of_text(span) if hidden else self._quote_of_page(span, found)
            start, end = self._shown(found.start), self._shown(found.end)
            yield {"type": "TextPositionSelector", "start": start, "end": end}

    def _quote_of_page(self, span: Span, found: Span) -> Object | None:
        """Return the characters of the page, None where they were not kept."""
        text, block = self._characters, block_around(self.sheet.document, span)
        if text is None:
            return None
        around = (locate(self.sheet.document.offsets, block) if block else None) or found
        return _quote(
            *(
                text[start:end].replace("\r\n", "\n").replace("\r", "\n")
                for start, end in (
                    (max(around.start, found.start - _AROUND), found.start),
                    (found.start, found.end),
                    (found.end, min(around.end, found.end + _AROUND)),
                )
            )
        )

    @cached_property
    def _breaks(self) -> tuple[int, ...]:
        """Where a line ends in two characters, which a browser shows as one."""
        return tuple(found.start() for found in re.finditer("\r\n", self._characters or ""))

    def _shown(self, at: int) -> int:
        """Return the place of a character in the text as a browser has it."""
        return at - bisect_left(self._breaks, at)

    def _quote_of_text(self, span: Span) -> Object:
        document = self.sheet.document
        around = block_around(document, span) or span
        before = Span(start=max(around.start, span.start - _AROUND), end=span.start)
        after = Span(start=span.end, end=min(around.end, span.end + _AROUND))
        return _quote(*(as_it_came_in(document, each) for each in (before, span, after)))

    def _bytes(self, found: Span) -> Object | None:
        place = self._decoded.byte_span(found) if self._decoded else None
        return {"type": "DataPositionSelector", "start": place[0], "end": place[1]} if place else None


def _quote(prefix: str, exact: str, suffix: str) -> Object:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
