"""Tell which records of an archive are pages.

In: a record's heads; the addresses that an archive lists as its pages, where it does. Out: why a record is left alone,
in words that can be counted, or None where it is a page.
"""

from __future__ import annotations

import re
from collections.abc import Container
from urllib.parse import urldefrag, urljoin, urlsplit

from sayso.pages.containers.archives.records import Record
from sayso.pages.opening.fetch.rules import without_credentials

#: The types of pages, and what each is called here.
TYPES = {
    "text/html": "text/html",
    "application/xhtml+xml": "application/xhtml+xml",
    "text/plain": "text/plain",
    "application/pdf": "application/pdf",
    "application/x-pdf": "application/pdf",
}
#: Records that tell of others or of how they were come by: never pages, and not worth counting.
NOTES = frozenset(("warcinfo", "request", "metadata"))
REVISIT = "revisit"
_OK, _UNCHANGED = 200, 304
_FOR_PROGRAMS = re.compile(
    r"/(?:robots|ads|app-ads|sellers|humans|security|llms|llms-full)\.(?:txt|json)|/\.well-known/.*"
)
_WEB = frozenset(("http", "https"))


def why_left(record: Record, listed: Container[str] | None) -> str | None:
    """Return why a record is no page; of a revisit, why what it leads to would be none."""
    address = address_of(record)
    revisit = record.kind == REVISIT
    if record.kind not in {"response", "resource", REVISIT} or address is None:
        return "of other kinds or places"
    if record.http is not None and record.status not in ({_OK, _UNCHANGED} if revisit else {_OK}):
        return f"status {record.status}" if record.status else "status unknown"
    if not revisit and (why := _of_type(record)):
        return why
    if listed is not None and bare(address) not in listed:
        return "not among the pages that the archive lists"
    if _FOR_PROGRAMS.fullmatch(urlsplit(address).path.lower()):
        return "for programs (robots.txt)"
    return None


def type_of(record: Record) -> str:
    """Return the declared type of what a record holds, without parameters."""
    told = record.told.get("warc-identified-payload-type", "")
    declared = record.header("content-type") if record.http is not None else record.told.get("content-type", "")
    return (declared or told).partition(";")[0].partition(",")[0].strip().lower()


def address_of(record: Record) -> str | None:
    """Return the address of the web that a record was captured at, None where it has none."""
    written = record.told.get("warc-target-uri", "").removeprefix("<").removesuffix(">")
    try:
        parts = urlsplit(written)
        named = parts.hostname and parts.scheme in _WEB
    except ValueError:
        return None
    return without_credentials(written) if named and written.isprintable() else None


def leads_to(record: Record) -> str | None:
    """Return the address that an answer sends on to, bare."""
    address, place = address_of(record), record.header("location")
    if not address or not place or not record.status or not 300 <= record.status < 400:
        return None
    try:
        return bare(urljoin(address, place))
    except ValueError:
        return None


def bare(address: str) -> str:
    """Return an address without what follows `#`."""
    return urldefrag(address).url


def _of_type(record: Record) -> str | None:
    media_type = type_of(record)
    if media_type not in TYPES:
        return media_type[:60] if re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", media_type) else "type unknown"
    return None if record.length else "empty"
