"""Records as a column keeps them: compressed with a dictionary that all of them share.

In: JSON. Out: bytes, the first of which tells the dictionary; and JSON again. A record of a few hundred characters is
mostly names of fields and labels, which stand in the dictionary. Dictionaries travel in the package, by number, and
none is ever changed or taken away, so that whatever was written can be read. JSON that was kept as text, as older
ledgers have it, is read as it is.
"""

from __future__ import annotations

import zlib
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from sayso.errors import LedgerError

_NEWEST = 1  # the number of the dictionary that is written with
_WINDOW = -13  # look back 8 KiB; negative: without a heading and a sum, which would be a tenth of a small record
_LEVEL = 6


class Packed(TypeDecorator[str]):
    """A column of JSON, compressed. SQLite keeps bytes in a column of text, so there older columns stay as they are."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type that the database declares."""
        kept: TypeEngine[Any] = Text() if dialect.name == "sqlite" else LargeBinary()
        return dialect.type_descriptor(kept)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Return what the database keeps of a record."""
        return None if value is None else compress_record(value)

    def process_result_value(self, value: bytes | str | None, dialect: Dialect) -> str | None:
        """Return the record that the database kept."""
        return None if value is None else expand_record(value)


def compress_record(text: str) -> bytes:
    """Return a record as it is kept."""
    deflate = _deflate(_NEWEST).copy()
    return bytes((_NEWEST,)) + deflate.compress(text.encode()) + deflate.flush()


def expand_record(kept: bytes | str) -> str:
    """Return a record that `compress_record` made, or that was kept as text. Raises LedgerError."""
    if isinstance(kept, str):
        return kept
    if kept[:1] in (b"{", b"["):
        return bytes(kept).decode()
    try:
        inflate = zlib.decompressobj(_WINDOW, dictionary(kept[0]))
        text = inflate.decompress(kept[1:]).decode()
    except (zlib.error, ValueError, IndexError) as error:
        raise LedgerError(f"A record in the ledger is damaged ({error}): restore it.") from error
    if not inflate.eof:
        raise LedgerError("A record in the ledger is damaged (its end is missing): restore it.")
    return text


@cache
def dictionary(number: int) -> bytes:
    """Return a dictionary by its number. Raises LedgerError for one that this version does not have."""
    file = files(__package__) / f"records-{number}.dictionary"
    if not file.is_file():
        raise LedgerError(f"A record in the ledger was written by a newer sayso, or is damaged (dictionary {number}).")
    return file.read_bytes()


@cache
def _deflate(number: int) -> zlib._Compress:
    """Return a compression that has looked at a dictionary: copying it is quicker than looking again."""
    return zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, zdict=dictionary(number))
