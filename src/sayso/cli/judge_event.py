"""`sayso judge-event`: what a person says of an event.

In: the id of an event, a kind, what is to be corrected. Out: a judgement in the ledger; on standard output its id.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import ByOption, JsonOption, LedgerOption, app
from sayso.cli.judge import Kind, named
from sayso.cli.ledgers import opened
from sayso.cli.terminal import put_line

if TYPE_CHECKING:
    from sayso.ledger import Correction, EventEntry
    from sayso.records import Candidate, Document, Party, Span


@app.command(name="judge-event")
def judge_event(
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="confirm, correct or reject.")],
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The id of an event, or its first digits.")],
    by: ByOption = None,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="ASSAULT, PROTEST, AGREE…")] = None,
    mode: Annotated[str | None, typer.Option(metavar="MODE", help="A mode of the type; '' for none.")] = None,
    stand: Annotated[str | None, typer.Option(metavar="STAND", help="actual, denied, planned, feared…")] = None,
    factuality: Annotated[str | None, typer.Option(metavar="VALUE", help="How sure the source is: CT+…")] = None,
    actor: Annotated[
        list[str] | None, typer.Option(metavar="WORDS", help="Who does it, as the page says. Repeatable; '' nobody.")
    ] = None,
    recipient: Annotated[
        list[str] | None, typer.Option(metavar="WORDS", help="Whom it is done to. Repeatable; '' nobody.")
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Where it was; '' for nowhere told.")] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="LAT,LON", help="Where that is: 34.9,35.88.")] = None,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="2024-03-12, 2024-W11, 2024-03, 2024-03-01/..; '' for none.")
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="WORDS", help="A remark that is kept with it.")] = None,
    json: JsonOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Say that an event is right, how it should be, or that the page tells no such event.

    It wins over the machine, in every later reading too: it holds on to the words that tell the event. Nothing is
    deleted; judge again to take it back.

    \b
      sayso judge-event confirm ev_91bc --by "Ana Ruz"
      sayso judge-event correct ev_91bc --by "Ana Ruz" --type MOBILIZE --mode troops
      sayso judge-event correct ev_91bc --by "Ana Ruz" --place Tartus --at 34.9,35.88 --date 2024-03-12
      sayso judge-event reject ev_91bc --by "Ana Ruz" --note "a drill"
    """
    from sayso.ledger import judge_event as make

    given = {"mode": mode, "stand": stand, "factuality": factuality, "date": date}
    given |= {"event_type": type_.upper()} if type_ else {}
    labels = {name: value or None for name, value in given.items() if value is not None}
    asked = bool(labels) or any(each is not None for each in (actor, recipient, place, at))
    if asked and kind is not Kind.correct:
        raise typer.BadParameter(f"what it should be is given to correct an event, not to {kind} it")
    if kind is Kind.correct and not asked:
        raise typer.BadParameter("say what is to be corrected: --type, --place …; to say that all is right, confirm")
    if at is not None and not place:
        raise typer.BadParameter("--at goes with --place, the name of what is there")
    with opened(ledger, create=False) as store:
        entry = store.event(event)
        reading = store.reading(entry.reading_id)
        correction = None
        if kind is Kind.correct and reading.document:
            sides = [_parties(reading.document, entry, words) for words in (actor, recipient)]
            correction = _correction(labels, sides, _place(entry, place, at), unplaced=place == "")
        made = store.judge_event(
            make(reading, entry.event, kind.value, by=named(by), at=datetime.now(UTC), correction=correction, note=note)
        )
    if json:
        from sayso.export.json.happened import event_judgement_line

        put_line(event_judgement_line(made))
    else:
        print(f"{made.id}  {kind}  {entry.event.id}")


def _correction(
    labels: dict[str, str | None], sides: list[tuple[Party, ...] | None], place: Candidate | None, *, unplaced: bool
) -> Correction:
    from sayso.ledger import Correction

    return Correction(labels=labels, actors=sides[0], recipients=sides[1], place=place, unplaced=unplaced)


def _parties(document: Document, entry: EventEntry, given: list[str] | None) -> tuple[Party, ...] | None:
    """Return the parties of these words, where they stand nearest to the cue. Raises BadParameter."""
    from sayso.records import Party

    if given is None:
        return None
    known = {party.span: party for party in (*entry.event.actors, *entry.event.recipients)}
    spans = [_nearest(document, words, entry.event.cue[0].start) for words in given if words]
    return tuple(known.get(span) or Party(span=span) for span in spans)


def _nearest(document: Document, words: str, start: int) -> Span:
    from sayso.records import Span

    found, at = [], document.text.find(words)
    while at >= 0:
        found.append(at)
        at = document.text.find(words, at + 1)
    if not found:
        raise typer.BadParameter(f"{words!r} does not stand on the page: give words as it has them")
    begin = min(found, key=lambda each: abs(each - start))
    return Span(start=begin, end=begin + len(words))


def _place(entry: EventEntry, name: str | None, at: str | None) -> Candidate | None:
    """Return where it was; one of the places that its words may mean needs no coordinates. Raises BadParameter."""
    from sayso.records import Candidate

    if not name:
        return None
    if at is None:
        candidates = entry.place.candidates if entry.place else ()
        known = next((each for each in candidates if each.name.casefold() == name.casefold()), None)
        if known is None:
            names = ", ".join(dict.fromkeys(each.name for each in candidates))
            may_be = f"one that its words may mean ({names}), or " if names else ""
            raise typer.BadParameter(f"--place {name}: give {may_be}--at LAT,LON with it")
        return known
    try:
        latitude, longitude = map(float, at.split(","))
    except ValueError as error:
        raise typer.BadParameter("--at wants LAT,LON, as in 34.9,35.88") from error
    return Candidate(
        name=name, geonames_id=None, feature="", country=None, division=None, latitude=latitude, longitude=longitude
    )
