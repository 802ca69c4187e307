"""Whose word a claim goes back to, through whose hands, to which pages.

In: a claim and the pages it stands on. Out: `Root`s, its origins, each with `Branch`es of hands and outlets. What is
counted as an origin is told by the claim; here every asserting mention is put below one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.claims.linking.origins import named_groups, origin_names, same_name
from sayso.doors.one_line import show
from sayso.records import Claim, Stated
from sayso.report.wording import hand_in_words
from sayso.survey.hands import hands_of
from sayso.web.views.claims.sheets import Sheet

OWN_VOICE = "no origin told: in the outlet’s own voice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """The hands between an origin and pages, the nearest to the origin first; then the pages, each with a link."""

    hands: tuple[str, ...]
    outlets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """An origin: `sort` is `named`, `unnamed`, or `voice` for a page that does not tell from whom it has it."""

    words: str
    sort: str
    branches: tuple[Branch, ...]


_Key = tuple[str, str]


def grow(claim: Claim, sheets: Mapping[str, Sheet]) -> tuple[Root, ...]:
    """Return the origins of a claim, named ones first, with what came of each."""
    asserting = [each for each in claim.stated if each.stand == "asserts" and each.page in sheets]
    attributed = [each for each in asserting if each.mention.voice == "statement"]
    telling = {each.page for each in attributed}
    silent = [each for each in asserting if each.mention.voice == "author" and each.page not in telling]
    groups = named_groups(each.mention for each in attributed)
    found: dict[_Key, dict[tuple[str, ...], dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for each in attributed:
        sheet = sheets[each.page]
        root, hands = _root(each, groups, _hands(each, sheet))
        found[root][hands].setdefault(sheet.outlet, sheet.address(each.mention.statement))
    for each in silent:
        sheet = sheets[each.page]
        found[OWN_VOICE, "voice"][()].setdefault(sheet.outlet, sheet.address())
    order = ("named", "unnamed", "voice")
    return tuple(
        Root(
            words=show(words),
            sort=sort,
            branches=tuple(Branch(hands=hands, outlets=tuple(outlets.items())) for hands, outlets in branches.items()),
        )
        for (words, sort), branches in sorted(found.items(), key=lambda pair: order.index(pair[0][1]))
    )


def _root(stated: Stated, groups: Sequence[Sequence[str]], chain: tuple[str, ...]) -> tuple[_Key, tuple[str, ...]]:
    """Return the origin of a mention and the hands behind it."""
    mention = stated.mention
    for name in origin_names(mention):
        group = next((group for group in groups if name in group), None)
        if group:
            return (group[0], "named"), chain if name == group[0] else (show(name), *chain)
    words, _, hand = (mention.origin or mention.holder or "nobody named").partition(" via ")
    behind = next((group for group in groups if hand and any(same_name(hand, name) for name in group)), None)
    if behind:  # somebody unnamed, known through a hand that is an origin itself
        return (behind[0], "named"), (show(f"citing {words}"),)
    return (words, "unnamed"), chain or ((show(f"via {hand}"),) if hand else ())


def _hands(stated: Stated, sheet: Sheet) -> tuple[str, ...]:
    """Return the hands that the chain of a mention's statement tells behind the first; none where it has no chain."""
    statement = sheet.statements.get(stated.mention.statement or "")
    if statement is None or len(statement.chain) < 2:
        return ()
    return tuple(
        show(hand_in_words(hand.rel, hand.name or "nobody named")) for hand in hands_of(sheet.document, statement)[1:]
    )
