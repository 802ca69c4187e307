"""`sayso status` and `sayso forget`: what the ledger holds, and what it shall not.

In: a ledger, the id of a page. Out: counts; or the page gone, with its id.
"""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.app import LedgerOption, app
from sayso.cli.ledgers import opened
from sayso.cli.terminal import make_console


@app.command()
def status(ledger: LedgerOption = None) -> None:
    """Tell what the ledger holds, and which model and version read.

    \b
      sayso status --ledger news.db
    """
    from sayso.reading import ReadingSettings, current_run
    from sayso.report.found import put_program, put_status

    put_program(make_console(), current_run(ReadingSettings()))
    with opened(ledger, create=False) as store:
        put_status(make_console(), store.status())


@app.command()
def forget(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="The id of a page.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """Remove the bytes, text and names of a page from the ledger for good. Its hash stays.

    \b
      sayso forget page_3f2a9c01
    """
    with opened(ledger, create=False) as store:
        if not yes and not typer.confirm(f"Forget {page} for good?", err=True):
            raise typer.Exit(1)
        print(f"forgot {store.forget(page)}")
