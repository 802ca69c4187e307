"""Bring in pages from files, folders, standard input and the web.

In: paths and addresses as given. Out: `Gathered`, which knows how many pages there are and how many files it left
alone, and gives each page, or why it cannot be read, in turn. One bad page never stops the others; no more than the
limit and one byte of any page is held.
"""

from __future__ import annotations

import gzip
import os
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import BinaryPage, HugePage, MissingPage, PageError
from sayso.pages.opening.fetch import FetchRules
from sayso.pages.opening.fetch.rules import without_credentials
from sayso.pages.opening.limits import huge_message
from sayso.pages.opening.saved import read_saved
from sayso.pages.opening.signatures import sniff_type
from sayso.records import Failure, Page

if TYPE_CHECKING:
    from sayso.pages.opening.fetch.fetcher import Fetcher

_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".xhtml": "text/html",
    ".eml": "message/rfc822",
    ".mht": "message/rfc822",
    ".mhtml": "message/rfc822",
    ".rtf": "application/rtf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
#: Tables, a row a page: read where they are named, left alone in folders, where they may be anything.
TABLES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".tab": "text/tab-separated-values",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".parquet": "application/vnd.apache.parquet",
}
#: Archives of the web, a captured page a page.
ARCHIVES = {".warc": "application/warc", ".wacz": "application/wacz"}
_LEDGERS = (".db", ".db-wal", ".db-shm", ".db-journal", ".watch.json")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedPage:
    """A page that could not be brought in, without bytes, and why."""

    page: Page
    failure: Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The pages that paths lead to. Iterating reads them, one at a time; `total` is their number.

    `skipped` counts files in folders whose suffix is not that of a page, `skipped_kinds` by suffix, the most first.
    """

    places: tuple[str, ...]
    skipped: int
    skipped_kinds: tuple[tuple[str, int], ...] = ()
    max_bytes: int
    rules: FetchRules = field(default_factory=FetchRules)

    @property
    def total(self) -> int:
        """How many pages there are, read or not."""
        return len(self.places)

    def __iter__(self) -> Iterator[Page | FailedPage]:
        """Read each page in turn."""
        fetcher = make_fetcher(self.rules, self.max_bytes) if any(map(is_address, self.places)) else None
        for place in self.places:
            yield bring(place, max_bytes=self.max_bytes, fetcher=fetcher)


def gather(paths: Iterable[str | Path], *, max_bytes: int, rules: FetchRules | None = None) -> Gathered:
    """Return the pages at `paths`: files, folders (searched through, hidden ones left out), "-" for standard input.

    Addresses are fetched under `rules`.
    """
    places: list[str] = []
    skipped = Counter[str]()
    for path in map(str, paths):
        if path == STANDARD_INPUT or is_address(path) or not Path(path).is_dir():
            places.append(path)
        else:
            found, others = _search(path)
            places.extend(found)
            skipped.update(others)
    return Gathered(
        places=tuple(places),
        skipped=skipped.total(),
        skipped_kinds=tuple(skipped.most_common()),
        max_bytes=max_bytes,
        rules=rules or FetchRules(),
    )


def is_address(place: str) -> bool:
    """Tell an address from a path."""
    return bool(_ADDRESS.match(place))


def make_fetcher(rules: FetchRules, max_bytes: int) -> Fetcher:
    """Return what fetches pages of at most so many bytes."""
    from sayso.pages.opening.fetch.fetcher import Fetcher  # here, because httpx takes a while to load

    return Fetcher(replace(rules, max_bytes=max_bytes))


def open_page(place: str | Path, *, max_bytes: int, fetcher: Fetcher | None = None) -> Page:
    """Return the page in a file, in standard input or at an address.

    Raises MissingPage, HugePage or BinaryPage, and the errors under FetchError.
    """
    place = str(place)
    if is_address(place):
        return (fetcher or make_fetcher(FetchRules(), max_bytes)).page(place)
    given = None if place == STANDARD_INPUT else place
    return page_at_hand(_read(place, max_bytes), given, max_bytes=max_bytes)


def page_at_hand(
    data: bytes, location: str | None = None, *, max_bytes: int, declared: str | None = None, charset: str | None = None
) -> Page:
    """Return the page of bytes at hand: what its type is declared to be counts, else its name.

    A page that a browser saved was met when it was saved. Raises HugePage.
    """
    if len(data) > max_bytes:
        raise HugePage(huge_message(location or "standard input", max_bytes))
    named = (type_by_name(location) or archive_by_name(location) or TABLES.get(_suffix(location))) if location else None
    media_type = sniff_type(data, declared or named)
    saved = read_saved(data).at if media_type == "text/html" else None
    return Page(
        data=data,
        media_type=media_type,
        charset=charset,
        location=location,
        fetched_at=saved or datetime.now(UTC),
    )


def bring(place: str, *, max_bytes: int, fetcher: Fetcher | None = None) -> Page | FailedPage:
    """Return the page at a place, or why it cannot be read."""
    try:
        return open_page(place, max_bytes=max_bytes, fetcher=fetcher)
    except PageError as error:
        return failed_page(place, error)


def failed_page(place: str, error: PageError) -> FailedPage:
    """Return the record of a page that could not be brought in."""
    page = Page(data=b"", location=_location(place), fetched_at=datetime.now(UTC))
    return FailedPage(page=page, failure=Failure(kind=error.kind, message=str(error)))


def _search(folder: str) -> tuple[list[str], Counter[str]]:
    found: list[str] = []
    skipped = Counter[str]()
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(base, name)  # noqa: PTH118 - the path as given, which Path would tidy
            if name.startswith(".") or name.endswith(_LEDGERS) or not Path(path).is_file():
                continue
            if type_by_name(name) or archive_by_name(name):
                found.append(path)
            else:
                skipped[Path(name.lower()).suffix or "no suffix"] += 1
    return found, skipped


def type_by_name(name: str) -> str | None:
    """Return the media type of a page by its suffix, None where it is not that of a page."""
    return _MEDIA_TYPES.get(_suffix(name))


def archive_by_name(name: str) -> str | None:
    """Return the media type of an archive by its suffix, None where it is not that of one."""
    return ARCHIVES.get(_suffix(name))


def _suffix(name: str) -> str:
    return Path(name.lower().removesuffix(".gz")).suffix


def _location(place: str) -> str | None:
    if is_address(place):
        return without_credentials(place)
    return None if place == STANDARD_INPUT else place


def _read(place: str, max_bytes: int) -> bytes:
    name = "standard input" if place == STANDARD_INPUT else place
    try:
        data = _read_bytes(place, max_bytes + 1)
    except FileNotFoundError as error:
        raise MissingPage(f"{name}: there is no such file; check the path") from error
    except PermissionError as error:
        raise MissingPage(f"{name}: not allowed to open it; check its permissions") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise BinaryPage(f"{name}: not a whole gzip file ({error}); unpack it or fetch it again") from error
    except (OSError, ValueError) as error:
        raise MissingPage(f"{name}: cannot be read ({error}); check the path") from error
    return data


def _read_bytes(place: str, most: int) -> bytes:
    if place == STANDARD_INPUT:
        return sys.stdin.buffer.read(most)
    with Path(place).open("rb") as file:
        if place.lower().endswith(".gz"):
            with gzip.open(file) as unpacked:
                return unpacked.read(most)
        return file.read(most)
