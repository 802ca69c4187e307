"""The frozen records that every stage passes on, and the ids that name them.

Inside the program a `Span` is a half-open range of characters of `Document.text`; `Document.offsets` leads each of
them back to the page as it came in. What each label means is in docs/labels.md. A field that was not computed is
None or empty, never guessed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

Role = Literal[
    "headline", "byline", "dateline", "paragraph", "subheading", "blockquote",
    "list", "caption", "credit", "related", "furniture",
]  # fmt: skip
ARTICLE_ROLES: frozenset[Role] = frozenset(
    ("headline", "dateline", "paragraph", "subheading", "blockquote", "list", "caption")
)
Form = Literal["direct", "mixed", "indirect"]
Layer = Literal["article", "comment"]
Status = Literal["machine", "confirmed", "corrected", "rejected"]
JudgementKind = Literal["confirm", "correct", "reject", "add"]


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def make_id(prefix: str, *identity: Any) -> str:
    """Return `prefix` and 16 hex digits of the SHA-256 of `identity` as a JSON array, headed by a version."""
    text = _JSON.encode([1, *identity])
    return f"{prefix}_{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


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


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range of characters, of `Document.text` unless the holder says otherwise."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what is no range."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a half-open range: [{self.start}, {self.end})")

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether all of `other` lies in this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of `Document.text` and the range of the decoded page it was read from.

    With equal lengths the characters correspond one to one; otherwise the run is one piece (a repaired sequence, a
    decoded entity, folded white space) and stands for the whole range. Text between blocks has no segment.
    """

    text_start: int
    text_end: int
    page_start: int
    page_end: int

    @property
    def one_to_one(self) -> bool:
        """Whether its characters correspond one to one."""
        return self.text_end - self.text_start == self.page_end - self.page_start


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of the page with a role: `start`/`end` in `Document.text`, `ranges` in the decoded page."""

    role: Role
    start: int
    end: int
    ranges: tuple[Span, ...]
    xpath: str | None = None
    place: str | None = None

    @property
    def span(self) -> Span:
        """Its range of `Document.text`."""
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A reader's comment: `start`/`end` of its text in `Document.text` (None when empty), the rest in the page.

    `commenter` is the name, `display` the name as shown, `posted` the time as written; `header_start` is where the
    comment's heading begins in the decoded page; `reply_to` is the id of another comment.
    """

    id: str
    commenter: str | None
    display: str | None
    posted: str | None
    posted_at: datetime | None = None
    header_start: int | None = None
    start: int | None = None
    end: int | None = None
    ranges: tuple[Span, ...] = ()
    reply_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Encoding damage put right: `start`/`end` in the decoded page, the characters before and after, and the kind."""

    start: int
    end: int
    original: str
    repaired: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time told relative to another: its words, and the ISO day or interval ("day/day") they stand for, if known."""

    span: Span
    text: str
    resolved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a page holds: blocks, then comments, as one text joined by blank lines; never changed once made."""

    page_id: str
    text: str
    encoding: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    repairs: tuple[Repair, ...] = ()
    offsets: tuple[Segment, ...] = ()
    notes: tuple[str, ...] = ()
    times: tuple[TimeMention, ...] = ()

    @property
    def id(self) -> str:
        """Document id, over page, text and blocks."""
        blocks = [[b.role, b.start, b.end, [[r.start, r.end] for r in b.ranges]] for b in self.blocks]
        return make_id("doc", self.page_id, self.text, blocks)

    def quote(self, span: Span) -> str:
        """Return the characters of `text` under a span."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One hand of a chain: what it did (`rel`), its words, who it is."""

    rel: str
    span: Span
    entity: str | None = None
    source_kind: str | None = None
    naming: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words that speak of proof, and of which kind."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One attribution: `source` expresses, holds or shows `content`; `cue` signals it. `parent` holds a nested one."""

    document_id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    layer: Layer = "article"
    parent: str | None = None
    comment: str | None = None
    source_kind: str | None = None
    naming: str | None = None
    entity: str | None = None
    affiliation: str | None = None
    chain: tuple[Link, ...] = ()
    origin: str | None = None
    act: str | None = None
    negated: bool | None = None
    stance: str | None = None
    factuality: str | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    status: Status = "machine"

    @property
    def id(self) -> str:
        """Statement id, over document, spans and parent."""
        return _statement_id(self.document_id, (self.source, self.cue, self.content), self.parent)

    @property
    def start(self) -> int:
        """Where its first word stands in `Document.text`."""
        return min(span.start for span in (*self.source, *self.cue, *self.content))

    @property
    def denies(self) -> bool:
        """Whether it denies: its act is `deny`, or its factuality negative ("said that no ship had sailed")."""
        return self.act == "deny" or (self.factuality or "").endswith("-")


@lru_cache(maxsize=4096)  # every stage returns new records of the same statements
def _statement_id(document_id: str, parts: tuple[tuple[Span, ...], ...], parent: str | None) -> str:
    pairs = ([[span.start, span.end] for span in spans] for spans in parts)
    return make_id("st", document_id, *pairs, parent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What read a page: code version, hash of the weights, the settings that change results. Never the time."""

    version: str
    weights: str
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Run id, over version, weights and settings."""
        return make_id("run", self.version, self.weights, [list(pair) for pair in self.settings])


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a page could not be read: a short `kind` and one line that names the page and what to do."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One page read by one run: a document with its statements, or a failure. `seconds` is the work it took."""

    page: Page
    run: Run
    document: Document | None = None
    statements: tuple[Statement, ...] = ()
    failure: Failure | None = None
    seconds: float = field(default=0.0, compare=False)

    @property
    def id(self) -> str:
        """Reading id, over document (or the failed page) and run."""
        read = self.document.id if self.document else self.page.id
        return make_id("read", read, self.run.id)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Anchor:
    """A range of characters of the decoded page as it came in, and the words that were read there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """The three parts of a statement as anchors in the page."""

    source: tuple[Anchor, ...] = ()
    cue: tuple[Anchor, ...] = ()
    content: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person says of a statement: who, when, on which characters of the page, which labels.

    `anchors` are the parts of the statement judged, as the person saw them (of an added one: the parts it has);
    `corrected` the parts as they should be, if those were corrected. `labels` are fields of `Statement` by name:
    all that a `confirm` stands for, those a `correct` changes, those an `add` gives.
    """

    kind: JudgementKind
    by: str
    at: datetime
    page_id: str
    anchors: Spans
    corrected: Spans | None = None
    labels: Mapping[str, str | bool | None] = field(default_factory=dict, hash=False)
    note: str | None = None

    @property
    def id(self) -> str:
        """Judgement id, over all it says."""

        def parts(spans: Spans | None) -> Any:
            each = (spans.source, spans.cue, spans.content) if spans else ()
            return [[[a.start, a.end, a.text] for a in anchors] for anchors in each]

        spans = (parts(self.anchors), parts(self.corrected))
        labels = sorted(self.labels.items())
        when = self.at.isoformat()
        return make_id("judg", self.kind, self.by, when, self.page_id, *spans, labels, self.note)
