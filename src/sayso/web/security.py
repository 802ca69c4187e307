"""Who may ask, and what an answer allows a browser to do.

In: every request, before anything else sees it. Out: a refusal in one line, or the request with its body bounded;
and on every answer the headers that keep foreign scripts, frames and readers away. Refused are names that are not
ours (400: a foreign name led to this machine), changes that another site asks for (403), and whoever does not know
the token where there is one (401).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.errors import SettingsError
from sayso.web.api.problems import as_problem

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
ANY_HOST = "*"
COOKIE = "sayso_session"
SIGN_IN = "/sign-in"
LEAST_TOKEN = 16  # characters: whoever reaches the port may guess as often as the network lets them
API = "/api/"
_OPEN = (SIGN_IN, "/static/")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OVERHEAD = 65_536  # what a form puts around a page; all that is taken of one who signs in
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # nothing leaves this site; `no-referrer` would also take the origin from our own forms, which we check
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Whom a server answers: the host names it goes by, the token it asks for, the bytes it takes of one page."""

    hosts: frozenset[str] = LOOPBACK
    token: str | None = None
    max_bytes: int = 20_000_000

    def __post_init__(self) -> None:
        """Refuse to be open to a network without a token. Raises SettingsError."""
        if self.token is not None and len(self.token) < LEAST_TOKEN:
            raise SettingsError(f"a token needs at least {LEAST_TOKEN} characters: take a longer one")
        if self.token is None and not self.hosts <= LOOPBACK:
            names = ", ".join(sorted(self.hosts - LOOPBACK)).replace(ANY_HOST, "every address of this machine")
            raise SettingsError(f"{names} can be reached by others: give --token (or $SAYSO_TOKEN) to be asked for")


def host_names(bound: str, more: Iterable[str] = ()) -> frozenset[str]:
    """Return the host names that a server bound to an address goes by."""
    name = f"[{bound}]" if ":" in bound else bound.lower()
    own = {ANY_HOST} if bound in ("0.0.0.0", "::", "") else {name}  # noqa: S104 - asked about, not bound to
    return LOOPBACK | own | {each.lower() for each in more}


def cookie_of(token: str) -> str:
    """Return what the cookie of somebody signed in holds: it proves the token without telling it."""
    return hmac.new(token.encode(), b"sayso: signed in", hashlib.sha256).hexdigest()


def same(given: str, known: str) -> bool:
    """Tell whether two secrets are the same, in a time that does not tell how much of them is."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), known.encode("utf-8", "replace"))


def seal(headers: MutableHeaders, path: str) -> None:
    """Put our headers on the answer to a path. The gate does so for all but faults of ours, which it never sees."""
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("cache-control", "no-cache" if path.startswith("/static/") else "no-store")


class Gate:
    """The door that every request comes through (an ASGI middleware)."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app = app
        self.rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse, or pass on with a bounded body."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # there are no web sockets here
            await send({"type": "websocket.close", "code": 1008})
            return
        sealed = _sealing(send, scope)
        refusal = self._refusal(scope, Headers(scope=scope))
        if refusal and scope["path"].startswith(API):
            refusal = as_problem(refusal)
        await (refusal or self.app)(scope, _bounded(receive, self._page_bytes(scope)), sealed)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        if not self._is_ours(headers):
            return PlainTextResponse("This server does not go by that name; --allow-host adds one.\n", 400)
        if scope["method"] not in _SAFE and _from_elsewhere(headers):
            return PlainTextResponse("Another site may not change anything here.\n", 403)
        if not self._knows_token(scope["path"], headers):
            return _ask_to_sign_in(scope, headers)
        length = headers.get("content-length", "0")
        most = self._page_bytes(scope)
        if not length.isdecimal() or int(length) > most + _OVERHEAD:
            return PlainTextResponse(_too_large(most), 413)
        return None

    def _page_bytes(self, scope: Scope) -> int:
        """Return how many bytes of a page a request may bring: none to sign in, which anybody may ask for."""
        return 0 if scope["path"] == SIGN_IN else self.rules.max_bytes

    def _is_ours(self, headers: Headers) -> bool:
        given = headers.getlist("host")
        return len(given) == 1 and (ANY_HOST in self.rules.hosts or _without_port(given[0]) in self.rules.hosts)

    def _knows_token(self, path: str, headers: Headers) -> bool:
        token = self.rules.token
        if token is None or path == SIGN_IN or path.startswith(_OPEN[1]):
            return True
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return same(given.strip(), token)
        return same(_cookie(headers), cookie_of(token))


def _from_elsewhere(headers: Headers) -> bool:
    """Tell a request that a page of another site makes. A program sends neither header."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    except ValueError:  # no address at all: none of our pages sends that
        return True


def _ask_to_sign_in(scope: Scope, headers: Headers) -> Response:
    page = scope["method"] == "GET" and not scope["path"].startswith(API)
    if page and "text/html" in headers.get("accept", ""):
        asked = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        return RedirectResponse(f"{SIGN_IN}?next={quote(asked, safe='')}", status_code=303)
    why = "Give the token: Authorization: Bearer …\n"
    return PlainTextResponse(why, 401, headers={"www-authenticate": "Bearer"})


def _cookie(headers: Headers) -> str:
    """Return our cookie, whatever other cookies of the same host look like."""
    return cookie_parser("; ".join(headers.getlist("cookie"))).get(COOKIE, "")


def _without_port(host: str) -> str:
    """Return the name of a Host header: "localhost:8000" is "localhost", "[::1]:8000" is "[::1]"."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdecimal() else host.lower()


def _too_large(most: int) -> str:
    if not most:
        return f"At most {_OVERHEAD:,} bytes are taken here.\n"
    return f"At most {most:,} bytes are taken at once; SAYSO_MAX_BYTES sets another limit.\n"


def _bounded(receive: Receive, most: int) -> Receive:
    """Return a `receive` that stops a body which outgrows what it may, whatever length it declared."""
    taken = 0

    async def receive_bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most + _OVERHEAD:
            raise HTTPException(413, _too_large(most).strip())
        return message

    return receive_bounded


def _sealing(send: Send, scope: Scope) -> Send:
    """Return a `send` that puts our headers on the answer."""

    async def send_sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            seal(MutableHeaders(scope=message), scope["path"])
        await send(message)

    return send_sealed
