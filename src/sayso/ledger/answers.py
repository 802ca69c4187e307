"""What is asked of a ledger and what it answers: frozen records, free of any database.

In: nothing. Out: records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sayso.records import (
    Change,
    ClaimJudgement,
    ClaimOrigin,
    ClaimRelation,
    Failure,
    Page,
    Reading,
    Run,
    Span,
    Stand,
    Stated,
    Statement,
    Status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which statements to find; what is None does not matter. All that is given must hold.

    `words` are looked for in source and content, then in the title and text of the document; what stands in
    quotation marks is a phrase. `source`, `origin` and `outlet` match by their words, in any case; `source`
    also over entity and affiliation. `denies` follows the label book: the act is `deny`, or the factuality
    negative. `since` and `until` are days of publication, both included: a page without a known day then
    never matches. `entity` is the whole name of a source, in any case, `source_key` the key of one in
    `Ledger.sources`; `page_id` and `location` keep to one page, or to the pages met at one address or path. What
    was rejected is left out unless `status` asks for it, what stands in readers' comments unless `comments` does.
    `after` is the cursor of a hit: go on behind it.
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
    entity: str | None = None
    source_key: str | None = None
    page_id: str | None = None
    location: str | None = None
    status: Status | None = None
    since: date | None = None
    until: date | None = None
    comments: bool = False
    after: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A statement found, with the words of its spans and the page it stands on.

    `in_document` tells that the words asked for stand elsewhere in the document, not in the statement;
    `judged_by` and `judged_at` who confirmed, corrected or rejected it last, and when; `source_key` which
    `SourceEntry` said it, if that is sure; `cursor` is where the list it stands in goes on.
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
    judged_by: str | None = None
    judged_at: datetime | None = None
    source_key: str | None = None
    cursor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentQuery:
    """Which pages to list; the fields mean what they do in `Query`, `words` are those of title and text."""

    words: str | None = None
    outlet: str | None = None
    location: str | None = None
    since: date | None = None
    until: date | None = None
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """A page in the list of what was read: its current reading, a failed one too.

    `statements` are those of the article that nobody rejected.
    """

    page_id: str
    reading_id: str
    document_id: str | None
    location: str | None
    title: str | None
    outlet: str | None
    published: str | None
    fetched_at: datetime | None
    read_at: datetime
    statements: int
    comments: int
    failure: Failure | None
    cursor: str


Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How many of the statements found have which label, the most frequent first.

    Counted are the first hits up to a number; `capped` tells that there are more. `denies` has `true` and
    `false`; a label that was not computed is not counted.
    """

    counted: int
    capped: bool
    act: Counts = ()
    kind: Counts = ()
    naming: Counts = ()
    form: Counts = ()
    stance: Counts = ()
    denies: Counts = ()
    outlet: Counts = ()
    year: Counts = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A person or body that was sure to be the same wherever it spoke, and how often it did.

    `statements` and `denies` count those of articles that nobody rejected, `pages` where they stand; `first` and
    `last` are days of publication. `kind`, `naming` and `affiliation` are the most frequent.
    """

    key: str
    name: str
    kind: str | None
    naming: str
    affiliation: str | None
    statements: int
    pages: int
    denies: int
    first: date | None
    last: date | None
    cursor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasEntry:
    """Two names of one: who is called `alias` somewhere is `name`.

    `judgement_id` is the correction that said so, null where the alias was brought in from a table; `kind` the kind of
    source, empty where it is not known; `source` what the table told of it. `statements` are those of current readings
    that nobody judged and that still bear the alias: `Ledger.same_entity` lists them.
    """

    id: str
    alias: str
    name: str
    kind: str
    by: str
    at: datetime
    judgement_id: str | None
    source: str
    statements: int
    cursor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SameEntity:
    """The statements that the correction of one speaks of, too: nobody judged them, and they have the same speaker.

    `given` is the judgement or the alias that says who it is: `was` the name so far (None: only words of the page,
    and only there), `now` the one it has; `labels` is what would be corrected in each. `count` is how many there are,
    `hits` a part of them.
    """

    given: str
    was: str | None
    now: str
    labels: Mapping[str, str | bool | None]
    count: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """A statement that two readings found, by another name each."""

    before: Statement
    now: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a reading of a page tells that an older one did not, both as the machine made them.

    `before` is the older reading, None where the page was read once only; `found` are the statements that are new,
    `gone` those that are no longer found, `renamed` those with another `entity`; `same` counts the others.
    """

    now: Reading
    before: Reading | None = None
    found: tuple[Statement, ...] = ()
    gone: tuple[Statement, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    same: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimQuery:
    """Which claims to find; what is None does not matter. All that is given must hold.

    `words` are looked for in the claim's own words and the name a person gave it. `holder` is the whole name of
    somebody who states or denies it, in any case; `origins` how many clearly different named origins it has at least;
    `since` a day on or after which a page that states it was published. What was rejected is left out unless `status`
    asks for it. `after` is the cursor of an entry: go on behind it.
    """

    words: str | None = None
    contested: bool | None = None
    page_id: str | None = None
    holder: str | None = None
    origins: int | None = None
    since: date | None = None
    status: Status | None = None
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntry:
    """A claim in a list: its words, the name that a person gave it, and what is counted of it.

    `independent` counts the clearly different named origins of those who assert it, `unknown` the unnamed ones and the
    pages that assert it in their own voice; never articles. `contested` tells that somebody asserts and somebody else
    denies it; `first` and `last` are days of publication.
    """

    id: str
    text: str
    title: str | None
    status: str
    mentions: int
    pages: int
    holders: int
    independent: int
    unknown: int
    contested: bool
    first: date | None
    last: date | None
    cursor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMember:
    """A mention in its claim, with the page it stands on."""

    stated: Stated
    page_id: str
    reading_id: str
    title: str | None
    location: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimBeside:
    """What lies between a claim and another; the relation tells which of them is which."""

    relation: ClaimRelation
    other: ClaimEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimItem:
    """A thing spoken of as proof where a claim is stated: its kind, its words, where they stand in the page's text."""

    kind: str
    words: str
    page_id: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAnswer:
    """One claim with everything: `members` the earliest publication first, `former` the ids that lead to it.

    `independent` and `unknown` are the origins of the members that assert it; `judgements` what people said of it.
    """

    claim: ClaimEntry
    members: tuple[ClaimMember, ...]
    independent: tuple[ClaimOrigin, ...] = ()
    unknown: tuple[ClaimOrigin, ...] = ()
    relations: tuple[ClaimBeside, ...] = ()
    changes: tuple[Change, ...] = ()
    items: tuple[ClaimItem, ...] = ()
    judgements: tuple[ClaimJudgement, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedClaim:
    """A claim that a statement states, how its holder stands to it, and who else asserts or denies it."""

    claim: ClaimEntry
    stand: Stand
    asserted_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedName:
    """A claim that a page states in its own voice, where, and whom other pages attribute it to."""

    claim: ClaimEntry
    content: tuple[Span, ...]
    attributed_to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What storing a reading added; False where the ledger had it already."""

    page_id: str
    reading_id: str
    page: bool
    capture: bool
    reading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a ledger knows of a page before it is read.

    `reading_id` is what the run in question read in it, None where nothing, or a failure; `captured` tells whether this
    very sighting is kept, `met` when it was last met at this location with the same told of it.
    """

    reading_id: str | None = None
    captured: bool = False
    met: datetime | None = None
    forgotten: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A file all of whose pages were read: where it is, what tells that it is still the same, how many pages it has."""

    location: str
    mark: str
    pages: int


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
    known_size: int

    @property
    def size(self) -> int:
        """Number of the bytes that were read."""
        return self.known_size

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the bytes that were read."""
        return self.known_sha256
