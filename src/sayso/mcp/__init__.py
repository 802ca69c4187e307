"""sayso as tools for assistants, over the Model Context Protocol.

In: calls of tools on standard input. Out: answers with schemas on standard output, in which every string that comes
from a page stands under `untrusted_page_text`, and every statement with its place in the page, its link and status.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import MissingExtra

if TYPE_CHECKING:
    from sayso.ledger.ledger import Ledger

__all__ = ["require_mcp", "serve"]


def require_mcp() -> None:
    """Raise MissingExtra where the SDK is not installed."""
    if not find_spec("mcp_types"):  # a part of the SDK from version 2 on, whose names we use
        raise MissingExtra("The MCP server needs the official SDK: pip install 'sayso[mcp]'")


def serve(ledger: Ledger, roots: Sequence[Path] = ()) -> None:
    """Serve a ledger on standard input and output until the client hangs up; paths are read below `roots` only."""
    require_mcp()
    from sayso.mcp.server import make_server

    make_server(ledger, roots).run("stdio")
