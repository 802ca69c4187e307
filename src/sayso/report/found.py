"""Show what a search found and what a ledger holds.

In: a ledger's answers, and for a hit the document it stands in. Out: lines on a console.
"""

from __future__ import annotations

from rich.console import Console

from sayso.doors.one_line import show
from sayso.ledger import Hit, LedgerStatus
from sayso.records import Document, Run
from sayso.report.layout import QUIET, put
from sayso.report.page import put_passage
from sayso.report.statement import put_statement


def put_hit(console: Console, number: int, hit: Hit, document: Document) -> None:
    """Print one statement found, under the passage and the page it was read from."""
    where = (hit.title or "(no title)", hit.outlet, hit.published, hit.location)
    console.print()
    put(console, " · ".join(show(part) for part in where if part))
    put(console, " · ".join((hit.page_id, hit.statement.id)), style=QUIET)
    if hit.in_document:
        put(console, "the words stand elsewhere on this page", indent=2, style=QUIET)
    put_passage(console, document, hit.statement)
    put_statement(console, document, hit.statement, str(number), depth=0)


def put_status(console: Console, status: LedgerStatus) -> None:
    """Print what a ledger holds."""
    rows = (
        ("ledger", f"{show(status.target)} ({_size(status.bytes)}, schema {status.revision})"),
        ("pages", f"{status.pages}, {status.forgotten} forgotten, captures {status.captures}"),
        ("readings", f"{status.readings}, {status.failed} failed"),
        ("statements", str(status.statements)),
        ("comments", str(status.comments)),
    )
    for name, value in rows:
        _row(console, name, value)
    for counted in status.runs:
        _row(console, "read by", f"{_made_by(counted.run)}: readings {counted.readings}")


def put_program(console: Console, run: Run) -> None:
    """Print what would read a page now."""
    _row(console, "reads with", _made_by(run))


def _made_by(run: Run) -> str:
    settings = "".join(f", {name} {value}" for name, value in run.settings)
    return f"sayso {run.version}, weights {run.weights[:12]}{settings} ({run.id})"


def _row(console: Console, name: str, value: str) -> None:
    put(console, f"{name:<12}{value}")


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"
