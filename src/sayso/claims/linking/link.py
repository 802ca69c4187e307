"""From the mentions of pages to their claims. A pure function: the same pages in any order give the same claims.

In: `Told`s of any number of pages. Out: `Linked`: the claims that are shown, what lies between them, lines that change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.claims.linking.candidates import candidates
from sayso.claims.linking.changes import changes
from sayso.claims.linking.clusters import Pair, cluster
from sayso.claims.linking.origins import is_sure, origins, same_name
from sayso.claims.linking.pairs import must_not_link, same_claim
from sayso.claims.linking.relations import relations
from sayso.claims.linking.stands import stands, worded_by
from sayso.claims.linking.told import Told
from sayso.records import Change, Claim, ClaimRelation, Stated, claim_id, holder_of

LEAST = 0.25  # the mean chance from which mentions are one claim; chosen on the development dossiers
FLOOR = 0.05  # a pair below this is not kept
DENIES = (
    0.4  # the mean chance from which what stands against the wording of a group denies it, and is not another claim
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Claims in the order of their first mentions, their relations, and the lines that change."""

    claims: tuple[Claim, ...]
    relations: tuple[ClaimRelation, ...] = ()
    changes: tuple[Change, ...] = ()


def link(told: Iterable[Told], *, least: float = LEAST) -> Linked:
    """Return the claims of some pages that are stated twice, denied or contradicted."""
    copies = _copies(sorted(told, key=_order))
    ordered = [alike[0] for alike in copies]
    chances = score(ordered)
    made = []
    for numbers in group(ordered, chances, least=least):
        sure = sure_of(numbers, chances) if len(numbers) > 1 or len(copies[numbers[0]]) == 1 else [1.0]
        members = [(each, chance) for at, chance in zip(numbers, sure, strict=True) for each in copies[at]]
        members.sort(key=lambda member: _order(member[0]))
        made.append((make_claim([each for each, _ in members], [chance for _, chance in members]), numbers))
    lies = list(relations([(claim, [ordered[at] for at in numbers]) for claim, numbers in made]))
    changed = tuple(changes([claim for claim, _ in made], lies))
    crossed = {number for each in lies if each.kind == "contradicts" for number in (each.a, each.b)}
    crossed |= {number for each in changed for number in (each.before, each.after)}
    claims = tuple(claim for claim, _ in made if claim.id in crossed or is_shown(claim))
    kept = {claim.id for claim in claims}
    between = tuple(relation for relation in lies if relation.a in kept and relation.b in kept)
    return Linked(claims=claims, relations=between, changes=changed)


def _copies(told: Sequence[Told]) -> list[list[Told]]:
    """Return mentions by their words: what is told in the same words is compared once, however often it stands."""
    alike: dict[tuple[str, bool], list[Told]] = {}
    for each in told:
        words = " ".join(_WORD.findall(each.text.casefold()))
        alike.setdefault((words, each.mention.rejects), []).append(each)
    return list(alike.values())


def score(told: Sequence[Told]) -> dict[Pair, float]:
    """Return the chance of each pair that is worth comparing, by the numbers of the two, the smaller first."""
    pairs = list(candidates(told))
    chances = same_claim((told[one], told[other]) for one, other in pairs)
    return {pair: chance for pair, chance in zip(pairs, chances.tolist(), strict=True) if chance >= FLOOR}


def group(
    told: Sequence[Told], chances: Mapping[Pair, float], *, least: float = LEAST, apart: Iterable[Pair] = ()
) -> list[list[int]]:
    """Return the groups of mentions of one claim each, by their numbers; `apart` must not be one."""
    barred = [*apart, *((one, other) for one, other in chances if must_not_link(told[one], told[other]))]
    groups = cluster(len(told), chances, barred, least)
    return sorted(part for numbers in groups for part in _without_doubtful_denials(told, numbers, chances))


def _without_doubtful_denials(
    told: Sequence[Told], numbers: list[int], chances: Mapping[Pair, float]
) -> Iterator[list[int]]:
    """Yield a group, and apart from it what stands against its wording and is hardly about the same.

    Else "she was not under oath" would deny that she lied, and a claim that nobody denies would be shown as contested.
    """
    rejects = worded_by([told[number] for number in numbers]).mention.rejects
    alone = [
        number
        for number, sure in zip(numbers, sure_of(numbers, chances), strict=True)
        if sure is not None and sure < DENIES and told[number].mention.rejects != rejects
    ]
    yield [number for number in numbers if number not in alone]
    yield from ([number] for number in alone)


def make_claim(members: Sequence[Told], sure: Sequence[float | None]) -> Claim:
    """Return the claim that some mentions state, worded as its first asserter words it."""
    wording = worded_by(members)
    stood = stands(members, wording)
    asserting = [
        (each, is_sure(chance, words_it=each is wording))
        for each, stand, chance in zip(members, stood, sure, strict=True)
        if stand == "asserts"
    ]
    independent, unknown = origins(each for each, counts in asserting if counts)
    named = {name.words for name in independent}
    return Claim(
        id=claim_id(members[0].mention),
        text=wording.text,
        stated=tuple(
            Stated(
                mention=each.mention,
                stand=stand,
                text=each.text,
                page=each.page,
                outlet=each.outlet,
                published=each.published,
                sure=chance,
            )
            for each, stand, chance in zip(members, stood, sure, strict=True)
        ),
        independent=independent,
        unknown=unknown,
        possible=tuple(
            origin for origin in origins(each for each, _ in asserting)[0] if not _is_among(origin.words, named)
        ),
    )


def _is_among(name: str, names: Iterable[str]) -> bool:
    return any(same_name(name, other) for other in names)


def is_shown(claim: Claim) -> bool:
    """Tell whether a claim is stated on two pages, by two holders, or is denied."""
    if any(each.stand == "denies" for each in claim.stated):
        return True
    return len({each.page for each in claim.stated}) > 1 or len({holder_of(each) for each in claim.stated}) > 1


def sure_of(numbers: Sequence[int], chances: Mapping[Pair, float]) -> list[float | None]:
    """Return for each member the mean chance that it says the same as the others; None for one that stands alone."""
    if len(numbers) == 1:
        return [None]
    return [
        round(sum(chances.get((min(a, b), max(a, b)), 0.0) for b in numbers if b != a) / (len(numbers) - 1), 4)
        for a in numbers
    ]


def _order(each: Told) -> tuple[date, str, int]:
    return each.published or date.max, each.page, each.mention.content[0].start
