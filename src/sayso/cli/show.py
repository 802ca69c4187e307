"""`sayso show`: a reading that the ledger holds.

In: the id of a page, a reading or a statement. Out: the report of its reading, or JSON.
"""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.app import JsonOption, LedgerOption, app
from sayso.cli.ledgers import opened
from sayso.cli.terminal import make_console, put_line


@app.command()
def show(
    given: Annotated[str, typer.Argument(metavar="ID", help="Of a page, a reading, a document or a statement.")],
    json: JsonOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Show a reading that the ledger holds. The first digits of an id are enough.

    \b
      sayso show page_3f2a
      sayso show st_91bc --json
    """
    from sayso.export.json.page import to_json
    from sayso.report.page import render

    with opened(ledger, create=False) as store:
        reading = store.reading(given)
    if json:
        put_line(to_json(reading))
    else:
        render(reading, make_console())
