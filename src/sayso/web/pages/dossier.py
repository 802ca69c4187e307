"""Pages put together, and choosing them: `/dossier?page=…&page=…`.

In: a request. Out: HTML.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from sayso.claims.dossier import make_dossier
from sayso.doors.claims import MOST_PAGES
from sayso.web import claim_charts
from sayso.web.pages.choosing import Choice, PageIds, Purpose, ask_for_pages, chosen_pages, read_choice, read_pages
from sayso.web.site import show_page, site_of
from sayso.web.views.claims.dossier import view_dossier

router = APIRouter(include_in_schema=False)
_PURPOSE = Purpose(
    action="/dossier",
    title="Put pages together",
    lead=f"Choose up to {MOST_PAGES}: what is claimed in them, who says it and who denies it, on whose word it rests.",
    button="Put together",
)


@router.get("/dossier")
def show_dossier(
    request: Request,
    choice: Annotated[Choice, Depends(read_choice)],
    page: PageIds = [],  # noqa: B006 - FastAPI copies it
    choose: bool = False,
    contested: bool = False,
) -> Response:
    """Show what the pages that are named claim together, or ask which."""
    ledger, named = site_of(request).ledger, chosen_pages(page)
    chosen, problems = read_pages(ledger, named[:MOST_PAGES], "put together with others")
    if choose or choice.after is not None or not page or not chosen:
        return ask_for_pages(request, _PURPOSE, chosen, problems, choice)
    values = {
        "dossier": view_dossier(make_dossier(reading for reading, _ in chosen), contested=contested),
        "problems": problems,
        "contested": contested,
        "left_out": max(0, len(named) - MOST_PAGES),
        "most": MOST_PAGES,
        "charts": claim_charts,
    }
    return show_page(request, "dossier.html", values)
