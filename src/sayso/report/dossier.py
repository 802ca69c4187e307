"""Show what some pages claim together: a matrix of claims and outlets, then each claim with who holds it.

In: a `Dossier`. Out: lines on a console. A cell tells how an outlet's page stands to a claim, never whether it is so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.claims.dossier import Dossier
from sayso.doors.one_line import show
from sayso.export.json.dossier import page_names
from sayso.records import Claim, ClaimOrigin, ClaimRelation, Stand, Stated
from sayso.report.layout import BAR, QUIET, SOURCE, TITLE, heading, put

MARKS: Mapping[Stand, str] = {"asserts": "says", "denies": "denies", "hedges": "hedges", "retells": "retells"}
OWN = "own voice"
LEGEND = (
    "Read by a machine: compare with the pages. says, denies, hedges, retells: whom the page has say so; own voice: "
    "the outlet itself. Origins are counted, not articles; unnamed ones may be one person."
)
RELATIONS = {
    "contradicts": "cannot both be so",
    "narrows": "is a more exact form of",
    "supports": "is given as a reason for",
}
_CELL = 20  # characters of an outlet's name over its column


def put_dossier(console: Console, dossier: Dossier, *, contested: bool = False) -> None:
    """Print a dossier; `contested` keeps what somebody denies or contradicts."""
    columns = _columns(dossier)
    relations = dossier.linked.relations
    crossed = {number for each in relations if each.kind == "contradicts" for number in (each.a, each.b)}
    claims = [claim for claim in dossier.linked.claims if not contested or claim.contested or claim.id in crossed]
    numbers = {claim.id: number for number, claim in enumerate(claims, 1)}
    put(console, "What is claimed", style=TITLE)
    put(console, f"{_many(len(columns), 'page')} · {_many(len(claims), 'claim')} that pages share or contest")
    put(console, LEGEND, style=QUIET)
    if not claims:
        return
    console.print()
    console.print(_matrix(claims, columns))
    for claim in claims:
        _put_claim(console, claim, numbers, columns, relations)
    _put_items(console, dossier, columns)


def put_contested(console: Console, dossier: Dossier) -> None:
    """Print in short what some pages contest: who says it, who denies it, on how many origins it rests."""
    columns, contested = _columns(dossier), [claim for claim in dossier.linked.claims if claim.contested]
    heading(console, f"Contested in these pages: {_many(len(contested), 'claim')}")
    put(console, "Read by a machine; origins are counted, not articles.", style=QUIET)
    for claim in contested:
        console.print()
        put(console, show(claim.text), style=SOURCE)
        for stand, words in (("asserts", "says"), ("denies", "denies")):
            stated = (each for each in claim.stated if each.stand == stand)
            holders = dict.fromkeys(show(each.mention.holder or columns[each.page]) for each in stated)
            put(console, f"{words}: {'; '.join(holders)}", indent=3)
        put(console, origins_in_words(claim), indent=3)


def _columns(dossier: Dossier) -> dict[str, str]:
    """Return what each page is called, by the id of its document: by its outlet, else by its file."""
    names = page_names(dossier.readings)
    documents = (reading.document for reading in dossier.readings)
    return {document.id: document.outlet or names[document.id] for document in documents if document is not None}


def stand_in_words(stated: Stated) -> str:
    """Return how a page stands to a claim in one mention: "says", "own voice, hedges"."""
    if stated.mention.voice == "statement":
        return MARKS[stated.stand]
    return OWN if stated.stand == "asserts" else f"{OWN}, {MARKS[stated.stand]}"


def _matrix(claims: Sequence[Claim], columns: Mapping[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style=QUIET, padding=(0, 1))
    table.add_column("", justify="right")
    table.add_column("claim", overflow="ellipsis", no_wrap=True, max_width=48, min_width=16)
    for name in columns.values():
        table.add_column(show(name)[:_CELL], no_wrap=True)
    for number, claim in enumerate(claims, 1):
        by_page: dict[str, list[str]] = defaultdict(list)
        for stated in claim.stated:
            by_page[stated.page].append(stand_in_words(stated))
        cells = (" / ".join(dict.fromkeys(by_page[page])) for page in columns)
        table.add_row(Text(str(number)), Text(show(claim.text)), *map(Text, cells))
    return table


def _put_claim(
    console: Console,
    claim: Claim,
    numbers: Mapping[str, int],
    columns: Mapping[str, str],
    relations: Sequence[ClaimRelation],
) -> None:
    heading(console, f"{numbers[claim.id]}  {show(claim.text)}")
    put(console, f"{'contested · ' if claim.contested else ''}{origins_in_words(claim)}", indent=3, style=QUIET)
    for stated in claim.stated:
        parts = (stand_in_words(stated), show(stated.mention.holder or ""), show(columns[stated.page]))
        put(console, " · ".join(filter(None, parts)), indent=3, style=SOURCE)
        put(console, show(stated.text), indent=5, bar=BAR)
    for line in _related(claim, numbers, relations):
        put(console, line, indent=3)


def origins_in_words(claim: Claim) -> str:
    """Return on whose word a claim rests, in words."""
    named = "; ".join(show(origin.words) for origin in claim.independent)
    parts = [f"{_many(len(claim.independent), 'independent origin')}{f' ({named})' if named else ''}"]
    if claim.unknown:
        parts.append(f"{len(claim.unknown)} unknown ({'; '.join(map(_unknown, claim.unknown))})")
    if claim.possible:
        parts.append(f"not sure: {'; '.join(show(origin.words) for origin in claim.possible)}")
    return " · ".join(parts)


def _unknown(origin: ClaimOrigin) -> str:
    return f"{show(origin.words)}{f' via {show(origin.via)}' if origin.via else ''}"


def _related(claim: Claim, numbers: Mapping[str, int], relations: Sequence[ClaimRelation]) -> Iterator[str]:
    for each in relations:
        if each.a not in numbers or each.b not in numbers:
            continue
        if each.a == claim.id:
            yield f"{RELATIONS[each.kind]} {numbers[each.b]}: {show(each.on)}"
        elif each.b == claim.id and each.kind == "contradicts":
            yield f"{RELATIONS[each.kind]} {numbers[each.a]}: {show(each.on)}"


def _put_items(console: Console, dossier: Dossier, columns: Mapping[str, str]) -> None:
    if not dossier.items:
        return
    heading(console, "Spoken of as proof")
    for item in dossier.items:
        outlets = dict.fromkeys(show(columns[page]) for page, _ in item.mentions)
        put(console, f"{show(item.words)} ({item.kind}): {', '.join(outlets)}", indent=3)


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
