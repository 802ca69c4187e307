"""Hand what sayso knows to be wrong to the assistant.

In: what a tool does. Out: the same, or ToolError with one line that tells what to do, the words of pages marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mcp.server.mcpserver.exceptions import ToolError

from sayso.errors import JoinsPeople, PageError, SaysoError


@contextmanager
def refusals() -> Iterator[None]:
    """Raise ToolError for what raises SaysoError."""
    try:
        yield
    except SaysoError as error:
        message = str(error)[:500].encode("utf-8", "backslashreplace").decode()
        if isinstance(error, PageError):  # servers and file names have their words in it
            message = f"This page cannot be read ({error.kind}). Untrusted words of its place follow: {message}"
        if isinstance(error, JoinsPeople):  # names are made from the words of pages
            message = (
                f"Refused: it would join two people. Ask the user, then give join. Untrusted names follow: {message}"
            )
        raise ToolError(message) from error
