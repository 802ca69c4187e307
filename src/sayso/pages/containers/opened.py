"""Open files of one page or of many.

In: the places that were gathered, or bytes at hand, and what is asked of them: which columns to read, what is told of
the pages. Out: `Opened`, which gives one page after the other, knows how many are left, and says what was read of each
file and what was not. One bad file never stops the others.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import EmptyPage, ManyPages, PageError
from sayso.pages.containers.archives.archive import open_archive
from sayso.pages.containers.archives.parts import archive_kind
from sayso.pages.containers.split import split_page
from sayso.pages.containers.tables.columns import Columns
from sayso.pages.containers.tables.stored import (
    Stored,
    at_hand,
    in_file,
    kind_by_head,
    kind_by_name,
    put_down,
)
from sayso.pages.containers.tables.stream import open_table
from sayso.pages.containers.told import Metadata, find_sidecar, tell
from sayso.pages.opening.gather import (
    ARCHIVES,
    STANDARD_INPUT,
    TABLES,
    FailedPage,
    Gathered,
    failed_page,
    is_address,
    make_fetcher,
    open_page,
    page_at_hand,
    type_by_name,
)
from sayso.records import Page, Told, make_id

if TYPE_CHECKING:
    from sayso.pages.opening.fetch.fetcher import Fetcher


_HEAD = 1_000_000  # bytes by which a table is told
_BEGINNING = 4096  # by which an archive is


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of files: the columns by their roles, what is told of one page, what a table tells of many."""

    columns: Mapping[str, str] = field(default_factory=dict)
    told: Told | None = None
    metadata: Metadata | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """A file that was opened: its pages, how many, what kind it is (None for a page of its own), what is to be said.

    Of an archive whose revisits lead elsewhere there may be fewer pages than `total`; `later` tells what is to be said
    once they were gone through.
    """

    place: str
    pages: Iterable[Page]
    total: int
    kind: str | None = None
    columns: Columns | None = None
    notes: tuple[str, ...] = ()
    later: Callable[[], tuple[str, ...]] = tuple

    def __iter__(self) -> Iterator[Page]:
        """Yield the pages. Raises PageError where a file breaks off."""
        yield from self.pages

    def __len__(self) -> int:
        """Return how many there are."""
        return self.total


class Opened:
    """The pages of files, to be gone through once. `total` grows as files of many are opened; `notes` gather."""

    def __init__(self, gathered: Gathered, asked: Asked | None = None) -> None:
        self._gathered, self._asked = gathered, asked or Asked()
        self.total = gathered.total
        self.skipped = gathered.skipped
        self.notes: list[str] = []

    def __iter__(self) -> Iterator[Page | FailedPage]:
        """Yield every page in turn, and for a file that cannot be read, why."""
        for _, pages in self.one_by_one():
            yield from pages

    def one_by_one(self) -> Iterator[tuple[str, Iterator[Page | FailedPage]]]:
        """Yield each place and its pages, or why it cannot be read; it is opened when the first is asked for."""
        fetcher = self._fetcher()
        for place in self._gathered.places:
            yield place, self._pages(place, fetcher)

    def leave(self, pages: int) -> None:
        """Count the pages of a file that is known without being opened."""
        self.total += pages - 1

    def asked_of(self, place: str) -> str:
        """Return what tells whether the same was asked of a file, and told of it, as another time."""
        told = self._asked.told or _of_file(place, self._asked, self._gathered.max_bytes)
        return make_id("asked", sorted(self._asked.columns.items()), astuple(told) if told else None)

    def files(self) -> Iterator[tuple[str, OpenFile | FailedPage]]:
        """Yield the files themselves, opened but not yet gone through."""
        fetcher = self._fetcher()
        for place in self._gathered.places:
            yield place, self._open(place, fetcher)

    def _fetcher(self) -> Fetcher | None:
        gathered = self._gathered
        return make_fetcher(gathered.rules, gathered.max_bytes) if any(map(is_address, gathered.places)) else None

    def _open(self, place: str, fetcher: Fetcher | None) -> OpenFile | FailedPage:
        try:
            return open_file(place, self._asked, max_bytes=self._gathered.max_bytes, fetcher=fetcher)
        except PageError as error:
            return failed_page(place, error)

    def _pages(self, place: str, fetcher: Fetcher | None) -> Iterator[Page | FailedPage]:
        file = self._open(place, fetcher)
        if isinstance(file, FailedPage):
            yield file
            return
        self.total += file.total - 1
        self.notes += [f"{file.place}: {note}" for note in file.notes]
        count = 0
        try:
            for page in file.pages:
                count += 1
                yield page
        except PageError as error:  # a file that breaks off: what came before stands
            count += 1
            yield failed_page(place, error)
        self.total += count - file.total
        self.notes += [f"{file.place}: {note}" for note in file.later()]


def open_file(place: str, asked: Asked, *, max_bytes: int, fetcher: Fetcher | None = None) -> OpenFile:
    """Return the pages of one file, of standard input, or of one address. Raises PageError."""
    if place == STANDARD_INPUT:
        return _open_standard_input(asked, max_bytes)
    kind = None if is_address(place) else kind_by_name(place)
    if kind:
        return _of_table(in_file(place), kind, asked, max_bytes)
    archive = None if is_address(place) else _archive_in(place)
    if archive:
        return _of_archive(in_file(place), archive, asked, max_bytes)
    page = open_page(place, max_bytes=max_bytes, fetcher=fetcher)
    return _of_page(page, asked, max_bytes, _of_file(place, asked, max_bytes))


