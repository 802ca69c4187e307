"""An article as it was published, with what was read in it.

In: a reading and how its text is wanted. Out: `Article`: groups of blocks in the order of the page, the cards of its
statements, readers' comments apart, and how much of the text each kind of source speaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from sayso.doors.one_line import show
from sayso.export.events import make_sheet
from sayso.ledger import ClaimEntry, DroppedName, StatedClaim
from sayso.records import ARTICLE_ROLES, Block, Comment, Document, Judgement, Reading, Statement
from sayso.web.views.cards import Card, make_cards, number_statements
from sayso.web.views.events.cards import EventCard, make_event_cards
from sayso.web.views.marking import Marking, Piece

TextChoice = Literal["repaired", "marked", "original"]
AUTHOR = "voice"  # what nobody but the article itself says
_ASIDE = frozenset({"related", "furniture"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block with its pieces; `level` is that of a heading, 0 of what is none."""

    role: str
    level: int
    place: str | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Blocks that follow each other: of the article, or beside it (links, menus)."""

    aside: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A reader's comment with its pieces."""

    comment: Comment
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What the outlet states in its own voice and others attribute: its words, the claim, to whom."""

    id: str
    number: str
    words: str
    claim: ClaimEntry
    attributed_to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What the page of an article shows."""

    title: str
    groups: tuple[Group, ...]
    cards: tuple[Card, ...]
    voices: tuple[Voice, ...]
    events: tuple[EventCard, ...] | None  # None where the run looked for none
    rejected: tuple[Card, ...]
    remarks: tuple[Remark, ...]
    remark_cards: tuple[Card, ...]
    remarks_rejected: tuple[Card, ...]
    shares: tuple[tuple[str, int], ...]  # family and characters, the author's own voice last
    has_headline: bool


def view_article(  # noqa: PLR0913 - a reading, how to show it, and what else is known of it
    reading: Reading,
    document: Document,
    *,
    text: TextChoice = "repaired",
    judgements: Mapping[str, Sequence[Judgement]] | None = None,
    claims: Mapping[str, tuple[StatedClaim, ...]] | None = None,
    dropped: Iterable[DroppedName] = (),
) -> Article:
    """Return the article of a reading; `judgements` and `claims` are by the ids of statements."""
    numbered = number_statements(reading.statements)
    kept = {number: statement for number, statement in numbered.items() if statement.status != "rejected"}
    told = {f"v{number}": each for number, each in enumerate(dropped, 1)}
    spans = {number: each.content for number, each in told.items()}
    events = _events(reading, numbered)
    marking = Marking(
        document,
        kept,
        original=text == "original",
        repairs=text == "marked",
        beside={"voice": spans, "event": {card.number: card.event.cue for card in events}},
    )
    cards = make_cards(reading, numbered, judgements, claims)
    groups = tuple(_groups(document, marking))
    return Article(
        title=document.title or "(no title)",
        groups=groups,
        cards=tuple(cards[number] for number in _of_layer(kept, "article")),
        voices=tuple(_voice(document, number, each) for number, each in told.items()),
        events=None if reading.events is None else events,
        rejected=_rejected(cards.values(), "article"),
        remarks=tuple(_remark(comment, marking) for comment in document.comments),
        remark_cards=tuple(cards[number] for number in _of_layer(kept, "comment")),
        remarks_rejected=_rejected(cards.values(), "comment"),
        shares=_shares(groups),
        has_headline=any(passage.level == 1 for group in groups for passage in group.passages),
    )


def _events(reading: Reading, numbered: Mapping[str, Statement]) -> tuple[EventCard, ...]:
    """Return what happened as the article tells it; readers' comments tell of no events here."""
    sheet = make_sheet(reading)
    return make_event_cards(sheet, {each.id: number for number, each in numbered.items()}) if sheet else ()


def _voice(document: Document, number: str, dropped: DroppedName) -> Voice:
    return Voice(
        id=f"voice-{number}",
        number=number,
        words=" … ".join(show(document.quote(span)) for span in dropped.content),
        claim=dropped.claim,
        attributed_to=dropped.attributed_to,
    )


def _groups(document: Document, marking: Marking) -> Iterator[Group]:
    first = next((block for block in document.blocks if block.role == "headline"), None)
    for aside, blocks in groupby(document.blocks, key=lambda block: block.role in _ASIDE):
        passages = tuple(view_passage(block, marking, first=block is first) for block in blocks)
        yield Group(aside=aside, passages=passages)


def view_passage(block: Block, marking: Marking, *, first: bool = False) -> Passage:
    """Return a block with its pieces; the `first` headline is that of the page."""
    level = {"headline": 1 if first else 2, "subheading": 2}.get(block.role, 0)
    return Passage(role=block.role, level=level, place=block.place, pieces=marking.pieces(block.start, block.end))


def _remark(comment: Comment, marking: Marking) -> Remark:
    empty = comment.start is None or comment.end is None
    return Remark(comment=comment, pieces=() if empty else marking.pieces(comment.start or 0, comment.end or 0))


def _of_layer(numbered: Mapping[str, Statement], layer: str) -> Iterable[str]:
    return (number for number, statement in numbered.items() if statement.layer == layer)


def _rejected(cards: Iterable[Card], layer: str) -> tuple[Card, ...]:
    return tuple(c for c in cards if c.statement.status == "rejected" and c.statement.layer == layer)


def _shares(groups: Iterable[Group]) -> tuple[tuple[str, int], ...]:
    """Count characters by the family of the innermost statement whose content they are."""
    spoken: Counter[str] = Counter()
    for group in groups:
        for passage in group.passages:
            if passage.role in ARTICLE_ROLES:
                for piece in passage.pieces:
                    content = [cover for cover in piece.covers if cover.part == "content"]
                    spoken[content[-1].family if content else AUTHOR] += len(piece.text)
    own = spoken.pop(AUTHOR, 0)
    return (*spoken.most_common(), *(((AUTHOR, own),) if own else ()))
