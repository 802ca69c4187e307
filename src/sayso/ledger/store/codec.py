"""Records to and from what a database column holds.

In: records or rows. Out: rows or records.

Each pair of functions is exact: what goes in comes out equal. What is damaged raises LedgerError.
"""

from __future__ import annotations

import json
import zlib
from threading import Lock
from typing import Any, TypeVar

import msgspec

from sayso.errors import LedgerError

T = TypeVar("T")
_DECODERS: dict[Any, msgspec.json.Decoder[Any]] = {}
_TURN = Lock()


def pack(record: object) -> str:
    """Return a record as JSON."""
    try:
        return msgspec.json.encode(record).decode()
    except UnicodeEncodeError:  # a file name that is no UTF-8 has lone surrogates: only escapes carry them
        return json.dumps(msgspec.to_builtins(record))


def unpack(text: str, kind: type[T]) -> T:
    """Return the record of this kind that `pack` made the text of. Raises LedgerError."""
    try:
        try:
            found: T = _decoder(kind).decode(text)
            return found
        except msgspec.DecodeError:
            return msgspec.convert(json.loads(text), kind)
    except ValueError as error:
        raise LedgerError(f"A {kind.__name__} in the ledger is damaged ({error}): restore it.") from error


def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    """Return what decodes this kind, made by one thread at a time: two that begin at once take the process down."""
    with _TURN:
        if kind not in _DECODERS:
            _DECODERS[kind] = msgspec.json.Decoder(kind)
        return _DECODERS[kind]


def compress(data: bytes) -> bytes:
    """Return bytes as they are kept."""
    return zlib.compress(data)


def decompress(kept: bytes, page_id: str) -> bytes:
    """Return the bytes of a page as they came in. Raises LedgerError."""
    try:
        return zlib.decompress(kept)
    except zlib.error as error:
        raise LedgerError(f"{page_id}: its bytes in the ledger are damaged: restore it.") from error


def storable(text: str | None) -> str | None:
    """Return text that every database takes: no NUL, no lone surrogate. The record beside it keeps both."""
    return text and text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
