"""`sayso lexicon`: look through tables of one's own before a page is read by them.

In: a folder. Out: how many rows each table has; or the first line that is wrong, and how to mend it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.app import app


@app.command()
def lexicon(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", exists=True, file_okay=False, help="Else $SAYSO_LEXICON.", show_default=False),
    ] = None,
) -> None:
    """Check a folder of tables of your own, as SAYSO_LEXICON names it, without reading a page.

    \b
      sayso lexicon tables/
    """
    from sayso.errors import SettingsError
    from sayso.reading import check_lexicon
    from sayso.settings import load_settings

    try:
        given = folder or load_settings().lexicon
        if given is None:
            raise typer.BadParameter("name a folder, or set SAYSO_LEXICON")
        counts = check_lexicon(given)
    except SettingsError as error:
        raise typer.BadParameter(str(error)) from error
    for name, rows in counts.items():
        print(f"{name}.tsv  {rows} row{'s' * (rows != 1)}")
    if not counts:
        print("no tables")
