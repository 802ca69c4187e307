"""Answer with a list, and tell where it goes on: `next` in the JSON, and a Link header (RFC 8288) with the same.

In: what the ledger answers. Out: a response.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from fastapi import Request, Response

from sayso.export.json.page import FORMAT, one_line

T = TypeVar("T")


def answer(value: dict[str, Any], *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return JSON, written as everywhere in sayso."""
    return Response(one_line(value), status_code=status, media_type="application/json", headers=headers)


def answer_list(  # noqa: PLR0913 - what a list is asked by
    request: Request,
    name: str,
    entries: Sequence[T],
    limit: int,
    write: Callable[[T], dict[str, Any]],
    *,
    head: Mapping[str, Any] | None = None,
) -> Response:
    """Return the first `limit` entries as JSON behind a `head`, and the address of what follows where there is more."""
    going_on = _next(request, _cursor(entries[limit - 1])) if len(entries) > limit else None
    told = {"format": FORMAT, **(head or {}), name: [write(entry) for entry in entries[:limit]], "next": going_on}
    return answer(told, headers={"Link": f'<{going_on}>; rel="next"'} if going_on else None)


def _cursor(entry: object) -> str:
    """Return where a list goes on behind an entry; one that is no answer but a record goes by its id."""
    return str(getattr(entry, "cursor", None) or getattr(entry, "id"))  # noqa: B009


def _next(request: Request, cursor: str) -> str:
    url = request.url.include_query_params(after=cursor)
    return f"{url.path}?{url.query}"


def base_of(request: Request) -> str:
    """Return the path that the API is mounted at, which links begin with."""
    return str(request.scope.get("root_path", "")).rstrip("/")
