"""Leave out what a ledger has read already, before it is read.

In: opened files, a ledger, the run that would read them. Out: the pages that are to be read; once they are stored, the
files that were read through are remembered. A file is known by its place, size and times, without being opened; a page,
be it a file of its own, an article, a row or a record of an archive, by its bytes and its kind. What failed is tried
again, and what was stopped goes on where it was.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sayso.ledger.answers import ReadFile
from sayso.ledger.ledger import Ledger
from sayso.pages.containers import Opened
from sayso.pages.opening.gather import STANDARD_INPUT, FailedPage, is_address
from sayso.records import Failure, Page, Reading, Run, make_id

_SETTLED: Final = 2_000_000_000  # nanoseconds: what changed a moment ago may change again and look the same
_AT_ONCE: Final = 100  # files that are remembered together


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """A page that need not be read: the run's reading of it."""

    reading_id: str


def known_page(ledger: Ledger, page: Page, run: Run, *, again: bool = False) -> Page | FailedPage | KnownPage:
    """Return a page if it is to be read; else what is known of it, its sighting kept where place or time are new.

    A file that stays where it is and as it is was met once, whenever it is looked at; at an address each time is a
    sighting. One that is read anew bears the time it was met.
    """
    known = ledger.look(page, run)
    if known.forgotten:
        return FailedPage(page=page, failure=_forgotten(page, known.forgotten))
    if known.met is not None and not is_address(page.location or ""):
        page = replace(page, fetched_at=known.met)
    elif known.reading_id and not again and not known.captured:
        ledger.sight(page)
    return page if again or known.reading_id is None else KnownPage(reading_id=known.reading_id)


def _forgotten(page: Page, day: str) -> Failure:
    name = page.location or "standard input"
    message = (
        f"{name}: {page.id} was forgotten on {day}: it is not kept a second time"
        " (--no-ledger reads it without keeping it)."
    )
    return Failure(kind="forgotten", message=message)


@dataclass(slots=True, kw_only=True)
class _File:
    """A file that is being read: what tells it, and how far it is."""

    location: str
    mark: str | None
    pages: int = 0
    waiting: int = 0
    ended: bool = False
    failed: bool = False


class Unread:
    """The pages of opened files that a ledger lacks, to be gone through once; `skipped` counts the others.

    Give what is made of them to `stored`, in the same order.
    """

    def __init__(self, opened: Opened, ledger: Ledger, run: Run, *, again: bool = False) -> None:
        self._opened, self._ledger, self._run, self._again = opened, ledger, run, again
        self._files: deque[_File] = deque()
        self._read: list[ReadFile] = []
        self.skipped = 0
        self.last: KnownPage | None = None

    @property
    def total(self) -> int:
        """How many pages there are to read, as far as is known."""
        return self._opened.total - self.skipped

    def __iter__(self) -> Iterator[Page | FailedPage]:
        """Yield the pages that are to be read, and those that cannot be."""
        alone = self._opened.total == 1
        for place, pages in self._opened.one_by_one():
            file = _File(location=place, mark=self._mark(place))
            count = self._known(file)
            if count is not None and not (alone and count == 1):
                self._opened.leave(count)
                self.skipped += count
                continue
            self._files.append(file)
            yield from self._of(file, pages)
            file.ended = True
            self._settle()

    def stored(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """Yield readings that were stored, and remember the files whose last one came."""
        try:
            for reading in readings:
                self._settle()
                file = next(file for file in self._files if file.waiting)
                file.waiting -= 1
                file.failed = file.failed or reading.failure is not None
                yield reading
        finally:
            self._settle()
            self._flush()

    def _of(self, file: _File, pages: Iterable[Page | FailedPage]) -> Iterator[Page | FailedPage]:
        for page in pages:
            file.pages += 1
            known = (
                page if isinstance(page, FailedPage) else known_page(self._ledger, page, self._run, again=self._again)
            )
            if isinstance(known, KnownPage):
                self.skipped += 1
                self.last = known
                continue
            file.waiting += 1
            yield known

    def _known(self, file: _File) -> int | None:
        return None if self._again or file.mark is None else self._ledger.file_pages(file.location, file.mark)

    def _mark(self, place: str) -> str | None:
        """Return what tells that a file is the same and would be read the same; None where a look cannot tell."""
        if place == STANDARD_INPUT or is_address(place):
            return None
        try:
            path = Path(place).absolute()
            seen = path.stat()
        except (OSError, ValueError):
            return None
        if time.time_ns() - max(seen.st_mtime_ns, seen.st_ctime_ns) < _SETTLED:
            return None
        asked, keeps = self._opened.asked_of(place), self._ledger.keeps_pages
        looks = (str(path), seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)
        return make_id("file", place, *looks, self._run.id, asked, keeps)

    def _settle(self) -> None:
        """Take note of the files at the front that are read through."""
        while self._files and self._files[0].ended and not self._files[0].waiting:
            file = self._files.popleft()
            if file.mark and not file.failed:
                self._read.append(ReadFile(location=file.location, mark=file.mark, pages=file.pages))
        if len(self._read) >= _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        read, self._read = self._read, []
        if read:
            self._ledger.remember_files(read)
