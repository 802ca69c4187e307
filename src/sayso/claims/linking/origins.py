"""Count on whose word a claim rests.

In: the mentions that assert a claim. Out: its clearly different named origins, and those that nobody names. Origins are
counted, never articles: what three outlets take from one named hand is one origin; a person who speaks for a body is
one with it; an outlet whose own page tells from whom it has the claim is a hand; unnamed ones through a hand that is an
origin itself add none. Where it is not told whom a pronoun stands for, it adds an origin only where no other is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.claims.linking.told import Told
from sayso.claims.vocabulary import vocabulary
from sayso.records import ClaimOrigin, Mention, Stated

CORROBORATES = 0.6  # how sure it must be that a mention says the same as its claim for its origin to count


def is_sure(chance: float | None, *, words_it: bool) -> bool:
    """Tell whether the origin of a mention counts: it words the claim, stands alone, or surely says the same."""
    return words_it or chance is None or chance >= CORROBORATES


def origins(asserting: Iterable[Told]) -> tuple[tuple[ClaimOrigin, ...], tuple[ClaimOrigin, ...]]:
    """Return the independent named origins and the unknown ones, each in the order told."""
    members = list(asserting)
    outlets = passing_on(members)
    named = named_groups(each.mention for each in members if not is_passed_on(each, outlets))
    silent = _silent(members)
    unnamed = _unnamed(members, named, others=bool(silent))
    return tuple(ClaimOrigin(words=group[0], named=True) for group in named), (*unnamed, *silent)


def named_groups(mentions: Iterable[Mention]) -> list[list[str]]:
    """Return the names of each named origin that mentions go back to; the first of them is what it is called by."""
    groups: list[list[str]] = []
    for mention in mentions:
        names = origin_names(mention)
        if not names:
            continue
        alike = [group for group in groups if any(same_name(one, other) for one in names for other in group)]
        joined = list(dict.fromkeys([name for group in alike for name in group] + names))
        groups = [group for group in groups if group not in alike]
        groups.append(joined)
    return groups


def origin_names(mention: Mention) -> list[str]:
    """Return the names of the origin of one mention, that of the body it speaks for too; none where it has no name."""
    if not (mention.origin and mention.origin_named):
        return []
    names = mention.origin.partition(" via ")[0].split("; ")
    if mention.affiliation and mention.origin == mention.holder:
        names.append(mention.affiliation)
    return names


def passing_on(members: Iterable[Told | Stated]) -> frozenset[str]:
    """Return the outlets whose own pages tell from whom they have a claim: hands, whoever names them as its source."""
    return frozenset(
        each.outlet
        for each in members
        if each.outlet and each.mention.voice == "statement" and not same_name(each.outlet, each.mention.origin or "")
    )


def is_passed_on(each: Told | Stated, outlets: Iterable[str]) -> bool:
    """Tell whether the origin that a mention names is an outlet of which it is known from whom it has the claim."""
    return any(same_name(name, outlet) for name in origin_names(each.mention) for outlet in outlets)


def _unnamed(members: Sequence[Told], named: Sequence[Sequence[str]], *, others: bool) -> list[ClaimOrigin]:
    found: dict[str, ClaimOrigin] = {}
    pronouns: dict[str, ClaimOrigin] = {}
    for each in members:
        mention = each.mention
        if not mention.origin or mention.origin_named:
            continue
        words, _, hand = mention.origin.partition(" via ")
        if hand and any(same_name(hand, name) for group in named for name in group):
            continue
        origin = ClaimOrigin(words=words, named=False, via=hand or None)
        (pronouns if origin_key(words) in vocabulary()["words"]["pronouns"] else found).setdefault(
            origin_key(words), origin
        )
    if pronouns and not (found or named or others):
        return [next(iter(pronouns.values()))]
    return list(found.values())


def _silent(members: Sequence[Told]) -> list[ClaimOrigin]:
    """Return the pages that assert in their own voice and tell nowhere from whom they have it."""
    told = {each.page for each in members if each.mention.voice == "statement"}
    pages = dict.fromkeys((each.page, each.outlet) for each in members if each.page not in told)
    return [ClaimOrigin(words=outlet or "own voice", named=False) for _, outlet in pages]


def same_name(one: str, other: str) -> bool:
    """Tell whether two names may be one: one holds all words of the other, or a surname with first names that fit.

    Where it is not sure it is yes, since two origins are counted only where they are clearly different.
    """
    first, second = origin_key(one).split(), origin_key(other).split()
    if not first or not second:
        return False
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    if first[-1] != second[-1]:
        return False
    return first[0].startswith(second[0].rstrip(".")) or second[0].startswith(first[0].rstrip("."))


def origin_key(name: str) -> str:
    """Return the words of an origin by which it is told from others."""
    return " ".join(name.casefold().removeprefix("the ").split())