def open_given(page: Page, asked: Asked, *, max_bytes: int) -> OpenFile:
    """Return the pages that bytes at hand hold: of a table by their name, or by their looks where no name tells.

    Raises PageError.
    """
    place = page.location
    archive = archive_kind(place, page.data[:_BEGINNING])
    if archive and page.origin is None:
        return _of_archive(at_hand(page.data, place), archive, asked, max_bytes)
    kind = kind_by_name(place) if place and not is_address(place) else None
    if place is None or asked.columns or not (type_by_name(place) or is_address(place)):
        kind = kind or kind_by_head(page.data[:_HEAD], asked.columns.values())
    if kind and page.origin is None:
        return _of_table(at_hand(page.data, place), kind, asked, max_bytes)
    return _of_page(page, asked, max_bytes, None)


def _open_standard_input(asked: Asked, max_bytes: int) -> OpenFile:
    stream = sys.stdin.buffer
    head = stream.read(_HEAD)
    archive = archive_kind(None, head[:_BEGINNING])
    if archive:
        return _of_archive(put_down(head, stream, max_bytes=max_bytes), archive, asked, max_bytes)
    kind = kind_by_head(head, asked.columns.values())
    if kind:
        return _of_table(put_down(head, stream, max_bytes=max_bytes), kind, asked, max_bytes)
    data = head + stream.read(max(0, max_bytes + 1 - len(head)))
    return _of_page(
        page_at_hand(data, max_bytes=max_bytes), asked, max_bytes, _of_file(STANDARD_INPUT, asked, max_bytes)
    )


def _of_table(stored: Stored, kind: str, asked: Asked, max_bytes: int) -> OpenFile:
    table = open_table(stored, kind, asked=asked.columns, max_bytes=max_bytes)
    file = OpenFile(
        place=stored.name,
        pages=table,
        total=table.total,
        kind=table.kind,
        columns=table.columns,
        notes=table.columns.notes,
    )
    return _telling(file, asked)


def _of_archive(stored: Stored, kind: str, asked: Asked, max_bytes: int) -> OpenFile:
    archive = open_archive(stored, kind, max_bytes=max_bytes)
    file = OpenFile(
        place=stored.name,
        pages=archive,
        total=archive.total,
        kind=kind,
        notes=archive.notes,
        later=archive.later,
    )
    return _telling(file, asked)


def _archive_in(place: str) -> str | None:
    """Return what kind of archive a file is: by its name, else, where that tells nothing, by how it begins."""
    with suppress(OSError), Path(place).open("rb") as file:  # what cannot be opened is told of where it is read
        return archive_kind(place, file.read(_BEGINNING))
    return None


def _of_page(page: Page, asked: Asked, max_bytes: int, told: Told | None) -> OpenFile:
    name = page.location or "standard input"
    split = split_page(page, max_bytes=max_bytes)
    if not split.pages:
        raise EmptyPage(f"{name}: a {split.kind} download without articles ({'; '.join(split.notes) or 'empty'})")
    pages = split.pages if split.kind else tuple(tell(each, told) for each in split.pages)
    return _telling(OpenFile(place=name, pages=pages, total=len(pages), kind=split.kind, notes=split.notes), asked)


def _telling(file: OpenFile, asked: Asked) -> OpenFile:
    """Return a file whose one page is told of; of many nothing is told. Raises ManyPages."""
    if asked.told is None:
        return file
    if file.total > 1:
        raise ManyPages(
            f"{file.place}: holds {file.total:,} pages, what is told is of one; leave it out, or tell of each in a"
            " table (--metadata FILE)"
        )
    return replace(file, pages=tuple(tell(page, asked.told) for page in islice(file.pages, 1)))


def one_page(page: Page) -> Page:
    """Return the one page of a file. Raises ManyPages where it holds more."""
    name = page.location or "standard input"
    kind = page.media_type.partition(";")[0].strip().lower()
    if kind in ARCHIVES.values():
        raise ManyPages(f"{name}: an archive of captured pages; `sayso read` and sayso.open_pages read them all")
    if kind in TABLES.values():
        raise ManyPages(f"{name}: a table, each row of it a page; `sayso read` and sayso.open_pages read them all")
    split = split_page(page)
    if len(split.pages) == 1:
        return split.pages[0]
    raise ManyPages(
        f"{name}: a {split.kind} download of {len(split.pages):,} articles, where one page is wanted;"
        " `sayso read` and sayso.open_pages read them all"
    )


def _of_file(place: str, asked: Asked, max_bytes: int) -> Told | None:
    """Return what a table tells of a file: the one that was named, else the one beside it."""
    if asked.metadata is not None:
        return asked.metadata.of(place)
    if place == STANDARD_INPUT or is_address(place):
        return None
    beside = find_sidecar(str(Path(place).parent), max_bytes)
    return beside.of(place) if beside else None
