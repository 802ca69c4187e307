"""Judging what a machine read: `/pages/{page_id}/review`, `…/review/add`, `/statements/{statement_id}/review`.

In: a request, with a form where something is judged. Out: HTML, and a judgement in the ledger.

Every page is a form that works without JavaScript; with it the edges of spans are dragged in the text. What was typed
comes back with the message where it could not be taken. Who judges is what they call themselves, kept in a cookie.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Literal, cast
from urllib.parse import quote, unquote

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from sayso.errors import BadJudgement, JoinsPeople, UnknownId
from sayso.export import training
from sayso.ledger import Hit, judge_missing, judge_statement
from sayso.ledger.ledger import Ledger
from sayso.records import Document, Judgement, Reading, Statement
from sayso.web.pages.article import PageId
from sayso.web.pages.statement import StatementId
from sayso.web.site import show_page, site_of
from sayso.web.views.marking import PARTS
from sayso.web.views.reviewing.entered import Entered, Question, lines_of, read_spans
from sayso.web.views.reviewing.judging import (
    changed,
    label_fields,
    label_values,
    read_labels,
    read_name,
    read_note,
    tell,
)
from sayso.web.views.reviewing.review import outline, view_editor, view_review

router = APIRouter(include_in_schema=False)
COOKIE = "sayso_name"
_YEAR = 31_536_000
_MOST_FIELDS = 200
Kind = Literal["confirm", "correct", "reject"]


async def read_form(request: Request) -> Mapping[str, str]:
    """Return the fields of a form; of several with one name the last, uploads left out."""
    async with request.form(max_files=0, max_fields=_MOST_FIELDS) as form:
        return {name: value.replace("\r\n", "\n") for name, value in form.items() if isinstance(value, str)}


Fields = Annotated[Mapping[str, str], Depends(read_form)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A judgement as it is being made: what the fields hold, and what was wrong with them."""

    fields: Mapping[str, str]
    problems: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    joins: bool = False  # it would make two known people one


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What lies before the person: a reading, its document, and the statement to be judged, none to add one."""

    reading: Reading
    document: Document
    statement: Statement | None = None


@dataclass(slots=True, kw_only=True)
class _Given:
    """What was understood of a form."""

    by: str
    note: str | None
    labels: dict[str, str | bool | None]
    entered: Entered
    problems: list[str] = field(default_factory=list)
    joins: bool = False


@router.get("/pages/{page_id}/review")
def show_review(request: Request, page_id: PageId, done: str = "") -> Response:
    """List the statements of a page with what was judged of them."""
    return _show_list(request, _read(site_of(request).ledger, page_id)[0], done=done)


@router.post("/pages/{page_id}/review")
def judge_quickly(request: Request, page_id: PageId, fields: Fields) -> Response:
    """Confirm or reject a statement as it stands."""
    ledger = site_of(request).ledger
    reading, _ = _read(ledger, fields.get("reading") or page_id)
    _same_page(reading, _read(ledger, page_id)[0])
    by, problems = read_name(fields.get("by", ""))
    asked = next(((kind, fields[kind]) for kind in ("confirm", "reject") if kind in fields), None)
    if problems:
        return _show_list(request, reading, problems=problems, by=fields.get("by", ""))
    if asked is None:
        return named(request, go(f"/pages/{reading.page.id}/review"), by)
    statement = _of(reading, asked[1])
    kind = cast("Kind", asked[0])
    try:
        made = ledger.judge(judge_statement(reading, statement, kind, by=by, at=datetime.now(UTC)))
    except BadJudgement as error:
        return _show_list(request, reading, problems=[str(error)], by=by)
    return named(request, go(_after(reading, made, statement)), by)


@router.get("/pages/{page_id}/review/add")
def ask_missing(request: Request, page_id: PageId) -> Response:
    """Ask for a statement that was missed."""
    reading, document = _read(site_of(request).ledger, page_id)
    return _show_editor(request, Desk(reading=reading, document=document), Draft(fields=label_values(None)))


@router.post("/pages/{page_id}/review/add")
def add_missing(request: Request, page_id: PageId, fields: Fields) -> Response:
    """Add a statement that was missed."""
    ledger = site_of(request).ledger
    reading, document = _read(ledger, fields.get("reading") or page_id)
    _same_page(reading, _read(ledger, page_id)[0])
    desk = Desk(reading=reading, document=document)
    given = _understand(desk, fields)
    if given.problems or given.entered.questions:
        return _again(request, desk, fields, given)
    try:
        made = judge_missing(
            reading, given.entered.spans, by=given.by, at=datetime.now(UTC), labels=given.labels, note=given.note
        )
        ledger.judge(made)
    except BadJudgement as error:
        given.problems.append(str(error))
        return _again(request, desk, fields, given)
    return named(request, go(f"/pages/{reading.page.id}/review?done={made.id}"), given.by)


@router.get("/statements/{statement_id}/review")
def ask_statement(request: Request, statement_id: StatementId) -> Response:
    """Ask for a judgement of a statement."""
    ledger = site_of(request).ledger
    hit = ledger.statement(statement_id)
    reading, document = _read(ledger, hit.reading_id)
    fields = label_values(hit.statement) | lines_of(document, hit.statement)
    desk = Desk(reading=reading, document=document, statement=hit.statement)
    return _show_editor(request, desk, Draft(fields=fields))


@router.post("/statements/{statement_id}/review")
def judge_carefully(request: Request, statement_id: StatementId, fields: Fields) -> Response:
    """Confirm, correct or reject a statement."""
    ledger = site_of(request).ledger
    hit = ledger.statement(statement_id)
    reading, document = _read(ledger, fields.get("reading") or hit.reading_id)
    if reading.page.id != hit.page_id:
        raise HTTPException(422, "The reading is one of another page: open the statement anew.")
    statement = _same_statement(reading, hit, statement_id)
    desk = Desk(reading=reading, document=document, statement=statement)
    given = _understand(desk, fields)
    kind = fields.get("kind", "")
    spans = given.entered.spans
    moved = any(spans[part] != getattr(statement, part) for part in PARTS)
    labels = changed(statement, given.labels)
    _check_kind(given, kind, anything=moved or bool(labels))
    if given.problems or given.entered.questions:
        return _again(request, desk, fields, given)
    try:
        made = judge_statement(
            reading,
            statement,
            cast("Kind", kind),
            by=given.by,
            at=datetime.now(UTC),
            spans=spans if kind == "correct" and moved else None,
            labels=labels if kind == "correct" else None,
            note=given.note,
        )
        ledger.judge(made, join="join" in fields)
    except (BadJudgement, JoinsPeople) as error:
        given.problems.append(str(error))
        given.joins = isinstance(error, JoinsPeople)
        return _again(request, desk, fields, given)
    return named(request, go(_after(reading, made, statement)), given.by)


@router.get("/review/export")
async def export_training(request: Request, compress: bool = True) -> Response:
    """Hand out what was judged as training data."""
    site = site_of(request)
    kind = "application/gzip" if compress else training.MEDIA_TYPE
    make = partial(training.stream, site.ledger, compress=compress)
    return await site.downloads.answer(make, media_type=kind, name=f"sayso-judged.jsonl{'.gz' if compress else ''}")


def _understand(desk: Desk, fields: Mapping[str, str]) -> _Given:
    statement = desk.statement
    by, problems = read_name(fields.get("by", ""))
    note, wrong_note = read_note(fields.get("note", ""))
    labels, wrong_labels = read_labels(fields)
    near = (*statement.source, *statement.cue, *statement.content) if statement else ()
    if fields.get("kind") == "reject" and statement:  # what stands in the fields does not matter then
        entered = Entered(spans={part: getattr(statement, part) for part in PARTS})
    else:
        entered = read_spans(desk.document, fields, fields, near)
    problems += [*wrong_note, *wrong_labels, *entered.problems]
    return _Given(by=by, note=note, labels=labels, entered=entered, problems=problems)


def _check_kind(given: _Given, kind: str, *, anything: bool) -> None:
    """Note a problem where the button does not go with what was changed."""
    clear = not given.problems and not given.entered.questions
    if kind not in ("confirm", "correct", "reject"):
        given.problems.append("Choose: confirm, save as corrected, or reject.")
    elif clear and kind == "correct" and not anything:
        given.problems.append("Nothing was changed: to say that it is right as it stands, confirm it.")
    elif clear and kind == "confirm" and anything:
        given.problems.append("Something was changed: save it as corrected, or put it back to confirm what was read.")


def _again(request: Request, desk: Desk, fields: Mapping[str, str], given: _Given) -> Response:
    """Show the form as it was filled, with what is wrong with it."""
    filled = label_values(desk.statement) | dict(fields)
    draft = Draft(fields=filled, problems=tuple(given.problems), questions=given.entered.questions, joins=given.joins)
    return _show_editor(request, desk, draft, status=422)


def _show_editor(request: Request, desk: Desk, draft: Draft, *, status: int = 200) -> Response:
    history: tuple[Judgement, ...] = ()
    if desk.statement is not None:
        history = site_of(request).ledger.judgements_of(desk.reading.id).get(desk.statement.id, ())
    values = {
        "reading": desk.reading,
        "document": desk.document,
        "editor": view_editor(desk.reading, desk.document, desk.statement),
        "draft": draft,
        "labels": label_fields(draft.fields),
        "by": draft.fields.get("by", name_of(request)),
        "history": tuple(map(tell, history)),
    }
    return show_page(request, "editor.html", values, status=status)


def _show_list(
    request: Request, reading: Reading, *, problems: list[str] | None = None, by: str | None = None, done: str = ""
) -> Response:
    ledger = site_of(request).ledger
    judgements = ledger.judgements_of(reading.id)
    made = next((judgement for each in judgements.values() for judgement in each if judgement.id == done), None)
    values = {
        "reading": reading,
        "document": reading.document,
        "review": view_review(
            reading,
            judgements=judgements,
            orphans=ledger.orphans(reading.id),
            done=made,
        ),
        "outline": outline(reading),
        "problems": problems or [],
        "by": name_of(request) if by is None else by,
    }
    return show_page(request, "review.html", values, status=422 if problems else 200)


def _read(ledger: Ledger, given: str) -> tuple[Reading, Document]:
    reading = ledger.reading(given)
    if reading.document is None:
        raise HTTPException(422, f"{reading.page.id} could not be read, so there is nothing to judge.")
    return reading, reading.document


def _same_page(one: Reading, other: Reading) -> None:
    if one.page.id != other.page.id:
        raise HTTPException(422, "The reading is one of another page: open the review anew.")


def _of(reading: Reading, statement_id: str) -> Statement:
    found = next((each for each in reading.statements if each.id == statement_id), None)
    if found is None:
        raise UnknownId(f"{statement_id[:60]} is no statement of this reading: open the review anew.")
    return found


def _same_statement(reading: Reading, hit: Hit, given: str) -> Statement:
    """Return the statement in the reading that the person saw, which may be older than the current one."""
    known = {each.id: each for each in reading.statements}
    found = known.get(hit.statement.id) or known.get(given)
    if found is None:
        raise HTTPException(409, "This page was read anew, and the statement is no longer read so: open its page anew.")
    return found


def _after(reading: Reading, made: Judgement, judged: Statement) -> str:
    """Return where to go on: the list, at the next statement that nobody judged."""
    left = [each for each in reading.statements if each.status == "machine" and each.id != judged.id]
    later = [each for each in left if each.start >= judged.start]
    following = min(later or left, key=lambda each: each.start, default=None)
    return f"/pages/{reading.page.id}/review?done={made.id}#{following.id if following else 'main'}"


def go(address: str) -> Response:
    """Send the browser on after a form was taken."""
    return Response(status_code=303, headers={"location": address})


def named(request: Request, answer: Response, by: str) -> Response:
    """Return an answer that keeps what somebody calls themselves in a cookie."""
    secure = request.url.scheme == "https"
    kept = quote(by, safe="")
    answer.set_cookie(COOKIE, kept, max_age=_YEAR, httponly=True, samesite="strict", secure=secure, path="/")
    return answer


def name_of(request: Request) -> str:
    """Return what somebody called themselves last, "" for nobody."""
    return read_name(unquote(request.cookies.get(COOKIE, ""))[:200])[0]
