"""`sayso read`: read pages and keep them.

In: files, folders, addresses. Out: reports or JSON Lines, and the readings in a ledger.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import Annotated

import typer

from sayso.cli.app import JsonOption, LedgerOption, NoKeepOption, PrivateOption, RobotsOption, app, fetch_rules
from sayso.cli.ledgers import kept, opened
from sayso.cli.terminal import make_console, put_readings, say, tracked
from sayso.settings import load_settings

OutletOption = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Of one page: who publishes it.")]
PublishedOption = Annotated[str | None, typer.Option("--published", metavar="DAY", help="Of one page: 2024-03-12.")]
AddressOption = Annotated[str | None, typer.Option("--address", metavar="URL", help="Of one page: where it stood.")]
TitleOption = Annotated[str | None, typer.Option("--title", metavar="WORDS", help="Of one page: its headline.")]


@app.command()
def read(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files, folders, http(s) addresses; - for standard input.")
    ],
    json: JsonOption = False,
    plain: Annotated[bool, typer.Option("--plain", help="Take the whole file as article text.")] = False,
    min_confidence: Annotated[
        float | None,
        typer.Option(min=0, max=1, metavar="P", help="Leave out what is less sure; else what F1 is best with."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="ROLE=NAME", help="Of a table: text=body, title=head … Repeatable."),
    ] = None,
    metadata: Annotated[
        str | None, typer.Option("--metadata", metavar="FILE", help="A table that tells of files by their names.")
    ] = None,
    outlet: OutletOption = None,
    published: PublishedOption = None,
    address: AddressOption = None,
    title: TitleOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be read, and read nothing.")] = False,
    ledger: LedgerOption = None,
    no_ledger: Annotated[bool, typer.Option("--no-ledger", help="Keep nothing.")] = False,
    no_keep_pages: NoKeepOption = False,
    again: Annotated[bool, typer.Option("--again", help="Read anew what the ledger has read already.")] = False,
    jobs: Annotated[int, typer.Option(min=0, metavar="N", help="Processes; 0 for one a core.")] = 1,
    ignore_robots: RobotsOption = False,
    allow_private: PrivateOption = None,
) -> None:
    """Read pages: who says what in them, in what words, and where it stands.

    Of one page the report is shown, of several one line each. Whatever is read goes into the ledger, and what it
    has read already is not read again, so that a run that was stopped goes on where it was. A page
    that cannot be read is named on standard error, the others are read all the same, and the exit code is 1.
    A download of many articles (LexisNexis, Factiva, ProQuest) is as many pages, and so is a table (CSV, TSV,
    JSON Lines, Parquet), a row each.

    \b
      sayso read page.txt
      sayso read https://example.org/a.txt
      sayso read news/ --jobs 0 --ledger news.db
      pdftotext report.pdf - | sayso read - --no-ledger
      sayso read news/ --again --json > news.jsonl
      sayso read articles.csv --column text=body --dry-run
      sayso read letter.txt --outlet "Harbour Courier" --published 2024-03-12
    """
    from sayso.cli.many import Tally, ask, preview
    from sayso.engine.local import read_many
    from sayso.engine.resume import Unread
    from sayso.pages.containers import Opened
    from sayso.pages.opening.gather import gather
    from sayso.reading import ReadingSettings, current_run

    if no_ledger and (ledger or no_keep_pages or again):
        raise typer.BadParameter("--no-ledger goes with none of --ledger, --no-keep-pages, --again")
    settings = ReadingSettings(plain=plain, min_confidence=min_confidence)
    rules = fetch_rules(ignore_robots, allow_private)
    gathered = gather(paths, max_bytes=load_settings().max_bytes, rules=rules)
    asked = ask(
        column or [], metadata, outlet=outlet, published=published, address=address, title=title, paths=gathered.places
    )
    opened_files = Opened(gathered, asked)
    if dry_run:
        preview(opened_files, make_console())
        return
    tally, console = Tally(), make_console()
    with nullcontext() if no_ledger else opened(ledger, keep_pages=not no_keep_pages) as store:
        unread = Unread(opened_files, store, current_run(settings), again=again) if store else None
        made = read_many(opened_files if unread is None else unread, settings=settings, jobs=jobs)
        readings = tally.counted(unread.stored(kept(made, store)) if store and unread else made)
        on_screen = json and console.is_terminal  # a bar would stand in the lines
        waiting = opened_files if unread is None else unread
        shown = readings if on_screen else tracked(readings, lambda: waiting.total, console)
        failed = put_readings(shown, console, json=json, brief=lambda: opened_files.total != 1)
        if store and unread and unread.last and opened_files.total == 1:  # one page is shown all the same
            put_readings([store.reading(unread.last.reading_id)], console, json=json, brief=False)
    for note in (*opened_files.notes, *tally.notes()):
        say(note)
    if gathered.skipped:
        kinds = ", ".join(f"{number} {suffix}" for suffix, number in gathered.skipped_kinds)
        say(f"files of other suffixes, left alone: {gathered.skipped} ({kinds})")
    if unread is not None and unread.skipped:
        say(f"read already, skipped: {unread.skipped:,} page{'' if unread.skipped == 1 else 's'}; --again reads anew")
    if failed:
        raise typer.Exit(1)
