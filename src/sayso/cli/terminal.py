"""What commands print, and where: results on standard output, messages and bars on standard error.

In: texts and readings. Out: lines, set for a terminal where there is one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.records import Reading

T = TypeVar("T")


def make_console() -> Console:
    """Return what prints to standard output, taking nothing in a page for markup."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def say(message: str) -> None:
    """Print a message on standard error."""
    from sayso.doors.one_line import show as shown

    print(f"sayso: {shown(message)}", file=sys.stderr)


def put_line(line: bytes) -> None:
    """Print a line of bytes at once."""
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def tracked(
    done: Iterable[T], total: int | Callable[[], int] | None, console: Console, doing: str = "reading"
) -> Iterator[T]:
    """Yield what is done under a progress bar, where somebody sees it and there is more than one.

    The total may grow on the way, as files of many pages are opened.
    """

    def count() -> int | None:
        return total() if callable(total) else total

    stream = iter(done)
    done = chain(list(islice(stream, count() == 1)), stream)  # the first may turn out to be the first of many
    if count() == 1 or not sys.stderr.isatty():
        yield from done
        return
    from rich.console import Console as Terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    # one console for both where both are the terminal: what is printed then stands above the bar, not in it
    shown_on = console if console.is_terminal else Terminal(stderr=True)
    columns = TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=shown_on, redirect_stdout=False, transient=True) as progress:
        task = progress.add_task(doing, total=count())
        for each in done:
            progress.update(task, advance=1, total=count())
            yield each


def put_readings(readings: Iterable[Reading], console: Console, *, json: bool, brief: bool | Callable[[], bool]) -> int:
    """Print every reading, name those that failed on standard error, and return how many did."""
    from sayso.export.json.page import to_json
    from sayso.report.page import put_summary, render

    failed = 0
    for reading in readings:
        if reading.failure:
            failed += 1
            say(reading.failure.message)
        if json:
            put_line(to_json(reading))
        elif reading.document:
            short = brief if isinstance(brief, bool) else brief()
            (put_summary if short else render)(reading, console)
    return failed
