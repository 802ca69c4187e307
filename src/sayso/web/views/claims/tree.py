"""Whose word a claim goes back to, through whose hands, to which pages.

In: a claim and the pages it stands on. Out: `Root`s, its origins, each with `Branch`es of hands and outlets. What is
counted as an origin is told by the claim; here every asserting mention is put below one of them, or below one that is
not counted, because it is not sure enough that it says the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.claims.linking.origins import is_passed_on, is_sure, named_groups, origin_names, passing_on, same_name
from sayso.doors.one_line import show
from sayso.records import Claim, Stated
from sayso.report.wording import hand_in_words
from sayso.survey.hands import hands_of
from sayso.web.views.claims.sheets import Sheet

OWN_VOICE = "no origin told: in the outlet’s own voice"
_ORDER = ("named", "unnamed", "voice", "unsure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """The hands between an origin and pages, the nearest to the origin first; then the pages, each with a link."""

    hands: tuple[str, ...]
    outlets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """An origin: `sort` is `named`, `unnamed`, `voice` for pages that do not tell from whom they have it, or `unsure`.

    What is `unsure` is not counted: what came of it may not say the same.
    """

    words: str
    sort: str
    branches: tuple[Branch, ...]


_Key = tuple[str, str]
_Hands = tuple[str, ...]


def grow(claim: Claim, sheets: Mapping[str, Sheet]) -> tuple[Root, ...]:
    """Return the origins of a claim, named ones first, with what came of each."""
    asserting = [each for each in claim.stated if each.stand == "asserts" and each.page in sheets]
    outlets = passing_on(asserting)
    sure = [each for each in asserting if _counts(each, claim) and not is_passed_on(each, outlets)]
    groups = named_groups(each.mention for each in sure)
    found: dict[_Key, dict[_Hands, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for root, hands, each in _placed(sure, groups, sheets):
        found[root][hands].setdefault(sheets[each.page].outlet, sheets[each.page].address(each.mention.statement))
    counted = set(found)
    for root, hands, each in _placed([each for each in asserting if each not in sure], groups, sheets):
        place = root if root in counted else (root[0], "unsure")
        found[place][hands].setdefault(sheets[each.page].outlet, sheets[each.page].address(each.mention.statement))
    return tuple(
        Root(
            words=show(words),
            sort=sort,
            branches=tuple(Branch(hands=hands, outlets=tuple(outlets.items())) for hands, outlets in branches.items()),
        )
        for (words, sort), branches in sorted(found.items(), key=lambda pair: _ORDER.index(pair[0][1]))
    )


def _counts(stated: Stated, claim: Claim) -> bool:
    return is_sure(stated.sure, words_it=stated.text == claim.text)


def _placed(
    asserting: Sequence[Stated], groups: Sequence[Sequence[str]], sheets: Mapping[str, Sheet]
) -> Iterator[tuple[_Key, _Hands, Stated]]:
    """Yield mentions with their origins and the hands behind those; own voice only where its page tells no origin."""
    telling = {each.page for each in asserting if each.mention.voice == "statement"}
    for each in asserting:
        if each.mention.voice == "statement":
            yield *_root(each, groups, _hands(each, sheets[each.page])), each
        elif each.page not in telling:
            yield (OWN_VOICE, "voice"), (), each


def _root(stated: Stated, groups: Sequence[Sequence[str]], chain: _Hands) -> tuple[_Key, _Hands]:
    """Return the origin of a mention and the hands behind it."""
    mention = stated.mention
    names = origin_names(mention)
    for name in names:
        group = next((group for group in groups if name in group), None)
        if group:
            return (group[0], "named"), chain if name == group[0] else (show(name), *chain)
    if names:
        return (names[0], "named"), chain
    words, _, hand = (mention.origin or mention.holder or "nobody named").partition(" via ")
    behind = next((group for group in groups if hand and any(same_name(hand, name) for name in group)), None)
    if behind:  # somebody unnamed, known through a hand that is an origin itself
        return (behind[0], "named"), (show(f"citing {words}"),)
    return (words, "unnamed"), chain or ((show(f"via {hand}"),) if hand else ())


def _hands(stated: Stated, sheet: Sheet) -> _Hands:
    """Return the hands that the chain of a mention's statement tells behind the first; none where it has no chain."""
    statement = sheet.statements.get(stated.mention.statement or "")
    if statement is None or len(statement.chain) < 2:
        return ()
    return tuple(
        show(hand_in_words(hand.rel, hand.name or "nobody named")) for hand in hands_of(sheet.document, statement)[1:]
    )
