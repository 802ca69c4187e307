"""The command that gives a ledger to assistants.

In: a ledger and the folders that may be read. Out: a server on standard input and output.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.app import LedgerOption, app
from sayso.cli.ledgers import opened


@app.command()
def mcp(
    root: Annotated[
        list[Path] | None,
        typer.Option("--root", metavar="FOLDER", help="Let files below it be read, no others. Repeatable."),
    ] = None,
    ledger: LedgerOption = None,
) -> None:
    """Give assistants the ledger over the Model Context Protocol, on standard input and output.

    Its tools read a page, search statements, get an article and list sources. Every answer carries places, links
    and status, and marks what comes from pages as untrusted.

    \b
      sayso mcp --ledger news.db
      sayso mcp --root ~/clippings
    """
    from sayso.mcp import require_mcp, serve

    require_mcp()
    with opened(ledger) as store:
        serve(store, root or ())
