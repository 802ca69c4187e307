"""Cut what is to be read into shards, each of which one task reads.

In: files, folders, listings of files. Out: `Shard`s, in an order that stays, each with an id that is the same whenever
the same files are named: an archive or a table a shard, of a table of captured pages a row group, of files of one page
two hundred.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import PageError, SaysoError
from sayso.pages.containers.archives.captured import groups_of
from sayso.pages.opening.gather import archive_by_name, is_address, type_by_name
from sayso.records import make_id

_TOGETHER = 200  # files of one page in a shard
_LONGEST_LISTING = 200_000_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Files that are read by one task; of a table of captured pages, the row group. `size` is that of an only file."""

    places: tuple[str, ...]
    group: int | None = None
    size: int | None = None

    @property
    def id(self) -> str:
        """Shard id, over its files, their size and the row group."""
        return make_id("shard", list(self.places), self.size, self.group)

    @property
    def name(self) -> str:
        """What to call it."""
        more = f" and {len(self.places) - 1} more" if len(self.places) > 1 else ""
        group = f"#rows={self.group + 1}" if self.group is not None else ""
        return f"{self.places[0]}{group}{more}"


def list_shards(paths: Iterable[str], listings: Iterable[str] = (), base: str | None = None) -> tuple[Shard, ...]:
    """Return the shards of files, of all that folders hold, and of the files that listings name, a line each.

    What a listing names counts from the folder `base`, else from where the command runs. Raises SaysoError.
    """
    places = list(dict.fromkeys((*_files(paths), *(place for each in listings for place in _listed(each, base)))))
    if not places:
        raise SaysoError("There is nothing to read: name files, folders, or a listing of files.")
    single = [place for place in places if type_by_name(place)]
    shards = [shard for place in places if not type_by_name(place) for shard in _of_many(place)]
    shards += [Shard(places=tuple(single[at : at + _TOGETHER])) for at in range(0, len(single), _TOGETHER)]
    return tuple(shards)


def _of_many(place: str) -> Iterator[Shard]:
    """Yield the shards of an archive or a table."""
    try:
        size = Path(place).stat().st_size
        groups = groups_of(place)
    except (OSError, PageError):  # told where it is read
        size, groups = None, None
    for group in range(groups) if groups else (None,):
        yield Shard(places=(place,), group=group, size=size)


def _files(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        if is_address(path):
            raise SaysoError(f"{path}: an address; `sayso archive` reads files, which every machine must reach.")
        if Path(path).is_dir():
            yield from _held(path)
        else:
            yield path


def _held(folder: str) -> Iterator[str]:
    """Yield the files of a folder that are pages, archives or tables in Parquet."""
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            readable = type_by_name(name) or archive_by_name(name) or name.lower().endswith(".parquet")
            if readable and not name.startswith("."):
                yield os.path.join(base, name)  # noqa: PTH118 - the path as given, which Path would tidy


def _listed(listing: str, base: str | None) -> Sequence[str]:
    """Return the files that a listing names, packed or not. Raises SaysoError."""
    try:
        with Path(listing).open("rb") as file, gzip.open(file) as unpacked:
            packed = listing.lower().endswith(".gz")
            text = (unpacked if packed else file).read(_LONGEST_LISTING).decode()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise SaysoError(f"{listing}: no listing of files ({error}): give one with a path a line.") from error
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [str(Path(base) / line) if base else line for line in lines]
