"""Errors as problem details (RFC 9457), whatever goes wrong.

In: the exceptions of sayso, of validation and of routing. Out: `application/problem+json`, which never repeats what
was sent but for ids, and names the values there are where a label has none such.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from sayso.errors import (
    BadAliases,
    BadCursor,
    BadJudgement,
    Busy,
    ForgottenPage,
    HugePage,
    JoinsPeople,
    LedgerError,
    PageError,
    SaysoError,
    UnknownId,
)
from sayso.export.json.page import encodable, one_line

MEDIA_TYPE = "application/problem+json"
_STATUS: tuple[tuple[type[SaysoError], HTTPStatus], ...] = (  # the first that fits
    (UnknownId, HTTPStatus.NOT_FOUND),
    (ForgottenPage, HTTPStatus.CONFLICT),
    (JoinsPeople, HTTPStatus.CONFLICT),
    (BadAliases, HTTPStatus.UNPROCESSABLE_ENTITY),
    (BadJudgement, HTTPStatus.UNPROCESSABLE_ENTITY),
    (BadCursor, HTTPStatus.UNPROCESSABLE_ENTITY),
    (HugePage, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (PageError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (Busy, HTTPStatus.SERVICE_UNAVAILABLE),
    (LedgerError, HTTPStatus.SERVICE_UNAVAILABLE),
)


class Wrong(BaseModel):
    """One thing that is wrong with a request."""

    where: str = Field(description="query, path or body, and the name of the parameter or field")
    message: str


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    kind: str | None = Field(
        default=None,
        description="Why, in one word: of a page that cannot be read; `join` where two people would be made one.",
    )
    errors: list[Wrong] | None = Field(default=None, description="Of a request that is not valid: each thing.")


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return how OpenAPI is told of problems with these statuses, and with what can happen anywhere."""
    schema = Problem.model_json_schema()
    wrong = schema.pop("$defs")["Wrong"]
    schema["properties"]["errors"]["anyOf"][0]["items"] = wrong
    content = {MEDIA_TYPE: {"schema": schema}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in (*statuses, 503)}


def problem(
    status: int,
    detail: str,
    *,
    kind: str | None = None,
    errors: Sequence[Wrong] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a problem as an answer."""
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": encodable(detail),
    }
    if kind:
        told["kind"] = kind
    if errors:
        told["errors"] = [{"where": encodable(e.where), "message": encodable(e.message)} for e in errors]
    return Response(one_line(told), status_code=status, media_type=MEDIA_TYPE, headers=headers)


def as_problem(refusal: Response) -> Response:
    """Return a refusal in plain words as a problem with the same status and headers."""
    headers = {name: value for name, value in refusal.headers.items() if name == "www-authenticate"}
    return problem(refusal.status_code, bytes(refusal.body).decode().strip(), headers=headers)


def of_error(error: SaysoError) -> Response:
    """Return the problem that an exception of sayso is."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
    kind = error.kind if isinstance(error, PageError) else "join" if isinstance(error, JoinsPeople) else None
    headers = {"Retry-After": "30"} if status is HTTPStatus.SERVICE_UNAVAILABLE else None
    return problem(status, str(error), kind=kind, headers=headers)


def answer_with_problems(app: FastAPI) -> None:
    """Make an app answer every error with problem details."""

    @app.exception_handler(SaysoError)
    def _sayso(_: Request, error: SaysoError) -> Response:
        return of_error(error)

    @app.exception_handler(RequestValidationError)
    def _invalid(_: Request, error: RequestValidationError) -> Response:
        wrong = [
            Wrong(where=".".join(map(str, e["loc"]))[:200], message=e["msg"].removeprefix("Value error, "))
            for e in error.errors()
        ]
        return problem(422, "; ".join(f"{e.where}: {e.message}" for e in wrong[:5]), errors=wrong)

    @app.exception_handler(HTTPException)
    def _http(_: Request, error: HTTPException) -> Response:
        return problem(error.status_code, error.detail, headers=error.headers)

    @app.exception_handler(Exception)
    def _bug(_: Request, error: Exception) -> Response:
        return problem(500, "This is a fault of sayso, not of the request: its log tells more.")
