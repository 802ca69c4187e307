"""What a page holds, as blocks and comments over one text, and the way from that text back to the page.

In: what the stages of `pages` read. Out: a `Document`. A `Span` is a half-open range of characters of `Document.text`;
`Document.offsets` leads each of them back to the page as it came in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sayso.records.ids import make_id

Role = Literal[
    "headline", "byline", "dateline", "paragraph", "subheading", "blockquote",
    "list", "caption", "credit", "related", "furniture",
]  # fmt: skip
ARTICLE_ROLES: frozenset[Role] = frozenset(
    ("headline", "dateline", "paragraph", "subheading", "blockquote", "list", "caption")
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
    """A part of the page with a role: `start`/`end` in `Document.text`, `ranges` in the decoded page.

    `depth` counts the marks before the lines of a quoted message: 2 for what is quoted in what is quoted.
    """

    role: Role
    start: int
    end: int
    ranges: tuple[Span, ...]
    xpath: str | None = None
    place: str | None = None
    depth: int = 0

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

    @property
    def span(self) -> Span | None:
        """Its range of `Document.text`."""
        return None if self.start is None or self.end is None else Span(start=self.start, end=self.end)


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
    address: str | None = None
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


def day_of(published: str | None) -> date | None:
    """Return the day an ISO date or time begins with, None for any other writing."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
