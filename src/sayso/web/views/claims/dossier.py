"""A dossier as a page shows it: claims down, outlets across, then each claim by itself.

In: a `Dossier`. Out: a `DossierView`. A cell tells how an outlet stands to a claim and by whose hand it has it, never
whether it is so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.claims.dossier import Dossier
from sayso.doors.one_line import show
from sayso.records import Claim, Stand, Stated
from sayso.report.dossier import stand_in_words
from sayso.web.views.claims.claim import Between, ClaimView, anchors, view_claim
from sayso.web.views.claims.sheets import Sheet, sheets_of

MOST_CLAIMS = 120  # on one page
_MOST_HANDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """An outlet and its pages."""

    name: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How an outlet stands to a claim in one or more places: `hands` tells by whom, `address` leads to the passage."""

    stand: Stand
    voice: bool
    words: str
    hands: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim and what each outlet has of it."""

    number: int
    claim: ClaimView
    cells: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A thing spoken of as proof, its kind, and the outlets that speak of it, each with a link."""

    words: str
    kind: str
    outlets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """What a dossier shows. `contested` counts of all claims; `more` are left out; `silent` pages tell no claim."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    claims: int
    contested: int
    more: int
    silent: tuple[Sheet, ...]
    proofs: tuple[Proof, ...]

    @property
    def pages(self) -> int:
        """How many pages are put together."""
        return sum(len(column.sheets) for column in self.columns)


def view_dossier(dossier: Dossier, *, contested: bool = False) -> DossierView:
    """Return what a dossier shows, what is contested first, or that alone."""
    sheets, linked = sheets_of(dossier.readings), dossier.linked
    columns = _columns(sheets)
    crossed = {number for each in linked.relations if each.kind == "contradicts" for number in (each.a, each.b)}
    disputed = [claim for claim in linked.claims if claim.contested or claim.id in crossed]
    first = {claim.id for claim in disputed}
    rest = [] if contested else [claim for claim in linked.claims if claim.id not in first]
    shown = (*disputed, *rest)[:MOST_CLAIMS]
    names = {claim.id: f"c{number}" for number, claim in enumerate(shown, 1)}
    addresses = {number: f"#{anchor}" for number, anchor in names.items()}
    between = Between.of(linked.claims, linked.relations, linked.changes, addresses)
    rows = tuple(
        Row(
            number=number,
            claim=view_claim(claim, sheets, between, names[claim.id]),
            cells=_cells(claim, columns, sheets, names[claim.id]),
        )
        for number, claim in enumerate(shown, 1)
    )
    telling = {reading.document.id for reading in dossier.readings if reading.document and reading.mentions}
    return DossierView(
        columns=columns,
        rows=rows,
        claims=len(linked.claims),
        contested=len(disputed),
        more=len(disputed) + len(rest) - len(shown),
        silent=tuple(sheet for number, sheet in sheets.items() if number not in telling),
        proofs=tuple(_proofs(dossier, sheets)),
    )


def _columns(sheets: Mapping[str, Sheet]) -> tuple[Column, ...]:
    """Return the outlets in the order of their first pages; those of one name are one."""
    found: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets.values():
        found[sheet.outlet.casefold()].append(sheet)
    return tuple(Column(name=group[0].outlet, sheets=tuple(group)) for group in found.values())


def _cells(
    claim: Claim, columns: Sequence[Column], sheets: Mapping[str, Sheet], anchor: str
) -> tuple[tuple[Entry, ...], ...]:
    places = anchors(claim, anchor)
    by_outlet: dict[str, dict[tuple[Stand, bool], list[Stated]]] = defaultdict(lambda: defaultdict(list))
    for each in claim.stated:
        if each.page in sheets:
            outlet = by_outlet[sheets[each.page].outlet.casefold()]
            outlet[each.stand, each.mention.voice == "author"].append(each)
    return tuple(
        tuple(
            Entry(
                stand=stand,
                voice=voice,
                words=stand_in_words(group[0]),
                hands=_hands(group),
                address=_address(group[0], places, sheets),
            )
            for (stand, voice), group in by_outlet.get(column.name.casefold(), {}).items()
        )
        for column in columns
    )


def _hands(group: Sequence[Stated]) -> str:
    """Return by whose hand some mentions came, in a few words."""
    hands = list(dict.fromkeys(_hand(each) for each in group))
    more = f"; and {len(hands) - _MOST_HANDS} more" if len(hands) > _MOST_HANDS else ""
    return "; ".join(hands[:_MOST_HANDS]) + more


def _hand(stated: Stated) -> str:
    mention = stated.mention
    if mention.voice == "author":
        return "the outlet itself, attributed to nobody"
    holder = show(mention.holder or "nobody named")
    origin = show(mention.origin or "")
    return holder if not origin or origin == holder else f"{holder}, from {origin}"


def _address(stated: Stated, places: Mapping[str, str], sheets: Mapping[str, Sheet]) -> str:
    place = places.get(stated.mention.id)
    return f"#{place}" if place else sheets[stated.page].address(stated.mention.statement)


def _proofs(dossier: Dossier, sheets: Mapping[str, Sheet]) -> list[Proof]:
    return [
        Proof(
            words=show(item.words),
            kind=item.kind,
            outlets=tuple(
                {sheets[page].outlet: sheets[page].address() for page, _ in item.mentions if page in sheets}.items()
            ),
        )
        for item in dossier.items
    ]
