"""`sayso archive` and `sayso load`: archives of any size into a folder of Parquet files, and from there into a ledger.

In: files, folders, listings; a folder that was written. Out: pieces in a folder; readings in a ledger; a report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import LedgerOption, NoKeepOption, app
from sayso.cli.ledgers import opened
from sayso.cli.terminal import make_console, say, tracked
from sayso.settings import load_settings

if TYPE_CHECKING:
    from sayso.engine.archive.pieces import Report
    from sayso.ledger.ledger import Ledger

_NAMED = 20  # shards that are named


@app.command()
def archive(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to; go on there if it was begun.")],
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="WARC, WACZ, Parquet and other files, folders.")
    ] = None,
    listing: Annotated[
        list[str] | None, typer.Option("--listing", metavar="FILE", help="A file that names files, a line each.")
    ] = None,
    base: Annotated[
        str | None, typer.Option("--base", metavar="FOLDER", help="Where what a listing names begins.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=0, metavar="N", help="Processes, or workers; 0 for one a core.")] = 0,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS", help="A Ray cluster: auto, HOST:PORT, or local for one here."),
    ] = None,
    page_seconds: Annotated[
        float, typer.Option(min=0.1, metavar="S", help="A page that takes longer is a failed one.")
    ] = 120.0,
    plain: Annotated[bool, typer.Option("--plain", help="Take text files as article text.")] = False,
    min_confidence: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="P", help="Leave out what is less sure.")
    ] = None,
    no_keep_pages: NoKeepOption = False,
) -> None:
    """Read archives of any size into a folder, on one machine or a cluster; run again, it goes on where it was.

    A page that cannot be read, or takes too long, is recorded as failed. The exit code is 1 where a whole file could
    not be read, or nothing more could be written: the same command tries those again. `sayso load` brings the folder
    into a ledger.

    \b
      sayso archive crawl/ --out read/ --jobs 4
      sayso archive --listing warc.paths.gz --base /data/cc-news --out read/ --cluster auto
      sayso load read/ --ledger news.db
    """
    from sayso.engine.archive.run import on_this_machine, read_shards
    from sayso.engine.archive.shards import list_shards
    from sayso.engine.archive.work import Given
    from sayso.reading import ReadingSettings

    shards = list_shards(paths or (), listing or (), base)
    given = Given(
        out=out.absolute(),
        settings=ReadingSettings(plain=plain, min_confidence=min_confidence),
        page_seconds=page_seconds,
        max_bytes=load_settings().max_bytes,
        keep_pages=not no_keep_pages,
    )
    if cluster:
        from sayso.engine.archive.cluster import on_cluster

        mapped = on_cluster(cluster, jobs)
    else:
        mapped = on_this_machine(jobs)
    if _tell(tracked(read_shards(shards, given, mapped), len(shards), make_console())):
        raise typer.Exit(1)


@app.command()
def load(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="What `sayso archive` wrote.")],
    ledger: LedgerOption = None,
    no_keep_pages: NoKeepOption = False,
) -> None:
    """Bring what `sayso archive` read into a ledger. What is there already stays as it is.

    \b
      sayso load read/ --ledger news.db
    """
    from sayso.engine.archive.pieces import check, import_arrow, pieces

    import_arrow()
    check(folder)
    found = pieces(folder)
    counted = Counter[str]()
    with opened(ledger, keep_pages=not no_keep_pages) as store:
        for piece in tracked(found, len(found), make_console(), "loading"):
            counted += _loaded(folder, piece, store)
    print(
        f"{counted['readings']:,} readings in {len(found):,} pieces: {counted['new']:,} new,"
        f" {counted['failed']:,} of pages that could not be read"
    )
    if counted["forgotten"]:
        say(f"{counted['forgotten']:,} pages were forgotten, and are not kept a second time")


def _loaded(folder: Path, piece: str, store: Ledger) -> Counter[str]:
    from sayso.engine.archive.pieces import readings_of
    from sayso.errors import ForgottenPage

    counted = Counter[str]()
    for reading in readings_of(folder, piece):
        counted["readings"] += 1
        counted["failed"] += reading.failure is not None
        try:
            counted["new"] += store.store(reading).reading
        except ForgottenPage:
            counted["forgotten"] += 1
    return counted


def _tell(reports: Iterable[Report]) -> bool:
    """Print what became of shards, and say whether one is not through."""
    failed = Counter[str]()
    lost: list[Report] = []
    shards = pages = before = 0
    for report in _noted(reports):
        shards += 1
        pages += report.pages
        before += report.before
        failed.update(report.failed)
        if report.error:
            lost.append(report)
    earlier = f", {before:,} of them earlier" if before else ""
    print(f"{pages:,} pages of {shards - len(lost):,} shards read{earlier}")
    if failed:
        print(f"{failed.total():,} pages failed: {', '.join(f'{n:,} {kind}' for kind, n in failed.most_common())}")
    for report in lost[:_NAMED]:
        say(f"{report.name}: not through: {report.error}")
    if lost:
        say(f"{len(lost):,} of {shards:,} shards are not through: the same command goes on with them")
    return bool(lost)


def _noted(reports: Iterable[Report]) -> Iterator[Report]:
    for report in reports:
        for note in report.notes:
            say(note)
        yield report
