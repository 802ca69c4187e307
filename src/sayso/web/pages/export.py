"""What a page shows, in other people's formats: `/export/{format}` with the parameters of a search.

In: a request. Out: bytes as they are made.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from sayso.export import FORMATS, ExportOptions, stream
from sayso.web.site import site_of
from sayso.web.views.asked import read_query

router = APIRouter(include_in_schema=False)


@router.get("/export/{name}")
async def export(request: Request, name: str) -> Response:
    """Stream the statements that a query asks for; readers' names go out as hashes."""
    if name not in FORMATS:
        raise HTTPException(404, f"{name}: give one of {', '.join(FORMATS)}")
    site, chosen = site_of(request), FORMATS[name]
    query = replace(read_query(request.query_params), after=None)
    make = partial(stream, name, site.ledger, query, ExportOptions(comments=query.comments))
    return await site.downloads.answer(make, media_type=chosen.media_type, name=f"sayso-{name}{chosen.suffix}")
