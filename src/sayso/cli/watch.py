"""`sayso watch`: follow feeds.

In: feeds and lists of feeds. Out: new pages read into a ledger, round after round.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import JsonOption, LedgerOption, NoKeepOption, PrivateOption, RobotsOption, app, fetch_rules
from sayso.cli.ledgers import kept, opened
from sayso.cli.terminal import make_console, put_readings
from sayso.settings import load_settings

if TYPE_CHECKING:
    from sayso.ledger.ledger import Ledger
    from sayso.records import Reading
    from sayso.watch import Watch


@app.command()
def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED", help="RSS, Atom or OPML: addresses or files.")],
    once: Annotated[bool, typer.Option("--once", help="Go round the feeds once and end.")] = False,
    every: Annotated[int, typer.Option(min=1, metavar="MINUTES", help="How long to wait between two rounds.")] = 15,
    json: JsonOption = False,
    ledger: LedgerOption = None,
    no_keep_pages: NoKeepOption = False,
    ignore_robots: RobotsOption = False,
    allow_private: PrivateOption = None,
) -> None:
    """Follow feeds, and read what is new in them into the ledger, until Ctrl-C.

    What was read is remembered beside the ledger: stopped and started again, it goes on where it was. A page
    that fails is tried in ten rounds; with --once the exit code is 1 if any failed.

    \b
      sayso watch https://example.org/news.rss --ledger news.db
      sayso watch feeds.opml --once --json
    """
    import time
    from dataclasses import replace

    from sayso.watch import Memory, Watch, memory_path

    rules = replace(fetch_rules(ignore_robots, allow_private), max_bytes=load_settings().max_bytes)
    with opened(ledger, keep_pages=not no_keep_pages) as store:
        watching = Watch(feeds, memory=Memory(memory_path(store.name)), rules=rules)
        failed = put_readings(_new(watching, store), make_console(), json=json, brief=True)
        while not once:
            time.sleep(60 * every)
            put_readings(_new(watching, store), make_console(), json=json, brief=True)
    if failed:
        raise typer.Exit(1)


def _new(watching: Watch, store: Ledger) -> Iterator[Reading]:
    """Yield the readings of one round as they are stored, and the failures of feeds, which are not.

    A page that is known, from another feed say, is done with: its sighting is kept.
    """
    from sayso.engine.local import read_many
    from sayso.engine.resume import KnownPage, known_page
    from sayso.pages.opening.gather import FailedPage
    from sayso.reading import ReadingSettings, current_run
    from sayso.watch import Due

    run = current_run(ReadingSettings())
    for due in watching.round():
        if isinstance(due, Due):
            page = watching.bring(due)
            known = page if isinstance(page, FailedPage) else known_page(store, page, run)
            if isinstance(known, KnownPage):
                watching.done(due)
                continue
            for reading in kept(read_many([known]), store):
                watching.done(due, failed=reading.failure is not None)
                yield reading
        else:
            yield from read_many([due])
