"""What was read, and adding a page: `/`, `/add`, `/reading`.

In: a request. Out: HTML. What cannot be taken is told beside its field, and nothing that was typed is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sayso.doors.one_line import shorten
from sayso.pages.opening.fetch.rules import PAGE_TYPES
from sayso.pages.opening.gather import page_at_hand
from sayso.web.reading_jobs import MOST_WAITING, Given
from sayso.web.site import Site, show_page, site_of, templates
from sayso.web.views.adding import FIELDS, Entered, read_entered
from sayso.web.views.asked import address_of

router = APIRouter(include_in_schema=False)
_SHOWN = 30
_TYPED = ("text", "address")
_REFRESH = 2  # seconds between two looks at the progress, without JavaScript


@router.get("/")
def library(
    request: Request, q: str = "", outlet: str = "", after: str | None = None, nothing: bool = False
) -> Response:
    """Show the pages that were read, newest first, and how to add one."""
    return show_page(request, "library.html", _library(site_of(request), q, outlet, after) | {"nothing": nothing})


def _library(site: Site, q: str = "", outlet: str = "", after: str | None = None) -> dict[str, object]:
    """Return what the library shows, with an empty form."""
    found = site.ledger.documents(words=q.strip() or None, outlet=outlet.strip() or None, after=after, limit=_SHOWN + 1)
    entries = found[:_SHOWN]
    asked = {name: value for name, value in (("q", q.strip()), ("outlet", outlet.strip())) if value}
    more = address_of("/", asked, after=entries[-1].cursor) if len(found) > _SHOWN else None
    return {
        "entries": entries,
        "asked": asked,
        "more": more,
        "start": address_of("/", asked) if after else None,
        "nothing": False,
        "running": sum(job.running for job in site.jobs.recent()),
        "draft": Entered(),
        "typed": {},
        "lost": 0,
    }


@router.post("/add")
async def add(request: Request) -> Response:
    """Queue what was pasted, uploaded or named, and show how far it is."""
    site = site_of(request)
    most = site.rules.max_bytes
    async with request.form(max_files=MOST_WAITING, max_fields=10, max_part_size=most) as form:
        files = await _files(form, most)
        typed = {name: value for name in _TYPED if isinstance(value := form.get(name), str)}
        entered = read_entered(
            {name: value for name in FIELDS if isinstance(value := form.get(name), str)},
            things=len(files) + sum(bool(value.strip()) for value in typed.values()),
        )
    if entered.problems:
        again = {"draft": entered, "typed": typed, "lost": len(files)}
        return show_page(request, "library.html", _library(site) | again, status=422)
    added = site.jobs.add([*files, *_typed(typed, most)], asked=entered.asked)
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


async def _files(form: FormData, most: int) -> list[Given]:
    """Return the files that a form brings, each with a name to call it by."""
    given: list[Given] = []
    for each in form.getlist("file"):
        if isinstance(each, UploadFile) and (data := await each.read()):
            name = PurePath((each.filename or "upload").replace("\\", "/")).name or "upload"
            declared = (each.content_type or "").partition(";")[0].strip().lower()
            known = declared if declared in PAGE_TYPES else None
            given.append(Given(name=name, what=page_at_hand(data, name, max_bytes=most, declared=known)))
    return given


def _typed(typed: Mapping[str, str], most: int) -> list[Given]:
    """Return the text that was pasted, and the address that was named."""
    given: list[Given] = []
    if text := typed.get("text", "").strip():
        data = typed["text"].replace("\r\n", "\n").encode("utf-8", "replace")  # a browser sends its own line ends
        given.append(Given(name=shorten(text, 60), what=page_at_hand(data, max_bytes=most, charset="utf-8")))
    if address := typed.get("address", "").strip():
        given.append(Given(name=address, what=address))
    return given
