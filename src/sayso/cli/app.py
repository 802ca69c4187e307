"""The program that commands are added to, and the options that several of them take.

In: nothing. Out: `app`, to which each command adds itself, and types of options.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from sayso.cli.terminal import say
from sayso.errors import SaysoError
from sayso.settings import multiply_on_one_thread

if TYPE_CHECKING:
    from sayso.pages.opening.fetch import FetchRules


class _Commands(TyperGroup):
    """Commands whose known errors are one line on standard error."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Run the command."""
        try:
            return super().invoke(ctx)
        except SaysoError as error:
            say(str(error))
            raise typer.Exit(1) from error
        except KeyboardInterrupt as interrupt:
            say("stopped; every page stored so far is whole")
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
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="NAME", envvar="SAYSO_BY", help="Who says so, on one line.")
]
JoinOption = Annotated[bool, typer.Option("--join", help="Two known people are one: go on where it asks.")]
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
    multiply_on_one_thread()
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
    context: typer.Context,
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
    if context.invoked_subcommand == "lexicon" or not {"SAYSO_LEXICON", "SAYSO_GAZETTEER"} & set(os.environ):
        return
    from sayso.errors import SettingsError
    from sayso.reading import check_settings

    try:
        check_settings()
    except SettingsError as error:
        raise typer.BadParameter(str(error)) from error


def fetch_rules(ignore_robots: bool, allow_private: list[str] | None) -> FetchRules:
    """Return the rules that options ask for. Raises BadParameter."""
    from sayso.errors import SettingsError
    from sayso.pages.opening.fetch import FetchRules

    try:
        return FetchRules(ignore_robots=ignore_robots, allow_private=frozenset(allow_private or ()))
    except SettingsError as error:
        raise typer.BadParameter(f"--allow-private {error}") from error
