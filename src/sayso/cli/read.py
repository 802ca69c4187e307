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
    ledger: LedgerOption = None,
    no_ledger: Annotated[bool, typer.Option("--no-ledger", help="Keep nothing.")] = False,
    no_keep_pages: NoKeepOption = False,
    jobs: Annotated[int, typer.Option(min=0, metavar="N", help="Processes; 0 for one a core.")] = 1,
    ignore_robots: RobotsOption = False,
    allow_private: PrivateOption = None,
) -> None:
    """Read pages: who says what in them, in what words, and where it stands.

    Of one page the report is shown, of several one line each. Whatever is read goes into the ledger. A page
    that cannot be read is named on standard error, the others are read all the same, and the exit code is 1.

    \b
      sayso read page.txt
      sayso read https://example.org/a.txt
      sayso read news/ --jobs 0 --ledger news.db
      pdftotext report.pdf - | sayso read - --no-ledger
      sayso read news/ --json > news.jsonl
    """
    from sayso.engine.local import read_many
    from sayso.pages.opening.gather import gather
    from sayso.reading import ReadingSettings

    if no_ledger and (ledger or no_keep_pages):
        raise typer.BadParameter("--no-ledger goes with neither --ledger nor --no-keep-pages")
    settings = ReadingSettings(plain=plain, min_confidence=min_confidence)
    rules = fetch_rules(ignore_robots, allow_private)
    gathered = gather(paths, max_bytes=load_settings().max_bytes, rules=rules)
    readings = read_many(gathered, settings=settings, jobs=jobs)
    with nullcontext() if no_ledger else opened(ledger, keep_pages=not no_keep_pages) as store:
        stored, console = kept(readings, store), make_console()
        on_screen = json and console.is_terminal  # a bar would stand in the lines
        shown = stored if on_screen else tracked(stored, gathered.total, console)
        failed = put_readings(shown, console, json=json, brief=gathered.total != 1)
    if gathered.skipped:
        kinds = ", ".join(f"{number} {suffix}" for suffix, number in gathered.skipped_kinds)
        say(f"files of other suffixes, left alone: {gathered.skipped} ({kinds})")
    if failed:
        raise typer.Exit(1)
