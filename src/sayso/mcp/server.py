"""The MCP server: the tools, and the resources that their links lead to, under the official SDK."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mcp.server import MCPServer
from mcp_types import ToolAnnotations

from sayso.engine.desk import Desk
from sayso.ledger.ledger import Ledger
from sayso.mcp.answers import NOTICE
from sayso.mcp.roots import real_roots
from sayso.mcp.tools import Tools

INSTRUCTIONS = f"sayso reads news and keeps the record of who said what, on whose word, and how sure. {NOTICE}"


def make_server(ledger: Ledger, roots: Iterable[Path] = (), desk: Desk | None = None) -> MCPServer[Any]:
    """Return the server over a ledger; paths are read below `roots` only. Raises SettingsError for a bad root."""
    tools = Tools(ledger=ledger, desk=desk or Desk(), roots=real_roots(roots))
    server: MCPServer[Any] = MCPServer(
        "sayso", instructions=INSTRUCTIONS, version=version("sayso"), log_level="WARNING", subscriptions=False
    )
    looking = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    reading = ToolAnnotations(
        read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=True
    )
    server.add_tool(tools.read_page, annotations=reading)
    for tool in (tools.search_statements, tools.get_article, tools.list_sources):
        server.add_tool(tool, annotations=looking)
    link = server.resource("sayso://statements/{id}", mime_type="application/json")
    link(tools.statement)
    link = server.resource("sayso://pages/{id}", mime_type="application/json")
    link(tools.page)
    return server
