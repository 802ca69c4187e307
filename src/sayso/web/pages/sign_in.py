"""Signing in with the token, for browsers: `/sign-in` and `/sign-out`.

In: a form with the token. Out: a cookie, or a refusal.
"""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from sayso.web.security import COOKIE, SIGN_IN, cookie_of, same
from sayso.web.site import show_page, site_of

router = APIRouter(include_in_schema=False)
_WAIT = 0.5  # seconds after a wrong token


@router.get(SIGN_IN)
def ask(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """Ask for the token."""
    return show_page(request, "sign_in.html", {"next": _ours(next), "wrong": False})


@router.post(SIGN_IN)
async def sign_in(request: Request, token: Annotated[str, Form()] = "", next: Annotated[str, Form()] = "/") -> Response:  # noqa: A002
    """Set the cookie of somebody who knows the token."""
    known = site_of(request).rules.token
    if known is None:
        return RedirectResponse("/", status_code=303)
    if not same(token.strip(), known):
        await asyncio.sleep(_WAIT)
        return show_page(request, "sign_in.html", {"next": _ours(next), "wrong": True}, status=401)
    answer = RedirectResponse(_ours(next), status_code=303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, cookie_of(known), httponly=True, samesite="strict", secure=secure, path="/")
    return answer


@router.post("/sign-out")
def sign_out() -> Response:
    """Take the cookie back."""
    answer = RedirectResponse(SIGN_IN, status_code=303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict", path="/")
    return answer


def _ours(address: str) -> str:
    """Return an address of this site, whatever was given: two slashes of either kind lead browsers to another."""
    plain = address.isprintable() and address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if plain else "/"
