"""Two to six articles side by side, and choosing them: `/compare?page=…&page=…`.

In: a request. Out: HTML.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from sayso.ledger import Query as Asked
from sayso.web.pages.choosing import Choice, PageIds, Purpose, ask_for_pages, chosen_pages, read_choice, read_pages
from sayso.web.site import show_page, site_of
from sayso.web.views.compare import FEWEST, MOST, compare
from sayso.web.wording import counted

router = APIRouter(include_in_schema=False)
_PURPOSE = Purpose(
    action="/compare",
    title="Compare articles",
    lead=f"Choose {FEWEST} to {MOST}: who speaks in which, what stands in several, what in one only, and how many "
    "origins are behind it.",
    button="Compare",
)


@router.get("/compare")
def show_comparison(
    request: Request,
    choice: Annotated[Choice, Depends(read_choice)],
    page: PageIds = [],  # noqa: B006 - FastAPI copies it
    choose: bool = False,
) -> Response:
    """Compare the articles that are named, or ask which."""
    ledger, named = site_of(request).ledger, chosen_pages(page)
    chosen, problems = read_pages(ledger, named[: MOST + 1], "compared")
    if len(named) > MOST:
        problems.append(f"At most {MOST} articles are compared at once: {len(named)} are chosen.")
    asking = choose or choice.after is not None or not page
    if not asking and not problems and len(chosen) < FEWEST:
        problems = [f"Choose {FEWEST} to {MOST} articles: {counted(len(chosen), 'article')} chosen."]
    if asking or problems:
        return ask_for_pages(request, _PURPOSE, chosen, problems, choice)
    articles = [
        (reading, document, tuple(ledger.search(Asked(page_id=reading.page.id)))) for reading, document in chosen
    ]
    return show_page(request, "compare.html", {"comparison": compare(articles)})
