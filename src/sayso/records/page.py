"""A page as it came in, and where and when it was met. In: bytes. Out: nothing is derived but hash and ids."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sayso.records.ids import make_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The bytes of one page as they came in, and where and when they were met.

    Only the bytes identify a page. `charset` is what the carrier declared (an HTTP header, say), if anything.
    """

    data: bytes
    media_type: str = "text/plain"
    charset: str | None = None
    location: str | None = None
    fetched_at: datetime | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()

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
    )
