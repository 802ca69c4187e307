"""Read pages in the background, one after another, and tell how far it is.

In: pages, and addresses still to be fetched, with what is asked of them. Out: `Job` records; what was read is stored in
the ledger, and what it has read already is not read again. Addresses are fetched as whoever starts the server tells:
under strict rules, because anybody who may see the site can name one. A page that cannot be read is a failed job, and
the next one goes on.
"""

from __future__ import annotations

import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from queue import Empty, Queue
from typing import Literal

from sayso.engine.resume import KnownPage, known_page
from sayso.errors import Busy, ForgottenPage, PageError, SaysoError
from sayso.ledger.ledger import Ledger
from sayso.pages.containers import Asked, OpenFile, open_given
from sayso.pages.opening.gather import FailedPage
from sayso.reading import ReadingSettings, current_run
from sayso.records import Page, Reading

State = Literal["waiting", "fetching", "reading", "done", "failed"]
RUNNING: tuple[State, ...] = ("waiting", "fetching", "reading")
MOST_WAITING = 50
_LARGEST_WAITING = 5  # pages of the largest size: what waits is held in memory
_REMEMBERED = 200
_NAMED = 10  # articles that a message names
_OPTIONS = re.compile(r"\s*\(--[^()]*\)|--column ")  # of the command line: here they are fields
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is to be read, a page at hand or an address, and what to call it."""

    name: str
    what: Page | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file on its way into the ledger: what it is called, how far it is, and what came of it.

    Of a file of many articles, `pages` is their number, and `done` how many were read.
    """

    number: int
    name: str
    state: State = "waiting"
    asked_at: datetime
    page_id: str | None = None
    title: str | None = None
    statements: int = 0
    pages: int = 1
    done: int = 0
    message: str | None = None

    @property
    def running(self) -> bool:
        """Whether more is to come."""
        return self.state in RUNNING


class ReadingJobs:
    """A queue of pages and the one thread that reads them. Safe to use from many threads."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        read: Callable[[Page], Reading],
        fetch: Callable[[str], Page],
        max_bytes: int,
    ) -> None:
        self._ledger = ledger
        self._read, self._fetch = read, fetch
        self._max_bytes = max_bytes
        self._most_bytes = _LARGEST_WAITING * max_bytes
        self._bytes = 0
        self._queue: Queue[tuple[int, Given, Asked] | None] = Queue()
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._worker: threading.Thread | None = None

    def add(self, given: Sequence[Given], *, asked: Asked | None = None) -> tuple[Job, ...]:
        """Queue pages, and addresses to be fetched: all of them or none. Raises Busy."""
        size = sum(map(_size, given))
        with self._lock:
            if self._queue.qsize() + len(given) > MOST_WAITING or self._bytes + size > self._most_bytes:
                raise Busy(f"{self._queue.qsize()} pages wait to be read: try again later, nothing was added")
            self._bytes += size
            added = tuple(self._queue_one(each, asked or Asked()) for each in given)
            while len(self._jobs) > _REMEMBERED:
                self._jobs.popitem(last=False)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="sayso-reading", daemon=True)
                self._worker.start()
        return added

    def _queue_one(self, given: Given, asked: Asked) -> Job:
        job = Job(number=next(self._numbers), name=given.name, asked_at=datetime.now(UTC))
        self._jobs[job.number] = job
        self._queue.put((job.number, given, asked))
        return job

    def recent(self) -> tuple[Job, ...]:
        """Return the jobs asked for since the start, newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def running(self) -> bool:
        """Tell whether a page is being read or waits for it."""
        return any(job.running for job in self.recent())

    def close(self, timeout: float = 5.0) -> None:
        """Let the page at hand be finished, leave those that wait, and stop."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is None:
            return
        with suppress(Empty):
            while True:
                self._queue.get_nowait()
        self._queue.put(None)
        worker.join(timeout)

    def _work(self) -> None:
        while (taken := self._queue.get()) is not None:
            number, given, asked = taken
            with self._lock:
                self._bytes -= _size(given)
            try:
                self._keep(number, given.what, asked)
            except SaysoError as error:
                self._change(number, state="failed", message=str(error))
            except Exception:  # a bug in one page is no reason to leave the others unread
                _log.exception("a page could not be read")
                self._change(number, state="failed", message="this page could not be read: see the server's log")

    def _keep(self, number: int, given: Page | str, asked: Asked) -> None:
        if isinstance(given, str):
            self._change(number, state="fetching")
            given = self._fetch(given)
        self._change(number, state="reading")
        file = open_given(given, asked, max_bytes=self._max_bytes)
        if file.total != 1:
            self._keep_many(number, file)
            return
        (page,) = file
        reading = self._had(page)
        if reading.failure:
            raise PageError.of(reading.failure.kind, reading.failure.message)
        title = reading.document.title if reading.document else None
        told = "; ".join(file.notes) or None
        self._change(
            number, state="done", page_id=page.id, title=title, statements=len(reading.statements), message=told
        )

    def _keep_many(self, number: int, file: OpenFile) -> None:
        """Read the articles of a file one after another; those that cannot be read are named."""
        self._change(number, pages=file.total)
        lost: list[int] = []
        done = statements = 0
        broken: tuple[str, ...] = ()
        try:
            for done, page in enumerate(file, 1):
                self._change(number, done=done - 1)
                found = self._kept(page)
                statements += found or 0
                if found is None:
                    lost.append(done)
        except PageError as error:  # the file breaks off: what came before stands
            broken = (str(error),)
        read = done - len(lost)
        told = "; ".join((*broken, *_lost(lost, file.total), *file.notes, *file.later())) or None
        empty = None if read else "no article in it could be read"
        self._change(
            number, state="done" if read else "failed", done=read, statements=statements, message=told or empty
        )

    def _kept(self, page: Page) -> int | None:
        """Return how many statements a page has, None where it cannot be read."""
        try:
            reading = self._had(page)
        except SaysoError:  # forgotten, say
            return None
        return None if reading.failure else len(reading.statements)

    def _had(self, page: Page) -> Reading:
        """Return the reading of a page as the ledger has it, else one made now and stored. Raises ForgottenPage."""
        known = known_page(self._ledger, page, current_run(ReadingSettings()))
        if isinstance(known, KnownPage):
            return self._ledger.reading(known.reading_id)
        if isinstance(known, FailedPage):
            raise ForgottenPage(known.failure.message)
        reading = self._read(known)
        self._ledger.store(reading)
        return reading

    def _change(self, number: int, *, message: str | None = None, **fields: object) -> None:
        told = _OPTIONS.sub("", message) if message else None
        with self._lock:
            if number in self._jobs:
                self._jobs[number] = replace(self._jobs[number], message=told, **fields)  # type: ignore[arg-type]


def _lost(numbers: Sequence[int], total: int) -> Iterator[str]:
    """Yield how many articles could not be read, and which."""
    if numbers:
        named = ", ".join(map(str, numbers[:_NAMED])) + (" …" if len(numbers) > _NAMED else "")
        yield f"{len(numbers):,} of its {total:,} articles could not be read: {named}"


def _size(given: Given) -> int:
    return len(given.what if isinstance(given.what, str) else given.what.data)
