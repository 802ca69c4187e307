"""`sayso sources`: who speaks.

In: pages, or a ledger. Out: who speaks in them, in figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import JsonOption, LedgerOption, app
from sayso.cli.ledgers import opened
from sayso.cli.terminal import make_console, put_line, say, tracked
from sayso.settings import load_settings

if TYPE_CHECKING:
    from sayso.records import Reading

_ID = re.compile(r"(page|doc|read|st)_[0-9a-f]{1,16}")


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
    survey = survey_sources(_asked_for(pages or [], ledger, failed), comments=comments)
    if json:
        put_line(to_json(survey))
    else:
        put_sources(make_console(), survey)
    if failed:
        raise typer.Exit(1)


def _asked_for(given: list[str], ledger: str | None, failed: list[Reading]) -> Iterator[Reading]:
    """Yield the readings of paths, made now, and of ids in the ledger; of the whole ledger where none is given.

    A path that cannot be read is named on standard error, and its reading added to `failed`.
    """
    from sayso.engine.local import read_many
    from sayso.pages.containers import Opened
    from sayso.pages.opening.gather import gather

    ids = [each for each in given if _ID.fullmatch(each) and not Path(each).exists()]
    gathered = gather([each for each in given if each not in ids], max_bytes=load_settings().max_bytes)
    pages = Opened(gathered)
    for reading in tracked(read_many(pages), lambda: pages.total, make_console()):
        if reading.failure:
            say(reading.failure.message)
            failed.append(reading)
        yield reading
    if ids or not given:
        with opened(ledger, create=False) as store:
            yield from map(store.reading, ids) if ids else store.current()
