"""`sayso serve`: the pages of a ledger, for a browser.

In: a ledger, an address to listen on, a token. Out: a server that runs until it is stopped.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.app import LedgerOption, app
from sayso.cli.terminal import say
from sayso.settings import load_settings

if TYPE_CHECKING:
    from fastapi import FastAPI

HostOption = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen. Another needs --token.")]
PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port; 0 for a free one.")]
TokenOption = Annotated[
    str | None,
    typer.Option("--token", envvar="SAYSO_TOKEN", metavar="TEXT", help="What visitors must know. Else $SAYSO_TOKEN."),
]
NamesOption = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="NAME", help="A host name it goes by, too; needs --token. Repeatable."),
]


@app.command()
def serve(
    host: HostOption = "127.0.0.1",
    port: PortOption = 8317,
    token: TokenOption = None,
    allow_host: NamesOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Show the ledger in a browser: read pages, search, look at articles, statements and sources.

    It answers this machine alone. Another --host can be reached by others and needs a --token, which a browser
    asks for once. Ctrl-C stops it.

    \b
      sayso serve
      sayso serve --ledger news.db --port 9000
      SAYSO_TOKEN=… sayso serve --host 0.0.0.0
    """
    from sayso.web import create_app
    from sayso.web.security import host_names

    made = create_app(ledger or load_settings().ledger, token=token, hosts=host_names(host, allow_host or ()))
    store = made.state.site.ledger
    if store.created:
        say(f"made the ledger {store.name}")
    _run(made, host, port)


def _run(made: FastAPI, host: str, port: int) -> None:
    """Listen, say where, and answer until Ctrl-C."""
    import uvicorn

    config = uvicorn.Config(made, host=host, port=port, log_level="warning", server_header=False, ws="none")
    bound = config.bind_socket()
    bound.listen()  # so that whoever reads the address is already heard
    shown = f"[{host}]" if ":" in host else host
    print(f"sayso listens on http://{shown}:{bound.getsockname()[1]}  (Ctrl-C stops it)", file=sys.stderr, flush=True)
    uvicorn.Server(config).run(sockets=[bound])
