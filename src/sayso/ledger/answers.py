"""What is asked of a ledger and what it answers: frozen records, free of any database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sayso.records import Page, Run, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which statements to find; what is None does not matter. All that is given must hold.

    `words` are looked for in source and content, then in the title and text of the document; what stands in
    quotation marks is a phrase. `source`, `origin` and `outlet` match by their words, in any case; `source`
    also over entity and affiliation. `denies` follows the label book: the act is `deny`, or the factuality
    negative. `since` and `until` are days of publication, both included: a page without a known day then
    never matches. What stands in readers' comments is left out unless `comments` asks for it.
    """

    words: str | None = None
    source: str | None = None
    origin: str | None = None
    outlet: str | None = None
    act: str | None = None
    kind: str | None = None
    naming: str | None = None
    form: str | None = None
    stance: str | None = None
    denies: bool | None = None
    min_confidence: float | None = None
    since: date | None = None
    until: date | None = None
    comments: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A statement found, with the words of its spans and the page it stands on.

    `in_document` tells that the words asked for stand elsewhere in the document, not in the statement.
    """

    statement: Statement
    source: tuple[str, ...]
    cue: tuple[str, ...]
    content: tuple[str, ...]
    page_id: str
    reading_id: str
    location: str | None
    title: str | None
    outlet: str | None
    published: str | None
    in_document: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What storing a reading added; False where the ledger had it already."""

    page_id: str
    reading_id: str
    page: bool
    capture: bool
    reading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCount:
    """A run and how many readings it made, the failed ones included."""

    run: Run
    readings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerStatus:
    """What a ledger holds.

    `pages` leaves out the `forgotten` ones; `readings` counts all that ever were, `failed` among them;
    `statements` and `comments` are those of current readings; `bytes` is the size on disk.
    """

    target: str
    revision: str
    bytes: int
    pages: int
    forgotten: int
    captures: int
    readings: int
    failed: int
    statements: int
    comments: int
    runs: tuple[RunCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnkeptPage(Page):
    """A page whose bytes the ledger was told not to keep: `data` is empty, hash and size are known."""

    data: bytes = field(default=b"", init=False)
    known_sha256: str
    size: int

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the bytes that were read."""
        return self.known_sha256
