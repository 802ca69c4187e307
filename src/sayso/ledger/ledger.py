"""An open ledger: one method for each thing that is asked of it.

In: a ledger that `opening` opened. Out: records, streams of hits, and `Statements`.

Each method is one transaction on one connection of its own, and raises LedgerError with one clear line when the
database fails; what writes waits for other writers and begins anew where one came between, within the bound that the
ledger was opened with. Use it in a `with` statement. One ledger may be used from many threads at once, a pool's too:
what a method streams may be gone through on another thread than the one that asked, but not on two at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeVar, cast

from sqlalchemy import Connection

from sayso.ledger.answers import (
    AliasEntry,
    Changes,
    ClaimAnswer,
    ClaimEntry,
    ClaimQuery,
    DocumentEntry,
    DocumentQuery,
    DroppedName,
    Facets,
    Hit,
    Known,
    LedgerStatus,
    Query,
    ReadFile,
    SameEntity,
    SourceEntry,
    StatedClaim,
    Stored,
)
from sayso.ledger.ask.alike import list_alike
from sayso.ledger.ask.claim import recall_claim
from sayso.ledger.ask.claims import claims_of, list_claims, names_dropped
from sayso.ledger.ask.documents import list_documents
from sayso.ledger.ask.facets import count_facets
from sayso.ledger.ask.recall import count, current_keys, recall_captures, recall_reading
from sayso.ledger.ask.search import search_statements
from sayso.ledger.ask.sources import find_source, list_said, list_sources
from sayso.ledger.ask.statement import recall_statement
from sayso.ledger.claims.follow import follow_page, take_turns
from sayso.ledger.event_answers import EventEntry, EventFacets, EventQuery
from sayso.ledger.events.ask import recall_event, search_events
from sayso.ledger.events.facets import count_event_facets
from sayso.ledger.events.follow import event_orphans, list_event_judgements, store_event_judgement
from sayso.ledger.index.counted import recount
from sayso.ledger.judge.keep import attached, list_judgements, orphans_of
from sayso.ledger.opening import Opened
from sayso.ledger.reach.aliases import bring_in, list_aliases, read_table, remove_alias, write_table
from sayso.ledger.reach.changes import find_changes, list_changes
from sayso.ledger.reach.correcting import take_judgement
from sayso.ledger.reach.same import Correction, Made, check_chosen, correct_page, find_correction, list_same
from sayso.ledger.store.connections import one_moment, unchanged
from sayso.ledger.store.failures import explained
from sayso.ledger.store.ids import find_claim, find_page, find_reading
from sayso.ledger.store.writing import write
from sayso.ledger.write.forgetting import forget_page
from sayso.ledger.write.known import file_pages, look, remember_files, sight
from sayso.ledger.write.readings import store_reading
from sayso.records import Capture, ClaimJudgement, ClaimJudgementKind, EventJudgement, Judgement, Page, Reading, Run

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

T = TypeVar("T")


class Ledger:
    """Pages, their readings, and the statements in them. Made by `open_ledger`."""

    def __init__(self, opened: Opened, *, keep_pages: bool) -> None:
        self.name = opened.name
        self.created = opened.created
        self._engine = opened.engine
        self._timeout = opened.timeout
        self._read_only = opened.read_only
        self._keep_pages = keep_pages
        self._writing = Lock()  # threads take turns; left to SQLite, some of them would wait in vain

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def keeps_pages(self) -> bool:
        """Whether the bytes of pages are kept."""
        return self._keep_pages

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def store(self, reading: Reading, *, again: bool = False) -> Stored:
        """Keep a reading, failed ones too, and say what of it was new.

        Raises ForgottenPage for a page that was forgotten, unless it is to be read `again`.
        """
        return self._write(lambda connection: store_reading(connection, reading, keep=self._keep_pages, again=again))

    def look(self, page: Page, run: Run) -> Known:
        """Return what is known of a page at hand before a run reads it."""
        with self._transaction() as connection:
            return look(connection, page, run, keep=self._keep_pages)

    def sight(self, page: Page) -> bool:
        """Keep a sighting of a page that need not be read, and return whether it was new."""
        return self._write(lambda connection: sight(connection, page))

    def file_pages(self, location: str, mark: str) -> int | None:
        """Return how many pages a file has that was read through and bears the same mark still; None else."""
        with self._transaction() as connection:
            return file_pages(connection, location, mark)

    def remember_files(self, files: Collection[ReadFile]) -> None:
        """Keep which files were read through: all their pages are known, none failed."""
        self._write(lambda connection: remember_files(connection, files))

    def reading(self, given: str, *, judged: bool = True) -> Reading:
        """Return a reading by its id, or the current one of a page, a document or a statement.

        The unique beginning of an id is enough. Statements are as people judged them, added ones last and rejected
        ones with that status; `judged=False` gives the machine's. A page whose bytes were not kept comes back as
        `UnkeptPage`, all else equal to what was stored. Raises UnknownId.
        """
        with self._transaction() as connection:
            return recall_reading(connection, find_reading(connection, given), judged=judged)

    def current(self) -> Iterator[Reading]:
        """Yield the current reading of every page, failed ones too, in the order they were stored."""
        with self._transaction() as connection:
            for key in current_keys(connection):
                yield recall_reading(connection, key)

    def captures(self, page_id: str) -> tuple[Capture, ...]:
        """Return the sightings of a page, in the order they were stored. Raises UnknownId."""
        with self._transaction() as connection:
            return recall_captures(connection, find_page(connection, page_id))

    def search(self, query: Query) -> Iterator[Hit]:
        """Yield the statements of current readings that a query asks for, newest reading first.

        They are found in parts, each in a transaction of its own: who is slow to take them holds no connection. What is
        stored meanwhile is not among them; a page that is read anew or forgotten meanwhile may be missing.
        """
        return search_statements(self._transaction, query)

    def statements(self, query: Query) -> Statements:
        """Return the statements that `search` yields, as one thing to go through, more than once if need be."""
        return Statements(self, query)

    def statement(self, given: str) -> Hit:
        """Return a statement by its id, the machine's or the one it has as judged, or the unique beginning of one.

        Of a current reading, else of the newest that holds it. Raises UnknownId.
        """
        with self._transaction() as connection:
            return recall_statement(connection, given)

    def facets(self, query: Query) -> Facets:
        """Count the labels of what a query finds; `limit` and `after` do not matter."""
        with self._transaction() as connection:
            return count_facets(connection, query)

    def documents(  # noqa: PLR0913, PLR0917 - as a form asks for them
        self,
        words: str | None = None,
        outlet: str | None = None,
        location: str | None = None,
        since: date | None = None,
        until: date | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> tuple[DocumentEntry, ...]:
        """Return the pages that were read, the newest reading first, failed ones too; `words` are of title and text."""
        query = DocumentQuery(
            words=words, outlet=outlet, location=location, since=since, until=until, after=after, limit=limit
        )
        with self._transaction() as connection:
            return tuple(list_documents(connection, query))

    def sources(
        self, words: str | None = None, kind: str | None = None, after: str | None = None, limit: int = 50
    ) -> tuple[SourceEntry, ...]:
        """Return who spoke, those with most statements first; every one of `words` begins a word of the name.

        Only persons and bodies whose name is known; no readers, and nothing from comments.
        """
        with self._transaction() as connection:
            return tuple(list_sources(connection, words=words, kind=kind, after=after, limit=limit))

    def source(self, key: str) -> SourceEntry:
        """Return one source by its key. Raises UnknownId."""
        with self._transaction() as connection:
            return find_source(connection, key)

    def said_by(self, key: str, after: str | None = None, limit: int = 200) -> tuple[Hit, ...]:
        """Return what a source said, the oldest publication first, those without a day last. Raises UnknownId."""
        with self._transaction() as connection:
            return tuple(list_said(connection, key, after=after, limit=limit))

    def alike(self, statement_id: str, limit: int = 20) -> tuple[Hit, ...]:
        """Return statements of other pages whose content is nearly the same, the nearest first. Raises UnknownId."""
        with self._transaction() as connection:
            return tuple(list_alike(connection, statement_id, limit=limit))

    def judge(self, judgement: Judgement, *, join: bool = False) -> Judgement:
        """Keep what a person says of a statement, and let search and readings tell it from now on.

        `judge_statement` and `judge_missing` make one. The same judgement is kept once. A correction that calls whom
        the page names by another known person's name is refused unless `join` says that they are one. Raises
        BadJudgement, JoinsPeople, UnknownId.
        """

        def keep(connection: Connection) -> None:
            page_key = take_judgement(connection, judgement, join=join)
            follow_page(connection, page_key)
            recount(connection, page_key)

        self._write(keep)
        return judgement

    def same_entity(
        self, given: str, *, page_id: str | None = None, after: str | None = None, limit: int = 50
    ) -> SameEntity:
        """Return the statements that the correction of a name speaks of, too: of a page, or of the whole ledger.

        `given` is the id of a judgement that renamed a statement, or of an alias. They bear the same name as the one
        corrected did, and nobody judged them. Raises BadJudgement where a judgement renames nobody, UnknownId.
        """
        with self._transaction() as connection:
            correction = find_correction(connection, given, page_id=page_id)
            return list_same(connection, correction, after=after, limit=limit)

    def correct_same(  # noqa: PLR0913 - what, where, who, when
        self,
        given: str,
        *,
        by: str,
        at: datetime,
        only: Collection[str] | None = None,
        page_id: str | None = None,
        join: bool = False,
        most: int | None = None,
    ) -> Iterator[Judgement]:
        """Correct the statements that `same_entity` lists, all or `only` some, and yield a judgement of each.

        A page is one transaction, and what was corrected is found no more: stopped, it goes on where it was. Each is a
        judgement as any other, and can be judged again. `most` ends it with the page that reaches so many. Raises
        JoinsPeople as `judge` does, BadJudgement, UnknownId.
        """
        with self._transaction() as connection:
            correction = find_correction(connection, given, page_id=page_id)
            chosen = check_chosen(connection, correction, only, join=join)
        return self._correct_pages(correction, chosen, Made(by=by, at=at), most)

    def _correct_pages(
        self, correction: Correction, chosen: frozenset[str] | None, made: Made, most: int | None
    ) -> Iterator[Judgement]:
        done, after = 0, None
        while most is None or done < most:
            now = replace(made, after=after)
            judged, after = self._write(partial(correct_page, correction=correction, chosen=chosen, made=now))
            if after is None:
                return
            yield from judged
            done += len(judged)

    def aliases(self, after: str | None = None, limit: int = 50) -> tuple[AliasEntry, ...]:
        """Return which names people said to be one, the newest first, each with how many statements it may concern."""
        with self._transaction() as connection:
            return tuple(list_aliases(connection, after=after, limit=limit))

    def remove_alias(self, given: str) -> AliasEntry:
        """Take an alias out of the table, and return what it was; no judgement is touched. Raises UnknownId."""
        return self._write(lambda connection: remove_alias(connection, given))

    def export_aliases(self) -> str:
        """Return the aliases as a table, `aliases.tsv` of a folder that SAYSO_LEXICON names."""
        with self._transaction() as connection:
            newest_last = reversed(tuple(list_aliases(connection, after=None, limit=None)))
            return "".join(write_table(newest_last))

    def import_aliases(self, table: str, *, by: str, at: datetime) -> int:
        """Keep the aliases of such a table, and return how many were new. Raises BadAliases, and then keeps none."""
        return self._write(lambda connection: bring_in(connection, read_table(table), by=by, at=at))

    def changes(self, given: str, against: str | None = None, *, comments: bool = False) -> Changes:
        """Return what a reading found that an older one of its page did not, and the other way round.

        `given` is what `reading` takes, and so is `against`: the newest other reading of the page unless told. Both
        are as the machine made them; what stands in readers' comments is left out unless asked for. Raises UnknownId.
        """
        with self._transaction() as connection:
            return find_changes(connection, given, against, comments=comments)

    def all_changes(self, *, comments: bool = False) -> Iterator[Changes]:
        """Yield the `changes` of every page that was read more than once."""
        with self._transaction() as connection:
            yield from list_changes(connection, comments=comments)

    def judgements(
        self, page_id: str | None = None, after: str | None = None, limit: int = 200
    ) -> tuple[Judgement, ...]:
        """Return judgements in the order they were stored, of one page or all; go on `after` the id of the last.

        Raises UnknownId for a page, BadCursor for an id that no judgement has.
        """
        with self._transaction() as connection:
            page_key = None if page_id is None else find_page(connection, page_id)
            return list_judgements(connection, page_key, after, limit)

    def judgements_of(self, given: str) -> Mapping[str, tuple[Judgement, ...]]:
        """Return the judgements that hold in a reading: by the id of the statement as judged, oldest first.

        `given` is what `reading` takes. Raises UnknownId.
        """
        with self._transaction() as connection:
            return attached(connection, find_reading(connection, given))

    def orphans(self, given: str) -> tuple[Judgement, ...]:
        """Return the judgements that no statement of a reading answers to; `given` is what `reading` takes."""
        with self._transaction() as connection:
            return orphans_of(connection, find_reading(connection, given))

    def find_claims(self, query: ClaimQuery | None = None) -> tuple[ClaimEntry, ...]:
        """Return the claims that a query asks for, or all: those first that came to be shown last.

        A claim is shown that is stated on two pages or by two holders, that somebody denies or another claim
        contradicts, or that a person named or confirmed. Raises UnknownId for a page, BadCursor.
        """
        with self._transaction() as connection:
            return tuple(list_claims(connection, query or ClaimQuery()))

    def claim(self, given: str, *, limit: int = 1000) -> ClaimAnswer:
        """Return one claim with everything: members, origins, relations both ways, changes, items, judgements.

        `given` is its id, one that it had before claims became one, or the unique beginning of one. Of a claim with
        more members than `limit` the first are told, by day of publication; `claim.mentions` counts them all. Raises
        UnknownId.
        """
        with self._transaction() as connection:
            return recall_claim(connection, find_claim(connection, given), limit=limit)

    def claims_of(self, statement_ids: Collection[str]) -> Mapping[str, tuple[StatedClaim, ...]]:
        """Return the claims that statements state, by the ids given, and who else asserts or denies each.

        Ids are those of statements of current readings, the machine's or those they have as judged; one that states no
        claim that is shown is left out.
        """
        with self._transaction() as connection:
            return claims_of(connection, statement_ids)

    def names_dropped(self, given: str) -> tuple[DroppedName, ...]:
        """Return what a page states in its own voice and others attribute to somebody, in the order of the page.

        `given` is the id of a page, or the unique beginning of one; its current reading is asked. What the page itself
        attributes to somebody elsewhere is left out. Raises UnknownId.
        """
        with self._transaction() as connection:
            return tuple(names_dropped(connection, find_page(connection, given)))

    def rebuild_claims(self) -> None:
        """Compute all claims anew from the current readings, for new weights, in one transaction.

        It takes minutes where the ledger is large. What people said of claims holds, and a claim goes on under the id
        that most of its mentions had.
        """
        from sayso.ledger.claims.refresh import make_anew

        def anew(connection: Connection) -> None:
            take_turns(connection)
            make_anew(connection)

        self._write(anew)

    def judge_claim(  # noqa: PLR0913 - what of which, who, when
        self,
        given: str,
        kind: ClaimJudgementKind,
        *,
        by: str,
        at: datetime,
        other: str | None = None,
        mentions: Collection[str] = (),
        text: str | None = None,
        note: str | None = None,
    ) -> ClaimJudgement:
        """Keep what a person says of a claim, let claims tell it from now on, and return it.

        `merge` makes it one with the claim `other`, which no machine undoes; `split` lets `mentions`, by their ids,
        leave it and be a claim of their own; `confirm` vouches that its mentions are one claim; `reject` says that it
        is none; `rename` calls it `text`. All hold on to places and words of pages, as judgements of statements do; a
        later one wins over an earlier one. The same is kept once. Raises BadJudgement, UnknownId.
        """
        from sayso.ledger.claims.judging import Word, take_word

        def keep(connection: Connection) -> ClaimJudgement:
            take_turns(connection)
            beside = None if other is None else find_claim(connection, other)
            chosen = frozenset(mentions)
            word = Word(kind=kind, by=by, at=at, other=beside, chosen=chosen, text=text, note=note)
            return take_word(connection, find_claim(connection, given), word)

        return self._write(keep)

    def events(self, query: EventQuery | None = None) -> Events:
        """Return the events of current readings that a query asks for, or all, as people judged them.

        They come newest reading first and in the order of the page, and are found in parts, as statements are. Raises
        BadCursor when they are gone through.
        """
        return Events(self, query or EventQuery())

    def event(self, given: str) -> EventEntry:
        """Return an event of a current reading by its id, or the unique beginning of one. Raises UnknownId."""
        with self._transaction() as connection:
            return recall_event(connection, given)

    def event_facets(self, query: EventQuery | None = None) -> EventFacets:
        """Count the labels of the events that a query finds, and where they were; `limit` and `after` do not matter."""
        with self._transaction() as connection:
            return count_event_facets(connection, query or EventQuery())

    def judge_event(self, judgement: EventJudgement) -> EventJudgement:
        """Keep what a person says of an event, and let lists and readings tell it from now on.

        `sayso.ledger.judge_event` makes one. The same is kept once. Raises BadJudgement, UnknownId.
        """
        self._write(lambda connection: store_event_judgement(connection, judgement))
        return judgement

    def event_judgements(
        self, page_id: str | None = None, after: str | None = None, limit: int = 200
    ) -> tuple[EventJudgement, ...]:
        """Return judgements of events in the order they were stored, of one page or all; go on `after` the last's id.

        Raises UnknownId for a page, BadCursor for an id that no judgement has.
        """
        with self._transaction() as connection:
            page_key = None if page_id is None else find_page(connection, page_id)
            return list_event_judgements(connection, page_key, after, limit)

    def event_orphans(self, given: str) -> tuple[EventJudgement, ...]:
        """Return the judgements that no event of a reading answers to; `given` is what `reading` takes."""
        with self._transaction() as connection:
            return event_orphans(connection, find_reading(connection, given))

    def status(self) -> LedgerStatus:
        """Return what the ledger holds."""
        with self._transaction() as connection:
            return count(connection, self.name)

    def forget(self, page_id: str) -> str:
        """Remove bytes, text and names of a page, leave a tombstone with its hash, and return its whole id.

        Writes the tables of an SQLite file anew, so that no trace stays in it. Raises UnknownId.
        """
        turns = self._writing if self._engine.dialect.name == "sqlite" else nullcontext()
        with turns, explained(self.name, self._timeout):
            return forget_page(self._engine, self.name, page_id, within=self._timeout)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        still = unchanged(Path(self.name)) if self._read_only else nullcontext()
        engine = self._engine.execution_options(**one_moment(self._engine))
        with still, explained(self.name, self._timeout), engine.begin() as connection:
            yield connection

    def _write(self, work: Callable[[Connection], T]) -> T:
        turns = self._writing if self._engine.dialect.name == "sqlite" else nullcontext()
        with turns, explained(self.name, self._timeout):
            return write(self._engine, work, within=self._timeout)


class TableMaker(Protocol):
    """What the entry point gives."""

    def to_arrow(self, statements: Statements, *, commenter_names: bool) -> pa.Table: ...  # noqa: D102
    def to_pandas(self, statements: Statements, *, commenter_names: bool) -> pd.DataFrame: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Statements:
    """What `Ledger.statements` returns: iterate over it for hits, found anew each time, streamed and never gathered.

    Who makes tables of them is told by the entry point `arrow` of the group `sayso.tables` (see pyproject.toml), which
    is loaded when a table is asked for: the ledger stands below the exports and knows none of them.
    """

    ledger: Ledger
    query: Query

    def __iter__(self) -> Iterator[Hit]:
        """Yield the hits, as `Ledger.search` does."""
        return self.ledger.search(self.query)

    def to_arrow(self, *, commenter_names: bool = False) -> pa.Table:
        """Return a row a statement, with offsets into the page as it came in. Raises MissingExtra.

        Those of readers' comments come if the query asks for them, with hashes for names unless `commenter_names`.
        """
        return _table_maker().to_arrow(self, commenter_names=commenter_names)

    def to_pandas(self, *, commenter_names: bool = False) -> pd.DataFrame:
        """Return what `to_arrow` does as a data frame. Raises MissingExtra."""
        return _table_maker().to_pandas(self, commenter_names=commenter_names)


@dataclass(frozen=True, slots=True)
class Events:
    """What `Ledger.events` returns: iterate over it for entries, found anew each time, streamed and never gathered."""

    ledger: Ledger
    query: EventQuery

    def __iter__(self) -> Iterator[EventEntry]:
        """Yield the events."""
        return search_events(self.ledger._transaction, self.query)

    def to_arrow(self) -> pa.Table:
        """Return a row an event, with offsets into the page as it came in. Raises MissingExtra."""
        return _event_tables().to_arrow(self)

    def to_pandas(self) -> pd.DataFrame:
        """Return what `to_arrow` does as a data frame. Raises MissingExtra."""
        return _event_tables().to_pandas(self)


class EventTableMaker(Protocol):
    """What the entry point gives for events."""

    def to_arrow(self, events: Events) -> pa.Table: ...  # noqa: D102
    def to_pandas(self, events: Events) -> pd.DataFrame: ...  # noqa: D102


def _event_tables() -> EventTableMaker:
    found = next(iter(entry_points(group="sayso.tables", name="events")))
    return cast("EventTableMaker", found.load())


def _table_maker() -> TableMaker:
    found = next(iter(entry_points(group="sayso.tables", name="arrow")))
    return cast("TableMaker", found.load())
