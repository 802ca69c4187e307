"""Show what a reading found that an older one did not.

In: the changes of a page. Out: lines on a console.
"""

from __future__ import annotations

from rich.console import Console

from sayso.doors.one_line import show
from sayso.ledger import Changes
from sayso.records import Reading, Statement
from sayso.report.layout import QUIET, TITLE, put
from sayso.report.statement import content_of


def put_changes(console: Console, changes: Changes) -> None:
    """Print what is new, what is gone, and which names are others."""
    now, before = changes.now, changes.before
    title = now.document.title if now.document else None
    console.print()
    put(console, show(title or "(no title)"), style=TITLE)
    put(console, " · ".join(filter(None, (show(now.page.location or ""), now.page.id))), style=QUIET)
    if before is None:
        put(console, "read once only: there is nothing to compare")
        return
    put(console, f"now {_made_by(now)}; before {_made_by(before)}", style=QUIET)
    put(console, counted(changes))
    for each in changes.found:
        put(console, f"+ {_line(now, each)}", indent=2)
    for each in changes.gone:
        put(console, f"- {_line(before, each)}", indent=2)
    for pair in changes.renamed:
        names = " → ".join(show(each.entity or "(no name)") for each in (pair.before, pair.now))
        put(console, f"~ {names}: {_line(now, pair.now)}", indent=2)


def counted(changes: Changes) -> str:
    """Return how many are new, gone, named otherwise and the same, in one line."""
    parts = (
        (len(changes.found), "new"),
        (len(changes.gone), "gone"),
        (len(changes.renamed), "with another name"),
        (changes.same, "the same"),
    )
    return ", ".join(f"{count} {what}" for count, what in parts)


def _made_by(reading: Reading) -> str:
    return f"by sayso {reading.run.version}, weights {reading.run.weights[:12]} ({reading.id})"


def _line(reading: Reading, statement: Statement) -> str:
    document = reading.document
    if document is None:
        return statement.id
    source = " … ".join(show(document.quote(span)) for span in statement.source) or "(no source in the text)"
    cue = " … ".join(show(document.quote(span)) for span in statement.cue) or "(no cue)"
    return f"{statement.id} · {source} · {cue} · {content_of(document, statement)}"
