"""Show claims that a ledger holds: a list, and one with who says it, who denies it, and on whose word.

In: a ledger's answers. Out: lines on a console. Nothing here tells whether a claim is so.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console

from sayso.doors.claims import claim_of
from sayso.doors.one_line import show
from sayso.labels import vouched
from sayso.ledger import ClaimAnswer, ClaimEntry
from sayso.report.dossier import RELATIONS, origins_in_words, stand_in_words
from sayso.report.layout import BAR, QUIET, SOURCE, TITLE, heading, put


def put_entry(console: Console, number: int, entry: ClaimEntry) -> None:
    """Print a claim of a list."""
    console.print()
    put(console, f"{number}  {show(entry.title or entry.text)}", style=TITLE)
    put(console, " · ".join(_counts(entry)), indent=3)
    put(console, f"{entry.id} · {vouched(entry.status)}", indent=3, style=QUIET)


def put_claim(console: Console, answer: ClaimAnswer) -> None:
    """Print one claim with everything."""
    entry, claim = answer.claim, claim_of(answer)
    put(console, show(claim.text), style=TITLE)
    if entry.title:
        put(console, f"worded: {show(entry.text)}", style=QUIET)
    put(console, " · ".join(_counts(entry)))
    put(console, f"{entry.id} · {vouched(entry.status)}", style=QUIET)
    put(console, origins_in_words(claim))
    for member in answer.members:
        stated = member.stated
        holder = show(stated.mention.holder or stated.outlet or "the outlet")
        where = (stand_in_words(stated), holder, show(stated.outlet or ""), str(stated.published or ""))
        console.print()
        put(console, " · ".join(part for part in where if part), style=SOURCE)
        put(console, show(stated.text), indent=2, bar=BAR)
        put(
            console,
            " · ".join(part for part in (member.page_id, stated.mention.statement or "") if part),
            indent=2,
            style=QUIET,
        )
    if len(answer.members) < entry.mentions:
        put(console, f"and {entry.mentions - len(answer.members)} more mentions", style=QUIET)
    for title, lines in (("Beside other claims", _beside(answer)), ("Lines that change", _changes(answer))):
        told = list(lines)
        if told:
            heading(console, title)
            for line in told:
                put(console, line)
    if answer.items:
        heading(console, "Spoken of as proof")
        for words in dict.fromkeys(f"{show(item.words)} ({item.kind})" for item in answer.items):
            put(console, words)


def _counts(entry: ClaimEntry) -> Iterator[str]:
    if entry.contested:
        yield "contested"
    yield f"{entry.independent} independent origin{'' if entry.independent == 1 else 's'}"
    if entry.unknown:
        yield f"{entry.unknown} unknown"
    yield f"{entry.holders} holder{'' if entry.holders == 1 else 's'}"
    yield f"{entry.pages} page{'' if entry.pages == 1 else 's'}"
    if entry.first:
        yield f"{entry.first}" if entry.first == entry.last else f"{entry.first} to {entry.last}"


def _beside(answer: ClaimAnswer) -> Iterator[str]:
    for each in answer.relations:
        words, relation = show(each.other.title or each.other.text), each.relation
        this_first = relation.a == answer.claim.id or relation.kind == "contradicts"
        told = f"{RELATIONS[relation.kind]} “{words}”" if this_first else f"“{words}” {RELATIONS[relation.kind]} this"
        yield f"{told} ({show(relation.on)}) {each.other.id}"


def _changes(answer: ClaimAnswer) -> Iterator[str]:
    for each in answer.changes:
        order = "before" if each.known else "in an order that is not known,"
        if each.before == each.after:
            yield f"{show(each.holder)} says it and denies it"
        else:
            yield f"{show(each.holder)} says {each.before} {order} {each.after}"
