"""`sayso events`: what happened, where, when, how many, and on whose word.

In: pages, or filters for those of a ledger. Out: the events found, as a report, JSON Lines, or other people's formats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import JsonOption, LedgerOption, app
from sayso.cli.filters import CommentsFilter, ConfidenceFilter
from sayso.cli.ledgers import opened
from sayso.cli.terminal import make_console, put_line, say, tracked

if TYPE_CHECKING:
    from sayso.ledger import EventQuery, Near
    from sayso.records import Reading

_LISTED = 20
_DAY = ["%Y-%m-%d"]
_WITH_PATHS = "--plain and --jobs are for reading pages; filters, --limit and --ledger for those of a ledger"


@app.command()
def events(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATHS", help="Files, folders, addresses; without: the ledger's.")
    ] = None,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="ASSAULT, PROTEST, AGREE…")] = None,
    mode: Annotated[str | None, typer.Option(metavar="MODE", help="How: drone, strike, arrest…")] = None,
    context: Annotated[str | None, typer.Option(metavar="CONTEXT", help="About what: military, election…")] = None,
    actor: Annotated[str | None, typer.Option(metavar="WORDS", help="Who does it.")] = None,
    recipient: Annotated[str | None, typer.Option(metavar="WORDS", help="Whom it is done to.")] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE", help="Of either side, as in KEN; or IGO.")] = None,
    place: Annotated[str | None, typer.Option(metavar="WORDS", help="Where it happened, by name.")] = None,
    near: Annotated[
        str | None, typer.Option(metavar="LAT,LON,KM", help="Where, within so many km: 34.9,35.88,50.")
    ] = None,
    since: Annotated[datetime | None, typer.Option(formats=_DAY, metavar="DAY", help="It happened since.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=_DAY, metavar="DAY", help="It happened until.")] = None,
    source: Annotated[str | None, typer.Option(metavar="WORDS", help="Who tells it.")] = None,
    factuality: Annotated[str | None, typer.Option(metavar="VALUE", help="How sure that is: CT+, PR-, Uu…")] = None,
    stand: Annotated[str | None, typer.Option(metavar="STAND", help="actual, denied, planned, feared…")] = None,
    words: Annotated[str | None, typer.Option("--words", metavar="WORDS", help="Anywhere in its words.")] = None,
    page: Annotated[list[str] | None, typer.Option(metavar="ID", help="On this page. Repeatable.")] = None,
    min_confidence: ConfidenceFilter = None,
    comments: CommentsFilter = False,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most so many; 20, with --format all.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Of PATHS, take the whole file as article text.")] = False,
    jobs: Annotated[int, typer.Option(min=0, metavar="N", help="Processes; 0 for one a core.")] = 1,
    form_of: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="Write them for other programs: acled, polecat…")
    ] = None,
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="Where to; - for standard output.")] = "-",
    json: JsonOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Tell what happened, where, when and how many, each on whose word: of pages, or of the ledger.

    Types, modes and contexts are those of PLOVER; what they mean stands in docs/labels.md. With PATHS pages are read
    and not kept, an event once with all who tell it; with --json a line a page. Without, the events of the ledger are
    listed, newest reading first: all that is given must hold, and one without a day is never found by --since and
    --until, nor one without a place by --near. sayso never says what is true.

    \b
      sayso events page.txt
      sayso events news/ --json > events.jsonl
      sayso events --type ASSAULT --near 34.9,35.88,50 --since 2024-03-01
      sayso events --actor fleet --factuality CT- --source spokesman
      sayso events --context election --country KEN --json
      sayso events --type PROTEST --format acled --out protests.csv
    """
    query = _query(
        type_, mode, context, country, factuality, stand,
        actor=actor, recipient=recipient, place=place, near=_near(near),
        since=since.date() if since else None, until=until.date() if until else None,
        source=source, words=words, page_ids=tuple(page) if page else None, min_confidence=min_confidence,
        comments=comments, limit=limit,
    )  # fmt: skip
    if paths:
        from sayso.ledger import EventQuery

        if query != EventQuery() or ledger:
            raise typer.BadParameter(f"with PATHS, give no filters: {_WITH_PATHS}")
        _of_pages(paths, plain=plain, jobs=jobs, json=json, form_of=form_of, out=out)
        return
    if plain or jobs != 1:
        raise typer.BadParameter(f"without PATHS: {_WITH_PATHS}")
    if form_of is not None:
        from sayso.export.events import stream

        with opened(ledger, create=False) as store:
            _write(form_of, out, lambda: stream(form_of, store, query))
        return
    _of_ledger(query, ledger, json=json)


