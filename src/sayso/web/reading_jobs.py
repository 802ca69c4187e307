"""Read pages in the background, one after another, and tell how far it is.

In: pages, and addresses still to be fetched. Out: `Job` records; what was read is stored in the ledger. Addresses
are fetched as whoever starts the server tells: under strict rules, because anybody who may see the site can name one.
A page that cannot be read is a failed job, and the next one goes on.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from queue import Empty, Queue
from typing import Literal

from sayso.errors import Busy, PageError, SaysoError
from sayso.ledger.ledger import Ledger
from sayso.pages.containers import Split, split_page
from sayso.records import Page, Reading

State = Literal["waiting", "fetching", "reading", "done", "failed"]
RUNNING: tuple[State, ...] = ("waiting", "fetching", "reading")
MOST_WAITING = 50
_LARGEST_WAITING = 5  # pages of the largest size: what waits is held in memory
_REMEMBERED = 200
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file on its way into the ledger: what it is called, how far it is, and what came of it.

    Of a download of many articles, `pages` is their number, and `done` how many were read.
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
        self._most_bytes = _LARGEST_WAITING * max_bytes
        self._bytes = 0
        self._queue: Queue[tuple[int, Page | str] | None] = Queue()
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._worker: threading.Thread | None = None

    def add(self, given: Sequence[tuple[str, Page | str]]) -> tuple[Job, ...]:
        """Queue pages, and addresses to be fetched, each with its name: all of them or none. Raises Busy."""
        size = sum(_size(each) for _, each in given)
        with self._lock:
            if self._queue.qsize() + len(given) > MOST_WAITING or self._bytes + size > self._most_bytes:
                raise Busy(f"{self._queue.qsize()} pages wait to be read: try again later, nothing was added")
            self._bytes += size
            added = tuple(self._queue_one(name, each) for name, each in given)
            while len(self._jobs) > _REMEMBERED:
                self._jobs.popitem(last=False)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="sayso-reading", daemon=True)
                self._worker.start()
        return added

    def _queue_one(self, name: str, given: Page | str) -> Job:
        job = Job(number=next(self._numbers), name=name, asked_at=datetime.now(UTC))
        self._jobs[job.number] = job
        self._queue.put((job.number, given))
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
            number, given = taken
            with self._lock:
                self._bytes -= _size(given)
            try:
                self._keep(number, given)
            except SaysoError as error:
                self._change(number, state="failed", message=str(error))
            except Exception:  # a bug in one page is no reason to leave the others unread
                _log.exception("a page could not be read")
                self._change(number, state="failed", message="this page could not be read: see the server's log")

    def _keep(self, number: int, given: Page | str) -> None:
        if isinstance(given, str):
            self._change(number, state="fetching")
            given = self._fetch(given)
        split = split_page(given)
        if len(split.pages) != 1:
            self._keep_many(number, split)
            return
        self._change(number, state="reading")
        reading = self._read(split.pages[0])
        stored = self._ledger.store(reading)
        if reading.failure:
            raise PageError.of(reading.failure.kind, reading.failure.message)
        title = reading.document.title if reading.document else None
        self._change(number, state="done", page_id=stored.page_id, title=title, statements=len(reading.statements))

    def _keep_many(self, number: int, split: Split) -> None:
        """Read the articles of a download one after another; those that cannot be read are counted."""
        self._change(number, state="reading", pages=len(split.pages))
        failed = statements = 0
        for done, page in enumerate(split.pages):
            self._change(number, done=done)
            try:
                reading = self._read(page)
                self._ledger.store(reading)
            except SaysoError:  # forgotten, say
                failed += 1
                continue
            failed += reading.failure is not None
            statements += len(reading.statements)
        read = len(split.pages) - failed
        lost = f"{failed} of its {len(split.pages)} articles could not be read" if failed else None
        told = "; ".join(part for part in (lost, *split.notes) if part) or None
        state: State = "done" if read else "failed"
        empty = None if read else "no article in it could be read"
        self._change(number, state=state, done=read, statements=statements, message=told or empty)

    def _change(self, number: int, **fields: object) -> None:
        with self._lock:
            if number in self._jobs:
                self._jobs[number] = replace(self._jobs[number], **fields)  # type: ignore[arg-type]


def _size(given: Page | str) -> int:
    return len(given if isinstance(given, str) else given.data)
