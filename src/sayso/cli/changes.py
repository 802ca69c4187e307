"""`sayso changes`: what a reading found that an older one of its page did not.

In: ids of pages, or none for all. Out: statements that are new, gone, or have another name.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import JsonOption, LedgerOption, app
from sayso.cli.ledgers import opened
from sayso.cli.terminal import make_console, put_line, say

if TYPE_CHECKING:
    from sayso.ledger import Changes


@app.command()
def changes(
    pages: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="Of a page or a reading; else all that were read again.")
    ] = None,
    against: Annotated[
        str | None, typer.Option(metavar="READING", help="The older reading; else the newest other one.")
    ] = None,
    comments: Annotated[bool, typer.Option("--comments", help="What stands in readers' comments, too.")] = False,
    json: JsonOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Tell what is new since a page was read by older weights: statements found now, gone now, and other names.

    The ledger keeps every reading. Both are compared as the machine made them, whatever people judged since.

    \b
      sayso changes page_3f2a
      sayso changes page_3f2a --against read_91bc
      sayso changes --json
    """
    from sayso.export.json.corrections import changes_to_json
    from sayso.report.changes import put_changes

    if against is not None and len(pages or ()) != 1:
        raise typer.BadParameter("--against goes with one page")
    console, told = make_console(), False
    with opened(ledger, create=False) as store:
        asked = (store.changes(each, against, comments=comments) for each in pages or ())
        found: Iterable[Changes] = asked if pages else store.all_changes(comments=comments)
        for each in found:
            told = True
            if json:
                put_line(changes_to_json(each))
            else:
                put_changes(console, each)
    if not told:
        say("no page was read more than once")
