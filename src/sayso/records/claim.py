"""One proposition that pages share, who holds it and who denies it, and what lies between such propositions.

In: mentions of many pages. Out: claims, their relations, things of proof, changed lines. What the fields mean is in
docs/labels.md, "Claims".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sayso.records.ids import make_id
from sayso.records.mention import ItemMention, Mention, Stand

RelationKind = Literal["contradicts", "narrows", "supports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A mention in its claim: how its holder stands to the claim (`stand`), its words, and whose page it is.

    `page` is the id of the document, `outlet` and `published` what is known of it. `sure` is the mean chance that it
    says the same as the others of its claim, None where it stands alone.
    """

    mention: Mention
    stand: Stand
    text: str
    page: str
    outlet: str | None = None
    published: date | None = None
    sure: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimOrigin:
    """Whose word a claim goes back to: a name, or the words for somebody unnamed; `via` is the named hand before them.

    Unnamed ones via one hand may be one person; nobody knows.
    """

    words: str
    named: bool
    via: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One proposition: `text` is the wording of its earliest asserting mention, never a sentence of ours.

    `independent` are the clearly different named origins that its assertions go back to, `unknown` the unnamed ones and
    the pages that assert it in their own voice without telling from where. Corroboration counts origins, not articles.
    `possible` are further named origins, of mentions of which it is not sure that they say the same: they do not count.
    """

    id: str
    text: str
    stated: tuple[Stated, ...]
    independent: tuple[ClaimOrigin, ...] = ()
    unknown: tuple[ClaimOrigin, ...] = ()
    possible: tuple[ClaimOrigin, ...] = ()

    @property
    def contested(self) -> bool:
        """Whether somebody asserts it and somebody else denies it."""
        asserting, denying = (
            {holder_of(each) for each in self.stated if each.stand == stand} for stand in ("asserts", "denies")
        )
        return any(one != other for one in asserting for other in denying)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRelation:
    """`a` contradicts, narrows or supports `b`, both ids of claims; `on` says what that rests on, in a few words."""

    a: str
    b: str
    kind: RelationKind
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A holder's line that changes from one mention to another; `known` tells whether the order is known."""

    holder: str
    before: str
    after: str
    page: str
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A thing spoken of as proof: its kind of evidence, the fullest words for it, and where it is spoken of.

    `mentions` are (page, place) pairs: the id of the document and the noun phrase in it.
    """

    id: str
    kind: str
    words: str
    mentions: tuple[tuple[str, ItemMention], ...]


def claim_id(mention: Mention) -> str:
    """Return the id of the claim that a mention was the first to state; it keeps that id when others join it."""
    return make_id("claim", mention.id)


def holder_of(stated: Stated) -> str:
    """Return who holds a mention: its holder, or the outlet (the page where that is not known) for own voice."""
    return stated.mention.holder or stated.outlet or stated.page
