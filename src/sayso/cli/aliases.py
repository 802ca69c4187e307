"""`sayso aliases`: which names people said to be one.

In: the table of the ledger, or a file. Out: the table; or rows added, or one removed.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.app import ByOption, JsonOption, LedgerOption, app
from sayso.cli.judge import named
from sayso.cli.ledgers import opened
from sayso.cli.terminal import put_line, say
from sayso.errors import BadAliases, SaysoError

_BATCH = 200
aliases = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]}
)


@aliases.callback()
def _aliases() -> None:
    """List, remove, export and import the aliases of a ledger: which names people said to be one.

    A correction from one name to another feeds the table where the page calls the speaker by the first, or where both
    are spellings of one. Aliases change no statement by themselves: they are offered, and read by the lexicon.

    \b
      sayso aliases list
      sayso aliases export --out lexicon/aliases.tsv     then SAYSO_LEXICON=lexicon
      sayso aliases import aliases.tsv --by "Ana Ruz"
      sayso aliases remove alias_3f2a
    """


@aliases.command("list")
def list_them(json: JsonOption = False, ledger: LedgerOption = None) -> None:
    """List the aliases, the newest first, and how many statements nobody judged that still bear each.

    `sayso same-entity ALIAS` lists those statements, and corrects them where that is wanted.

    \b
      sayso aliases list
      sayso aliases list --json
    """
    from sayso.doors.one_line import show
    from sayso.export.json.corrections import alias_to_json

    with opened(ledger, create=False) as store:
        after, found = None, False
        while entries := store.aliases(after=after, limit=_BATCH):
            after, found = entries[-1].cursor, True
            for each in entries:
                if json:
                    put_line(alias_to_json(each))
                    continue
                kind = f" ({each.kind})" if each.kind else ""
                waiting = f" · unjudged under it: {each.statements}" if each.statements else ""
                who = f"{each.by}, {each.at.date().isoformat()}, {each.judgement_id or 'brought in'}"
                print(f"{each.id}  {show(each.alias)} → {show(each.name)}{kind} · {show(who)}{waiting}")
    if not found:
        say("no aliases yet: `sayso judge correct` feeds them, `sayso aliases import` brings them in")


@aliases.command("remove")
def remove(
    given: Annotated[str, typer.Argument(metavar="ALIAS", help="The id of an alias, or its first digits.")],
    ledger: LedgerOption = None,
) -> None:
    """Take an alias out of the table. No judgement and no statement is touched.

    \b
      sayso aliases remove alias_3f2a
    """
    from sayso.doors.one_line import show

    with opened(ledger, create=False) as store:
        entry = store.remove_alias(given)
    print(f"removed {entry.id}  {show(entry.alias)} → {show(entry.name)}")


@aliases.command("export")
def export(
    out: Annotated[str, typer.Option(metavar="FILE", help="Where to; - is standard output.")] = "-",
    ledger: LedgerOption = None,
) -> None:
    """Write the table as `aliases.tsv` of a folder that SAYSO_LEXICON names: alias, name, kind, source.

    \b
      sayso aliases export --out lexicon/aliases.tsv
    """
    with opened(ledger, create=False) as store:
        table = store.export_aliases()
    if out == "-":
        sys.stdout.buffer.write(table.encode())
        return
    try:
        Path(out).write_text(table, encoding="utf-8", newline="")
    except OSError as error:
        raise SaysoError(f"{out}: {error.strerror}: give another file.") from error


@aliases.command("import")
def import_them(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A table as `export` writes it; - is standard input.")],
    by: ByOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Bring the aliases of a table in. Those that are known stay as they are; a wrong line refuses the whole table.

    \b
      sayso aliases import aliases.tsv --by "Ana Ruz"
    """
    who = named(by)
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        table = data.decode("utf-8-sig")
    except OSError as error:
        raise SaysoError(f"{file}: {error.strerror}: give another file.") from error
    except UnicodeDecodeError as error:
        raise BadAliases(f"{file}: a table of aliases is text in UTF-8.") from error
    with opened(ledger) as store:
        new = store.import_aliases(table, by=who, at=datetime.now(UTC))
    print(f"new aliases: {new}")


app.add_typer(aliases, name="aliases")
