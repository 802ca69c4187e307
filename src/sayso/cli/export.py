"""`sayso export`: statements in other people's formats.

In: a ledger, a format, filters. Out: a file, or bytes on standard output.
"""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.app import LedgerOption, app
from sayso.cli.filters import (
    ActFilter,
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
from sayso.cli.written import check_terminal, counted, written


@app.command()
def export(
    form_of: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="jsonl, csv, parquet, annotations, schema_org, prov, gqg, brat, ftm or training; docs/exports.md.",
        ),
    ],
    words: WordsFilter = None,
    out: Annotated[str, typer.Option(metavar="FILE", help="Where to; - is standard output.")] = "-",
    source: SourceFilter = None,
    outlet: OutletFilter = None,
    origin: OriginFilter = None,
    form: FormFilter = None,
    act: ActFilter = None,
    denies: DeniesFilter = False,
    kind: KindFilter = None,
    naming: NamingFilter = None,
    stance: StanceFilter = None,
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="machine, confirmed, corrected; rejected ones only so.")
    ] = None,
    min_confidence: ConfidenceFilter = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many statements.")] = None,
    comments: Annotated[
        bool, typer.Option("--comments", help="Readers' comments, too, with hashes for their names.")
    ] = False,
    commenter_names: Annotated[
        bool, typer.Option("--commenter-names", help="With --comments: the names themselves.")
    ] = False,
    salt: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Makes the hashes the same in every export with it.")
    ] = None,
    ledger: LedgerOption = None,
) -> None:
    """Write statements in a format that other programs read, chosen as by `sayso search`.

    A FILE is written whole or not at all. Status, form and confidence go with every statement where the format
    has room for them; only direct words go out as quotations.

    \b
      sayso export csv --out statements.csv
      sayso export schema_org troops --source ministry > claims.jsonld
      sayso export parquet --denies --out denials.parquet
      sayso export brat --out marked.zip
      sayso export training --out judged.jsonl.gz
    """
    from sayso.export import ExportOptions, stream, training
    from sayso.export.formats import find_format

    judged = form_of == "training"  # what people judged, not what a query finds
    check_terminal(not judged and find_format(form_of).binary, out)
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
        status=status,
        min_confidence=min_confidence,
        limit=limit,
    )
    options = ExportOptions(comments=comments, commenter_names=commenter_names, salt=salt)
    with opened(ledger, create=False) as store, written(out) as file:
        zipped = out.endswith(".gz")
        parts = training.stream(store, query, compress=zipped) if judged else stream(form_of, store, query, options)
        for part in counted(parts, shown=out != "-"):
            file.write(part)
            if out == "-":
                file.flush()
