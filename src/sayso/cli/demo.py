"""`sayso demo`: pages that travel with sayso.

In: nothing but the package. Out: a ledger of the demo pages, and reports on standard output.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import app
from sayso.cli.ledgers import kept, opened
from sayso.cli.terminal import make_console, put_readings, tracked

if TYPE_CHECKING:
    from sayso.records import Page


@app.command()
def demo(
    ledger: Annotated[Path, typer.Option(metavar="FILE", help="A ledger of its own.")] = Path("demo-ledger/sayso.db"),
) -> None:
    """Read the pages that travel with sayso, show the report of one, the status, and what they contest together.

    They are dispatches of invented outlets on one contested event in an invented country.

    \b
      sayso demo
    """
    from sayso.claims.dossier import make_dossier
    from sayso.engine.local import read_many
    from sayso.report.dossier import put_contested
    from sayso.report.found import put_status
    from sayso.report.page import render

    ledger.parent.mkdir(parents=True, exist_ok=True)
    console, pages = make_console(), _demo_pages()
    with opened(str(ledger)) as store:
        readings = list(tracked(kept(read_many(pages), store), len(pages), console))
        render(max(readings, key=lambda reading: len(reading.statements)), console)
        console.print()
        put_readings(readings, console, json=False, brief=True)
        console.print()
        put_status(console, store.status())
        put_contested(console, make_dossier(readings))
    print(f"\nGo on: sayso claims --ledger {ledger}")


def _demo_pages() -> list[Page]:
    from importlib.resources import files

    from sayso.records import Page

    found = sorted((files("sayso") / "demo").iterdir(), key=lambda file: file.name)
    return [Page(data=file.read_bytes(), location=f"demo/{file.name}") for file in found if file.name.endswith(".txt")]
