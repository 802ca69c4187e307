"""Write pages as brat standoff in PolNeAR's form: a text, and beside it who says what in it.

In: sheets. Out: one zip archive with `PAGE.txt`, `PAGE.ann` and what brat is set up with, or the same as named files.
The text is the document's, repaired, without markup; each tab and each line break but the line feed, whatever some
reader would take for the end of a line is a space there, one for one, so that the offsets of all readers agree.
Offsets count characters of that text; those of the page as it came in stand in a statement's note, with status and
confidence. A span over several lines is several fragments, as brat has it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from sayso.export.json.page import statement_object
from sayso.export.masked import MaskedDocument
from sayso.export.sheets import Sheet
from sayso.export.tables.rows import Row
from sayso.labels import VALUES, vouched
from sayso.records import Document, Span, Statement

_BREAKS = dict.fromkeys(map(ord, "\t\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), " ")
_LINE = re.compile(r"[^\n]+")
_PARTS = ("source", "cue", "content")
_ATTRIBUTES = {
    "Form": "form",
    "Status": "status",
    "Layer": "layer",
    "Act": "act",
    "Kind": "source_kind",
    "Naming": "naming",
    "Stance": "stance",
    "Factuality": "factuality",
}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same pages give the same archive


def write(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """Yield the archive."""
    sink = _Pipe()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files(sheets):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
            yield sink.taken()
    yield sink.taken()


def files(sheets: Iterable[Sheet]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the archive, each with its name."""
    yield "annotation.conf", _configuration().encode()
    for sheet in sheets:
        text = _text(sheet.document)
        yield f"{sheet.reading.page.id}.txt", text.encode("utf-8", "replace")
        yield f"{sheet.reading.page.id}.ann", _annotations(sheet, text).encode("utf-8", "replace")


def _text(document: Document) -> str:
    """Return the text up to the first comment, or all of it where the comments were asked for."""
    shown = [block.end for block in document.blocks] + [each.end for each in document.comments if each.end is not None]
    return document.quote(Span(start=0, end=max(shown, default=0))).translate(_BREAKS)


def _annotations(sheet: Sheet, text: str) -> str:
    made = _Numbered(text, sheet.document)
    for statement in sheet.reading.statements:
        made.add(statement, statement_object(sheet.document, statement))
    return "".join(f"{line}\n" for line in made.lines)


class _Numbered:
    """The lines of one file, and how many of each kind there are."""

    def __init__(self, text: str, document: Document) -> None:
        self.lines: list[str] = []
        self._text, self._document = text, document
        self._counts = dict.fromkeys("TEA#", 0)

    def add(self, statement: Statement, told: Row) -> None:
        """Add the spans of a statement, what ties them, its labels and its note."""
        spans = {"source": statement.source, "cue": statement.cue, "content": statement.content}
        roles = [(part, self._span(part.capitalize(), spans[part])) for part in _PARTS]
        spoken = next((part for part in ("cue", "content", "source") if dict(roles)[part]), None)
        if spoken is None:
            return  # not a word of it on any line: brat has no place for it
        trigger = self._span("Attribution", spans[spoken])
        tied = " ".join(f"{part.capitalize()}:{key}" for part, key in reversed(roles) if key)
        event = self._next("E", f"Attribution:{trigger} {tied}")
        for name, label in _ATTRIBUTES.items():
            if told[label]:
                self._next("A", f"{name} {event} {told[label]}")
        for name in ("negated", "denies"):
            if told[name]:
                self._next("A", f"{name.capitalize()} {event}")
        self._next("#", f"AnnotatorNotes {event}\t{_note(told)}")

    def _span(self, kind: str, spans: Iterable[Span]) -> str | None:
        hidden = self._document
        shown = map(hidden.place, spans) if isinstance(hidden, MaskedDocument) else spans
        pieces = [
            (span.start + line.start(), span.start + line.end())
            for span in shown
            for line in _LINE.finditer(self._text[span.start : span.end])
        ]
        if not pieces:
            return None
        places = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(self._text[start:end] for start, end in pieces)
        return self._next("T", f"{kind} {places}\t{words}")

    def _next(self, kind: str, line: str) -> str:
        self._counts[kind] += 1
        key = f"{kind}{self._counts[kind]}"
        self.lines.append(f"{key}\t{line}")
        return key


def _note(told: Row) -> str:
    """Return on one line what has no attribute of its own."""
    by = vouched(told["status"])
    sure = "" if told["confidence"] is None else f"; confidence {told['confidence']:.2f}"
    places = ",".join("?" if s["start"] is None else f"{s['start']}-{s['end']}" for s in told["content"])
    note = f"{by}{sure}; content at {places} of the page; {told['id']}"
    extra = {"entity": told["entity"], "origin": told["origin"], "parent": told["parent"]}
    return note + "".join(f"; {name} {' '.join(value.split())}" for name, value in extra.items() if value)


def _configuration() -> str:
    """Return what brat needs to know of the labels."""
    labels = (f"{name}\tArg:Attribution, Value:{'|'.join(VALUES[label])}" for name, label in _ATTRIBUTES.items())
    return "\n".join(
        (
            "[entities]", "Source", "Cue", "Content", "[relations]", "[events]",
            "Attribution\tSource?:Source, Cue?:Cue, Content?:Content",
            "[attributes]", *labels, "Negated\tArg:Attribution", "Denies\tArg:Attribution", "",
        )
    )  # fmt: skip


class _Pipe(io.RawIOBase):
    """What an archive is written to that is given away as it comes: it cannot be gone back in."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]
        self._parts.append(part)
        return len(part)

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)
