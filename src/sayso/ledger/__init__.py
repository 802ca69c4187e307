"""The ledger: every page that was read, and what each run read in it.

In: readings. Out: readings again, equal to what was stored, and the statements that a query asks for. One
page is one transaction; nothing is rewritten, and only `forget` removes. SQL is known in this package alone,
and the libraries that speak it are loaded when a ledger is opened, not before.
"""

from __future__ import annotations

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
    "DocumentEntry",
    "DroppedName",
    "Facets",
    "Hit",
    "Known",
    "LedgerStatus",
    "Query",
    "ReadFile",
    "Renamed",
    "RunCount",
    "SameEntity",
    "SourceEntry",
    "StatedClaim",
    "Stored",
    "UnkeptPage",
    "judge_missing",
    "judge_statement",
    "open_ledger",
]


def open_ledger(target: Path | str, *, create: bool = True, keep_pages: bool = True, timeout: float = 5.0) -> Ledger:
    """Open the ledger in a file, or at a database URL (`postgresql://…`), and bring its schema up to date.

    `create` makes one where there is none (`Ledger.created` tells); `keep_pages=False` declines the bytes of
    the pages stored from here on; `timeout` is how many seconds to wait while another process writes.
    Raises LedgerError, or MissingExtra where the driver of the URL is not installed.
    """
    from sayso.ledger.ledger import Ledger
    from sayso.ledger.opening import connect

    engine, name, created = connect(target, create=create, timeout=timeout)
    return Ledger(engine, name, created=created, keep_pages=keep_pages)
