"""Read the body of an answer, unpacking as it comes and never beyond the limit.

In: an answer of httpx whose body is still to come. Out: its bytes. A bomb is unpacked in small pieces, so that no
more than the limit and one piece is ever held.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

import httpx

from sayso.errors import BrokenAnswer, HugePage
from sayso.pages.opening.limits import huge_message

CODINGS = "gzip, deflate"
_PIECE = 1 << 16
_ANY, _BARE = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS  # gzip or zlib; deflate without a heading
_GZIP = b"\x1f\x8b"


def read_body(answer: httpx.Response, *, max_bytes: int) -> bytes:
    """Return the whole body, unpacked. Raises HugePage, and BrokenAnswer for what does not unpack."""
    body = b"" if _promises_more(answer, max_bytes) else _body(answer, max_bytes)
    if len(body) > max_bytes or _promises_more(answer, max_bytes):
        raise HugePage(huge_message(str(answer.url), max_bytes))
    return body


def read_start(answer: httpx.Response, *, max_bytes: int) -> bytes:
    """Return the beginning of a body. Raises BrokenAnswer."""
    return _body(answer, max_bytes)[:max_bytes]


def _body(answer: httpx.Response, max_bytes: int) -> bytes:
    body = bytearray()
    for piece in _unpacked(answer):
        body += piece
        if len(body) > max_bytes:
            break
    return bytes(body)


def _unpacked(answer: httpx.Response) -> Iterator[bytes]:
    coding = answer.headers.get("content-encoding", "").strip().lower()
    if coding in {"", "identity"}:
        yield from answer.iter_raw()
    elif coding not in {"gzip", "x-gzip", "deflate"}:
        raise BrokenAnswer(f"{answer.url}: packed as {coding[:40]!r}, which was not asked for")
    else:
        try:
            yield from _inflated(answer.iter_raw())
        except (zlib.error, EOFError) as error:
            raise BrokenAnswer(f"{answer.url}: what came does not unpack ({error}); try again later") from error


def _inflated(packed: Iterable[bytes]) -> Iterator[bytes]:
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
            yield unpacker.decompress(rest, _PIECE)
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


def _promises_more(answer: httpx.Response, max_bytes: int) -> bool:
    """Tell from its heading alone that an answer is too large; a packed one could be larger than what is in it."""
    length = answer.headers.get("content-length", "")
    packed = "content-encoding" in answer.headers
    return not packed and length.isdecimal() and (len(length) > 18 or int(length) > max_bytes)
