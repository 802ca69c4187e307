"""Archives as crawlers write them, from bytes by hand; places, people and outlets are invented."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

DAY = "2023-05-0{day}T06:07:08Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server gave, and how it was kept; `body` as it came over the line."""

    address: str
    body: bytes = b""
    status: str = "200 OK"
    media_type: str | None = "text/html; charset=utf-8"
    headers: Sequence[tuple[str, str]] = ()
    kind: str = "response"
    date: str = "2023-05-04T06:07:08Z"
    told: Mapping[str, str] = field(default_factory=dict)
    number: int = 0

    @property
    def digest(self) -> str:
        """What the archive calls the body by."""
        return f"sha1:{base64.b32encode(hashlib.sha1(self.body, usedforsecurity=False).digest()).decode()}"


def article(name: str, *, paragraphs: int = 3) -> bytes:
    """Return a page of news in HTML."""
    words = "".join(
        f"<p>The ferry office of {name} said in note {number} that the landing stage stays closed until the pilot, Oda"
        f" Renk, has looked at every one of its {number + 12} posts.</p>"
        for number in range(paragraphs)
    )
    head = f"<html><head><title>{name} shut</title></head><body>"
    return f"{head}<article><h1>{name} shut</h1>{words}</article></body></html>".encode()


def record(answer: Answer, *, length: int | None = None) -> bytes:
    """Return a record of an answer, or of a bare resource; `length` is what it says of itself, true or not."""
    lines = [f"HTTP/1.1 {answer.status}"]
    if answer.media_type is not None:
        lines.append(f"Content-Type: {answer.media_type}")
    lines += [f"{name}: {value}" for name, value in answer.headers]
    block = answer.body if answer.kind == "resource" else "\r\n".join((*lines, "", "")).encode("latin-1") + answer.body
    told = {
        "WARC-Type": answer.kind,
        "WARC-Record-ID": f"<urn:uuid:{answer.number:08}-0000-4000-8000-{abs(hash(answer.address)) % 10**12:012}>",
        "WARC-Date": answer.date,
        "WARC-Target-URI": answer.address,
        "WARC-Payload-Digest": answer.digest,
        "Content-Type": (answer.media_type or "")
        if answer.kind == "resource"
        else "application/http; msgtype=response",
        **answer.told,
        "Content-Length": str(len(block) if length is None else length),
    }
    head = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told.items()) + "\r\n"
    return head.encode() + block + b"\r\n\r\n"


def note(kind: str = "warcinfo") -> bytes:
    """Return a record that is about others."""
    body = b"software: a crawler of ours\r\n"
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:7>\r\nWARC-Date: 2023-05-04T06:07:08Z\r\n"
    return (
        f"{head}Content-Type: application/warc-fields\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
        + b"\r\n\r\n"
    )


def packed(records: Iterable[bytes]) -> bytes:
    """Return records packed one by one, as crawlers pack them."""
    return b"".join(map(gzip.compress, records))


def chunked(body: bytes, size: int = 100, *, extension: str = "") -> bytes:
    """Return a body in chunks."""
    parts = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(f"{len(part):x}{extension}\r\n".encode() + part + b"\r\n" for part in parts) + b"0\r\n\r\n"


def wacz(warcs: Mapping[str, bytes], listed: Iterable[str] | None = None, *, method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a WACZ file that holds WARC files, and lists these pages."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.writestr("datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1"}))
        for name, data in warcs.items():
            archive.writestr(f"archive/{name}", data)
        if listed is not None:
            head = json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All pages"})
            lines = (json.dumps({"id": str(n), "url": address, "title": "…"}) for n, address in enumerate(listed))
            archive.writestr("pages/pages.jsonl", "\n".join((head, *lines)) + "\n")
    return held.getvalue()
