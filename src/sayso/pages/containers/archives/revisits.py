"""Keep the pages that revisits lead back to.

In: what a survey saw revisits ask for; pages as they pass. Out: the page that a revisit means. What is kept lies in a
file of our own, so that an archive of any size needs no more memory than its revisits have names.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import IO

from sayso.pages.containers.archives.records import Record
from sayso.records import Page

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    start: int
    size: int
    digest: str
    page: Page  # without its bytes


def asks_for(revisit: Record) -> tuple[Key, ...]:
    """Return what a revisit says of the record it leads back to, the surest first."""
    told = revisit.told
    place, day = told.get("warc-refers-to-target-uri", ""), told.get("warc-refers-to-date", "")
    digest = told.get("warc-payload-digest", "")
    keys = (("id", told.get("warc-refers-to", "")), ("met", _plain(place), day), ("digest", digest))
    return tuple(key for key in keys if all(key))


def goes_by(record: Record) -> tuple[Key, ...]:
    """Return what revisits may call a record."""
    told = record.told
    place, day = told.get("warc-target-uri", ""), told.get("warc-date", "")
    digest = told.get("warc-payload-digest", "")
    return (("id", told.get("warc-record-id", "")), ("met", _plain(place), day), ("digest", digest))


class Kept:
    """The pages that are asked for, in a file that is gone with this."""

    def __init__(self, asked: Iterable[Key]) -> None:
        self._asked = frozenset(asked)
        self._held: dict[Key, _Kept] = {}
        self._file: IO[bytes] | None = None

    def keep(self, record: Record, page: Page) -> None:
        """Keep a page if a revisit asks for it."""
        keys = [key for key in goes_by(record) if key in self._asked]
        if not keys:
            return
        self._file = self._file or tempfile.TemporaryFile(prefix="sayso-")  # noqa: SIM115 - closed by close()
        start = self._file.seek(0, 2)
        self._file.write(page.data)
        digest = record.told.get("warc-payload-digest", "")
        kept = _Kept(start=start, size=page.size, digest=digest, page=replace(page, data=b""))
        self._held.update(dict.fromkeys(keys, kept))

    def page_of(self, revisit: Record) -> Page | None:
        """Return the page that a revisit leads back to; None where it did not pass, or is another than it says."""
        digest = revisit.told.get("warc-payload-digest", "")
        found = (self._held.get(key) for key in asks_for(revisit))
        kept = next((one for one in found if one and (not digest or not one.digest or digest == one.digest)), None)
        if kept is None or self._file is None:
            return None
        self._file.seek(kept.start)
        return replace(kept.page, data=self._file.read(kept.size))

    def close(self) -> None:
        """Let go of the file."""
        if self._file:
            self._file.close()


def _plain(address: str) -> str:
    return address.removeprefix("<").removesuffix(">")
