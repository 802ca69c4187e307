"""Two to six articles side by side, and choosing them: `/compare?page=…&page=…`.

In: a request. Out: HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import StringConstraints
from starlette.responses import Response

from sayso.ledger import Query as Asked
from sayso.ledger.ledger import Ledger
from sayso.records import Document, Reading
from sayso.web.site import show_page, site_of
from sayso.web.views.compare import FEWEST, MOST, chosen_pages, compare
from sayso.web.wording import counted

router = APIRouter(include_in_schema=False)
_PageId = Annotated[str, StringConstraints(pattern="^(page|doc|read)_[0-9a-f]{1,16}$")]
PageIds = Annotated[list[_PageId], Query(max_length=50)]
_SHOWN = 30
_Read = list[tuple[Reading, Document]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What of the library to choose from."""

    words: str | None
    outlet: str | None
    after: str | None


def read_choice(q: str = "", outlet: str = "", after: str | None = None) -> Choice:
    """Return what the parameters ask for."""
    return Choice(words=q.strip() or None, outlet=outlet.strip() or None, after=after)


@router.get("/compare")
def show_comparison(
    request: Request,
    choice: Annotated[Choice, Depends(read_choice)],
    page: PageIds = [],  # noqa: B006 - FastAPI copies it
    choose: bool = False,
) -> Response:
    """Compare the articles that are named, or ask which."""
    ledger = site_of(request).ledger
    chosen, problems = _read(ledger, chosen_pages(page))
    asking = choose or choice.after is not None or not page
    if not asking and not problems and not FEWEST <= len(chosen) <= MOST:
        problems = [f"Choose {FEWEST} to {MOST} articles: {counted(len(chosen), 'article')} chosen."]
    if asking or problems:
        return _ask(request, chosen, problems, choice)
    articles = [
        (reading, document, tuple(ledger.search(Asked(page_id=reading.page.id)))) for reading, document in chosen
    ]
    return show_page(request, "compare.html", {"comparison": compare(articles)})


def _read(ledger: Ledger, page_ids: Sequence[str]) -> tuple[_Read, list[str]]:
    """Return the pages that can be compared, and what is wrong with the others. Raises UnknownId."""
    chosen: dict[str, tuple[Reading, Document]] = {}
    problems = []
    for page_id in page_ids[: MOST + 1]:
        reading = ledger.reading(page_id)
        if reading.document is None:
            problems.append(f"{reading.page.location or reading.page.id} could not be read, so it cannot be compared.")
        else:
            chosen[reading.page.id] = (reading, reading.document)
    if len(page_ids) > MOST:
        problems.append(f"At most {MOST} articles are compared at once: {len(page_ids)} are chosen.")
    return list(chosen.values()), problems


def _ask(request: Request, chosen: _Read, problems: Sequence[str], choice: Choice) -> Response:
    """Show what was chosen and what can be, with what is wrong."""
    ledger = site_of(request).ledger
    found = ledger.documents(words=choice.words, outlet=choice.outlet, after=choice.after, limit=_SHOWN + 1)
    known = {reading.page.id for reading, _ in chosen}
    values = {
        "chosen": chosen,
        "entries": [entry for entry in found[:_SHOWN] if entry.failure is None and entry.page_id not in known],
        "more": found[_SHOWN - 1].cursor if len(found) > _SHOWN else None,
        "problems": problems,
        "choice": choice,
        "fewest": FEWEST,
        "most": MOST,
    }
    return show_page(request, "choose.html", values, status=422 if problems else 200)
