"""Read a page that is sent, or that an address leads to.

In: JSON with `text` or `address`, or the bytes of a file under their own media type. Out: the page in format 1, kept in
the ledger unless asked otherwise. The body is bounded while it comes in, whatever length it declares; addresses obey
the plain fetch rules.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import Message
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from sayso.doors.privacy import Privacy
from sayso.engine.desk import Desk
from sayso.errors import HugePage, PageError
from sayso.export.json.page import to_json
from sayso.ledger.ledger import Ledger
from sayso.pages.opening.fetch.rules import PAGE_TYPES
from sayso.pages.opening.limits import huge_message
from sayso.pages.opening.signatures import sniff_type
from sayso.records import Page, Reading
from sayso.web.api.filters import Comments
from sayso.web.api.problems import documented
from sayso.web.api.schemas.shapes import ReadPage

JSON = "application/json"
UNTYPED = "application/octet-stream"  # what it is then is told by its first bytes
TYPES = (*sorted(PAGE_TYPES), UNTYPED)
_ESCAPES = 6  # bytes of JSON that one byte of text may take, as in \u001f


class Given(BaseModel):
    """A page to be read: `text` or `address`."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"minProperties": 1, "maxProperties": 1})

    text: str = Field("", description="The page itself: plain text, or HTML.")
    address: str = Field("", max_length=4_000, description="An http or https address on the public internet.")

    @model_validator(mode="after")
    def _one(self) -> Given:
        if len(self.model_fields_set) != 1:
            raise ValueError("give text or address, one of them")
        return self


_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        JSON: {"schema": Given.model_json_schema()},
        **{media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in TYPES},
    },
}


def reading_routes(ledger: Ledger, desk: Desk, privacy: Privacy) -> APIRouter:
    """Return the route of /read: pages are read at the desk and kept in the ledger."""
    router = APIRouter(tags=["reading"])

    @router.post(
        "/read",
        response_model=ReadPage,
        responses=documented(400, 409, 413, 415, 422),
        openapi_extra={"requestBody": _BODY},
    )
    async def read_page(
        request: Request,
        keep: Annotated[bool, Query(description="Whether the ledger keeps it.")] = True,
        comments: Comments = False,
    ) -> Response:
        """Read one page: who says what in it, in what words, and where it stands.

        The body is JSON with `text` or `address`, or the bytes of a file with their media type. A page that cannot
        be read is a problem with the `kind` of its failure.
        """
        given = await _given(request, desk.max_bytes)
        reading = await run_in_threadpool(_read, ledger, desk, given, keep=keep)
        return Response(to_json(privacy.reading(reading, comments=comments)), media_type=JSON)

    return router


def _read(ledger: Ledger, desk: Desk, given: Page | str, *, keep: bool) -> Reading:
    """Return the reading of a page; as the ledger has it if kept, for its statements may have been judged before."""
    reading = desk.read_address(given) if isinstance(given, str) else desk.read(given)
    if keep:
        ledger.store(reading)
    if reading.failure:
        raise PageError.of(reading.failure.kind, reading.failure.message)
    return ledger.reading(reading.id) if keep else reading


async def _given(request: Request, most: int) -> Page | str:
    """Return the page in the body of a request, or the address that it gives."""
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    media_type = header.get_content_type() if header["content-type"] else UNTYPED
    if media_type == JSON:
        return _of_json(await _body(request, _ESCAPES * most), most)
    if media_type not in TYPES:
        raise HTTPException(415, f"This is {media_type[:60]!r}: send {JSON} or one of {', '.join(TYPES)}.")
    data = await _body(request, most)
    known = media_type if media_type != UNTYPED else sniff_type(data)
    return Page(data=data, media_type=known, charset=header.get_content_charset(), fetched_at=datetime.now(UTC))


def _of_json(body: bytes, most: int) -> Page | str:
    try:
        given = Given.model_validate_json(body)
    except ValidationError as error:
        raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in error.errors()]) from error
    if "address" in given.model_fields_set:
        return given.address
    data = given.text.encode()
    if len(data) > most:
        raise HugePage(huge_message("this text", most))
    return Page(data=data, media_type=sniff_type(data), charset="utf-8", fetched_at=datetime.now(UTC))


async def _body(request: Request, most: int) -> bytes:
    """Return the body, of so many bytes at most. Raises HugePage as soon as there are more."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HugePage(huge_message("this page", most))
    return bytes(body)
