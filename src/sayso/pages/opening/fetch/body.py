"""Read the body of an answer, unpacking as it comes and never beyond the limit.

In: an answer of httpx whose body is still to come. Out: its bytes. A bomb is unpacked in small pieces, so that no
more than the limit and one piece is ever held.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import httpx

from sayso.errors import BrokenAnswer, HugePage
from sayso.pages.opening.inflate import inflated
from sayso.pages.opening.limits import huge_message

CODINGS = "gzip, deflate"


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
            yield from inflated(answer.iter_raw())
        except (zlib.error, EOFError) as error:
            raise BrokenAnswer(f"{answer.url}: what came does not unpack ({error}); try again later") from error


def _promises_more(answer: httpx.Response, max_bytes: int) -> bool:
    """Tell from its heading alone that an answer is too large; a packed one could be larger than what is in it."""
    length = answer.headers.get("content-length", "")
    packed = "content-encoding" in answer.headers
    return not packed and length.isdecimal() and (len(length) > 18 or int(length) > max_bytes)
