"""Unpack the body of a captured answer: out of its chunks, and out of what it was packed with.

In: the body as it came over the line, and what the answer's head says of it. Out: a `Body`, as far as it reaches and no
longer than asked for. Many archives keep a body unpacked under a head that says otherwise: such a body is taken as it
is.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from sayso.pages.opening.inflate import PIECE, inflated
from sayso.pages.opening.signatures import name_binary

_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_MOST_CODINGS = 4
_UNCODED = frozenset(("", "identity", "none", "binary", "utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What was unpacked, whether it ends too soon, and the coding that could not be unpacked, if one could not."""

    data: bytes
    cut: bool = False
    packed: str | None = None


def unpack(data: bytes, transfer: str, content: str, *, most: int) -> Body:
    """Return the body of an answer with such `Transfer-Encoding` and `Content-Encoding`, of at most so many bytes."""
    codings = [each.strip().lower() for each in f"{content},{transfer}".split(",")]
    codings = [each for each in codings if each not in _UNCODED]
    if len(codings) > _MOST_CODINGS:
        return Body(data=data, packed=", ".join(codings)[:80])
    cut = False
    for coding in reversed(codings):
        step = _unchunked(data) if coding == "chunked" else _unpacked(data, coding, most)
        if step.packed:
            return step
        data, cut = step.data, cut or step.cut
    return Body(data=data, cut=cut)


def _unpacked(data: bytes, coding: str, most: int) -> Body:
    unpacker = _UNPACKERS.get(coding, _unknown)
    held = bytearray()
    try:
        for piece in unpacker(_pieces(data)):
            held += piece
            if len(held) >= most:
                return Body(data=bytes(held[:most]))
    except ImportError:
        return Body(data=data, packed=coding[:40])
    except (zlib.error, EOFError, _Unsound):
        if name_binary(data) is None:
            return Body(data=data)  # kept unpacked
        return Body(data=bytes(held), cut=True) if held else Body(data=data, packed=coding[:40])
    return Body(data=bytes(held))


def _unchunked(data: bytes) -> Body:
    parts: list[bytes] = []
    at = 0
    while head := _CHUNK.match(data, at):
        size = int(head[1], 16)
        if size == 0:
            return Body(data=b"".join(parts))
        part = data[head.end() : head.end() + size]
        end = _LINE_END.match(data, head.end() + size)
        if end is None and not parts and len(part) == size:
            return Body(data=data)  # no chunk, though it begins like one
        parts.append(part)
        if end is None:
            break
        at = end.end()
    return Body(data=b"".join(parts), cut=True) if parts else Body(data=data)


def _pieces(data: bytes) -> Iterator[bytes]:
    yield from (data[at : at + PIECE] for at in range(0, len(data), PIECE))


class _Unsound(Exception):
    """Not packed so, or broken off."""


def _unknown(packed: Iterator[bytes]) -> Iterator[bytes]:
    raise _Unsound
    yield from packed


def _unbrotlied(packed: Iterator[bytes]) -> Iterator[bytes]:
    import brotli

    unpacker = brotli.Decompressor()
    try:
        for piece in packed:
            yield unpacker.process(piece, output_buffer_limit=PIECE)
            while not unpacker.can_accept_more_data():
                yield unpacker.process(b"", output_buffer_limit=PIECE)
    except brotli.error as error:
        raise _Unsound from error
    if not unpacker.is_finished():
        raise EOFError


def _unzstandarded(packed: Iterator[bytes]) -> Iterator[bytes]:
    zstd = _zstd()
    unpacker = zstd.ZstdDecompressor()
    try:
        for piece in packed:
            rest = piece
            while True:
                if unpacker.eof:
                    rest = unpacker.unused_data or rest
                    unpacker = zstd.ZstdDecompressor()
                    if not rest:
                        break
                yield unpacker.decompress(rest, PIECE)
                rest = b""
                if unpacker.needs_input or (unpacker.eof and not unpacker.unused_data):
                    break
    except zstd.ZstdError as error:
        raise _Unsound from error
    if not unpacker.eof:
        raise EOFError


def _zstd() -> Any:
    """Return the module of the standard library, from Python 3.14 on, or the same for older ones."""
    try:
        return import_module("compression.zstd")
    except ImportError:
        return import_module("backports.zstd")


_UNPACKERS: dict[str, Callable[[Iterator[bytes]], Iterator[bytes]]] = {
    "gzip": inflated,
    "x-gzip": inflated,
    "deflate": inflated,
    "br": _unbrotlied,
    "zstd": _unzstandarded,
}
