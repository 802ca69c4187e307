"""The command line: parse, call, print.

In: arguments and SAYSO_* settings. Out: reports or JSON Lines on standard output, messages on standard
error, and an exit code: 0, 1 for what failed, 2 for what was asked wrongly, 130 after Ctrl-C. Libraries are
loaded by the command that needs them, so that `--help` answers at once.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from sayso.errors import ForgottenPage, SaysoError
from sayso.settings import load_settings

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.ledger import Query
    from sayso.ledger.ledger import Ledger
    from sayso.pages.fetch import FetchRules
    from sayso.records import Page, Reading
    from sayso.watch import Watch


class _Commands(TyperGroup):
    """Commands whose known errors are one line on standard error."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Run the command."""
        try:
            return super().invoke(ctx)
        except SaysoError as error:
            _say(str(error))
            raise typer.Exit(1) from error
        except KeyboardInterrupt as interrupt:
            _say("stopped; every page stored so far is whole")
            raise typer.Exit(130) from interrupt


app = typer.Typer(
    cls=_Commands,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

LedgerOption = Annotated[
    str | None,
    typer.Option("--ledger", metavar="FILE", help="The ledger. Else $SAYSO_LEDGER, else ./sayso.db."),
]
_ID = re.compile(r"(page|doc|read|st)_[0-9a-f]{1,16}")
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
NoKeepOption = Annotated[bool, typer.Option("--no-keep-pages", help="Keep readings, but not the pages' bytes.")]
RobotsOption = Annotated[
    bool,
    typer.Option("--ignore-robots", help="Fetch what a site's robots.txt asks programs to leave alone; unasked."),
]
PrivateOption = Annotated[
    list[str] | None,
    typer.Option("--allow-private", metavar="HOST:PORT", help="Fetch from this host, public or not. Repeatable."),
]


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that is not UTF-8 is no reason to fail
    app(prog_name="sayso")


def _tell_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"sayso {version('sayso')}")
        raise typer.Exit


@app.callback()
def _sayso(
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Print the version.")
    ] = False,
) -> None:
    """On whose say-so? Read news and keep the record of who said what. sayso never says what is true.

    \b
      sayso read page.txt          read a page and show who said what in it
      sayso read news/ --jobs 2    read a folder into the ledger
      sayso search troops --source ministry
      sayso demo                   see it all on pages that travel with sayso
    """


@app.command()
def read(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files, folders, http(s) addresses; - for standard input.")
    ],
    json: JsonOption = False,
    plain: Annotated[bool, typer.Option("--plain", help="Take the whole file as article text.")] = False,
    min_confidence: Annotated[
        float | None,
        typer.Option(min=0, max=1, metavar="P", help="Leave out what is less sure; else what F1 is best with."),
    ] = None,
    ledger: LedgerOption = None,
    no_ledger: Annotated[bool, typer.Option("--no-ledger", help="Keep nothing.")] = False,
    no_keep_pages: NoKeepOption = False,
    jobs: Annotated[int, typer.Option(min=0, metavar="N", help="Processes; 0 for one a core.")] = 1,
    ignore_robots: RobotsOption = False,
    allow_private: PrivateOption = None,
) -> None:
    """Read pages: who says what in them, in what words, and where it stands.

    Of one page the report is shown, of several one line each. Whatever is read goes into the ledger. A page
    that cannot be read is named on standard error, the others are read all the same, and the exit code is 1.

    \b
      sayso read page.txt
      sayso read https://example.org/a.txt
      sayso read news/ --jobs 0 --ledger news.db
      pdftotext report.pdf - | sayso read - --no-ledger
      sayso read news/ --json > news.jsonl
    """
    from sayso.engine.local import read_many
    from sayso.pages.gather import gather
    from sayso.reading import ReadingSettings

    if no_ledger and (ledger or no_keep_pages):
        raise typer.BadParameter("--no-ledger goes with neither --ledger nor --no-keep-pages")
    settings = ReadingSettings(plain=plain, min_confidence=min_confidence)
    rules = _fetch_rules(ignore_robots, allow_private)
    gathered = gather(paths, max_bytes=load_settings().max_bytes, rules=rules)
    readings = read_many(gathered, settings=settings, jobs=jobs)
    with nullcontext() if no_ledger else _opened(ledger, keep_pages=not no_keep_pages) as store:
        kept, console = _kept(readings, store), _console()
        on_screen = json and console.is_terminal  # a bar would stand in the lines
        shown = kept if on_screen else _tracked(kept, gathered.total, console)
        failed = _put_readings(shown, console, json=json, brief=gathered.total != 1)
    if gathered.skipped:
        _say(f"files of other suffixes, left alone: {gathered.skipped}")
    if failed:
        raise typer.Exit(1)


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

    rules = replace(_fetch_rules(ignore_robots, allow_private), max_bytes=load_settings().max_bytes)
    with _opened(ledger, keep_pages=not no_keep_pages) as store:
        watching = Watch(feeds, memory=Memory(memory_path(store.name)), rules=rules)
        failed = _put_readings(_new(watching, store), _console(), json=json, brief=True)
        while not once:
            time.sleep(60 * every)
            _put_readings(_new(watching, store), _console(), json=json, brief=True)
    if failed:
        raise typer.Exit(1)


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
    from sayso.export.page_json import to_json
    from sayso.report.page import render

    with _opened(ledger, create=False) as store:
        reading = store.reading(given)
    if json:
        _put_line(to_json(reading))
    else:
        render(reading, _console())


