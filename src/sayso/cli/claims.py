"""`sayso claims`: what is claimed in the pages of a ledger.

In: words and filters. Out: the claims found, as a report or JSON Lines.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import JsonOption, LedgerOption, app
from sayso.cli.filters import WordsFilter
from sayso.cli.ledgers import opened
from sayso.cli.terminal import make_console, put_line, say

if TYPE_CHECKING:
    from sayso.ledger import ClaimQuery
    from sayso.ledger.ledger import Ledger

_LISTED = 20


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
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most so many; 20, with --format all.")
    ] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="First put all pages together anew.")] = False,
    form_of: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="Write them for other programs: csv, schema_org…")
    ] = None,
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="Where to; - for standard output.")] = "-",
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
      sayso claims --contested --format mentions_csv --out contested.csv
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
        limit=limit or _LISTED,
    )
    console = make_console()
    with opened(ledger, create=False) as store:
        if rebuild:
            store.rebuild_claims()
        if form_of is not None:
            _export(store, query, form_of, out, limit)
            return
        found = store.find_claims(query)
    for number, entry in enumerate(found, 1):
        if json:
            put_line(entry_to_json(entry))
        else:
            put_entry(console, number, entry)
    if not found:
        say("nothing found")


def _export(store: Ledger, query: ClaimQuery, form_of: str, out: str, most: int | None) -> None:
    from sayso.cli.written import check_terminal, counted, written
    from sayso.errors import SettingsError
    from sayso.export.claims import FORMATS, stream

    if form_of not in FORMATS:
        raise SettingsError(f"no format {form_of}: give one of {', '.join(FORMATS)}")
    check_terminal(FORMATS[form_of].binary, out)
    with written(out) as file:
        for part in counted(stream(form_of, store, query, most=most), shown=out != "-"):
            file.write(part)
