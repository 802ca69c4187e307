"""A page as it came in, and where and when it was met. In: bytes. Out: nothing is derived but hash and ids."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sayso.records.document import Span
from sayso.records.ids import make_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where in a file of many pages one of them stands: the `number`th, at the characters `start` to `end`.

    They count the decoded file; where `extracted`, the text taken out of a file without decoded characters (Word, RTF);
    None where a page has no characters of its own there (Parquet, archives). A place in the page is `start` more in the
    file. A record of an archive begins at the byte `offset` of the file and calls its page by a `digest`; where `cut`,
    it ends too soon.
    """

    location: str | None
    number: int
    start: int | None = None
    end: int | None = None
    extracted: bool = False
    offset: int | None = None
    digest: str | None = None
    cut: bool = False

    def place(self, span: Span) -> Span | None:
        """Return where in the file a span of the page stands."""
        return None if self.start is None else Span(start=self.start + span.start, end=self.start + span.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What whoever hands a page in says of it: it wins over what the page says of itself."""

    outlet: str | None = None
    published: str | None = None
    byline: str | None = None
    title: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The bytes of one page as they came in, and where and when they were met.

    Only the bytes identify a page. `charset` is what the carrier declared (an HTTP header, say), if anything. A page of
    a file that holds many has an `origin`; `told` is what is known of a page from outside of it.
    """

    data: bytes
    media_type: str = "text/plain"
    charset: str | None = None
    location: str | None = None
    fetched_at: datetime | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    origin: Origin | None = None
    told: Told | None = None

    @property
    def size(self) -> int:
        """Number of bytes."""
        return len(self.data)

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def id(self) -> str:
        """Page id: `page_` and the first 16 hex digits of the hash of the bytes."""
        return f"page_{self.sha256[:16]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One sighting of a page. The versions of one address are its captures."""

    page_id: str
    location: str | None
    fetched_at: datetime | None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    origin: Origin | None = None
    told: Told | None = None

    @property
    def id(self) -> str:
        """Capture id, over page, location and time."""
        when = self.fetched_at.isoformat() if self.fetched_at else None
        return make_id("cap", self.page_id, self.location, when)


def capture_of(page: Page) -> Capture:
    """Return the sighting that a page record carries."""
    return Capture(
        page_id=page.id,
        location=page.location,
        fetched_at=page.fetched_at,
        status=page.status,
        headers=page.headers,
        origin=page.origin,
        told=page.told,
    )
