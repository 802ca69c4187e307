"""Count on whose word a claim rests.

In: the mentions that assert a claim. Out: its clearly different named origins, and those that nobody names. Origins are
counted, never articles: what three outlets take from one named hand is one origin.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.claims.linking.told import Told
from sayso.records import ClaimOrigin


def origins(asserting: Iterable[Told]) -> tuple[tuple[ClaimOrigin, ...], tuple[ClaimOrigin, ...]]:
    """Return the independent named origins and the unknown ones, each in the order told."""
    named: dict[str, ClaimOrigin] = {}
    unknown: dict[str, ClaimOrigin] = {}
    for each in asserting:
        mention = each.mention
        if mention.origin and mention.origin_named:
            named.setdefault(origin_key(mention.origin), ClaimOrigin(words=mention.origin, named=True))
        elif mention.origin:
            words, _, hand = mention.origin.partition(" via ")
            unknown.setdefault(origin_key(words), ClaimOrigin(words=words, named=False, via=hand or None))
    silent = [each for each in asserting if each.mention.voice == "author"]
    told = {each.page for each in asserting if each.mention.voice != "author"}
    for each in silent:
        if each.page not in told:  # the page says elsewhere from whom it has the claim
            unknown.setdefault(f"page {each.page}", ClaimOrigin(words=each.outlet or "own voice", named=False))
    return tuple(named.values()), tuple(unknown.values())


def origin_key(name: str) -> str:
    """Return the words of an origin by which it is told from others."""
    return " ".join(name.casefold().removeprefix("the ").split())
