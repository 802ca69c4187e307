"""What was read, and adding a page: `/`, `/add`, `/reading`.

In: a request. Out: HTML.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sayso.doors.one_line import shorten
from sayso.pages.opening.fetch.rules import PAGE_TYPES
from sayso.pages.opening.signatures import sniff_type
from sayso.records import Page
from sayso.web.reading_jobs import MOST_WAITING
from sayso.web.site import show_page, site_of, templates
from sayso.web.views.asked import address_of

router = APIRouter(include_in_schema=False)
_SHOWN = 30
_REFRESH = 2  # seconds between two looks at the progress, without JavaScript


@router.get("/")
def library(
    request: Request, q: str = "", outlet: str = "", after: str | None = None, nothing: bool = False
) -> Response:
    """Show the pages that were read, newest first, and how to add one."""
    site = site_of(request)
    found = site.ledger.documents(words=q.strip() or None, outlet=outlet.strip() or None, after=after, limit=_SHOWN + 1)
    entries = found[:_SHOWN]
    asked = {name: value for name, value in (("q", q.strip()), ("outlet", outlet.strip())) if value}
    more = address_of("/", asked, after=entries[-1].cursor) if len(found) > _SHOWN else None
    values = {
        "entries": entries,
        "asked": asked,
        "more": more,
        "start": address_of("/", asked) if after else None,
        "nothing": nothing,
        "running": sum(job.running for job in site.jobs.recent()),
    }
    return show_page(request, "library.html", values)


@router.post("/add")
async def add(request: Request) -> Response:
    """Queue what was pasted, uploaded or named, and show how far it is."""
    site = site_of(request)
    async with request.form(max_files=MOST_WAITING, max_fields=10, max_part_size=site.rules.max_bytes) as form:
        added = site.jobs.add(await _given(form))
    return RedirectResponse("/reading" if added else "/?nothing=1#add", status_code=303)


@router.get("/reading")
def reading(request: Request) -> Response:
    """Show how far the pages are that were added."""
    jobs = site_of(request).jobs
    values = {"jobs": jobs.recent(), "refresh": _REFRESH if jobs.running() else None, "running": jobs.running()}
    return show_page(request, "reading.html", values)


@router.get("/reading/list")
def reading_list(request: Request) -> Response:
    """Return the list of that page alone, for it to bring itself up to date."""
    jobs = site_of(request).jobs
    made = templates().get_template("jobs.html").render(jobs=jobs.recent())
    return HTMLResponse(made, headers={"x-sayso-running": "1" if jobs.running() else "0"})


async def _given(form: FormData) -> list[tuple[str, Page | str]]:
    """Return what a form brings, each with a name to call it by."""
    given: list[tuple[str, Page | str]] = []
    for each in form.getlist("file"):
        if isinstance(each, UploadFile) and (data := await each.read()):
            name = PurePath((each.filename or "upload").replace("\\", "/")).name or "upload"
            declared = (each.content_type or "").partition(";")[0].strip().lower()
            given.append((name, _page(data, name, declared if declared in PAGE_TYPES else None)))
    text = form.get("text")
    if isinstance(text, str) and text.strip():
        data = text.replace("\r\n", "\n").encode("utf-8", "replace")  # a browser sends its own line ends
        given.append((shorten(text, 60), _page(data, None, None)))
    address = form.get("address")
    if isinstance(address, str) and address.strip():
        given.append((address.strip(), address.strip()))
    return given


def _page(data: bytes, name: str | None, media_type: str | None) -> Page:
    charset = "utf-8" if name is None else None
    kind = media_type or sniff_type(data)
    return Page(data=data, media_type=kind, charset=charset, location=name, fetched_at=datetime.now(UTC))
