"""Write small PDF files for tests: `make_pdf` sets lines of Helvetica at places on pages."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A line of text at a place, in points from the lower left."""

    text: str
    x: float = 72
    y: float = 700
    size: float = 11


def set_page(
    lines: Sequence[str], *, top: float = 720, leading: float = 14, size: float = 11, x: float = 72
) -> tuple[Set, ...]:
    """Set lines below each other; an empty one leaves a gap."""
    return tuple(Set(text=text, x=x, y=top - at * leading, size=size) for at, text in enumerate(lines) if text)


def make_pdf(*pages: Sequence[Set], info: str = "", encrypt: str = "", content: bytes | None = None) -> bytes:
    """Return a PDF file; `info` and `encrypt` are the insides of those dictionaries."""
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode("cp1252"),
    ]
    for at, page in enumerate(pages):
        stream = zlib.compress(_content(page)) if content is None else content
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * at} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode(),
            f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode() + stream + b"\nendstream",
        ]
    if encrypt:
        objects.append(f"<< {encrypt} >>".encode("latin-1"))
    return _file(objects, encrypted=bool(encrypt))


def _content(page: Sequence[Set]) -> bytes:
    shown = []
    for line in page:
        text = line.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        shown.append(f"BT /F1 {line.size} Tf {line.x} {line.y} Td ({text}) Tj ET")
    return "\n".join(shown).encode("cp1252")


def _file(objects: Sequence[bytes], *, encrypted: bool) -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, held in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + held + b"\nendobj\n"
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    extra = b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects) if encrypted else b""
    data += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R%s >>\n" % (len(objects) + 1, extra)
    return data + b"startxref\n%d\n%%%%EOF\n" % start
