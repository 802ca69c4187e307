"""Clients that go away before what they send is whole.

In: an app. Out: the same, which tells of each in one line of the log, in place of a traceback: it is no fault.
"""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response

_log = logging.getLogger(__name__)


def tell_departures(app: FastAPI) -> None:
    """Have the app log an upload that is broken off."""

    @app.exception_handler(ClientDisconnect)
    def gone(request: Request, _: ClientDisconnect) -> Response:
        # a path is whatever a client sends: its characters are shown, not obeyed
        _log.warning("%s %.200r: the client went away before all of it had come", request.method, request.url.path)
        return Response(status_code=400)
