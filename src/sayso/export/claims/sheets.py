"""Gather what an export of claims is made of: each claim with everything, and the documents it is stated in.

In: a ledger and a query. Out: sheets, in the order of the query. A claim that is gone meanwhile is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.errors import UnknownId
from sayso.export.json.claims import documents_of
from sayso.records import Document

if TYPE_CHECKING:
    from sayso.ledger import ClaimAnswer, ClaimEntry, ClaimQuery
    from sayso.ledger.ledger import Ledger

_PART = 100  # claims of a list asked for at once


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSheet:
    """One claim, and the documents that its members stand in, by their ids."""

    answer: ClaimAnswer
    documents: Mapping[str, Document]


def read_claims(ledger: Ledger, query: ClaimQuery, most: int | None) -> Iterator[ClaimSheet]:
    """Yield the claims that a query asks for, at most so many, or all."""
    for number, entry in enumerate(_entries(ledger, query)):
        if most is not None and number >= most:
            return
        try:
            answer = ledger.claim(entry.id)
            yield ClaimSheet(answer=answer, documents=documents_of(ledger, answer))
        except UnknownId:
            continue


def _entries(ledger: Ledger, query: ClaimQuery) -> Iterator[ClaimEntry]:
    while found := ledger.find_claims(replace(query, limit=_PART)):
        yield from found
        query = replace(query, after=found[-1].cursor)
