"""Unpack what is packed with gzip, zlib or bare deflate, a piece at a time.

In: packed bytes as they come. Out: what they hold, in pieces, so that whoever asks can stop when it is enough.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

PIECE = 1 << 16
_ANY, _BARE = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS  # gzip or zlib; deflate without a heading
_GZIP = b"\x1f\x8b"


def inflated(packed: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack gzip of one or several members, zlib, and the bare deflate that some servers call so."""
    unpacker = None
    for chunk in packed:
        rest = chunk
        while rest:
            if unpacker is None:
                unpacker = _unpacker(rest)
            elif unpacker.eof:
                if not rest.startswith(_GZIP):
                    return  # padding
                unpacker = zlib.decompressobj(_ANY)
            yield unpacker.decompress(rest, PIECE)
            rest = unpacker.unused_data or unpacker.unconsumed_tail
    if unpacker is not None and not unpacker.eof:
        yield unpacker.flush()  # little: all that came in has been taken
        if not unpacker.eof:
            raise EOFError("it breaks off")


def _unpacker(start: bytes) -> zlib._Decompress:
    try:
        zlib.decompressobj(_ANY).decompress(start, 1)
    except zlib.error:
        return zlib.decompressobj(_BARE)
    return zlib.decompressobj(_ANY)
