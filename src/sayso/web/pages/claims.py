"""Claims of the ledger, one of them, and judging it: `/claims`, `/claims/{claim_id}`.

In: a request, with a form where something is judged. Out: HTML, and a judgement in the ledger. A judgement says which
mentions are one claim, and what to call it; never whether it is so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, cast, get_args

from fastapi import APIRouter, Depends, Path, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from sayso.errors import BadJudgement, UnknownId
from sayso.ledger import ClaimAnswer, ClaimQuery
from sayso.ledger.ledger import Ledger
from sayso.records import ClaimJudgementKind, Reading
from sayso.web import claim_charts
from sayso.web.pages.review import go, name_of, named, read_form
from sayso.web.site import show_page, site_of
from sayso.web.views.asked import address_of
from sayso.web.views.claims.kept import MOST_SHOWN, readings_wanted, rivals_wanted, view_kept
from sayso.web.views.reviewing.judging import read_name, read_note

router = APIRouter(include_in_schema=False)
ClaimId = Annotated[str, Path(pattern="^claim_[0-9a-f]{1,16}$")]
_SHOWN = 25
_RIVAL_MEMBERS = 20
_MOST_FIELDS = 200
_FILTERS = ("q", "contested", "holder", "origins", "since")


async def read_chosen(request: Request) -> list[str]:
    """Return the mentions that are ticked in a form."""
    async with request.form(max_files=0, max_fields=_MOST_FIELDS) as form:
        return [value for value in form.getlist("mention") if isinstance(value, str)]


Fields = Annotated[Mapping[str, str], Depends(read_form)]
Chosen = Annotated[list[str], Depends(read_chosen)]


@router.get("/claims")
def list_claims(request: Request) -> Response:
    """List what is claimed in the pages of the ledger."""
    params = request.query_params
    asked = {name: value for name in _FILTERS if (value := params.get(name, "").strip())}
    query = ClaimQuery(
        words=asked.get("q"),
        contested=True if "contested" in asked else None,
        holder=asked.get("holder"),
        origins=_number(asked.get("origins")),
        since=_day(asked.get("since")),
        after=params.get("after"),
        limit=_SHOWN + 1,
    )
    found = site_of(request).ledger.find_claims(query)
    entries = found[:_SHOWN]
    values = {
        "entries": entries,
        "asked": asked,
        "more": address_of("/claims", asked, after=entries[-1].cursor) if len(found) > _SHOWN else None,
        "start": address_of("/claims", asked) if "after" in params else None,
    }
    return show_page(request, "claims.html", values)


@router.get("/claims/{claim_id}")
def show_claim(request: Request, claim_id: ClaimId) -> Response:
    """Show one claim: who says it, who denies it, by whom each outlet has it, on whose word it rests."""
    return _show(request, site_of(request).ledger.claim(claim_id, limit=MOST_SHOWN))


@router.post("/claims/{claim_id}")
def judge_claim(request: Request, claim_id: ClaimId, fields: Fields, chosen: Chosen) -> Response:
    """Confirm, reject or rename a claim, make it one with another, or part mentions from it."""
    ledger = site_of(request).ledger
    by, problems = read_name(fields.get("by", ""))
    note, wrong = read_note(fields.get("note", ""))
    problems += wrong
    kind = fields.get("kind", "")
    if kind not in get_args(ClaimJudgementKind):
        problems.append("Choose: confirm, reject, rename, merge or split.")
    if not problems:
        try:
            ledger.judge_claim(
                claim_id,
                cast("ClaimJudgementKind", kind),
                by=by,
                at=datetime.now(UTC),
                other=fields.get("other", "").strip() if kind == "merge" else None,
                mentions=chosen if kind == "split" else (),
                text=" ".join(fields.get("text", "").split()) if kind == "rename" else None,
                note=note,
            )
        except (BadJudgement, UnknownId) as error:
            problems.append(str(error))
    if problems:
        return _show(request, ledger.claim(claim_id, limit=MOST_SHOWN), problems=problems, fields=fields)
    return named(request, go(f"/claims/{claim_id}#judge"), by)


def _show(
    request: Request, answer: ClaimAnswer, *, problems: list[str] | None = None, fields: Mapping[str, str] | None = None
) -> Response:
    ledger = site_of(request).ledger
    rivals = [ledger.claim(number, limit=_RIVAL_MEMBERS) for number in rivals_wanted(answer)]
    readings = _readings(ledger, readings_wanted(answer, rivals))
    values: dict[str, Any] = {
        "answer": answer,
        "view": view_kept(answer, rivals, readings),
        "charts": claim_charts,
        "problems": problems or [],
        "fields": fields or {},
        "by": (fields or {}).get("by", name_of(request)),
    }
    return show_page(request, "claim.html", values, status=422 if problems else 200)


def _readings(ledger: Ledger, wanted: list[str]) -> list[Reading]:
    found = []
    for reading_id in wanted:
        try:
            found.append(ledger.reading(reading_id))
        except UnknownId:  # forgotten meanwhile
            continue
    return found


def _number(given: str | None) -> int | None:
    if given is None or (given.isascii() and given.isdigit() and len(given) < 10):
        return None if given is None else int(given)
    raise HTTPException(422, f"origins={given[:40]}: give a number")


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise HTTPException(422, f"since={str(given)[:40]}: give a day as YYYY-MM-DD") from error
