"""`sayso sources`: who speaks.

In: pages, or a ledger. Out: who speaks in them, in figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import JsonOption, LedgerOption, app
from sayso.cli.given import readings_of
from sayso.cli.terminal import make_console, put_line

if TYPE_CHECKING:
    from sayso.records import Reading


@app.command()
def sources(
    pages: Annotated[
        list[str] | None, typer.Argument(metavar="PAGE", help="Files or folders, or ids in the ledger; else all of it.")
    ] = None,
    comments: Annotated[bool, typer.Option("--comments", help="What stands in readers' comments, too.")] = False,
    json: JsonOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Tell who speaks in pages: by kind and naming, through whose hands, from which origins.

    Also how much of the text rests on unnamed speakers, state media and documents. Files are read, but not kept.

    \b
      sayso sources page.txt
      sayso sources page_3f2a page_91bc --ledger news.db
      sayso sources --json
    """
    from sayso.export.json.sources import to_json
    from sayso.report.sources import put_sources
    from sayso.survey import survey_sources

    failed: list[Reading] = []
    survey = survey_sources(readings_of(pages or [], ledger, failed), comments=comments)
    if json:
        put_line(to_json(survey))
    else:
        put_sources(make_console(), survey)
    if failed:
        raise typer.Exit(1)
