"""A captured page that cannot be read, as whoever took it out of its archive knows.

In: a page and what is the matter. Out: the page, whose media type says so; later, the error that it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, NoReturn
from urllib.parse import quote, unquote

from sayso.errors import BrokenPage, HugePage
from sayso.pages.opening.limits import huge_message
from sayso.records import Page

RECORD = "application/x-warc-record"
_SHOWN = 200  # bytes kept of what is too long


def with_fault(page: Page, fault: Literal["packed", "long"], said: str) -> Page:
    """Return a page that is not read."""
    data = page.data[:_SHOWN] if fault == "long" else page.data
    return replace(page, data=data, media_type=f"{RECORD}; fault={fault}; said={quote(said, safe='')}")


def refuse_record(page: Page) -> NoReturn:
    """Say why a captured page is not read. Raises HugePage or BrokenPage."""
    name = page.location or "a record"
    told = dict(part.strip().split("=", 1) for part in page.media_type.split(";")[1:] if "=" in part)
    said = unquote(told.get("said", ""))
    if told.get("fault") == "long" and said.isdecimal():
        raise HugePage(huge_message(name, int(said)))
    raise BrokenPage(f"{name}: packed as {said!r}, which does not unpack; fetch the page again")
