"""The web application: pages, their looks, and the door that every request comes through.

In: a ledger, whom to answer, and how to read a page. Out: an ASGI application. More pages are one router each in
`PAGES`, with a line in `MENU` if they belong into the head of every page.
"""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, FastAPI
from starlette.staticfiles import StaticFiles

from sayso.engine.desk import Desk
from sayso.ledger import open_ledger
from sayso.reading import check_settings
from sayso.records import Page, Reading
from sayso.settings import load_settings
from sayso.web.api import create_api
from sayso.web.departures import tell_departures
from sayso.web.errors import add_error_pages
from sayso.web.pages import (
    article,
    claims,
    compare,
    dossier,
    events,
    export,
    library,
    review,
    search,
    sign_in,
    source,
    statement,
)
from sayso.web.reading_jobs import ReadingJobs
from sayso.web.security import LOOPBACK, Gate, Rules
from sayso.web.site import Site

PAGES: tuple[APIRouter, ...] = (
    library.router,
    search.router,
    article.router,
    statement.router,
    source.router,
    claims.router,
    events.router,
    compare.router,
    dossier.router,
    review.router,
    export.router,
    sign_in.router,
)
MENU = (
    ("/", "Library"),
    ("/search", "Search"),
    ("/sources", "Sources"),
    ("/claims", "Claims"),
    ("/events", "Events"),
    ("/compare", "Compare"),
    ("/dossier", "Dossier"),
)


def create_app(
    ledger_target: Path | str,
    *,
    token: str | None = None,
    hosts: Iterable[str] = LOOPBACK,
    max_bytes: int | None = None,
    read: Callable[[Page], Reading] | None = None,
) -> FastAPI:
    """Return the application over a ledger, which it opens at once and closes when the server stops.

    `hosts` are the host names it goes by ("*" for any); any that is not of this machine alone needs a `token`.
    `max_bytes` bounds a page (else SAYSO_MAX_BYTES), `read` reads one (else the model does).
    Raises SettingsError where it would be open to a network or a setting is wrong, and LedgerError.
    """
    check_settings()
    most = max_bytes or load_settings().max_bytes
    rules = Rules(hosts=frozenset(hosts), token=token, max_bytes=most)
    ledger = open_ledger(ledger_target)
    desk = Desk(max_bytes=most, read=read)
    jobs = ReadingJobs(ledger, read=desk.read_in_turn, fetch=desk.fetch, max_bytes=most)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        gc.freeze()  # what is loaded lives as long as the server: looking through it for garbage costs 50 ms a time
        try:
            yield
        finally:
            gc.unfreeze()
            jobs.close()
            ledger.close()

    app = FastAPI(title="sayso", docs_url=None, redoc_url=None, openapi_url=None, lifespan=running)
    app.state.site = Site(ledger=ledger, jobs=jobs, rules=rules, menu=MENU)
    add_error_pages(app)
    tell_departures(app)
    for router in PAGES:
        app.include_router(router)
    app.mount("/api/v1", create_api(ledger, desk), name="api")
    app.mount("/static", StaticFiles(packages=[("sayso.web", "static")]), name="static")
    app.add_middleware(Gate, rules=rules)
    return app
