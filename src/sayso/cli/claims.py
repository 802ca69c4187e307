"""`sayso claims`: what is claimed in the pages of a ledger.

In: words and filters. Out: the claims found, as a report or JSON Lines.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from sayso.cli.app import JsonOption, LedgerOption, app
from sayso.cli.filters import WordsFilter
from sayso.cli.ledgers import opened
from sayso.cli.terminal import make_console, put_line, say


@app.command()
def claims(
    words: WordsFilter = None,
    contested: Annotated[bool, typer.Option("--contested", help="What some assert and others deny.")] = False,
    page: Annotated[str | None, typer.Option(metavar="ID", help="Stated or denied on this page.")] = None,
    holder: Annotated[str | None, typer.Option(metavar="NAME", help="Whole name of who states or denies it.")] = None,
    min_origins: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="With at least so many independent origins.")
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="On a page published since.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many.")] = 20,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="First put all pages together anew.")] = False,
    json: JsonOption = False,
    ledger: LedgerOption = None,
) -> None:
    """List what is claimed in the pages of the ledger, that came to be shown last first.

    A claim is listed that two pages or two holders state, or that somebody denies or contradicts. Origins are counted,
    never articles; sayso never says what is true. `sayso show claim_ID` tells all of one.

    \b
      sayso claims --contested
      sayso claims pumps --min-origins 2
      sayso claims --holder "Timo Falk" --since 2031-04-01 --json
      sayso claims --rebuild
    """
    from sayso.export.json.claims import entry_to_json
    from sayso.ledger import ClaimQuery
    from sayso.report.claims import put_entry

    query = ClaimQuery(
        words=" ".join(words) if words else None,
        contested=contested or None,
        page_id=page,
        holder=holder,
        origins=min_origins,
        since=since.date() if since else None,
        limit=limit,
    )
    console = make_console()
    with opened(ledger, create=False) as store:
        if rebuild:
            store.rebuild_claims()
        found = store.find_claims(query)
    for number, entry in enumerate(found, 1):
        if json:
            put_line(entry_to_json(entry))
        else:
            put_entry(console, number, entry)
    if not found:
        say("nothing found")
