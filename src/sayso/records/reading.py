"""What one run read in one page. In: a page, a document, statements, or a failure. Out: ids without the time."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.records.document import Document
from sayso.records.event import Event
from sayso.records.ids import make_id
from sayso.records.mention import ItemMention, Mention
from sayso.records.page import Page
from sayso.records.setting import Moment, Place
from sayso.records.statement import Statement


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
    """One page read by one run: a document with its statements, or a failure. `seconds` is the work it took.

    `mentions` and `items` are what the page tells towards the claims of many pages. `events`, `places` and `moments`
    are what it tells of what happened, where and when; None where the run that read it looked for none of that.
    """

    page: Page
    run: Run
    document: Document | None = None
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    items: tuple[ItemMention, ...] = ()
    events: tuple[Event, ...] | None = None
    places: tuple[Place, ...] | None = None
    moments: tuple[Moment, ...] | None = None
    failure: Failure | None = None
    seconds: float = field(default=0.0, compare=False)

    @property
    def id(self) -> str:
        """Reading id, over document (or the failed page) and run."""
        read = self.document.id if self.document else self.page.id
        return make_id("read", read, self.run.id)
