"""`sayso show`: a reading or a claim that the ledger holds.

In: the id of a page, a reading, a statement or a claim. Out: the report of its reading, or of the claim, or JSON.
"""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.app import JsonOption, LedgerOption, app
from sayso.cli.ledgers import opened
from sayso.cli.terminal import make_console, put_line


@app.command()
def show(
    given: Annotated[
        str, typer.Argument(metavar="ID", help="Of a page, a reading, a document, a statement or a claim.")
    ],
    json: JsonOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Show a reading or a claim that the ledger holds. The first digits of an id are enough.

    \b
      sayso show page_3f2a
      sayso show st_91bc --json
      sayso show claim_52be
    """
    if given.startswith("claim_"):
        _show_claim(given, ledger, json=json)
        return
    from sayso.export.json.page import to_json
    from sayso.report.page import render

    with opened(ledger, create=False) as store:
        reading = store.reading(given)
    if json:
        put_line(to_json(reading))
    else:
        render(reading, make_console())


def _show_claim(given: str, ledger: str | None, *, json: bool) -> None:
    from sayso.doors.claims import MOST_MEMBERS
    from sayso.export.json.claims import answer_to_json, documents_of
    from sayso.report.claims import put_claim

    with opened(ledger, create=False) as store:
        answer = store.claim(given, limit=MOST_MEMBERS)
        if json:
            put_line(answer_to_json(answer, documents_of(store, answer)))
        else:
            put_claim(make_console(), answer)
