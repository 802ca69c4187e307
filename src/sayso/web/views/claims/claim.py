"""One claim: who says it, who denies it, in which passages, on whose word.

In: a claim, what lies between it and others, the pages it stands on. Out: a `ClaimView`. Whether a claim is so is told
nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.doors.one_line import show
from sayso.records import Change, Claim, ClaimRelation, Stand, Stated
from sayso.report.dossier import RELATIONS, origins_in_words, stand_in_words
from sayso.web.views.claims.differing import Run, differing
from sayso.web.views.claims.figures import Measured, measured
from sayso.web.views.claims.sheets import Sheet
from sayso.web.views.claims.tree import Root, grow

MOST_PASSAGES, MOST_TELLING = 24, 12  # of one claim; of one passage
_MOST_RIVALS = 30  # claims whose numbers are drawn with those of one
_HEADINGS: Sequence[tuple[Stand, str]] = (
    ("asserts", "Who says it"),
    ("denies", "Who denies it"),
    ("hedges", "Who hedges it"),
    ("retells", "Who retells it"),
)

_BACK = {
    "contradicts": RELATIONS["contradicts"],
    "narrows": "has a more exact form in",
    "supports": "is given a reason in",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One who holds a claim: by which name or words, and on which pages, each with a link."""

    name: str
    voice: bool
    outlets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Who has the words of a passage on one page, and how that page stands to the claim."""

    stand: Stand
    words: str
    holder: str | None
    outlet: str
    day: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words that state a claim, those marked that its wording lacks, and who has them; `more` are not listed."""

    anchor: str
    runs: tuple[Run, ...]
    before: str
    after: str
    language: str | None
    first: bool
    tellings: tuple[Telling, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What lies between a claim and another: in words, and the other one, with a link where it is shown."""

    words: str
    on: str
    other: str
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What is known beside a claim, by the ids of claims: others, where each is shown, what lies between them."""

    claims: Mapping[str, Claim]
    addresses: Mapping[str, str]
    relations: Mapping[str, Sequence[ClaimRelation]]
    changes: Mapping[str, Sequence[Change]]

    @classmethod
    def of(
        cls,
        claims: Iterable[Claim],
        relations: Iterable[ClaimRelation],
        changes: Iterable[Change],
        addresses: Mapping[str, str],
    ) -> Between:
        """Return what lies between claims, to be looked up by each."""
        lies: dict[str, list[ClaimRelation]] = defaultdict(list)
        turns: dict[str, list[Change]] = defaultdict(list)
        for relation in relations:
            for number in dict.fromkeys((relation.a, relation.b)):
                lies[number].append(relation)
        for change in changes:
            for number in dict.fromkeys((change.before, change.after)):
                turns[number].append(change)
        return cls(claims={each.id: each for each in claims}, addresses=addresses, relations=lies, changes=turns)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """What is shown of a claim. `more` passages are left out; `dropped` are outlets that drop who says it."""

    id: str
    anchor: str
    text: str
    contested: bool
    crossed: bool
    holders: tuple[tuple[str, tuple[Holder, ...]], ...]
    passages: tuple[Passage, ...]
    more: int
    origins: str
    roots: tuple[Root, ...]
    measures: tuple[Measured, ...]
    ties: tuple[Tie, ...]
    changes: tuple[str, ...]
    dropped: tuple[str, ...]
    attributed: tuple[str, ...]


def view_claim(claim: Claim, sheets: Mapping[str, Sheet], between: Between, anchor: str = "claim") -> ClaimView:
    """Return what is shown of a claim; `anchor` begins the names of places within it."""
    passages = list(_passages(claim, sheets, anchor))
    ties = tuple(_ties(claim, between))
    relations, roots = between.relations.get(claim.id, ()), grow(claim, sheets)
    rivals = _rivals(claim, between)
    return ClaimView(
        id=claim.id,
        anchor=anchor,
        text=show(claim.text),
        contested=claim.contested,
        crossed=any(relation.kind == "contradicts" for relation in relations),
        holders=tuple((name, found) for stand, name in _HEADINGS if (found := _holders(claim, stand, sheets))),
        passages=tuple(passages[:MOST_PASSAGES]),
        more=max(0, len(passages) - MOST_PASSAGES),
        origins=origins_in_words(claim),
        roots=roots,
        measures=measured(claim, rivals, sheets),
        ties=ties,
        changes=tuple(_changes(claim, sheets, between)),
        dropped=_dropped(claim, sheets),
        attributed=tuple(root.words for root in roots if root.sort in ("named", "unnamed")),
    )


def _rivals(claim: Claim, between: Between) -> list[Claim]:
    """Return the claims that contradict or narrow a claim, those that do so with them, and so on, up to a number."""
    found, waiting = {claim.id: claim}, [claim.id]
    while waiting and len(found) <= _MOST_RIVALS:
        for relation in between.relations.get(waiting.pop(0), ()):
            for number in (relation.a, relation.b):
                if relation.kind != "supports" and number not in found and number in between.claims:
                    found[number] = between.claims[number]
                    waiting.append(number)
    return list(found.values())[1:]


def anchors(claim: Claim, anchor: str) -> dict[str, str]:
    """Return for each mention, by its id, the name of the passage it is shown in; none for those left out."""
    named: dict[str, str] = {}
    for at, group in enumerate(_grouped(claim)[:MOST_PASSAGES], 1):
        named |= {each.mention.id: f"{anchor}-{at}" for each in group}
    return named


def _grouped(claim: Claim) -> list[list[Stated]]:
    """Return the mentions of a claim, those of the same words and stand together, the claim's own wording first."""
    groups: dict[tuple[bool, str, str], list[Stated]] = defaultdict(list)
    own = _folded(claim.text)
    for each in claim.stated:
        words = _folded(each.text)
        groups[(words, each.stand) != (own, "asserts"), words, stand_in_words(each)].append(each)
    return [group for _, group in sorted(groups.items(), key=lambda pair: pair[0][0])]


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _passages(claim: Claim, sheets: Mapping[str, Sheet], anchor: str) -> Iterator[Passage]:
    for at, group in enumerate(_grouped(claim), 1):
        shown = next((each for each in group if each.page in sheets), None)
        before, after = sheets[shown.page].around(shown.mention.content) if shown else ("", "")
        tellings = tuple(dict.fromkeys(_telling(each, sheets) for each in group))
        yield Passage(
            anchor=f"{anchor}-{at}",
            runs=differing(show(group[0].text), show(claim.text)),
            before=before,
            after=after,
            language=sheets[shown.page].document.language if shown else None,
            first=at == 1,
            tellings=tellings[:MOST_TELLING],
            more=max(0, len(tellings) - MOST_TELLING),
        )


def _telling(stated: Stated, sheets: Mapping[str, Sheet]) -> Telling:
    sheet = sheets.get(stated.page)
    return Telling(
        stand=stated.stand,
        words=stand_in_words(stated),
        holder=show(stated.mention.holder) if stated.mention.holder else None,
        outlet=sheet.outlet if sheet else show(stated.outlet or stated.page),
        day=sheet.day if sheet else "no date",
        address=sheet.address(stated.mention.statement) if sheet else "",
    )


def _holders(claim: Claim, stand: Stand, sheets: Mapping[str, Sheet]) -> tuple[Holder, ...]:
    found: dict[tuple[str, bool], dict[str, str]] = defaultdict(dict)
    for each in claim.stated:
        if each.stand != stand:
            continue
        telling = _telling(each, sheets)
        key = (telling.holder, False) if telling.holder else (telling.outlet, True)
        found[key].setdefault(telling.outlet, telling.address)
    return tuple(
        Holder(name=name, voice=voice, outlets=tuple(outlets.items())) for (name, voice), outlets in found.items()
    )


def _dropped(claim: Claim, sheets: Mapping[str, Sheet]) -> tuple[str, ...]:
    """Return the outlets that assert in their own voice what others attribute."""
    if not any(each.stand == "asserts" and each.mention.voice == "statement" for each in claim.stated):
        return ()
    asserting = [each for each in claim.stated if each.stand == "asserts"]
    telling = {each.page for each in asserting if each.mention.voice == "statement"}
    own = [each for each in asserting if each.mention.voice == "author" and each.page not in telling]
    return tuple(dict.fromkeys(_telling(each, sheets).outlet for each in own))


def _ties(claim: Claim, between: Between) -> Iterator[Tie]:
    for each in between.relations.get(claim.id, ()):
        forth = claim.id == each.a
        words, other = (RELATIONS[each.kind], each.b) if forth else (_BACK[each.kind], each.a)
        if other in between.claims:
            text = show(between.claims[other].text)
            yield Tie(words=words, on=show(each.on), other=text, address=between.addresses.get(other))


def _changes(claim: Claim, sheets: Mapping[str, Sheet], between: Between) -> Iterator[str]:
    for each in between.changes.get(claim.id, ()):
        where = f" in {sheets[each.page].outlet}, {sheets[each.page].day}" if each.page in sheets else ""
        order = "later" if each.known else "elsewhere, in which order is not known,"
        if each.before == each.after:
            last = next(
                (one for one in claim.stated if one.page == each.page and one.mention.holder == each.holder), None
            )
            words = ("says it", "denies it") if last is None or last.stand == "denies" else ("denies it", "says it")
            yield f"{show(each.holder)} {words[0]}, and {order} {words[1]}{where}."
        else:
            one, other = (between.claims.get(number) for number in (each.before, each.after))
            if one and other:
                yield f"{show(each.holder)} says “{show(one.text)}”, and {order} “{show(other.text)}”{where}."
