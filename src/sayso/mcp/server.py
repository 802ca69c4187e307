"""The MCP server: the tools, and the resources that their links lead to, under the official SDK.

In: an open ledger and roots. Out: a server of the SDK, not yet running.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp_types import ToolAnnotations

from sayso.engine.desk import Desk
from sayso.ledger.ledger import Ledger
from sayso.mcp.answers import NOTICE
from sayso.mcp.claims import Claims
from sayso.mcp.correcting import Corrections
from sayso.mcp.events import Events
from sayso.mcp.roots import real_roots
from sayso.mcp.tools import Tools
from sayso.reading import check_settings

INSTRUCTIONS = f"sayso reads news and keeps the record of who said what, on whose word, and how sure. {NOTICE}"


def make_server(ledger: Ledger, roots: Iterable[Path] = (), desk: Desk | None = None) -> MCPServer[Any]:
    """Return the server over a ledger; paths are read below `roots` only. Raises SettingsError for a bad one."""
    check_settings()
    tools = Tools(ledger=ledger, desk=desk or Desk(), roots=real_roots(roots))
    server: MCPServer[Any] = MCPServer(
        "sayso", instructions=INSTRUCTIONS, version=version("sayso"), log_level="WARNING", subscriptions=False
    )
    looking = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    reading = ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=True)
    server.add_tool(tools.read_page, annotations=reading)
    claims, events = Claims(ledger=ledger), Events(ledger=ledger)
    for tool in (
        tools.search_statements, tools.get_article, tools.list_sources, claims.find_claims, claims.get_claim,
        events.find_events, events.get_event,
    ):  # fmt: skip
        server.add_tool(tool, annotations=looking)
    corrections = Corrections(ledger=ledger, privacy=tools.privacy)
    judging = ToolAnnotations(
        read_only_hint=False, destructive_hint=False, idempotent_hint=False, open_world_hint=False
    )
    for telling in (corrections.list_same_entity, corrections.list_aliases, corrections.get_changes):
        server.add_tool(telling, annotations=looking)
    for correcting in (corrections.correct_statement, corrections.correct_same_entity):
        server.add_tool(correcting, annotations=judging)
    for address, follow in (("sayso://statements/{id}", tools.statement), ("sayso://pages/{id}", tools.page)):
        server.resource(address, name=follow.__name__, mime_type="application/json")(_resource(follow))
    return server


def _resource(follow: Callable[[str], str]) -> Callable[[str], str]:
    """Return what a link leads to; one that leads nowhere is told of as the SDK tells of resources."""

    @wraps(follow)
    def read(id: str) -> str:  # noqa: A002
        try:
            return follow(id)
        except ToolError as error:
            raise ResourceNotFoundError(str(error)) from error

    return read
