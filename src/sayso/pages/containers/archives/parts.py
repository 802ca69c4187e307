"""The WARC files of an archive: itself, or those that a WACZ holds, and the pages that it lists.

In: the bytes of a WARC or WACZ file. Out: `Parts`, each of which opens one WARC file.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import IO

from sayso.errors import BrokenPage, EmptyPage, HugePage, LockedPage
from sayso.pages.containers.archives.choosing import bare
from sayso.pages.containers.archives.records import is_warc
from sayso.pages.containers.tables.stored import Stored
from sayso.pages.opening.gather import archive_by_name, type_by_name

WARC, WACZ = "WARC", "WACZ"
_KINDS = {"application/warc": WARC, "application/wacz": WACZ}
_RATIO, _ALWAYS = 200, 64_000_000  # times a packed member may grow; bytes that any may unpack to
_LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")
_LONGEST_LINE = 1_000_000  # characters of a listed page, whose text may stand beside it
# a damaged directory may send the reader before the file (ValueError)
_DAMAGED = (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One WARC file: what it is called, where its records say that they stand, and how it is opened."""

    name: str
    location: str | None
    open: Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The WARC files of an archive, and the addresses that it lists as its pages; None where it lists none."""

    files: tuple[Part, ...]
    listed: frozenset[str] | None = None


def parts_of(stored: Stored, kind: str) -> Parts:
    """Return the WARC files of an archive. Raises BrokenPage, EmptyPage, HugePage or LockedPage."""
    if kind == WARC:
        return Parts(files=(Part(name=stored.name, location=stored.location, open=stored.reach),))
    with stored.reach() as file, _explained(stored), zipfile.ZipFile(file) as packed:
        members = [one for one in packed.infolist() if _is_warc(one.filename)]
        for member in members:
            _check(stored, member)
        if not members:
            raise EmptyPage(f"{stored.name}: a WACZ file without WARC files under archive/; nothing of it can be read")
        listed = frozenset(_listed(packed))
    return Parts(
        files=tuple(
            Part(
                name=f"{stored.name}#{member.filename}",
                location=f"{stored.location or ''}#{member.filename}",
                open=partial(_open, stored, member.filename),
            )
            for member in members
        ),
        listed=listed or None,
    )


def archive_kind(place: str | None, head: bytes) -> str | None:
    """Return what kind of archive a file is: by its name; by how it begins, where the name is not that of a page."""
    by_name = _KINDS.get(archive_by_name(place) or "") if place else None
    known = place is not None and type_by_name(place) is not None
    return by_name or (WARC if not known and is_warc(head) else None)


@contextmanager
def _explained(stored: Stored) -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        said = " ".join(str(error).split())[:120]
        raise BrokenPage(
            f"{stored.name}: not a whole WACZ file ({said}); nothing of it can be read: get it anew"
        ) from error


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))


def _check(stored: Stored, member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 1:
        raise LockedPage(f"{stored.name}: encrypted; unpack it with its password and read what is in it")
    packed = member.compress_type != zipfile.ZIP_STORED
    if packed and member.file_size > max(_ALWAYS, _RATIO * member.compress_size):
        raise HugePage(f"{stored.name}: {member.filename} unpacks to more than {_RATIO} times its size; look at it")


@contextmanager
def _open(stored: Stored, member: str) -> Iterator[IO[bytes]]:
    """Open a WARC file inside a WACZ."""
    with _explained(stored), stored.reach() as file, zipfile.ZipFile(file) as packed, packed.open(member) as inner:
        yield inner


def _listed(packed: zipfile.ZipFile) -> Iterator[str]:
    """Yield the addresses of the pages that a WACZ lists, without what follows `#`."""
    held = {one.filename: one for one in packed.infolist()}
    for name in _LISTS:
        member = held.get(name)
        if member is None or member.file_size > max(_ALWAYS, _RATIO * member.compress_size):
            continue
        with packed.open(member) as lines:
            while line := lines.readline(_LONGEST_LINE):
                try:
                    told = json.loads(line)
                except (ValueError, RecursionError):
                    continue
                address = told.get("url") if isinstance(told, dict) else None
                if isinstance(address, str):
                    yield bare(address)
