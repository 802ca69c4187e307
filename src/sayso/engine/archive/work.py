"""Read one shard: the one function that is mapped, on one machine or on many.

In: a `Shard`, and how to read. Out: its pieces in a folder, and a `Report`. Pieces that are whole are passed over, so
that a shard which was broken off goes on where it was. What goes wrong with the shard itself (a file that is not there,
a full disk) is told in its report, and the shard is not through; what goes wrong with a page is that page's failure.
"""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sayso.engine.apart import Means
from sayso.engine.archive.pieces import BYTES, PAGES, Report, check, finish, markers, put_down, through
from sayso.engine.archive.shards import Shard
from sayso.errors import MissingPage, MissingReader, PageError
from sayso.pages.containers import Opened
from sayso.pages.containers.archives.captured import captured_pages
from sayso.pages.opening.gather import FailedPage, Gathered, failed_page
from sayso.reading import ReadingSettings, current_run, read_page
from sayso.records import Page, Reading

_NOT_OF_THE_PAGE = frozenset((MissingPage.kind, MissingReader.kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """How shards are read: where to, how, in how many seconds a page, how large one may be, whether bytes are kept."""

    out: Path
    settings: ReadingSettings = field(default_factory=ReadingSettings)
    page_seconds: float = 120.0
    max_bytes: int = 20_000_000
    keep_pages: bool = True


class ShardError(Exception):
    """A shard cannot be read, or not now."""


def means_of(given: Given) -> Means:
    """Return how the pages of shards are read."""
    return Means(work=_Work(given.settings), warm=_warm, run=current_run(given.settings), seconds=given.page_seconds)


def read_shard(shard: Shard, given: Given, read: Callable[[Page], Reading]) -> Report:
    """Read what of a shard was not read before, and return what there is of it now."""
    if (done := through(given.out, shard.id)) is not None:
        return done
    found = markers(given.out, shard.id)
    before = sum(marker.pages for marker in found)
    pages, failed = before, Counter[str]()
    for marker in found:
        failed.update(marker.failed)
    notes: list[str] = []
    error = None
    try:
        _check_run(given)
        stream = islice(_pages(shard, given, notes), before, None)
        number = len(found)
        while some := [_reading(page, given, read) for page in _together(stream)]:
            marker = put_down(given.out, shard.id, number, some, keep_pages=given.keep_pages)
            number, pages = number + 1, pages + marker.pages
            failed.update(marker.failed)
        report = Report(shard=shard.id, name=shard.name, pages=pages, failed=failed, before=before, notes=tuple(notes))
        finish(given.out, report)
    except (ShardError, OSError) as why:
        error = " ".join(str(why).split())[:300]
    else:
        return report
    return Report(shard=shard.id, name=shard.name, pages=pages, failed=failed, before=before, error=error)


def _check_run(given: Given) -> None:
    """Raise ShardError on a machine that would read otherwise than the others."""
    if check(given.out).run != current_run(given.settings):
        host = socket.gethostname()
        raise ShardError(f"{host} has another version, other weights or another SAYSO_LEXICON than {given.out}")


def _together(stream: Iterator[Page | FailedPage]) -> Iterator[Page | FailedPage]:
    """Yield the pages of a piece."""
    size = 0
    for page in islice(stream, PAGES):
        yield page
        size += page.size if isinstance(page, Page) else 0
        if size > BYTES:
            return


def _pages(shard: Shard, given: Given, notes: list[str]) -> Iterator[Page | FailedPage]:
    if shard.group is not None:
        place = shard.places[0]
        try:
            yield from captured_pages(place, shard.group, max_bytes=given.max_bytes)
        except PageError as error:
            yield failed_page(place, error)
        return
    opened = Opened(Gathered(places=shard.places, skipped=0, max_bytes=given.max_bytes))
    yield from opened
    notes += opened.notes


def _reading(page: Page | FailedPage, given: Given, read: Callable[[Page], Reading]) -> Reading:
    if isinstance(page, Page):
        return read(page)
    if page.failure.kind in _NOT_OF_THE_PAGE:
        raise ShardError(page.failure.message)
    return Reading(page=page.page, run=current_run(given.settings), failure=page.failure)


@dataclass(frozen=True, slots=True)
class _Work:
    """Reads a page with these settings, in whichever process."""

    settings: ReadingSettings

    def __call__(self, page: Page) -> Reading:
        return read_page(page, settings=self.settings)


def _warm() -> None:
    """Load the model before the first page, whose time is bounded."""
    from sayso.language.encoder import load_encoder
    from sayso.settings import load_settings

    load_encoder(load_settings().threads)
