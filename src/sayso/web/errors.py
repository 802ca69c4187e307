"""What a request is told when it cannot be answered: a page for people, problem details (RFC 9457) for programs.

In: an exception. Out: a response.
"""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from sayso.errors import BadCursor, JoinsPeople, MissingExtra, PageError, SaysoError, UnknownId
from sayso.web.security import seal
from sayso.web.site import show_page

API = "/api/"
_STATUS: tuple[tuple[type[SaysoError], int], ...] = (
    (UnknownId, 404),
    (JoinsPeople, 409),
    (BadCursor, 400),
    (MissingExtra, 501),
    (PageError, 422),
    (SaysoError, 503),
)


def add_error_pages(app: FastAPI) -> None:
    """Have the app answer every error in words."""

    @app.exception_handler(SaysoError)
    def known(request: Request, error: SaysoError) -> Response:
        return problem(request, status_of(error), str(error))

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        return problem(request, error.status_code, str(error.detail))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        wrong = "; ".join(f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors())
        return problem(request, 422, wrong)

    @app.exception_handler(Exception)
    def bug(request: Request, _: Exception) -> Response:
        answer = problem(request, 500, "This is a fault of sayso: the server's log tells more.")
        seal(answer.headers, request.url.path)  # sent from outside the gate
        return answer


def status_of(error: SaysoError) -> int:
    """Return the HTTP status of one of our errors. One that names its own (`http_status`) has that."""
    own = getattr(error, "http_status", None)
    return own if isinstance(own, int) else next(status for kind, status in _STATUS if isinstance(error, kind))


def problem(request: Request, status: int, message: str) -> Response:
    """Return what went wrong, as the one who asked can read it."""
    title = HTTPStatus(status).phrase
    if request.url.path.startswith(API):
        body = {"type": "about:blank", "title": title, "status": status, "detail": message}
        return JSONResponse(body, status, media_type="application/problem+json")
    return show_page(request, "error.html", {"title": title, "message": message}, status=status)