def _of_pages(paths: list[str], *, plain: bool, jobs: int, json: bool, form_of: str | None, out: str) -> None:
    from sayso.engine.local import read_many
    from sayso.export.events.sheets import make_sheet
    from sayso.export.json.happened import page_line
    from sayso.export.json.page import one_line
    from sayso.pages.containers import Opened
    from sayso.pages.opening.gather import gather
    from sayso.reading import ReadingSettings
    from sayso.report.events import put_page
    from sayso.settings import load_settings

    files = Opened(gather(paths, max_bytes=load_settings().max_bytes))
    readings = read_many(files, jobs=jobs, settings=ReadingSettings(plain=plain))
    console, tally = make_console(), Counter[str]()
    if form_of is not None:
        from sayso.export.events import write_events

        sheets = filter(None, map(make_sheet, _counted(readings, tally)))
        _write(form_of, out, lambda: write_events(form_of, sheets))
        _close(files.notes, tally)
        return
    on_screen = json and console.is_terminal  # a bar would stand in the lines
    for reading in _counted(readings if on_screen else tracked(readings, lambda: files.total, console), tally):
        if json:
            put_line(one_line(page_line(reading)))
        elif sheet := make_sheet(reading):
            if tally["shown"]:
                console.print()
            put_page(console, sheet)
            tally["shown"] += 1
    if tally["read"] and not (json or tally["shown"]):
        say("no events found")
    _close(files.notes, tally)


def _counted(readings: Iterable[Reading], tally: Counter[str]) -> Iterator[Reading]:
    """Yield readings, counting what became of each; failures are told at once."""
    for reading in readings:
        if reading.failure:
            say(reading.failure.message)
        tally["failed" if reading.failure else "unread" if reading.events is None else "read"] += 1
        yield reading


def _close(notes: Iterable[str], tally: Counter[str]) -> None:
    for note in notes:
        say(note)
    if unread := tally["unread"]:
        say(f"nothing was looked for in {unread:,} page{'' if unread == 1 else 's'}: this run codes no events there")
    if tally["failed"]:
        raise typer.Exit(1)


def _write(form_of: str, out: str, make: Callable[[], Iterator[bytes]]) -> None:
    from sayso.cli.written import check_terminal, counted, written
    from sayso.export.events.formats import find_format

    check_terminal(find_format(form_of).binary, out)
    with written(out) as file:
        for part in counted(make(), shown=out != "-"):
            file.write(part)


def _of_ledger(query: EventQuery, ledger: str | None, *, json: bool) -> None:
    from dataclasses import replace

    from sayso.export.json.happened import entry_line, with_documents
    from sayso.export.json.page import one_line
    from sayso.report.events import put_entry

    console, number = make_console(), 0
    with opened(ledger, create=False) as store:
        found = store.events(replace(query, limit=query.limit or _LISTED))
        for number, entry in enumerate(found, 1):
            if json:
                for each, document in with_documents(store, (entry,)):
                    put_line(one_line(entry_line(each, document)))
            else:
                put_entry(console, number, entry)
    if not number:
        say("nothing found")


def _query(
    type_: str | None,
    mode: str | None,
    context: str | None,
    country: str | None,
    factuality: str | None,
    stand: str | None,
    **others: object,
) -> EventQuery:
    """Return the query that options ask for; `others` are fields of it as they are. Raises BadParameter."""
    from sayso.labels import EVENT_MODES, EVENT_VALUES, FACTUALITIES
    from sayso.ledger import EventQuery

    kind = _one_of("--type", type_ and type_.upper(), EVENT_VALUES["event_type"])
    modes = EVENT_MODES[kind] if kind else tuple(dict.fromkeys(each for some in EVENT_MODES.values() for each in some))
    return EventQuery(
        event_type=kind,
        mode=_one_of("--mode", mode, modes),
        context=_one_of("--context", context, EVENT_VALUES["context"]),
        country=country and country.upper(),
        factuality=_one_of("--factuality", factuality, FACTUALITIES),
        stand=_one_of("--stand", stand, EVENT_VALUES["stand"]),
        **others,  # type: ignore[arg-type]
    )


def _one_of(option: str, given: str | None, values: tuple[str, ...]) -> str | None:
    if given is None or given in values:
        return given
    raise typer.BadParameter(f"{option} {given}: give one of {', '.join(values) or 'none: that type has no modes'}")


def _near(given: str | None) -> Near | None:
    """Return what LAT,LON,KM asks for. Raises BadParameter."""
    from sayso.doors.events import read_near

    try:
        return None if given is None else read_near(given)
    except ValueError as error:
        raise typer.BadParameter(f"--near {given}: {error}") from error
