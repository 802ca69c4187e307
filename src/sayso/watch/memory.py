"""What is remembered of feeds, in one small JSON file beside the ledger.

In: what was read. Out: what was read before. The file is replaced whole, so that a crash leaves the old or the new.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from sayso.errors import LedgerError

_REMEMBERED = 500  # pages of one feed that it no longer lists
_TRIES = 10  # how often a page that fails is tried, once a round


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedMemory:
    """One feed: what its server wants to hear back, the pages done with, and how often others failed."""

    etag: str | None = None
    modified: str | None = None
    done: tuple[str, ...] = ()
    tries: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    format: int = 1
    feeds: dict[str, FeedMemory] = field(default_factory=dict)


def memory_path(ledger: str) -> Path:
    """Return where the memory lies: beside a ledger's file, in the working folder for one in a database."""
    return Path("sayso.watch.json" if "://" in ledger else f"{ledger}.watch.json")


class Memory:
    """The memory in one file. Each change is on disk when its method returns. For one process at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._feeds = _load(path)
        self._done = {address for feed in self._feeds.values() for address in feed.done}

    def is_done(self, address: str) -> bool:
        """Tell whether a page was read, or given up, from whichever feed."""
        return address in self._done

    def conditions(self, feed: str) -> dict[str, str]:
        """Return the headers that ask a server for a feed only where it changed."""
        known = self._feeds.get(feed, FeedMemory())
        headers = {"if-none-match": known.etag, "if-modified-since": known.modified}
        return {name: value for name, value in headers.items() if value}

    def finish(self, feed: str, address: str) -> None:
        """Remember a page as done with."""
        known = self._feeds.get(feed, FeedMemory())
        tries = {other: count for other, count in known.tries.items() if other != address}
        self._done.add(address)
        self._put(feed, replace(known, done=(*known.done, address), tries=tries))

    def fail(self, feed: str, address: str) -> None:
        """Remember that a page failed; after ten times it is given up."""
        known = self._feeds.get(feed, FeedMemory())
        count = known.tries.get(address, 0) + 1
        if count >= _TRIES:
            self.finish(feed, address)
        else:
            self._put(feed, replace(known, tries={**known.tries, address: count}))

    def close(self, feed: str, listed: tuple[str, ...], *, etag: str | None, modified: str | None) -> None:
        """Remember a feed as it was `listed`: asked for again only once it changed, unless a page is still to do."""
        known = self._feeds.get(feed, FeedMemory())
        gone = [address for address in known.done if address not in set(listed)]
        done = (*gone[-_REMEMBERED:], *(address for address in listed if address in self._done))
        if len(done) - len(gone[-_REMEMBERED:]) < len(listed):
            etag = modified = None
        tries = {address: count for address, count in known.tries.items() if address in listed}
        self._put(feed, FeedMemory(etag=etag, modified=modified, done=done, tries=tries))

    def _put(self, feed: str, memory: FeedMemory) -> None:
        if self._feeds.get(feed) == memory:
            return
        self._feeds[feed] = memory
        _save(self._path, _File(feeds=self._feeds))


def _load(path: Path) -> dict[str, FeedMemory]:
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_File)
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.MsgspecError) as error:
        raise LedgerError(f"{path}: not what `sayso watch` remembers ({error}); move it away to start anew") from error
    if kept.format != 1:
        raise LedgerError(f"{path}: made by a newer sayso (format {kept.format}); upgrade with `pip install -U sayso`")
    return kept.feeds


def _save(path: Path, kept: _File) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(msgspec.json.encode(kept))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise LedgerError(f"{path}: cannot be written ({error.strerror}); look at the folder's owner") from error
