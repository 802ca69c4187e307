"""`sayso same-entity`: the statements that the correction of a name speaks of, too.

In: the id of a judgement or of an alias. Out: the statements, or with --apply judgements of them in the ledger.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import ByOption, JoinOption, JsonOption, LedgerOption, app
from sayso.cli.judge import named
from sayso.cli.ledgers import opened
from sayso.cli.terminal import make_console, put_line, say, tracked

if TYPE_CHECKING:
    from sayso.ledger.ledger import Ledger

_BATCH = 200


@app.command("same-entity")
def same_entity(
    given: Annotated[str, typer.Argument(metavar="ID", help="Of a judgement that corrected a name, or of an alias.")],
    statements: Annotated[
        list[str] | None, typer.Argument(metavar="STATEMENT", help="With --apply: these alone; else all of them.")
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Correct them as well.")] = False,
    by: ByOption = None,
    page: Annotated[str | None, typer.Option(metavar="PAGE", help="Of this page alone.")] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="List at most so many.")] = 20,
    join: JoinOption = False,
    json: JsonOption = False,
    ledger: LedgerOption = None,
) -> None:
    """List the statements of the same speaker that a correction speaks of too, and correct them where --apply says so.

    They bear the name that was corrected, and nobody judged them. Where the speaker had no name before, those of the
    same page are meant whose source has the same words. What is applied is a judgement of each statement, with a note
    that it came with the first: each can be judged again. Stopped and started again, it goes on where it was.

    \b
      sayso same-entity judg_3f2a
      sayso same-entity judg_3f2a --page page_91bc --json
      sayso same-entity judg_3f2a --apply --by "Ana Ruz"
      sayso same-entity judg_3f2a st_11aa st_22bb --apply --by "Ana Ruz"
    """
    if statements and not apply:
        raise typer.BadParameter("statements are chosen with --apply; without it they are listed")
    with opened(ledger, create=False) as store:
        if apply:
            _apply(store, given, statements, named(by), page, join=join, json=json)
        else:
            _list(store, given, page, limit, json=json)


def _list(store: Ledger, given: str, page: str | None, limit: int, *, json: bool) -> None:
    from sayso.export.json.corrections import same_to_json
    from sayso.report.found import put_hit

    console, numbers, after = make_console(), count(1), None
    left, total = limit, 0
    while left > 0:
        same = store.same_entity(given, page_id=page, after=after, limit=min(left, _BATCH))
        total = same.count
        for hit in same.hits:
            document = store.reading(hit.reading_id).document
            if document is None:
                continue
            if json:
                put_line(same_to_json(hit, document))
            else:
                put_hit(console, next(numbers), hit, document)
        if len(same.hits) < min(left, _BATCH):
            break
        left -= len(same.hits)
        after = same.hits[-1].cursor
    say(f"{total} of {same.was or 'the same words'} that nobody judged; --apply calls them {same.now}")


def _apply(
    store: Ledger, given: str, chosen: list[str] | None, by: str, page: str | None, *, join: bool, json: bool
) -> None:
    from sayso.export.json.corrections import judgement_to_json

    same = store.same_entity(given, page_id=page, limit=0)
    total = same.count if chosen is None else len(chosen)
    making = store.correct_same(given, by=by, at=datetime.now(UTC), only=chosen, page_id=page, join=join)
    done = 0
    for made in tracked(making, total, make_console(), "correcting"):
        done += 1
        if json:
            put_line(judgement_to_json(made))
    say(f"corrected {done}: {same.was or 'the same words'} is {same.now}")
