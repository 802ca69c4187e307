"""A claim of the ledger as the record that every door shows, and what its holders are called.

In: a ledger's answer. Out: a `Claim`; names.
"""

from __future__ import annotations

import re

from sayso.ledger.answers import ClaimAnswer
from sayso.records import Claim

MOST_MEMBERS = 200  # mentions of one claim that a door tells at once
MOST_PAGES = 50  # that are put together in answer to a request


UNNAMED = "an outlet that gives no name"
_PAGE = re.compile(r"doc_[0-9a-f]{16}")


def holder_name(holder: str) -> str:
    """Return what a holder is called: a page that tells no outlet holds its own voice under its id."""
    return UNNAMED if _PAGE.fullmatch(holder) else holder


def claim_of(answer: ClaimAnswer) -> Claim:
    """Return the claim of an answer, by the name that a person gave it where somebody did."""
    return Claim(
        id=answer.claim.id,
        text=answer.claim.title or answer.claim.text,
        stated=tuple(member.stated for member in answer.members),
        independent=answer.independent,
        unknown=answer.unknown,
    )
