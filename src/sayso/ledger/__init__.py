"""The ledger: every page that was read, and what each run read in it.

In: readings. Out: readings again, equal to what was stored, and the statements that a query asks for. One
page is one transaction; nothing is rewritten, and only `forget` removes. SQL is known in this package alone,
and the libraries that speak it are loaded when a ledger is opened, not before.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.ledger.answers import (
    AliasEntry,
    Changes,
    ClaimAnswer,
    ClaimBeside,
    ClaimEntry,
    ClaimItem,
    ClaimMember,
    ClaimQuery,
    DocumentEntry,
    DroppedName,
    Facets,
    Hit,
    Known,
    LedgerStatus,
    Query,
    ReadFile,
    Renamed,
    RunCount,
    SameEntity,
    SourceEntry,
    StatedClaim,
    Stored,
    UnkeptPage,
)
from sayso.ledger.event_answers import EventEntry, EventFacets, EventQuery, EventTexts, Near, PlaceCount
from sayso.ledger.events.judging import Correction, judge_event
from sayso.ledger.judge.apply import judge_missing, judge_statement

if TYPE_CHECKING:
    from sayso.ledger.ledger import Ledger

__all__ = [
    "AliasEntry",
    "Changes",
    "ClaimAnswer",
    "ClaimBeside",
    "ClaimEntry",
    "ClaimItem",
    "ClaimMember",
    "ClaimQuery",
    "Correction",
    "DocumentEntry",
    "DroppedName",
    "EventEntry",
    "EventFacets",
    "EventQuery",
    "EventTexts",
    "Facets",
    "Hit",
    "Known",
    "LedgerStatus",
    "Near",
    "PlaceCount",
    "Query",
    "ReadFile",
    "Renamed",
    "RunCount",
    "SameEntity",
    "SourceEntry",
    "StatedClaim",
    "Stored",
    "UnkeptPage",
    "judge_event",
    "judge_missing",
    "judge_statement",
    "open_ledger",
]


def open_ledger(
    target: Path | str,
    *,
    create: bool = True,
    keep_pages: bool = True,
    timeout: float = 30.0,
    told: Callable[[float], None] = lambda done: None,
) -> Ledger:
    """Open the ledger in a file, or at a database URL (`postgresql://…`), and bring it up to date.

    `create` makes one where there is none (`Ledger.created` tells); `keep_pages=False` declines the bytes of
    the pages stored from here on; `timeout` is how many seconds to wait while others write. One of an earlier version
    is brought up part by part: `told` hears how much is done, from 0 to 1, and what was stopped goes on the next time.
    A file that may not be written, or that is given as `sqlite:///FILE?mode=ro`, is only read.
    Raises LedgerError, or MissingExtra where the driver of the URL is not installed.
    """
    from sayso.ledger.ledger import Ledger
    from sayso.ledger.opening import connect

    return Ledger(connect(target, create=create, timeout=timeout, told=told), keep_pages=keep_pages)
