"""`sayso dossier`: pages put together. In: pages, or ids in a ledger. Out: what they claim, as a table or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import LedgerOption, app
from sayso.cli.given import readings_of
from sayso.cli.terminal import make_console, put_line

if TYPE_CHECKING:
    from sayso.records import Reading


@app.command()
def dossier(
    pages: Annotated[list[str], typer.Argument(metavar="PAGE", help="Files, folders, or ids of pages in the ledger.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    name: Annotated[str, typer.Option("--name", metavar="WORDS", help="What to call it.")] = "dossier",
    contested: Annotated[bool, typer.Option("--contested", help="Only what somebody denies or contradicts.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """Put pages together: what is claimed in them, who says so, who denies it, on whose word it rests.

    A line a claim, a column an outlet. Origins are counted, never articles; sayso never says what is true. Files are
    read, but not kept.

    \b
      sayso dossier wire.txt agency.txt opposition.txt
      sayso dossier news/ --contested
      sayso dossier page_3f2a page_91bc --ledger news.db
      sayso dossier --json news/*.txt > dossier.json
    """
    from sayso.claims.dossier import make_dossier
    from sayso.export.json.dossier import dossier_object
    from sayso.export.json.page import one_line
    from sayso.report.dossier import put_dossier

    failed: list[Reading] = []
    made = make_dossier(readings_of(pages, ledger, failed))
    if json:
        put_line(one_line(dossier_object(made, name)))
    else:
        put_dossier(make_console(), made, contested=contested)
    if failed:
        raise typer.Exit(1)
