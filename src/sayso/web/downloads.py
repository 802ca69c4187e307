"""Answers that are files: made a few at a time, and none while its client does not read.

In: what makes the bytes of a file, part by part. Out: responses. Between two parts a download holds neither a thread
nor a connection to the database, so that any number of clients that ask and do not read stop nobody.
"""

from __future__ import annotations

from asyncio import Semaphore
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

T = TypeVar("T")
_AT_ONCE = 4  # threads that make parts: other requests have the rest
_ENOUGH = 64 * 1024  # bytes that are sent at once


class Downloads:
    """The downloads of one server."""

    def __init__(self) -> None:
        self._turns = Semaphore(_AT_ONCE)

    async def answer(self, make: Callable[[], Iterator[bytes]], *, media_type: str, name: str) -> Response:
        """Return a file of this name. Its beginning is made first: what cannot be made is told before it begins."""
        parts = await self._in_turn(make)
        first = await self._in_turn(lambda: next(parts, b""))
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(self._all(first, parts), media_type=media_type, headers=headers)

    async def _all(self, first: bytes, parts: Iterator[bytes]) -> AsyncIterator[bytes]:
        yield first
        while part := await self._in_turn(lambda: _gather(parts)):
            yield part

    async def _in_turn(self, work: Callable[[], T]) -> T:
        async with self._turns:
            return await run_in_threadpool(work)


def _gather(parts: Iterator[bytes]) -> bytes:
    """Return the next parts, joined to enough bytes; nothing at the end."""
    gathered = bytearray()
    for part in parts:
        gathered += part
        if len(gathered) >= _ENOUGH:
            break
    return bytes(gathered)
