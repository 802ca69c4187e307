"""Choosing pages of the library to be looked at together.

In: a request with the ids that were ticked so far. Out: their readings, or the form that asks for more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query, Request
from pydantic import StringConstraints
from starlette.responses import Response

from sayso.ledger.ledger import Ledger
from sayso.records import Document, Reading
from sayso.web.site import show_page, site_of

PageIdGiven = Annotated[str, StringConstraints(pattern="^(page|doc|read)_[0-9a-f]{1,16}$")]
PageIds = Annotated[list[PageIdGiven], Query(max_length=1000)]
Read = list[tuple[Reading, Document]]
_SHOWN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What of the library to choose from."""

    words: str | None
    outlet: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What pages are chosen for: where the form leads, its heading, what it says, what its button says."""

    action: str
    title: str
    lead: str
    button: str


def read_choice(q: str = "", outlet: str = "", after: str | None = None) -> Choice:
    """Return what the parameters ask for."""
    return Choice(words=q.strip() or None, outlet=outlet.strip() or None, after=after)


def chosen_pages(given: Iterable[str]) -> tuple[str, ...]:
    """Return the page ids of an address, each once."""
    return tuple(dict.fromkeys(each.strip() for each in given if each.strip()))


def read_pages(ledger: Ledger, page_ids: Iterable[str], cannot: str) -> tuple[Read, list[str]]:
    """Return the pages that could be read, and what is wrong with the others: what they `cannot` be.

    Raises UnknownId.
    """
    chosen: dict[str, tuple[Reading, Document]] = {}
    problems = []
    for page_id in page_ids:
        reading = ledger.reading(page_id)
        if reading.document is None:
            problems.append(f"{reading.page.location or reading.page.id} could not be read, so it cannot be {cannot}.")
        else:
            chosen[reading.page.id] = (reading, reading.document)
    return list(chosen.values()), problems


def ask_for_pages(
    request: Request, purpose: Purpose, chosen: Read, problems: Sequence[str], choice: Choice
) -> Response:
    """Show what was chosen and what can be, with what is wrong."""
    ledger = site_of(request).ledger
    found = ledger.documents(words=choice.words, outlet=choice.outlet, after=choice.after, limit=_SHOWN + 1)
    known = {reading.page.id for reading, _ in chosen}
    values = {
        "purpose": purpose,
        "chosen": chosen,
        "entries": [entry for entry in found[:_SHOWN] if entry.failure is None and entry.page_id not in known],
        "more": found[_SHOWN - 1].cursor if len(found) > _SHOWN else None,
        "problems": problems,
        "choice": choice,
    }
    return show_page(request, "choose.html", values, status=422 if problems else 200)
