"""A claim of the ledger as the record that every door shows.

In: a ledger's answer. Out: a `Claim`.
"""

from __future__ import annotations

from sayso.ledger.answers import ClaimAnswer
from sayso.records import Claim

MOST_MEMBERS = 200  # mentions of one claim that a door tells at once
MOST_PAGES = 50  # that are put together in answer to a request


def claim_of(answer: ClaimAnswer) -> Claim:
    """Return the claim of an answer, by the name that a person gave it where somebody did."""
    return Claim(
        id=answer.claim.id,
        text=answer.claim.title or answer.claim.text,
        stated=tuple(member.stated for member in answer.members),
        independent=answer.independent,
        unknown=answer.unknown,
    )