@app.command()
def search(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help="Quote a phrase: '\"state agency\"'.")
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="WORDS", help="Who says it.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="WORDS", help="Who publishes it.")] = None,
    origin: Annotated[str | None, typer.Option(metavar="WORDS", help="Whom it comes from, first of all.")] = None,
    form: Annotated[str | None, typer.Option(metavar="FORM", help="direct, mixed or indirect.")] = None,
    act: Annotated[str | None, typer.Option(metavar="ACT", help="What the source does: accuse, admit, deny…")] = None,
    denies: Annotated[bool, typer.Option("--denies", help="What denies, by its act or by what it says.")] = False,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Who speaks: government, state_media…")] = None,
    naming: Annotated[str | None, typer.Option(metavar="NAMING", help="named, body, unnamed or none.")] = None,
    stance: Annotated[
        str | None, typer.Option(metavar="STANCE", help="How the text treats it: distanced, undercut…")
    ] = None,
    min_confidence: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="P", help="Leave out what is less sure.")
    ] = None,
    comments: Annotated[bool, typer.Option("--comments", help="What stands in readers' comments, too.")] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many.")] = 20,
    json: JsonOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Find statements by their words, who says them, what they do and where.

    All that is given must hold. Without WORDS every statement with the given labels is found. What the labels
    mean stands in docs/labels.md; a value that is none is answered with those there are.

    \b
      sayso search troops coast
      sayso search --source ministry --form direct
      sayso search --act accuse --kind state_media
      sayso search --denies --naming unnamed --origin "coast radio"
      sayso search harbour --outlet courier --json
    """
    from sayso.ledger import Query

    query = Query(
        words=" ".join(words) if words else None,
        source=source,
        outlet=outlet,
        origin=origin,
        form=_one_of("form", form, "--form"),
        act=_one_of("act", act, "--act"),
        denies=denies or None,
        kind=_one_of("source_kind", kind, "--kind"),
        naming=_one_of("naming", naming, "--naming"),
        stance=_one_of("stance", stance, "--stance"),
        min_confidence=min_confidence,
        comments=comments,
        limit=limit,
    )
    with _opened(ledger, create=False) as store:
        _put_hits(store, query, json=json)


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
    from sayso.export.sources_json import to_json
    from sayso.report.sources import put_sources
    from sayso.sources import survey_sources

    failed: list[Reading] = []
    survey = survey_sources(_asked_for(pages or [], ledger, failed), comments=comments)
    if json:
        _put_line(to_json(survey))
    else:
        put_sources(_console(), survey)
    if failed:
        raise typer.Exit(1)


@app.command()
def status(ledger: LedgerOption = None) -> None:
    """Tell what the ledger holds, and which model and version read.

    \b
      sayso status --ledger news.db
    """
    from sayso.reading import ReadingSettings, current_run
    from sayso.report.found import put_program, put_status

    put_program(_console(), current_run(ReadingSettings()))
    with _opened(ledger, create=False) as store:
        put_status(_console(), store.status())


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
    with _opened(ledger, create=False) as store:
        if not yes and not typer.confirm(f"Forget {page} for good?", err=True):
            raise typer.Exit(1)
        print(f"forgot {store.forget(page)}")


@app.command()
def demo(
    ledger: Annotated[Path, typer.Option(metavar="FILE", help="A ledger of its own.")] = Path("demo-ledger/sayso.db"),
) -> None:
    """Read the pages that travel with sayso, and show the report of one and the status.

    They are dispatches of invented outlets on one contested event in an invented country.

    \b
      sayso demo
    """
    from sayso.engine.local import read_many
    from sayso.report.found import put_status
    from sayso.report.page import render

    ledger.parent.mkdir(parents=True, exist_ok=True)
    console, pages = _console(), _demo_pages()
    with _opened(str(ledger)) as store:
        readings = list(_tracked(_kept(read_many(pages), store), len(pages), console))
        render(max(readings, key=lambda reading: len(reading.statements)), console)
        console.print()
        _put_readings(readings, console, json=False, brief=True)
        console.print()
        put_status(console, store.status())
    print(f"\nGo on: sayso search aircraft --ledger {ledger}")


def _one_of(label: str, given: str | None, option: str) -> str | None:
    """Return the value of a label as it was given. Raises BadParameter with the values that there are."""
    from sayso.labels import VALUES

    if given is None or given in VALUES[label]:
        return given
    raise typer.BadParameter(f"{option} {given}: give one of {', '.join(VALUES[label])}")


def _demo_pages() -> list[Page]:
    from importlib.resources import files

    from sayso.records import Page

    found = sorted((files("sayso") / "demo").iterdir(), key=lambda file: file.name)
    return [Page(data=file.read_bytes(), location=f"demo/{file.name}") for file in found if file.name.endswith(".txt")]


def _fetch_rules(ignore_robots: bool, allow_private: list[str] | None) -> FetchRules:
    from sayso.errors import SettingsError
    from sayso.pages.fetch import FetchRules

    try:
        return FetchRules(ignore_robots=ignore_robots, allow_private=frozenset(allow_private or ()))
    except SettingsError as error:
        raise typer.BadParameter(f"--allow-private {error}") from error


@contextmanager
def _opened(given: str | None, *, create: bool = True, keep_pages: bool = True) -> Iterator[Ledger]:
    from sayso.ledger import open_ledger

    with open_ledger(given or load_settings().ledger, create=create, keep_pages=keep_pages) as ledger:
        if ledger.created:
            _say(f"made the ledger {ledger.name}")
        yield ledger


def _kept(readings: Iterable[Reading], store: Ledger | None) -> Iterator[Reading]:
    """Yield the readings as they are stored; one of a forgotten page is a failure, and the others go on."""
    for reading in readings:
        yield _stored(reading, store) if store else reading


def _new(watching: Watch, store: Ledger) -> Iterator[Reading]:
    """Yield the readings of one round as they are stored, and the failures of feeds, which are not."""
    from sayso.engine.local import read_many
    from sayso.watch import Due

    for due in watching.round():
        if isinstance(due, Due):
            for reading in _kept(read_many([watching.bring(due)]), store):
                watching.done(due, failed=reading.failure is not None)
                yield reading
        else:
            yield from read_many([due])


def _stored(reading: Reading, store: Ledger) -> Reading:
    from dataclasses import replace

    from sayso.records import Failure

    try:
        store.store(reading)
    except ForgottenPage as error:
        message = f"{reading.page.location}: {error} --no-ledger reads it without keeping it."
        return replace(reading, document=None, statements=(), failure=Failure(kind="forgotten", message=message))
    return reading


def _asked_for(given: list[str], ledger: str | None, failed: list[Reading]) -> Iterator[Reading]:
    """Yield the readings of paths, made now, and of ids in the ledger; of the whole ledger where none is given.

    A path that cannot be read is named on standard error, and its reading added to `failed`.
    """
    from sayso.engine.local import read_many
    from sayso.pages.gather import gather

    ids = [each for each in given if _ID.fullmatch(each) and not Path(each).exists()]
    gathered = gather([each for each in given if each not in ids], max_bytes=load_settings().max_bytes)
    for reading in _tracked(read_many(gathered), gathered.total, _console()):
        if reading.failure:
            _say(reading.failure.message)
            failed.append(reading)
        yield reading
    if ids or not given:
        with _opened(ledger, create=False) as store:
            yield from map(store.reading, ids) if ids else store.current()


def _tracked(readings: Iterable[Reading], total: int | None, console: Console) -> Iterator[Reading]:
    """Yield the readings under a progress bar, where somebody sees it and there is more than one."""
    if total == 1 or not sys.stderr.isatty():
        yield from readings
        return
    from rich.console import Console as Terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    # one console for both where both are the terminal: what is printed then stands above the bar, not in it
    shown_on = console if console.is_terminal else Terminal(stderr=True)
    columns = TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=shown_on, redirect_stdout=False, transient=True) as progress:
        yield from progress.track(readings, total=total)


def _put_readings(readings: Iterable[Reading], console: Console, *, json: bool, brief: bool) -> int:
    """Print every reading, name those that failed on standard error, and return how many did."""
    from sayso.export.page_json import to_json
    from sayso.report.page import put_summary, render

    put = put_summary if brief else render
    failed = 0
    for reading in readings:
        if reading.failure:
            failed += 1
            _say(reading.failure.message)
        if json:
            _put_line(to_json(reading))
        elif reading.document:
            put(reading, console)
    return failed


def _put_hits(store: Ledger, query: Query, *, json: bool) -> None:
    from sayso.export.hit_json import to_json
    from sayso.report.found import put_hit

    console, number = _console(), 0
    for number, hit in enumerate(store.search(query), 1):
        document = store.reading(hit.reading_id).document
        if document is None:
            continue
        if json:
            _put_line(to_json(hit, document))
        else:
            put_hit(console, number, hit, document)
    if not number:
        _say("nothing found")


def _put_line(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def _say(message: str) -> None:
    from sayso.report.safe import show as shown

    print(f"sayso: {shown(message)}", file=sys.stderr)
