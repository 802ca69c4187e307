"""What a page shows, in other people's formats: `/export/{format}` with the parameters of a search.

In: a request. Out: bytes as they are made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from sayso.export import FORMATS, ExportOptions, stream
from sayso.web.site import site_of
from sayso.web.views.asked import read_query

router = APIRouter(include_in_schema=False)


@router.get("/export/{name}")
def export(request: Request, name: str) -> Response:
    """Stream the statements that a query asks for; readers' names go out as hashes."""
    if name not in FORMATS:
        raise HTTPException(404, f"{name}: give one of {', '.join(FORMATS)}")
    query = replace(read_query(request.query_params), after=None)
    parts = stream(name, site_of(request).ledger, query, ExportOptions(comments=query.comments))
    chosen = FORMATS[name]
    headers = {"content-disposition": f'attachment; filename="sayso-{name}{chosen.suffix}"'}
    return StreamingResponse(_begun(parts), media_type=chosen.media_type, headers=headers)


def _begun(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Return the same parts, the first of them made: what cannot be exported is told before the answer begins."""
    return chain((next(parts, b""),), parts)
