"""`sayso search`: statements in the ledger.

In: words and filters. Out: the statements found, as a report or JSON Lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import JsonOption, LedgerOption, app
from sayso.cli.filters import (
    ActFilter,
    CommentsFilter,
    ConfidenceFilter,
    DeniesFilter,
    FormFilter,
    KindFilter,
    NamingFilter,
    OriginFilter,
    OutletFilter,
    SourceFilter,
    StanceFilter,
    WordsFilter,
    make_query,
)
from sayso.cli.ledgers import opened
from sayso.cli.terminal import make_console, put_line, say

if TYPE_CHECKING:
    from sayso.ledger import Query
    from sayso.ledger.ledger import Ledger


@app.command()
def search(
    words: WordsFilter = None,
    source: SourceFilter = None,
    outlet: OutletFilter = None,
    origin: OriginFilter = None,
    form: FormFilter = None,
    act: ActFilter = None,
    denies: DeniesFilter = False,
    kind: KindFilter = None,
    naming: NamingFilter = None,
    stance: StanceFilter = None,
    min_confidence: ConfidenceFilter = None,
    comments: CommentsFilter = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many.")] = 20,
    json: JsonOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Find statements by their words, who says them, what they do and where.

    All that is given must hold. Statements that hold the WORDS come first, then others of pages that do; without
    WORDS every statement with the given labels is found. What the labels mean stands in docs/labels.md; a value
    that is none is answered with those there are.

    \b
      sayso search troops coast
      sayso search --source ministry --form direct
      sayso search --act accuse --kind state_media
      sayso search --denies --naming unnamed --origin "coast radio"
      sayso search harbour --outlet courier --json
    """
    query = make_query(
        words,
        source=source,
        outlet=outlet,
        origin=origin,
        form=form,
        act=act,
        denies=denies,
        kind=kind,
        naming=naming,
        stance=stance,
        min_confidence=min_confidence,
        comments=comments,
        limit=limit,
    )
    with opened(ledger, create=False) as store:
        _put_hits(store, query, json=json)


def _put_hits(store: Ledger, query: Query, *, json: bool) -> None:
    from sayso.export.json.hit import to_json
    from sayso.report.found import put_hit

    console, number = make_console(), 0
    for number, hit in enumerate(store.search(query), 1):
        document = store.reading(hit.reading_id).document
        if document is None:
            continue
        if json:
            put_line(to_json(hit, document))
        else:
            put_hit(console, number, hit, document)
    if not number:
        say("nothing found")
