"""A claim that a ledger holds, as its page shows it.

In: the ledger's answer, those of its rivals, the readings they stand in. Out: a `KeptView`: what is shown of any claim,
the line of each holder in time, what can be parted from it, and what people said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sayso.doors.claims import UNNAMED, claim_of, holder_name
from sayso.doors.one_line import show
from sayso.ledger import ClaimAnswer
from sayso.records import Claim, Reading, Stand, holder_of
from sayso.report.dossier import stand_in_words
from sayso.web.views.claims.claim import Between, ClaimView, view_claim
from sayso.web.views.claims.sheets import Sheet, sheets_of

MOST_SHOWN = 60  # mentions on the page of a claim
_MOST_RIVALS = 5  # claims whose numbers are drawn with those of one
_MOST_LINES = 20
_DONE = {
    "confirm": "Confirmed that its mentions are one claim",
    "reject": "Rejected: its mentions are no claim",
    "rename": "Named",
    "merge": "Made one with another claim",
    "split": "Parted mentions from it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One mention in the line of a holder: when, how it stands, where it leads."""

    day: date
    stand: Stand
    said: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How a holder stands to a claim from page to page."""

    holder: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A mention that can be parted from its claim."""

    id: str
    words: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person said of the claim."""

    done: str
    by: str
    at: datetime
    text: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptView:
    """What the page of a claim shows; `left_out` mentions are not on it."""

    claim: ClaimView
    wording: str | None
    left_out: int
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]
    history: tuple[Said, ...]
    proofs: tuple[str, ...]


def rivals_wanted(answer: ClaimAnswer) -> list[str]:
    """Return the ids of the claims whose numbers are drawn with those of one."""
    tied = (each.other.id for each in answer.relations if each.relation.kind != "supports")
    return list(dict.fromkeys(tied))[:_MOST_RIVALS]


def readings_wanted(answer: ClaimAnswer, rivals: Iterable[ClaimAnswer]) -> list[str]:
    """Return the ids of the readings that a claim and its rivals stand in."""
    return list(dict.fromkeys(member.reading_id for each in (answer, *rivals) for member in each.members))


def view_kept(answer: ClaimAnswer, rivals: Sequence[ClaimAnswer], readings: Iterable[Reading]) -> KeptView:
    """Return what the page of a claim shows."""
    sheets = sheets_of(readings)
    claim = claim_of(answer)
    whole = {each.claim.id: claim_of(each) for each in rivals}
    tied = [
        whole.get(each.other.id) or Claim(id=each.other.id, text=each.other.title or each.other.text, stated=())
        for each in answer.relations
    ]
    others = {each.id: each for each in (*tied, claim)}
    between = Between.of(
        others.values(),
        [each.relation for each in answer.relations],
        answer.changes,
        {number: f"/claims/{number}" for number in others},
    )
    view = view_claim(claim, sheets, between)
    return KeptView(
        claim=view,
        wording=show(answer.claim.text) if answer.claim.title else None,
        left_out=answer.claim.mentions - len(answer.members),
        lines=_lines(claim, sheets),
        choices=tuple(
            Choice(
                id=each.mention.id,
                words=show(each.text),
                said=f"{stand_in_words(each)}: {show(holder_name(holder_of(each)))}, {show(each.outlet or UNNAMED)}",
            )
            for each in claim.stated
        ),
        history=tuple(
            Said(
                done=_DONE[each.kind],
                by=show(each.by),
                at=each.at,
                text=show(each.text) if each.text else None,
                note=each.note,
            )
            for each in answer.judgements
        ),
        proofs=tuple(dict.fromkeys(f"{show(item.words)} ({item.kind})" for item in answer.items)),
    )


def _lines(claim: Claim, sheets: Mapping[str, Sheet]) -> tuple[Line, ...]:
    """Return the lines of holders on pages with a day, those who stand to it most often first."""
    found: dict[str, list[Moment]] = {}
    for each in claim.stated:
        sheet = sheets.get(each.page)
        if each.published is None or sheet is None:
            continue
        holder = show(each.mention.holder) if each.mention.holder else sheet.outlet
        said = f"{holder}: {stand_in_words(each)}, {sheet.outlet}"
        address = sheet.address(each.mention.statement)
        moment = Moment(day=each.published, stand=each.stand, said=said, address=address)
        found.setdefault(holder, []).append(moment)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0].casefold()))
    return tuple(Line(holder=holder, moments=tuple(moments)) for holder, moments in ordered[:_MOST_LINES])
