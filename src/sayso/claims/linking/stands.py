"""How each member of a group stands to the claim: who asserts it, who denies it.

In: the mentions of one proposition. Out: the member whose wording it takes, and a stand for each. A denial is one only
against the wording: who says that no drone fell denies that one fell, where somebody says that; where nobody does, that
no drone fell is the claim, and he asserts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sayso.claims.linking.told import Told
from sayso.claims.mentions.numbers import same_amount
from sayso.records import Stand

_OUTWEIGH = 3  # negative wordings for each positive one from which the negative is the claim


def worded_by(group: Sequence[Told]) -> Told:
    """Return the member that words the claim: the earliest that asserts it, a hedge where nobody does.

    Where some say it with a negation and some without, the positive wording is the claim, unless hardly anybody has it.
    """
    said = [each for each in group if not each.mention.denied] or list(group)
    positive = [each for each in said if not each.mention.negative]
    negative = [each for each in said if each.mention.negative]
    alike = negative if len(negative) >= _OUTWEIGH * len(positive) else positive
    counting = [each for each in alike if _tells_the_number(each, group)] or alike
    flat = [each for each in counting if each.mention.stand != "hedges"] or counting
    return min(flat, key=_order)


def _tells_the_number(each: Told, group: Sequence[Told]) -> bool:
    """Whether a member tells a number that at least half of the group tell."""
    return any(
        2 * sum(any(same_amount(amount, other) for other in one.mention.quantities) for one in group) >= len(group)
        for amount in each.mention.quantities
    )


def stands(group: Sequence[Told], wording: Told) -> list[Stand]:
    """Return how each member stands to the wording."""
    return [_stand(each, turned=each.mention.negative != wording.mention.negative) for each in group]


def _stand(each: Told, *, turned: bool) -> Stand:
    if each.mention.denied != turned:
        return "denies"
    return each.mention.stand if each.mention.stand in ("hedges", "retells") else "asserts"


def _order(each: Told) -> tuple[date, bool, int]:
    return each.published or date.max, each.headline, each.mention.content[0].start  # a headline is short for the text
